"""The tables of a Word form as rows of cells, as a worksheet has them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from investtrack.reading.sheet import SheetCells
from investtrack_forms.recognise import FormTable
from investtrack_ooxml.document.paragraphs import cells_of, paragraphs, rows, text_of, w
from investtrack_ooxml.package import Package


if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAD = 4  # lines above a table that may be its title and its 单位 line


def form_tables(package: Package) -> list[FormTable]:
    """Return the tables of the Word form *package*, each with the lines over it; rows are counted within it."""
    body = package.tree(package.main)
    return [
        FormTable(f"表{number}", partial(_cells, table), number, tuple(_lead(table)))
        for number, table in enumerate(body.iter(w("tbl")), 1)
    ]


def _lead(table: _Element) -> list[str]:
    found: list[str] = []
    for element in table.itersiblings(preceding=True):
        if element.tag == w("tbl") or len(found) == _LEAD:
            break
        if element.tag == w("p") and (text := text_of(element).strip()):
            found.insert(0, text)
    return found


def _cells(table: _Element) -> SheetCells:
    made: list[list[str]] = []
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
    open_above: dict[int, int] = {}  # column → which of *merged* goes on below it
    for index, row in enumerate(rows(table)):
        texts: list[str] = []
        still: dict[int, int] = {}
        for cell, span, goes_on in cells_of(row):
            at = len(texts)
            above = open_above.get(at) if goes_on else None
            if above is not None:
                (top, left), (_, right) = merged[above]
                merged[above] = (top, left), (index, right)
                still[at] = above
            elif goes_on is not None or span > 1:
                merged.append(((index, at), (index, at + span - 1)))
                if goes_on is not None:
                    still[at] = len(merged) - 1
            texts += ["" if above is not None else _text(cell), *[""] * (span - 1)]
        open_above = still
        made.append(texts)
    return SheetCells(made, merged)


def _text(cell: _Element) -> str:
    return "\n".join(filter(None, _lines(cell)))


def _lines(cell: _Element) -> Iterator[str]:
    for paragraph in paragraphs(cell):
        yield text_of(paragraph).strip()
