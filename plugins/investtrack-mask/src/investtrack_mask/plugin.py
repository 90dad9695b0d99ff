"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer the verb."""
    return (
        Verb(
            "mask",
            "脱敏：人名、电话、项目和单位名称换成代号，数一个不变，可以公开",
            "investtrack_mask.command:Mask",
        ),
    )
