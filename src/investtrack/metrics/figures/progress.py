"""Projects that are slow or stopped, and open issues."""

from __future__ import annotations

from investtrack.metrics.figure import Breakdown, FigureRow, Kind
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import LAG, PLAN_RATE, ToldMeasure, by_field
from investtrack.metrics.parameters import SLOW_BAND
from investtrack.metrics.rules import Count, Definition, Listing, Maximum
from investtrack.metrics.rules_by_group import CountByGroup
from investtrack.metrics.selection import Above, ChosenMeasure, Holds, Selection, Verdict
from investtrack.metrics.selections import in_library_now
from investtrack.model.activity import Issue, IssueCategory, IssueStatus
from investtrack.model.project import Project
from investtrack.values.dates import DateSpan
from investtrack.values.rate import Points, Rate


def lag(facts: LedgerView, project: Project) -> Points | None:
    """Return the points *project* is behind the pace at the month of its data; None where unknown."""
    return LAG.read(facts, project)  # type: ignore[return-value]


def plan_rate(facts: LedgerView, project: Project) -> Rate | None:
    """Return the latest actual YTD ÷ the annual plan; None where either is unknown or the plan is zero."""
    return PLAN_RATE.read(facts, project)  # type: ignore[return-value]


slow = Selection(
    key="slow", head="核定推进慢", words="截止日在库，且落后序时超过参数所定幅度", among=in_library_now,
    where=(Above(LAG, SLOW_BAND),), largest_first=LAG,
    absence="在库项目都没有同时填年度计划投资和累计完成投资，无法与序时进度比较",
)  # fmt: skip
"""Projects in the library at t, behind the pace by more than the profile's band."""


def _resumptions(view: LedgerView) -> dict[int, list[DateSpan]]:
    """Return project → the days on which it resumed by t."""
    found: dict[int, list[DateSpan]] = {}
    for record in view.ledger.resumptions or ():
        day = record.resumed_on
        if day is None or day.first > view.as_of:
            continue
        if (project := view.project_of(record)) is not None:
            found.setdefault(id(project), []).append(day)
    return found


def _is_stopped(view: LedgerView, project: Project) -> Verdict:
    since = project.stopped_since
    if since is None or since.first > view.as_of:
        return False
    resumed = view.index(_resumptions).get(id(project), ())
    return not any(day.last >= since.first for day in resumed)


stopped = Selection(
    key="stopped", sheet="projects", head="核定停工", words="停工起始时间不晚于截止日期，其后没有复工",
    needs=(("stopped_since", "停工起始时间"),), where=(Holds(_is_stopped),),
)  # fmt: skip
"""Projects whose stop began at or before t and that have not resumed since."""


def days_stopped(facts: LedgerView, project: Project) -> int:
    """Return the days from the first day of the stop to t."""
    return (facts.as_of - project.stopped_since.first).days if project.stopped_since else 0


_DAYS_STOPPED = ChosenMeasure(
    key="days", label="停工天数", head="停工天数", words="停工起始日到截止日期的天数", kind=Kind.DAYS, selection=stopped,
    measure=ToldMeasure(key="days_since", label="停工起始时间", kind=Kind.DAYS, tell=days_stopped, fields=("stopped_since",)),
)  # fmt: skip


def _slow_row(facts: LedgerView, project: Project) -> FigureRow:
    found = facts.actual_ytd(project)
    return {
        "name": project.name,
        "lag": lag(facts, project),
        "year_plan": project.year_plan,
        "actual": found[1] if found else None,
        "month": str(found[0]) if found else None,
        "leaders": list(facts.leaders_of(project)),
        "responsible_unit": project.responsible_unit,
    }


def _stopped_row(facts: LedgerView, project: Project) -> FigureRow:
    return {
        "name": project.name,
        "since": project.stopped_since.label if project.stopped_since else None,
        "days": days_stopped(facts, project),
        "leaders": list(facts.leaders_of(project)),
        "responsible_unit": project.responsible_unit,
    }


def is_resolved(facts: LedgerView, issue: Issue) -> bool:
    """Whether *issue* is resolved at t."""
    if issue.status is not IssueStatus.RESOLVED:
        return False
    return issue.resolved_on is None or issue.resolved_on.first <= facts.as_of


def _is_open(view: LedgerView, issue: Issue) -> Verdict:
    is_raised = issue.raised_on is None or issue.raised_on.first <= view.as_of
    return is_raised and not is_resolved(view, issue)


_STATUS = (("status", "状态"),)

open_issues = Selection(
    key="open", sheet="issues", head="核定未解决", words="截止日期前提出、截止日期尚未解决", needs=_STATUS,
    where=(Holds(_is_open),),
)  # fmt: skip
"""Issues raised by t and not resolved at t."""

resolved_issues = Selection(
    key="closed", sheet="issues", head="核定已解决", words="截止日期已解决", needs=_STATUS, where=(Holds(is_resolved),)
)  # fmt: skip
"""Issues resolved at t."""

overdue_issues = Selection(
    key="late", head="核定逾期", words="未解决，且整改时限已过截止日期", among=open_issues,
    where=(Holds(lambda view, issue: issue.due_on.last < view.as_of if issue.due_on else None),),
)  # fmt: skip
"""Open issues whose deadline is past at t."""


def _issue_row(_: LedgerView, issue: Issue) -> FigureRow:
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
        rule=Count(slow, ("year_plan", "actual")),
    ),
    Definition(
        id="progress.slow.list", title="推进较慢的在库项目名单", kind=Kind.LIST, words="同上，落后多的在前",
        rule=Listing(slow, _slow_row, ("name", "year_plan", "actual")),
    ),
    Definition(
        id="progress.stopped.count", title="停工项目个数", kind=Kind.COUNT,
        words="停工起始时间不晚于截止日期，其后没有复工的", rule=Count(stopped, ("stopped_since",)),
    ),
    Definition(
        id="progress.stopped.days", title="停工最长天数", kind=Kind.DAYS,
        words="停工项目，停工起始日到截止日期的天数中最长的", rule=Maximum(_DAYS_STOPPED, "没有停工项目"),
    ),
    Definition(
        id="progress.stopped.list", title="停工项目名单", kind=Kind.LIST, words="停工项目，逐个列出",
        rule=Listing(stopped, _stopped_row, ("name", "stopped_since")),
    ),
    Definition(
        id=_OPEN, title="未解决问题个数", kind=Kind.COUNT, words="截止日期前提出、截止日期尚未解决的（含推进中）",
        rule=Count(open_issues, ("status",)),
    ),
    Definition(
        id="issues.open.by_category", title="未解决问题按类别", kind=Kind.SERIES, words="未解决问题按问题类别分",
        rule=CountByGroup(open_issues, by_field("category", "问题类别", tuple(IssueCategory))),
        breakdown=Breakdown.PARTITION, whole=_OPEN, aliases=("issues.by_category",),
    ),
    Definition(
        id="issues.open.overdue.count", title="逾期未解决问题个数", kind=Kind.COUNT,
        words="未解决问题中整改时限已过截止日期的", rule=Count(overdue_issues, ("due_on", "status")),
        breakdown=Breakdown.PARTIAL, whole=_OPEN, aliases=("issues.overdue.count",),
    ),
    Definition(
        id="issues.open.overdue.list", title="逾期未解决问题清单", kind=Kind.LIST, words="同上，逐个列出",
        rule=Listing(overdue_issues, _issue_row, ("description", "due_on")), aliases=("issues.overdue.list",),
    ),
    Definition(
        id="issues.open.by_unit", title="未解决问题按责任单位", kind=Kind.SERIES, words="未解决问题按责任单位分",
        rule=CountByGroup(open_issues, by_field("responsible_unit", "责任单位")),
        breakdown=Breakdown.PARTITION, whole=_OPEN, aliases=("issues.by_unit",),
    ),
    Definition(
        id="issues.resolved.count", title="已解决问题个数", kind=Kind.COUNT, words="截止日期已解决的",
        rule=Count(resolved_issues, ("status", "resolved_on")),
    ),
)  # fmt: skip
