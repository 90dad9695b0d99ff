"""Money behind projects: what the government allotted, what arrived, what was paid, and what lies idle (项目资金)."""

from __future__ import annotations

from datetime import date

from investtrack.metrics.figure import Breakdown, FigureRow, Kind
from investtrack.metrics.ledger_view import LedgerView, normal_name
from investtrack.metrics.measures import TotalMeasure, by_field, field_of
from investtrack.metrics.rules import Count, Definition, Listing, Ratio, Total
from investtrack.metrics.rules_by_group import Beside, TableByGroup
from investtrack.metrics.selection import Holds, Selection, Verdict, every
from investtrack.model.fund import BONDS, NOT_GOVERNMENT, PLANNED_FIELDS, Fund, FundSource


ALLOTTED = field_of("allotted", "下达金额")
ARRIVED = field_of("arrived", "到位金额")
PAID = field_of("paid", "已支付金额")

_IDLE_AFTER = 6
"""Whole months after that of allotment within which bond money has to be spent in part (天津's rule)."""

funds = every("funds")

government = Selection(
    key="government", sheet="funds", head="政府资金", words="资金来源不是银行贷款、自筹、其他", decided_by="资金来源",
    where=(Holds(lambda _, fund: fund.source not in NOT_GOVERNMENT if fund.source else None),),
)  # fmt: skip
"""Money of the government, of whatever level."""


def _firsts(view: LedgerView) -> frozenset[int]:
    """Return the first row of each project and source: a project that has several of one source counts once."""
    found: dict[tuple[object, object], int] = {}
    for fund in view.sheet("funds"):
        project = view.project_of(fund)
        who = id(project) if project is not None else fund.code or normal_name(fund.name or "")
        found.setdefault((who, fund.source), id(fund))
    return frozenset(found.values())


first_of_project = Selection(
    key="first_row", sheet="funds", head="首行", words="本项目本来源的第一行：一个项目有几行的只计一个",
    where=(Holds(lambda view, fund: id(fund) in view.index(_firsts)),),
)  # fmt: skip


def idle_from(fund: Fund) -> date | None:
    """Return the day from which unpaid money lies idle: the first after the sixth month following that of allotment."""
    if fund.allotted_on is None:
        return None
    day = fund.allotted_on.last
    months = day.year * 12 + day.month - 1 + _IDLE_AFTER + 1
    return date(months // 12, months % 12 + 1, 1)


def _is_idle(view: LedgerView, fund: Fund) -> Verdict:
    """Whether a bond's money is stated as unpaid past its time; an empty cell is unknown, never nothing paid."""
    if fund.source is None:
        return None
    if fund.source not in BONDS:
        return False
    since = idle_from(fund)
    if since is not None and since > view.as_of:
        return False
    if fund.paid is None or since is None:
        return False if fund.paid is not None and fund.paid.yuan > 0 else None
    return fund.paid.yuan == 0


idle = Selection(
    key="idle", sheet="funds", head="闲置", where=(Holds(_is_idle),), decided_by="资金来源、下达时间、已支付金额",
    words="专项债券、一般债券、超长期特别国债、增发国债，下达当月之后满6个月已支付仍为0",
    needs=(("allotted_on", "下达时间"), ("paid", "已支付金额")),
)  # fmt: skip
"""Bond money of which nothing was paid by the end of the sixth month after that of allotment."""


def _idle_row(_: LedgerView, fund: Fund) -> FigureRow:
    return {
        "name": fund.name,
        "source": fund.source.value if fund.source else None,
        "allotted": fund.allotted,
        "allotted_on": fund.allotted_on.label if fund.allotted_on else None,
        "arrived": fund.arrived,
    }


PLANNED = TotalMeasure(
    key="planned_government", label="中央预算内投资、地方政府专项债券等各列", head="计划政府资金",
    words="资金构成各列中政府资金（不含银行贷款、自筹、其他）之和",
    parts=tuple(field_of(key, source.value) for source, key in PLANNED_FIELDS.items() if source not in NOT_GOVERNMENT),
)  # fmt: skip

_GOVERNMENT = "政府资金（不含银行贷款、自筹、其他）"

DEFINITIONS = (
    Definition(
        id="funds.allotted", title="政府资金下达", kind=Kind.MONEY, words=f"项目资金表中{_GOVERNMENT}的下达金额之和",
        rule=Total(government, ALLOTTED),
    ),
    Definition(
        id="funds.arrived", title="政府资金到位", kind=Kind.MONEY, words="同上，到位金额之和", rule=Total(government, ARRIVED),
    ),
    Definition(
        id="funds.paid", title="政府资金已支付", kind=Kind.MONEY, words="同上，已支付金额之和", rule=Total(government, PAID),
    ),
    Definition(
        id="funds.arrival_rate", title="政府资金到位率", kind=Kind.RATE, words="到位÷下达",
        rule=Ratio("funds.arrived", "funds.allotted", is_of_same=True),
    ),
    Definition(
        id="funds.payment_rate", title="政府资金支付率", kind=Kind.RATE, words="已支付÷到位", rule=Ratio("funds.paid", "funds.arrived", is_of_same=True),
    ),
    Definition(
        id="funds.by_source", title="项目资金按来源", kind=Kind.SERIES,
        words="项目资金表全部资金按来源分：项目个数、下达、到位、已支付，没有填来源的为未注明；计划是项目台账资金构成各列之和，"
        "只有计划的来源，个数是填了计划的项目",
        rule=TableByGroup(
            funds, by_field("source", "资金来源", tuple(FundSource)), {"allotted": ALLOTTED, "arrived": ARRIVED, "paid": PAID},
            counts=("projects", first_of_project),
            beside=Beside(
                "planned", "计划", every("projects"), {source.value: field_of(key, source.value) for source, key in PLANNED_FIELDS.items()}
            ),
        ),
        breakdown=Breakdown.OVERLAPPING, part_titles={"planned": "计划", "allotted": "下达", "arrived": "到位", "paid": "已支付"},
    ),
    Definition(
        id="funds.idle.count", title="闲置债券资金笔数", kind=Kind.COUNT, counted_in="笔",
        words="专项债券、一般债券、超长期特别国债、增发国债中，下达当月之后满6个月（1月下达的从8月1日起）已支付填0的",
        rule=Count(idle, ("source", "allotted_on", "paid")),
    ),
    Definition(
        id="funds.idle.list", title="闲置债券资金清单", kind=Kind.LIST, words="同上，逐笔列出",
        rule=Listing(idle, _idle_row, ("name", "source", "allotted_on", "paid")),
    ),
    Definition(
        id="funds.planned", title="政府资金计划", kind=Kind.MONEY,
        words="项目台账资金构成各列（中央预算内投资、地方政府专项债券等，不含银行贷款、自筹、其他）之和；写明下达、到位、支付的列不是计划",
        rule=Total(every("projects"), PLANNED),
    ),
)  # fmt: skip
