"""The finished report: every figure, every finding, and the ledger they rest on; regions in the order of a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import field, frozen

from investtrack.adding_up import add_up, with_rounding_noted
from investtrack.checks import Check, check_ledger
from investtrack.errors import PeriodError, UnknownFigureError
from investtrack.findings import Finding, Grade, arranged, make
from investtrack.in_doubt import errors_by_figure
from investtrack.metrics import compute
from investtrack.metrics.figure import Figure, Kind, Number, Value
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.extract import Extract
from investtrack.model.ledger import INFO_SHEET, Ledger
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.model.typed import demand_types
from investtrack.values.amount import Amount, with_own_decimals
from investtrack.values.dates import DateSpan
from investtrack.values.frozen import frozen_dict
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate
from investtrack.wording import figure_text


if TYPE_CHECKING:
    from investtrack.tables import Table


@frozen(kw_only=True)
class Ranking:
    """Regions ordered by one figure (排名).

    Attributes:
        figure: the figure.
        title: its title.
        rows: place, region and value; regions of equal value share a place. Regions without a
            value come last, without a place.
        apart: region that is not ranked, since its value is not of the like → why, in Chinese.
    """

    figure: str
    title: str
    rows: tuple[tuple[int | None, str, Number | None], ...]
    apart: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class RegionRow:
    """One of the regions directly below a region rolled up (所辖地区).

    Attributes:
        name: the region.
        place: its place by what it completed of its target; None where it is not ranked.
        apart: why it is not ranked with the others, in Chinese; empty where it is.
        values: figure id → its own value, what was done as of the month that all reach.
        without: figure id → who below it is not in that value.
    """

    name: str
    place: int | None = None
    apart: str = ""
    values: Mapping[str, Number] = field(factory=dict)
    without: Mapping[str, tuple[str, ...]] = field(factory=dict)


@frozen(kw_only=True)
class RegionsBelow:
    """What the report of a region rolled up says of those below it (所辖地区).

    Attributes:
        rows: the regions directly below, the first by place first.
        month: the last month that all reach, 1—2月, where some have reported later ones; else empty.
        ahead_of_it: those that have reported later ones, here and further down.
        set_by: the level above that set the region's target of the period; empty where none did.
        assigned: what it set (上级下达).
        handed_down: what the region itself set for those below it (本级下达).
        total: what those below state as set for them, together (所属合计); None where too many of them are silent.
        total_lacks: who is not in the total: those that state nothing, and those of which nothing was added up.
        summed: figure ids of what a region sets or states of itself that are here only the sum of those below.
        definitions: what their figures rest on, such as 入库起点 → each way → the counties below that have it so.
        unsent: who sent nothing.
        left_out: who sent a ledger that could not be added up.
    """

    rows: tuple[RegionRow, ...] = ()
    month: str = ""
    ahead_of_it: tuple[str, ...] = ()
    set_by: str = ""
    assigned: Amount | None = None
    handed_down: Amount | None = None
    total: Amount | None = None
    total_lacks: tuple[str, ...] = ()
    summed: frozenset[str] = frozenset()
    definitions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(factory=dict)
    unsent: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@frozen(eq=False, kw_only=True, repr=False)
class Report:
    """What exporters format. Nothing in it is computed after it is built, nothing in it changes, and it can be pickled.

    A number is asked for by its kind, and is None where nothing can be said: unknown is not zero. Why is in
    ``figure(id).reason``.

    Attributes:
        ledger: the records.
        profile: the county's profile.
        period: report period P.
        as_of: as-of date t.
        figures: id → figure, in the order of the contract.
        findings: every fault found, gravest first.
        facts: selections and links between sheets that the figures were computed from.
        rankings: of a region rolled up, the regions below it ordered by what they are ranked by; none for a county.
        below: of a region rolled up, the regions below it; None for a county.
    """

    ledger: Ledger
    profile: Profile
    period: Period
    as_of: date
    figures: Mapping[str, Figure] = field(converter=frozen_dict)
    findings: tuple[Finding, ...]
    facts: LedgerView = field(repr=False)
    rankings: tuple[Ranking, ...] = ()
    below: RegionsBelow | None = None

    def __repr__(self) -> str:
        return (
            f"Report({self.ledger.region.name or 'no region'}, {self.period}, as of {self.as_of}: "
            f"{len(self.figures)} figures, {len(self.findings)} findings)"
        )

    def figure(self, figure_id: str) -> Figure:
        """Return the figure of that id or alias.

        Raises:
            UnknownFigureError: there is none; near ids are named.
        """
        found = self.figures.get(figure_id)
        if found is None:
            found = next((f for f in self.figures.values() if figure_id in f.aliases), None)
        if found is None:
            from difflib import get_close_matches  # noqa: PLC0415 - few runs need it

            raise UnknownFigureError(figure_id, get_close_matches(figure_id, self.figures, 3))
        return found

    def figure_called(self, text: str) -> Figure:
        """Return the figure that a person calls *text*: its id, its Chinese title, or what is in one title only.

        Raises:
            UnknownFigureError: there is none, or several: those are named.
        """
        named = [f for f in self.figures.values() if f.title == text]
        named = named or [f for f in self.figures.values() if text and text in f.title]
        if text in self.figures or not named:
            return self.figure(text)
        if len(named) > 1:
            raise UnknownFigureError(text, [f"{f.title}（{f.id}）" for f in named])
        return named[0]

    def text(self, figure_id: str) -> str:
        """Return a figure as the report prints it, such as ``8.03亿元``; 【待补】 where it is absent.

        Raises:
            UnknownFigureError: there is none.
        """
        return figure_text(self.figure(figure_id), self.profile.display)

    def money(self, figure_id: str) -> Amount | None:
        """Return an amount, exact.

        Raises:
            UnknownFigureError: there is none.
            TypeError: it is another kind of figure; the accessor for it is named.
        """
        return cast("Amount | None", self._value(figure_id, Kind.MONEY))

    def count(self, figure_id: str) -> int | None:
        """Return a number of projects, of items, or a rank. Raises as :meth:`money` does."""
        return cast("int | None", self._value(figure_id, Kind.COUNT))

    def rate(self, figure_id: str) -> Rate | None:
        """Return a rate, exact: 5.12％ is ``Rate.percent("5.12")``. Raises as :meth:`money` does."""
        return cast("Rate | None", self._value(figure_id, Kind.RATE))

    def points(self, figure_id: str) -> Points | None:
        """Return a difference of rates in percentage points. Raises as :meth:`money` does."""
        return cast("Points | None", self._value(figure_id, Kind.POINTS))

    def days(self, figure_id: str) -> int | None:
        """Return a number of days. Raises as :meth:`money` does."""
        return cast("int | None", self._value(figure_id, Kind.DAYS))

    def series(self, figure_id: str) -> Mapping[str, Any] | None:
        """Return part → its number, or a mapping of its numbers, such as 续建 → 8. Raises as :meth:`money` does."""
        return cast("Mapping[str, Any] | None", self._value(figure_id, Kind.SERIES))

    def rows(self, figure_id: str) -> tuple[Mapping[str, Any], ...] | None:
        """Return the rows of a list, each with at least ``name``. Raises as :meth:`money` does."""
        return cast("tuple[Mapping[str, Any], ...] | None", self._value(figure_id, Kind.LIST))

    def _value(self, figure_id: str, kind: Kind) -> Value | None:
        figure = self.figure(figure_id)
        if figure.kind is not kind:
            accessor = "rows" if figure.kind is Kind.LIST else figure.kind.value
            raise TypeError(
                f"{figure.id} is of kind {figure.kind.value}: report.{accessor}({figure_id!r})"
            )
        return figure.value

    def to_json(self) -> str:
        """Return figures, findings and ledger as one JSON document, as ``export --to json`` writes it.

        Money is a decimal string in 万元; docs/reference/report.schema.json describes the rest.
        """
        from investtrack.tables.plain import report_text  # noqa: PLC0415 - few runs need it

        return "".join(report_text(self))

    def to_frame(
        self,
        name: str = "figures",
        *,
        provenance: bool = False,
        library: Literal["pandas", "polars"] = "pandas",
    ) -> Any:  # noqa: ANN401 - a DataFrame of a library that is not ours to need
        """Return :meth:`table` as a DataFrame: numbers stay ``Decimal``, money in 万元, unknown is None.

        Raises:
            UnknownFormatError: there is no such table.
            ImportError: the library is not installed.
        """
        rows = self.to_rows(name, provenance=provenance)
        columns = [column.name for column in self.table(name, provenance=provenance).columns]
        frames = import_module(library)
        if library == "polars":  # left alone it decides on types after a hundred rows
            return frames.DataFrame(rows, schema=columns, infer_schema_length=None)
        return frames.DataFrame(rows, columns=columns, dtype=object)

    def table(self, name: str = "figures", *, provenance: bool = False) -> Table:
        """Return one table of the report, typed and plain: money in 万元 as ``Decimal``, unknown as None.

        Args:
            name: ``figures``, ``contributions``, ``findings``, ``about``, or a sheet such as ``projects``; with
                ``months`` and ``papers`` for the amounts by month and the papers of entries.
            provenance: whether columns say which files, sheets and cells a row came from.

        Raises:
            UnknownFormatError: there is no such table.
        """
        from investtrack.tables import report_table  # noqa: PLC0415 - few runs need it

        return report_table(self, name, provenance=provenance)

    def to_rows(self, name: str = "figures", *, provenance: bool = False) -> list[dict[str, Any]]:
        """Return the rows of :meth:`table` as dictionaries, for pandas, Polars or any writer of tables.

        By default one row a figure and one a part of it. Polars guesses types from the first rows unless it is told
        to look at all: ``pl.DataFrame(rows, infer_schema_length=None)``; ``investtrack_arrow`` gives it typed tables.

        Raises:
            UnknownFormatError: there is no such table.
        """
        return self.table(name, provenance=provenance).to_rows()

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return bool(self.errors)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors: not mended, so that figures may be wrong."""
        return tuple(finding for finding in self.findings if finding.grade is Grade.ERROR)

    @cached_property
    def errors_by_figure(self) -> Mapping[str, tuple[Finding, ...]]:
        """Figure id → the errors in what it is computed from; of those that have any."""
        return errors_by_figure(self.ledger, self.figures, self.findings)

    @property
    def data_old(self) -> str:
        """That what was completed is a quarter or more behind the as-of date, in Chinese; empty where it is not."""
        old = (finding for finding in self.findings if finding.code == "data-old")
        return next((finding.message for finding in old), "")

    @property
    def cautions(self) -> tuple[str, ...]:
        """What must be said before any figure, in Chinese: old data, errors that are not mended."""
        said = [self.data_old] if self.data_old else []
        if self.errors:
            touched = len(self.errors_by_figure)
            figures = f"，涉及指标{touched}项" if touched else ""
            said.append(f"本稿有{len(self.errors)}条错误未改{figures}，有的数可能不准，见校核清单")
        return tuple(said)

    @property
    def title(self) -> str:
        """``云溪县2022年一季度``."""
        return f"{self.ledger.region.name or ''}{self.period.label}"


@with_own_decimals
def build_report(  # noqa: PLR0913 - one keyword a thing that may be given
    ledger: Ledger | Extract,
    *,
    profile: Profile | None = None,
    period: Period | None = None,
    as_of: date | None = None,
    findings: Iterable[Finding] = (),
    checks: Iterable[Check] = (),
) -> Report:
    """Compute every figure of *ledger* and check it.

    Args:
        ledger: what was read, with its findings and its profile, or the records alone.
        profile: the county's profile; the one it was read with where None, else the general one.
        period: report period; the ledger's where None, else the quarter of *as_of*.
        as_of: as-of date; the ledger's where None, else the period's last day.
        findings: further faults that are known.
        checks: further checks, such as ``load_plugins().checks.values()``.

    Raises:
        PeriodError: no period is given, stated or implied; or the one stated could not be read, and no other is put
            in its place.
        TypeError: the period or date is none, or a record made in code holds something else than its fields declare.
    """
    findings = tuple(findings)
    if isinstance(ledger, Extract):
        findings = tuple(dict.fromkeys((*ledger.findings, *findings)))
        profile = ledger.profile if profile is None else profile
        ledger = ledger.ledger
    profile = Profile() if profile is None else profile
    if not isinstance(profile, Profile):
        raise TypeError(f"a profile is a Profile, not {profile!r}")
    ledger = profile.extensions.fit(ledger)
    demand_types(ledger)
    day = as_of or ledger.as_of
    stated = period or ledger.period
    _demand_times(stated, day)
    if stated is None:
        _demand_readable(findings)
    assumed = None if stated else profile.assume.period_at(_newest(ledger, day))
    span = stated or assumed or (_quarter_of(day) if day else _implied(ledger))
    checks = tuple(dict.fromkeys((*profile.extensions.checks, *checks)))
    is_told = stated or assumed
    last = day or (span.end if is_told else _last_known(ledger, span))
    facts = LedgerView(ledger, profile, span, last)
    figures = compute(facts)
    found = [*findings, *check_ledger(facts, figures, checks)]
    facts.forget_columns()
    if profile.display.add_up:
        figures, moved = add_up(figures, profile.display)
        found += moved
    figures = with_rounding_noted(figures, profile.display)
    if stated is None or day is None:
        found.append(_guessed(ledger, facts, is_assumed=assumed is not None))
    if facts.as_of < span.start:
        found.append(_too_early(ledger, facts))
    return Report(
        ledger=ledger,
        profile=facts.profile,
        period=span,
        as_of=facts.as_of,
        figures=figures,
        findings=arranged(found, profile.grades),
        facts=facts,
    )


def _demand_times(period: object, day: object) -> None:
    if not isinstance(period, Period | None):
        raise TypeError(f"a period is a Period, such as Period.quarter(2022, 1), not {period!r}")
    if not isinstance(day, date | None) or isinstance(day, datetime):
        raise TypeError(f"an as-of date is a date, such as date(2022, 3, 20), not {day!r}")


def _demand_readable(findings: Iterable[Finding]) -> None:
    for finding in findings:
        is_info = "".join(finding.place.sheet.split()) == INFO_SHEET
        if is_info and finding.grade is Grade.ERROR and "报告期" in finding.message:
            found = f"“{finding.found}”" if finding.found else ""
            wanted = f"，应为{finding.expected}" if finding.code == "period-unreadable" else ""
            raise PeriodError(
                f"{finding.place}：{finding.message}{found}{wanted}；请改正，或用 --period 指定（如 --period 2022年一季度）"
            )


def _guessed(ledger: Ledger, facts: LedgerView, *, is_assumed: bool) -> Finding:
    return make(
        "period-implied",
        CellRef("、".join(ledger.sources), INFO_SHEET),
        variant="assumed" if is_assumed else "",
        period=facts.period.label,
        as_of=facts.as_of,
    )


def _too_early(ledger: Ledger, facts: LedgerView) -> Finding:
    return make(
        "as-of-before-period",
        CellRef("、".join(ledger.sources), INFO_SHEET),
        period=facts.period.label,
        as_of=facts.as_of,
        start=facts.period.start,
    )


def _quarter_of(day: date) -> Period:
    return Period.quarter(day.year, (day.month + 2) // 3)


def _newest(ledger: Ledger, day: date | None) -> Month | None:
    """Return the month that the data reach to: that of the as-of date, else the newest of what was done."""
    if day is not None:
        return Month.of(day)
    return max(
        (end for project in ledger.projects or () for end, _ in project.actual), default=None
    )


def _implied(ledger: Ledger) -> Period:
    newest = _newest(ledger, None)
    if newest is None:
        raise PeriodError(
            "台账没有写明报告期或截止日期；请填写“基本信息”表，或用 --as-of 指定日期（如 --as-of 2022-03-20）"
        )
    return _quarter_of(newest.end)


_HAPPENED = (
    "entered_on", "resumed_on", "stopped_since", "raised_on", "resolved_on", "held_on", "done_on", "signed_on", "allotted_on",
)  # fmt: skip
"""Fields that tell the day of what has happened, never of what is planned."""


def _last_known(ledger: Ledger, span: Period) -> date:
    """Return the last day that anything is known of: the end of the newest month of investment, or a later event of the period.

    What is said as of the end of a half-year, of data that end with April, would be said of days nobody knows of.
    """
    newest = _newest(ledger, None)
    known = [newest.end] if newest else []
    for sheet in ledger.sheets:
        for record in getattr(ledger, sheet.attribute) or ():
            days = (getattr(record, key, None) for key in _HAPPENED)
            known += [day.last for day in days if isinstance(day, DateSpan)]
    return max((day for day in known if day <= span.end), default=span.end)
