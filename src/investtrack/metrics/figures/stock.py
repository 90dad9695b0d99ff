"""The stock of projects carried over, and what they still can report (接转在库、剩余投资)."""

from __future__ import annotations

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import INVESTMENT, REMAINING, UNREPORTABLE, Group
from investtrack.metrics.rules import Count, Definition, Difference, Ratio, Total
from investtrack.metrics.rules_by_group import TotalByGroup
from investtrack.metrics.selection import Equals, Holds, Selection, Verdict
from investtrack.metrics.selections import carried_over, in_library_now
from investtrack.model.project import Project


def _where(*, real_estate: bool) -> Selection:
    key = "real_estate" if real_estate else "other"
    return Selection(
        key=key, among=carried_over, where=(Equals("is_real_estate", real_estate),), decided_by="是否房地产"
    )  # fmt: skip


real_estate = _where(real_estate=True)
other = _where(real_estate=False)


def _reason(_: LedgerView, project: Project) -> tuple[str, ...]:
    if project.unreportable_reason:
        return (project.unreportable_reason,)
    return () if project.unreportable is None else ("未说明",)


BY_REASON = Group(
    key="reason",
    label="不可报原因",
    head="不可报归类",
    words="不可报原因；没有填的为“未说明”",
    tell=_reason,
)

carried_to_next = Selection(
    key="carried_next", head="接转下年", words="截止日在库，截止日期没有竣工", among=in_library_now,
    where=(Holds(lambda view, project: view.finished(project) is None),),
)  # fmt: skip
"""Projects in the library at t and not finished by t (结转下年)."""


def _finishes_this_year(view: LedgerView, project: Project) -> Verdict:
    day = view.finish_due(project)
    return None if day is None else day.last.year <= view.period.year


finishing = Selection(
    key="finishing", head="年内计划竣工", words="接转下年的项目中，计划竣工时间在本年12月31日以前", among=carried_to_next,
    where=(Holds(_finishes_this_year),), decided_by="计划竣工时间",
)  # fmt: skip
"""Of these, the ones that are to be completed by 31 December: said apart."""


_P = Breakdown.PARTITION

DEFINITIONS = (
    Definition(
        id="carryover.count", title="接转在库项目个数", kind=Kind.COUNT, words="年初在库且年初前未竣工的项目",
        rule=Count(carried_over, ("is_in_library", "entered_on")),
    ),
    Definition(
        id="carryover.investment", title="接转在库项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=Total(carried_over, INVESTMENT),
    ),
    Definition(
        id="carryover.real_estate.count", title="接转房开项目个数", kind=Kind.COUNT, words="接转在库项目中是房地产的",
        rule=Count(real_estate, ("is_real_estate",)), breakdown=_P, whole="carryover.count",
    ),
    Definition(
        id="carryover.real_estate.investment", title="接转房开项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=Total(real_estate, INVESTMENT), breakdown=_P, whole="carryover.investment",
    ),
    Definition(
        id="carryover.other.count", title="接转非房开项目个数", kind=Kind.COUNT, words="接转在库项目中不是房地产的",
        rule=Count(other, ("is_real_estate",)), breakdown=_P, whole="carryover.count",
    ),
    Definition(
        id="carryover.other.investment", title="接转非房开项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=Total(other, INVESTMENT), breakdown=_P, whole="carryover.investment",
    ),
    Definition(
        id="remaining.investment", title="接转在库项目剩余投资", kind=Kind.MONEY,
        words="接转在库项目，总投资−自开始建设累计完成投资（没有填的，到上年底累计＋最近一期累计完成）之和；负数按零计并列为校核发现",
        rule=Total(carried_over, REMAINING),
    ),
    Definition(
        id="remaining.real_estate", title="房开项目剩余投资", kind=Kind.MONEY, words="其中房地产项目",
        rule=Total(real_estate, REMAINING), breakdown=_P, whole="remaining.investment",
        aliases=("remaining.investment.real_estate",),
    ),
    Definition(
        id="remaining.other", title="非房开项目剩余投资", kind=Kind.MONEY, words="其中非房地产项目",
        rule=Total(other, REMAINING), breakdown=_P, whole="remaining.investment",
        aliases=("remaining.investment.other",),
    ),
    Definition(
        id="remaining.unreportable", title="不可报投资", kind=Kind.MONEY,
        words="接转在库项目，不可报投资与剩余投资中较小者之和", rule=Total(carried_over, UNREPORTABLE),
        breakdown=Breakdown.PARTIAL, whole="remaining.investment",
    ),
    Definition(
        id="remaining.unreportable.by_reason", title="不可报投资按原因", kind=Kind.SERIES, words="不可报投资按不可报原因分",
        rule=TotalByGroup(carried_over, BY_REASON, UNREPORTABLE), breakdown=_P, whole="remaining.unreportable",
        aliases=("remaining.by_reason",),
    ),
    Definition(
        id="remaining.reportable", title="实际剩余可报投资", kind=Kind.MONEY, words="剩余投资−不可报投资",

        rule=Difference(
            "remaining.investment", "remaining.unreportable", alone="台账没有填不可报投资，按剩余投资全部可报计",
            # what lacks its remainder lacks its unreportable part too
            counts_once=True,
        ), breakdown=Breakdown.PARTIAL, whole="remaining.investment",
    ),
    Definition(
        id="remaining.coverage", title="剩余可报投资保障倍数", kind=Kind.RATE,
        words="实际剩余可报投资÷（全年固定资产投资目标−累计完成投资）",
        rule=Ratio(
            "remaining.reportable", "fai.year.target", less="fai.period.completed",
            absence="全年目标已完成，不需要再计算保障倍数",
        ),
    ),
    Definition(
        id="carryover.next.count", title="结转下年项目个数", kind=Kind.COUNT,
        words="截至截止日期在库而没有竣工的项目（含年内计划竣工的）", rule=Count(carried_to_next, ("is_in_library", "entered_on")),
    ),
    Definition(
        id="carryover.next.investment", title="结转下年项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=Total(carried_to_next, INVESTMENT),
    ),
    Definition(
        id="carryover.next.finishing.count", title="结转下年项目中年内计划竣工个数", kind=Kind.COUNT,
        words="其中计划竣工时间在本年12月31日以前的", rule=Count(finishing, ("finish_planned",)),
        breakdown=Breakdown.PARTIAL, whole="carryover.next.count",
    ),
    Definition(
        id="carryover.next.finishing.investment", title="结转下年项目中年内计划竣工总投资", kind=Kind.MONEY,
        words="同上，总投资之和", rule=Total(finishing, INVESTMENT), breakdown=Breakdown.PARTIAL, whole="carryover.next.investment",
    ),
    Definition(
        id="remaining.next.investment", title="结转下年项目剩余投资", kind=Kind.MONEY,
        words="结转下年项目，总投资−自开始建设累计完成投资之和，截至截止日期；负数按零计", rule=Total(carried_to_next, REMAINING),
    ),
    Definition(
        id="remaining.next.finishing", title="结转下年项目中年内计划竣工的剩余投资", kind=Kind.MONEY,
        words="其中计划竣工时间在本年12月31日以前的", rule=Total(finishing, REMAINING),
        breakdown=Breakdown.PARTIAL, whole="remaining.next.investment",
    ),
    Definition(
        id="remaining.next.unreportable", title="结转下年项目不可报投资", kind=Kind.MONEY,
        words="结转下年项目，不可报投资与剩余投资中较小者之和", rule=Total(carried_to_next, UNREPORTABLE),
        breakdown=Breakdown.PARTIAL, whole="remaining.next.investment",
    ),
    Definition(
        id="remaining.next.reportable", title="结转下年项目剩余可报投资", kind=Kind.MONEY, words="剩余投资−不可报投资",
        rule=Difference(
            "remaining.next.investment", "remaining.next.unreportable", alone="台账没有填不可报投资，按剩余投资全部可报计",
            counts_once=True,
        ),
        breakdown=Breakdown.PARTIAL, whole="remaining.next.investment",
    ),
)  # fmt: skip
