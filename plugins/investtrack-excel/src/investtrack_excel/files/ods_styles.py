"""Which styles of an ods workbook make a cell read otherwise than its value: scaling and units in formats, strikes, raised text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from attrs import field, frozen

from investtrack.reading.sheet import Run
from investtrack_excel.files.xlsx_styles import events_of, local, telling_format


if TYPE_CHECKING:
    import zipfile

_SPAN = re.compile(
    rb"<text:span\b[^<>]*?text:style-name=\"([^\"<]*)\"[^<>]*>|(</text:span>)|<text:p\b[^<>]*>|(<text:s\b[^<>]*/>)|<[^<>]*>|([^<]+)"
)
_NOTES = re.compile(rb"<office:annotation\b.*?</office:annotation>", re.DOTALL)
_THOUSAND = 1000
WHITE = "#ffffff"
_NO_SIZE = re.compile(r"0(?:\.0\d*)?(?:cm|in|mm|pt)?|0\.\d+(?:mm|pt)")


@frozen
class OdsStyles:
    """What the styles of an ods workbook do to its cells.

    Attributes:
        formats: style of cells → format code as xlsx writes it, where that changes what is seen.
        struck: styles of cells whose text is struck out.
        texts: style of a piece of text → whether it is struck out, and whether it is raised or lowered.
        flat: styles of rows too low, and of columns too narrow, to be seen.
    """

    formats: Mapping[str, str] = field(factory=dict)
    struck: frozenset[str] = frozenset()
    texts: Mapping[str, tuple[bool, bool]] = field(factory=dict)
    flat: frozenset[str] = frozenset()

    @property
    def cells(self) -> frozenset[str]:
        """The styles of cells that matter."""
        return self.struck | self.formats.keys()

    def runs(self, inner: bytes) -> tuple[Run, ...]:
        """Return the runs of a cell's text where one of them is struck out, raised or lowered; else nothing."""
        found = tuple(self._pieces(_NOTES.sub(b"", inner)))
        return found if any(run.is_struck or run.is_raised for run in found) else ()

    def _pieces(self, inner: bytes) -> Iterator[Run]:
        open_styles: list[tuple[bool, bool]] = []
        is_first = True
        for piece in _SPAN.finditer(inner):
            style, end, space, text = piece.groups()
            if style is not None:
                open_styles.append(self.texts.get(style.decode("utf-8", "replace"), (False, False)))
            elif end and open_styles:
                open_styles.pop()
            elif text or space:
                words = unescape(text.decode("utf-8", "replace")) if text else " "
                yield Run(words, any(s for s, _ in open_styles), any(r for _, r in open_styles))
            elif piece[0].startswith(b"<text:p"):
                if not is_first:
                    yield Run("\n")
                is_first = False


def ods_styles(archive: zipfile.ZipFile) -> OdsStyles:
    """Return what the styles in *archive*, the common ones and those of the content, do."""
    codes, styles = _said(archive)
    formats: dict[str, str] = {}
    struck: set[str] = set()
    texts: dict[str, tuple[bool, bool]] = {}
    flat: set[str] = set()
    colours: dict[str, tuple[str, str]] = {}
    for style in styles:
        name, parent = _of(style, "name"), _of(style, "parent-style-name")
        properties = _text_properties(style)
        if _of(style, "family") == "text" and any(properties):
            texts[name] = properties
        elif _of(style, "family") == "table-cell":
            code = codes.get(_of(style, "data-style-name")) or formats.get(parent, "")
            colours[name] = _colours(style, colours.get(parent, ("#000000", WHITE)))
            if code := telling_format(code, *colours[name]):
                formats[name] = code
            if properties[0] or parent in struck:
                struck.add(name)
        elif _is_flat(style):
            flat.add(name)
    return OdsStyles(formats, frozenset(struck), texts, frozenset(flat))


def _said(archive: zipfile.ZipFile) -> tuple[dict[str, str], list[ET.Element]]:
    """Return the formats by name, and the styles."""
    codes: dict[str, str] = {}
    styles: list[ET.Element] = []
    for part in sorted({"styles.xml", "content.xml"} & set(archive.namelist()), reverse=True):
        for element in _before_body(archive.read(part)):
            kind = local(element)
            if kind in {"number-style", "percentage-style", "currency-style"}:
                codes[_of(element, "name")] = _sections(element, codes)
            elif kind == "style":
                styles.append(element)
    return codes, styles


def _colours(style: ET.Element, usual: tuple[str, str]) -> tuple[str, str]:
    """Return the colours of a cell's text and of what is behind it, those of its parent where it names none."""
    ink, ground = usual
    for properties in style:
        if local(properties) == "text-properties":
            ink = _of(properties, "color").lower() or ink
        elif local(properties) == "table-cell-properties":
            ground = _of(properties, "background-color").lower().replace("transparent", WHITE) or ground  # fmt: skip
    return ink, ground


def _is_flat(style: ET.Element) -> bool:
    sizes = (_of(part, "row-height") or _of(part, "column-width") for part in style)
    return any(_NO_SIZE.fullmatch(size) for size in sizes)


def _before_body(data: bytes) -> Iterator[ET.Element]:
    """Yield the elements of a part that are complete before its body begins."""
    try:
        for event, element in events_of(BytesIO(data)):
            if event == "end":
                yield element
            elif local(element) == "body":
                return
    except ET.ParseError:
        return  # the reader says that the workbook is damaged


def _of(element: ET.Element, name: str) -> str:
    return next(
        (value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )


def _text_properties(style: ET.Element) -> tuple[bool, bool]:
    is_struck = is_raised = False
    for properties in style:
        if local(properties) == "text-properties":
            lines = {
                _of(properties, "text-line-through-style"),
                _of(properties, "text-line-through-type"),
            }
            is_struck = bool(lines - {"", "none"})
            position = _of(properties, "text-position").split(" ")[0]
            is_raised = position not in {"", "0%", "0"}
    return is_struck, is_raised


def _sections(style: ET.Element, codes: Mapping[str, str]) -> str:
    """Return a format with its conditions: each names a format of *codes*, and the style's own is for all other numbers."""
    conditions = [
        f"[{_of(part, 'condition').removeprefix('value()')}]{codes.get(_of(part, 'apply-style-name'), '')}"
        for part in style
        if local(part) == "map"
    ]
    return ";".join([*conditions, _code(style)])


def _code(style: ET.Element) -> str:
    """Return a format as xlsx writes it: its digits, its scale, and its words quoted."""
    code = ""
    for part in style:
        kind = local(part)
        if kind == "number":
            code += _digits(part)
        elif kind in {"text", "currency-symbol"} and part.text:
            is_percent = part.text.strip() == "%" and local(style) == "percentage-style"
            code += "%" if is_percent else '"' + part.text.replace('"', "") + '"'
    return code


def _digits(number: ET.Element) -> str:
    least = _of(number, "min-integer-digits")
    whole = "0" * min(int(least), 30) if least.isdecimal() and int(least) else "#"
    if _of(number, "grouping") == "true":
        whole = "#,##" + whole
    inside = sorted(
        (int(place), part.text or "")
        for part in number
        if local(part) == "embedded-text" and (place := _of(part, "position")).isdecimal()
    )
    for at, text in reversed(inside):
        whole = whole[: -at or None] + "".join(rf"\{char}" for char in text) + "0" * at
    places = _of(number, "decimal-places")
    decimals = "." + "0" * min(int(places), 30) if places.isdecimal() and int(places) else ""
    factor = _of(number, "display-factor")
    scale = 0
    if factor.isdecimal():
        left = int(factor)
        while left >= _THOUSAND and left % _THOUSAND == 0:
            left //= _THOUSAND
            scale += 1
    return whole + decimals + "," * scale
