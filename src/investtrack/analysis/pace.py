"""Pace (序时进度): what is due by now, the gap, what it takes to catch up, and from which project."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from investtrack.analysis.readers.county import data_month_of
from investtrack.analysis.splitting import per, share, split, to_fen
from investtrack.metrics.figure import Figure
from investtrack.metrics.figures.month_of_data import why_of_no_month
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.measures import remaining_of
from investtrack.metrics.selections import in_library_now
from investtrack.model.profile import PaceKind, PaceProfile
from investtrack.model.project import Project
from investtrack.report import Report
from investtrack.values.amount import ZERO, Amount
from investtrack.values.period import Month, Period, month
from investtrack.values.rate import Points, Rate, ratio


_CURVES: Mapping[PaceKind, str] = {
    PaceKind.LINEAR: "按月平均",
    PaceKind.TABLE: "分月进度表",
    PaceKind.SEASONAL: "季节曲线",
}


@frozen(kw_only=True)
class Goal:
    """One target held against the pace: that of the year, or that of the report period.

    Cumulated from January to *period*'s last month. What cannot be said is None.

    Attributes:
        label: Chinese name: 全年, or the period's.
        period: the months it covers from January on.
        figures: ids it rests on.
        reason: why nothing can be said, in Chinese; empty where something can.
        unlike: why what was completed is held against no pace and no target, in Chinese; empty where it is.
        target: the target.
        completed: what was completed.
        data_month: the month of the data: the last that most of the money has reached.
        due: points of the target due by that month.
        due_amount: the same in money, rounded once to the fen.
        gap: due − completed; negative is ahead.
        left: what is still needed to reach the target; zero where it is reached.
        months: the months left, after *data_month* and not over by t.
        days: the days left after t.
        per_month: *left* ÷ months, rounded up to the fen; None where no month is left.
        per_day: *left* ÷ days, rounded up to the fen; None where no day is left.
        plan: each month left with its part of *left* by the curve; sums to *left* exactly.
    """

    label: str
    period: Period
    figures: tuple[str, ...]
    reason: str = ""
    unlike: str = ""
    target: Amount | None = None
    completed: Amount | None = None
    data_month: Month | None = None
    due: Points | None = None
    due_amount: Amount | None = None
    gap: Amount | None = None
    left: Amount | None = None
    months: tuple[Month, ...] = ()
    days: int = 0
    per_month: Amount | None = None
    per_day: Amount | None = None
    plan: tuple[tuple[Month, Amount], ...] = ()

    @property
    def rate(self) -> Rate | None:
        """Completed ÷ target; None where what was completed is of different months."""
        if self.completed is None or self.target is None or self.unlike:
            return None
        return ratio(self.completed, self.target)


@frozen(kw_only=True)
class Pace:
    """Where the county stands against its pace.

    Attributes:
        curve: Chinese name of the pace curve.
        year: against the year's target.
        period: against the period's assigned target, else the county's own.
    """

    curve: str
    year: Goal
    period: Goal


def pace_of(report: Report) -> Pace:
    """Return the pace of *report*."""
    assigned = report.figures["fai.period.assigned"]
    target = "fai.period.planned" if assigned.is_absent else assigned.id
    span = report.period
    return Pace(
        curve=_CURVES[report.profile.pace.kind],
        year=_goal(report, "全年", Period.full_year(span.year), "fai.year.target"),
        period=_goal(report, span.to_date.name, span.to_date, target),
    )


def _goal(report: Report, label: str, span: Period, target_id: str) -> Goal:
    done = report.figures["fai.period.completed"]
    target = report.figures[target_id]
    figures = (target_id, done.id)
    for figure in (target, done):
        if figure.is_absent:
            return Goal(label=label, period=span, figures=figures, reason=figure.reason)
    if _regions(target) != _regions(done):
        why = f"“{target.title}”和“{done.title}”不是同一些地区的合计，不能相比"
        return Goal(label=label, period=span, figures=figures, reason=why)
    wanted: Any = target.value
    completed: Any = done.value
    data_month = data_month_of(report)
    unlike = why_of_no_month(report.facts, done)
    due = _due(report.profile.pace, data_month, span) if data_month and not unlike else None
    due_amount = to_fen(Fraction(wanted.yuan) * due.number / 100) if due else None
    left = max(wanted - completed, ZERO)
    months = tuple(
        end
        for number in range(data_month.month + 1 if data_month else 1, span.last + 1)
        if (end := month(span.year, number)).end > report.as_of  # what is over by then is not left
    )
    days = max((span.end - max(report.as_of, span.start)).days, 0)
    return Goal(
        label=label,
        period=span,
        figures=figures,
        unlike=unlike,
        target=wanted,
        completed=completed,
        data_month=data_month,
        due=due,
        due_amount=due_amount,
        gap=None if due_amount is None else due_amount - completed,
        left=left,
        months=months,
        days=days,
        per_month=per(left, len(months)) if months else None,
        per_day=per(left, days) if days else None,
        plan=_plan(report.profile.pace, left, months),
    )


def _regions(figure: Figure) -> frozenset[tuple[str, int]]:
    """Return the regions that a rolled-up figure is the sum of, with the counties of each; empty of a county's own."""
    return frozenset(
        (record.name, record.counties)
        for section in figure.sections
        for record in section.records
        if hasattr(record, "counties")
    )


def _due(pace: PaceProfile, end: Month, span: Period) -> Points | None:
    """Return the points of the target to *span*'s end that are due by *end*; at most all of it."""
    now, whole = pace.due(min(end.month, span.last)), pace.due(span.last)
    if now is None or whole is None or whole.number <= 0:
        return None
    return Points(now.number / whole.number * 100)


def _plan(
    pace: PaceProfile, left: Amount, months: tuple[Month, ...]
) -> tuple[tuple[Month, Amount], ...]:
    """Split *left* over *months* by the curve's growth in each; evenly where the curve is silent or flat."""
    if not left or not months:
        return ()
    weights: list[Fraction] = []
    for end in months:
        now = pace.due(end.month)
        before = pace.due(end.month - 1) if end.month > 1 else Points.of(0)
        if now is None or before is None or now.number < before.number:
            weights = []
            break
        weights.append(now.number - before.number)
    if not sum(weights):
        weights = [Fraction(1)] * len(months)
    return tuple(zip(months, split(left, weights), strict=True))


@frozen(eq=False)
class ProjectNeed:
    """What one project is asked for.

    Attributes:
        project: which.
        reportable: what it still can report.
        needed: its part of the need; never more than *reportable*.
    """

    project: Project
    reportable: Amount
    needed: Amount


@frozen(eq=False)
class Needs:
    """A need shared over projects, in proportion to what each still can report.

    A plan for talking with projects, never a figure to be reported.

    Attributes:
        need: what is needed in all.
        projects: projects in the library at t with something left to report, in ledger order.
        shortfall: what all of them together cannot give.
        unknown: projects whose remainder nobody knows; nothing is asked of them.
    """

    need: Amount
    projects: tuple[ProjectNeed, ...]
    shortfall: Amount
    unknown: int


def needs_of(report: Report, need: Amount) -> Needs:
    """Share *need* over the projects in the library; parts and shortfall sum to it exactly.

    Raises:
        ValueError: *need* is negative.
    """
    facts = report.facts
    try:
        projects = facts.select(in_library_now).records
    except AbsentError:
        projects = ()
    known = [(p, rest) for p in projects if (rest := reportable(facts, p)) is not None]
    givers = [(project, rest) for project, rest in known if rest.yuan > 0]
    shared = share(need, [rest for _, rest in givers])
    parts = zip(givers, shared.parts, strict=True)
    return Needs(
        need,
        tuple(ProjectNeed(project, rest, part) for (project, rest), part in parts),
        shared.shortfall,
        len(projects) - len(known),
    )


def reportable(facts: LedgerView, project: Project) -> Amount | None:
    """Return what *project* still can report: remaining − 不可报投资, not below zero; None where unknown."""
    rest = remaining_of(facts, project)
    if rest is None:
        return None
    return max(rest[0] - (project.unreportable or ZERO), ZERO)
