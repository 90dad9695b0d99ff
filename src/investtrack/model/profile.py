"""A county's profile: thresholds, paper rules, pace, cadence, wording. Data, never code."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs
from attrs import evolve, field, frozen

from investtrack.errors import ProfileError
from investtrack.findings import Grade
from investtrack.model.activity import SupervisionMode
from investtrack.model.assumptions import Assumptions
from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.entry import EntryKind, PaperRule
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.ledger import SHEETS, Sheet
from investtrack.model.made_in_code import demand_limits
from investtrack.model.report_layout import ReportLayout
from investtrack.model.rules import JudgementRules
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.dates import YEARS
from investtrack.values.period import MONTHS, month
from investtrack.values.period_spelling import period_at_start
from investtrack.values.rate import Points
from investtrack.values.rounding import RoundingPolicy
from investtrack.values.text_width import folded
from investtrack.values.units import split_unit


_WHOLE_YEAR = 100


def _a(kind: type) -> Callable[[object, Any, Any], None]:
    """Return what refuses a value that is not of *kind*: a text in an enum's place would be compared in vain."""

    def check(_: object, attribute: attrs.Attribute[object], value: object) -> None:
        if not isinstance(value, kind):
            raise TypeError(f"{attribute.name} is a {kind.__name__}, not {value!r}")

    return check


_INDUSTRY = re.compile(r"[0-9]{1,4}")
_DASH = re.compile(r"[^\w\s]{1,2}")


@frozen(kw_only=True)
class EntryProfile:
    """Entry into the library.

    Attributes:
        threshold: smallest total investment of entry.* figures (入库起点), included. 500万元 since
            2011 (固定资产投资统计报表制度).
        major_threshold: smallest total investment of entry.major.* figures, included.
        rules: which papers an entry needs; the first that fits decides. None fits: every paper the
            ledger lists.

    Source: 500万元 is the threshold of 固定资产投资统计报表制度; 5000万元 is that from which the same system counts a project
    as a large one. Papers differ from province to province: none is preset.
    """

    threshold: Amount = field(default=Amount.of(500, Unit.WAN), validator=_a(Amount))
    major_threshold: Amount = field(default=Amount.of(5000, Unit.WAN), validator=_a(Amount))
    rules: tuple[PaperRule, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse thresholds beyond any that a county has: 元 written for 万元, or the two changed about."""
        reversed_ = self.major_threshold < self.threshold
        demand_limits(
            self,
            {
                "threshold": (ZERO, Amount.of(10, Unit.YI)),
                "major_threshold": (ZERO, Amount.of(100, Unit.YI)),
            },
            f"major_threshold：不应小于 threshold（{self.threshold}）" if reversed_ else "",
        )

    def rule_for(self, kind: EntryKind, total: Amount | None, day: date) -> PaperRule | None:
        """Return the first rule that fits, or None."""
        return next((rule for rule in self.rules if rule.fits(kind, total, day)), None)


@frozen(kw_only=True)
class ServicesProfile:
    """Other for-profit services (其他营利性服务业).

    Attributes:
        industries: leading digits of GB/T 4754 codes that count; empty: every code. Two published
            lists differ by 科学研究和技术服务业 (73–75); the default has it.

    Source: 国民经济行业分类 (GB/T 4754—2017) for the codes; the list of 规模以上服务业统计报表制度 for which of them count.
    """

    industries: tuple[str, ...] = (
        "64", "65", "71", "72", "73", "74", "75", "80", "81", "82", "86", "87", "88", "89", "90",
    )  # fmt: skip

    def __attrs_post_init__(self) -> None:
        """Refuse what begins no code of GB/T 4754."""
        if wrong := [code for code in self.industries if not _INDUSTRY.fullmatch(code)]:
            raise ValueError(f"industries：应为行业代码的前1到4位数字，不能是 {'、'.join(wrong)}")


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

    Source: 序时进度 as month ÷ 12 is what counties publish; the band of 10 points is that of 银川市 (2025), from which its yellow light
    begins.
    """

    kind: PaceKind = field(default=PaceKind.LINEAR, validator=_a(PaceKind))
    table: Mapping[int, Points] = field(factory=dict)
    slow_band: Points = field(default=Points.of(10), validator=_a(Points))

    def __attrs_post_init__(self) -> None:
        """Refuse months that are none, and points that are no share of a year."""
        demand_limits(self, {"slow_band": (Points.of(0), Points.of(100))}, *self._faults())

    def _faults(self) -> Iterator[str]:
        for end, points in self.table.items():
            if end not in MONTHS:
                yield f"table.{end}：月份应为1到12"
            elif points.number < 0:
                yield f"table.{end}：不应为负数，不能是 {points}"
            elif self.kind is PaceKind.TABLE and points.number > _WHOLE_YEAR:
                yield f"table.{end}：到月底应完成全年的百分点，不应超过100，不能是 {points}"
        dues = [points.number for _, points in sorted(self.table.items())]
        if self.kind is PaceKind.TABLE and any(a > b for a, b in pairwise(dues)):
            yield "table：各月是年初以来累计的百分点，不应越来越小"
        if self.kind is not PaceKind.LINEAR and not self.table:
            yield f"table：kind = {self.kind} 要写各月的数"

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
    """A supervision that recurs (督导频次), as 周督查、旬调度、月分析.

    Attributes:
        mode: what is done (方式).
        every: once in each of these.
    """

    mode: SupervisionMode = field(validator=_a(SupervisionMode))
    every: CadenceUnit = field(validator=_a(CadenceUnit))


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

    def __attrs_post_init__(self) -> None:
        """Refuse decimals below none, and signs that would be read as numbers."""
        dash, sign = self.month_dash, self.percent_sign
        demand_limits(
            self,
            {"money_places": (0, 8), "rate_places": (0, 8), "annex_rows": (0, 100_000)},
            f"percent_sign：应为 ％ 或 %，不能是 {sign!r}" if sign not in {"％", "%"} else "",
            f"month_dash：应为一两个连接号，不能是 {dash!r}" if not _DASH.fullmatch(dash) else "",
        )


DEFAULT_CADENCES = (
    Cadence(mode=SupervisionMode.WEEKLY_INSPECTION, every=CadenceUnit.WEEK),
    Cadence(mode=SupervisionMode.TEN_DAY_DISPATCH, every=CadenceUnit.TEN_DAYS),
    Cadence(mode=SupervisionMode.MONTHLY_ANALYSIS, every=CadenceUnit.MONTH),
)


@frozen(kw_only=True)
class SheetMapping:
    """What a sheet of an office's own workbook is (表和列的对应), where recognition cannot know.

    The first mapping that names a sheet decides. What it leaves out is recognised as without it.

    Attributes:
        sheet: name of the sheet; ``*`` and ``?`` stand for any characters.
        file: name of the file, with the same wildcards.
        standard: standard sheet that it is read as; None: as recognised.
        skip: whether it is not read.
        header_rows: one-based first and last row of the header, or its one row; empty: as recognised.
        unit: unit of its money columns that name none.
        year: year that its headers and dates without one mean.
        month: month that amounts cumulated from January reach to.
        columns: header, 组›表头, or column as in ``B列`` → what it means: a header of the standard sheet, such
            as 建设阶段 or 2022年1—7月完成投资（万元）, a field key, or 不读.
    """

    sheet: str
    file: str = "*"
    standard: str | None = None
    skip: bool = False
    header_rows: tuple[int, ...] = ()
    unit: Unit | None = None
    year: int | None = None
    month: int | None = None
    columns: Mapping[str, str] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        if faults := list(self._faults()):
            raise ValueError("；".join(faults))

    def _faults(self) -> Iterator[str]:
        records = {sheet.name: sheet.record for sheet in _known_sheets.get()}
        if self.standard is not None and self.standard not in records:
            yield f"standard：没有“{self.standard}”这张标准表，可选：{'、'.join(records)}"
        rows = self.header_rows
        if rows and (rows[2:] or any(row < 1 for row in rows) or rows[0] > rows[-1]):
            yield f"header_rows：应为表头的首行和末行，如 [3, 4]，不能是 {list(rows)}"
        if self.month is not None and self.month not in MONTHS:
            yield f"month：应为1到12，不能是 {self.month}"
        if self.year is not None and self.year not in YEARS:
            yield f"year：应为四位年份，不能是 {self.year}"
        kinds = [records[self.standard]] if self.standard in records else list(records.values())
        for header, meant in self.columns.items():
            if meant != NOT_READ and not any(field_named(kind, meant) for kind in kinds):
                known = (
                    "、".join(c.label for c in columns(kinds[0]))
                    if len(kinds) == 1
                    else "标准台账的表头"
                )
                yield f"columns.{header}：没有“{meant}”这一项，可选：{NOT_READ}、{known}"


_known_sheets: ContextVar[tuple[Sheet, ...]] = ContextVar(
    "sheets that a mapping may name", default=SHEETS
)


@contextmanager
def mapping_to(sheets: tuple[Sheet, ...]) -> Iterator[None]:
    """Let mappings that are made meanwhile name *sheets*: those of the run, where plugins add to the standard ones."""
    token = _known_sheets.set(sheets)
    try:
        yield
    finally:
        _known_sheets.reset(token)


NOT_READ = "不读"
"""What a mapping calls a column that is left out."""
_SERIES_KEY = re.compile(r"([a-z_]+)\.(\d{4})-(0[1-9]|1[0-2])")


def field_named(record: type, meant: str) -> tuple[Column, str] | None:
    """Return the column and field key that a mapping names: by label, header, key, or a series' header or key.

    A series without its months (完成投资) has the key ``actual``: the month is known elsewhere.
    """
    written = folded(meant)
    bare = split_unit(written)[0]
    spelled = period_at_start(written)
    is_to_date = (
        spelled is not None and spelled.first == 1 and spelled.is_possible and not spelled.is_year
    )
    for column in columns(record):
        label = folded(column.label)
        if written in {column.key, label} or bare == split_unit(label)[0]:
            return column, column.key
        if column.kind is not CellKind.SERIES:
            continue
        if (found := _SERIES_KEY.fullmatch(written)) and found[1] == column.key:
            return column, written
        if spelled and spelled.year and is_to_date and bare[spelled.end :] == label:
            return column, f"{column.key}.{month(spelled.year, spelled.last)}"
    return None


@frozen(kw_only=True)
class DatedRules:
    """Rules that hold from a day on (自某日起施行): the sections that a document changes, each whole.

    In TOML a section states only what changes; the rest is as it was the day before.

    Attributes:
        valid_from: the first day they hold, the as-of date of a report; they hold until later ones change them again.
        source: the document that says so (依据), such as its number.
        entry: thresholds and papers from then on; None: as before.
        services: industry set from then on.
        pace: pace curve from then on.
        cadences: supervision that is due from then on.
        judgement: lights, thresholds and chances from then on.
        changes: what of them is new, as paths such as ``entry.threshold``; empty: the sections as a whole.
    """

    valid_from: date
    source: str
    entry: EntryProfile | None = None
    services: ServicesProfile | None = None
    pace: PaceProfile | None = None
    cadences: tuple[Cadence, ...] | None = None
    judgement: JudgementRules | None = None
    changes: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse rules that nobody made, and those that change nothing."""
        if not self.source.strip():
            raise ValueError("source：要写明依据，如文号")
        if not self.sections:
            raise ValueError(f"没有写改了什么，可写：{'、'.join(DATED)}")

    @property
    def sections(self) -> dict[str, Any]:
        """The sections of a profile that it states."""
        stated = {name: getattr(self, name) for name in DATED}
        return {name: section for name, section in stated.items() if section is not None}


DATED = ("entry", "services", "pace", "cadences", "judgement")
"""The sections of a profile whose rules may change by a day."""


@frozen(kw_only=True)
class Profile:
    """All that may differ from county to county (县区配置).

    Attributes:
        name: what the profile is called on the command line.
        label: Chinese name.
        regions: regions whose ledgers it is for: an installed one is taken for them where the caller names none.
        without: names of plugins that take no part.
        unit: unit of money columns that name none and whose sheet names none.
        year: year of months and dates that name none, in a ledger that names none either; ``--period`` and ``--as-of`` give it.
        assume: what is taken where the office's own workbook is silent, as ``investtrack ask`` writes it.
        entry: entry thresholds and papers.
        services: industry set.
        pace: pace curve and slow band.
        cadences: supervision that is due.
        starts_batch: the concentrated start to report; None: the latest of the period.
        display: rounding and signs.
        aliases: other name of a project → its name in 项目台账.
        judgement: lights, thresholds of the diagnosis, chances of entry.
        mapping: what the sheets and columns of the office's own workbooks are.
        grades: code of a finding → its grade in this county, such as ``project-unknown = "note"``; the codes are
            listed in docs/reference/findings.md.
        report: the county's own report: its templates and parts.
        dated: rules that hold from a day on; a report takes those of its as-of date.
        sources: path of a rule, such as ``entry.threshold`` → the document it rests on (依据).
        options: exporter → its own options, such as ``[options.oc4ids]``; text, read by :meth:`options_of`.
        extensions: what the plugins of the run add; no part of its TOML.
        before_dated: of a profile that holds the rules of a day, the one it was made of; no part of its TOML.
    """

    name: str = "default"
    label: str = "通用"
    regions: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unit: Unit = Unit.WAN
    year: int | None = None
    assume: Assumptions = Assumptions()
    entry: EntryProfile = EntryProfile()
    services: ServicesProfile = ServicesProfile()
    pace: PaceProfile = PaceProfile()
    cadences: tuple[Cadence, ...] = DEFAULT_CADENCES
    starts_batch: str | None = None
    display: DisplayProfile = DisplayProfile()
    aliases: Mapping[str, str] = field(factory=dict)
    judgement: JudgementRules = field(factory=JudgementRules)
    mapping: tuple[SheetMapping, ...] = ()
    grades: Mapping[str, Grade] = field(factory=dict)
    report: ReportLayout = ReportLayout()
    dated: tuple[DatedRules, ...] = ()
    sources: Mapping[str, str] = field(factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(factory=dict)
    extensions: Extensions = field(default=NO_EXTENSIONS, eq=False, repr=False)
    before_dated: Profile | None = field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse two documents of one day: nobody could say which holds."""
        days = [each.valid_from for each in self.dated]
        if twice := sorted({day for day in days if days.count(day) > 1}):
            raise ValueError("；".join(f"dated：{day} 有两段，请并为一段" for day in twice))

    def on(self, day: date) -> Profile:
        """Return the profile with the rules that hold on *day*."""
        base = self.before_dated or self
        held = sorted((e for e in base.dated if e.valid_from <= day), key=lambda e: e.valid_from)
        if not held:
            return base
        sections: dict[str, Any] = {}
        sources = dict(base.sources)
        for each in held:
            sections |= each.sections
            for path in each.changes or each.sections:
                sources = {p: said for p, said in sources.items() if not p.startswith(f"{path}.")}
                sources[path] = f"{each.source}，自{each.valid_from}起"
        return evolve(base, **sections, sources=sources, before_dated=base)

    def source_of(self, path: str) -> str:
        """Return the document that the rule at *path* rests on; empty where nobody said."""
        while path:
            if path in self.sources:
                return self.sources[path]
            path = path.rpartition(".")[0]
        return ""

    def options_of(self, exporter: str, known: Collection[str]) -> Mapping[str, str]:
        """Return the options of *exporter*.

        Raises:
            ProfileError: there is an option that is not among *known*.
        """
        given = self.options.get(exporter, {})
        if faults := [name for name in given if name not in known]:
            allowed = "、".join(known) or "无"
            raise ProfileError(
                self.name,
                [f"options.{exporter}.{name}：没有这个选项，可选：{allowed}" for name in faults],
            )
        return given
