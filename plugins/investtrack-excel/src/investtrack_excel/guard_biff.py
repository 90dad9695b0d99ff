"""Scans the records of an old workbook (xls, et) for error cells and hidden rows, which the reader does not tell.

A formula in these files always has a stored result, if only zero or an empty text, so that none is found missing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from investtrack.reading.sheet import SheetMarks
from investtrack_excel.biff import streams


_BOF, _EOF, _BOUND_SHEET = 0x0809, 0x000A, 0x0085
_ROW, _BOOLERR, _FORMULA = 0x0208, 0x0205, 0x0006
_HIDDEN = 0x20
_NOT_A_NUMBER, _IS_ERROR = b"\xff\xff", 2
_SINCE_1997 = 0x0600
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def scan_biff(data: bytes) -> dict[str, SheetMarks]:
    """Return sheet name → what was found; what is not understood is left to the reader."""
    found: dict[str, SheetMarks] = {}
    try:
        for stream in streams(data):
            for name, start in _sheets(stream):
                found[name] = _scan(stream, start)
    except (struct.error, IndexError, ValueError):
        return found
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield the code, the place and the length of each record from *at* on."""
    header, end = struct.Struct("<HH"), len(stream)
    while at + 4 <= end:
        code, length = header.unpack_from(stream, at)
        yield code, at + 4, length
        at += 4 + length


def _sheets(stream: bytes) -> list[tuple[str, int]]:
    found = []
    version = _SINCE_1997
    for code, at, length in _records(stream, 0):
        if code == _BOF:
            (version,) = struct.unpack_from("<H", stream, at)
        elif code == _BOUND_SHEET:
            (start,) = struct.unpack_from("<I", stream, at)
            raw = stream[at + 7 : at + length]
            if version < _SINCE_1997:
                name = raw.decode("gb18030", "replace")
            else:
                name = raw[1:].decode("utf-16-le" if raw[0] & 1 else "latin-1", "replace")
            found.append((name, start))
        elif code == _EOF:
            break
    return found


def _scan(stream: bytes, start: int) -> SheetMarks:
    errors: dict[str, str] = {}
    hidden: set[int] = set()
    depth = 0
    for code, at, _ in _records(stream, start):
        if code == _BOF:
            depth += 1
        elif code == _EOF:
            depth -= 1
            if not depth:
                break
        elif depth == 1:  # not in a chart within the sheet
            if code == _ROW and stream[at + 12] & _HIDDEN:
                hidden.add(_cell(stream, at)[0] + 1)
            elif (error := _error(code, stream, at)) is not None:
                row, column = _cell(stream, at)
                errors[_address(row, column)] = _ERRORS.get(error, "#N/A")
    return SheetMarks(errors, hidden_rows=frozenset(hidden))


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
    high, low = divmod(column, 26)
    return f"{chr(64 + high) if high else ''}{chr(65 + low)}{row + 1}"
