"""Scans the XML of an ods workbook for what the reader does not tell, or does not survive.

The reader answers a formula that failed with an empty text, does not know hidden rows or merged cells, and lays out every
repeated row and cell: one cell repeated over a whole sheet asks for a hundred gigabytes. A row is looked
at cell by cell only where it holds a marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from attrs import define, field

from investtrack.input_limits import CELLS, COLUMNS
from investtrack.reading.sheet import Run, SheetMarks
from investtrack.values.cell import column_letters
from investtrack_excel.files.ods_styles import OdsStyles, ods_styles


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
_STYLE = re.compile(rb"\btable:style-name=\"([^\"]*)\"")
_DEFAULT = re.compile(rb"\btable:default-cell-style-name=\"([^\"]*)\"")
_COLUMN = re.compile(rb"<table:table-column\b([^>]*)>")
_SPACE = re.compile(
    rb"(?<=>)\s+(?=</?(?:table|office):)|(?<=<)(/?(?:table|office):[^<>]*>)\s+(?=<)"
)
# What a number is shown as where it is not seen as a number; programs write the text beside the value.
_SHOWN = re.compile(rb"<text:p>(TRUE|FALSE)</text:p>|<text:p/>|<text:p></text:p>")
_SPACED = re.compile(rb">\s+</?table:")
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
    hidden_columns: frozenset[int] = frozenset()
    row: int = 0
    last_row: int = 0
    last_column: int = 0
    is_endless: bool = False
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(factory=list)
    styles: OdsStyles = field(factory=OdsStyles)
    defaults: list[tuple[int, str]] = field(factory=list)
    """Last column of a run of columns, and the style of its cells that name none."""
    formats: dict[str, str] = field(factory=dict)
    runs: dict[str, tuple[Run, ...]] = field(factory=dict)
    struck: set[str] = field(factory=set)

    def style(self, attributes: bytes, row_style: str, column: int) -> str:
        """Return the style of a cell: its own, else its row's, else its column's."""
        if own := _STYLE.search(attributes):
            return own[1].decode("utf-8", "replace")
        return row_style or next((style for last, style in self.defaults if column <= last), "")

    def guarded(self) -> SheetMarks:
        extent = self.last_row * self.last_column
        far = self.is_endless or extent > CELLS or self.last_column > COLUMNS
        corner = f"{column_letters(self.last_column - 1)}{self.last_row}" if far else ""
        return SheetMarks(
            self.errors,
            frozenset(self.uncomputed),
            frozenset(self.hidden),
            corner,
            tuple(self.merged),
            formats=self.formats,
            runs=self.runs,
            struck=frozenset(self.struck),
            hidden_columns=self.hidden_columns,
            extent=extent,
        )


def without_spaces(data: bytes) -> bytes:
    """Return an ods workbook without white space between the elements of its tables, over which the reader gives it up."""
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as old:
        if "content.xml" not in old.namelist() or not _SPACED.search(old.read("content.xml")):
            return data
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as new:
            for part in old.infolist():
                content = old.read(part)
                if part.filename == "content.xml":
                    content = _SPACE.sub(rb"\1", content)
                new.writestr(part.filename, content)
    return made.getvalue()


def scan_ods(archive: zipfile.ZipFile) -> dict[str, SheetMarks]:
    """Return sheet name → what was found; nothing where the archive is no ods workbook."""
    if "content.xml" not in archive.namelist():
        return {}
    content = archive.read("content.xml")
    styles = ods_styles(archive)
    found: dict[str, SheetMarks] = {}
    starts = [match.span() for match in _TABLE.finditer(content)]
    for (begin, end), after in zip(
        starts, [*(start for start, _ in starts[1:]), len(content)], strict=True
    ):
        name = _NAME.search(content, begin, end)
        sheet = _Sheet(unescape(name[1].decode("utf-8", "replace")) if name else "")
        head, *pieces = content[end:after].split(b"<table:table-row")
        flat = _named(styles.flat)
        sheet.hidden_columns = frozenset(_hidden_columns(head, flat))
        if styles.cells or styles.texts:
            sheet.styles, sheet.defaults = styles, list(_defaults(head))
        for piece in pieces:
            _scan_row(sheet, piece, flat)
        found[sheet.name] = sheet.guarded()
    return found


def _defaults(head: bytes) -> Iterator[tuple[int, str]]:
    column = 0
    for found in _COLUMN.finditer(head):
        times = _COLUMNS.search(found[1])
        column += int(times[1]) if times else 1
        style = _DEFAULT.search(found[1])
        yield column, style[1].decode("utf-8", "replace") if style else ""


def _named(styles: Iterable[str]) -> tuple[bytes, ...]:
    """Return what names one of *styles* in an element."""
    return tuple(f'table:style-name="{name}"'.encode() for name in styles)


def _hidden_columns(head: bytes, flat: Iterable[bytes]) -> Iterator[int]:
    column = 0
    for found in _COLUMN.finditer(head):
        times = int(repeated[1]) if (repeated := _COLUMNS.search(found[1])) else 1
        if any(word in found[1] for word in (*_HIDDEN, *flat)):
            yield from range(column, column + min(times, _MOST_ALIKE))
        column += times


def _scan_row(sheet: _Sheet, piece: bytes, flat: Iterable[bytes]) -> None:
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
    elif any(word in head for word in (*_HIDDEN, *flat)):
        sheet.hidden.update(range(first, sheet.row + 1))
    if _is_plain(body):
        wide = body.count(b"<table:table-cell") + body.count(b"<table:covered")
        sheet.last_column = max(sheet.last_column, wide)
    else:
        _scan_cells(sheet, first, body)
    if _SHOWN.search(body):
        _scan_shown(sheet, first, body)
    if sheet.styles.cells or (sheet.styles.texts and b"<text:span" in body):
        default = _DEFAULT.search(head)
        _scan_styles(sheet, first, body, default[1].decode("utf-8", "replace") if default else "")


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
            sheet.errors[f"{column_letters(column - 1)}{row}"] = (
                failed[1].decode() if failed else "#N/A"
            )
        elif _FORMULA in attributes and b"office:value-type" not in attributes and not inner:
            sheet.uncomputed.add(f"{column_letters(column - 1)}{row}")


def _scan_styles(sheet: _Sheet, row: int, body: bytes, row_style: str) -> None:
    """Note the cells of a row that read otherwise than their values."""
    styles = sheet.styles
    for column, last, attributes, inner in _cells(body):
        if not inner and b"office:value" not in attributes:
            continue
        style = sheet.style(attributes, row_style, column)
        if style in styles.cells:
            for each in range(column, last + 1):
                address = f"{column_letters(each - 1)}{row}"
                if style in styles.struck:
                    sheet.struck.add(address)
                elif b"office:value=" in attributes:
                    sheet.formats[address] = styles.formats[style]
        if b"<text:span" in inner and (runs := styles.runs(inner)):
            sheet.runs[f"{column_letters(column - 1)}{row}"] = runs


def _scan_shown(sheet: _Sheet, row: int, body: bytes) -> None:
    """Note the numbers that are shown as TRUE or FALSE, or as nothing."""
    for column, last, attributes, inner in _cells(body):
        if b"office:value=" in attributes and (shown := _SHOWN.fullmatch(inner)):
            for each in range(column, last + 1):
                address = f"{column_letters(each - 1)}{row}"
                if shown[1]:
                    sheet.runs[address] = (Run(shown[1].decode()),)
                else:
                    sheet.formats[address] = ";;;"


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
        attributes, inner = cell[1], (cell[2] or b"").strip()
        times = int(found[1]) if (found := _COLUMNS.search(attributes)) else 1
        yield column, column + times - 1, attributes, inner
        column += times
