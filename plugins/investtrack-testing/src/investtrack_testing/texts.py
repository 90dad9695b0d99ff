"""What a written file says, as text: for comparing with expectations, with the standard library alone.

This reads what a plugin under test has just written, never a ledger; hence no library for it here.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from investtrack.values.cell import bare


TextOf = Callable[[bytes], str]
"""What an exporter's author gives: from the bytes written to the text a reader sees."""


def text_reader(suffix: str) -> TextOf | None:
    """Return what reads the text of files of *suffix*, or None where the kit knows no way."""
    return _READERS.get(suffix.lower())


def _parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314 - written by the plugin under test


def plain_text(data: bytes) -> str:
    """Return a text file's text, without a byte-order mark."""
    return data.decode("utf-8-sig")


def json_text(data: bytes) -> str:
    """Return every key and value of a JSON document, one a line."""
    return "\n".join(_scalars(json.loads(data)))


def _scalars(data: object) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield str(key)
            yield from _scalars(value)
    elif isinstance(data, list):
        for value in data:
            yield from _scalars(value)
    elif data is not None:
        yield str(data)


def csv_text(data: bytes) -> str:
    """Return the cells of a CSV file, one a line."""
    return "\n".join(cell for row in _csv_rows(data) for cell in row)


def _csv_rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def csv_rows(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file as offices save it: UTF-8, UTF-16 or GBK, parted by comma, tab or semicolon.

    Raises:
        UnicodeDecodeError: it is none of these.
        csv.Error: it is no CSV.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
    mark = max(",\t;，", key=lambda mark: sum(mark in line for line in text.splitlines()))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    return [[bare(_AS_TEXT.sub(r"\1", cell)) for cell in row] for row in rows]


def docx_text(data: bytes) -> str:
    """Return the text of a Word document: a paragraph a line, table cells too, then headers and notes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if _WORD_PART.fullmatch(n)]
        names.sort(key=lambda name: ("document" not in name, name))
        lines = [line for name in names for line in _paragraphs(archive.read(name))]
    return "\n".join(lines)


def _paragraphs(data: bytes) -> Iterator[str]:
    for paragraph in _parsed(data).iter(f"{_W}p"):
        parts: list[str] = []
        for item in paragraph.iter():
            if item.tag == f"{_W}t":
                parts.append(item.text or "")
            elif item.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"}:
                parts.append("\t" if item.tag == f"{_W}tab" else " ")
        yield "".join(parts)


def xlsx_text(data: bytes) -> str:
    """Return the cells of a workbook, one a line: ``表!A1: text`` or ``表!A1: value 〔=formula〕``, then comments."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        shared = _strings(archive.read(_SHARED)) if _SHARED in names else []
        lines = [
            line
            for title, part in _sheets(archive)
            for line in _cells(title, archive.read(part), shared)
        ]
        for part in sorted(name for name in names if _COMMENTS.search(name)):
            root = _parsed(archive.read(part))
            lines += [
                f"批注 {comment.get('ref')}: {_joined(comment)}"
                for comment in root.iter(f"{_S}comment")
            ]
    return "\n".join(lines)


def formula_cells(data: bytes, suffix: str) -> list[str]:
    """Return what a spreadsheet would run on opening a file of *suffix*: formulas; in CSV, what looks like one."""
    if suffix == ".csv":
        cells = [cell for row in _csv_rows(data) for cell in row]
        return [c for c in cells if c[:1] in _LEADS and not _NUMBER.fullmatch(c)]
    if suffix not in {".xlsx", ".xlsm"}:
        return []
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for _, part in _sheets(archive):
            root = _parsed(archive.read(part))
            found += [f"={item.text or ''}" for item in root.iter(f"{_S}f")]
    return found


def _strings(data: bytes) -> list[str]:
    return [_joined(item) for item in _parsed(data).iter(f"{_S}si")]


def _joined(item: ET.Element) -> str:
    return "".join(_unescaped(text.text or "") for text in item.iter(f"{_S}t"))


def _unescaped(text: str) -> str:
    # A spreadsheet writes a control character as _x0007_.
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    related = _parsed(archive.read("xl/_rels/workbook.xml.rels"))
    parts = {item.get("Id", ""): item.get("Target", "") for item in related}
    book = _parsed(archive.read("xl/workbook.xml"))
    for sheet in book.iter(f"{_S}sheet"):
        part = parts[sheet.get(f"{_R}id", "")]
        yield sheet.get("name", ""), part.lstrip("/") if part.startswith("/") else f"xl/{part}"


def _cells(title: str, data: bytes, shared: list[str]) -> Iterator[str]:
    for cell in _parsed(data).iter(f"{_S}c"):
        value = cell.find(f"{_S}v")
        text = value.text or "" if value is not None else ""
        if cell.get("t") == "s":
            text = shared[int(text)]
        elif cell.get("t") == "inlineStr":
            text = _joined(cell)
        elif cell.get("t") == "str":
            text = _unescaped(text)
        formula = cell.find(f"{_S}f")
        if formula is not None:
            text += f" 〔={formula.text or ''}〕"
        if text:
            yield f"{title}!{cell.get('r')}: {text}"


def html_text(data: bytes) -> str:
    """Return the text of a page: what its markup leaves, without scripts and styles."""
    reader = _Page()
    reader.feed(data.decode("utf-8-sig"))
    reader.close()
    return "".join(reader.parts)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in {"script", "style"}
        self.parts.append("\n" if tag in {"p", "br", "tr", "div", "li", "h1", "h2", "h3"} else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"script", "style"} and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHARED = "xl/sharedStrings.xml"
_WORD_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_COMMENTS = re.compile(r"xl/comments/?[^/]*\.xml$")
_AS_TEXT = re.compile(r'="([^"]*)"\Z')  # how a spreadsheet is kept from taking 0012 for a number
_LEADS = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?[\d,]+(\.\d+)?[%％]?")
_READERS: Mapping[str, TextOf] = {
    ".txt": plain_text, ".md": plain_text, ".json": json_text, ".ics": plain_text, ".toml": plain_text,
    ".xml": plain_text, ".svg": plain_text, ".csv": csv_text, ".html": html_text, ".htm": html_text,
    ".docx": docx_text, ".xlsx": xlsx_text, ".xlsm": xlsx_text,
}  # fmt: skip
