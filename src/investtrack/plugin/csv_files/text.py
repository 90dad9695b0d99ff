"""CSV text that spreadsheets open as it is meant: with a byte-order mark, and no cell that runs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from attrs import frozen

from investtrack.plugin.read_back import read_csv, unlike_rows
from investtrack.values.amount import plain


if TYPE_CHECKING:
    from investtrack.tables import Table

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
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, date, Decimal, _Word)):
        return plain(value) if isinstance(value, Decimal) else str(value)
    if isinstance(value, list):
        return guarded("、".join(_cell(part) if isinstance(part, dict) else part for part in value))
    return guarded(str(value))


def _cell(cell: dict[str, object]) -> str:
    place = f"{cell['file']}｜{cell['sheet']}!{cell['cell']}"
    return f"{cell['field']}={place}" if cell["field"] else place


def table_csv(table: Table) -> bytes:
    """Return *table* as a CSV file with Chinese heads, and Chinese words for its choices.

    Exact fractions are left out: a spreadsheet that opens 3/40 makes a date of it.
    """
    return _file(table_rows(table))


def table_rows(table: Table) -> Iterator[list[str]]:
    """Yield the head and the rows of *table* as :func:`table_csv` writes them."""
    kept = [(i, column) for i, column in enumerate(table.columns) if not column.is_fraction]
    head = [f"{c.label}（{c.unit}）" if c.unit else c.label for _, c in kept]
    yield [guarded(name) for name in head]
    for row in table:
        yield [shown(_word(row[index], column.choices)) for index, column in kept]


@frozen
class _Word:
    """A word of our own, which no spreadsheet runs."""

    text: str

    def __str__(self) -> str:
        return self.text


def _word(value: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - a plain value
    return _Word(words[value]) if words and value in words else value


def to_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte-order mark, so that Excel and WPS read it as UTF-8."""
    return _file([[guarded(name) for name in head], *(map(shown, row) for row in rows)])


def _file(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def faults_of_table(table: Table, data: bytes) -> list[str]:
    """Return what the CSV file *data* says otherwise than *table*, in Chinese."""
    return unlike_rows(table_rows(table), read_csv(data.decode("utf-8-sig")))
