"""Supervision: what the cadence demands, what was recorded, what was missed."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from attrs import frozen

from investtrack.metrics.figure import Breakdown, FigureRow, Kind
from investtrack.metrics.ledger_view import LedgerView, Selected
from investtrack.metrics.rules import Count, Definition, Listing
from investtrack.metrics.selection import Holds, Selection
from investtrack.model.activity import Supervision, SupervisionMode
from investtrack.model.profile import CadenceUnit
from investtrack.model.source import NOWHERE, Origin
from investtrack.values.period import Period


@frozen(eq=False)
class Occurrence:
    """One supervision that the cadence demands: the days within which it is to happen."""

    mode: SupervisionMode
    first: date
    last: date
    record: Supervision | None = None

    @property
    def label(self) -> str:
        """周督查（3月7日—3月13日）."""
        return f"{self.mode.value}（{_day(self.first)}—{_day(self.last)}）"

    @property
    def origin(self) -> Origin:
        """The record that shows it was held, if any."""
        return self.record.origin if self.record else NOWHERE


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def windows(unit: CadenceUnit, period: Period) -> Iterator[tuple[date, date]]:
    """Yield the windows of *unit* that end within *period*; weeks run Monday to Sunday.

    A week that begins before the period counts only from the period's first Monday, so that the
    days before it never make an occurrence due.
    """
    day = period.start
    if unit is CadenceUnit.WEEK:
        day += timedelta(days=-day.weekday() % 7)
    while day <= period.end:
        last = _window_end(unit, day)
        if last > period.end:
            return
        yield day, last
        day = last + timedelta(days=1)


def _window_end(unit: CadenceUnit, day: date) -> date:
    """Return the last day of the window of *unit* that begins on *day*."""
    month_end = calendar.monthrange(day.year, day.month)[1]
    if unit is CadenceUnit.DAY:
        return day
    if unit is CadenceUnit.WEEK:
        return day + timedelta(days=6)
    if unit is CadenceUnit.TEN_DAYS:
        return day.replace(day={1: 10, 11: 20}.get(day.day, month_end))
    if unit is CadenceUnit.HALF_MONTH:
        return day.replace(day={1: 15}.get(day.day, month_end))
    if unit is CadenceUnit.MONTH:
        return day.replace(day=month_end)
    quarter_end = (day.month + 2) // 3 * 3
    return date(day.year, quarter_end, calendar.monthrange(day.year, quarter_end)[1])


def _due(facts: LedgerView) -> Selected:
    """Occurrences whose window ended within P at or before t, each with the record that meets it."""
    held: dict[SupervisionMode, list[Supervision]] = {}
    undecided = 0
    for record in facts.sheet("supervisions"):
        if record.mode is None or record.held_on is None:
            undecided += 1
        else:
            held.setdefault(record.mode, []).append(record)
    found: list[Occurrence] = []
    for cadence in facts.profile.cadences:
        records = sorted(
            held.get(cadence.mode, ()), key=lambda r: r.held_on.first if r.held_on else date.min
        )
        position = 0
        over = takewhile(
            lambda window: window[1] <= facts.as_of, windows(cadence.every, facts.period)
        )
        for first, last in over:
            while position < len(records) and _held(records[position]) < first:
                position += 1
            within = position < len(records) and _held(records[position]) <= last
            found.append(
                Occurrence(cadence.mode, first, last, records[position] if within else None)
            )
    return Selected(tuple(found), undecided)


def _held(record: Supervision) -> date:
    return record.held_on.first if record.held_on else date.max


due = Selection(key="occasions", sheet="occasions", source=_due)
"""Occurrences whose window ended within P at or before t, each with the record that meets it."""

done = Selection(
    key="held", head="已督导", words="时段中有督导记录", among=due, where=(Holds(lambda _, each: each.record is not None),)
)  # fmt: skip
"""Occurrences with a record in their window."""


def overdue(facts: LedgerView) -> Selected:
    """Occurrences missed, then rectifications past their limit and not done at t."""
    missed = tuple(o for o in facts.select(due).records if o.record is None)
    late = tuple(
        r
        for r in facts.sheet("supervisions")
        if r.due_on
        and r.due_on.last < facts.as_of
        and not (r.done_on and r.done_on.first <= facts.as_of)
    )
    return Selected(missed + late)


def _row(_: LedgerView, record: Occurrence | Supervision) -> FigureRow:
    if isinstance(record, Occurrence):
        return {
            "kind": "缺督导",
            "name": record.label,
            "mode": record.mode.value,
            "due": _day(record.last),
        }
    return {
        "kind": "整改逾期",
        "name": record.name or "（未注明项目）",
        "mode": record.mode.value if record.mode else None,
        "due": record.due_on.label if record.due_on else None,
        "finding": record.finding,
        "responsible_unit": record.responsible_unit,
    }


DEFINITIONS = (
    Definition(
        id="supervision.due", title="应开展督导次数", kind=Kind.COUNT,
        words="按县区配置的督导频次，时段在本期内、截止日期已结束的", rule=Count(due, ("held_on", "mode")), counted_in="次",
    ),
    Definition(
        id="supervision.done", title="已开展督导次数", kind=Kind.COUNT, words="应开展的时段中有督导记录的",
        rule=Count(done, ("held_on", "mode")), counted_in="次", breakdown=Breakdown.PARTIAL, whole="supervision.due",
    ),
    Definition(
        id="supervision.overdue.list", title="缺督导和整改逾期清单", kind=Kind.LIST,
        words="应开展而没有记录的时段；整改时限已过截止日期而未完成的", rule=Listing(overdue, _row, ("due_on", "done_on")),
    ),
)  # fmt: skip
