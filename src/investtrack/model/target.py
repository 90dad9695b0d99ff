"""Targets and what came of them (目标任务)."""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column, explained
from investtrack.model.made_in_code import meant, origin_field
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.period import Period
from investtrack.values.rate import Rate


_ID = re.compile(r"[A-Za-z][A-Za-z_.]{2,}")


class Indicator(StrEnum):
    """Economic indicators this library computes with (指标)."""

    GDP = "地区生产总值"
    INVESTMENT = "固定资产投资"
    SERVICES = "其他营利性服务业"


class AssignedBy(StrEnum):
    """The level that set a target (下达层级)."""

    NATION = "国家"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"


class Basis(StrEnum):
    """What prices a growth rate compares (增速口径).

    Totals at current prices and growth at constant prices are independent data: neither is
    derived from the other.
    """

    NOMINAL = "现价"
    COMPARABLE = "可比口径"
    CONSTANT = "不变价"


@explained
@frozen(kw_only=True)
class Target:
    """One row of 目标任务: an indicator's target for a period, set by one level, and the actual."""

    indicator: str | None = column("指标", required=True)
    """What is to be reached, by its Chinese name, such as 固定资产投资 (text). 指标; also 指标名称、主要指标、经济指标."""
    period: Period | None = column("期间")
    """The period it is set for (text). 期间; also 时期、目标期间、考核期."""
    assigned_by: AssignedBy | None = column("下达层级", CellKind.CHOICE, choices=AssignedBy)
    """The level that set it (one of AssignedBy). 下达层级; also 下达单位、层级."""
    amount: Amount | None = column("目标值", note="单位见“单位”列")
    """What is to be reached in the period, where it is a sum (text). 目标值; also 目标、任务数、目标任务、调整后目标值、调整后目标、调整目标、调整后任务. 单位见“单位”列。"""
    unit: str | None = column("单位")
    """The unit of the amounts of this row (text). 单位; also 计量单位."""
    growth: Rate | None = column("同比增速（％）", CellKind.PERCENT)
    """The growth on the same period of last year that is to be reached (exact rate, ％ in the ledger). 同比增速（％）; also 目标增速、同比增速、计划增速、增速目标."""
    base: Amount | None = column("上年同期", note="单位见“单位”列")
    """What was reached in the same period of last year (text). 上年同期; also 上年同期数、去年同期. 单位见“单位”列。"""
    basis: Basis | None = column("增速口径", CellKind.CHOICE, choices=Basis)
    """What prices the growth rates compare (one of Basis). 增速口径; also 口径."""
    actual: Amount | None = column("实际完成", note="单位见“单位”列")
    """What was reached, as the statistics say (text). 实际完成; also 完成数、实际完成数. 单位见“单位”列。"""
    actual_growth: Rate | None = column("实际增速（％）", CellKind.PERCENT)
    """The growth that was reached, as the statistics say; never derived from two totals (exact rate, ％ in the ledger). 实际增速（％）; also 实际增速、完成增速."""
    rank: str | None = column("位次", note="上级公布的名次，如 3、第3位、3/12；不由台账计算")
    """The place among others that the level above published; never computed (text). 位次; also 排位、排名、名次、增速位次、增速排名、全市排位、全市排名、全市位次. 上级公布的名次，如 3、第3位、3/12；不由台账计算。"""
    base_revised: bool | None = column("基数是否修订", CellKind.FLAG)
    """Whether last year's amount was revised after it was published (yes, no, or unknown). 基数是否修订; also 基数修订、上年基数是否修订、是否修订基数."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    origin: Origin = origin_field()

    def __attrs_post_init__(self) -> None:
        """Refuse, in code, what is no name of an indicator but an id or a word of another language."""
        name = self.indicator or ""
        if _ID.fullmatch(name) and name.upper() != "GDP" and not self.origin.sheet.sheet:
            raise ValueError(
                f"Target.indicator is a Chinese name, not {name!r}; {meant(name, Indicator)}"
            )
