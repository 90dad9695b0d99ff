"""Scans sheet XML for what the reader answers with an empty text: error cells, uncomputed formulas.

Streamed in pieces: a sheet's XML may be far larger than its file. Only a piece that holds a marker is
looked at closely.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from attrs import field, frozen


_CHUNK = 1 << 20
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ROW = re.compile(rb"<row\b[^>]*?\bhidden=\"(?:1|true)\"[^>]*>")
_ROW_NUMBER = re.compile(rb"\br=\"(\d+)\"")
_ADDRESS = re.compile(rb"\br=\"([A-Z]{1,3}\d+)\"")
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>(.*?)</v>", re.DOTALL)
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@frozen
class Guarded:
    """What a sheet's XML holds that the reader does not tell.

    Attributes:
        errors: cell → error text, such as ``#REF!``.
        uncomputed: cells with a formula and no computed value.
        hidden_rows: one-based numbers of hidden rows.
    """

    errors: dict[str, str] = field(factory=dict)
    uncomputed: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()


def scan(archive: zipfile.ZipFile | None) -> dict[str, Guarded]:
    """Return sheet name → what was found, for xlsx and xlsm; nothing for other formats."""
    if archive is None or "xl/workbook.xml" not in archive.namelist():
        return {}
    return {name: _scan_sheet(archive, part) for name, part in _sheets(archive)}


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(archive.namelist())
    try:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - size-checked, no entities resolved
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


def _scan_sheet(archive: zipfile.ZipFile, part: str) -> Guarded:
    errors: dict[str, str] = {}
    uncomputed: set[str] = set()
    hidden: set[int] = set()
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            # Cut behind the last whole row, so that no cell is split between two pieces.
            piece = rest + chunk
            cut = piece.rfind(b"</row>") + len(b"</row>")
            if cut < len(b"</row>"):
                rest = piece
                continue
            _scan_piece(piece[:cut], errors, uncomputed, hidden)
            rest = piece[cut:]
    _scan_piece(rest, errors, uncomputed, hidden)
    return Guarded(errors, frozenset(uncomputed), frozenset(hidden))


def _scan_piece(
    piece: bytes, errors: dict[str, str], uncomputed: set[str], hidden: set[int]
) -> None:
    if b'hidden="1"' in piece or b'hidden="true"' in piece:
        for row in _ROW.finditer(piece):
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
            errors[address[1].decode()] = value[1].decode() if value else "#N/A"
        elif b"<f" in body and (value is None or not value[1]) and b't="str"' not in attributes:
            uncomputed.add(address[1].decode())
