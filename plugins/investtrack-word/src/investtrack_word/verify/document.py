"""An edited report, read with its content controls and tracked changes, each character's place kept for writing back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from lxml import etree

from investtrack.errors import SourceError
from investtrack_word.report.controls import number_in
from investtrack_word.report.trace import Trace
from investtrack_word.report.trace_part import find_trace, read_trace


_PART = re.compile(r"word/(?:document\d*|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SKIPPED = {"del", "moveFrom", "delText", "instrText", "pPr", "rPr", "sdtPr", "Fallback", "rt"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n"}


def local(element: Any) -> str:  # noqa: ANN401 - lxml
    """Return an element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, *names: str) -> Any:  # noqa: ANN401 - lxml
    """Return the first child by a path of local names, or None."""
    for name in names:
        element = next((item for item in element if local(item) == name), None)
        if element is None:
            return None
    return element


def attribute(element: Any, name: str) -> str:  # noqa: ANN401 - lxml
    """Return an attribute by its local name."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


@frozen(eq=False)
class Segment:
    """Text of one ``w:t`` (or a break, whose *element* is None), and the control around it."""

    text: str
    element: Any
    control: Any


@frozen(eq=False)
class Control:
    """A content control in a paragraph: where its text stands, and which printing its tag names."""

    element: Any
    tag: str
    start: int
    end: int

    @property
    def number(self) -> int | None:
        """Number of the printing; None where the tag is not ours or was lost."""
        return number_in(self.tag)


@define(eq=False)
class Paragraph:
    """A paragraph as a person sees it: insertions in, deletions out.

    Attributes:
        part: the part it stands in.
        place: where, in Chinese.
        segments: its text, piece by piece.
        controls: its inline content controls, also empty ones.
    """

    part: str
    place: str
    segments: list[Segment] = field(factory=list)
    controls: list[Control] = field(factory=list)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(segment.text for segment in self.segments)


@define(eq=False)
class Report:
    """A report read back.

    Attributes:
        path: the file.
        roots: part → XML.
        paragraphs: every paragraph, in order.
        trace: what was written; None where the file carries none.
        trace_part: the part it stands in.
    """

    path: Path
    data: bytes
    roots: dict[str, Any]
    paragraphs: list[Paragraph]
    trace: Trace | None
    trace_part: str = ""


def read_report(path: Path) -> Report:
    """Read the report at *path*.

    Raises:
        SourceError: it is absent, no Word document, or damaged.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(path, f"读不了这个文件（{error.strerror or error}）") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = sorted(filter(_PART.fullmatch, archive.namelist()), key=_order)
            roots = {name: etree.fromstring(archive.read(name), parser) for name in names}
            found = find_trace(archive)
    except (zipfile.BadZipFile, RuntimeError, KeyError, EOFError) as error:
        raise SourceError(
            path, "不是 docx 文档，或已损坏、加密；请用 Word 或 WPS 另存为 docx"
        ) from error
    except etree.XMLSyntaxError as error:
        raise SourceError(path, f"文档内容已损坏（{error}）；请用 Word 打开并另存一份") from error
    if not roots:
        raise SourceError(path, "不是 Word 文档（.docx）；请用 Word 或 WPS 另存为 docx")
    paragraphs = [p for name, root in roots.items() for p in _Reader(name).read(root)]
    return Report(path, data, roots, paragraphs, _trace(path, found), found[0] if found else "")


def _order(name: str) -> tuple[bool, str]:
    return not name.startswith("word/document"), name


def _trace(path: Path, found: tuple[str, bytes] | None) -> Trace | None:
    if found is None:
        return None
    try:
        return read_trace(found[1])
    except ValueError as error:
        raise SourceError(path, f"溯源信息已损坏（{error}）；请用原来的汇报重新导出") from error


_LABELS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


@define
class _Reader:
    """Walks one part; counts paragraphs and tables for their places."""

    part: str
    paragraphs: int = 0
    tables: int = 0
    carried: Paragraph | None = None

    def read(self, root: Any) -> Iterator[Paragraph]:  # noqa: ANN401 - lxml
        """Yield the paragraphs with text or controls."""
        label = next((text for stem, text in _LABELS.items() if f"/{stem}" in self.part), "")
        yield from self._blocks(root, label)

    def _blocks(self, parent: Any, where: str) -> Iterator[Paragraph]:  # noqa: ANN401 - lxml
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element, where)
            elif name == "tbl":
                yield from self._table(element, where)
            elif name not in _SKIPPED:
                yield from self._blocks(element, where)

    def _table(self, table: Any, where: str) -> Iterator[Paragraph]:  # noqa: ANN401 - lxml
        self.tables += 1
        name = f"{where}表{self.tables}"
        rows = [r for r in _inside(table, "tr") if child(r, "trPr", "del") is None]
        for row, element in enumerate(rows, 1):
            for column, cell in enumerate(_inside(element, "tc"), 1):
                yield from self._blocks(cell, f"{name}第{row}行第{column}格")

    def _paragraph(self, element: Any, where: str) -> Iterator[Paragraph]:  # noqa: ANN401 - lxml
        made = self.carried or Paragraph(self.part, where)
        boxes: list[Any] = []
        _gather(element, made, None, boxes)
        # Its mark is deleted: the next paragraph goes on with it.
        self.carried = made if child(element, "pPr", "rPr", "del") is not None else None
        if self.carried is None and (made.text.strip() or made.controls):
            self.paragraphs += 1
            made.place = where or f"第{self.paragraphs}段"
            yield made
        for box in boxes:
            yield from self._blocks(box, f"{where or '正文'}文本框")


def _inside(parent: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - lxml
    """Yield rows or cells, through content controls around them."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _inside(element, name)


def _gather(element: Any, made: Paragraph, control: Any, boxes: list[Any]) -> None:  # noqa: ANN401 - lxml
    for item in element:
        name = local(item)
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


def _control(element: Any, made: Paragraph, boxes: list[Any]) -> None:  # noqa: ANN401 - lxml
    tag = child(element, "sdtPr", "tag")
    start = len(made.text)
    content = child(element, "sdtContent")
    # An emptied control shows a prompt, which is no text.
    if content is not None and child(element, "sdtPr", "showingPlcHdr") is None:
        _gather(content, made, element, boxes)
    text = attribute(tag, "val") if tag is not None else ""
    made.controls.append(Control(element, text, start, len(made.text)))


def _is_hidden(element: Any, name: str) -> bool:  # noqa: ANN401 - lxml
    return name == "r" and child(element, "rPr", "vanish") is not None
