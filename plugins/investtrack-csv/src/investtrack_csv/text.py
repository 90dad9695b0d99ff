"""CSV text that spreadsheets open as it is meant: with a byte-order mark, and no cell that runs."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from attrs import frozen

from investtrack.plugin.read_back import read_csv, unlike_rows
from investtrack.tables.of_contributions import CellColumn
from investtrack.tables.table import DictionaryColumn, SameColumn
from investtrack.values.amount import plain
from investtrack.values.cell import guarded


if TYPE_CHECKING:
    from investtrack.tables import Table
    from investtrack.tables.table import Columns, Values

_MOST_KNOWN = 1 << 18


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
    data = io.BytesIO()
    write_lines(data, table_lines(table))
    return data.getvalue()


def table_rows(table: Table) -> Iterator[Sequence[str]]:
    """Yield the head and the rows of *table* as :func:`table_csv` writes them."""
    head, columns, words = _shape(table)
    yield [*map(guarded, head)]
    for batch in _written(columns, words):
        yield from zip(*batch, strict=True)


def table_lines(table: Table) -> Iterator[bytes]:
    """Yield the head and the rows of *table* as :func:`table_csv` writes them, many lines at a time."""
    return lines(*_shape(table))


def lines(
    head: Sequence[str], batches: Iterable[Columns], words: Sequence[Mapping[str, str]] = ()
) -> Iterator[bytes]:
    """Yield CSV, many lines at a time.

    Args:
        head: of two columns or more.
        batches: some rows at a time, column by column.
        words: of each column, what is written for some of its values; none by default.
    """
    yield f"{','.join([quoted(guarded(name)) for name in head])}\r\n".encode()
    ways = [_PackedColumn(each) for each in words or [{}] * len(head)]
    for columns in batches:
        first, texts = _between([way.pieces(each) for way, each in zip(ways, columns, strict=True)])
        yield _joined(first, texts, len(columns[0]))


def _joined(first: bytes, texts: Sequence[bytes | Sequence[bytes]], count: int) -> bytes:
    """Return *count* lines made of pieces.

    Args:
        first: what the first line begins with.
        texts: what follows in each, a text of all or the texts of each; the last ends it and begins the next one.
        count: how many.
    """
    # Column by column into one list: a text that is told of each line is never asked for by Python.
    width = len(texts)
    made = [first] * (width * count + 1)
    for place, text in enumerate(texts, 1):
        made[place::width] = [text] * count if isinstance(text, bytes) else text
    made[-1] = made[-1].removesuffix(first)
    return b"".join(made)


def _between(
    columns: Iterable[Sequence[bytes | Sequence[bytes]]],
) -> tuple[bytes, list[bytes | Sequence[bytes]]]:
    """Return what :func:`_joined` takes of the pieces of each column; what is the same in all lines is one piece."""
    texts: list[bytes | Sequence[bytes]] = []
    first, between = None, b""
    for place, column in enumerate(columns):
        between += b"," if place else b""
        for piece in column:
            if isinstance(piece, bytes):
                between += piece
                continue
            if first is None:
                first = between
            elif between:
                texts.append(between)
            texts.append(piece)
            between = b""
    first = first or b""
    return first, [*texts, between + b"\r\n" + first]


def _shape(table: Table) -> tuple[list[str], Iterator[Columns], list[Mapping[str, str]]]:
    """Return the heads, the columns and their words of what is written of *table*."""
    kept = [(i, column) for i, column in enumerate(table.columns) if not column.is_fraction]
    head = [f"{c.label}（{c.unit}）" if c.unit else c.label for _, c in kept]
    columns = (tuple([batch[i] for i, _ in kept]) for batch in table.batches())
    return head, columns, [column.choices for _, column in kept]


def _written(
    batches: Iterable[Columns], words: Sequence[Mapping[str, str]]
) -> Iterator[list[Sequence[str]]]:
    """Yield the cells of *batches*."""
    ways = [_Column(each, str) for each in words]
    for columns in batches:
        yield [way.cells(values) for way, values in zip(ways, columns, strict=True)]


class CellTexts(list[str]):
    """A column whose cells are made: they run nothing, need no quotes, and have one line."""


class _Column:
    """A column that becomes cells: a text or a number that comes again is looked at once.

    Args:
        words: what is written for some of its values.
        write: makes of a cell what is to be written, a text or bytes.
    """

    def __init__(self, words: Mapping[str, str], write: Callable[[str], str | bytes]) -> None:
        self._words, self._write = words, write
        # Apart, for a number may equal what is none.
        self._known: dict[type, dict[object, Any]] = {str: {}, Decimal: {}}
        self._dictionary: Values = ()
        self._texts: list[Any] = []

    def cells(self, values: Values) -> Sequence[Any]:
        """Return the cell of each of *values*."""
        if isinstance(values, CellColumn):
            return [*map(self._write, values.texts(self._shown))]
        if isinstance(values, DictionaryColumn):
            return [*map(self._texts_of(values.values).__getitem__, values.places)]
        if values[0] is values[-1] and values.count(values[0]) == len(values):
            return [self._one(values[0])] * len(values)
        kinds = {*map(type, values)} - {type(None)}
        made = self._known.get(kinds.pop()) if len(kinds) == 1 else None
        if made is None:
            return [*map(self._one, values)]
        try:
            return [*map(made.__getitem__, values)]
        except KeyError:
            if len(made) > _MOST_KNOWN:
                made.clear()
            new = [*set(values).difference(made)]
            made.update(zip(new, self._each(new), strict=True))
        return [*map(made.__getitem__, values)]

    def _texts_of(self, values: Values) -> list[Any]:
        """Return the cells of a dictionary, those made before and those that are new."""
        if values is not self._dictionary:
            self._dictionary, self._texts = values, []
        self._texts += self._each(values[len(self._texts) :])
        return self._texts

    def _each(self, values: Values) -> Iterable[Any]:
        """Return the cell of each of *values*, which do not come again."""
        return map(self._one, values)

    def _one(self, value: object) -> str | bytes:
        return self._write(self._shown(value))

    def _shown(self, value: object) -> str:
        return shown(_word(value, self._words))


class _PackedColumn(_Column):
    """A column of a file: cells as they stand in its lines."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__(words, _packed)
        self._counted: list[bytes] = []

    def pieces(self, values: Values) -> Sequence[bytes | Sequence[bytes]]:
        """Return what the cells of *values* are made of: one after the other, a text of all or the texts of each, they are it."""
        if isinstance(values, CellColumn):
            return values.pieces(self._quoted)
        if isinstance(values, SameColumn):
            return [_packed(self._shown(values.value))]
        cells = self.cells(values)
        is_same = cells[0] is cells[-1] and cells.count(cells[0]) == len(cells)
        return [cells[0] if is_same else cells]

    def cells(self, values: Values) -> Sequence[bytes]:
        """Return the cell of each of *values*."""
        if isinstance(values, CellTexts):
            return _encoded(values)
        if isinstance(values, range):
            return self._numbers(values)
        return super().cells(values)

    def _numbers(self, values: range) -> Sequence[bytes]:
        """Return the texts of numbers that count: every figure's rows do, from one."""
        if values.start < 0 or values.step != 1 or values.stop > _MOST_KNOWN:
            return _encoded([*map(str, values)])
        self._counted += _encoded([*map(str, range(len(self._counted), values.stop))])
        return self._counted[values.start : values.stop]

    def _each(self, values: Values) -> Iterable[bytes]:
        kinds = {*map(type, values)}
        if kinds == {Decimal}:
            return _encoded([*map(plain, values)])
        if kinds == {str} and not self._words:
            text = "\n".join(values)
            is_odd = text.count("\n") >= len(values) or any(mark in text for mark in '",\r')
            if not is_odd and _FIRST_TO_LOOK_AT.isdisjoint({value[:1] for value in values}):
                return text.encode().split(b"\n")
        return map(_packed, map(self._shown, values))

    def _quoted(self, value: object) -> str:
        return quoted(self._shown(value))


def _encoded(texts: Sequence[str]) -> list[bytes]:
    """Return texts of one line each as bytes, all in one go."""
    return "\n".join(texts).encode().split(b"\n") if texts else []


def _packed(text: str) -> bytes:
    return quoted(text).encode()


_FIRST_TO_LOOK_AT = frozenset("'=+-@＝＋－＠\t\r\n")
"""What a cell may begin with that a spreadsheet runs, or that says it was guarded."""
_QUOTED = re.compile(r'[",\r\n]')


def quoted(text: str) -> str:
    """Return *text* as a cell of a line of CSV that has others: in quotes where it needs them."""
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(text) else text


@frozen
class _Word:
    """A word of our own, which no spreadsheet runs."""

    text: str

    def __str__(self) -> str:
        return self.text


def _word(value: object, words: Mapping[str, str]) -> object:
    return _Word(words[value]) if isinstance(value, str) and value in words else value


def write_rows(stream: IO[bytes], rows: Iterable[Iterable[str]]) -> None:
    """Write *rows* as :func:`to_csv` gives them, as they come."""
    stream.write(
        codecs.BOM_UTF8
    )  # the codec with a mark is written in Python, and asked at every row
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=False)
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    text.flush()
    text.detach()


def write_lines(stream: IO[bytes], lines: Iterable[bytes]) -> None:
    """Write the lines that :func:`table_lines` gives, as they come."""
    stream.write(codecs.BOM_UTF8)
    for some in lines:
        stream.write(some)


def to_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file: UTF-8 with a byte-order mark, so that Excel and WPS read it as UTF-8."""
    data = io.BytesIO()
    write_rows(data, cells(head, rows))
    return data.getvalue()


def cells(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[Iterable[str]]:
    """Yield the cells of a head and of rows under it."""
    yield map(guarded, head)
    for row in rows:
        yield map(shown, row)


def faults_of_table(table: Table, data: bytes) -> list[str]:
    """Return what the CSV file *data* says otherwise than *table*, in Chinese."""
    return unlike_rows(table_rows(table), read_csv(data.decode("utf-8-sig")))
