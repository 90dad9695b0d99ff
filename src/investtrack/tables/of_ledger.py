"""The sheets of a ledger as tables: one a sheet, and the amounts by month and the papers apart."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, Union

from attrs import frozen

from investtrack.metrics.figure import label_of
from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.entry import PaperState
from investtrack.model.ledger import Ledger, Sheet
from investtrack.model.source import Origin
from investtrack.tables.table import (
    AmountNumbers,
    Columns,
    DictionaryColumn,
    Row,
    SameColumn,
    Table,
    TableColumn,
    ValueKind,
    fraction_of,
    number_of,
)
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Period
from investtrack.values.rate import Rate


@frozen
class _Field:
    """One field of records as one or two columns of a table."""

    columns: tuple[TableColumn, ...]
    read: Callable[[Sequence[Any]], tuple[Sequence[Any], ...]]


_AT_ONCE = 1 << 12


def _field(column: Column, kind: object) -> _Field:  # noqa: PLR0911 - any annotation; one return a type
    """Return how a field is laid out, by its type."""
    key, label = column.key, column.label.partition("（")[0]

    def one(value: ValueKind, read: Callable[[Any], Any] | None = None, unit: str = "") -> _Field:
        words = {member.value: member.value for member in column.choices or ()}
        made = TableColumn(key, label, value, unit, words)
        return _Field((made,), _told(stated, read))

    stated = attrgetter(key)
    if kind is Amount:
        made = TableColumn(key, label, ValueKind.NUMBER, "万元")
        return _Field((made,), lambda records: (AmountNumbers().column([*map(stated, records)]),))
    if kind is Rate:
        number = TableColumn(key, label, ValueKind.NUMBER, "比率")
        fraction = TableColumn(f"{key}_fraction", f"{label}（分数）")
        return _Field(
            (number, fraction),
            lambda records: (
                [*map(number_of, map(stated, records))],
                [*map(fraction_of, map(stated, records))],
            ),
        )
    if kind is DateSpan:
        first = TableColumn(f"{key}_first", f"{label}（最早）", ValueKind.DATE)
        last = TableColumn(f"{key}_last", f"{label}（最晚）", ValueKind.DATE)
        return _Field(
            (first, last),
            lambda records: (
                [span.first if span else None for span in map(stated, records)],
                [span.last if span else None for span in map(stated, records)],
            ),
        )
    if kind is Period:
        return one(ValueKind.TEXT, lambda value: value.code if value else None)
    if kind is int:
        return one(ValueKind.INTEGER)
    if kind is bool:
        return one(ValueKind.FLAG)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return one(ValueKind.CHOICE, lambda value: value.value if value else None)
    if typing.get_origin(kind) is tuple:
        return one(ValueKind.TEXTS, list)
    return one(ValueKind.TEXT)


def _told(
    stated: Callable[[Any], Any], read: Callable[[Any], Any] | None
) -> Callable[[Sequence[Any]], tuple[Sequence[Any], ...]]:
    if read is None:
        return lambda records: ([*map(stated, records)],)
    return lambda records: ([*map(read, map(stated, records))],)


@lru_cache(maxsize=64)
def _fields(record: type) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(record)
    return tuple(
        _field(column, _bare(hints[column.key]))
        for column in columns(record)
        if column.kind not in {CellKind.SERIES, CellKind.PAPERS}
    )


def _bare(kind: object) -> object:
    """Return the type without its None."""
    if typing.get_origin(kind) in {Union, types.UnionType}:
        return next(arg for arg in typing.get_args(kind) if arg is not type(None))
    return kind


PROVENANCE = (
    TableColumn("file", "文件"),
    TableColumn("sheet", "表"),
    TableColumn("row", "行", ValueKind.INTEGER),
    TableColumn("cells", "单元格", ValueKind.CELLS),
)
CELL = (TableColumn("file", "文件"), TableColumn("sheet", "表"), TableColumn("cell", "单元格"))
_RECORD = TableColumn("record", "序号", ValueKind.INTEGER)


def _place(origin: Origin) -> tuple[Any, ...]:
    """Return file, sheet, row and the cells of every field that the sheet has a column for."""
    if not origin.sheet.sheet:
        return (None, None, None, [])
    file, sheet = origin.sheet.file, origin.sheet.sheet
    cells = [
        {"field": key, "file": file, "sheet": sheet, "cell": origin.cell(key).cell}
        for key in origin.sheet.columns
    ]
    return (file, sheet, origin.row, cells)


def _cell(origin: Origin, key: str) -> tuple[str | None, str | None, str | None]:
    if not origin.sheet.sheet:
        return (None, None, None)
    cell = origin.cell(key)
    return (cell.file, cell.sheet, cell.cell)


def sheet_table(ledger: Ledger, sheet: Sheet, *, provenance: bool = False) -> Table:
    """Return the records of one sheet; a sheet that is absent has no rows.

    A date is known to some precision, so it is two columns, the first and the last day it may be.
    """
    fields = _fields(sheet.record)
    made = [_RECORD, *(column for field in fields for column in field.columns)]

    def batches() -> Iterator[Columns]:
        records = getattr(ledger, sheet.attribute) or ()
        for start in range(0, len(records), _AT_ONCE):
            some = records[start : start + _AT_ONCE]
            told: list[Sequence[Any]] = [range(start + 1, start + 1 + len(some))]
            for field in fields:
                told += field.read(some)
            if provenance:
                told += zip(*[_place(record.origin) for record in some], strict=True)
            yield tuple(told)

    made = [*made, *(PROVENANCE if provenance else ())]
    return Table.of_batches(sheet.attribute, sheet.name, tuple(made), batches)


def months_table(ledger: Ledger, *, provenance: bool = False) -> Table:
    """Return every amount cumulated from January, one row an amount: of which record, to which day."""
    series = {
        column.key: column.label
        for sheet in ledger.sheets
        for column in columns(sheet.record)
        if column.kind is CellKind.SERIES
    }
    made = (
        TableColumn(
            "table", "所属表", ValueKind.CHOICE, "", {s.attribute: s.name for s in ledger.sheets}
        ),
        _RECORD,
        TableColumn("code", "编码"),
        TableColumn("name", "名称"),
        TableColumn("series", "累计数", ValueKind.CHOICE, "", series),
        TableColumn("through", "累计到", ValueKind.DATE),
        TableColumn("amount", "金额", ValueKind.NUMBER, "万元"),
    )

    def batches() -> Iterator[Columns]:
        told = _Months(provenance=provenance)
        for sheet in ledger.sheets:
            keys = [c.key for c in columns(sheet.record) if c.kind is CellKind.SERIES]
            records = getattr(ledger, sheet.attribute) or () if keys else ()
            for start in range(0, len(records), _AT_ONCE):
                some = enumerate(records[start : start + _AT_ONCE], start + 1)
                found = told.columns(some, keys)
                if size := len(found[0]):
                    yield (SameColumn(sheet.attribute, size), *found)

    made = (*made, *(CELL if provenance else ()))
    return Table.of_batches("months", "各月累计", made, batches)


class _Months:
    """What months are told of: what is said of a record and of an amount is said once."""

    def __init__(self, *, provenance: bool) -> None:
        self._provenance = provenance
        self._numbers: list[int] = []
        self._codes: list[str | None] = []
        self._names: list[str] = []
        self._days: dict[int, date] = {}
        self._amounts = AmountNumbers()

    def columns(self, records: Iterable[tuple[int, Any]], keys: Sequence[str]) -> Columns:
        """Return the columns after the table's name, of *records* with their numbers, each of its series *keys*."""
        places: list[int] = []
        series: list[str] = []
        ends: list[int] = []
        amounts: list[Amount] = []
        cells: list[tuple[str | None, ...]] = []
        days = self._days
        for number, record in records:
            place = len(self._numbers)
            self._numbers.append(number)
            self._codes.append(
                getattr(record, "code", None) or getattr(record, "credit_code", None)
            )
            self._names.append(label_of(record))
            for key in keys:
                stated = getattr(record, key)
                places += [place] * len(stated)
                series += [key] * len(stated)
                for end, amount in stated:
                    ordinal = end.ordinal
                    if ordinal not in days:
                        days[ordinal] = end.end
                    ends.append(ordinal)
                    amounts.append(amount)
                    if self._provenance:
                        cells.append(_cell(record.origin, f"{key}.{end}"))
        return (
            *[DictionaryColumn(each, places) for each in (self._numbers, self._codes, self._names)],
            series, [*map(days.__getitem__, ends)], self._amounts.column(amounts), *zip(*cells, strict=True),
        )  # fmt: skip


def papers_table(ledger: Ledger, *, provenance: bool = False) -> Table:
    """Return what 入库计划 says of each paper of each entry; an empty cell is None."""
    made = (
        _RECORD,
        TableColumn("code", "编码"),
        TableColumn("name", "名称"),
        TableColumn("paper", "手续"),
        TableColumn("state", "状态", ValueKind.CHOICE, "", {s.value: s.value for s in PaperState}),
    )

    def rows() -> Iterator[Row]:
        for number, entry in enumerate(ledger.entries or (), 1):
            for paper, state in (entry.papers or {}).items():
                cell = _cell(entry.origin, f"papers.{paper}") if provenance else ()
                said = state.value if state else None
                yield (number, entry.code, label_of(entry), paper, said, *cell)

    return Table("papers", "入库手续", (*made, *(CELL if provenance else ())), rows)


def ledger_tables(ledger: Ledger, *, provenance: bool = False) -> Mapping[str, Table]:
    """Return every table of *ledger* by name: one a sheet, ``months`` and ``papers``.

    Args:
        ledger: what the importers stated.
        provenance: whether columns say which file, sheet, row and cells a record came from.
    """
    made = [sheet_table(ledger, sheet, provenance=provenance) for sheet in ledger.sheets]
    made += [
        months_table(ledger, provenance=provenance),
        papers_table(ledger, provenance=provenance),
    ]
    return {table.name: table for table in made}
