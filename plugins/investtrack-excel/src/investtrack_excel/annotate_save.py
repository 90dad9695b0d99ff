"""Writes an openpyxl workbook as the same bytes every time, formulas with the results the source stored."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO
from xml.etree import ElementTree as ET

from investtrack.plugin.archives import put
from investtrack_excel.annotate_boxes import anchored


if TYPE_CHECKING:
    from openpyxl import Workbook

_EPOCH = b"1980-01-01T00:00:00Z"
_CORE = "docProps/core.xml"
_STAMP = rb"(<dcterms:%s\b[^>]*>)([^<]*)(</dcterms:%s>)"
_CELL = re.compile(rb"<c\b([^>]*?)(?<!/)>(.*?)</c>", re.DOTALL)
_ADDRESS = re.compile(rb"\br=\"([A-Z]{1,3}\d+)\"")
_TYPE = re.compile(rb"\bt=\"(str|b|e|n)\"")
_RESULT = re.compile(rb"<v(?:\s[^>]*)?>([^<]+)</v>")
_EMPTY = re.compile(
    rb"<c r=\"([A-Z]{1,3}\d+)\"([^>]*)>(<f\b[^>]*(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>"
)
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Results = Mapping[bytes, tuple[bytes, bytes]]


def save(book: Workbook, source: bytes, stream: BinaryIO) -> None:
    """Write *book* to *stream*.

    Args:
        book: what to write.
        source: the archive it was loaded from, whose times and formula results it keeps; empty for
            a workbook made anew.
        stream: where to.
    """
    raw = BytesIO()
    book.save(raw)
    results = {name: _results(part) for name, part in _sheet_parts(source)} if source else {}
    parts = {part: title for title, part in _paths(raw)}
    drawings = {sheet.legacy_drawing: sheet for sheet in book.worksheets if sheet.legacy_drawing}
    stamps = _stamps(source)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name in made.namelist():
            data = made.read(name)
            if name == _CORE:
                for stamp, value in stamps.items():
                    pattern = _STAMP % (stamp, stamp)
                    data = re.sub(pattern, lambda m, v=value: m[1] + v + m[3], data)  # type: ignore[misc]
            elif name in drawings:
                data = anchored(data, drawings[name])
            elif stored := results.get(parts.get(name, "")):
                data = _EMPTY.sub(lambda m, s=stored: _with_result(m, s), data)  # type: ignore[misc]
            put(out, name, data)


def _stamps(source: bytes) -> dict[bytes, bytes]:
    """Return when the source was created and modified; a fixed time where it does not say."""
    core = b""
    if source:
        with zipfile.ZipFile(BytesIO(source)) as archive:
            core = archive.read(_CORE) if _CORE in archive.namelist() else b""
    found = {stamp: re.search(_STAMP % (stamp, stamp), core) for stamp in (b"created", b"modified")}
    return {stamp: hit[2] if hit and hit[2] else _EPOCH for stamp, hit in found.items()}


def _sheet_parts(source: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (sheet name, its XML) of a workbook."""
    with zipfile.ZipFile(BytesIO(source)) as archive:
        for title, part in _paths(BytesIO(source)):
            if part in archive.namelist():
                yield title, archive.read(part)


def _paths(stream: BytesIO) -> Iterator[tuple[str, str]]:
    """Yield (sheet name, its part) of a workbook."""
    with zipfile.ZipFile(stream) as archive:
        book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - sizes were checked on opening
        rels = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_REL), "")
            yield (
                element.get("name", ""),
                target.lstrip("/") if target.startswith("/") else f"xl/{target}",
            )


def _results(part: bytes) -> Results:
    """Return address → (type, text) of every formula's stored result."""
    if b"<f" not in part:
        return {}
    found: dict[bytes, tuple[bytes, bytes]] = {}
    for cell in _CELL.finditer(part):
        address, result = _ADDRESS.search(cell[1]), _RESULT.search(cell[2])
        if address and result and b"<f" in cell[2]:
            kind = _TYPE.search(cell[1])
            found[address[1]] = (kind[1] if kind else b"n", result[1])
    return found


def _with_result(cell: re.Match[bytes], stored: Results) -> bytes:
    if cell[1] not in stored:
        return cell[0]
    kind, text = stored[cell[1]]
    return b'<c r="%b"%b t="%b">%b<v>%b</v></c>' % (cell[1], cell[2], kind, cell[3], text)
