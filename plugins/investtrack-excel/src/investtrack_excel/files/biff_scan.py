"""Scans the records of an old workbook (xls, et) for what the reader does not tell: errors, hidden rows, formats, strikes.

A formula in these files always has a stored result, if only zero or an empty text, so that none is found missing.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator

from attrs import define, evolve, field

from investtrack.reading.sheet import Run, SheetMarks
from investtrack.values.cell import column_letters
from investtrack_excel.files.biff import streams
from investtrack_excel.files.biff_styles import (
    SINCE_1997,
    BiffStyles,
    Pieces,
    biff_styles,
    old_rich,
)


_BOF, _EOF, _BOUND_SHEET = 0x0809, 0x000A, 0x0085
_COLUMNS, _DATE_MODE = 0x007D, 0x0022
_ROW, _BOOLERR, _FORMULA = 0x0208, 0x0205, 0x0006
_MERGED = 0x00E5
_HIDDEN = 0x20
_LEAST_HEIGHT = 20
_MOST_COLUMNS = 255
_NOT_A_NUMBER, _IS_ERROR = b"\xff\xff", 2
_NUMBER, _RK, _MANY_RK, _STRING, _TEXT, _RICH_TEXT = 0x0203, 0x027E, 0x00BD, 0x00FD, 0x0204, 0x00D6
_STYLED = frozenset({_NUMBER, _RK, _MANY_RK, _STRING, _TEXT, _RICH_TEXT, _FORMULA, _BOOLERR})
_TEXTS = frozenset({_STRING, _TEXT, _RICH_TEXT})
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def scan_biff(data: bytes) -> dict[str, SheetMarks]:
    """Return sheet name → what was found; what is not understood is left to the reader."""
    found: dict[str, SheetMarks] = {}
    try:
        for stream in streams(data):
            version, sheets, styles = _globals(stream)
            for name, start in sheets:
                found[name] = _scan(stream, start, styles, version)
    except (struct.error, IndexError, ValueError):
        found[""] = SheetMarks(extent=sys.maxsize)  # nobody knows how large it is
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield the code, the place and the length of each record from *at* on."""
    header, end = struct.Struct("<HH"), len(stream)
    while at + 4 <= end:
        code, length = header.unpack_from(stream, at)
        yield code, at + 4, length
        at += 4 + length


def _globals(stream: bytes) -> tuple[int, list[tuple[str, int]], BiffStyles]:
    """Return the version, name and place of each sheet, and what the styles do."""
    sheets = []
    version, is_since_1904 = SINCE_1997, False
    of_styles: list[tuple[int, int, int]] = []
    for code, at, length in _records(stream, 0):
        if code == _BOF:
            (version,) = struct.unpack_from("<H", stream, at)
        elif code == _BOUND_SHEET:
            (start,) = struct.unpack_from("<I", stream, at)
            raw = stream[at + 7 : at + length]
            if version < SINCE_1997:
                name = raw.decode("gb18030", "replace")
            else:
                name = raw[1:].decode("utf-16-le" if raw[0] & 1 else "latin-1", "replace")
            sheets.append((name, start))
        elif code == _EOF:
            break
        elif code == _DATE_MODE:
            is_since_1904 = bool(struct.unpack_from("<H", stream, at)[0])
        else:
            of_styles.append((code, at, length))
    try:
        styles = biff_styles(stream, iter(of_styles), version)
    except (struct.error, IndexError):
        styles = BiffStyles()  # the reader says that the workbook is damaged
    if is_since_1904:
        styles = evolve(styles, is_since_1904=True)
    return version, sheets, styles


@define
class _Seen:
    """The cells of one sheet that read otherwise than their values."""

    stream: bytes
    styles: BiffStyles
    version: int
    formats: dict[str, str] = field(factory=dict)
    runs: dict[str, tuple[Run, ...]] = field(factory=dict)
    struck: set[str] = field(factory=set)

    def take(self, code: int, at: int, length: int) -> None:
        """Take in the cells of one record."""
        row, column = _cell(self.stream, at)
        if code == _MANY_RK:
            for number in range((length - 6) // 6):
                (style,) = struct.unpack_from("<H", self.stream, at + 4 + 6 * number)
                self._styled(_address(row, column + number), style, is_number=True)
            return
        (style,) = struct.unpack_from("<H", self.stream, at + 4)
        address = _address(row, column)
        if pieces := self._pieces(code, at, length):
            if found := self.styles.runs(pieces, style):
                self.runs[address] = found
            return
        self._styled(address, style, is_number=code not in _TEXTS)

    def _pieces(self, code: int, at: int, length: int) -> Pieces:
        if code == _STRING:
            (number,) = struct.unpack_from("<I", self.stream, at + 6)
            return self.styles.rich.get(number, ())
        if code == _RICH_TEXT and self.version < SINCE_1997:
            return old_rich(self.stream[at + 6 : at + length])
        return ()

    def _styled(self, address: str, style: int, *, is_number: bool) -> None:
        if style in self.styles.struck:
            self.struck.add(address)
        elif is_number and style in self.styles.formats:
            self.formats[address] = self.styles.formats[style]


@define
class _Extent:
    """How far the cells of a sheet reach, and how many ranges are merged."""

    stream: bytes
    rows: int = 0
    columns: int = 0
    merges: int = 0

    def take(self, code: int, at: int, length: int) -> None:
        """Take in one record, of cells or of anything else."""
        if code in _STYLED:
            row, column = _cell(self.stream, at)
            many = (length - 6) // 6 if code == _MANY_RK else 1
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + many)
        elif code == _MERGED:
            self.merges += struct.unpack_from("<H", self.stream, at)[0]


def _scan(stream: bytes, start: int, styles: BiffStyles, version: int) -> SheetMarks:
    errors: dict[str, str] = {}
    hidden: set[int] = set()
    columns: set[int] = set()
    seen = _Seen(stream, styles, version)
    styled = _STYLED if styles.matter else frozenset()
    extent = _Extent(stream)
    depth = 0
    for code, at, length in _records(stream, start):
        extent.take(code, at, length)
        if code == _BOF:
            depth += 1
        elif code == _EOF:
            depth -= 1
            if not depth:
                break
        elif depth == 1:  # not in a chart within the sheet
            if code in styled:
                seen.take(code, at, length)
            if code == _ROW and (stream[at + 12] & _HIDDEN or _is_low(stream, at)):
                hidden.add(_cell(stream, at)[0] + 1)
            elif code == _COLUMNS:
                columns.update(_hidden_columns(stream, at))
            elif (error := _error(code, stream, at)) is not None:
                row, column = _cell(stream, at)
                errors[_address(row, column)] = _ERRORS.get(error, "#N/A")
    return SheetMarks(
        errors,
        hidden_rows=frozenset(hidden),
        formats=seen.formats,
        runs=seen.runs,
        struck=frozenset(seen.struck),
        hidden_columns=frozenset(columns),
        is_since_1904=styles.is_since_1904,
        extent=extent.rows * extent.columns,
        merges=extent.merges,
    )


def _is_low(stream: bytes, at: int) -> bool:
    """Whether a row's own height is too small to be seen: below a point, of twenty twips."""
    (height,) = struct.unpack_from("<H", stream, at + 6)
    return bool(height < _LEAST_HEIGHT)


def _hidden_columns(stream: bytes, at: int) -> range:
    first, last, width, _, options = struct.unpack_from("<HHHHH", stream, at)
    is_hidden = options & 1 or not width
    return range(first, min(last, _MOST_COLUMNS) + 1) if is_hidden else range(0)


def _cell(stream: bytes, at: int) -> tuple[int, int]:
    row, column = struct.unpack_from("<HH", stream, at)
    return row, column


def _error(code: int, stream: bytes, at: int) -> int | None:
    """Return the number of the error that a record holds, or None."""
    if code == _BOOLERR:
        return stream[at + 6] if stream[at + 7] else None
    if code == _FORMULA:
        # The result: a number, or 0xFFFF behind its kind and value.
        marked = stream[at + 12 : at + 14] == _NOT_A_NUMBER
        return stream[at + 8] if marked and stream[at + 6] == _IS_ERROR else None
    return None


def _address(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"
