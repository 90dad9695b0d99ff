"""What this distribution offers. SciPy is imported when something is split."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack decompose``."""
    return (
        Verb(
            "decompose",
            "目标分解：把剩余任务分到项目、月份、领导和单位",
            "investtrack_plan.command:Decompose",
        ),
    )
