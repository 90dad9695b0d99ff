"""Orders of magnitude: columns held against what they are part of, against other sheets, and against last year.

Every rule on a unit looks for a slip it knows. This net looks for none: it says which columns cannot be of one unit,
whatever the cause. What is beyond its bounds is doubtful; what is a hundred times beyond them is no county's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import Any

from attrs import define, field, frozen

from investtrack.checks.made import fault
from investtrack.checks.projects import JUDGED
from investtrack.checks.sizes import (
    BEYOND,
    FEW,
    LENIENT,
    MANY,
    check_sizes,
    field_label,
    records_of,
    sample,
    times,
)
from investtrack.findings import Finding, make
from investtrack.metrics.figure import Figure, label_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.columns import AMOUNT_KINDS, column_by_key, columns
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE
from investtrack.model.record import Record
from investtrack.model.series import Series, latest, latest_of_both
from investtrack.model.target import Target
from investtrack.values.amount import Amount
from investtrack.values.cell import CellRef
from investtrack.values.period import Month


_FAR = 1000
"""How many times below what is usual a row is doubtful; above, a hundred times."""
_MOST_GROWTH = 3
_DOUBT, _SLIP = "doubt", "slip"

Yuan = list[Decimal | None]
"""What a column states, row by row, in bare yuan."""


@frozen
class _Field:
    """An amount as its column states it."""

    key: str

    def read(self, _: LedgerView, records: Sequence[object]) -> Yuan:
        """Return the yuan of each record."""
        stated = map(attrgetter(self.key), records)
        return [amount.yuan if isinstance(amount, Amount) else None for amount in stated]

    def place(self, _: LedgerView, __: object) -> str:
        """Return the key of the cell that a record's amount stands in."""
        return self.key


@frozen
class _ToDate:
    """The last month to t of a series; of two, the last that both state."""

    key: str
    other: str = ""

    def read(self, facts: LedgerView, records: Sequence[object]) -> Yuan:
        """Return the yuan of each record."""
        return [found[1].yuan if found else None for found in map(self._find(facts), records)]

    def place(self, facts: LedgerView, record: object) -> str:
        """Return the key of the cell that a record's amount stands in."""
        found = self._find(facts)(record)
        return f"{self.key}.{found[0]}" if found else self.key

    def _find(self, facts: LedgerView) -> Callable[[object], tuple[Month, Amount] | None]:
        last = facts.period.last_month if self.key != "actual" else facts.newest_month
        series_of = attrgetter(self.key)
        if not self.other:
            if self.key == "actual":
                return facts.actual_ytd
            return lambda record: latest(series_of(record), last)
        other_of = attrgetter(self.other)

        def find(record: object) -> tuple[Month, Amount] | None:
            series, other = series_of(record), other_of(record)
            if not series or not other:
                return None
            return latest_of_both(series, other, last)

        return find


@frozen
class _LastStated:
    """The last month of a series, whatever the period: what is planned for the year."""

    key: str

    def read(self, _: LedgerView, records: Sequence[object]) -> Yuan:
        """Return the yuan of each record."""
        stated = map(attrgetter(self.key), records)
        return [series[-1][1].yuan if series else None for series in stated]

    def place(self, _: LedgerView, record: object) -> str:
        """Return the key of the cell that a record's amount stands in."""
        series = attrgetter(self.key)(record)
        return f"{self.key}.{series[-1][0]}" if series else self.key


@frozen
class _Yearly:
    """A yearly amount as the share of it that falls to the months of the other column, evenly."""

    key: str

    def read(self, facts: LedgerView, records: Sequence[object]) -> Yuan:
        """Return the yuan of each record."""
        stated, months = map(attrgetter(self.key), records), facts.period.last_month.month
        if months % 3:
            return [a.yuan * months / 12 if isinstance(a, Amount) else None for a in stated]
        share = Decimal(months) / 12  # of two places, and a product is quicker than a quotient
        return [a.yuan * share if isinstance(a, Amount) else None for a in stated]

    def place(self, _: LedgerView, __: object) -> str:
        """Return the key of the cell that a record's amount stands in."""
        return self.key


Column = _Field | _ToDate | _LastStated | _Yearly


@define(eq=False)
class _Columns:
    """The ledger's columns in bare yuan, each read once: the same stands in several pairs."""

    facts: LedgerView
    _read: dict[tuple[str, Column], Sequence[Decimal | None]] = field(factory=dict, init=False)

    def records(self, sheet: str) -> Sequence[Any]:
        """Return the rows of a sheet that are looked at."""
        records = records_of(self.facts, sheet)
        return sample(records) if sheet == "projects" else records

    def values(self, sheet: str, column: Column) -> Sequence[Decimal | None]:
        """Return the yuan of each row."""
        found = self._read.get((sheet, column))
        if found is None:
            found = self._read[sheet, column] = column.read(self.facts, self.records(sheet))
        return found


@frozen
class Pair:
    """Two columns of a sheet, and what the first may be of the second in most of its rows.

    Attributes:
        sheet: attribute of the ledger.
        part: the first.
        whole: the second.
        least: smallest share.
        most: largest.
        each: whether every row counts on its own, as the targets do, not their middle.
    """

    sheet: str
    part: Column
    whole: Column
    least: Decimal
    most: Decimal
    each: bool = False


PAIRS = (
    Pair("funds", _Field("arrived"), _Field("allotted"), 1 / Decimal(60), Decimal(20)),
    Pair("funds", _Field("paid"), _Field("arrived"), 1 / Decimal(60), Decimal(20)),
    Pair(
        "projects",
        _Field("cumulative_before_year"),
        _Field("total_investment"),
        1 / Decimal(60),
        Decimal(20),
    ),
    Pair(
        "projects", _Field("cumulative"), _Field("total_investment"), 1 / Decimal(200), Decimal(20)
    ),
    Pair(
        "projects", _Field("year_plan"), _Field("total_investment"), 1 / Decimal(200), Decimal(20)
    ),
    Pair(
        "projects",
        _Field("unreportable"),
        _Field("total_investment"),
        1 / Decimal(150),
        Decimal(20),
    ),
    Pair("projects", _ToDate("planned"), _Yearly("year_plan"), 1 / Decimal(30), Decimal(20)),
    Pair(
        "projects", _ToDate("planned"), _Field("total_investment"), 1 / Decimal(1000), Decimal(20)
    ),
    Pair(
        "projects",
        _ToDate("actual", other="planned"),
        _ToDate("planned", other="actual"),
        1 / Decimal(50),
        Decimal(30),
    ),
    Pair("projects", _ToDate("actual"), _Yearly("year_plan"), 1 / Decimal(100), Decimal(30)),
    Pair(
        "entries",
        _ToDate("contribution"),
        _Field("total_investment"),
        1 / Decimal(200),
        Decimal(20),
    ),
    Pair(
        "entries",
        _LastStated("contribution"),
        _Field("total_investment"),
        1 / Decimal(50),
        Decimal(20),
    ),
    Pair("services", _ToDate("planned"), _Field("base"), 1 / Decimal(10), Decimal(10)),
    Pair("services", _ToDate("actual"), _ToDate("planned"), 1 / Decimal(20), Decimal(20)),
    Pair("services", _ToDate("actual"), _Field("base"), 1 / Decimal(20), Decimal(20)),
    Pair(
        "reserves", _Field("funds_needed"), _Field("total_investment"), 1 / Decimal(50), Decimal(5)
    ),
    Pair("promotions", _Field("paid_in"), _Field("agreed"), 1 / Decimal(100), Decimal(5)),
    Pair("targets", _Field("amount"), _Field("base"), 1 / Decimal(5), Decimal(5), each=True),
    Pair("targets", _Field("actual"), _Field("base"), 1 / Decimal(20), Decimal(5), each=True),
    Pair("targets", _Field("actual"), _Field("amount"), 1 / Decimal(50), Decimal(5), each=True),
)
_SERIES = (("projects", "planned"), ("projects", "actual"), ("entries", "contribution"), ("services", "planned"), ("services", "actual"))  # fmt: skip
_STEP, _SMALL_STEP = Decimal(30), Decimal(29)
"""How much more an amount to date may be than a month before, in most rows; and what is surely less."""
_EXPECTED = Decimal(10)
_OF_TARGET = (("fai.period.planned", 1 / _EXPECTED), ("fai.period.assigned", 1 / _EXPECTED), ("fai.year.target", 1 / Decimal(50)))  # fmt: skip
"""Targets that what is expected is held against, and the least share of each that it may be; at most ten times."""
_NOTHING = Decimal(0)
_ROUGH, _CLEARLY = Context(prec=9), 1 - Decimal(10) ** -6
"""Digits that tell most ratios from a bound, and the share of a bound below which they do."""


def check_magnitudes(facts: LedgerView, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield amounts below zero, and columns that cannot be of one unit with what they belong to."""
    yield from _negative(facts)
    read = _Columns(facts)
    for pair in PAIRS:
        yield from _pair_faults(read, pair)
    for attribute, key in _SERIES:
        yield from _steps(facts, attribute, key)
    yield from check_sizes(facts)
    yield from _growths(facts)
    yield from _expected(figures)


# -- below zero ----------------------------------------------------------------------------------


def _negative(facts: LedgerView) -> Iterator[Finding]:
    """Yield amounts below zero of every sheet; some of a project have a rule of their own."""
    for sheet in facts.ledger.sheets:
        judged = JUDGED if sheet.attribute == "projects" else ()
        records = records_of(facts, sheet.attribute)
        keys = [
            column.key for column in columns(sheet.record)
            if (column.kind in AMOUNT_KINDS or _is_target_amount(sheet.attribute, column.key)) and column.key not in judged
            and any(map(attrgetter(column.key), records))
        ]  # fmt: skip
        if not any(_has_negative(map(attrgetter(key), records)) for key in keys):
            continue  # as a rule
        for record in records:
            for key in keys:
                value = getattr(record, key)
                if isinstance(value, Amount):
                    if value.yuan < 0:
                        yield _below_zero(sheet.attribute, record, key, value)
                    continue
                for end, amount in value or ():
                    if amount.yuan < 0:
                        yield _below_zero(sheet.attribute, record, f"{key}.{end}", amount)


def _has_negative(column: Iterable[Amount | Series | None]) -> bool:
    """Whether an amount of a column, or of its months, is below zero."""
    for value in column:
        if isinstance(value, Amount):
            if value.yuan < _NOTHING:
                return True
        elif value:
            for _, amount in value:
                if amount.yuan < _NOTHING:
                    return True
    return False


def _is_target_amount(attribute: str, key: str) -> bool:
    """Whether a column of 目标任务 holds amounts: their unit stands in another column, so they are of no kind of money."""
    return attribute == "targets" and key in {"amount", "base", "actual"}


def _below_zero(attribute: str, record: Record, key: str, amount: Amount) -> Finding:
    return fault("amount-negative", record, key, label=field_label(attribute, key), amount=amount)


# -- part and whole ------------------------------------------------------------------------------


@frozen
class _Held:
    """A row with both columns: in which cells, what each states, and the first as a share of the second."""

    record: Any
    part: str
    whole: str
    amount: Decimal
    other: Decimal
    ratio: Decimal


Row = tuple[int, Decimal, Decimal, Decimal]
"""Index of a record, what its two columns state, the first as a share of the second."""


def _pair_faults(read: _Columns, pair: Pair) -> Iterator[Finding]:
    parts, wholes = read.values(pair.sheet, pair.part), read.values(pair.sheet, pair.whole)
    if _are_clear(pair, parts, wholes):
        return  # as a rule
    stated = [
        (index, part, whole)
        for index, (part, whole) in enumerate(zip(parts, wholes, strict=True))
        if part is not None and whole is not None and part > 0 and whole > 0
    ]
    ratios = [part / whole for _, part, whole in stated]
    rows = [(*row, ratio) for row, ratio in zip(stated, ratios, strict=True)]
    if not pair.each and (grade := _beyond(ratios, pair.least, pair.most)):
        yield _told_of(read, pair, _middle_row(rows), grade)
        return
    usual = _middle(ratios) if len(rows) >= MANY else None
    if not pair.each and not any(_odd(pair, end(ratios), usual) for end in (min, max)):
        return  # as a rule: none lies beyond the ends
    for row in rows:
        if pair.each:
            grade = _beyond([row[3]], pair.least, pair.most, strict=True)
        else:
            grade = _odd(pair, row[3], usual)
        if grade:
            yield _told_of(read, pair, row, f"row-{grade}")


def _are_clear(pair: Pair, parts: Sequence[Decimal | None], wholes: Sequence[Decimal | None]) -> bool:  # fmt: skip
    """Whether no row, and no middle of rows, comes near a bound: told from nine digits of each ratio, which are quick."""
    divide: Callable[[Any, Any], Decimal] = _ROUGH.divide
    if _are_all_above_zero(parts) and _are_all_above_zero(wholes):
        ratios = list(map(divide, parts, wholes))
    else:
        ratios = [
            divide(part, whole)
            for part, whole in zip(parts, wholes, strict=True)
            if part is not None and whole is not None and part > _NOTHING and whole > _NOTHING
        ]
    if not ratios:
        return True
    least, most = pair.least / _CLEARLY, pair.most * _CLEARLY
    low, high = min(ratios), max(ratios)
    alone = pair.sheet == "projects"  # single projects have rules of their own
    if least < low and high < most and (alone or high < low * BEYOND * _CLEARLY):
        return True
    usual = _middle(ratios)
    if pair.each or not least < usual < most:
        return False
    above = min(most, usual) * BEYOND * _CLEARLY
    return alone or (high < above and low * _FAR * _CLEARLY > usual)


def _are_all_above_zero(column: Sequence[Decimal | None]) -> bool:
    """Whether every row states an amount above zero."""
    try:
        return min(column, default=_NOTHING) > _NOTHING  # type: ignore[type-var, operator]
    except TypeError:  # a row states nothing
        return False


def _middle_row(rows: Sequence[Row]) -> Row:
    return sorted(rows, key=itemgetter(3))[len(rows) // 2]


def _told_of(read: _Columns, pair: Pair, row: Row, grade: str) -> Finding:
    index, part, whole, ratio = row
    record = read.records(pair.sheet)[index]
    part_at, whole_at = (column.place(read.facts, record) for column in (pair.part, pair.whole))
    held = _Held(record, part_at, whole_at, part, whole, ratio)
    return _told(pair.sheet, held, grade, pair.least, pair.most)


def _odd(pair: Pair, ratio: Decimal, usual: Decimal | None) -> str:
    """Return what one row among right ones is; single projects have rules of their own."""
    if pair.sheet == "projects":
        return ""
    if ratio > pair.most * BEYOND:
        return _SLIP
    is_apart = usual is not None and not 1 / Decimal(_FAR) <= ratio / usual <= BEYOND
    return _DOUBT if is_apart else ""


def _beyond(
    ratios: Sequence[Decimal], least: Decimal, most: Decimal, *, strict: bool = False
) -> str:
    """Return what the middle row is: far beyond the bounds, beyond them, or neither."""
    wide = 1 if strict or len(ratios) >= FEW else LENIENT
    ratio = _middle(ratios)
    if ratio > most * BEYOND or ratio * BEYOND < least:
        return _SLIP
    return _DOUBT if ratio > most * wide or ratio * wide < least else ""


def _middle(ratios: Sequence[Decimal]) -> Decimal:
    return sorted(ratios)[len(ratios) // 2]


def _told(attribute: str, row: _Held, grade: str, least: Decimal, most: Decimal) -> Finding:
    """Return the finding at *row*."""
    return make(
        "magnitude-doubtful",
        row.record.origin.cell(row.part),
        variant=grade,
        sheet=SHEET_BY_ATTRIBUTE[attribute].name,
        label=field_label(attribute, row.part),
        other=field_label(attribute, row.whole),
        times=times(row.ratio),
        name=label_of(row.record),
        amount=Amount(row.amount),
        other_amount=Amount(row.other),
        bounds=f"{times(least)}到{times(most)}",
        related=(row.record.origin.cell(row.whole),),
    )


# -- month after month ---------------------------------------------------------------------------


def _steps(facts: LedgerView, attribute: str, key: str) -> Iterator[Finding]:
    """Yield two months of a column of which one is not of the other's unit: amounts to date grow, but not so."""
    records = sample(records_of(facts, attribute))
    column = list(map(attrgetter(key), records))
    if _are_steps_small(column):
        return  # as a rule
    months, pairs = _months(column)
    for before, after in pairwise(sorted(months)):
        earlier, later = months[before], months[after]
        rows = pairs.get((before, after))
        if not rows or earlier.year != later.year:
            continue
        most = _STEP * (later.month - earlier.month)
        held = [(*row, row[1] / row[2]) for row in rows]
        if grade := _beyond([row[3] for row in held], 1 / most, most):
            index, part, whole, ratio = _middle_row(held)
            told = _Held(records[index], f"{key}.{later}", f"{key}.{earlier}", part, whole, ratio)
            yield _told(attribute, told, grade, 1 / most, most)


def _are_steps_small(column: Sequence[Series]) -> bool:
    """Whether of no two months as many rows are near or beyond the bound as are not, told from whole rows where possible."""
    sound: dict[tuple[int, int], int] = {}
    beyond: dict[tuple[int, int], int] = {}
    for series in column:
        if not series:
            continue
        first, last = series[0][0].ordinal, series[-1][0].ordinal
        yuan = [amount.yuan for _, amount in series]
        if (
            last - first == len(yuan) - 1
            and yuan[0] > _NOTHING
            and yuan[-1] < yuan[0] * _SMALL_STEP
            and yuan == sorted(yuan)
        ):
            sound[first, last] = sound.get((first, last), 0) + 1
            continue
        for (start, before), (end, amount) in pairwise(series):
            here, there = amount.yuan, before.yuan
            if not (here < there * _SMALL_STEP and there < here * _SMALL_STEP):
                both = start.ordinal, end.ordinal
                beyond[both] = beyond.get(both, 0) + 1
    return all(
        start + 1 == end
        and odd < sum(rows for (first, last), rows in sound.items() if first <= start < last)
        for (start, end), odd in beyond.items()
    )


def _months(
    column: Iterable[Series],
) -> tuple[dict[int, Month], dict[tuple[int, int], list[tuple[int, Decimal, Decimal]]]]:
    """Return the months stated, by number, and the rows of each two that follow each other in a record, in one pass."""
    months: dict[int, Month] = {}
    pairs: dict[tuple[int, int], list[tuple[int, Decimal, Decimal]]] = {}
    for index, series in enumerate(column):
        last, before = 0, _NOTHING
        for end, amount in series:
            number, yuan = end.ordinal, amount.yuan
            if number not in months:
                months[number] = end
            if before > 0 and yuan > 0:
                rows = pairs.get((last, number))
                if rows is None:
                    rows = pairs[last, number] = []
                rows.append((index, yuan, before))
            last, before = number, yuan
    return months, pairs


# -- growth and targets --------------------------------------------------------------------------


def _growths(facts: LedgerView) -> Iterator[Finding]:
    """Yield a growth that no county has: beyond +300％, or below −100％."""
    for target in facts.ledger.targets or ():
        for key in ("growth", "actual_growth"):
            rate = getattr(target, key)
            if rate is not None and key == "growth" and -1 <= rate.fraction < 0:
                shown = f"{float(rate.in_percent):g}％"
                yield fault("growth-target-negative", target, key, label=_growth_label(key), rate=shown)  # fmt: skip
            if rate is not None and not -1 <= rate.fraction <= _MOST_GROWTH:
                shown = f"{float(rate.in_percent):g}％"
                yield fault("growth-beyond", target, key, label=_growth_label(key), rate=shown)


def _growth_label(key: str) -> str:
    return column_by_key(Target)[key].label.partition("（")[0]


def _expected(figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield what is expected where it is of another order than a target of the period or of the year."""
    expected = figures["fai.period.expected"]
    if not isinstance(expected.value, Amount) or expected.value.yuan <= 0:
        return
    for name, least in _OF_TARGET:
        target = figures[name]
        cells = [cell for item in target.contributions for cell in item.cells]
        if not isinstance(target.value, Amount) or target.value.yuan <= 0 or not cells:
            continue
        ratio = expected.value.yuan / target.value.yuan
        if not least <= ratio <= _EXPECTED:
            yield make(
                "expected-beyond-target",
                cells[0],
                title=target.title,
                amount=expected.value,
                target=target.value,
                times=times(ratio),
                related=_largest(expected),
            )
            return


def _largest(figure: Figure) -> tuple[CellRef, ...]:
    """Return the cells of the three largest amounts that make up *figure*."""
    stated = [(item.amount.yuan, item.cells) for item in figure.contributions if isinstance(item.amount, Amount)]  # fmt: skip
    stated.sort(key=lambda item: item[0], reverse=True)
    return tuple(cell for _, cells in stated[:3] for cell in cells)
