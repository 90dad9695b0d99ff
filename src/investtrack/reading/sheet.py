"""What whoever opens a file hands to the reader: sheets, as rows of cells and what else they hold; and where the reader notes its findings.

A cell's value is a text, a number, a bool, a date or a time; an empty cell is ``""``. What few cells have
beside it (an error, a format that changes what is seen, runs of other type) stands in :class:`SheetMarks`
by address, so that the many cells that are plain values cost nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import define, field, frozen

from investtrack.findings import Finding, make
from investtrack.model.profile import SheetMapping
from investtrack.model.source import CellRef, column_letters


Row = Sequence[Any]
"""The cells of a row from column A on: str, int, float, bool, date, datetime or time."""
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""Merged ranges as ((top, left), (bottom, right)), zero-based."""


class MergedRows:
    """The merged ranges of a sheet by the row they begin in: a sheet may have very many, and many ledgers."""

    def __init__(self, merged: Merged) -> None:
        self._by_top: dict[int, list[tuple[int, int, int]]] = {}
        for (top, left), (bottom, right) in merged:
            self._by_top.setdefault(top, []).append((bottom, left, right))

    @property
    def tops(self) -> Iterable[int]:
        """The zero-based rows in which any begins."""
        return self._by_top

    def at(self, top: int) -> Sequence[tuple[int, int, int]]:
        """Return bottom, left and right of those that begin in zero-based row *top*."""
        return self._by_top.get(top, ())

    def within(self, first: int, last: int, less: int = 0) -> Merged:
        """Return those that begin in zero-based rows *first* to *last*, counted from row *less* on."""
        return [
            ((top - less, left), (bottom - less, right))
            for top in range(first, last + 1)
            for bottom, left, right in self.at(top)
        ]


@frozen
class Run:
    """A stretch of a cell's text that is written in one way.

    Attributes:
        text: its characters.
        is_struck: whether it is struck out (删除线).
        is_raised: whether it is superscript or subscript (上标、下标).
    """

    text: str
    is_struck: bool = False
    is_raised: bool = False


@frozen
class SheetMarks:
    """What a sheet holds that the values of its cells do not tell, by address such as ``B3``.

    Attributes:
        errors: cell → error text, such as ``#REF!``.
        uncomputed: cells with a formula and no computed value.
        hidden_rows: one-based numbers of hidden rows.
        hidden_columns: zero-based numbers of hidden columns.
        is_since_1904: whether days are counted from 1904 on, as programs of the Macintosh did.
        corner: address of the last row and last column that hold anything, where that is too far.
        merged: merged ranges, of a file whose reader does not give them (ods).
        formats: cell → its number format, where that changes what is seen.
        shown: cell → its text as shown, where the file stores one.
        runs: cell → the runs of its text, where one is struck out, superscript or subscript.
        struck: cells that are struck out as a whole.
        pictures: cells that hold a picture.
        extent: about how many cells the rectangle has that the sheet takes up, blank ones counted.
        merges: how many merged ranges the file says there are, of one whose reader gives them.
    """

    errors: dict[str, str] = field(factory=dict)
    uncomputed: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    corner: str = ""
    merged: Merged = ()
    formats: Mapping[str, str] = field(factory=dict)
    shown: Mapping[str, str] = field(factory=dict)
    runs: Mapping[str, tuple[Run, ...]] = field(factory=dict)
    struck: frozenset[str] = frozenset()
    pictures: frozenset[str] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_since_1904: bool = False
    extent: int = field(default=0, eq=False)
    merges: int = field(default=0, eq=False)


@frozen(eq=False)
class SheetCells:
    """The cells of one sheet.

    Attributes:
        rows: its rows from row 1 on; read once.
        merged: its merged ranges.
        marks: what the values do not tell.
        is_delimited: whether a character parts the cells (CSV), so that a row longer than its header is a fault.
    """

    rows: Iterable[Row]
    merged: Merged = ()
    marks: SheetMarks = field(factory=SheetMarks)
    is_delimited: bool = False


@frozen(eq=False)
class OpenedSheet:
    """One sheet of a file, or a file that is one sheet.

    Attributes:
        name: its name: findings and figures name its cells by it.
        load: gives its cells; called once, and only where they are needed.
        is_hidden: whether it is hidden.
        file: the file it is in, where not that of the other sheets.
        mapping: what it is known to be; None: as its name, its headers and the profile tell.
        is_lenient: whether columns that *mapping* names may be absent without a word.
    """

    name: str
    load: Callable[[], SheetCells]
    is_hidden: bool = False
    file: str = ""
    mapping: SheetMapping | None = None
    is_lenient: bool = False


_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,14}[1-9])?")
_DIGITS = 15
_BOOLS: Mapping[str, bool] = {"TRUE": True, "FALSE": False}


def typed(text: str) -> object:
    """Return a text as the cell that a spreadsheet makes of it: a number or a bool; else without blanks at its ends.

    Only what loses nothing by it becomes a number: ``007``, ``1.10`` and codes of more than 15 digits stay texts,
    as does what only a spreadsheet takes for a date.
    """
    text = text.strip()
    if (
        _NUMBER.fullmatch(text)
        and len(text) - ("." in text) - (text[0] == "-") <= _DIGITS
        and text != "-0"
    ):
        return float(text)
    return _BOOLS.get(text, text)


def typed_rows(rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    """Yield rows whose texts are typed; every other cell stands as it is, None as an empty one.

    A Decimal is the number that a spreadsheet holds, or its text where that would lose digits.
    """
    for row in rows:
        yield [
            typed(cell)
            if isinstance(cell, str)
            else ""
            if cell is None
            else typed(f"{cell.normalize():f}")
            if isinstance(cell, Decimal)
            else cell
            for cell in row
        ]


@define
class Notes:
    """Findings of one sheet of one file, in the order met.

    Attributes:
        file: file name.
        sheet: sheet name, empty for the file itself.
        found: the findings, shared by all sheets of the file.
    """

    file: str
    sheet: str = ""
    found: list[Finding] = field(factory=list)

    def on(self, sheet: str) -> Notes:
        """Return a collector for another sheet that adds to the same list."""
        return Notes(self.file, sheet, self.found)

    def make(
        self, code: str, cell: str = "", /, *, variant: str = "", related: Sequence[str] = (), **fields: object
    ) -> None:  # fmt: skip
        """Add the finding *code* at *cell*, empty for the sheet or the file, its texts filled with *fields*."""
        place = CellRef(self.file, self.sheet, cell)
        others = tuple(CellRef(self.file, self.sheet, each) for each in related)
        self.found.append(make(code, place, variant=variant, related=others, **fields))


def address(index: int, row: int) -> str:
    """Return the A1 address of zero-based column *index* in one-based *row*."""
    return f"{column_letters(index)}{row}"
