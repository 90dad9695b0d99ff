"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


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
