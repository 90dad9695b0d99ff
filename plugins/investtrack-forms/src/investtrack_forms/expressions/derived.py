"""Values the core derives from a record, under the names a form asks for them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from investtrack.analysis import monthly
from investtrack.metrics.figures.entry import readiness_of
from investtrack.metrics.figures.progress import days_stopped, is_resolved, lag, plan_rate
from investtrack.metrics.measures import cumulative_of, remaining_of
from investtrack.metrics.selections import has_entered, is_in_library_at
from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack.model.record import NamedRecord
from investtrack.model.series import at, latest
from investtrack.values.amount import Amount
from investtrack.values.rate import growth, ratio
from investtrack_forms.expressions.report_context import Kinds, ReportContext


_FIRST_SINGLE = 2
"""1—2月 are one; only what ends later has a month before it."""


Found = tuple[object, tuple[str, ...]]
"""A value, or None, and the fields it was read from."""

_NOTHING: Found = (None, ())


@frozen
class Derived:
    """One derived value.

    Attributes:
        key: name in a placeholder.
        label: Chinese name, which serves as well.
        kind: kind of value.
        words: how it is derived, for the documentation.
        get: report_context and record → value and fields.
    """

    key: str
    label: str
    kind: Kinds
    words: str
    get: Callable[[ReportContext, Any], Found]


def _remaining(report_context: ReportContext, project: Project) -> Found:
    return remaining_of(report_context.facts, project) or _NOTHING


def _cumulative(report_context: ReportContext, project: Project) -> Found:
    return cumulative_of(report_context.facts, project) or _NOTHING


def _plan_rate(report_context: ReportContext, project: Project) -> Found:
    found = report_context.facts.actual_ytd(project)
    keys = ("year_plan", *((f"actual.{found[0]}",) if found else ()))
    return plan_rate(report_context.facts, project), keys


def _lag(report_context: ReportContext, project: Project) -> Found:
    found = report_context.facts.actual_ytd(project)
    return lag(report_context.facts, project), (
        "year_plan",
        *((f"actual.{found[0]}",) if found else ()),
    )


def _total_rate(report_context: ReportContext, project: Project) -> Found:
    done = cumulative_of(report_context.facts, project)
    if done is None or project.total_investment is None:
        return _NOTHING
    return ratio(done[0], project.total_investment), ("total_investment", *done[1])


def _month(series: str) -> Callable[[ReportContext, object], Found]:
    def get(report_context: ReportContext, record: Any) -> Found:
        end = report_context.facts.newest_month
        if series == "actual":
            newest = latest(record.actual, end)
            end = newest[0] if newest else end
        before = f"{series}.{end.year:04d}-{end.month - 1:02d}"
        keys = (f"{series}.{end}",) + ((before,) if end.month > _FIRST_SINGLE else ())
        return monthly.single(getattr(record, series), end), keys

    return get


def _light(*, words: bool) -> Callable[[ReportContext, Any], Found]:
    def get(report_context: ReportContext, record: NamedRecord) -> Found:
        subject = report_context.subject(record)
        lights = report_context.board.of(subject) if subject is not None else None
        if lights is None:
            return _NOTHING
        return (lights.reason if words else lights.word), ()

    return get


def _started(report_context: ReportContext, record: Project) -> Found:
    day = record.started_on
    if day is not None:
        return day.first <= report_context.today, ("started_on",)
    return getattr(record, "is_started", None), ("is_started",)


def _in_library(report_context: ReportContext, project: Project) -> Found:
    if project.is_in_library is None and project.entered_on is None:
        return _NOTHING
    return is_in_library_at(report_context.facts, project), ("is_in_library", "entered_on")


def _days_stopped(report_context: ReportContext, project: Project) -> Found:
    if id(project) not in report_context.judged.stopped:
        return _NOTHING
    return days_stopped(report_context.facts, project), ("stopped_since",)


def _issues(take: Callable[[Any], object], own: str = "") -> Callable[[ReportContext, Any], Found]:
    """Return the reader of the open issues of a project; without any, of the record's *own* field."""

    def get(report_context: ReportContext, record: NamedRecord) -> Found:
        subject = report_context.subject(record)
        found = (
            [issue for issue in subject.issues if not is_resolved(report_context.facts, issue)]
            if subject
            else []
        )
        texts = [str(text) for issue in found if (text := take(issue))]
        numbered = [f"{n}.{text}" for n, text in enumerate(texts, 1)] if len(texts) > 1 else texts
        if not numbered and own and getattr(record, own, None):
            return getattr(record, own), (own,)
        return ("；".join(numbered) or None), ()

    return get


def _missing_papers(report_context: ReportContext, entry: Entry) -> Found:
    if not entry.papers:
        return _NOTHING
    state = readiness_of(report_context.facts, entry)
    return "、".join(state.missing) or "齐备", tuple(f"papers.{paper}" for paper in entry.papers)


def _papers_held(report_context: ReportContext, entry: Entry) -> Found:
    if not entry.papers:
        return _NOTHING
    state = readiness_of(report_context.facts, entry)
    return f"{len(state.held)}/{state.required}", tuple(f"papers.{paper}" for paper in entry.papers)


def _entered(report_context: ReportContext, entry: Entry) -> Found:
    return has_entered(report_context.facts, entry), ("status", "entered_on")


def _days_late(report_context: ReportContext, record: Any) -> Found:
    if record.due_on is None or record.due_on.last >= report_context.today:
        return _NOTHING
    done = (
        is_resolved(report_context.facts, record)
        if hasattr(record, "resolved_on")
        else record.done_on is not None
    )
    return (None if done else (report_context.today - record.due_on.last).days), ("due_on",)


def _resumed(report_context: ReportContext, record: Any) -> Found:
    day = record.resumed_on
    return day is not None and day.first <= report_context.today, ("resumed_on",)


def _service_growth(report_context: ReportContext, firm: Any) -> Found:
    end = report_context.report.period.last_month
    now = at(firm.planned, end)
    return (growth(now, firm.base) if now else None), (f"planned.{end}", "base")


def _completion(_: ReportContext, target: Any) -> Found:
    if not isinstance(target.amount, Amount) or not isinstance(target.actual, Amount):
        return _NOTHING
    return ratio(target.actual, target.amount), ("actual", "amount")


_LIGHT = (
    Derived("light", "亮灯", Kinds.TEXT, "县区亮灯规则下最差的一盏", _light(words=False)),
    Derived("light_reason", "亮灯原因", Kinds.TEXT, "亮这盏灯的数和界限", _light(words=True)),
)
_ISSUES = (
    Derived("open_issues", "存在问题", Kinds.TEXT, "问题清单中未解决的问题，几个的编号列出；没有的，项目台账自己写的", _issues(lambda i: i.description, "problem")),
    Derived("issue_measures", "解决措施", Kinds.TEXT, "这些问题的解决措施", _issues(lambda i: i.measures)),
    Derived("issue_due", "完成时限", Kinds.TEXT, "这些问题的整改时限", _issues(lambda i: i.due_on and i.due_on.label)),
    Derived("issue_unit", "办理部门", Kinds.TEXT, "这些问题的责任单位", _issues(lambda i: i.responsible_unit)),
)  # fmt: skip
_LATE = Derived(
    "days_late", "逾期天数", Kinds.COUNT, "到截止日期超过时限的天数；办结或未到期的没有", _days_late
)
_STARTED = Derived(
    "is_started",
    "是否开工",
    Kinds.FLAG,
    "开工时间不晚于截止日期；没有日期的，台账写的是否开工",
    _started,
)

DERIVED: Mapping[str, tuple[Derived, ...]] = {
    "projects": (
        Derived("remaining", "剩余投资", Kinds.MONEY, "总投资−累计完成投资，不小于零", _remaining),
        Derived("cumulative_known", "累计完成投资", Kinds.MONEY, "自开始建设累计；没有的，上年底累计＋本年累计", _cumulative),
        Derived("plan_rate", "投资完成率", Kinds.RATE, "本年累计完成投资÷年度计划投资", _plan_rate),
        Derived("total_rate", "占总投资", Kinds.RATE, "累计完成投资÷总投资", _total_rate),
        Derived("lag", "落后序时进度", Kinds.POINTS, "序时进度−投资完成率；负数为超前", _lag),
        Derived("month_actual", "本月完成投资", Kinds.MONEY, "最近一期累计完成−上一月累计完成；1—2月作一个月", _month("actual")),
        Derived("month_planned", "本月计划投资", Kinds.MONEY, "截止月份累计计划−上一月累计计划；1—2月作一个月", _month("planned")),
        Derived("in_library", "是否在库", Kinds.FLAG, "截止日期在库", _in_library),
        Derived("days_stopped", "停工天数", Kinds.COUNT, "到截止日期仍停工的天数", _days_stopped),
        _STARTED, *_LIGHT, *_ISSUES,
    ),
    "entries": (
        Derived("missing_papers", "所缺资料", Kinds.TEXT, "按县区资料要求还缺的", _missing_papers),
        Derived("papers_held", "资料齐备", Kinds.TEXT, "已有/应有", _papers_held),
        Derived("is_entered", "是否已入库", Kinds.FLAG, "截止日期已入库", _entered),
        *_LIGHT, *_ISSUES,
    ),
    "services": (
        Derived("growth", "计划增速", Kinds.RATE, "本期末月累计计划营业收入÷上年同期−1", _service_growth),
    ),
    "resumptions": (
        Derived("is_resumed", "是否复工", Kinds.FLAG, "截止日期已复工", _resumed), *_LIGHT, *_ISSUES,
    ),
    "starts": (_STARTED, *_LIGHT, *_ISSUES),
    "issues": (_LATE,),
    "supervisions": (_LATE,),
    "targets": (Derived("completion", "完成率", Kinds.RATE, "实际完成÷目标值", _completion),),
}  # fmt: skip
"""Sheet → its derived values."""
