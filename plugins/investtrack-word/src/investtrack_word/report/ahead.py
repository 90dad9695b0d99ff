"""What is planned for the time after the report's: the next month, quarter or half-year, by the figures' own definitions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from investtrack import wording
from investtrack.analysis.pace import Pace
from investtrack.metrics import LedgerView
from investtrack.metrics.figures.entry import DEFINITIONS as ENTRY
from investtrack.metrics.figures.milestones import DEFINITIONS as MILESTONES
from investtrack.metrics.figures.targets import DEFINITIONS as TARGETS
from investtrack.metrics.lookup import compute_all
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Period
from investtrack_word.report.kinds import ReportKind, kind_of
from investtrack_word.report.rendered import RenderedValue


_QUARTERS = {ReportKind.FIRST_QUARTER: 2, ReportKind.HALF_YEAR: 3, ReportKind.NINE_MONTHS: 4}
_DECEMBER = 12
_ENTERING = ("entry.planned.count", "entry.planned.investment")
_LATE, _TARGET = "plan_starts.late.list", "fai.year.target"


def period_after(period: Period) -> Period:
    """Return what the next steps of a report on *period* are about; in a year's last month the next year."""
    if period.last == _DECEMBER:
        return Period.full_year(period.year + 1)
    quarter = _QUARTERS.get(kind_of(period))
    if quarter is not None:
        return Period.quarter(period.year, quarter)
    return Period(period.year, period.last + 1, period.last + 1)


class Ahead:
    """The plans after the report's period, each reckoned once and only where a template names it."""

    def __init__(self, report: Report, pace: Callable[[], Pace]) -> None:
        self._report = report
        self._pace = pace
        self._span = period_after(report.period)

    def names(self) -> Mapping[str, RenderedValue | None]:
        """Return what a template may print, by name; None where nothing is planned or known."""
        found = dict.fromkeys(NAMES)
        return {**found, **self._need, **self._plans}

    @cached_property
    def _need(self) -> dict[str, RenderedValue | None]:
        """What the year's target still asks for, a month."""
        goal = self._pace().year
        if not goal.left or not goal.months or goal.per_month is None:
            return {}
        display = self._report.profile.display
        enough = wording.need_text(goal.per_month, display)
        return {
            "left": _said("left", wording.amount_text(goal.left, display=display), goal.left),
            "months": _said("months", str(len(goal.months)), len(goal.months)),
            "per_month": _said("per_month", enough, goal.per_month),
        }

    @cached_property
    def _plans(self) -> dict[str, RenderedValue | None]:
        """Entries and starts that the time after the period's brings."""
        report, span = self._report, self._span
        view = LedgerView(report.ledger, report.profile, span, report.as_of)
        entries = compute_all(ENTRY, view, _ENTERING)
        at_its_end = LedgerView(report.ledger, report.profile, span, span.end)
        due = compute_all(MILESTONES, at_its_end, (_LATE,))[_LATE].value
        late = report.figures[_LATE].value
        name = span.name if span.year == report.period.year else "明年"
        found: dict[str, RenderedValue | None] = {"name": _said("name", name, name)}
        target = compute_all(TARGETS, view, (_TARGET,))[_TARGET].value
        if span.year != report.period.year and isinstance(target, Amount):
            shown = wording.amount_text(target, Unit.YI, report.profile.display)
            found["target"] = _said("target", shown, target)
        count, money = (entries[each].value for each in _ENTERING)
        if count:
            found["entries"] = _said("entries", str(count), count)
        if count and isinstance(money, Amount):
            display = report.profile.display
            shown = wording.amount_text(money, Unit.YI, display)
            found["entries_investment"] = _said("entries_investment", shown, money)
        # Due by the end of it and not begun today, without those that are late already.
        known = [row["name"] for row in late] if isinstance(late, tuple) else None
        rows = due if isinstance(due, tuple) and known is not None else ()
        names = [
            str(row["name"] or "（未命名）") for row in rows if row["name"] not in (known or ())
        ]
        if names:
            found["starts"] = _said("starts", str(len(names)), len(names))
            found["starts_some"] = _said("starts_some", wording.names_text(names, 3), tuple(names))
        return found


NAMES = {
    "name": "下一个报告期：5月、三季度、四季度；12月和全年的是明年",
    "target": "明年固定资产投资目标，只在全年的报告里",
    "entries": "下一期计划入库项目个数",
    "entries_investment": "下一期计划入库项目总投资",
    "starts": "下一期应开工、现在还没有开工的项目个数",
    "starts_some": "下一期应开工项目的名称",
    "left": "全年目标还需完成的投资",
    "months": "到年底还有几个月没有上报",
    "per_month": "全年目标月均还需完成的投资，只入不舍",
}
"""Name under ``ahead`` → what it is."""


def _said(name: str, text: str, value: object) -> RenderedValue:
    return RenderedValue(text, f"ahead.{name}", value=value, note=NAMES[name])
