"""The ledger as the standard ledger's sheets: heads and rows, which the CSV importer reads back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import INFO_SHEET, Ledger, Sheet
from investtrack.model.project import Project
from investtrack.model.target import Target
from investtrack.tables.table import Values, number_of, wan_text
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate
from investtrack_csv.text import CellTexts


if TYPE_CHECKING:
    from investtrack.metrics.figure import Number
    from investtrack.model.record import Record
    from investtrack.tables.table import Columns


_Records = Sequence[Any]
Read = Callable[[_Records], list[Values]]
"""Records → columns of the plain values of each."""
_AT_ONCE = 1 << 12


def info_rows(ledger: Ledger) -> list[tuple[str, str | None]]:
    """Return 基本信息: item and value."""
    region = ledger.region
    return [
        ("地区", region.name),
        ("上级地区", region.parent),
        ("报告期", ledger.period.label if ledger.period else None),
        ("截止日期", ledger.as_of.isoformat() if ledger.as_of else None),
        ("金额单位", Unit.WAN.value),
        ("填报单位", region.reporting_unit),
        ("行政区划代码", region.code),
    ]


def sheets(ledger: Ledger) -> Iterator[tuple[str, list[str], Iterator[Columns]]]:
    """Yield name, head and columns, some rows at a time, of 基本信息 and of each sheet that the ledger has."""
    info = tuple(zip(*info_rows(ledger), strict=True))
    yield INFO_SHEET, ["项", "值"], iter([info])
    for sheet in ledger.sheets:
        records = getattr(ledger, sheet.attribute)
        if records is not None:
            fields = _fields(sheet, records)
            heads = [head for heads, _ in fields for head in heads]
            yield sheet.name, heads, _batches(records, [read for _, read in fields])


def _batches(records: _Records, reads: Sequence[Read]) -> Iterator[Columns]:
    for start in range(0, len(records), _AT_ONCE):
        some = records[start : start + _AT_ONCE]
        yield tuple([column for read in reads for column in read(some)])


def _fields(sheet: Sheet, records: _Records) -> list[tuple[list[str], Read]]:
    """Return heads and reader of each field; a series has one a month, the papers one each.

    Columns that the standard ledger's form leaves out are written where a record fills them.
    """
    fields: list[tuple[list[str], Read]] = []
    written = {key for record in records for key, _ in record.origin.texts}
    for column in columns(sheet.record):
        key = column.key
        stated = map(attrgetter(key), records)
        if column.kind is CellKind.SERIES:
            found = {end.ordinal: end for series in stated for end, _ in series}
            ends = [found[ordinal] for ordinal in sorted(found)]
            fields.append(([series_head(column, end) for end in ends], _series(key, ends)))
        elif column.kind is CellKind.PAPERS:
            papers = dict.fromkeys(paper for record in records for paper in record.papers or ())
            fields += [([paper], _paper(paper)) for paper in papers]
        elif column.standard or key in written or any(not _is_lacking(each) for each in stated):
            is_of_target = _is_of_target(sheet, column)
            read = _target_amount(key) if is_of_target else _one(key, is_written=key in written)
            fields.append(([column.header], read))
    return fields


def _is_lacking(value: object) -> bool:
    return value is None or value == ()


def series_head(column: Column, end: Month) -> str:
    """Return the header of one month of a series."""
    return column.pattern.replace("{Y}", str(end.year)).replace("{M}", end.ytd_label)


class _WanTexts(dict[Decimal, str]):
    """Yuan, which are not zero, → 万元 as digits; made once of each."""

    def __missing__(self, yuan: Decimal) -> str:
        self[yuan] = text = wan_text(Amount(yuan))
        return text


def _zero(yuan: Decimal) -> str:
    return "-0" if yuan.is_signed() else "0"  # equal, and so not to be told apart by a dictionary


def _series(key: str, ends: Sequence[Month]) -> Read:
    stated = attrgetter(key)

    texts = _WanTexts()

    def read(records: _Records) -> list[Values]:
        made = {end.ordinal: [""] * len(records) for end in ends}
        for place, series in enumerate(map(stated, records)):
            for end, amount in series:
                made[end.ordinal][place] = texts[yuan] if (yuan := amount.yuan) else _zero(yuan)
        return [*map(CellTexts, made.values())]

    return read


def _paper(paper: str) -> Read:
    return lambda records: [
        [state.value if (state := (record.papers or {}).get(paper)) else None for record in records]
    ]


def _is_of_target(sheet: Sheet, column: Column) -> bool:
    return sheet.attribute == "targets" and column.key in {"amount", "base", "actual"}


def _target_amount(key: str) -> Read:
    """Read an amount of a target: in the unit that its row names, or 万元; any other unit is written beside it."""

    def read(record: Target) -> object:
        amount = getattr(record, key)
        if amount is None:
            return record_text(record, key)
        written = record.unit
        if written is None or written in set(Unit):
            return Decimal(plain(amount.to(Unit(written or Unit.WAN))))
        return str(amount)

    return lambda records: [[*map(read, records)]]


def _one(key: str, *, is_written: bool) -> Read:
    """Read a field; *is_written*: of some records stands how it was written, for it could not be read."""
    if key == "building":
        return lambda records: [[*map(_building, records)]]
    stated, texts = attrgetter(key), _WanTexts()

    def read(records: _Records) -> list[Values]:
        values = [*map(stated, records)]
        kinds = {*map(type, values)} - {type(None)}
        if is_written or len(kinds) > 1:
            return [[record_text(record, key) for record in records]]
        if kinds == {Amount}:
            stated_yuan = [None if value is None else value.yuan for value in values]
            made = [
                "" if yuan is None else texts[yuan] if yuan else _zero(yuan) for yuan in stated_yuan
            ]
            return [CellTexts(made)]
        if kinds <= {str, bool, int}:
            return [values]
        known = {value: None if _is_lacking(value) else _plain(value) for value in {*values}}
        return [[known[value] for value in values]]

    return read


def _building(record: Project) -> object:
    """Read the years a project is built in, with both ends: 2004年 alone says when it begins."""
    span = record.building
    return record_text(record, "building") if span is None else str(span)


def record_text(record: Record, key: str) -> object:
    """Return the plain value of a field; what could not be read stands as it was written."""
    value = getattr(record, key)
    if _is_lacking(value):
        texts = record.origin.texts
        return dict(texts).get(key) if texts else None
    return _plain(value)


def _plain(value: Number | DateSpan | Period | tuple[str, ...] | str | None) -> object:
    if isinstance(value, Rate):  # in per cent, as the header says
        return _percent(value)
    if isinstance(value, Amount):
        return number_of(value)
    if isinstance(value, DateSpan):
        label = value.label
        return label if not value.is_day and parse_date(label) == value else str(value)
    if isinstance(value, Period):
        return value.label
    return list(value) if isinstance(value, tuple) else value


def _percent(rate: Rate) -> object:  # a decimal, or the exact fraction as text
    shown = number_of(Rate(rate.in_percent))
    # With its sign, since a spreadsheet takes 1/3 for a date.
    return shown if shown == rate.in_percent else f"{rate.in_percent}％"
