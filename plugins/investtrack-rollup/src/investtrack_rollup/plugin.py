"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack rollup``."""
    return (
        Verb(
            "rollup",
            "汇总多个县区：市、省、全国各级报告、排名和跨县校核",
            "investtrack_rollup.command:RollupCommand",
        ),
    )
