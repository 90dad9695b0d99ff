"""What a kind is: what is done to a ledger, what is right then, and in which file types it can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from .books import Book


RIGHT, ASKED = "right", "asked"
XLSX, XLS, ODS, CSV = ".xlsx", ".xls", ".ods", ".zip"
EVERYWHERE = (XLSX, XLS, ODS, CSV)
STYLED = (XLSX, XLS, ODS)
"""File types whose cells have more than their text."""


@dataclass(frozen=True)
class Stain:
    """A kind of cell or sheet.

    Attributes:
        key: its name.
        title: what it is, for the page.
        item: which line of the page it stands under.
        files: the file types that can hold it.
        of: the kind of column whose cells it alters; empty for what alters more than a cell.
        cell: an old value → the cell in its place, and the value that is right; None is that nothing is read.
        book: what alters more: changes the first book, and the second to what is right; returns whether it could.
        is_asked: whether a finding must name what was altered.
    """

    key: str
    title: str
    item: str
    files: tuple[str, ...] = EVERYWHERE
    of: str = ""
    cell: Callable[[Random, Any], tuple[Any, Any]] | None = None
    book: Callable[[Random, Book, Book], bool] | None = None
    is_asked: bool = False

    def apply(
        self, random: Random, book: Book, right: Book, taken: set[tuple[str, int, int]]
    ) -> bool:
        """Alter *book*, and *right* to what must be read of it; False where there is nothing it could be done to."""
        if self.book is not None:
            return self.book(random, book, right)
        places = [place for place in book.cells(self.of) if place not in taken]
        random.shuffle(places)
        for sheet, row, column in places:
            made = self.cell(random, right.sheets[sheet][row][column]) if self.cell else None
            if made is None:
                continue
            taken.add((sheet, row, column))
            cell, value = made
            line = book.sheets[sheet][row]
            line[column], right.sheets[sheet][row][column] = cell, value
            if self.is_asked:
                book.asked.append((sheet, line, column, self.key))
            return True
        return False
