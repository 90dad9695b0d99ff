"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:
    from investtrack.plugin import Comparer


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer the verb."""
    return (
        Verb(
            "compare",
            "比较两次台账：新增、推迟、改报、变化的指标和原因",
            "investtrack_compare.command:Compare",
        ),
    )


@hookimpl
def investtrack_comparers() -> Iterable[Comparer]:
    """Offer the comparing."""
    from investtrack_compare.comparer import LedgerComparer

    return (LedgerComparer(),)
