"""GDP and fixed-asset investment: targets, what is expected, what was completed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import compress
from operator import attrgetter, not_
from typing import Any, TypeVar

from attrs import evolve, frozen

from investtrack.metrics.figure import Breakdown, ContributionColumn, Figure, Kind, SameKeys
from investtrack.metrics.figures.month_of_data import RatioToDate, common_month
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.measures import IN_PERIOD, LATEST, Measure, ytd_measure
from investtrack.metrics.rules import (
    Definition,
    Difference,
    FigureLookup,
    Outcome,
    Part,
    Ratio,
    Rule,
    Sum,
    Total,
    grown,
    measured,
    none_stated,
    present,
    rate_of,
)
from investtrack.metrics.selection import Selection
from investtrack.metrics.selections import (
    entered_before_period,
    entering_by_period_end,
    entering_in_period,
    in_library_before_period,
    in_library_now,
)
from investtrack.metrics.target_rows import (
    ANNUAL,
    ASSIGNED,
    COUNTY_ONLY,
    OWN_FIRST,
    find_target,
    names_alike,
    rank_of,
    tiled,
)
from investtrack.model.project import Project
from investtrack.model.series import Series, latest
from investtrack.model.target import AssignedBy, Indicator, Target
from investtrack.values.amount import Amount, plain
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points
from investtrack.values.rounding import round_decimal


Taken = TypeVar("Taken")

NO_GROWTH = "没有填报增速，也没有上年同期数"


@frozen(eq=False)
class Stated(Rule):
    """What a row of 目标任务 states, from the first of *levels* that states it.

    Attributes:
        indicator, attribute, label: what is stated, and the name of its column.
        levels: who may have set it, the first first.
        of_year: whether the row of the whole year is meant.
        labelled: whether the figure notes that its growth was stated, and on which basis.
        otherwise: the rule that gives the figure where nothing is stated.
    """

    indicator: Indicator
    attribute: str
    label: str
    levels: Sequence[AssignedBy | None]
    of_year: bool = False
    labelled: bool = False
    otherwise: Rule | None = None

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Find it."""
        period = Period.full_year(view.period.year) if self.of_year else view.period.to_date
        found = find_target(view, self.indicator, self.attribute, self.levels, period)
        if found is None:
            rows = tiled(view, self.indicator, self.attribute, self.levels, period)
            if rows:
                return self._made_up(figure, rows)
            if self.otherwise:
                return self.otherwise.compute(figure, view, lookup)
            who = "、".join(level.value for level in self.levels if level)
            raise AbsentError(
                f"“目标任务”表没有{self.indicator.value}{period.label}的“{self.label}”（{who}）{self._unsigned(view, period)}{names_alike(view, self.indicator)}"
            )
        value = getattr(found, self.attribute)
        column = ContributionColumn(figure, (found,), (value,), SameKeys((self.attribute,)))
        basis = f"（{found.basis.value}）" if found.basis else ""
        return Outcome(value, (column,), note=f"台账填报增速{basis}" if self.labelled else "")

    def _unsigned(self, view: LedgerView, period: Period) -> str:
        is_there = find_target(view, self.indicator, self.attribute, (None,), period)
        return "，有一行没有写下达层级" if is_there else ""

    def _made_up(self, figure: str, rows: Sequence[Target]) -> Outcome:
        """Return what the quarters' rows make up: their sum, or the cumulated one."""
        values = tuple(getattr(row, self.attribute) for row in rows)
        column = ContributionColumn(figure, tuple(rows), values, SameKeys((self.attribute,)))
        if len(rows) == 1:
            note = f"取{rows[0].period.name}一行，各季度的数是从1月累计的"  # type: ignore[union-attr]
            return Outcome(values[0], (column,), note=note)
        names = "、".join(row.period.name for row in rows if row.period)
        return Outcome(Amount.total(values), (column,), note=f"由{names}各自的数相加")


@frozen(eq=False)
class StatedRank(Rule):
    """The rank of an indicator as the level above published it; never computed within one county."""

    indicator: Indicator

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Find it."""
        found = find_target(view, self.indicator, "rank", OWN_FIRST, view.period.to_date)
        found = found or find_target(view, self.indicator, "rank", OWN_FIRST, view.period)
        if found is None or found.rank is None:
            raise AbsentError(f"“目标任务”表没有{self.indicator.value}{view.period.label}的“位次”")
        number = rank_of(found.rank)
        if number is None:
            raise AbsentError(f"“目标任务”表的位次“{found.rank}”读不出名次")
        column = ContributionColumn(figure, (found,), (number,), SameKeys(("rank",)))
        return Outcome(number, (column,))


@frozen(eq=False)
class StandIn(Rule):
    """Another figure in place of what is not stated; the figure says so."""

    id: str
    note: str
    absence: str

    def compute(self, _: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
        """Take it."""
        found = lookup(self.id)
        if found.value is None:
            raise AbsentError(f"{self.absence}；{found.reason}")
        return Outcome(found.value, found.sections, found.missing, note=self.note)


@frozen(eq=False)
class GrowthOnBase(Rule):
    """Growth of a figure over 上年同期 of 目标任务, labelled as computed and on which basis.

    Attributes:
        current: id of the figure.
        of_actual: whether it is what was completed, of the same months as the base or not comparable.
    """

    current: str
    of_actual: bool

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Compute it."""
        period = view.period.to_date
        based = find_target(view, Indicator.INVESTMENT, "base", OWN_FIRST, period)
        rows = (based,) if based else tiled(view, Indicator.INVESTMENT, "base", OWN_FIRST, period)
        if not rows:
            raise AbsentError(NO_GROWTH)
        if self.of_actual:
            _same_months(view, lookup(self.current))
        named = rows[-1].basis
        basis = named.value if named else "未注明口径"
        note = f"按{'完成' if self.of_actual else '目标'}数与上年同期数计算（{basis}）"
        bases = tuple(row.base for row in rows)
        below = ContributionColumn(figure, rows, bases, SameKeys(("base",)))
        (now,) = present(lookup, (self.current,))
        base = Amount.total(bases)  # type: ignore[arg-type]
        outcome = grown(now.value, now.sections, base, below, note)  # type: ignore[arg-type]
        return evolve(outcome, missing=now.missing)


def _same_months(facts: LedgerView, completed: Figure) -> None:
    end = common_month(facts, completed)
    if end is not None and end != facts.period.last_month:
        raise AbsentError(
            f"实际完成只到{end.ytd_label}，上年同期是{facts.period.to_date.name}数，月份不同不可比"
        )


def _due_by(view: LedgerView, done: Figure) -> tuple[Month, Points]:
    """Return the month of the data behind *done*, and the points of the year due by its end."""
    end = common_month(view, done)
    if end is None:
        raise AbsentError("没有实际完成数")
    due = view.due(end)
    if due is None:
        raise AbsentError(f"县区配置的序时进度表没有{end.month}月")
    return end, due


@frozen(eq=False)
class PaceGapOfRate(Rule):
    """Pace due by the month of the data − a rate of the year's plan, in points; positive is behind."""

    rate: str

    def compute(self, _: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Compute it."""
        (rate,) = present(lookup, (self.rate,))
        end, due = _due_by(view, rate)
        value: Any = rate.value
        note = f"{end.ytd_label}应完成全年目标的{_short(due.number)}％"
        return Outcome(
            Points(due.number - value.in_percent), rate.sections, rate.missing, note=note
        )


@frozen(eq=False)
class TotalOfParts(Rule):
    """The sum of a measure over each of several selections; those after the first may be absent.

    Attributes:
        parts: selections, each with what is added up of it.
    """

    parts: tuple[tuple[Selection, Measure], ...]

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """Its selections and measures."""
        for selection, measure in self.parts:
            yield selection.of, selection
            yield selection.of, measure

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Add up; a part of which no record states its number lacks them all."""
        sections: list[ContributionColumn] = []
        missing, reason = 0, ""
        for selection, measure in _parts_of(view, self.parts):
            try:
                undecided = view.select(selection).undecided
            except AbsentError as absent:
                if selection is self.parts[0][0]:
                    raise
                reason = reason or str(absent)
                continue
            column, lacking = measured(figure, view, selection, measure)
            if lacking and not column.records:
                reason = reason or none_stated(lacking, measure)
            sections.append(column)
            missing += lacking + undecided
        if reason and not any(column.records for column in sections):
            raise AbsentError(reason)
        amounts = [amount for column in sections for amount in column.amounts]
        return Outcome(Amount.total(amounts), tuple(sections), missing)  # type: ignore[arg-type]


def _parts_of(
    view: LedgerView, parts: Sequence[tuple[Selection, Taken]]
) -> list[tuple[Selection, Taken]]:
    """Return the *parts* that take anything: some do only where P does not begin in January."""
    begins = view.period.first == 1
    return [each for each in parts if not (each[0].after_january and begins)]


@frozen(eq=False)
class SumToDate(Sum):
    """Figures together, the same for any two periods that end in one month, however they part it.

    Attributes:
        parts: what the whole is of, wherever P begins: selections, each with what is added up of it.
    """

    parts: tuple[tuple[Selection, Measure], ...]

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Add up."""
        if view.period.first == 1:
            return Sum.compute(self, figure, view, lookup)
        totals = [
            Total(selection, measure).compute(figure, view, lookup)
            for selection, measure in self.parts
        ]
        value = Amount.total(total.value for total in totals)  # type: ignore[misc]
        sections = tuple(column for total in totals for column in total.sections)
        return Outcome(value, sections, sum(total.missing for total in totals))


Parts = tuple[tuple[Selection, str], ...]
"""Selections, each with the series that is added up month by month."""


@frozen(eq=False)
class TotalByMonth(Rule):
    """The sum of series for each month with data; of *parts* the records are told apart."""

    parts: Parts
    absence: str

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """Its selections."""
        return ((selection.of, selection) for selection, _ in self.parts)

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Add up each month."""
        totals: dict[Month, Amount] = {}
        sections: list[ContributionColumn] = []
        lacking, year = 0, view.period.year
        undecided: dict[Selection, int] = {}  # those of one selection that narrow it have the same
        for selection, series in _parts_of(view, self.parts):
            selected = view.select(selection)
            undecided[selection.among or selection] = selected.undecided
            held = list(map(attrgetter(series), selected.records))
            lacking += sum(map(not_, held))
            for end, records, amounts in _by_month(selected.records, held):
                if end.year != year:
                    continue
                totals[end] = Amount.total([totals.get(end, Amount.total(())), *amounts])
                sections.append(_month_section(figure, end, records, amounts, series))
        if not totals:
            raise AbsentError(self.absence)
        sections.sort(key=lambda section: (section.groups or ("",))[0])
        value = {end.ytd_label: totals[end] for end in sorted(totals)}
        return Outcome(value, tuple(sections), lacking + sum(undecided.values()))


def _by_month(
    records: Sequence[object], held: Sequence[Series]
) -> Iterator[tuple[Month, list[object], list[Amount]]]:
    """Yield each month, ascending, with the records whose series states it and what it states, in their order."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for place, series in enumerate(held):
        if series:
            groups.setdefault(tuple([end.ordinal for end, _ in series]), []).append(place)
    columns: dict[Month, list[tuple[list[int], list[Amount]]]] = {}
    for places in groups.values():
        for column in zip(*[held[place] for place in places], strict=True):
            columns.setdefault(column[0][0], []).append((places, [amount for _, amount in column]))
    for end in sorted(columns):
        (places, amounts), *others = columns[end]
        if others:
            stated = dict(zip(places, amounts, strict=True))
            for further in others:
                stated.update(zip(*further, strict=True))
            places = sorted(stated)
            amounts = [stated[place] for place in places]
        yield end, [records[place] for place in places], amounts


def _month_section(
    figure: str, end: Month, records: list[object], amounts: list[Amount], series: str
) -> ContributionColumn:
    return ContributionColumn(
        figure, records, amounts, SameKeys((f"{series}.{end}",)), (end.ytd_label,) * len(records)
    )


@frozen(eq=False)
class LatestByMonth(Rule):
    """For each month with data up to t: the sum of each record's latest actual not later than that month.

    The same rule as at t: a project that has not reported a month stands at what it last reported, so
    that the county's series does not fall because few have reported the newest month.
    """

    selection: Selection

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """Its selection."""
        yield self.selection.of, self.selection

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Add up each month."""
        selected = view.select(self.selection)
        projects, year = selected.records, view.period.year
        ends = sorted({
            end for p in projects for end, _ in p.actual if end.year == year and end <= view.newest_month
        })  # fmt: skip
        if not ends:
            raise AbsentError("没有实际完成数")
        sections = tuple(_stand(figure, end, projects) for end in ends)
        value = {
            end.ytd_label: Amount.total(section.amounts)  # type: ignore[arg-type]
            for end, section in zip(ends, sections, strict=True)
        }
        last = ends[-1]  # nothing newer stands to t
        newest = [found[0] for p in projects if (found := view.actual_ytd(p))]
        behind = sum(end != last for end in newest)
        note = f"{behind}个项目没有填{ends[-1].ytd_label}，按其最近一期计" if behind else ""
        missing = selected.undecided + len(projects) - len(newest)
        return Outcome(value, sections, missing, note=note)


def _stand(figure: str, end: Month, projects: Sequence[Any]) -> ContributionColumn:
    """Return what each of *projects* had last reported by *end*."""
    stands = [latest(p.actual, end) for p in projects]
    amounts = [found[1] for found in stands if found]

    def keys(project: Project) -> tuple[str, ...]:
        found = latest(project.actual, end)
        return (f"actual.{found[0]}",) if found else ()

    return ContributionColumn(
        figure, list(compress(projects, stands)), amounts, keys, (end.ytd_label,) * len(amounts)
    )


@frozen(eq=False)
class PaceGap(Rule):
    """Pace due by the month of the data − done ÷ the year's, in points; positive is behind.

    Attributes:
        done, year: ids of what was done, and of what the year is to bring.
        absence: the sentence that says that the year is to bring nothing.
    """

    done: str
    year: str
    absence: str

    def compute(self, _: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Compute it."""
        done, annual = present(lookup, (self.done, self.year))
        end, due = _due_by(view, done)
        share = rate_of(done.value, annual.value, self.absence)  # type: ignore[arg-type]
        note = f"{end.ytd_label}应完成全年目标的{_short(due.number)}％"
        sections = done.sections + annual.sections
        return Outcome(Points(due.number - share.in_percent), sections, done.missing, note=note)


def _short(number: Fraction) -> str:
    return plain(round_decimal(number, 2))


_PLANNED = ytd_measure("planned", "本期末月累计计划完成投资")
_CONTRIBUTION = ytd_measure("contribution", "本期末月累计预计贡献投资")
_I = Indicator.INVESTMENT
_G = Indicator.GDP

DEFINITIONS = (
    Definition(
        id="gdp.year.growth_target", title="全年地区生产总值增长目标", kind=Kind.RATE,
        words="目标任务表填报的全年同比增速目标（不变价），县、市、省、国家依次取第一个填报的",
        rule=Stated(_G, "growth", "同比增速", OWN_FIRST, of_year=True),
    ),
    Definition(
        id="gdp.period.target", title="本期地区生产总值目标", kind=Kind.MONEY,
        words="目标任务表填报的本期目标值（现价），县、市、省、国家依次取第一个填报的",
        rule=Stated(_G, "amount", "目标值", OWN_FIRST),
    ),
    Definition(
        id="gdp.period.growth_target", title="本期地区生产总值增长目标", kind=Kind.RATE,
        words="目标任务表填报的本期同比增速目标（不变价），不由两期现价总量推算",
        rule=Stated(_G, "growth", "同比增速", OWN_FIRST),
    ),
    Definition(
        id="gdp.period.actual", title="本期地区生产总值实际完成", kind=Kind.MONEY,
        words="目标任务表填报的本期实际完成（现价）", rule=Stated(_G, "actual", "实际完成", OWN_FIRST),
    ),
    Definition(
        id="gdp.period.growth", title="本期地区生产总值实际增速", kind=Kind.RATE,
        words="目标任务表填报的本期实际增速（不变价），不由两期现价总量推算",
        rule=Stated(_G, "actual_growth", "实际增速", OWN_FIRST),
    ),
    Definition(
        id="rank.gdp", title="地区生产总值位次", kind=Kind.COUNT, counted_in="位",
        words="目标任务表填报的本期位次（上级公布），县、市、省、国家依次取第一个填报的；不由台账计算", rule=StatedRank(_G),
    ),
    Definition(
        id="rank.fai", title="固定资产投资位次", kind=Kind.COUNT, counted_in="位",
        words="目标任务表填报的本期位次（上级公布），县、市、省、国家依次取第一个填报的；不由台账计算", rule=StatedRank(_I),
    ),
    Definition(
        id="fai.year.target", title="全年固定资产投资目标", kind=Kind.MONEY,
        words="目标任务表填报的全年固定资产投资目标值，市、省、县依次取第一个填报的",
        rule=Stated(_I, "amount", "目标值", ANNUAL, of_year=True),
    ),
    Definition(
        id="fai.period.assigned", title="上级下达本期固定资产投资目标", kind=Kind.MONEY,
        words="目标任务表中市级下达的本期目标值；市级没有的取省级", rule=Stated(_I, "amount", "目标值", ASSIGNED),
    ),
    Definition(
        id="fai.period.planned", title="本期固定资产投资工作目标", kind=Kind.MONEY,
        words="目标任务表中县级自定的本期目标值；没有的取本期预计完成数并注明",
        rule=Stated(
            _I, "amount", "目标值", COUNTY_ONLY,
            otherwise=StandIn(
                "fai.period.expected", "县级未另定工作目标，取在库与新增入库项目预计完成数", "县级未下达工作目标"
            ),
        ),
    ),
    Definition(
        id="fai.period.growth_planned", title="本期固定资产投资工作目标增速", kind=Kind.RATE,
        words="填报的同比增速；没有填报的，工作目标÷上年同期−1，并注明是计算数及口径；上年同期缺失或为零时没有增速",

        # Growth stated for the assigned target is not the growth of the county's own.
        rule=Stated(
            _I, "growth", "同比增速", (AssignedBy.COUNTY, None), labelled=True,
            otherwise=GrowthOnBase("fai.period.planned", of_actual=False),
        ),
    ),
    Definition(
        id="fai.in_library.expected", title="在库项目预计完成投资", kind=Kind.MONEY,
        words="年初在库的项目到本期末月的累计计划完成投资，与本年入库、在本期之前的项目按入库计划到本期末月的累计预计贡献投资之和",
        rule=TotalOfParts(((in_library_before_period, _PLANNED), (entered_before_period, _CONTRIBUTION))),
        breakdown=Breakdown.PARTITION, whole="fai.period.expected",
    ),
    Definition(
        id="fai.new_entry.expected", title="新增入库项目预计贡献投资", kind=Kind.MONEY,
        words="年初至本期末计划入库、或本期内已入库的项目，到本期末月的累计预计贡献投资之和；已计入在库的不重复计算",
        rule=Total(entering_in_period, _CONTRIBUTION),
        breakdown=Breakdown.PARTITION, whole="fai.period.expected",
    ),
    Definition(
        id="fai.period.expected", title="本期预计完成固定资产投资", kind=Kind.MONEY,
        words="在库项目预计完成＋新增入库项目预计贡献，从1月累计到本期末月",
        rule=SumToDate(
            ("fai.in_library.expected", "fai.new_entry.expected"),
            ((in_library_before_period, _PLANNED), (entering_by_period_end, _CONTRIBUTION)),
        ),
    ),
    Definition(
        id="fai.plan.ytd", title="分月累计计划完成投资", kind=Kind.SERIES,
        words="逐月：在库项目累计计划＋新增入库项目累计预计贡献；本期末月等于本期预计完成",
        rule=TotalByMonth(
            (
                (in_library_before_period, "planned"), (entered_before_period, "contribution"),
                (entering_in_period, "contribution"),
            ),
            "项目台账和入库计划都没有分月计划"
        ),
    ),
    Definition(
        id="fai.actual.ytd", title="分月累计完成投资", kind=Kind.SERIES,
        words="逐月：在库项目各自不晚于该月的最近一期累计完成投资之和，到截止月份为止", rule=LatestByMonth(in_library_now),
    ),
    Definition(
        id="fai.excess", title="预计超额（缺口）", kind=Kind.MONEY,
        words="本期预计完成−上级下达目标；负数为缺口", rule=Difference("fai.period.expected", "fai.period.assigned"),
    ),
    Definition(
        id="fai.excess_rate", title="预计超额（缺口）比例", kind=Kind.RATE,
        words="预计超额（缺口）÷上级下达目标", rule=Ratio("fai.excess", "fai.period.assigned"),
    ),
    Definition(
        id="fai.period.completed", title="累计完成固定资产投资", kind=Kind.MONEY,
        words="截至截止日期在库的项目，各自不晚于截止月份的最近一期累计完成投资之和",
        rule=Total(in_library_now, LATEST, ("actual", "“项目台账”没有“1—m月完成投资”列")),
    ),
    Definition(
        id="fai.period.excess", title="完成超额（缺口）", kind=Kind.MONEY,
        words="累计完成−上级下达目标；负数为缺口", rule=Difference("fai.period.completed", "fai.period.assigned"),
    ),
    Definition(
        id="fai.in_period.completed", title="本期内完成固定资产投资", kind=Kind.MONEY,
        words="截至截止日期在库的项目，本期末月累计完成投资−本期首月之前的累计完成投资；从1月起的报告期即累计数；缺其中一期的不计，另记缺数",
        rule=Total(in_library_now, IN_PERIOD, ("actual", "“项目台账”没有“1—m月完成投资”列")),
    ),
    Definition(
        id="fai.period.growth", title="累计完成固定资产投资增速", kind=Kind.RATE,
        words="填报的实际增速；没有填报的，累计完成÷上年同期−1，并注明是计算数及口径；月份不同不可比",

        rule=Stated(
            _I, "actual_growth", "实际增速", OWN_FIRST, labelled=True,
            otherwise=GrowthOnBase("fai.period.completed", of_actual=True),
        ),
    ),
    Definition(
        id="fai.completion_rate", title="本期工作目标完成率", kind=Kind.RATE,
        words="累计完成÷本期工作目标；月份不同不可比", rule=RatioToDate("fai.period.completed", "fai.period.planned"),
    ),
    Definition(
        id="fai.pace.gap", title="落后序时进度", kind=Kind.POINTS,
        words="县区配置的序时进度（截至实际数所到月份）−累计完成÷全年目标，单位为百分点；负数为超前",
        rule=PaceGap("fai.period.completed", "fai.year.target", "全年目标为零"),
    ),
)  # fmt: skip
