"""CSV text that spreadsheets open as it is meant: with a byte-order mark, and no cell that runs."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from attrs import frozen

from investtrack.plugin.read_back import read_csv, unlike_rows
from investtrack.tables.table import ValueKind
from investtrack.values.amount import plain


if TYPE_CHECKING:
    from investtrack.tables import Table, TableColumn

_AT_ONCE = 4096

# What a spreadsheet takes for a formula: full-width signs too, which some versions fold.
_RUNS = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def guarded(text: str) -> str:
    """Return *text* with an apostrophe before it where a spreadsheet would run it; :func:`bare` takes it off."""
    return f"'{text}" if _RUNS.match(text) else text


def bare(text: str) -> str:
    """Return the text that :func:`guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def shown(value: object) -> str:
    """Return a plain value as a cell: numbers as numbers, everything else as text that runs nothing."""
    if value is None or type(value) is str:
        return guarded(value) if value else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, (int, date, _Word)):
        return str(value)
    if isinstance(value, list):
        return guarded("、".join(_cell(part) if isinstance(part, dict) else part for part in value))
    return guarded(str(value))


def _cell(cell: dict[str, object]) -> str:
    place = f"{cell['file']}｜{cell['sheet']}!{cell['cell']}"
    return f"{field}={place}" if (field := cell["field"]) else place


def table_csv(table: Table) -> bytes:
    """Return *table* as a CSV file with Chinese heads, and Chinese words for its choices.

    Exact fractions are left out: a spreadsheet that opens 3/40 makes a date of it.
    """
    return _file(table_rows(table))


def table_rows(table: Table) -> Iterator[Sequence[str]]:
    """Yield the head and the rows of *table* as :func:`table_csv` writes them."""
    kept = [(i, column) for i, column in enumerate(table.columns) if not column.is_fraction]
    head = [f"{c.label}（{c.unit}）" if c.unit else c.label for _, c in kept]
    yield [guarded(name) for name in head]
    ways = [(index, _way(column)) for index, column in kept]
    rows = iter(table)
    while some := list(islice(rows, _AT_ONCE)):
        columns = list(zip(*some, strict=True))
        yield from zip(*(way(columns[index]) for index, way in ways), strict=True)


def _way(column: TableColumn) -> Callable[[Iterable[Any]], list[str]]:
    """Return how values of *column* become cells, many at once: a text that comes again is looked at once."""
    words = column.choices

    def each(values: Iterable[Any]) -> list[str]:
        return [shown(_word(value, words)) for value in values]

    def texts(values: Iterable[Any]) -> list[str]:
        known = {value: shown(_word(value, words)) for value in set(values)}
        return [known[value] for value in values]

    def numbers(values: Iterable[Any]) -> list[str]:
        found = set(values)
        if not {*map(type, found)} <= {Decimal, type(None)}:
            return each(values)
        known = {value: shown(value) for value in found}
        return [known[value] for value in values]

    def integers(values: Iterable[Any]) -> list[str]:
        return [str(v) if type(v) is int else shown(_word(v, words)) for v in values]

    def cells(values: Iterable[Any]) -> list[str]:
        return [guarded("、".join(map(_cell, v))) if type(v) is list else shown(v) for v in values]

    if column.kind in {ValueKind.TEXT, ValueKind.CHOICE}:
        return texts
    many = {ValueKind.NUMBER: numbers, ValueKind.INTEGER: integers, ValueKind.CELLS: cells}
    return many.get(column.kind, each)


@frozen
class _Word:
    """A word of our own, which no spreadsheet runs."""

    text: str

    def __str__(self) -> str:
        return self.text


def _word(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - a plain value
    return _Word(words[value]) if words and value in words else value


def write_rows(stream: IO[bytes], rows: Iterable[Iterable[str]]) -> None:
    """Write *rows* as :func:`to_csv` gives them, as they come."""
    stream.write(
        codecs.BOM_UTF8
    )  # the codec with a mark is written in Python, and asked at every row
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=False)
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    text.flush()
    text.detach()


def to_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte-order mark, so that Excel and WPS read it as UTF-8."""
    return _file(cells(head, rows))


def cells(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[Iterable[str]]:
    """Yield the cells of a head and of rows under it."""
    yield map(guarded, head)
    for row in rows:
        yield map(shown, row)


def _file(rows: Iterable[Iterable[str]]) -> bytes:
    data = io.BytesIO()
    write_rows(data, rows)
    return data.getvalue()


def faults_of_table(table: Table, data: bytes) -> list[str]:
    """Return what the CSV file *data* says otherwise than *table*, in Chinese."""
    return unlike_rows(table_rows(table), read_csv(data.decode("utf-8-sig")))
