"""Columns of a detail sheet: the typed fields of its records, each read as a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from functools import partial
from operator import attrgetter, is_not
from typing import Any

from attrs import frozen

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.entry import Entry
from investtrack.model.ledger import Sheet
from investtrack.model.record import Record
from investtrack.model.series import Series
from investtrack.model.target import Target
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate
from investtrack_excel.export.sheets import COUNT, MONEY, TEXT, WRAP, Head


_WIDTHS = {
    "code": 25, "name": 36, "description": 36, "measures": 36, "finding": 36, "progress": 32, "remark": 24, "library_code": 22, "credit_code": 22,
    "returned_because": 24, "not_resumed_because": 24,
}  # fmt: skip
"""Field → width of its column; text that is longer is wrapped."""


_AS_THEY_ARE = {CellKind.TEXT, CellKind.MONEY}


@frozen(eq=False)
class DetailColumn:
    """A column of a detail sheet.

    Attributes:
        key: field key; that of a month is ``planned.2022-03``, that of a paper ``papers.立项``.
        label: what names made of it are called by.
        head: its head.
        read: records → their cells.
        formula: formula of its cells with ``§`` for the row; empty where they are values.
    """

    key: str
    label: str
    head: Head
    read: Callable[[Sequence[Any]], Sequence[Any]]
    formula: str = ""


def fields_of(report: Report, sheet: Sheet) -> list[DetailColumn]:
    """Return the columns that the standard ledger has for *sheet*, or its records hold more of."""
    records = getattr(report.ledger, sheet.attribute)
    fields: list[DetailColumn] = []
    for column in columns(sheet.record):
        if column.kind is CellKind.SERIES:
            ends = sorted({end for record in records for end, _ in getattr(record, column.key)})
            fields += [_of_month(column, end) for end in ends]
        elif column.kind is CellKind.PAPERS:
            names = dict.fromkeys(paper for record in records for paper in record.papers or ())
            fields += [_of_paper(paper) for paper in names]
        elif column.standard or _is_stated(column.key, records):
            head = _head(column, sheet)
            fields.append(DetailColumn(column.key, column.label, head, _reader(column, sheet)))
    return fields


def _is_stated(key: str, records: Iterable[Record]) -> bool:
    """Whether any record has something in a field; most records have nothing in most fields, so it is asked in C."""
    return any(map(partial(is_not, None), map(attrgetter(key), records)))


def _head(column: Column, sheet: Sheet) -> Head:
    is_money = column.kind is CellKind.MONEY
    if sheet.record is Target and column.key in {"amount", "base", "actual"}:
        return Head(f"{column.label}（万元）", MONEY)
    style = MONEY if is_money or column.kind is CellKind.PERCENT else TEXT
    style = COUNT if column.kind is CellKind.COUNT else style
    width = _WIDTHS.get(column.key)
    return Head(column.header, WRAP if width and not column.key.endswith("code") else style, width)


def _of_month(column: Column, end: Month) -> DetailColumn:
    key = column.key
    label = f"{column.label}_{end.year}{end.month:02d}"
    text = column.pattern.replace("{Y}", str(end.year)).replace("{M}", end.ytd_label)

    series_of = attrgetter(key)
    guess = 0

    def find(series: Series) -> Amount | None:
        nonlocal guess
        for place, (month, amount) in enumerate(series):
            if month == end:
                guess = place
                return amount
        return None

    def read(records: Sequence[Record]) -> list[Amount | None]:
        return [  # as a rule where it was in the record before
            series[guess][1]
            if guess < len(series) and series[guess][0] is end
            else find(series)
            if series
            else None
            for series in map(series_of, records)
        ]

    return DetailColumn(f"{key}.{end}", label, Head(text, MONEY), read)


def _of_paper(paper: str) -> DetailColumn:
    def read(records: Sequence[Entry]) -> list[object]:
        return [shown(record.papers.get(paper)) if record.papers else None for record in records]

    return DetailColumn(f"papers.{paper}", paper, Head(paper, width=9), read)


def _reader(column: Column, sheet: Sheet) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Return what reads a field as cells; texts and amounts are cells as they are."""
    key = column.key
    if sheet.record is Target and key == "unit":
        return lambda records: list(map(_unit, records))
    field_of = attrgetter(key)
    if sheet.record is not Target and column.kind in _AS_THEY_ARE:
        return lambda records: list(map(field_of, records))
    # Records share their dates, names and choices; what is kept here stays alive, so its id stays its own.
    made: dict[int, object] = {id(None): None}
    alive: list[object] = []

    def read(records: Sequence[Record]) -> list[object]:
        values = list(map(field_of, records))
        keys = list(map(id, values))
        if not made.keys() >= set(keys):
            new = {key: value for key, value in zip(keys, values, strict=True) if key not in made}
            alive.extend(new.values())
            made.update((key, shown(value)) for key, value in new.items())
        return list(map(made.__getitem__, keys))

    return read


def _unit(target: Target) -> str | None:
    """Return the unit of a target as it is written here: its amounts are in 万元, whatever the ledger's unit."""
    amounts = (target.amount, target.base, target.actual)
    return target.unit if all(one is None for one in amounts) else Unit.WAN.value


def shown(value: object) -> object:
    """Return a field as a cell: amounts stay amounts, everything else becomes text."""
    if value is None or (isinstance(value, (Amount, int)) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Rate):
        return Points(value.in_percent)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (DateSpan, Period)):
        return value.label if not isinstance(value, DateSpan) or not value.is_day else str(value)
    return "、".join(value) if isinstance(value, tuple) else str(value)
