"""How high a row must be for its texts: Office does not fit a row of fixed height when it opens a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define, field

from investtrack.values.text_width import display_width
from investtrack_ooxml.spreadsheet.addresses import split_address
from investtrack_ooxml.spreadsheet.cells import text_of
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook


if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDTH, _HEIGHT, _SIZE = (
    8.43,
    15.0,
    11.0,
)  # of a sheet that says nothing: characters, points, points
_LINE = 1.3  # height of a line, in sizes of its font
_MOST = 409.0  # points, Excel's own limit


def fixed(row: _Element) -> bool:
    """Whether somebody set the height of *row*; else the program that made it fitted it to its text."""
    return row.get("customHeight") in {"1", "true"}


@define(eq=False)
class RowFitter:
    """Raises the rows of one sheet.

    Attributes:
        book: the workbook.
        root: the sheet, its merges already moved.
    """

    book: Workbook
    root: _Element
    _widths: dict[int, float] = field(init=False, factory=dict)
    _across: dict[tuple[int, int], int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        for column in self.root.iter(tag("col")):
            for number in range(
                int(column.get("min", "1")), min(int(column.get("max", "1")), 200) + 1
            ):
                self._widths[number] = float(column.get("width", _WIDTH))
        for area in self.root.iter(tag("mergeCell")):
            first, _, last = area.get("ref", "").partition(":")
            top, bottom = split_address(first), split_address(last)
            if top is not None and bottom is not None:
                # What is merged downward has the height of several rows.
                self._across[top] = bottom[1] if top[0] == bottom[0] else 0

    def fit(self, row: _Element) -> None:
        """Make *row* high enough for its wrapped texts; never lower than it is."""
        needed = max((self._needed(cell) for cell in row.iter(tag("c"))), default=0.0)
        form = self.root.find(tag("sheetFormatPr"))
        usual = form.get("defaultRowHeight", _HEIGHT) if form is not None else _HEIGHT
        if needed > float(row.get("ht", usual)):
            row.set("ht", f"{min(needed, _MOST):g}")

    def _needed(self, cell: _Element) -> float:
        text, place = text_of(self.book, cell), split_address(cell.get("r", ""))
        wraps, size = self.book.styles.wrapping(cell.get("s", ""))
        if not text or place is None or not wraps:
            return 0.0
        last = self._across.get(place, place[1])
        if not last:
            return 0.0
        width = sum(self._widths.get(number, _WIDTH) for number in range(place[1], last + 1))
        room = max((width - 1) * _SIZE / size, 2.0)
        lines = sum(
            max(-(-display_width(part, ambiguous=2) // room), 1) for part in text.split("\n")
        )
        return round(float(lines) * size * _LINE + 4, 1) if lines > 1 else 0.0
