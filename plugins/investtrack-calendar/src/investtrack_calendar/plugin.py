"""What this distribution offers. Holiday tables and the calendar library are imported when used."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Command, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer ``investtrack calendar``."""
    from investtrack_calendar.command import CalendarCommand

    return (CalendarCommand(),)
