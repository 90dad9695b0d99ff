"""Which styles and shared strings of a workbook make a cell read otherwise than its value.

Most workbooks have none; then no cell is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, TypeVar
from xml.etree import ElementTree as ET

from attrs import field, frozen

from investtrack.reading.cells.number_format import changes_numbers
from investtrack.reading.sheet import Run


if TYPE_CHECKING:
    import zipfile

T = TypeVar("T")
BUILT_IN = {"9": "0%", "10": "0.00%"}
"""Formats that every workbook has by number, of those that change what is seen (ECMA-376 part 1, 18.8.30)."""
HIDING = ";;;"
"""A format that shows nothing; text of the colour of its ground shows as much."""
WHITE, _BLACK = "FFFFFF", "000000"
_INDEXED = {"0": _BLACK, "8": _BLACK, "64": _BLACK, "1": WHITE, "9": WHITE, "65": WHITE}
_THEMED = {"0": WHITE, "1": _BLACK}


@frozen
class CellStyles:
    """What the styles and shared strings of a workbook do to its cells.

    Attributes:
        formats: number of a style → its format code, where that changes what is seen.
        struck: numbers of the styles whose font is struck out.
        runs: number of a shared string → its runs, where one is struck out, superscript or subscript.
        is_since_1904: whether the workbook counts days from 1904 on.
        mixed: number of a shared string → its runs as they stand in a struck-out cell, where one is not struck out.
    """

    formats: Mapping[str, str] = field(factory=dict)
    struck: frozenset[str] = frozenset()
    runs: Mapping[str, tuple[Run, ...]] = field(factory=dict)
    mixed: Mapping[str, tuple[Run, ...]] = field(factory=dict)
    is_since_1904: bool = False

    @property
    def styles(self) -> frozenset[str]:
        """The numbers of all styles that matter."""
        return self.struck | self.formats.keys()

    def runs_in(self, style: str, string: str) -> tuple[Run, ...]:
        """Return the runs of shared string *string* in a cell of *style* where they matter; else nothing."""
        return (self.mixed if style in self.struck else self.runs).get(string, ())


def root_of(data: bytes) -> ET.Element:
    """Return the root of a part whose size has been checked; expat bounds what its entities may do.

    Raises:
        ET.ParseError: it is no well-formed XML.
    """
    return ET.fromstring(data)  # noqa: S314 - see above


def events_of(stream: IO[bytes]) -> Iterator[tuple[str, ET.Element]]:
    """Yield start and end of each element of such a part.

    Raises:
        ET.ParseError: it is no well-formed XML.
    """
    return ET.iterparse(stream, ("start", "end"))  # noqa: S314 - see above


def local(element: ET.Element) -> str:
    """Return an element's name without its namespace: transitional and Strict files differ in it."""
    return str(element.tag).rpartition("}")[2]


def cell_styles(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> CellStyles:
    """Return what the styles and shared strings in *archive* do.

    Args:
        archive: the workbook.
        parts: kind of part, ``styles`` and ``sharedStrings``, → its name.
    """
    formats, struck = _styles(_root(archive, parts.get("styles", "")))
    runs, mixed = _shared(archive, parts.get("sharedStrings", ""), is_struck=bool(struck))
    return CellStyles(formats, struck, runs, mixed)


def _root(archive: zipfile.ZipFile, part: str) -> ET.Element | None:
    if part not in archive.namelist():
        return None
    try:
        return root_of(archive.read(part))
    except ET.ParseError:
        return None  # the reader says that the workbook is damaged


def _styles(root: ET.Element | None) -> tuple[dict[str, str], frozenset[str]]:
    if root is None:
        return {}, frozenset()
    codes = dict(BUILT_IN)
    fonts: list[tuple[bool, str]] = []
    grounds: list[str] = []
    formats: dict[str, str] = {}
    struck: set[str] = set()
    for group in root:
        if local(group) == "numFmts":
            codes |= {item.get("numFmtId", ""): item.get("formatCode", "") for item in group}
        elif local(group) == "fonts":
            fonts = [(_has(font, "strike"), _colour(font, "color", _BLACK)) for font in group]
        elif local(group) == "fills":
            grounds = [_ground(fill) for fill in group]
        elif local(group) == "cellXfs":
            for number, style in enumerate(group):
                is_struck, ink = _at(fonts, style.get("fontId", "0"), (False, _BLACK))
                ground = _at(grounds, style.get("fillId", "0"), WHITE)
                if code := telling_format(codes.get(style.get("numFmtId", ""), ""), ink, ground):
                    formats[str(number)] = code
                if is_struck:
                    struck.add(str(number))
    return formats, frozenset(struck)


def telling_format(code: str, ink: str, ground: str) -> str:
    """Return a format where it changes what is seen; where text has the colour of its ground, one that shows nothing."""
    if code and changes_numbers(code):
        return code
    return HIDING if ink == ground else ""


def _at(items: Sequence[T], number: str, default: T) -> T:
    return items[int(number)] if number.isdecimal() and int(number) < len(items) else default


def _colour(properties: ET.Element, name: str, usual: str) -> str:
    """Return a colour as it can be compared with another: six hex digits, or the number of its theme or index."""
    found = next((item for item in properties if local(item) == name), None)
    if found is None or found.get("auto"):
        return usual
    if rgb := found.get("rgb"):
        return rgb[-6:].upper()
    theme, tint = found.get("theme"), found.get("tint", "0")
    if theme is not None:
        return _THEMED.get(theme, f"theme {theme}") if float(tint or 0) == 0 else f"theme {theme} {tint}"  # fmt: skip
    index = found.get("indexed", "")
    return _INDEXED.get(index, f"index {index}")


def _ground(fill: ET.Element) -> str:
    """Return the colour behind a cell's text; nothing where it is no single one."""
    for pattern in fill:
        kind = pattern.get("patternType", "none")
        if local(pattern) == "patternFill" and kind in {"none", "solid"}:
            return WHITE if kind == "none" else _colour(pattern, "fgColor", WHITE)
    return ""


def _has(properties: ET.Element, name: str) -> bool:
    found = next((item for item in properties if local(item) == name), None)
    return found is not None and _value(found) not in {"0", "false", "none", "off"}


def _value(element: ET.Element) -> str:
    return next(
        (text for key, text in element.attrib.items() if key.rpartition("}")[2] == "val"), "1"
    )


_Runs = dict[str, tuple[Run, ...]]


def _shared(archive: zipfile.ZipFile, part: str, *, is_struck: bool) -> tuple[_Runs, _Runs]:
    """Return the runs of the shared strings that have such as matter, in a plain cell and in one that is struck out."""
    if part not in archive.namelist():
        return {}, {}
    data = archive.read(part)
    if b"vertAlign" not in data and b"strike" not in data and not (is_struck and b"rPr" in data):
        return {}, {}
    plain: _Runs = {}
    mixed: _Runs = {}
    root = _root(archive, part)
    for number, item in enumerate(() if root is None else root):
        runs = tuple(runs_of(item))
        if any(run.is_struck or run.is_raised for run in runs):
            plain[str(number)] = runs
        if is_struck:
            inherited = tuple(runs_of(item, is_struck=True))
            if not all(run.is_struck for run in inherited):
                mixed[str(number)] = inherited
    return plain, mixed


def runs_of(item: ET.Element, *, is_struck: bool = False) -> Iterator[Run]:
    """Yield the runs of a shared or inline string; its phonetic text is none.

    Args:
        item: the string's element.
        is_struck: whether its cell is struck out, and with it each run that has no properties of its own.
    """
    for part in item:
        if local(part) == "t":
            yield Run(part.text or "", is_struck)
        elif local(part) == "r":
            text = "".join(each.text or "" for each in part if local(each) == "t")
            properties = next((each for each in part if local(each) == "rPr"), None)
            if properties is None:
                yield Run(text, is_struck)
                continue
            align = next((_value(each) for each in properties if local(each) == "vertAlign"), "")
            yield Run(text, _has(properties, "strike"), align in {"superscript", "subscript"})
