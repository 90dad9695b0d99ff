"""Projects that are slow or stopped, and open issues."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from investtrack.metrics.figure import Breakdown, ContributionColumn, Kind
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selected, demand
from investtrack.metrics.rules import (
    Definition,
    FigureLookup,
    Outcome,
    count,
    grouped_count,
    listing,
)
from investtrack.metrics.selections import every, in_library_now
from investtrack.model.activity import Issue, IssueCategory, IssueStatus
from investtrack.model.project import Project
from investtrack.values.rate import Points, Rate, ratio


def lag(facts: LedgerView, project: Project) -> Points | None:
    """Return the points *project* is behind the pace at the month of its data; None where unknown."""
    plan = project.year_plan
    found = facts.actual_ytd(project) if plan is not None else None
    due = facts.due(found[0]) if found else None
    if found is None or plan is None or plan.yuan <= 0 or due is None:
        return None
    # One fraction over the product of the denominators: five would be reduced five times.
    done, done_part = found[1].yuan.as_integer_ratio()
    year, year_part = plan.yuan.as_integer_ratio()
    pace, pace_part = due.number.as_integer_ratio()
    below = done_part * year * pace_part
    return Points(Fraction(pace * done_part * year - 100 * done * year_part * pace_part, below))


def plan_rate(facts: LedgerView, project: Project) -> Rate | None:
    """Return the latest actual YTD ÷ the annual plan; None where either is unknown or the plan is zero."""
    found = facts.actual_ytd(project)
    return ratio(found[1], project.year_plan) if found and project.year_plan else None


def slow(facts: LedgerView) -> Selected:
    """Projects in the library at t, behind the pace by more than the profile's band."""
    found = facts.select(in_library_now).records
    lags = [(project, lag(facts, project)) for project in found]
    band = facts.profile.pace.slow_band.number
    kept = [
        (project, behind) for project, behind in lags if behind is not None and behind.number > band
    ]
    kept.sort(key=lambda item: -item[1].number)
    undecided = sum(behind is None for _, behind in lags)
    if found and undecided == len(found):
        raise AbsentError("在库项目都没有同时填年度计划投资和累计完成投资，无法与序时进度比较")
    return Selected(tuple(project for project, _ in kept), undecided)


def _resumed_projects(facts: LedgerView) -> Selected:
    """Resumptions that happened by t; looked up by project once."""
    return Selected(
        tuple(
            record
            for record in facts.ledger.resumptions or ()
            if record.resumed_on is not None and record.resumed_on.first <= facts.as_of
        )
    )


def stopped(facts: LedgerView) -> Selected:
    """Projects whose stop began at or before t and that have not resumed since."""
    demand(facts.sheet("projects"), "stopped_since", "停工起始时间")
    resumed: dict[int, list[Any]] = {}
    for record in facts.select(_resumed_projects).records:
        if (project := facts.project_of(record)) is not None:
            resumed.setdefault(id(project), []).append(record.resumed_on)
    kept = []
    for project in facts.sheet("projects"):
        since = project.stopped_since
        if since is None or since.first > facts.as_of:
            continue
        if not any(day.last >= since.first for day in resumed.get(id(project), ())):
            kept.append(project)
    return Selected(tuple(kept))


def days_stopped(facts: LedgerView, project: Project) -> int:
    """Return the days from the first day of the stop to t."""
    return (facts.as_of - project.stopped_since.first).days if project.stopped_since else 0


def _days(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
    records = facts.select(stopped).records
    days = [days_stopped(facts, project) for project in records]
    if not days:
        raise AbsentError("没有停工项目")
    return Outcome(
        max(days), (ContributionColumn(figure, records, days, lambda _: ("stopped_since",)),)
    )


def _slow_row(facts: LedgerView, project: Project) -> dict[str, Any]:
    found = facts.actual_ytd(project)
    return {
        "name": project.name,
        "lag": lag(facts, project),
        "year_plan": project.year_plan,
        "actual": found[1] if found else None,
        "month": str(found[0]) if found else None,
        "leaders": list(project.leaders),
        "responsible_unit": project.responsible_unit,
    }


def _stopped_row(facts: LedgerView, project: Project) -> dict[str, Any]:
    return {
        "name": project.name,
        "since": project.stopped_since.label if project.stopped_since else None,
        "days": days_stopped(facts, project),
        "leaders": list(project.leaders),
        "responsible_unit": project.responsible_unit,
    }


def is_resolved(facts: LedgerView, issue: Issue) -> bool:
    """Whether *issue* is resolved at t."""
    if issue.status is not IssueStatus.RESOLVED:
        return False
    return issue.resolved_on is None or issue.resolved_on.first <= facts.as_of


def _is_raised(facts: LedgerView, issue: Issue) -> bool:
    return issue.raised_on is None or issue.raised_on.first <= facts.as_of


def open_issues(facts: LedgerView) -> Selected:
    """Issues raised by t and not resolved at t."""
    found = facts.select(every("issues")).records
    demand(found, "status", "状态")
    return Selected(tuple(i for i in found if _is_raised(facts, i) and not is_resolved(facts, i)))


def resolved_issues(facts: LedgerView) -> Selected:
    """Issues resolved at t."""
    found = facts.select(every("issues")).records
    demand(found, "status", "状态")
    return Selected(tuple(i for i in found if is_resolved(facts, i)))


def overdue_issues(facts: LedgerView) -> Selected:
    """Open issues whose deadline is past at t."""
    found = facts.select(open_issues).records
    return Selected(
        tuple(i for i in found if i.due_on and i.due_on.last < facts.as_of),
        sum(i.due_on is None for i in found),
    )


def _category(_: LedgerView, issue: Issue) -> Sequence[str]:
    return (issue.category.value,) if issue.category else ()


def _unit(_: LedgerView, issue: Issue) -> Sequence[str]:
    return (issue.responsible_unit,) if issue.responsible_unit else ()


def _issue_row(_: LedgerView, issue: Issue) -> dict[str, Any]:
    return {
        "name": issue.name,
        "number": issue.number,
        "category": issue.category.value if issue.category else None,
        "description": issue.description,
        "due": issue.due_on.label if issue.due_on else None,
        "leaders": list(issue.leaders),
        "responsible_unit": issue.responsible_unit,
    }


_OPEN = "issues.open.count"

DEFINITIONS = (
    Definition(
        id="progress.slow.count", title="推进较慢的在库项目个数", kind=Kind.COUNT,
        words="在库项目，序时进度−累计完成÷年度计划，超过县区配置幅度的",
        rule=count(slow, "year_plan", "actual"),
    ),
    Definition(
        id="progress.slow.list", title="推进较慢的在库项目名单", kind=Kind.LIST, words="同上，落后多的在前",
        rule=listing(slow, _slow_row, "name", "year_plan", "actual"),
    ),
    Definition(
        id="progress.stopped.count", title="停工项目个数", kind=Kind.COUNT,
        words="停工起始时间不晚于截止日期，其后没有复工的", rule=count(stopped, "stopped_since"),
    ),
    Definition(
        id="progress.stopped.days", title="停工最长天数", kind=Kind.DAYS,
        words="停工项目，停工起始日到截止日期的天数中最长的", rule=_days,
    ),
    Definition(
        id="progress.stopped.list", title="停工项目名单", kind=Kind.LIST, words="停工项目，逐个列出",
        rule=listing(stopped, _stopped_row, "name", "stopped_since"),
    ),
    Definition(
        id=_OPEN, title="未解决问题个数", kind=Kind.COUNT, words="截止日期前提出、截止日期尚未解决的（含推进中）",
        rule=count(open_issues, "status"),
    ),
    Definition(
        id="issues.open.by_category", title="未解决问题按类别", kind=Kind.SERIES, words="未解决问题按问题类别分",
        rule=grouped_count(open_issues, _category, "category", order=tuple(IssueCategory)),
        breakdown=Breakdown.PARTITION, whole=_OPEN, aliases=("issues.by_category",),
    ),
    Definition(
        id="issues.open.overdue.count", title="逾期未解决问题个数", kind=Kind.COUNT,
        words="未解决问题中整改时限已过截止日期的", rule=count(overdue_issues, "due_on", "status"),
        breakdown=Breakdown.PARTIAL, whole=_OPEN, aliases=("issues.overdue.count",),
    ),
    Definition(
        id="issues.open.overdue.list", title="逾期未解决问题清单", kind=Kind.LIST, words="同上，逐个列出",
        rule=listing(overdue_issues, _issue_row, "description", "due_on"), aliases=("issues.overdue.list",),
    ),
    Definition(
        id="issues.open.by_unit", title="未解决问题按责任单位", kind=Kind.SERIES, words="未解决问题按责任单位分",
        rule=grouped_count(open_issues, _unit, "responsible_unit"),
        breakdown=Breakdown.PARTITION, whole=_OPEN, aliases=("issues.by_unit",),
    ),
    Definition(
        id="issues.resolved.count", title="已解决问题个数", kind=Kind.COUNT, words="截止日期已解决的",
        rule=count(resolved_issues, "status", "resolved_on"),
    ),
)  # fmt: skip
