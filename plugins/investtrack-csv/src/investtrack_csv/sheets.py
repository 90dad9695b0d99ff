"""The ledger as the standard ledger's sheets: heads and rows, which the CSV importer reads back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import INFO_SHEET, Ledger, Sheet
from investtrack.model.project import Project
from investtrack.model.series import at
from investtrack.model.target import Target
from investtrack.tables.table import number_of
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


if TYPE_CHECKING:
    from investtrack.metrics.figure import Number
    from investtrack.model.record import Record
    from investtrack.tables.table import Columns


Read = Callable[[Sequence[Any]], list[Any]]
"""Records → the plain value of each."""
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
            batches = (
                tuple([read(records[start : start + _AT_ONCE]) for _, read in fields])
                for start in range(0, len(records), _AT_ONCE)
            )
            yield sheet.name, [head for head, _ in fields], batches


def _fields(sheet: Sheet, records: Sequence[Any]) -> list[tuple[str, Read]]:
    """Return head and reader of each column; a series has one a month, the papers one each.

    Columns that the standard ledger's form leaves out are written where a record fills them.
    """
    fields: list[tuple[str, Read]] = []
    for column in columns(sheet.record):
        if column.kind is CellKind.SERIES:
            ends = sorted({end for record in records for end, _ in getattr(record, column.key)})
            fields += [(series_head(column, end), _series(column.key, end)) for end in ends]
        elif column.kind is CellKind.PAPERS:
            papers = dict.fromkeys(paper for record in records for paper in record.papers or ())
            fields += [(paper, _paper(paper)) for paper in papers]
        elif column.standard or any(
            record_text(record, column.key) not in (None, []) for record in records
        ):
            fields.append(
                (
                    column.header,
                    _target_amount(column.key)
                    if _is_of_target(sheet, column)
                    else _one(column.key),
                )
            )
    return fields


def series_head(column: Column, end: Month) -> str:
    """Return the header of one month of a series."""
    return column.pattern.replace("{Y}", str(end.year)).replace("{M}", end.ytd_label)


def _series(key: str, end: Month) -> Read:
    return lambda records: [
        None if (amount := at(getattr(record, key), end)) is None else number_of(amount)
        for record in records
    ]


def _paper(paper: str) -> Read:
    return lambda records: [
        state.value if (state := (record.papers or {}).get(paper)) else None for record in records
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

    return lambda records: [*map(read, records)]


def _one(key: str) -> Read:
    if key == "building":
        return lambda records: [*map(_building, records)]

    def read(records: Sequence[Any]) -> list[Any]:
        values = [getattr(record, key) for record in records]
        kinds = {*map(type, values)}
        if kinds == {str}:
            return values
        if kinds == {Amount}:
            return [*map(number_of, values)]
        return [record_text(record, key) for record in records]

    return read


def _building(record: Project) -> object:
    """Read the years a project is built in, with both ends: 2004年 alone says when it begins."""
    span = record.building
    return record_text(record, "building") if span is None else str(span)


def record_text(record: Record, key: str) -> object:
    """Return the plain value of a field; what could not be read stands as it was written."""
    value = getattr(record, key)
    if value is None or value == ():
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
