"""A county's profile: thresholds, paper rules, pace, cadence, wording. Data, never code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from investtrack.model.activity import SupervisionMode
from investtrack.model.entry import EntryKind, PaperRule
from investtrack.model.rules import JudgementRules
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points
from investtrack.values.rounding import RoundingPolicy


@frozen(kw_only=True)
class EntryProfile:
    """Entry into the library.

    Attributes:
        threshold: smallest total investment of entry.* figures (入库起点), included. 500万元 since
            2011 (固定资产投资统计报表制度).
        major_threshold: smallest total investment of entry.major.* figures, included.
        rules: which papers an entry needs; the first that fits decides. None fits: every paper the
            ledger lists.
    """

    threshold: Amount = Amount.of(500, Unit.WAN)
    major_threshold: Amount = Amount.of(5000, Unit.WAN)
    rules: tuple[PaperRule, ...] = ()

    def rule_for(self, kind: EntryKind, total: Amount | None, day: date) -> PaperRule | None:
        """Return the first rule that fits, or None."""
        return next((rule for rule in self.rules if rule.fits(kind, total, day)), None)


@frozen(kw_only=True)
class ServicesProfile:
    """Other for-profit services (其他营利性服务业).

    Attributes:
        industries: leading digits of GB/T 4754 codes that count; empty: every code. Two published
            lists differ by 科学研究和技术服务业 (73–75); the default has it.
    """

    industries: tuple[str, ...] = (
        "64", "65", "71", "72", "73", "74", "75", "80", "81", "82", "86", "87", "88", "89", "90",
    )  # fmt: skip


class PaceKind(StrEnum):
    """Shapes of the pace curve (序时进度)."""

    LINEAR = "linear"
    TABLE = "table"
    SEASONAL = "seasonal"


@frozen(kw_only=True)
class PaceProfile:
    """How much of a year's target is due by the end of each month (序时进度).

    Attributes:
        kind: ``linear`` is month ÷ 12; ``table`` takes *table*; ``seasonal`` takes *table* as the
            weight of each month alone, such as an earlier year's monthly amounts.
        table: month → percentage points of the year due by its end, or the month's weight.
        slow_band: points behind the pace beyond which a project is slow.
    """

    kind: PaceKind = PaceKind.LINEAR
    table: Mapping[int, Points] = field(factory=dict)
    slow_band: Points = Points.of(10)

    def due(self, month: int) -> Points | None:
        """Return the points of the year due by the end of *month*; None where the table is silent."""
        if self.kind is PaceKind.LINEAR:
            return Points(Fraction(month * 100, 12))
        if self.kind is PaceKind.SEASONAL:
            whole = sum(weight.number for weight in self.table.values())
            so_far = sum(weight.number for end, weight in self.table.items() if end <= month)
            return Points(Fraction(so_far * 100, whole)) if whole > 0 else None
        return self.table.get(month)


class CadenceUnit(StrEnum):
    """What a supervision recurs by."""

    DAY = "day"
    WEEK = "week"
    TEN_DAYS = "ten-days"
    HALF_MONTH = "half-month"
    MONTH = "month"
    QUARTER = "quarter"


@frozen(kw_only=True)
class Cadence:
    """A supervision that recurs (督导频次), as 周督查、旬调度、月分析."""

    mode: SupervisionMode
    every: CadenceUnit


@frozen(kw_only=True)
class DisplayProfile:
    """How figures are printed.

    Attributes:
        rounding: rule of rounding, applied once, from the exact value.
        money_places: decimals of 亿元 in prose.
        rate_places: decimals of ％ in prose.
        percent_sign: ``％`` or ``%``.
        month_dash: between months, as in 1—2月.
        add_up: whether printed parts of a partition are made to add up to the printed total.
        annex_rows: most rows an annex table of the Word report shows.
    """

    rounding: RoundingPolicy = RoundingPolicy.HALF_UP
    money_places: int = 2
    rate_places: int = 2
    percent_sign: str = "％"
    month_dash: str = "—"
    add_up: bool = False
    annex_rows: int = 60


DEFAULT_CADENCES = (
    Cadence(mode=SupervisionMode.WEEKLY_INSPECTION, every=CadenceUnit.WEEK),
    Cadence(mode=SupervisionMode.TEN_DAY_DISPATCH, every=CadenceUnit.TEN_DAYS),
    Cadence(mode=SupervisionMode.MONTHLY_ANALYSIS, every=CadenceUnit.MONTH),
)


@frozen(kw_only=True)
class Profile:
    """All that may differ from county to county (县区配置).

    Attributes:
        name: what the profile is called on the command line.
        label: Chinese name.
        unit: unit of money columns that name none and whose sheet names none.
        entry: entry thresholds and papers.
        services: industry set.
        pace: pace curve and slow band.
        cadences: supervision that is due.
        starts_batch: the concentrated start to report; None: the latest of the period.
        display: rounding and signs.
        aliases: other name of a project → its name in 项目台账.
        judgement: lights, thresholds of the diagnosis, chances of entry.
    """

    name: str = "default"
    label: str = "通用"
    unit: Unit = Unit.WAN
    entry: EntryProfile = EntryProfile()
    services: ServicesProfile = ServicesProfile()
    pace: PaceProfile = PaceProfile()
    cadences: tuple[Cadence, ...] = DEFAULT_CADENCES
    starts_batch: str | None = None
    display: DisplayProfile = DisplayProfile()
    aliases: Mapping[str, str] = field(factory=dict)
    judgement: JudgementRules = field(factory=JudgementRules)
