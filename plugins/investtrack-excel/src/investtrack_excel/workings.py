"""Columns reckoned beside a ledger's own: what the core selected, and what one row gives to a total.

A selection is made by the core and written as 是; an amount is a formula of the same row, so that
whoever mends an amount sees the totals follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from investtrack.metrics.figures import entry, prospects, resumption, services, starts, stock
from investtrack.metrics.figures.leaders import covered
from investtrack.metrics.figures.progress import (
    days_stopped,
    lag,
    open_issues,
    overdue_issues,
    plan_rate,
    resolved_issues,
    slow,
    stopped,
)
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selection
from investtrack.metrics.selections import (
    carried_over,
    entering_in_period,
    has_entered,
    in_library_before_period,
    in_library_now,
    planned_entries,
)
from investtrack_excel.sheets import COUNT, MARK, MONEY, PERCENT, TEXT


Read = Callable[[LedgerView], Callable[[Any], Any]]
"""LedgerView → what reads a record as the stored value of its cell."""


@frozen(eq=False)
class Working:
    """A reckoned column.

    Attributes:
        key: what formulas call it.
        label: its head.
        words: what it says, for the reader.
        read: gives the stored value.
        style: how it is shown.
        formula: with ``{key}`` for a cell of the same row, ``{actual}`` for its newest amount up to t
            and ``{actual months}`` for the month of that; empty where the core decides.
    """

    key: str
    label: str
    words: str
    read: Read
    style: str = MARK
    formula: str = ""


def _chosen(selection: Selection) -> Read:
    def read(facts: LedgerView) -> Callable[[Any], Any]:
        try:
            chosen = {id(record) for record in facts.select(selection).records}
        except AbsentError:
            chosen = set()
        return lambda record: "是" if id(record) in chosen else None

    return read


def _where(holds: Callable[[LedgerView, Any], object]) -> Read:
    return lambda facts: lambda record: "是" if holds(facts, record) else None


def _of(read: Callable[[LedgerView, Any], Any]) -> Read:
    return lambda facts: lambda record: read(facts, record)


def _latest(facts: LedgerView, record: Any) -> Any:  # noqa: ANN401 - an amount or None
    found = facts.actual_ytd(record)
    return found[1] if found else None


def _latest_month(facts: LedgerView, record: Any) -> str | None:  # noqa: ANN401
    found = facts.actual_ytd(record)
    return found[0].ytd_label if found else None


def _done(facts: LedgerView, project: Any) -> Any:  # noqa: ANN401
    found = facts.cumulative(project)
    return found[0] if found else None


def _days(facts: LedgerView) -> Callable[[Any], Any]:
    is_stopped = _chosen(stopped)(facts)
    return lambda project: days_stopped(facts, project) if is_stopped(project) else None


def _reason(_: LedgerView, project: Any) -> str | None:  # noqa: ANN401
    if project.unreportable is None:
        return project.unreportable_reason  # type: ignore[no-any-return]
    return project.unreportable_reason or "未说明"


def _past(facts: LedgerView) -> Callable[[Any], Any]:
    if not _can(facts, entry.overdue):
        return lambda _: None

    def read(record: Any) -> str | None:  # noqa: ANN401 - an entry
        day = record.planned_on
        is_past = day is not None and day.last < facts.as_of and not has_entered(facts, record)
        return "是" if is_past else None

    return read


def _apart(facts: LedgerView) -> Callable[[Any], Any]:
    if not _can(facts, covered):
        return lambda _: None
    inside = {id(project) for project in facts.select(in_library_now).records}
    return lambda record: None if id(facts.project_of(record)) in inside else "是"


def _can(facts: LedgerView, selection: Selection) -> bool:
    """Whether *selection* can be made at all."""
    try:
        facts.select(selection)
    except AbsentError:
        return False
    return True


def _within(facts: LedgerView, record: Any) -> bool:  # noqa: ANN401 - an entry
    return record.planned_on is not None and record.planned_on.last in facts.period


def _step(facts: LedgerView, record: Any) -> str:  # noqa: ANN401 - an entry
    return STEPS[entry.state_of(facts, record)]


def _lacking(facts: LedgerView, record: Any) -> str | None:  # noqa: ANN401 - an entry
    return "、".join(entry.readiness_of(facts, record).missing) or None


def _day(facts: LedgerView, record: Any) -> str | None:  # noqa: ANN401 - a resumption
    return str(record.resumed_on) if resumption.is_resumed(facts, record) else None


STEPS: Mapping[str, str] = {
    "entered": "已入库",
    "collecting": "收集资料",
    "submitted": "已申报",
    "returned": "退回",
    "other": "其他",
}
"""Part of entry.planned → how the column 入库进展 calls it."""

_DUE = "INDEX(参数_序时进度,MATCH({month},参数_月份,0))"

WORKINGS: Mapping[str, Sequence[Working]] = {
    "projects": (
        Working("before_period", "期前在库", "年初在库，或本期之前入库", _chosen(in_library_before_period)),
        Working("carried_over", "接转在库", "年初在库，且年初前未竣工", _chosen(carried_over)),
        Working("in_library", "截止日在库", "截止日期在库，且年初前未竣工", _chosen(in_library_now)),
        Working("latest", "最近累计数", "不晚于截止月份、最近一个有数的累计完成投资", _of(_latest), MONEY, "{actual}"),
        Working("month", "最近所到", "最近累计数所到的月份", _of(_latest_month), MARK, "{actual months}"),
        Working("done", "核算累计", "自开始建设累计完成投资；没有填的，到上年底累计＋最近累计数", _of(_done), MONEY,
                'IF({cumulative}<>"",{cumulative},IF(OR({cumulative_before_year}="",{latest}=""),"",'
                "{cumulative_before_year}+{latest}))"),
        Working("remaining", "核算剩余", "总投资−核算累计，负数按零计", _of(stock.REMAINING.read), MONEY,
                'IF(OR({total_investment}="",{done}=""),"",MAX({total_investment}-{done},0))'),
        Working("held_back", "计入不可报", "不可报投资与核算剩余中较小者", _of(stock.UNREPORTABLE.read), MONEY,
                'IF(OR({unreportable}="",{remaining}=""),"",MIN({unreportable},{remaining}))'),
        Working("reason", "不可报归类", "不可报原因；没有填的为“未说明”", _of(_reason), TEXT),
        Working("rate", "年度计划完成率", "最近累计数÷年度计划投资", _of(plan_rate), PERCENT,
                'IF(OR({latest}="",N({year_plan})=0),"",{latest}/{year_plan})'),
        Working("lag", "落后序时", "所到月份的序时进度−年度计划完成率，百分点；负数为超前", _of(lag), MONEY,
                f'IF(OR({{latest}}="",N({{year_plan}})<=0),"",IFERROR({_DUE}-{{latest}}/{{year_plan}}*100,""))'),
        Working("slow", "核定推进慢", "截止日在库，且落后序时超过参数所定幅度", _chosen(slow), MARK,
                'IF({in_library}="是",IF(ISNUMBER({lag}),IF(ROUND({lag},9)>参数_推进较慢幅度,"是",""),""),"")'),
        Working("stopped", "核定停工", "停工起始时间不晚于截止日期，其后没有复工", _chosen(stopped)),
        Working("days", "停工天数", "停工起始日到截止日期的天数", _days, COUNT),
    ),
    "entries": (
        Working("dated", "计划在本期", "计划入库时间在本期内", _where(_within)),
        Working("planned", "本期计划", "计划入库时间在本期内，总投资达到参数所定入库起点", _chosen(planned_entries), MARK,
                'IF(AND({dated}="是",{total_investment}<>"",N({total_investment})>=参数_入库起点),"是","")'),
        Working("step", "入库进展归类", "截止日期的进展：已入库、收集资料、已申报（含各级审核）、退回、其他", _of(_step), TEXT),
        Working("major", "核定大项目", "本期计划，总投资达到参数所定大项目起点", _chosen(entry.major), MARK,
                'IF({planned}="是",IF({total_investment}>=参数_大项目起点,"是",""),"")'),
        Working("past", "过期未入", "计划入库时间已过截止日期而未入库", _past),
        Working("overdue", "核定逾期", "过期未入，总投资达到入库起点", _chosen(entry.overdue), MARK,
                'IF(AND({past}="是",{total_investment}<>"",N({total_investment})>=参数_入库起点),"是","")'),
        Working("new", "本期新增", "计划或实际入库时间在本期内，且没有列入期前在库", _chosen(entering_in_period)),
        Working("lacking", "尚缺资料", "按县区配置的资料要求尚缺哪些", _of(_lacking), TEXT),
        Working("apart", "未列在库", "没有列入截止日在库的项目", _apart),
        Working("led", "计入任务量", "本期计划且未列在库，计入包保领导任务量", _chosen(covered), MARK,
                'IF(AND({planned}="是",{apart}="是"),"是","")'),
    ),
    "services": (
        Working("counted", "纳入统计", "行业代码属于县区配置的行业范围", _chosen(services.firms)),
        Working("latest", "最近累计收入", "不晚于截止月份、最近一个有数的累计实际营业收入", _of(_latest), MONEY, "{actual}"),
        Working("same", "同口径", "纳入统计，计划与上年同期营业收入都有", _chosen(services.comparable), MARK,
                'IF(AND({counted}="是",{planned.@}<>"",{base}<>""),"是","")'),
    ),
    "resumptions": (
        Working("due", "核定应复工", "计划复工时间不晚于截止日期", _chosen(resumption.due)),
        Working("resumed", "核定已复工", "实际复工时间不晚于截止日期", _chosen(resumption.resumed)),
        Working("late", "核定逾期", "应复工而没有复工", _chosen(resumption.overdue)),
        Working("day", "复工日归类", "已复工的，实际复工时间", _of(_day), TEXT),
    ),
    "starts": (
        Working("batch_now", "本批", "县区配置指定的批次，否则本期内的最近一批", _chosen(starts.in_batch)),
        Working("begun", "核定已开工", "本批中，实际开工时间不晚于截止日期", _chosen(starts.started)),
    ),
    "issues": (
        Working("open", "核定未解决", "截止日期前提出、截止日期尚未解决", _chosen(open_issues)),
        Working("late", "核定逾期", "未解决，且整改时限已过截止日期", _chosen(overdue_issues)),
        Working("closed", "核定已解决", "截止日期已解决", _chosen(resolved_issues)),
    ),
    "promotions": (
        Working("signed", "核定已签约", "截止日期已签约及以后阶段", _chosen(prospects.signed)),
        Working("begun", "核定已开工", "已签约，且已开工、投产", _chosen(prospects.started)),
    ),
}  # fmt: skip
"""Reckoned columns of each detail sheet, by attribute of the ledger."""
