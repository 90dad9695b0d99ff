"""Orders of magnitude: columns held against what they are part of, against other sheets, and against last year.

Every rule on a unit looks for a slip it knows. This net looks for none: it says which columns cannot be of one unit,
whatever the cause. What is beyond its bounds is doubtful; what is a hundred times beyond them is no county's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from attrs import frozen

from investtrack.checks.made import fault
from investtrack.findings import Finding, make
from investtrack.metrics.figure import Figure, label_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.columns import CellKind, column_by_key, columns
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE, SHEETS
from investtrack.model.series import latest
from investtrack.model.target import Target
from investtrack.values.amount import Amount
from investtrack.values.cell import CellRef
from investtrack.values.period import Month


_BEYOND = 100
"""How far beyond its bounds a ratio is an error."""
_FEW, _LENIENT = 3, 3
"""Of fewer rows than these, bounds are wider: one row may be odd."""
_MANY = 5
"""From so many rows on, one is held against what is usual among them."""
_FAR = 1000
"""How many times below what is usual a row is doubtful; above, a hundred times."""
_OUTSIZE = 500
_ENOUGH = 500
_MOST_GROWTH = 3
_DOUBT, _SLIP = "doubt", "slip"

Stated = tuple[str, Amount]  # field key, amount
Read = Callable[[LedgerView, Any], Stated | None]


def _field(key: str) -> Read:
    def read(facts: LedgerView, record: object) -> Stated | None:  # noqa: ARG001 - records share no base
        amount = getattr(record, key)
        return (key, amount) if isinstance(amount, Amount) else None

    return read


def _ytd(key: str, *, other: str = "") -> Read:
    """Read the last month to t of a series; of two, the last that both state."""

    def read(facts: LedgerView, record: object) -> Stated | None:
        last = facts.period.last_month if key != "actual" else facts.newest_month
        series = getattr(record, key)
        if other:
            shared = {end for end, _ in getattr(record, other)}
            series = tuple(item for item in series if item[0] in shared)
        found = latest(series, last)
        return (f"{key}.{found[0]}", found[1]) if found else None

    return read


def _yearly(key: str) -> Read:
    """Read a yearly amount as the share of it that falls to the months of the other column, evenly."""

    def read(facts: LedgerView, record: object) -> Stated | None:
        amount = getattr(record, key)
        months = facts.period.last_month.month
        return (key, Amount(amount.yuan * months / 12)) if isinstance(amount, Amount) else None

    return read


@frozen
class Pair:
    """Two columns of a sheet, and what the first may be of the second in most of its rows.

    Attributes:
        sheet: attribute of the ledger.
        part: reads the first.
        whole: reads the second.
        least: smallest share.
        most: largest.
        each: whether every row counts on its own, as the targets do, not their middle.
    """

    sheet: str
    part: Read
    whole: Read
    least: Decimal
    most: Decimal
    each: bool = False


PAIRS = (
    Pair(
        "projects",
        _field("cumulative_before_year"),
        _field("total_investment"),
        1 / Decimal(60),
        Decimal(20),
    ),
    Pair(
        "projects", _field("cumulative"), _field("total_investment"), 1 / Decimal(200), Decimal(20)
    ),
    Pair(
        "projects", _field("year_plan"), _field("total_investment"), 1 / Decimal(200), Decimal(20)
    ),
    Pair(
        "projects",
        _field("unreportable"),
        _field("total_investment"),
        1 / Decimal(300),
        Decimal(20),
    ),
    Pair("projects", _ytd("planned"), _yearly("year_plan"), 1 / Decimal(30), Decimal(20)),
    Pair("projects", _ytd("planned"), _field("total_investment"), 1 / Decimal(1000), Decimal(20)),
    Pair(
        "projects",
        _ytd("actual", other="planned"),
        _ytd("planned", other="actual"),
        1 / Decimal(50),
        Decimal(30),
    ),
    Pair("projects", _ytd("actual"), _yearly("year_plan"), 1 / Decimal(100), Decimal(30)),
    Pair(
        "entries", _ytd("contribution"), _field("total_investment"), 1 / Decimal(200), Decimal(20)
    ),
    Pair("services", _ytd("planned"), _field("base"), 1 / Decimal(10), Decimal(10)),
    Pair("services", _ytd("actual"), _ytd("planned"), 1 / Decimal(20), Decimal(20)),
    Pair("services", _ytd("actual"), _field("base"), 1 / Decimal(20), Decimal(20)),
    Pair(
        "reserves", _field("funds_needed"), _field("total_investment"), 1 / Decimal(50), Decimal(5)
    ),
    Pair("promotions", _field("paid_in"), _field("agreed"), 1 / Decimal(100), Decimal(5)),
    Pair("targets", _field("amount"), _field("base"), 1 / Decimal(5), Decimal(5), each=True),
    Pair("targets", _field("actual"), _field("base"), 1 / Decimal(20), Decimal(5), each=True),
    Pair("targets", _field("actual"), _field("amount"), 1 / Decimal(50), Decimal(5), each=True),
)
_SIZES = (
    ("projects", "total_investment"), ("entries", "total_investment"), ("starts", "total_investment"),
    ("reserves", "total_investment"), ("promotions", "agreed"),
)  # fmt: skip
"""Columns that state how large projects are; counties' sheets differ less than these bounds."""
_SIZE_BOUND, _SIZE_FAR = Decimal(30), Decimal(1000)
_SERIES = (("projects", "planned"), ("projects", "actual"), ("entries", "contribution"), ("services", "planned"), ("services", "actual"))  # fmt: skip
_STEP = Decimal(30)
"""How much more an amount to date may be than a month before, in most rows."""
_EXPECTED = Decimal(10)
_OF_TARGET = (("fai.period.planned", 1 / _EXPECTED), ("fai.period.assigned", 1 / _EXPECTED), ("fai.year.target", 1 / Decimal(50)))  # fmt: skip
"""Targets that what is expected is held against, and the least share of each that it may be; at most ten times."""


def check_magnitudes(facts: LedgerView, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield amounts below zero, and columns that cannot be of one unit with what they belong to."""
    yield from _negative(facts)
    for pair in PAIRS:
        yield from _pair_faults(facts, pair)
    for attribute, key in _SERIES:
        yield from _steps(facts, attribute, key)
    yield from _sizes(facts)
    yield from _growths(facts)
    yield from _expected(figures)


def _records(facts: LedgerView, attribute: str) -> Sequence[Any]:
    return getattr(facts.ledger, attribute) or ()


def _sample(records: Sequence[Any]) -> Sequence[Any]:
    """Return rows from all over a long sheet: what is wrong with a column is wrong in most of them."""
    return records[:: 1 + len(records) // _ENOUGH]


def _label(attribute: str, key: str) -> str:
    """Return a field as a clerk reads it: 项目总投资, 2022年1—3月计划完成投资."""
    field, _, end = key.partition(".")
    label = column_by_key(SHEET_BY_ATTRIBUTE[attribute].record)[field].label
    return f"{Month.parse(end).ytd_label}{label}" if end else label


# -- below zero ----------------------------------------------------------------------------------


def _negative(facts: LedgerView) -> Iterator[Finding]:
    """Yield amounts below zero of every sheet; those of projects have a rule of their own, but for the total."""
    for sheet in SHEETS:
        is_projects = sheet.attribute == "projects"
        keys = ["total_investment"] if is_projects else [
            column.key for column in columns(sheet.record) if column.kind in _AMOUNTS or _is_target_amount(sheet.attribute, column.key)
        ]  # fmt: skip
        for record in _records(facts, sheet.attribute):
            for key in keys:
                value = getattr(record, key)
                if isinstance(value, Amount):
                    if value.yuan < 0:
                        yield _below_zero(sheet.attribute, record, key, value)
                    continue
                for end, amount in value or ():
                    if amount.yuan < 0:
                        yield _below_zero(sheet.attribute, record, f"{key}.{end}", amount)


_AMOUNTS = frozenset({CellKind.MONEY, CellKind.SERIES})


def _is_target_amount(attribute: str, key: str) -> bool:
    """Whether a column of 目标任务 holds amounts: their unit stands in another column, so they are of no kind of money."""
    return attribute == "targets" and key in {"amount", "base", "actual"}


def _below_zero(attribute: str, record: object, key: str, amount: Amount) -> Finding:
    return fault("amount-negative", record, key, label=_label(attribute, key), amount=amount)


# -- part and whole ------------------------------------------------------------------------------


@frozen
class _Held:
    """A row with both columns: what each states, and the first as a share of the second."""

    record: Any
    part: Stated
    whole: Stated
    ratio: Decimal


def _pair_faults(facts: LedgerView, pair: Pair) -> Iterator[Finding]:
    rows = list(_held(facts, pair))
    if not pair.each and rows and (grade := _beyond(rows, pair.least, pair.most)):
        yield _told(pair.sheet, rows, grade, pair.least, pair.most)
        return
    usual = _middle([row.ratio for row in rows]) if len(rows) >= _MANY else None
    for row in rows:
        if pair.each:
            grade = _beyond([row], pair.least, pair.most, strict=True)
        else:
            grade = _odd(pair, row.ratio, usual)
        if grade:
            yield _told(pair.sheet, [row], f"row-{grade}", pair.least, pair.most)


def _odd(pair: Pair, ratio: Decimal, usual: Decimal | None) -> str:
    """Return what one row among right ones is; single projects have rules of their own."""
    if pair.sheet == "projects":
        return ""
    if ratio > pair.most * _BEYOND:
        return _SLIP
    is_apart = usual is not None and not 1 / Decimal(_FAR) <= ratio / usual <= _BEYOND
    return _DOUBT if is_apart else ""


def _held(facts: LedgerView, pair: Pair) -> Iterator[_Held]:
    records = _records(facts, pair.sheet)
    for record in _sample(records) if pair.sheet == "projects" else records:
        part, whole = pair.part(facts, record), pair.whole(facts, record)
        if part and whole and part[1].yuan > 0 and whole[1].yuan > 0:
            yield _Held(record, part, whole, part[1].yuan / whole[1].yuan)


def _beyond(rows: Sequence[_Held], least: Decimal, most: Decimal, *, strict: bool = False) -> str:
    """Return what the middle row is: far beyond the bounds, beyond them, or neither."""
    wide = 1 if strict or len(rows) >= _FEW else _LENIENT
    ratio = _middle([row.ratio for row in rows])
    if ratio > most * _BEYOND or ratio * _BEYOND < least:
        return _SLIP
    return _DOUBT if ratio > most * wide or ratio * wide < least else ""


def _middle(ratios: Sequence[Decimal]) -> Decimal:
    return sorted(ratios)[len(ratios) // 2]


def _told(
    attribute: str, rows: Sequence[_Held], grade: str, least: Decimal, most: Decimal
) -> Finding:
    """Return the finding at the row in the middle, which has the ratio of most."""
    row = sorted(rows, key=lambda row: row.ratio)[len(rows) // 2]
    part, whole = row.part, row.whole
    return make(
        "magnitude-doubtful",
        row.record.origin.cell(part[0]),
        variant=grade,
        sheet=SHEET_BY_ATTRIBUTE[attribute].name,
        label=_label(attribute, part[0]),
        other=_label(attribute, whole[0]),
        times=_times(row.ratio),
        name=label_of(row.record),
        amount=part[1],
        other_amount=whole[1],
        bounds=f"{_times(least)}到{_times(most)}",
        related=(row.record.origin.cell(whole[0]),),
    )


def _times(ratio: Decimal) -> str:
    """Return a ratio as a clerk reads it: 1/200, 30倍."""
    if ratio >= 1:
        return f"{round(ratio)}倍"
    return f"1/{round(1 / ratio)}"


# -- month after month ---------------------------------------------------------------------------


def _steps(facts: LedgerView, attribute: str, key: str) -> Iterator[Finding]:
    """Yield two months of a column of which one is not of the other's unit: amounts to date grow, but not so."""
    records = _sample(_records(facts, attribute))
    ends = sorted({end for record in records for end, _ in getattr(record, key)})
    for earlier, later in pairwise(ends):
        if earlier.year != later.year:
            continue
        rows = []
        for record in records:
            stated = dict(getattr(record, key))
            before, after = stated.get(earlier), stated.get(later)
            if before and after and before.yuan > 0 and after.yuan > 0:
                ratio = after.yuan / before.yuan
                rows.append(_Held(record, (f"{key}.{later}", after), (f"{key}.{earlier}", before), ratio))  # fmt: skip
        most = _STEP * (later.month - earlier.month)
        if rows and (grade := _beyond(rows, 1 / most, most)):
            yield _told(attribute, rows, grade, 1 / most, most)


# -- across sheets -------------------------------------------------------------------------------


def _sizes(facts: LedgerView) -> Iterator[Finding]:
    """Yield the sheets whose projects are of another order than those of the others, the farthest first."""
    found = {
        (attribute, key): items
        for attribute, key in _SIZES
        if len(items := list(_sized(facts, attribute, key))) >= _FEW
    }
    for (attribute, key), items in found.items():
        yield from _outsize(attribute, key, items)
    while len(found) > 1:
        apart = {place: _apart(place, found) for place in found}
        place = max(apart, key=lambda one: max(apart[one], 1 / apart[one]))
        ratio = apart[place]
        if 1 / _SIZE_BOUND <= ratio <= _SIZE_BOUND:
            return
        yield _other_size(place, found, ratio)
        del found[place]


def _outsize(attribute: str, key: str, items: Sequence[tuple[Any, Amount]]) -> Iterator[Finding]:
    """Yield a project hundreds of times as large as most of its sheet; of 项目台账, its own amounts say so."""
    if len(items) < _MANY or attribute == "projects":
        return
    middle = _middle_of(items)[1]
    for record, amount in items:
        ratio = amount.yuan / middle.yuan
        if not 1 / Decimal(_OUTSIZE) <= ratio <= _OUTSIZE:
            yield make(
                "magnitude-outsize",
                record.origin.cell(key),
                sheet=SHEET_BY_ATTRIBUTE[attribute].name,
                name=label_of(record),
                label=_label(attribute, key),
                times=_times(ratio),
                amount=amount,
                middle=middle,
            )


def _sized(facts: LedgerView, attribute: str, key: str) -> Iterator[tuple[Any, Amount]]:
    records = _records(facts, attribute)
    for record in _sample(records) if attribute == "projects" else records:
        amount = getattr(record, key)
        if isinstance(amount, Amount) and amount.yuan > 0:
            yield record, amount


_Sized = Mapping[tuple[str, str], Sequence[tuple[Any, Amount]]]


def _others(place: tuple[str, str], found: _Sized) -> tuple[Any, Amount]:
    return _middle_of([item for one, items in found.items() if one != place for item in items])


def _apart(place: tuple[str, str], found: _Sized) -> Decimal:
    """Return the middle size of a sheet as a multiple of the middle size in the others."""
    return _middle_of(found[place])[1].yuan / _others(place, found)[1].yuan


def _other_size(place: tuple[str, str], found: _Sized, ratio: Decimal) -> Finding:
    attribute, key = place
    (record, amount), (other, reference) = _middle_of(found[place]), _others(place, found)
    far = max(ratio, 1 / ratio) > _SIZE_FAR
    return make(
        "magnitude-between-sheets",
        record.origin.cell(key),
        variant="slip" if far else "",
        sheet=SHEET_BY_ATTRIBUTE[attribute].name,
        label=_label(attribute, key),
        times=_times(ratio),
        amount=amount,
        other_amount=reference,
        bounds=f"{_times(1 / _SIZE_BOUND)}到{_times(_SIZE_BOUND)}",
        related=_cells_of_size(other),
    )


def _middle_of(items: Sequence[tuple[Any, Amount]]) -> tuple[Any, Amount]:
    return sorted(items, key=lambda item: item[1].yuan)[len(items) // 2]


def _cells_of_size(record: Any) -> tuple[CellRef, ...]:  # noqa: ANN401
    key = "agreed" if hasattr(record, "agreed") else "total_investment"
    return (record.origin.cell(key),)


# -- growth and targets --------------------------------------------------------------------------


def _growths(facts: LedgerView) -> Iterator[Finding]:
    """Yield a growth that no county has: beyond +300％, or below −100％."""
    for target in facts.ledger.targets or ():
        for key in ("growth", "actual_growth"):
            rate = getattr(target, key)
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
                times=_times(ratio),
                related=_largest(expected),
            )
            return


def _largest(figure: Figure) -> tuple[CellRef, ...]:
    """Return a cell of each of the three largest amounts that make up *figure*."""
    stated = [(item.amount.yuan, item.cells) for item in figure.contributions if isinstance(item.amount, Amount)]  # fmt: skip
    stated.sort(key=lambda item: item[0], reverse=True)
    return tuple(cell for _, cells in stated[:3] for cell in cells[:1])
