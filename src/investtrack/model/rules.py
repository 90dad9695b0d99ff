"""A county's rules of judgement: traffic lights, thresholds of the diagnosis, chances of entry. Data, never code."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from investtrack.model.entry import EntryStatus
from investtrack.model.made_in_code import demand_limits
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate


class Colour(StrEnum):
    """Colours of a light (亮灯), best first; GREY: nothing can be said.

    Counties use three or four. Blue stands for the best where a county has no green (金乡), and
    between green and yellow where it has four colours (红黄蓝绿).
    """

    GREEN = "绿"
    BLUE = "蓝"
    GREY = "灰"
    YELLOW = "黄"
    RED = "红"

    @property
    def severity(self) -> int:
        """How bad, from 0. Grey is worse than good, since what is unknown is not in order."""
        return _SEVERITY[self]

    @property
    def label(self) -> str:
        """The Chinese word: 绿灯."""
        return f"{self.value}灯"


_SEVERITY = {colour: rank for rank, colour in enumerate(Colour)}


class Dimension(StrEnum):
    """What a light judges."""

    START = "start"
    PROGRESS = "progress"
    PAYMENT = "payment"
    ENTRY = "entry"
    ISSUE = "issue"
    RESUMPTION = "resumption"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _DIMENSIONS[self]


_DIMENSIONS = {
    Dimension.START: "开工",
    Dimension.PROGRESS: "进度",
    Dimension.PAYMENT: "支付",
    Dimension.ENTRY: "入库",
    Dimension.ISSUE: "问题",
    Dimension.RESUMPTION: "复工",
}


class LightMeasure(StrEnum):
    """What bands are laid on. A higher number is worse, save where :attr:`lower_is_worse`."""

    START_MISSED = "start.months_missed"
    PROGRESS_BEHIND = "progress.points_behind"
    PROGRESS_SHORT = "progress.shortfall_of_pace"
    PROGRESS_MONTH = "progress.month_share"
    PROGRESS_MISSES = "progress.consecutive_misses"
    PAYMENT_BEHIND = "payment.points_behind"
    ENTRY_SINCE_START = "entry.months_since_start"
    ENTRY_OVERDUE = "entry.months_overdue"
    ISSUE_OVERDUE = "issue.days_overdue"
    RESUMPTION_OVERDUE = "resumption.days_overdue"
    STOPPED = "stop.days"

    @property
    def dimension(self) -> Dimension:
        """What it serves."""
        head = self.value.partition(".")[0]
        return Dimension.RESUMPTION if head == "stop" else Dimension(head)

    @property
    def lower_is_worse(self) -> bool:
        """Whether a lower number is worse."""
        return self is LightMeasure.PROGRESS_MONTH

    @property
    def serves_county(self) -> bool:
        """Whether it can be taken of the county as a whole."""
        return self in {
            LightMeasure.PROGRESS_BEHIND,
            LightMeasure.PROGRESS_MONTH,
            LightMeasure.PROGRESS_MISSES,
        }

    @property
    def unit(self) -> str:
        """The Chinese unit of its numbers."""
        return _UNITS[self]


_UNITS = {
    LightMeasure.START_MISSED: "个月",
    LightMeasure.PROGRESS_BEHIND: "个百分点",
    LightMeasure.PROGRESS_SHORT: "％",
    LightMeasure.PROGRESS_MONTH: "％",
    LightMeasure.PROGRESS_MISSES: "个月",
    LightMeasure.PAYMENT_BEHIND: "个百分点",
    LightMeasure.ENTRY_SINCE_START: "个月",
    LightMeasure.ENTRY_OVERDUE: "个月",
    LightMeasure.ISSUE_OVERDUE: "天",
    LightMeasure.RESUMPTION_OVERDUE: "天",
    LightMeasure.STOPPED: "天",
}


@frozen(kw_only=True)
class Band:
    """One band of a measure: a colour from an edge on, toward the worse.

    The first band of a rule has no edge. Every other has one: ``at_least`` or ``over`` where higher
    is worse, ``at_most`` or ``below`` where lower is. Edges are in the measure's own unit.

    Attributes:
        colour: the colour it gives.
        label: what the county calls it, such as 黄牌; empty: the colour's own word.
        at_least: smallest number in the band.
        over: the number beyond which the band begins.
        at_most: largest number in the band.
        below: the number under which the band begins.
        edge: name and number of its edge; None for the band of what is in order.
    """

    colour: Colour
    label: str = ""
    at_least: Points | None = None
    over: Points | None = None
    at_most: Points | None = None
    below: Points | None = None

    edge: tuple[str, Fraction] | None = field(init=False, eq=False, repr=False)

    @edge.default
    def _edge(self) -> tuple[str, Fraction] | None:
        names = ("at_least", "over", "at_most", "below")
        edges = [(n, edge.number) for n in names if (edge := getattr(self, n)) is not None]
        if len(edges) > 1:
            raise ValueError("一个区间只写一个边界：at_least、over、at_most、below 之一")
        return next(iter(edges), None)

    def __attrs_post_init__(self) -> None:
        if self.colour is Colour.GREY:
            raise ValueError("区间不能是灰灯：灰灯只表示无法判定")

    @property
    def word(self) -> str:
        """What it is called."""
        return self.label or self.colour.label

    def holds(self, number: Fraction) -> bool:
        """Whether *number* lies in the band or beyond it."""
        if self.edge is None:
            return True
        name, edge = self.edge
        # In whole numbers: fractions compare by way of much that is of no use here.
        own = number.numerator * edge.denominator
        other = edge.numerator * number.denominator
        if name == "at_least":
            return own >= other
        if name == "over":
            return own > other
        return own <= other if name == "at_most" else own < other


@frozen(kw_only=True)
class LightRule:
    """A light by bands on one measure (亮灯规则). Bands go from best to worst and never turn back.

    Attributes:
        measure: what is measured; it names the dimension.
        bands: the first holds wherever no later one does.
        county: whether the county as a whole is judged, not its projects.
        year_plan_from: smallest annual plan it serves, included; None: every project.
        needed: whether a grey light here keeps a project from being in order as a whole.
    """

    measure: LightMeasure
    bands: tuple[Band, ...]
    county: bool = False
    year_plan_from: Amount | None = None
    needed: bool = True

    def __attrs_post_init__(self) -> None:
        if not self.bands or self.bands[0].edge is not None:
            raise ValueError("第一个区间不写边界，表示正常")
        allowed = ("at_most", "below") if self.measure.lower_is_worse else ("at_least", "over")
        last: tuple[Fraction, int] | None = None
        for before, band in zip(self.bands, self.bands[1:], strict=False):
            if band.edge is None or band.edge[0] not in allowed:
                raise ValueError(f"{self.measure} 的区间要写 {'、'.join(allowed)} 之一")
            if band.colour.severity <= before.colour.severity:
                raise ValueError("区间要由好到差排列，颜色一个比一个重")
            name, number = band.edge
            place = (-number if self.measure.lower_is_worse else number, name in {"over", "below"})
            if last is not None and place <= last:
                raise ValueError("区间的边界要由好到差排列")
            last = place
        if self.county and not self.measure.serves_county:
            raise ValueError(f"{self.measure} 不能用于全县")

    def band(self, number: Fraction) -> Band:
        """Return the worst band that holds of *number*; monotone by construction."""
        for band in self.bands[:0:-1]:
            if band.holds(number):
                return band
        return self.bands[0]


@frozen(kw_only=True)
class Thresholds:
    """From where on a figure is worth a conclusion (研判阈值).

    Attributes:
        behind: points behind the pace beyond which the county is said to be behind.
        coverage: coverage of the year's need by reportable stock below which stock is thin.
        entries: number of planned entries below which they are few.
        majors: number of large ones below which those are few.
        top_share: share of the largest planned entry from which it is said to weigh too much.
        hhi: Herfindahl–Hirschman index (0 to 1) from which investment is concentrated; 0.25 is the
            edge of “highly concentrated” in the 2010 US merger guidelines.
        industry_share: share of one industry in the stock from which the structure is one-sided.
        real_estate_share: share of real estate in the remainder from which that is said.
        major_share: share of provincial and city major projects in the stock below which that is said.
        leader_projects: projects beyond which a leader's load is heavy.
        payment: points by which payment of government money lags behind spending it evenly in the six months after its
            allotment, beyond which that is said (天津 2022: red beyond 30).
        arrival: points by which money arrives more slowly than the work goes on, beyond which that is said.
        visit_days: days without a visit beyond which that is said.
        names: most names a sentence lists.

    Source: where no document stands beside a number, none is published: it is this library's own rule of thumb, for a county to replace.
    """

    behind: Points = Points.of(0)
    coverage: Rate = Rate.percent(120)
    entries: int = 5
    majors: int = 3
    top_share: Rate = Rate.percent(30)
    hhi: Rate = Rate.percent(25)
    industry_share: Rate = Rate.percent(50)
    real_estate_share: Rate = Rate.percent(50)
    major_share: Rate = Rate.percent(20)
    leader_projects: int = 12
    payment: Points = Points.of(30)
    arrival: Points = Points.of(30)
    visit_days: int = 30
    names: int = 3

    def __attrs_post_init__(self) -> None:
        """Refuse shares beyond the whole and counts below none."""
        share, count = (Rate.percent(0), Rate.percent(100)), (0, 100_000)
        demand_limits(
            self,
            {
                **dict.fromkeys(("behind", "payment", "arrival"), (Points.of(0), Points.of(100))),
                "coverage": (Rate.percent(0), Rate.percent(10_000)),
                **dict.fromkeys(
                    ("top_share", "hhi", "industry_share", "real_estate_share", "major_share"),
                    share,
                ),
                **dict.fromkeys(
                    ("entries", "majors", "leader_projects", "visit_days", "names"), count
                ),
            },
        )


DEFAULT_CHANCES: Mapping[EntryStatus, Rate] = {
    status: Rate.percent(percent)
    for status, percent in (
        (EntryStatus.ENTERED, 100), (EntryStatus.NATION_REVIEW, 95),
        (EntryStatus.PROVINCE_REVIEW, 90), (EntryStatus.CITY_REVIEW, 85),
        (EntryStatus.SUBMITTED, 80), (EntryStatus.COLLECTING, 50), (EntryStatus.STARTED, 40),
        (EntryStatus.RETURNED, 20), (EntryStatus.PREPARING, 20), (EntryStatus.PLANNING, 10),
    )
}  # fmt: skip
"""Rough chances, calibrated on nothing: a county replaces them by what it has seen."""


@frozen(kw_only=True)
class Chances:
    """The chance that a planned entry enters within the period (入库概率).

    Attributes:
        by_status: status → chance; what it leaves out takes *unknown*.
        by_project: code or name → chance; it comes first.
        unknown: chance of an entry without a status.

    Source: none; the presets are rough and calibrated on nothing. A county replaces them by what it has seen.
    """

    by_status: Mapping[EntryStatus, Rate] = field(factory=lambda: dict(DEFAULT_CHANCES))
    by_project: Mapping[str, Rate] = field(factory=dict)
    unknown: Rate = Rate.percent(50)

    def __attrs_post_init__(self) -> None:
        rates = (*self.by_status.values(), *self.by_project.values(), self.unknown)
        if any(not 0 <= rate.fraction <= 1 for rate in rates):
            raise ValueError("by_status、by_project、unknown：概率在 0 和 1 之间")


@frozen(kw_only=True)
class JudgementRules:
    """How figures are judged (研判规则).

    Attributes:
        rule_set: a shipped set of lights: general, yinchuan, sanya, xinhuang, jinxiang.
        lights: the county's own rules; where there are any, the shipped set is not used.
        thresholds: from where on a figure is worth a conclusion.
        chances: chances of entry.
    """

    rule_set: str = "general"
    lights: tuple[LightRule, ...] = ()
    thresholds: Thresholds = Thresholds()
    chances: Chances = field(factory=Chances)
