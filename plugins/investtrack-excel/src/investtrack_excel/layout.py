"""Finds the header rows of a sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from attrs import field, frozen

from investtrack.model.columns import columns
from investtrack.model.ledger import SHEETS, Sheet
from investtrack.values.amount import Unit
from investtrack_excel.headers import Match, clean, match, unit_line, year_in


SCANNED = 15
"""Rows searched for a header."""
_LEAST = 4
Row = Sequence[Any]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""Merged ranges as ((top, left), (bottom, right)), zero-based."""


@frozen
class Placed:
    """A column of a sheet that was recognised: where, what it means, the header as written."""

    index: int
    match: Match
    header: str

    @property
    def key(self) -> str:
        """The field key."""
        return self.match.key


@frozen
class Layout:
    """How a sheet is laid out.

    Attributes:
        header_row: zero-based last header row.
        first_row: zero-based first header row.
        placed: recognised columns.
        unknown: zero-based column → header text, of headers not recognised.
        doubled: headers that repeat a field already placed, with the key.
        unit: unit of the sheet's 单位 line, if any.
        year: year that headers and dates without one mean, if known.
    """

    header_row: int
    first_row: int
    placed: tuple[Placed, ...]
    unknown: dict[int, str] = field(factory=dict)
    doubled: tuple[tuple[int, str, str], ...] = ()
    unit: Unit | None = None
    year: int | None = None

    @property
    def keys(self) -> Collection[str]:
        """Keys of the fields found."""
        return {place.key for place in self.placed}


def find_layout(
    rows: Sequence[Row], sheet: Sheet, year: int | None, merged: Merged = ()
) -> Layout | None:
    """Return the layout of a sheet, or None where no row is its header.

    The header is the row, or the row and the one below it, in which most fields are recognised. One
    that is merged downward ends where its merge ends, so that no sub-header becomes a record.
    """
    head = rows[: SCANNED + 1]
    best: tuple[int, int, int, int | None] | None = None  # fields, first row, last row, year
    for first in range(min(SCANNED, len(head))):
        if not any(isinstance(cell, str) and cell.strip() for cell in head[first]):
            continue
        said = year or next((y for row in head[:first] for c in row if (y := _year(c))), None)
        for last in _ends(head, first, merged):
            score = _score(head, first, last, sheet, said, merged)
            # A title above adds nothing: of blocks that overlap and tell as much, the lower one.
            is_tighter = best is not None and best[1] < first <= best[2] and score == best[0]
            if score and (best is None or score > best[0] or is_tighter):
                best = (score, first, last, said)
    if best is None or best[0] < min(2, len(columns(sheet.record))):
        return None
    _, first, last, said = best
    return _layout(head, first, last, sheet, said, merged)


def _year(cell: object) -> int | None:
    return year_in(cell) if isinstance(cell, str) else None


def _ends(head: Sequence[Row], first: int, merged: Merged) -> tuple[int, ...]:
    """Return where a header that begins in row *first* may end: never inside a merge."""

    def through(last: int) -> int:
        below = [end for (top, _), (end, _) in merged if first <= top <= last < end < SCANNED]
        return max(below, default=last)

    if (own := through(first)) > first:
        return (own,)
    return (first, through(first + 1)) if first + 1 < len(head) else (first,)


def _score(  # noqa: PLR0913, PLR0917 - a block of rows, and what it is tried as
    head: Sequence[Row], first: int, last: int, sheet: Sheet, year: int | None, merged: Merged
) -> int:
    found = {
        place.key
        for parts in _parts(head, first, last, merged)
        if (place := match(parts, sheet.record, year))
    }
    return len(found)


def _parts(head: Sequence[Row], first: int, last: int, merged: Merged) -> list[tuple[str, ...]]:
    """Return each column's header texts from above to below, a group spread over its columns."""
    width = max(len(row) for row in head[first : last + 1])
    levels = [
        [cell if isinstance(cell, str) else "" for cell in row] + [""] * (width - len(row))
        for row in head[first : last + 1]
    ]
    if len(levels) == 1:
        return [(text,) for text in levels[0]]
    for (top, left), (_, right) in merged:
        if first <= top <= last:
            level = levels[top - first]
            for index in range(left + 1, min(right + 1, width)):
                level[index] = level[left]
    if not merged:  # a group that is not merged stands over the columns to its right
        for upper, lower in pairwise(levels):
            for index in range(1, width):
                if not upper[index].strip() and lower[index].strip() and lower[index - 1].strip():
                    upper[index] = upper[index - 1]
    return [tuple(level[index] for level in levels) for index in range(width)]


def _layout(  # noqa: PLR0913, PLR0917 - a block of rows, and what it is read as
    head: Sequence[Row], first: int, last: int, sheet: Sheet, year: int | None, merged: Merged
) -> Layout:
    placed: dict[str, Placed] = {}
    unknown: dict[int, str] = {}
    doubled: list[tuple[int, str, str]] = []
    for index, parts in enumerate(_parts(head, first, last, merged)):
        text = next((part.strip() for part in reversed(parts) if part.strip()), "")
        if not text:
            continue
        found = match(parts, sheet.record, year)
        if found is None:
            unknown[index] = text
        elif found.key in placed:
            doubled.append((index, text, found.key))
        else:
            placed[found.key] = Placed(index, found, text)
    units = (unit_line(c) for row in head[:first] for c in row if isinstance(c, str))
    unit = next((unit for unit in units if unit), None)
    return Layout(last, first, tuple(placed.values()), unknown, tuple(doubled), unit, year)


def sheet_named(name: str) -> Sheet | None:
    """Return the standard sheet of that name or synonym."""
    text = clean(name)
    for sheet in SHEETS:
        if text == sheet.name or text in sheet.synonyms:
            return sheet
    return None


def required_keys(sheet: Sheet) -> frozenset[str]:
    """Return the keys without which a row is no record."""
    return frozenset(column.key for column in columns(sheet.record) if column.required)


def sheet_like(
    rows: Sequence[Row], year: int | None, merged: Merged = ()
) -> tuple[Sheet, Layout] | None:
    """Return the standard sheet whose headers these are beyond doubt: the name, three more, no rival."""
    found: list[tuple[int, Sheet, Layout]] = []
    for sheet in SHEETS:
        layout = find_layout(rows, sheet, year, merged)
        if layout is None or not required_keys(sheet) <= set(layout.keys):
            continue
        # Other sheets share most of their columns with 项目台账: there it takes half of them.
        least = _LEAST if sheet.attribute == "projects" else len(columns(sheet.record)) // 2
        if len(layout.keys) >= max(_LEAST, least):
            found.append((len(layout.keys), sheet, layout))
    found.sort(key=lambda item: -item[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1], found[0][2]
