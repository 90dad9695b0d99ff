"""Money behind projects: what was allotted, arrived and was paid, by source (项目资金)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column, explained
from investtrack.model.made_in_code import origin_field
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan


class FundSource(StrEnum):
    """Where a project's money comes from (资金来源)."""

    CENTRAL_BUDGET = "中央预算内投资"
    ULTRA_LONG_BONDS = "超长期特别国债"
    ADDED_BONDS = "增发国债"
    SPECIAL_BONDS = "地方政府专项债券"
    GENERAL_BONDS = "一般债券"
    POLICY_INSTRUMENTS = "政策性金融工具"
    PROVINCE = "省级"
    CITY = "市级"
    COUNTY = "县级"
    BANK = "银行贷款"
    OWN = "自筹"
    OTHER = "其他"


NOT_GOVERNMENT = frozenset({FundSource.BANK, FundSource.OWN, FundSource.OTHER})
"""Sources that are not the government's."""
PLANNED_FIELDS: Mapping[FundSource, str] = {
    FundSource.CENTRAL_BUDGET: "planned_central",
    FundSource.ULTRA_LONG_BONDS: "planned_ultra_bonds",
    FundSource.ADDED_BONDS: "planned_added_bonds",
    FundSource.SPECIAL_BONDS: "planned_special_bonds",
    FundSource.GENERAL_BONDS: "planned_general_bonds",
    FundSource.POLICY_INSTRUMENTS: "planned_policy",
    FundSource.PROVINCE: "planned_province",
    FundSource.CITY: "planned_city",
    FundSource.COUNTY: "planned_county",
    FundSource.BANK: "planned_bank",
    FundSource.OWN: "planned_own",
    FundSource.OTHER: "planned_other",
}
"""Source → field of a project that states how much of its money is planned to come from there."""
BONDS = frozenset(
    {
        FundSource.SPECIAL_BONDS,
        FundSource.GENERAL_BONDS,
        FundSource.ULTRA_LONG_BONDS,
        FundSource.ADDED_BONDS,
    }
)
"""Sources that cost interest from the day they are allotted: money of theirs that lies idle is asked after."""


@explained
@frozen(kw_only=True)
class Fund:
    """One row of 项目资金: what one source gave one project. Amounts are exact; what is empty is unknown, not zero."""

    code: str | None = column("项目编码")
    """The code of the project, where 项目台账 has it (text). 项目编码; also 项目代码、项目编号、统一编码."""
    name: str | None = column("项目名称", required=True)
    """The project that the money is for (text). 项目名称; also 项目全称、工程名称."""
    source: FundSource | None = column("资金来源", CellKind.CHOICE, choices=FundSource)
    """Where the money comes from (one of FundSource). 资金来源; also 资金渠道、资金类别、资金类型、来源."""
    allotted_on: DateSpan | None = column("下达时间", CellKind.DATE)
    """When it was allotted (a day, or the first and last day it may be). 下达时间; also 下达日期、资金下达时间、发行时间、计划下达时间."""
    allotted: Amount | None = column("下达金额", CellKind.MONEY)
    """Money that was allotted (exact amount, 万元 in the ledger). 下达金额（万元）; also 下达资金、资金下达金额、已下达资金、下达额度、安排金额、发行金额、下达、已下达."""
    arrived: Amount | None = column("到位金额", CellKind.MONEY)
    """Money of it that arrived (exact amount, 万元 in the ledger). 到位金额（万元）; also 到位资金、已到位资金、资金到位金额、实际到位金额、拨付金额、到位、已到位."""
    paid: Amount | None = column("已支付金额", CellKind.MONEY)
    """Money of it that was paid out; no completed investment (exact amount, 万元 in the ledger). 已支付金额（万元）; also 支付金额、已支付资金、支出金额、实际支付金额、已支出金额、累计支付金额、支付、已支付、支出、已支出."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    origin: Origin = origin_field()
