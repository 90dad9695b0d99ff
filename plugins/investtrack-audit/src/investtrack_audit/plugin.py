"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Command, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer ``investtrack audit``."""
    from investtrack_audit.command import Audit

    return (Audit(),)
