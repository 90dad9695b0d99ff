"""An edited report, read with its content controls and tracked changes, each character's place kept for writing back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from investtrack.errors import SourceError
from investtrack.input_limits import demand_short
from investtrack_ooxml.document.opening import W, attribute, child, is_on, open_document
from investtrack_ooxml.package import Package
from investtrack_ooxml.xml import SPACE, local_name
from investtrack_word.report.controls import number_in
from investtrack_word.report.sentences import as_it_stands
from investtrack_word.report.trace import Trace
from investtrack_word.report.trace_part import read_trace, trace_parts_of


if TYPE_CHECKING:
    from lxml.etree import _Element


_PART = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SKIPPED = {"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "Fallback", "rt"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}


@frozen(eq=False)
class Segment:
    """Text of one ``w:t`` (or a break, whose *element* is None), and the control around it."""

    text: str
    element: _Element
    control: _Element


@frozen(eq=False)
class Control:
    """A content control in a paragraph: where its text stands, and which printing its tag names."""

    element: _Element
    tag: str
    start: int
    end: int

    @property
    def number(self) -> int | None:
        """Number of the printing; None where the tag is not ours or was lost."""
        return number_in(self.tag)


@define(eq=False)
class EditedParagraph:
    """A paragraph as a person sees it: insertions in, deletions out.

    Attributes:
        part: the part it stands in.
        place: where, in Chinese.
        segments: its text, piece by piece.
        controls: its inline content controls, also empty ones.
        elements: its ``w:p``; several where the marks between them are deleted.
    """

    part: str
    place: str
    segments: list[Segment] = field(factory=list)
    controls: list[Control] = field(factory=list)
    elements: list[_Element] = field(factory=list)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(segment.text for segment in self.segments)

    def again(self) -> EditedParagraph:
        """Return it as its elements are now."""
        made = EditedParagraph(self.part, self.place, elements=self.elements)
        for element in self.elements:
            _gather(element, made, None, [])
        return made


def replace_spans(paragraph: EditedParagraph, edits: Sequence[tuple[int, int, str]]) -> None:
    """Write each text over its span (start, end), from the last to the first, so that none moves another."""
    for begin, finish, text in sorted(edits, reverse=True):
        at, put = 0, text
        for segment in paragraph.segments:
            start, end = at, at + len(segment.text)
            at = end
            if end <= begin or start >= finish or segment.element is None:
                continue
            a, b = max(begin - start, 0), min(finish - start, len(segment.text))
            words = segment.element.text or ""
            segment.element.text = words[:a] + put + words[b:]
            segment.element.set(SPACE, "preserve")
            put = ""


@define(eq=False)
class EditedReport:
    """A report read back.

    Attributes:
        path: the file.
        package: its parts; a paragraph that is changed is changed in it.
        parts: those with text.
        paragraphs: every paragraph, in order.
        trace: what was written; None where the file carries none.
        trace_part: the part it stands in.
        unread: how many files are embedded in its text (altChunk), which only Word unpacks: not read.
    """

    path: Path
    package: Package
    parts: list[str]
    paragraphs: list[EditedParagraph]
    trace: Trace | None
    trace_part: str = ""
    unread: int = 0


def read_report(path: Path) -> EditedReport:
    """Read the report at *path*.

    Raises:
        SourceError: it is absent, no Word document, damaged, or a paragraph is too long.
    """
    package = open_document(path)
    names = sorted(filter(_PART.fullmatch, package.names), key=_order)
    if not names:
        raise SourceError(path, "不是 Word 文档（.docx）；请用 Word 或 WPS 另存为 docx")
    paragraphs = [p for name in names for p in _Reader(name).read(package.tree(name))]
    for each in paragraphs:
        demand_short(path, each.place, each.text)
    found = next(iter(trace_parts_of(package)), "")
    trace = None
    if found:
        trace = as_it_stands(_trace(path, package.read(found)), [p.text for p in paragraphs])
    unread = sum(1 for name in names for _ in package.tree(name).iter(f"{W}altChunk"))
    return EditedReport(path, package, names, paragraphs, trace, found, unread)


def _order(name: str) -> tuple[bool, str]:
    return not name.startswith("word/document"), name


def _trace(path: Path, data: bytes) -> Trace:
    try:
        return read_trace(data)
    except ValueError as error:
        raise SourceError(path, f"溯源信息已损坏（{error}）；请用原来的汇报重新导出") from error


_LABELS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


@define
class _Reader:
    """Walks one part; counts paragraphs and tables for their places."""

    part: str
    paragraphs: int = 0
    tables: int = 0
    carried: EditedParagraph | None = None

    def read(self, root: object) -> Iterator[EditedParagraph]:
        """Yield the paragraphs with text or controls."""
        label = next((text for stem, text in _LABELS.items() if f"/{stem}" in self.part), "")
        yield from self._blocks(root, label)

    def _blocks(self, parent: _Element, where: str) -> Iterator[EditedParagraph]:
        for element in parent:
            name = local_name(element)
            if name == "p":
                yield from self._paragraph(element, where)
            elif name == "tbl":
                yield from self._table(element, where)
            elif name not in _SKIPPED:
                yield from self._blocks(element, where)

    def _table(self, table: object, where: str) -> Iterator[EditedParagraph]:
        self.tables += 1
        name = f"{where}表{self.tables}"
        rows = [r for r in _inside(table, "tr") if child(r, "trPr", "del") is None]
        for row, element in enumerate(rows, 1):
            cells = [c for c in _inside(element, "tc") if child(c, "tcPr", "cellDel") is None]
            for column, cell in enumerate(cells, 1):
                yield from self._blocks(cell, f"{name}第{row}行第{column}格")

    def _paragraph(self, element: object, where: str) -> Iterator[EditedParagraph]:
        made = self.carried or EditedParagraph(self.part, where)
        boxes: list[object] = []
        _gather(element, made, None, boxes)
        made.elements.append(element)
        # Its mark is deleted: the next paragraph goes on with it.
        self.carried = made if child(element, "pPr", "rPr", "del") is not None else None
        if self.carried is None and (made.text.strip() or made.controls):
            self.paragraphs += 1
            made.place = where or f"第{self.paragraphs}段"
            yield made
        for box in boxes:
            yield from self._blocks(box, f"{where or '正文'}文本框")


def _inside(parent: _Element, name: str) -> Iterator[Any]:
    """Yield rows or cells, through content controls around them."""
    for element in parent:
        if local_name(element) == name:
            yield element
        elif local_name(element) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _inside(element, name)


def _gather(element: _Element, made: EditedParagraph, control: object, boxes: list[object]) -> None:
    for item in element:
        name = local_name(item)
        if name == "t":
            if item.text:
                made.segments.append(Segment(item.text, item, control))
        elif name in _BREAKS:
            made.segments.append(Segment(_BREAKS[name], None, control))
        elif name == "txbxContent":
            boxes.append(item)
        elif name == "sdt":
            _control(item, made, boxes)
        elif name not in _SKIPPED and not _is_hidden(item, name):
            _gather(item, made, control, boxes)


def _control(element: object, made: EditedParagraph, boxes: list[object]) -> None:
    tag = child(element, "sdtPr", "tag")
    start = len(made.text)
    content = child(element, "sdtContent")
    # An emptied control shows a prompt, which is no text.
    if content is not None and child(element, "sdtPr", "showingPlcHdr") is None:
        _gather(content, made, element, boxes)
    text = attribute(tag, "val") if tag is not None else ""
    made.controls.append(Control(element, text, start, len(made.text)))


def _is_hidden(element: object, name: str) -> bool:
    """Whether a run says nothing to a reader: hidden, or struck out."""
    if name != "r":
        return False
    return any(is_on(child(element, "rPr", mark)) for mark in ("vanish", "strike", "dstrike"))
