"""Scans the XML of an ods workbook for what the reader does not tell, or does not survive.

The reader answers a formula that failed with an empty text, does not know hidden rows or merged cells, and lays out every
repeated row and cell: one cell repeated over a whole sheet asks for a hundred gigabytes. A row is looked
at cell by cell only where it holds a marker.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from attrs import define, field

from investtrack.reading.sheet import SheetMarks
from investtrack_excel.guard import MOST_CELLS


if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_TABLE = re.compile(rb"<table:table(?=[\s>])[^>]*>")
_NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
_ROWS = re.compile(rb"\btable:number-rows-repeated=\"(\d+)\"")
_COLUMNS = re.compile(rb"\btable:number-columns-repeated=\"(\d+)\"")
_SPANS = (
    re.compile(rb"\btable:number-columns-spanned=\"(\d+)\""),
    re.compile(rb"\btable:number-rows-spanned=\"(\d+)\""),
)
_CELL = re.compile(
    rb"<table:(?:covered-)?table-cell\b((?:[^>\"]|\"[^\"]*\")*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)",
    re.DOTALL,
)
_ERROR = re.compile(rb">(#(?:DIV/0!|N/A|REF!|NAME\?|VALUE!|NUM!|NULL!)|Err:\d+)<")
_FORMULA = b"table:formula"
_FILLED = (b"office:value", b"<text:", _FORMULA)
# Rows that say the same: more of them no ledger has.
_MOST_ALIKE = 10_000
_HIDDEN = (b'table:visibility="collapse"', b'table:visibility="filter"')


@define
class _Sheet:
    name: str
    errors: dict[str, str] = field(factory=dict)
    uncomputed: set[str] = field(factory=set)
    hidden: set[int] = field(factory=set)
    row: int = 0
    last_row: int = 0
    last_column: int = 0
    is_endless: bool = False
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(factory=list)

    def guarded(self) -> SheetMarks:
        far = self.is_endless or self.last_row * self.last_column > MOST_CELLS
        corner = f"{_letters(self.last_column)}{self.last_row}" if far else ""
        return SheetMarks(
            self.errors,
            frozenset(self.uncomputed),
            frozenset(self.hidden),
            corner,
            tuple(self.merged),
        )


def scan_ods(archive: zipfile.ZipFile) -> dict[str, SheetMarks]:
    """Return sheet name → what was found; nothing where the archive is no ods workbook."""
    if "content.xml" not in archive.namelist():
        return {}
    content = archive.read("content.xml")
    found: dict[str, SheetMarks] = {}
    starts = [match.span() for match in _TABLE.finditer(content)]
    for (begin, end), after in zip(
        starts, [*(start for start, _ in starts[1:]), len(content)], strict=True
    ):
        name = _NAME.search(content, begin, end)
        sheet = _Sheet(unescape(name[1].decode("utf-8", "replace")) if name else "")
        for piece in content[end:after].split(b"<table:table-row")[1:]:
            _scan_row(sheet, piece)
        found[sheet.name] = sheet.guarded()
    return found


def _scan_row(sheet: _Sheet, piece: bytes) -> None:
    head, _, body = piece.partition(b">")
    if head.startswith((b"s", b"-")):  # <table:table-rows>, <table:table-row-group>
        return
    times = int(repeated[1]) if (repeated := _ROWS.search(head)) else 1
    first = sheet.row + 1
    sheet.row += times
    if not any(word in body for word in _FILLED):
        return
    sheet.last_row = sheet.row
    if times > _MOST_ALIKE:
        sheet.is_endless = True
    elif any(word in head for word in _HIDDEN):
        sheet.hidden.update(range(first, sheet.row + 1))
    if _is_plain(body):
        wide = body.count(b"<table:table-cell") + body.count(b"<table:covered")
        sheet.last_column = max(sheet.last_column, wide)
    else:
        _scan_cells(sheet, first, body)


def _scan_cells(sheet: _Sheet, row: int, body: bytes) -> None:
    for column, last, attributes, inner in _cells(body):
        if b"-spanned" in attributes:
            wide, high = (
                int(found[1]) if (found := span.search(attributes)) else 1 for span in _SPANS
            )
            if wide > 1 or high > 1:
                sheet.merged.append(((row - 1, column - 1), (row + high - 2, column + wide - 2)))
        if inner or any(word in attributes for word in _FILLED):
            sheet.last_column = max(sheet.last_column, last)
        failed = _ERROR.search(inner)
        if b'calcext:value-type="error"' in attributes or (failed and _FORMULA in attributes):
            sheet.errors[f"{_letters(column)}{row}"] = failed[1].decode() if failed else "#N/A"
        elif _FORMULA in attributes and b"office:value-type" not in attributes and not inner:
            sheet.uncomputed.add(f"{_letters(column)}{row}")


def _is_plain(body: bytes) -> bool:
    """Whether no cell of a row needs to be looked at: no formula, no error, nothing repeated or merged."""
    return (
        b"columns-repeated" not in body
        and b"-spanned" not in body
        and _FORMULA not in body
        and b'value-type="error"' not in body
    )


def _cells(body: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield the first and last column of each cell, its attributes and what is in it."""
    column = 1
    for cell in _CELL.finditer(body):
        attributes, inner = cell[1], cell[2] or b""
        times = int(found[1]) if (found := _COLUMNS.search(attributes)) else 1
        yield column, column + times - 1, attributes, inner
        column += times


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
