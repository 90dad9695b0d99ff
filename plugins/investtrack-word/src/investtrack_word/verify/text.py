"""The text of a Word document as a person sees it.

Content controls, hyperlinks, fields and text
boxes are read through; tracked insertions are in; deletions, moved-away and struck-out text are out, and so are raised marks
of notes, which are no digits.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field

from investtrack.errors import SourceError
from investtrack.input_limits import NESTING
from investtrack.plugin import Block, Document, Paragraph, TextTable
from investtrack.values.text_width import is_note_mark
from investtrack_ooxml.document.opening import attribute, child, is_on, open_to_read
from investtrack_ooxml.package import Package
from investtrack_ooxml.xml import local_name


if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


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
_STRUCK = ("strike", "dstrike")
_BLOCKS = {"p", "tbl"}
_PARTS = (
    ("footnotes", "footnote", "脚注"),
    ("endnotes", "endnote", "尾注"),
    ("header", "hdr", "页眉"),
    ("footer", "ftr", "页脚"),
)


def read_document(path: Path) -> Document:
    """Return the paragraphs and tables of the .docx at *path*.

    Raises:
        SourceError: it is no Word document, is damaged, or is locked by a password.
    """
    struck: list[Paragraph] = []
    blocks = tuple(_blocks(*open_to_read(path), struck))
    return Document(path.name, blocks, tuple(struck))


def _blocks(package: Package, main: str, struck: list[Paragraph]) -> Iterator[Block]:
    body = child(package.deep(main), "body")
    if body is None:
        raise SourceError(package.path, "不是 Word 文档；请用 Word 或 WPS 另存为 docx")
    numbers = _Numbers(struck)
    yield from numbers.blocks(body)
    folder = posixpath.dirname(main)
    for stem, item, label in _PARTS:
        names = sorted(
            name
            for name in package.names
            if name.startswith(f"{folder}/{stem}") and name.endswith(".xml")
        )
        for count, note in enumerate(_notes(package, names, item), 1):
            yield from _Numbers(struck, f"{label}{count}").blocks(note)


def _notes(package: Package, names: Sequence[str], item: str) -> Iterator[Element]:
    for name in names:
        root = package.deep(name)
        for element in [root] if local_name(root) == item else root:
            if local_name(element) == item and attribute(element, "type") not in {
                "separator",
                "continuationSeparator",
                "continuationNotice",
            }:
                yield element


@define
class _Numbers:
    """Counts paragraphs and tables; in a note, header or footer the *place* is the same for all.

    Attributes:
        struck: where struck-out texts go.
        place: of a note, header or footer.
        paragraphs: how many there were.
        tables: how many there were.
        carried: text of paragraphs that the next goes on with.
    """

    struck: list[Paragraph]
    place: str = ""
    paragraphs: int = 0
    tables: int = 0
    carried: list[str] = field(factory=list)

    def blocks(self, parent: Element) -> Iterator[Block]:
        """Yield what stands in *parent*: tables and non-empty paragraphs, text boxes after their anchor."""
        for element in _block_elements(parent, 0):
            if local_name(element) == "tbl":
                yield from self._table(element)
            else:
                yield from self._paragraph(element)
        yield from self._finish("")

    def _paragraph(self, element: Element) -> Iterator[Block]:
        inner: list[Element] = []
        struck: list[str] = []
        text = _text(element, inner, struck, 0)
        self._strike(struck, self.place or f"第{self.paragraphs + 1}段")
        if child(element, "pPr", "rPr", "del") is not None:
            self.carried.append(text)  # its mark is deleted: the next paragraph goes on with it
        else:
            yield from self._finish(text)
        for box in inner:
            yield from self.blocks(box)

    def _strike(self, struck: Sequence[str], place: str) -> None:
        if text := "".join(struck).strip():
            self.struck.append(Paragraph(text, place))

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
        struck: dict[tuple[int, int], list[str]] = {}
        kept = (row for row in _rows(element, 0) if child(row, "trPr", "del") is None)
        table = TextTable(tuple(tuple(_cells(row, inner, number, struck)) for number, row in enumerate(kept)), place)  # fmt: skip
        for at, texts in struck.items():
            self._strike(texts, table.cell_place(*at))
        if any(cell for row in table.rows for cell in row):
            yield table
        for nested in inner:
            if local_name(nested) == "tbl":
                yield from self._table(nested)
            else:
                yield from self.blocks(nested)


def _block_elements(parent: Element, depth: int) -> Iterator[Element]:
    """Yield paragraphs and tables in order, through content controls and tracked wrappers."""
    for item in parent if depth < NESTING else ():
        if local_name(item) in _BLOCKS:
            yield item
        elif local_name(item) not in _GONE:
            yield from _block_elements(item, depth + 1)


def block_elements(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of *parent* in order, through content controls and tracked wrappers."""
    return _block_elements(parent, 0)


def visible_text(element: Element) -> str:
    """Return what a person sees of *element*, a paragraph or a run; text boxes in it apart."""
    holder = [element] if local_name(element) == "r" else element
    return _text(holder, [], [], 0)


def _rows(parent: Element, depth: int) -> Iterator[Element]:
    for item in parent if depth < NESTING else ():
        if local_name(item) == "tr":
            yield item
        elif local_name(item) not in _GONE:
            yield from _rows(item, depth + 1)


def _cells(
    row: Element, inner: list[Element], number: int, struck: dict[tuple[int, int], list[str]]
) -> Iterator[str]:
    """Yield the texts of a row; what is struck out in one goes to *struck* by its row and column."""
    column = _span(child(row, "trPr", "gridBefore"))
    yield from [""] * column
    for cell in _cell_elements(row, 0):
        merge = child(cell, "tcPr", "vMerge")
        if merge is not None and (attribute(merge, "val") or "continue") != "restart":
            yield ""
        else:
            yield _cell_text(cell, inner, struck.setdefault((number, column), []))
        wide = max(_span(child(cell, "tcPr", "gridSpan")), 1)
        yield from [""] * (wide - 1)
        column += wide


def _cell_elements(parent: Element, depth: int) -> Iterator[Element]:
    for item in parent if depth < NESTING else ():
        if local_name(item) == "tc":
            yield item
        elif local_name(item) not in _GONE:
            yield from _cell_elements(item, depth + 1)


def _span(element: Element | None) -> int:
    text = attribute(element, "val") if element is not None else None
    return min(int(text), 100) if text and text.isdecimal() else 0


def _cell_text(cell: Element, inner: list[Element], struck: list[str]) -> str:
    lines = []
    for element in _block_elements(cell, 0):
        if local_name(element) == "tbl":
            inner.append(element)
        else:
            lines.append(_text(element, inner, struck, 0).strip())
    return "\n".join(line for line in lines if line)


def _text(element: Iterable[Element], inner: list[Element], struck: list[str], depth: int) -> str:
    """Return the visible text under *element*; text boxes on the way go to *inner*, struck-out text to *struck*."""
    made: list[str] = []
    _gather(element, inner, struck, made, depth)
    return "".join(made)


def _gather(
    element: Iterable[Element],
    inner: list[Element],
    struck: list[str],
    made: list[str],
    depth: int,
) -> None:
    for item in element if depth < NESTING else ():
        tag = local_name(item)
        if tag == "t":
            made.append(item.text or "")
        elif tag in _AS_TEXT:
            made.append(_AS_TEXT[tag])
        elif tag == "txbxContent":
            inner.append(item)
        elif tag == "r":
            _run(item, inner, struck, made, depth)
        elif tag not in _GONE:
            _gather(item, inner, struck, made, depth + 1)


def _run(
    run: Element, inner: list[Element], struck: list[str], made: list[str], depth: int
) -> None:
    """Add the text of a run: nothing hidden or struck out, and no raised mark of a note, which is no digit."""
    properties = child(run, "rPr")
    if properties is not None and is_on(child(properties, "vanish")):
        return
    if properties is not None and any(is_on(child(properties, name)) for name in _STRUCK):
        _gather(run, inner, struck, struck, depth + 1)
        return
    start = len(made)
    _gather(run, inner, struck, made, depth + 1)
    align = child(run, "rPr", "vertAlign")
    if align is not None and attribute(align, "val") in {"superscript", "subscript"}:
        text = "".join(made[start:])
        if is_note_mark(text, "".join(made[:start])[-1:]):
            del made[start:]
