"""The paragraphs and tables of a Word document: read as text, written run by run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack_ooxml.package import Package
from investtrack_ooxml.runs import replaced
from investtrack_ooxml.xml import SPACE, normalized


if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BESIDE = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


def w(name: str) -> str:
    """Return *name* in the namespace of Word."""
    return f"{{{_W}}}{name}"


@frozen(eq=False)
class Story:
    """A part with text: the document, a header, a footer, notes."""

    label: str
    root: _Element


def stories(package: Package) -> list[Story]:
    """Return the document and what stands around its pages, in a fixed order."""
    found = [Story("", package.tree(package.main))]
    counts: dict[str, int] = {}
    related = package.relationships(package.main).values()
    for relation in sorted(related, key=lambda item: item.target):
        if relation.type in _BESIDE and relation.target in package:
            counts[relation.type] = counts.get(relation.type, 0) + 1
            found.append(
                Story(
                    f"{_BESIDE[relation.type]}{counts[relation.type]}",
                    package.tree(relation.target),
                )
            )
    return found


def paragraphs(root: _Element) -> Iterator[_Element]:
    """Yield every paragraph, those in tables and text boxes included."""
    yield from root.iter(w("p"))


def texts(paragraph: _Element) -> list[_Element]:
    """Return the text elements of *paragraph* itself, not of paragraphs in a text box within it."""
    return [element for element in paragraph.iter(w("t")) if _nearest(element, w("p")) is paragraph]


def text_of(paragraph: _Element) -> str:
    """Return the text of *paragraph*."""
    return "".join(element.text or "" for element in texts(paragraph))


def _nearest(element: _Element, name: str) -> _Element | None:
    above = element.getparent()
    while above is not None and above.tag != name:
        above = above.getparent()
    return above


def replace(paragraph: _Element, spans: Sequence[tuple[int, int]], words: Sequence[str]) -> None:
    """Replace the text at *spans* by *words*; each run keeps its font."""
    from lxml import etree

    elements = texts(paragraph)
    changed = replaced([element.text or "" for element in elements], spans, words)
    for element, text in zip(elements, changed, strict=True):
        if (element.text or "") == text:
            continue
        first, *rest = normalized(text).split("\n")
        element.text = first
        element.set(SPACE, "preserve")
        for line in reversed(rest):
            made = etree.Element(w("t"))
            made.text = line
            made.set(SPACE, "preserve")
            element.addnext(made)
            element.addnext(etree.Element(w("br")))


def set_text(paragraph: _Element, text: str) -> None:
    """Put *text* in place of all text of *paragraph*, in the font of its first run."""
    from lxml import etree

    elements = texts(paragraph)
    if not elements:
        run = etree.SubElement(paragraph, w("r"))
        elements = [etree.SubElement(run, w("t"))]
    length = sum(len(element.text or "") for element in elements)
    if length:
        replace(paragraph, [(0, length)], [text])
    else:
        elements[0].text = normalized(text)
        elements[0].set(SPACE, "preserve")


def rows(table: _Element) -> list[_Element]:
    """Return the rows of *table*, not of tables within it."""
    return [row for row in table.iter(w("tr")) if _nearest(row, w("tbl")) is table]


def cells_of(row: _Element) -> Iterator[tuple[_Element, int, bool | None]]:
    """Yield the cells of *row*: each with how many columns it covers, and whether it goes on from the row above.

    The last is None for a cell that is not merged downward, False for one that such a merge begins with.
    """
    for cell in row.iter(w("tc")):
        if _nearest(cell, w("tr")) is not row:
            continue
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        goes_on = None if merge is None else merge.get(w("val"), "continue") != "restart"
        text = span.get(w("val"), "1") if span is not None else "1"
        yield cell, int(text) if text.isdecimal() else 1, goes_on


def cell_at(row: _Element, column: int) -> _Element | None:
    """Return the cell of *row* that covers the one-based grid *column*."""
    at = 0
    for cell, span, _ in cells_of(row):
        at += span
        if at >= column:
            return cell
    return None


def without_marks(row: _Element) -> _Element:
    """Return *row*, a copy, without what must be unique in a document: bookmarks and paragraph numbers."""
    for element in list(row.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in row.iter():
        for attribute in list(element.attrib):
            if str(attribute).endswith(("}paraId", "}textId")):
                del element.attrib[attribute]
    return row
