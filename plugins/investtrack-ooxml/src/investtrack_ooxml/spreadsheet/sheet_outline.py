"""What a worksheet is like, read in one pass over its XML: sizes, merged cells, links, where it ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from html import unescape

from attrs import define, field, frozen

from investtrack_ooxml.package import REL
from investtrack_ooxml.spreadsheet.addresses import LAST_COLUMN, split_address, split_area
from investtrack_ooxml.spreadsheet.comments import Box, Position
from investtrack_ooxml.spreadsheet.sheet_xml import (
    Section,
    cells_of,
    children,
    is_filled,
    last_filled,
    patterns_of,
    rows_of,
)


_ATTRIBUTE = re.compile(rb"""(?<![\w:.\-])([\w:.\-]++)=(?:"([^"]*)"|'([^']*)')""")
_COLUMN = re.compile(rb"<(?:[\w.\-]+:)?col\s([^>]*?)/?>")
_DEFAULTS = re.compile(rb"<(?:[\w.\-]+:)?sheetFormatPr\b([^>]*)>")
_MERGE = re.compile(rb"<(?:[\w.\-]+:)?mergeCell\s([^>]*?)/?>")
_LINK = re.compile(rb"<(?:[\w.\-]+:)?hyperlink\s([^>]*?)(?:/>|>\s*</(?:[\w.\-]+:)?hyperlink\s*>)")
_LEGACY = re.compile(rb"<(?:[\w.\-]+:)?legacyDrawing\s([^>]*?)/?>")
_GAP = 12  # pixels between the cell and its comment
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 8.43, 15.0  # characters, points
_MOST = 400  # columns or rows a box may reach over
_TRUE = {"1", "true"}
_TALL = 200  # rows of a merged area that is looked through for every cell
# How far beyond the last filled column a merged title may reach and still be the table's.
_NEAR = 50


@frozen
class Link:
    """A link of a worksheet.

    Attributes:
        cell: where it stands.
        location: the place in the workbook it leads to; empty where it leads outside.
        start: where its markup begins behind the rows.
        end: where it ends.
    """

    cell: Position
    location: str
    start: int
    end: int


@define(eq=False)
class SheetOutline:
    """What one worksheet is like.

    Attributes:
        merged: merged areas: top, left, bottom, right.
        last_column: the last column that holds anything.
        first_filled: row → its first column that holds anything, of the rows asked for; 1 where none does.
        links: its links to other cells.
        legacy_id: id of the relationship to its comments' boxes.
        prefix: what the names of its elements begin with, such as ``x:``.
        names_relationships: whether ``r:`` means a relationship in it.
        widths: column from 0 → pixels, where it is not the usual width.
        heights: row from 0 → pixels, where it is not the usual height.
        width: pixels of the other columns.
        height: pixels of the other rows.
        column_styles: columns and the format of their cells that are not written out.
    """

    merged: list[tuple[int, int, int, int]] = field(factory=list)
    last_column: int = 0
    first_filled: dict[int, int] = field(factory=dict)
    links: list[Link] = field(factory=list)
    legacy_id: str = ""
    prefix: str = ""
    names_relationships: bool = False
    column_styles: list[tuple[int, int, int]] = field(factory=list)
    _areas: dict[int, list[tuple[int, int, int, int]]] = field(factory=dict)
    _tall: list[tuple[int, int, int, int]] = field(factory=list)
    widths: dict[int, int] = field(factory=dict)
    heights: dict[int, int] = field(factory=dict)
    width: int = 0
    height: int = 0

    def corner(self, place: Position) -> Position:
        """Return the cell that shows what is at *place*: of merged cells the one at the top left."""
        row, column = place
        for top, left, bottom, right in self._areas.get(row, self._tall):
            if top <= row <= bottom and left <= column <= right:
                return top, left
        return place

    def merge(self, area: tuple[int, int, int, int]) -> None:
        """Note a merged area."""
        self.merged.append(area)
        top, _, bottom, _ = area
        if bottom - top > _TALL:
            self._tall.append(area)
            for areas in self._areas.values():
                areas.append(area)
            return
        for row in range(top, bottom + 1):
            self._areas.setdefault(row, list(self._tall)).append(area)

    @property
    def free_column(self) -> int:
        """The first column right of everything, a merged title that reaches a little further included."""
        last = self.last_column
        return max([last, *(right for *_, right in self.merged if right < last + _NEAR)]) + 1

    def style_of_column(self, column: int) -> int:
        """Return the format of *column*'s cells that are not written out."""
        return next(
            (style for first, last, style in self.column_styles if first <= column <= last), 0
        )

    def box(self, place: Position, width: int, height: int) -> Box:
        """Return where a comment of *width* and *height* pixels stands beside the cell *place*."""
        row, column = place
        left, right = _span(lambda n: self.widths.get(n, self.width), column, _GAP, width)
        top, bottom = _span(lambda n: self.heights.get(n, self.height), max(row - 2, 0), 4, height)
        return Box((*left, *top, *right, *bottom))


def _span(
    sizes: Callable[[int], int], start: int, offset: int, length: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a box of *length* pixels begins and ends, each as (line from 0, pixels into it)."""
    line, rest = start, offset + length
    while rest > sizes(line) and line < start + _MOST:
        rest -= sizes(line)
        line += 1
    return (start, offset), (line, rest)


def outline(
    sections: Iterator[tuple[Section, bytes]],
    wanted_rows: Collection[int] = (),
    ignored: Collection[Position] = (),
) -> SheetOutline:
    """Read a worksheet, given in its sections.

    Args:
        sections: as :func:`~investtrack_ooxml.spreadsheet.sheet_xml.sections` gives them.
        wanted_rows: numbers of rows whose first filled column is wanted.
        ignored: cells that count as empty.

    Raises:
        ValueError: its rows do not ascend.
    """
    made = SheetOutline()
    last = 0
    patterns = patterns_of(b"")
    made.first_filled = dict.fromkeys(wanted_rows, 1)
    for section, piece in sections:
        if section is Section.HEAD:
            patterns = patterns_of(piece)
            made.prefix = patterns.prefix.decode()
            made.names_relationships = f'xmlns:r="{REL}"'.encode() in piece
            _read_head(made, piece)
        elif section is Section.TAIL:
            _read_tail(made, piece)
        else:
            for number, attributes, _, inside, end in rows_of(piece, patterns, last):
                if number <= last:
                    raise ValueError("rows that do not ascend")
                last = number
                if b"ht=" in attributes or b"hidden=" in attributes:
                    _read_height(made, number, attributes)
                row = piece[inside:end]
                filled_to = last_filled(row, patterns)
                if (number, filled_to) in ignored:
                    cells = cells_of(row, patterns)
                    filled_to = max(
                        (
                            c
                            for c, _, body, _ in cells
                            if is_filled(body) and (number, c) not in ignored
                        ),
                        default=0,
                    )
                made.last_column = max(made.last_column, filled_to)
                if number in made.first_filled:
                    filled = (c for c, _, body, _ in cells_of(row, patterns) if is_filled(body))
                    made.first_filled[number] = next(filled, 1)
    return made


def _attributes(found: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape((double or single).decode())
        for name, double, single in _ATTRIBUTE.findall(found)
    }


def _read_head(made: SheetOutline, head: bytes) -> None:
    defaults = _DEFAULTS.search(head)
    stated = _attributes(defaults[1]) if defaults else {}
    made.width = int(float(stated.get("defaultColWidth") or _DEFAULT_WIDTH) * 7 + 5)
    made.height = round(float(stated.get("defaultRowHeight") or _DEFAULT_HEIGHT) * 4 / 3)
    for found in _COLUMN.findall(head):
        column = _attributes(found)
        first = int(column.get("min", "1"))
        last = min(int(column.get("max", first)), LAST_COLUMN)
        if "style" in column:
            made.column_styles.append((first, last, int(column["style"])))
        if column.get("hidden") in _TRUE:
            size = 0
        elif "width" in column:
            size = int(float(column["width"]) * 7 + 5)
        else:
            continue
        made.widths |= dict.fromkeys(range(first - 1, last), size)


def _read_height(made: SheetOutline, row: int, found: bytes) -> None:
    stated = _attributes(found)
    if stated.get("hidden") in _TRUE:
        made.heights[row - 1] = 0
    elif "ht" in stated:
        made.heights[row - 1] = round(float(stated["ht"]) * 4 / 3)


def _read_tail(made: SheetOutline, tail: bytes) -> None:
    for name, start, end in children(tail):
        part = tail[start:end]
        if name == "mergeCells":
            for found in _MERGE.findall(part):
                if area := split_area(_attributes(found).get("ref", "")):
                    made.merge(area)
        elif name == "hyperlinks":
            for link in _LINK.finditer(part):
                stated = _attributes(link[1])
                place = split_address(stated.get("ref", ""))
                if place is not None:
                    span = (start + link.start(), start + link.end())
                    made.links.append(Link(place, stated.get("location", ""), *span))
        elif name == "legacyDrawing" and (found_id := _LEGACY.search(part)):
            stated = _attributes(found_id[1])
            made.legacy_id = next(
                (value for key, value in stated.items() if key.rpartition(":")[2] == "id"), ""
            )
