"""What this distribution offers. Holiday tables and the calendar library are imported when used."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack calendar``."""
    return (
        Verb(
            "calendar",
            "调度日历：督导频次、整改和计划的到期日，可导出 iCalendar",
            "investtrack_calendar.command:CalendarCommand",
        ),
    )
