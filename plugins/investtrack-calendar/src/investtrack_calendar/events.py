"""What is due when: supervision by its cadence, rectifications, issues, entries, resumptions, starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import frozen

from investtrack.metrics.figures.supervision import windows
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.selections import has_entered
from investtrack.model.activity import IssueStatus, Supervision, SupervisionMode
from investtrack.model.profile import CadenceUnit
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.dates import DateSpan
from investtrack.values.period import Period
from investtrack_calendar.workdays import last_workday


class EventState(StrEnum):
    """How an event stands at t."""

    DONE = "done"
    MISSED = "missed"
    DUE = "due"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"done": "已办", "missed": "逾期", "due": "待办"}[self.value]


@frozen(kw_only=True)
class Event:
    """Something due.

    Attributes:
        due: the day by which it is due; of supervision the last working day of its window.
        kind: what it is, in Chinese: the mode of supervision, 整改, 问题整改, 计划入库, …
        subject: the project, or the window of a supervision.
        state: how it stands at t.
        first: first day on which it may be done.
        who: responsible unit and leaders.
        text: what is to be done, as the ledger says.
        done_on: when it was done, where the ledger says.
        cells: the cells it rests on.
    """

    due: date
    kind: str
    subject: str
    state: EventState
    first: date | None = None
    who: str = ""
    text: str = ""
    done_on: date | None = None
    cells: tuple[CellRef, ...] = ()

    @property
    def key(self) -> str:
        """What identifies the event from one run to the next."""
        return f"{self.kind}|{self.subject}|{(self.first or self.due).isoformat()}|{self.text}"


def events(report: Report, until: date) -> tuple[Event, ...]:
    """Return everything due from the start of the report's year to *until*, by day."""
    facts = report.facts
    found = [
        *_supervision(facts, until),
        *_rectifications(facts),
        *_issues(facts),
        *_plans(facts),
    ]
    inside = (event for event in found if facts.period.year_start <= event.due <= until)
    return tuple(
        sorted(inside, key=lambda event: (event.due, event.kind, event.subject, event.text))
    )


def unknown_of(report: Report) -> str:
    """Return what the calendar cannot know of the days before t, in Chinese; empty where there is nothing."""
    if report.facts.ledger.supervisions is None and report.profile.cadences:
        return "没有“督导记录”表，截止日期以前的督导办了没有无从知道，没有列出"
    return ""


def _supervision(facts: LedgerView, until: date) -> Iterator[Event]:
    """Yield what the cadence demands. A day is due only where it is worked; a window of holidays never.

    Of a ledger without 督导记录 nobody knows what was done: windows that are over are left out.
    """
    is_known = facts.ledger.supervisions is not None
    held: dict[SupervisionMode, list[Supervision]] = {}
    for record in facts.ledger.supervisions or ():
        if record.mode is not None and _happened(record.held_on, facts.as_of):
            held.setdefault(record.mode, []).append(record)
    year = Period.full_year(facts.period.year)
    for cadence in facts.profile.cadences:
        records = held.get(cadence.mode, [])
        for first, last in windows(cadence.every, year):
            due = last_workday(first, last)
            if first > until or due is None or (last < facts.as_of and not is_known):
                continue
            within = [r for r in records if r.held_on and first <= r.held_on.first <= last]
            daily = cadence.every is CadenceUnit.DAY
            yield Event(
                due=due,
                first=None if daily else first,
                kind=cadence.mode.value,
                subject=_day(due) if daily else f"{_day(first)}—{_day(last)}",
                state=_state(last, facts.as_of, is_done=bool(within)),
                done_on=within[0].held_on.first if within and within[0].held_on else None,
                cells=tuple(r.origin.cell("held_on") for r in within if r.origin.sheet.sheet),
            )


def _rectifications(facts: LedgerView) -> Iterator[Event]:
    for record in facts.ledger.supervisions or ():
        if record.due_on is not None:
            done = _happened(record.done_on, facts.as_of)
            yield _event(
                "督导整改", record, record.due_on, facts, done=done, text=record.finding or ""
            )


def _issues(facts: LedgerView) -> Iterator[Event]:
    for issue in facts.ledger.issues or ():
        if issue.due_on is not None:
            done = _happened(issue.resolved_on, facts.as_of)
            if done is None and issue.resolved_on is None and issue.status is IssueStatus.RESOLVED:
                done = issue.due_on.last
            text = issue.description or ""
            yield _event("问题整改", issue, issue.due_on, facts, done=done, text=text)


def _plans(facts: LedgerView) -> Iterator[Event]:
    for entry in facts.ledger.entries or ():
        if entry.planned_on is not None:
            done = entry.planned_on.last if has_entered(facts, entry) else None
            if done is not None and entry.entered_on is not None:
                done = entry.entered_on.first
            text = f"状态：{entry.status.value}" if entry.status else ""
            yield _event("计划入库", entry, entry.planned_on, facts, done=done, text=text)
    for record in facts.ledger.resumptions or ():
        if record.planned_on is not None:
            done = _happened(record.resumed_on, facts.as_of)
            text = record.not_resumed_because or ""
            yield _event("计划复工", record, record.planned_on, facts, done=done, text=text)
    for start in facts.ledger.starts or ():
        if start.planned_on is not None:
            done = _happened(start.started_on, facts.as_of)
            text = f"未办结：{start.open_procedures}" if start.open_procedures else ""
            yield _event("计划开工", start, start.planned_on, facts, done=done, text=text)


def _event(kind: str, record: Any, due: DateSpan, facts: LedgerView, **said: Any) -> Event:  # noqa: ANN401 - records share no base
    leaders = facts.leaders_of(record) if getattr(record, "name", None) else ()
    key = "due_on" if hasattr(record, "due_on") else "planned_on"
    done: date | None = said["done"]
    return Event(
        due=due.last,
        kind=kind,
        subject=record.name or "（未注明项目）",
        state=_state(due.last, facts.as_of, is_done=done is not None),
        who="、".join(part for part in (record_unit(record), *leaders) if part),
        text=said["text"],
        done_on=done,
        cells=(record.origin.cell(key),) if record.origin.sheet.sheet else (),
    )


def record_unit(record: object) -> str:
    """Return the responsible unit a record states, or nothing."""
    return getattr(record, "responsible_unit", None) or ""


def _happened(span: DateSpan | None, day: date) -> date | None:
    return span.first if span is not None and span.first <= day else None


def _state(last: date, day: date, *, is_done: bool) -> EventState:
    if is_done:
        return EventState.DONE
    return EventState.MISSED if last < day else EventState.DUE


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
