"""Scans sheet XML for what the reader does not tell, or does not survive.

The reader answers error cells and formulas without a result with an empty text, does not know hidden rows,
and lays out a sheet as one block of memory up to its last cell: one stray cell in the last corner ends the
process. So every sheet is scanned first, streamed in pieces. Only a piece that holds a marker is looked at
closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import IO, TYPE_CHECKING

from investtrack.reading.sheet import SheetMarks


if TYPE_CHECKING:
    import zipfile

_CHUNK = 1 << 20
_LONGEST_ROW = 64 << 20
_AHEAD = 8 << 20  # from this size on, a sheet is unpacked beside the scan
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_HIDDEN = re.compile(rb"<row\b[^>]*?\bhidden=\"(?:1|true)\"[^>]*>")
_ROW_NUMBER = re.compile(rb"\br=\"(\d+)\"")
_ADDRESS = re.compile(rb"\br=\"([A-Z]{1,3}\d+)\"")
# Widest column that may be left unnoticed, and what is found beyond it.
_WIDTHS = (
    (52, re.compile(rb"r=\"(?:[B-Z][A-Z]|[A-Z]{3})\d")),
    (702, re.compile(rb"r=\"[A-Z]{3}\d")),
)
_MOST_COLUMNS = 16_384
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>(.*?)</v>", re.DOTALL)
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Cells of the reader's block, 32 bytes each: 50,000 rows of 40 columns are two million.
MOST_CELLS = 24_000_000


def scan(archive: zipfile.ZipFile | None) -> dict[str, SheetMarks]:
    """Return sheet name → what was found, for xlsx and xlsm; nothing for other formats.

    Raises:
        BadZipFile: a sheet's data are damaged.
    """
    if archive is None or "xl/workbook.xml" not in archive.namelist():
        return {}
    return {name: _scan_sheet(archive, part) for name, part in _sheets(archive)}


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    from xml.etree import ElementTree as ET

    names = set(archive.namelist())
    try:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - sizes checked, expat limits entities
        rels = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (KeyError, ET.ParseError):
        return
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_REL) or "", "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            if part in names:
                yield element.get("name") or "", part


def _scan_sheet(archive: zipfile.ZipFile, part: str) -> SheetMarks:
    errors: dict[str, str] = {}
    uncomputed: set[str] = set()
    hidden: set[int] = set()
    last_row, beyond = 0, 0  # beyond: how many of the widths are exceeded
    for piece in _pieces(archive, part):
        _scan_piece(piece, errors, uncomputed, hidden)
        while beyond < len(_WIDTHS) and _WIDTHS[beyond][1].search(piece):
            beyond += 1
        if (start := piece.rfind(b"<row ")) >= 0 and (number := _ROW_NUMBER.search(piece, start)):
            last_row = int(number[1])
    width = _WIDTHS[beyond][0] if beyond < len(_WIDTHS) else _MOST_COLUMNS
    corner = _corner(archive, part) if last_row * width > MOST_CELLS else ""
    return SheetMarks(errors, frozenset(uncomputed), frozenset(hidden), corner)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Yield a sheet's XML in pieces of whole rows."""
    rest = b""
    with archive.open(part) as stream:
        is_large = archive.getinfo(part).file_size > _AHEAD
        for chunk in _ahead(stream) if is_large else iter(lambda: stream.read(_CHUNK), b""):
            rest += chunk
            cut = rest.rfind(b"<row ")
            if cut > 0:
                yield rest[:cut]
                rest = rest[cut:]
            elif len(rest) > _LONGEST_ROW:
                yield rest
                rest = b""
    yield rest


def _ahead(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what *stream* gives, unpacked one chunk ahead: unpacking leaves the interpreter to the scan."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(stream.read, _CHUNK)
        while chunk := coming.result():
            coming = pool.submit(stream.read, _CHUNK)
            yield chunk


def _scan_piece(
    piece: bytes, errors: dict[str, str], uncomputed: set[str], hidden: set[int]
) -> None:
    if b' hidden="' in piece:
        for row in _HIDDEN.finditer(piece):
            if number := _ROW_NUMBER.search(row.group()):
                hidden.add(int(number[1]))
    if b't="e"' not in piece and b"<f" not in piece:
        return
    for cell in _CELL.finditer(piece):
        attributes, body = cell[1], cell[2] or b""
        address = _ADDRESS.search(attributes)
        if address is None:
            continue
        value = _VALUE.search(body)
        if b't="e"' in attributes:
            errors[address[1].decode()] = value[1].decode(errors="replace") if value else "#N/A"
        elif b"<f" in body and (value is None or not value[1]) and b't="str"' not in attributes:
            uncomputed.add(address[1].decode())


def _corner(archive: zipfile.ZipFile, part: str) -> str:
    """Return the far corner of the cells that hold anything, empty where the sheet is not too large."""
    last_row, last_column, letters = 0, 0, ""
    for piece in _pieces(archive, part):
        for cell in _CELL.finditer(piece):
            body = cell[2] or b""
            if (b"<v" in body or b"<is" in body) and (address := _ADDRESS.search(cell[1])):
                name = address[1].rstrip(b"0123456789")
                last_row = max(last_row, int(address[1][len(name) :]))
                if (number := _column(name)) > last_column:
                    last_column, letters = number, name.decode()
    return f"{letters}{last_row}" if last_row * last_column > MOST_CELLS else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
