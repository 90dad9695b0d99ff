"""The text of a Word document as a person sees it.

Only the standard library: a zip file and its XML. Content controls, hyperlinks, fields and text
boxes are read through; tracked insertions are in, deletions and moved-away text are out.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as ET

from attrs import define, field

from investtrack.errors import SourceError
from investtrack.plugin import Block, Document, DocumentReader, Paragraph, Table


Element = ET.Element

# Beyond this a part is no report but a trap; a thesis of 1,000 pages has some 30 MB.
_MOST_BYTES = 200_000_000
_DEEPEST = 200
_GONE = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "rt",
    "Fallback",
    "pPr",
    "sdtPr",
}
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BLOCKS = {"p", "tbl"}
_FALSE = {"0", "false", "off"}
_RELATION = "officeDocument"
_PARTS = (
    ("footnotes", "footnote", "脚注"),
    ("endnotes", "endnote", "尾注"),
    ("header", "hdr", "页眉"),
    ("footer", "ftr", "页脚"),
)


class WordReader(DocumentReader):
    """Reads .docx and .docm."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 文档"
    suffixes: ClassVar[tuple[str, ...]] = (".docx", ".docm")

    def identify(self, path: Path) -> bool:
        """Claim files by their suffix."""
        return path.suffix.lower() in self.suffixes

    def read(self, path: Path) -> Document:
        """Read *path*.

        Raises:
            SourceError: it is no Word document, is damaged, or is locked by a password.
        """
        return read_document(path)


def read_document(path: Path) -> Document:
    """Return the paragraphs and tables of the .docx at *path*.

    Raises:
        SourceError: it is no Word document, is damaged, or is locked by a password.
    """
    try:
        with zipfile.ZipFile(path) as package:
            return Document(path.name, tuple(_blocks(package)))
    except OSError as error:
        raise SourceError(path, f"读不了这个文件（{error.strerror or error}）") from error
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise SourceError(path, _why_no_package(path)) from error
    except RuntimeError as error:  # zipfile: an encrypted member
        raise SourceError(path, "文件有密码；请去掉密码后再给") from error
    except (ET.ParseError, ValueError, LookupError) as error:
        raise SourceError(path, f"文档内容已损坏（{error}）；请用 Word 打开并另存一份") from error


def _why_no_package(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(8)
    if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "是旧式 doc 或加了密码的文档；请用 Word 或 WPS 另存为不加密的 docx"
    return "不是 docx 文档，或已损坏；请用 Word 或 WPS 打开并另存为 docx"


def _blocks(package: zipfile.ZipFile) -> Iterator[Block]:
    main = _main_part(package)
    body = next((child for child in _part(package, main) if _tag(child) == "body"), None)
    if body is None:
        raise KeyError(main)
    numbers = _Numbers()
    yield from numbers.blocks(body)
    folder = posixpath.dirname(main)
    for stem, item, label in _PARTS:
        names = sorted(
            name
            for name in package.namelist()
            if name.startswith(f"{folder}/{stem}") and name.endswith(".xml")
        )
        for count, note in enumerate(_notes(package, names, item), 1):
            yield from _Numbers(f"{label}{count}").blocks(note)


def _notes(package: zipfile.ZipFile, names: Sequence[str], item: str) -> Iterator[Element]:
    for name in names:
        root = _part(package, name)
        for element in [root] if _tag(root) == item else root:
            if _tag(element) == item and _get(element, "type") not in {
                "separator",
                "continuationSeparator",
                "continuationNotice",
            }:
                yield element


def _main_part(package: zipfile.ZipFile) -> str:
    for relation in _part(package, "_rels/.rels"):
        if (relation.get("Type") or "").endswith(f"/{_RELATION}"):
            return posixpath.normpath((relation.get("Target") or "").lstrip("/"))
    return "word/document.xml"


def _part(package: zipfile.ZipFile, name: str) -> Element:
    if package.getinfo(name).file_size > _MOST_BYTES:
        raise ValueError(f"{name} 太大")
    return ET.fromstring(package.read(name))  # noqa: S314 - expat bounds entities, fetches none


def _tag(element: Element) -> str:
    # Both the transitional and the strict namespace: local names are enough.
    return element.tag.rpartition("}")[2]


def _get(element: Element, name: str) -> str | None:
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), None)


def _child(element: Element, *names: str) -> Element | None:
    found: Element | None = element
    for name in names:
        if found is None:
            return None
        found = next((child for child in found if _tag(child) == name), None)
    return found


def _is_on(switch: Element | None) -> bool:
    return switch is not None and (_get(switch, "val") or "1") not in _FALSE


@define
class _Numbers:
    """Counts paragraphs and tables; in a note, header or footer the *place* is the same for all."""

    place: str = ""
    paragraphs: int = 0
    tables: int = 0
    carried: list[str] = field(factory=list)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield what stands in *parent*: tables and non-empty paragraphs, text boxes after their anchor."""
        for element in _block_elements(parent, 0):
            if _tag(element) == "tbl":
                yield from self._table(element)
            else:
                yield from self._paragraph(element)
        yield from self._finish("")

    def _paragraph(self, element: Element) -> Iterator[Block]:
        inner: list[Element] = []
        text = "".join(_text(element, inner, 0))
        if _child(element, "pPr", "rPr", "del") is not None:
            self.carried.append(text)  # its mark is deleted: the next paragraph goes on with it
        else:
            yield from self._finish(text)
        for box in inner:
            yield from self.blocks(box)

    def _finish(self, text: str) -> Iterator[Paragraph]:
        whole = "".join((*self.carried, text)).strip()
        self.carried.clear()
        if whole:
            self.paragraphs += 1
            yield Paragraph(whole, self.place or f"第{self.paragraphs}段")

    def _table(self, element: Element) -> Iterator[Block]:
        self.tables += 1
        place = f"{self.place}表{self.tables}"
        inner: list[Element] = []
        rows = tuple(
            tuple(_cells(row, inner))
            for row in _rows(element, 0)
            if _child(row, "trPr", "del") is None
        )
        if any(cell for row in rows for cell in row):
            yield Table(rows, place)
        for nested in inner:
            if _tag(nested) == "tbl":
                yield from self._table(nested)
            else:
                yield from self.blocks(nested)


def _block_elements(parent: Element, depth: int) -> Iterator[Element]:
    """Yield paragraphs and tables in order, through content controls and tracked wrappers."""
    for child in parent if depth < _DEEPEST else ():
        if _tag(child) in _BLOCKS:
            yield child
        elif _tag(child) not in _GONE:
            yield from _block_elements(child, depth + 1)


def _rows(parent: Element, depth: int) -> Iterator[Element]:
    for child in parent if depth < _DEEPEST else ():
        if _tag(child) == "tr":
            yield child
        elif _tag(child) not in _GONE:
            yield from _rows(child, depth + 1)


def _cells(row: Element, inner: list[Element]) -> Iterator[str]:
    before = _child(row, "trPr", "gridBefore")
    yield from [""] * _span(before)
    for cell in _cell_elements(row, 0):
        merge = _child(cell, "tcPr", "vMerge")
        if merge is not None and (_get(merge, "val") or "continue") != "restart":
            yield ""
        else:
            yield _cell_text(cell, inner)
        span = _child(cell, "tcPr", "gridSpan")
        yield from [""] * (_span(span) - 1)


def _cell_elements(parent: Element, depth: int) -> Iterator[Element]:
    for child in parent if depth < _DEEPEST else ():
        if _tag(child) == "tc":
            yield child
        elif _tag(child) not in _GONE:
            yield from _cell_elements(child, depth + 1)


def _span(element: Element | None) -> int:
    text = _get(element, "val") if element is not None else None
    return min(int(text), 100) if text and text.isdecimal() else 0


def _cell_text(cell: Element, inner: list[Element]) -> str:
    lines = []
    for element in _block_elements(cell, 0):
        if _tag(element) == "tbl":
            inner.append(element)
        else:
            lines.append("".join(_text(element, inner, 0)).strip())
    return "\n".join(line for line in lines if line)


def _text(element: Element, inner: list[Element], depth: int) -> Iterator[str]:
    """Yield the visible text under *element*; text boxes on the way go to *inner*."""
    for child in element if depth < _DEEPEST else ():
        tag = _tag(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _AS_TEXT:
            yield _AS_TEXT[tag]
        elif tag == "txbxContent":
            inner.append(child)
        elif tag not in _GONE and not (tag == "r" and _is_on(_child(child, "rPr", "vanish"))):
            yield from _text(child, inner, depth + 1)
