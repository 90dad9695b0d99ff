"""Scans sheet XML for what the reader does not tell, or does not survive.

The reader answers error cells and formulas without a result with an empty text, does not know hidden rows,
and lays out a sheet as one block of memory up to its last cell: one stray cell in the last corner ends the
process. So every sheet is scanned first, streamed in pieces. Only a piece that holds a marker is looked at
closely. Patterns read what nearly every program writes; a sheet written otherwise (a prefix, single quotes, cells without
addresses) is parsed whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree as ET

from attrs import define, evolve, field

from investtrack.input_limits import CELLS, COLUMNS
from investtrack.model.source import column_letters
from investtrack.reading.sheet import Run, SheetMarks
from investtrack_excel.files.xlsx_styles import (
    CellStyles,
    cell_styles,
    events_of,
    local,
    root_of,
    runs_of,
)
from investtrack_ooxml.spreadsheet.addresses import column_number


if TYPE_CHECKING:
    import zipfile

_CHUNK = 1 << 20
_LONGEST_ROW = 64 << 20
_HEAD = 64 << 10  # bytes that show how a program writes
_AHEAD = 8 << 20  # from this size on, a sheet is unpacked beside the scan
_CELL = re.compile(rb"<c\b([^<>]*?)(?:/>|>((?:[^<]++|<(?!/?c[\s/>]))*+)</c>)")
_HIDDEN = re.compile(rb"<row\b[^>]*?\b(?:hidden=\"(?:1|true)|ht=\"0[^\"]*)\"[^>]*>")
_HIDDEN_COLUMNS = re.compile(rb"<col\b(?=[^>]*\b(?:hidden=\"(?:1|true)\"|width=\"0[^\"]*\"))[^>]*>")
_SINCE_1904 = re.compile(rb"\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_FIRST, _LAST = re.compile(rb"\bmin=\"(\d+)\""), re.compile(rb"\bmax=\"(\d+)\"")
_ROW_NUMBER = re.compile(rb"\br=\"(\d+)\"")
_ADDRESS = re.compile(rb"\br=\"([A-Z]{1,3}\d+)\"")
# Widest column that may be left unnoticed, and what is found beyond it: a cell further right, one without address, or one
# so far below that its row is held against the one that names it.
_WIDTHS = (
    (52, re.compile(rb"<c(?! r=\"[A-Z]\d{1,5}\")(?! r=\"A[A-Z]\d{1,5}\")")),
    (702, re.compile(rb"<c(?! r=\"[A-Z]{1,2}\d)")),
)
_ANY_CELL = re.compile(rb"<c[\s>/]")
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>([^<]*)</v>")
_KIND = re.compile(rb"\bt=\"(\w+)\"")
_STYLE = re.compile(rb"\bs=\"(\d+)\"")
_ROOT = re.compile(rb"<worksheet[\s>]")


def scan(archive: zipfile.ZipFile | None) -> dict[str, SheetMarks]:
    """Return sheet name → what was found, for xlsx and xlsm; nothing for other formats.

    Raises:
        BadZipFile: a sheet's data are damaged.
    """
    if archive is None:
        return {}
    book = _book_part(archive)
    if book not in archive.namelist():
        return {}
    sheets, parts = _parts(archive, book)
    styles = cell_styles(archive, parts)
    if _SINCE_1904.search(archive.read(book)):
        styles = evolve(styles, is_since_1904=True)
    return {name: _scan_sheet(archive, part, styles) for name, part in sheets}


def _book_part(archive: zipfile.ZipFile) -> str:
    """Return the part that is the workbook, as the package says; where it says nothing, as usual."""
    for _, kind, target in _relationships(archive, "_rels/.rels", ""):
        if kind == "officeDocument":
            return target
    return "xl/workbook.xml"


def _relationships(archive: zipfile.ZipFile, part: str, folder: str) -> list[tuple[str, str, str]]:
    """Return id, kind and target of each relationship in *part*, in either namespace."""
    try:
        root = root_of(archive.read(part))
    except (KeyError, ET.ParseError):
        return []
    found = []
    for item in root:
        target = item.get("Target", "")
        name = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found.append((item.get("Id", ""), item.get("Type", "").rpartition("/")[2], name))
    return found


def _parts(archive: zipfile.ZipFile, book: str) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Return name and part of each sheet, and the parts by kind."""
    folder, _, name = book.rpartition("/")
    relations = _relationships(archive, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
    targets = {number: target for number, _, target in relations}
    names = set(archive.namelist())
    try:
        root = root_of(archive.read(book))
    except ET.ParseError:
        return [], {}
    sheets = []
    for element in root.iter():
        if local(element) == "sheet":
            # The id's namespace differs between transitional and Strict files.
            ids = [text for key, text in element.attrib.items() if key.endswith("}id")]
            part = targets.get(ids[0] if ids else "", "")
            if part in names:
                sheets.append((element.get("name") or "", part))
    return sheets, {kind: target for _, kind, target in relations}


@define
class _Found:
    """What the cells of one sheet showed so far."""

    styles: CellStyles
    errors: dict[str, str] = field(factory=dict)
    uncomputed: set[str] = field(factory=set)
    hidden: set[int] = field(factory=set)
    hidden_columns: set[int] = field(factory=set)
    formats: dict[str, str] = field(factory=dict)
    runs: dict[str, tuple[Run, ...]] = field(factory=dict)
    struck: set[str] = field(factory=set)
    pictures: set[str] = field(factory=set)
    merges: int = 0

    def marks(self, corner: str, extent: int = 0) -> SheetMarks:
        return SheetMarks(
            extent=extent,
            merges=self.merges,
            errors=self.errors,
            uncomputed=frozenset(self.uncomputed),
            hidden_rows=frozenset(self.hidden),
            corner=corner,
            formats=self.formats,
            runs=self.runs,
            struck=frozenset(self.struck),
            pictures=frozenset(self.pictures),
            hidden_columns=frozenset(self.hidden_columns),
            is_since_1904=self.styles.is_since_1904,
        )

    def cell(  # noqa: PLR0913 - a cell's traits
        self, address: str, kind: str, style: str, value: str | None, *, formula: bool, rich: bool
    ) -> None:
        """Take in one cell: its type, style and value; *rich* where it holds a value of another part (a picture)."""
        if kind == "e" and rich:
            self.pictures.add(address)
        elif kind == "e":
            self.errors[address] = value or "#N/A"
        elif formula and not value and kind != "str":
            self.uncomputed.add(address)
        if kind == "s" and value and (runs := self.styles.runs_in(style, value)):
            self.runs[address] = runs
        elif style in self.styles.struck:
            self.struck.add(address)
        elif style in self.styles.formats and kind in {"", "n"}:
            self.formats[address] = self.styles.formats[style]


def _scan_sheet(archive: zipfile.ZipFile, part: str, styles: CellStyles) -> SheetMarks:
    found = _Found(styles)
    plain = _Patterns(styles)
    last_row, beyond = 0, 0  # beyond: how many of the widths are exceeded
    for number, piece in enumerate(_pieces(archive, part)):
        rows = _rows(piece)
        is_far = _WIDTHS[0][1].search(piece, *rows) is not None
        if (
            (number == 0 and (not _ROOT.search(piece) or _is_spaced(piece[:_HEAD])))
            or (is_far and _has_bare_cells(piece, rows))
            or _is_unusual(piece)
        ):
            return _parsed(archive, part, styles)
        if number == 0 and b"<cols>" in piece:
            _note_columns(piece, found)
        plain.scan(piece, rows, found)
        found.merges += piece.count(b"<mergeCell ", max(piece.rfind(b"</row>"), 0))
        while is_far and beyond < len(_WIDTHS) and _WIDTHS[beyond][1].search(piece, *rows):
            beyond += 1
        if (start := piece.rfind(b"<row ")) >= 0 and (row := _ROW_NUMBER.search(piece, start)):
            last_row = int(row[1])
        if is_far and _is_lower(piece, last_row):
            return _parsed(archive, part, styles)
    width = _WIDTHS[beyond][0] if beyond < len(_WIDTHS) else COLUMNS
    extent = last_row * width
    return found.marks(_corner(archive, part) if extent > CELLS else "", extent)


def _note_columns(piece: bytes, found: _Found) -> None:
    """Add the hidden columns that the head of a sheet names."""
    for column in _HIDDEN_COLUMNS.finditer(piece, 0, piece.find(b"</cols>")):
        first, last = _FIRST.search(column[0]), _LAST.search(column[0])
        if first and last:
            found.hidden_columns.update(range(int(first[1]) - 1, min(int(last[1]), COLUMNS)))


def _is_lower(piece: bytes, last_row: int) -> bool:
    """Whether a cell claims a row far below the last one that says its number, or an address that no program writes."""
    return re.search(rb"<c r=\"(?![A-Z]{1,3}\d{1,%d}\")" % len(str(last_row)), piece) is not None


def _rows(piece: bytes) -> tuple[int, int]:
    """Return where the cells of *piece* stand: behind them, as before them, are words that look like some."""
    start, end = max(piece.find(b"<row"), 0), piece.rfind(b"</row>")
    if end < start or _ANY_CELL.search(piece, end):
        return start, len(piece)
    return start, end


def _is_spaced(piece: bytes) -> bool:
    """Whether spaces stand about the equals signs; a program writes all of a sheet one way."""
    return b'= "' in piece or b' ="' in piece


def _is_unusual(piece: bytes) -> bool:
    """Whether a piece is written as few programs write: then only a parser knows what it says."""
    # One sign is found much faster than two, so the rare one is looked for first.
    return (b"'" in piece and b"='" in piece) or (
        b"!" in piece and (b"<!--" in piece or b"<![CDATA[" in piece)
    )


def _has_bare_cells(piece: bytes, rows: tuple[int, int]) -> bool:
    """Whether a cell does not begin with its address; among the rows, nothing but cells begins with c, as a rule."""
    addressed = piece.count(b'<c r="', *rows)
    if piece.count(b"<c", *rows) == addressed:
        return False
    return addressed != sum(piece.count(each, *rows) for each in (b"<c ", b"<c>", b"<c/>"))


@define
class _Patterns:
    """Finds the cells that matter in sheet XML as usually written."""

    styles: CellStyles
    _styled: re.Pattern[bytes] | None = field(init=False, default=None)
    _strings: re.Pattern[bytes] | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        if self.styles.styles:
            numbers = b"|".join(sorted(number.encode() for number in self.styles.styles))
            self._styled = re.compile(
                rb"<c\b([^>]*?\bs=\"(?:" + numbers + rb")\"[^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL
            )
        if self.styles.runs:
            numbers = b"|".join(sorted(number.encode() for number in self.styles.runs))
            self._strings = re.compile(
                rb"<c\b([^>]*?\bt=\"s\"[^>]*)>(<v>(?:" + numbers + rb")</v>)</c>"
            )

    def scan(self, piece: bytes, rows: tuple[int, int], found: _Found) -> None:
        """Add what *piece* holds to *found*; one rare sign is looked for before what it stands in, for that is fast."""
        if b"h" in piece and (b' hidden="' in piece or b' ht="0' in piece):
            for row in _HIDDEN.finditer(piece):
                if number := _ROW_NUMBER.search(row.group()):
                    found.hidden.add(int(number[1]))
        has_errors = _holds(piece, rows, b"e", b't="e"')
        if has_errors or _holds(piece, rows, b"f", b"<f"):
            for cell in _CELL.finditer(piece, *rows):
                if b't="e"' in cell[1] or b"<f" in (cell[2] or b""):
                    _take(cell[1], cell[2] or b"", found)
        self._scan_marked(piece, rows, found)

    def _scan_marked(self, piece: bytes, rows: tuple[int, int], found: _Found) -> None:
        for pattern in filter(None, (self._styled, self._strings)):
            for cell in pattern.finditer(piece, *rows):
                _take(cell[1], cell[2] or b"", found)
        if _holds(piece, rows, b"S", b"inlineStr") and (
            b"vertAlign" in piece or b"strike" in piece or self.styles.struck
        ):
            for cell in _CELL.finditer(piece, *rows):
                if b"<r" in (cell[2] or b"") and (address := _ADDRESS.search(cell[1])):
                    style = _STYLE.search(cell[1])
                    _take_inline(
                        address[1].decode(), cell[2], style[1].decode() if style else "", found
                    )


def _holds(piece: bytes, rows: tuple[int, int], sign: bytes, text: bytes) -> bool:
    """Whether *text* stands among the rows; *sign* is the rarest of it, which is found much faster."""
    return piece.find(sign, *rows) >= 0 and piece.find(text, *rows) >= 0


def _text(written: str) -> str:
    if "&" not in written:
        return written
    from html import unescape  # its table of names is large, and few cells need it

    return unescape(written)


def _take(attributes: bytes, body: bytes, found: _Found) -> None:
    address = _ADDRESS.search(attributes)
    if address is None:
        return
    kind, style = _KIND.search(attributes), _STYLE.search(attributes)
    value = _VALUE.search(body)
    found.cell(
        address[1].decode(),
        kind[1].decode() if kind else "",
        style[1].decode() if style else "",
        _text(value[1].decode(errors="replace")) if value else None,
        formula=b"<f" in body,
        rich=b' vm="' in attributes,
    )


def _take_inline(address: str, body: bytes, style: str, found: _Found) -> None:
    start, end = body.find(b"<is"), body.rfind(b"</is>")
    try:
        item = root_of(body[start : end + 5])
    except ET.ParseError:
        return  # a prefix declared outside: the parser reads such sheets
    _found_runs(address, item, style, found)


def _found_runs(address: str, item: ET.Element, style: str, found: _Found) -> None:
    """Keep the runs of an inline string where one is struck out, superscript or subscript."""
    runs = tuple(runs_of(item, is_struck=style in found.styles.struck))
    if runs and all(run.is_struck for run in runs):
        found.struck.add(address)
    elif any(run.is_struck or run.is_raised for run in runs):
        found.runs[address] = runs
        found.struck.discard(address)


def _parsed(archive: zipfile.ZipFile, part: str, styles: CellStyles) -> SheetMarks:
    """Return what a sheet holds whose XML is not written as usual: other prefixes, quotes, cells without addresses."""
    found = _Found(styles)
    row, column, last_row, last_column = 0, 0, 0, 0
    with archive.open(part) as stream:
        try:
            for event, element in events_of(stream):
                name = local(element)
                found.merges += name == "mergeCell" and event == "end"
                if name == "row" and event == "start":
                    given = element.get("r", "")
                    row, column = (int(given) if given.isdecimal() else row + 1), 0
                    if _is_hidden(element, "ht"):
                        found.hidden.add(row)
                elif name == "col" and event == "start" and _is_hidden(element, "width"):
                    first, last = element.get("min", ""), element.get("max", "")
                    if first.isdecimal() and last.isdecimal():
                        found.hidden_columns.update(range(int(first) - 1, min(int(last), COLUMNS)))
                elif name == "c" and event == "end":
                    address = element.get("r") or f"{column_letters(column)}{row}"
                    letters = address.rstrip("0123456789")
                    column = column_number(letters)
                    if _parsed_cell(address, element, found):
                        lowest = int(
                            address[len(letters) :] or row
                        )  # the reader goes by the address
                        last_row = max(last_row, row, lowest)
                        last_column = max(last_column, column)
                    element.clear()
                elif name == "row":
                    element.clear()
        except ET.ParseError:
            return found.marks("")  # the reader says that the sheet is damaged
    extent = last_row * last_column
    far = f"{column_letters(last_column - 1)}{last_row}" if extent > CELLS else ""
    return found.marks(far, extent)


def _is_hidden(element: ET.Element, size: str) -> bool:
    """Whether a row or column is hidden, or too low or narrow (below 1) to be seen."""
    return element.get("hidden") in {"1", "true"} or element.get(size, "").startswith("0")


def _parsed_cell(address: str, element: ET.Element, found: _Found) -> bool:
    value, formula, inline = None, False, None
    for part in element:
        name = local(part)
        if name == "v":
            value = part.text or ""
        elif name == "f":
            formula = True
        elif name == "is":
            inline = part
    rich = element.get("vm") is not None
    found.cell(
        address, element.get("t") or "", element.get("s") or "", value, formula=formula, rich=rich
    )
    if inline is not None:
        _found_runs(address, inline, element.get("s") or "", found)
    return value is not None or inline is not None


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


def _corner(archive: zipfile.ZipFile, part: str) -> str:
    """Return the far corner of the cells that hold anything, empty where the sheet is not too large."""
    last_row, last_column, letters = 0, 0, ""
    for piece in _pieces(archive, part):
        for cell in _CELL.finditer(piece):
            body = cell[2] or b""
            if (b"<v" in body or b"<is" in body) and (address := _ADDRESS.search(cell[1])):
                name = address[1].rstrip(b"0123456789")
                last_row = max(last_row, int(address[1][len(name) :]))
                if (number := column_number(name.decode())) > last_column:
                    last_column, letters = number, name.decode()
    return f"{letters}{last_row}" if last_row * last_column > CELLS else ""
