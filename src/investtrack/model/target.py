"""Targets and what came of them (目标任务)."""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column
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


@frozen(kw_only=True)
class Target:
    """One row of 目标任务: an indicator's target for a period, set by one level, and the actual."""

    indicator: str | None = column("指标", required=True)
    period: Period | None = column("期间")
    assigned_by: AssignedBy | None = column("下达层级", CellKind.CHOICE, choices=AssignedBy)
    amount: Amount | None = column("目标值", note="单位见“单位”列")
    unit: str | None = column("单位")
    growth: Rate | None = column("同比增速（％）", CellKind.PERCENT)
    base: Amount | None = column("上年同期", note="单位见“单位”列")
    basis: Basis | None = column("增速口径", CellKind.CHOICE, choices=Basis)
    actual: Amount | None = column("实际完成", note="单位见“单位”列")
    actual_growth: Rate | None = column("实际增速（％）", CellKind.PERCENT)
    rank: str | None = column("位次", note="上级公布的名次，如 3、第3位、3/12；不由台账计算")
    base_revised: bool | None = column("基数是否修订", CellKind.FLAG)
    remark: str | None = column("备注")
    origin: Origin = origin_field()

    def __attrs_post_init__(self) -> None:
        """Refuse, in code, what is no name of an indicator but an id or a word of another language."""
        name = self.indicator or ""
        if _ID.fullmatch(name) and name.upper() != "GDP" and not self.origin.sheet.sheet:
            raise ValueError(
                f"Target.indicator is a Chinese name, not {name!r}; {meant(name, Indicator)}"
            )
