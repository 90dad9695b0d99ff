"""Readings of a project's progress: against the pace, and against the task of each month."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from investtrack.analysis import monthly
from investtrack.analysis.readers.readings import Reading, Scene, Source, number_text, unknown
from investtrack.analysis.spending import points_behind as money_behind
from investtrack.analysis.subjects import Subject, in_library
from investtrack.metrics.figures.progress import lag
from investtrack.model.project import Project
from investtrack.values.period import Month


def points_behind(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Points of the annual plan behind the pace curve; negative is ahead."""
    project = _progressing(scene, subject)
    if project is None:
        return ()
    behind = lag(scene.facts, project)
    found = scene.facts.actual_ytd(project)
    if behind is None or found is None:
        return (unknown(_why(scene, project), (project, ("year_plan",))),)

    def say() -> str:
        if not behind.number:
            return f"截至{found[0].ytd_label}与序时进度持平"
        word = "落后" if behind.number > 0 else "超"
        return f"截至{found[0].ytd_label}{word}序时进度{number_text(abs(behind.number))}个百分点"

    return (Reading(behind.number, say, _sources(project, found[0])),)


def shortfall_of_pace(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Per cent of the amount due by the pace curve that is lacking; negative is ahead."""
    project = _progressing(scene, subject)
    if project is None:
        return ()
    found = scene.facts.actual_ytd(project)
    if lag(scene.facts, project) is None or found is None or project.year_plan is None:
        return (unknown(_why(scene, project), (project, ("year_plan",))),)
    due = scene.facts.profile.pace.due(found[0].month)
    needed = Fraction(project.year_plan.yuan) * (due.number if due else 0) / 100
    if needed == 0:
        return (
            Reading(Fraction(0), lambda: "按序时进度还不应完成投资", _sources(project, found[0])),
        )
    short = (1 - Fraction(found[1].yuan) / needed) * 100

    def say() -> str:
        word = "低于" if short > 0 else "超过"
        return f"截至{found[0].ytd_label}{word}序时应完成数的{number_text(abs(short))}％"

    return (Reading(short, say, _sources(project, found[0])),)


def month_share(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Per cent of the newest month's task that was completed; a month without a task is not judged."""
    project = _progressing(scene, subject)
    if project is None:
        return ()
    found = scene.facts.actual_ytd(project)
    if found is None:
        return (unknown(_NO_ACTUAL, (project, ("actual",))),)
    task = monthly.tasks(project.planned, project.actual, found[0])[:1]
    if not task:
        return (unknown("1月份数据免报，还没有当月任务"),)
    if task[0].planned is not None and task[0].planned.yuan <= 0:
        return ()
    return (share_of(task[0], _month_sources(project, found[0])),)


def share_of(task: monthly.MonthTask, sources: tuple[Source, ...]) -> Reading:
    """Return the reading of one month's task."""
    share = task.share
    if share is None:
        which = "计划完成投资" if task.planned is None else "完成投资"
        return Reading(
            None, lambda: f"{task.label}当月的{which}算不出来（缺本月或上月累计数）", sources
        )
    return Reading(share, lambda: f"{task.label}完成当月任务的{number_text(share)}％", sources)


def consecutive_misses(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Months in a row, back from the newest, in which the month's task was missed."""
    project = _progressing(scene, subject)
    if project is None:
        return ()
    found = scene.facts.actual_ytd(project)
    if found is None:
        return (unknown(_NO_ACTUAL, (project, ("actual",))),)
    return (
        misses_of(
            monthly.tasks(project.planned, project.actual, found[0]),
            _month_sources(project, found[0]),
        ),
    )


def misses_of(tasks: list[monthly.MonthTask], sources: tuple[Source, ...]) -> Reading:
    """Return the reading of months in a row."""
    missed = monthly.consecutive_misses(tasks)
    if missed is None:
        return Reading(None, lambda: "最近一月的当月计划或当月完成算不出来", sources)
    label = tasks[0].label

    def say() -> str:
        if not missed:
            return f"{label}完成当月任务"
        row = "" if missed == 1 else f"，已连续{missed}个月"
        return f"{label}没有完成当月任务{row}"

    return Reading(Fraction(missed), say, sources)


def payment_behind(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Points by which payment of government money lags behind spending it evenly in the six months after its allotment."""
    project = _progressing(scene, subject)
    if project is None:
        return ()
    funds = scene.funds_of.get(id(project), ())
    behind = money_behind(scene.facts, funds)
    if behind is None:
        return (unknown("台账没有资金支付数"),)

    def say() -> str:
        word = "落后" if behind.number > 0 else "超过"
        return f"资金支付{word}六个月用完的进度{number_text(abs(behind.number))}个百分点"

    return (Reading(behind.number, say, tuple((fund, ("arrived", "paid")) for fund in funds)),)


_NO_ACTUAL = "没有不晚于截止月份的累计完成投资"


def _progressing(scene: Scene, subject: Subject) -> Project | None:
    """Return the project where its progress can be judged: it is in the library at t."""
    return subject.project if in_library(scene.facts, subject) else None


def _why(scene: Scene, project: Project) -> str:
    found = scene.facts.actual_ytd(project)
    if found is None:
        return _NO_ACTUAL
    if project.year_plan is None:
        return "没有填年度计划投资"
    if project.year_plan.yuan <= 0:
        return "年度计划投资不大于零"
    return f"县区配置的序时进度表没有{found[0].month}月"


def _sources(project: Project, end: Month) -> tuple[Source, ...]:
    return ((project, ("year_plan", f"actual.{end}")),)


def _month_sources(project: Project, end: Month) -> tuple[Source, ...]:
    months = [m for m, _ in project.actual if m.year == end.year and m <= end][-2:]
    return ((project, tuple(f"{series}.{m}" for series in ("planned", "actual") for m in months)),)
