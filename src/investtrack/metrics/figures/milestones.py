"""Starts and completions planned for the year: due, done, early, late (计划开工、计划竣工)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from investtrack.metrics.figure import Breakdown, FigureRow, Kind
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selected
from investtrack.metrics.rules import Count, Definition, Listing, Ratio
from investtrack.metrics.selection import Holds, Selection, Taken, Verdict
from investtrack.model.project import Project, ProjectStage
from investtrack.values.dates import DateSpan


_BEGUN = frozenset({ProjectStage.CONTINUING, ProjectStage.FINISHING})

Span = Callable[[LedgerView, Project], DateSpan | None]


def _is_past_start(view: LedgerView, project: Project) -> bool:
    """Whether construction began before the year: such a project needs no planned start."""
    day = view.started(project)
    if day is not None:
        return day.last < view.period.year_start
    return project.stage in _BEGUN


def _is_past_finish(view: LedgerView, project: Project) -> bool:
    day = view.finished(project)
    return day is not None and day.last < view.period.year_start


def _stating(planned: Span, label: str) -> Callable[[LedgerView], Selected]:
    """Return what gives every project, where any states the date: a column that nobody filled tells nothing."""

    def source(view: LedgerView) -> Selected:
        projects = view.sheet("projects")
        if projects and not any(planned(view, project) for project in projects):
            raise AbsentError(f"项目台账没有填“{label}”")
        return Selected(projects)

    return source


def _in_year(planned: Span, is_past: Callable[[LedgerView, Project], bool]) -> Holds:
    def test(view: LedgerView, project: Project) -> Verdict:
        day = planned(view, project)
        if day is None:
            return False if is_past(view, project) else None
        return day.last.year == view.period.year

    return Holds(test)


def _row(planned: Span) -> Callable[[LedgerView, Any], FigureRow]:
    def describe(view: LedgerView, project: Project) -> FigureRow:
        day = planned(view, project)
        return {
            "name": project.name,
            "planned": day.label if day else None,
            "investment": project.total_investment,
            "leaders": list(view.leaders_of(project)),
            "responsible_unit": project.responsible_unit,
        }

    return describe


@frozen(eq=False)
class Naming:
    """What the figures of a milestone are called.

    Attributes:
        prefix: what their ids begin with.
        verb: 开工 or 竣工.
        done: what ids call those that are done.
        plan, actual: fields.
    """

    prefix: str
    verb: str
    done: str
    plan: str
    actual: str


class Milestone:
    """What is planned of the year's projects and what came of it, as selections.

    Attributes:
        planned, due, done, due_done, early, late: the selections.
    """

    def __init__(self, key: str, verb: str, planned: Span, actual: Span, is_past: Callable[[LedgerView, Project], bool]) -> None:  # fmt: skip
        """Declare the selections of 开工 or 竣工."""
        label, needs = f"计划{verb}时间", ((f"{key}ed_on", f"{verb}时间"),)

        def is_due(view: LedgerView, project: Project) -> Verdict:
            day = planned(view, project)
            return day is not None and day.last <= view.as_of

        def is_done(view: LedgerView, project: Project) -> Verdict:
            return actual(view, project) is not None

        def is_early(view: LedgerView, project: Project) -> Verdict:
            day, due = actual(view, project), planned(view, project)
            return day is not None and due is not None and day.last < due.first.replace(day=1)

        self.planned = Selection(
            key=f"{key}_year", sheet="projects", head=f"计划本年{verb}", source=_stating(planned, label),
            words=f"{label}在本年", where=(_in_year(planned, is_past),),
        )  # fmt: skip
        self.due = Selection(
            key=f"{key}_due", head=f"应{verb}", words=f"{label}在本年，且不晚于截止日期（只写月份的按月末）",
            among=self.planned, where=(Holds(is_due),),
        )  # fmt: skip
        self.done = Selection(
            key=f"{key}_done", head=f"已{verb}", words=f"计划本年{verb}，且{verb}时间不晚于截止日期", among=self.planned,
            needs=needs, where=(Holds(is_done),),
        )  # fmt: skip
        self.due_done = Selection(key=f"{key}_due_done", among=self.due, needs=needs, where=(Taken(self.done),))  # fmt: skip
        self.early = Selection(
            key=f"{key}_early", head=f"提前{verb}", words=f"计划本年{verb}，{verb}早于计划的月份", among=self.done,
            where=(Holds(is_early),),
        )  # fmt: skip
        self.late = Selection(
            key=f"{key}_late", head=f"逾期未{verb}", words=f"应{verb}而没有{verb}", among=self.due, needs=needs,
            where=(Holds(lambda view, project: not is_done(view, project)),),
        )  # fmt: skip


STARTS = Milestone("start", "开工", LedgerView.start_due, LedgerView.started, _is_past_start)
COMPLETIONS = Milestone(
    "finish", "竣工", LedgerView.finish_due, LedgerView.finished, _is_past_finish
)


def _definitions(naming: Naming, milestone: Milestone, planned: Span) -> tuple[Definition, ...]:
    prefix, verb, done = naming.prefix, naming.verb, naming.done
    plan, actual = naming.plan, naming.actual
    whole, due = f"{prefix}.count", f"{prefix}.due.count"
    partial: Any = {"breakdown": Breakdown.PARTIAL, "whole": whole}
    return (
        Definition(
            id=whole, title=f"本年计划{verb}项目个数", kind=Kind.COUNT,
            words=f"计划{verb}时间在报告期所在年度的项目；没有填而{verb}时间在截止日期之后的，按计划计",
            rule=Count(milestone.planned, (plan,)),
        ),
        Definition(
            id=due, title=f"应{verb}项目个数", kind=Kind.COUNT,
            words=f"其中计划{verb}时间不晚于截止日期的（只写月份的，按该月最后一天）", rule=Count(milestone.due, (plan,)), **partial,
        ),
        Definition(
            id=f"{prefix}.{done}.count", title=f"已{verb}的计划{verb}项目个数", kind=Kind.COUNT,
            words=f"本年计划{verb}项目中，{verb}时间不晚于截止日期的", rule=Count(milestone.done, (actual,)), **partial,
        ),
        Definition(
            id=f"{prefix}.due_{done}.count", title=f"应{verb}项目中已{verb}个数", kind=Kind.COUNT,
            words=f"应{verb}项目中，{verb}时间不晚于截止日期的", rule=Count(milestone.due_done, (plan, actual)),
            breakdown=Breakdown.PARTIAL, whole=due,
        ),
        *(
            (
                Definition(
                    id=f"{prefix}.early.count", title=f"提前{verb}项目个数", kind=Kind.COUNT,
                    words=f"本年计划{verb}项目中，早于计划的月份{verb}的", rule=Count(milestone.early, (plan, actual)), **partial,
                ),
            )
            if prefix == "plan_starts"
            else ()
        ),
        Definition(
            id=f"{prefix}.late.count", title=f"逾期未{verb}项目个数", kind=Kind.COUNT, words=f"应{verb}而没有{verb}的",
            rule=Count(milestone.late, (plan, actual)), breakdown=Breakdown.PARTIAL, whole=due,
        ),
        Definition(
            id=f"{prefix}.late.list", title=f"逾期未{verb}项目名单", kind=Kind.LIST, words="同上，逐个列出",
            rule=Listing(milestone.late, _row(planned), ("name", plan, actual)),
        ),
        Definition(
            id=f"{prefix}.rate", title=f"计划{verb}项目{verb}率", kind=Kind.RATE, words=f"已{verb}÷本年计划{verb}",
            rule=Ratio(f"{prefix}.{done}.count", whole),
        ),
        Definition(
            id=f"{prefix}.due_rate", title=f"应{verb}项目{verb}率", kind=Kind.RATE, words=f"应{verb}项目中已{verb}÷应{verb}",
            rule=Ratio(f"{prefix}.due_{done}.count", due),
        ),
    )  # fmt: skip


DEFINITIONS = (
    *_definitions(Naming("plan_starts", "开工", "started", "start_planned", "started_on"), STARTS, LedgerView.start_due),
    *_definitions(Naming("completions", "竣工", "done", "finish_planned", "finished_on"), COMPLETIONS, LedgerView.finish_due),
)  # fmt: skip
