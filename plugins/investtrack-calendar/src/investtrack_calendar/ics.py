"""The events as an iCalendar file (RFC 5545), which phones and office calendars subscribe to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path

from investtrack.plugin.read_back import unlike_rows
from investtrack.report import Report
from investtrack_calendar.events import Event, EventState


def to_ics(report: Report, events: Sequence[Event]) -> bytes:
    """Return a calendar of *events*: all-day, done ones marked, those to come with a reminder the day before.

    The same report gives the same bytes; an event keeps its identity from one run to the next.
    """
    from icalendar import Alarm, Calendar
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//investtrack//supervision calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", f"{report.ledger.region.name or ''}项目调度日历")
    stamp = datetime.combine(report.as_of, time(), UTC)
    for event in events:
        entry = Entry()
        region = report.ledger.region.name or ""
        digest = blake2b(f"{region}|{event.key}".encode(), digest_size=16).hexdigest()
        entry.add("uid", f"{digest}@investtrack")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", event.due)
        entry.add("dtend", event.due + timedelta(days=1))
        entry.add("summary", _title(event))
        if lines := list(_lines(event)):  # an empty line says nothing, and some programs show it
            entry.add("description", "\n".join(lines))
        entry.add("categories", [event.kind])
        entry.add("transp", "TRANSPARENT")
        if event.state is EventState.DUE:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", event.subject)
            alarm.add("trigger", timedelta(hours=-15))  # nine in the morning of the day before
            entry.add_component(alarm)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def faults_of(events: Sequence[Event], path: Path) -> list[str]:
    """Return what the calendar at *path* says otherwise than *events*, in Chinese; nothing where it says the same."""
    from icalendar import Calendar

    calendar = Calendar.from_ical(path.read_bytes())
    found = (
        (str(entry["summary"]), entry.decoded("dtstart").isoformat())
        for entry in calendar.walk("VEVENT")
    )
    return unlike_rows(((_title(event), event.due.isoformat()) for event in events), found)


def _title(event: Event) -> str:
    return f"{_MARKS[event.state]}{event.kind}：{event.subject}"


_MARKS = {EventState.DONE: "【已办】", EventState.MISSED: "【逾期】", EventState.DUE: ""}


def _lines(event: Event) -> list[str]:
    said = [
        f"责任：{event.who}" if event.who else "",
        event.text,
        f"完成：{event.done_on.isoformat()}" if event.done_on else "",
        f"出处：{'、'.join(map(str, event.cells[:3]))}" if event.cells else "",
    ]
    return [line for line in said if line]
