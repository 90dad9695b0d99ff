"""What this distribution offers. SciPy is imported when something is split."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Command, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer ``investtrack decompose``."""
    from investtrack_plan.command import Decompose

    return (Decompose(),)
