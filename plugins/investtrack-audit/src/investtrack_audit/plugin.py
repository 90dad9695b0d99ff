"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Proofreader


@hookimpl
def investtrack_proofreaders() -> Iterable[Proofreader]:
    """Offer the arithmetic audit."""
    from investtrack_audit.proofreader import AuditProofreader

    return (AuditProofreader(),)


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack audit``."""
    return (
        Verb(
            "audit",
            "核对文稿里的数字：分项合计、完成率、占比、增幅、差额，文字和表格都算一遍",
            "investtrack_audit.command:Audit",
        ),
    )
