"""Entry into the statistical library (入库计划) and the papers it needs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from investtrack.model.columns import CellKind, column, explained
from investtrack.model.made_in_code import demand_limits, origin_field
from investtrack.model.series import Series
from investtrack.model.source import Origin
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.dates import DateSpan


class EntryStatus(StrEnum):
    """How far an entry has come (入库状态)."""

    PLANNING = "谋划"
    PREPARING = "前期"
    STARTED = "已开工未入库"
    COLLECTING = "收集资料"
    SUBMITTED = "已申报"
    CITY_REVIEW = "市级审核"
    PROVINCE_REVIEW = "省级审核"
    NATION_REVIEW = "国家审核"
    ENTERED = "已入库"
    RETURNED = "退回"
    NOT_ENTERED = "未入库"
    """Not in, and how far it has come is not said: 否 under 是否入库."""


SUBMITTED = frozenset(
    {
        EntryStatus.SUBMITTED,
        EntryStatus.CITY_REVIEW,
        EntryStatus.PROVINCE_REVIEW,
        EntryStatus.NATION_REVIEW,
    }
)
"""Statuses that count as submitted: 已申报 and every review."""


class PaperState(StrEnum):
    """What the ledger says of one paper."""

    HELD = "√"
    LACKING = "×"
    NOT_NEEDED = "不需要"


class EntryKind(StrEnum):
    """Kinds of project that paper rules tell apart."""

    CONSTRUCTION = "建设"
    REAL_ESTATE = "房地产"
    PURCHASE = "单纯购置"


@explained
@frozen(kw_only=True)
class Entry:
    """One row of 入库计划: a project that is to enter the library, and what it still lacks."""

    code: str | None = column("项目编码")
    """The code of the project, where 项目台账 has it (text). 项目编码; also 项目代码、项目编号."""
    name: str | None = column("项目名称", required=True)
    """What the project is called (text). 项目名称; also 项目全称."""
    total_investment: Amount | None = column("总投资", CellKind.MONEY)
    """What it is planned to cost in all; thresholds are held against it (exact amount, 万元 in the ledger). 总投资（万元）; also 计划总投资、项目总投资、投资总额."""
    planned_on: DateSpan | None = column("计划入库时间", CellKind.DATE)
    """When it is planned to enter the library (a day, or the first and last day it may be). 计划入库时间; also 计划纳统时间、拟入库时间、预计入库时间、计划入库月份、拟入库月份、预计入库月份、拟纳统时间、预计纳统时间、计划入统时间、拟入统时间."""
    status: EntryStatus | None = column("入库状态", CellKind.CHOICE, choices=EntryStatus)
    """How far its entry has come (one of EntryStatus). 入库状态; also 入库进度、入库情况、目前状态、当前状态、入库进展、是否入库、是否已入库、是否纳统、是否已纳统、是否入统."""
    entered_on: DateSpan | None = column("实际入库时间", CellKind.DATE)
    """When it did enter (a day, or the first and last day it may be). 实际入库时间; also 入库时间、实际纳统时间、已入库时间、实际入统时间."""
    contribution: Series = column(
        "预计贡献投资", CellKind.SERIES, pattern="{Y}年{M}预计贡献投资（万元）", default=()
    )
    """What it is expected to add to investment from January to the end of each month ((month, exact amount) ascending, each cumulated from January, 万元 in the ledger). {Y}年1—m月预计贡献投资（万元）."""
    papers: Mapping[str, PaperState | None] | None = column("手续", CellKind.PAPERS, default=None)
    """The papers of its entry, each held, lacking, not needed, or None where the cell is empty (paper → its state). 手续."""
    returned_because: str | None = column("退回原因", CellKind.TEXT)
    """Why a reviewing level sent it back (text). 退回原因."""
    responsible_unit: str | None = column("责任单位")
    """The bureau or town that answers for the entry (text). 责任单位; also 牵头单位、主管部门."""
    leaders: tuple[str, ...] = column("包保领导", CellKind.NAMES, default=())
    """The county leaders that look after it (names in the order written). 包保领导; also 责任领导、联系领导."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    origin: Origin = origin_field()


@frozen(kw_only=True)
class PaperRule:
    """Which papers an entry needs (入库资料要求), as data of a county profile.

    The first rule of the profile that fits an entry's kind, size and date decides. Real variants:
    contract *or* photo; a missing permit replaced by design documents; purchases that need a
    contract, proof of payment and a photo.

    Attributes:
        kinds: kinds it serves; empty means every kind.
        minimum: smallest total investment it serves, included.
        below: total investment from which on it no longer serves.
        valid_from: first day it holds.
        valid_until: last day it holds.
        all_of: every one of these papers.
        any_of: of each group, at least one.
        substitutes: paper → papers any one of which may stand in for it.
    """

    kinds: tuple[EntryKind, ...] = ()
    minimum: Amount | None = None
    below: Amount | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    all_of: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    substitutes: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        """Refuse sizes below zero, and limits that leave nothing between them."""
        empty = self.minimum is not None and self.below is not None and self.below <= self.minimum
        never = (
            self.valid_from is not None
            and self.valid_until is not None
            and self.valid_until < self.valid_from
        )
        size = (ZERO, Amount.of(10_000, Unit.YI))
        demand_limits(
            self,
            {"minimum": size, "below": size},
            "below：应大于 minimum，否则没有项目适用" if empty else "",
            "valid_until：应不早于 valid_from，否则没有一天适用" if never else "",
        )

    def fits(self, kind: EntryKind, total: Amount | None, day: date) -> bool:
        """Whether the rule serves an entry of *kind* and size *total* on *day*."""
        if self.kinds and kind not in self.kinds:
            return False
        if (self.minimum or self.below) and total is None:
            return False
        if total is not None and self.minimum is not None and total < self.minimum:
            return False
        if total is not None and self.below is not None and total >= self.below:
            return False
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@frozen(kw_only=True)
class Readiness:
    """How far an entry's papers are complete (资料齐备情况).

    Attributes:
        held: papers, or groups of papers, in hand.
        missing: what is required and not in hand; a group is named 施工合同或现场照片.
        unknown: those of *missing* of which the ledger says nothing.
    """

    held: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def required(self) -> int:
        """Number of papers, or groups, required."""
        return len(self.held) + len(self.missing)


def readiness(papers: Mapping[str, PaperState | None], rule: PaperRule | None) -> Readiness:
    """Hold *papers* against *rule*; without a rule, every paper the ledger lists is required.

    A paper marked 不需要 is not required. An empty cell is unknown: not in hand, and named so.
    """
    groups: list[tuple[str, tuple[str, ...]]]
    if rule is None:
        groups = [(paper, (paper,)) for paper in papers]
    else:
        groups = [(paper, (paper, *rule.substitutes.get(paper, ()))) for paper in rule.all_of]
        groups += [("或".join(group), group) for group in rule.any_of]
    held, missing, unknown = [], [], []
    for label, group in groups:
        states = [papers.get(paper) for paper in group]
        if PaperState.HELD in states:
            held.append(label)
        elif PaperState.NOT_NEEDED in states:
            continue
        else:
            missing.append(label)
            if all(state is None for state in states):
                unknown.append(label)
    return Readiness(held=tuple(held), missing=tuple(missing), unknown=tuple(unknown))
