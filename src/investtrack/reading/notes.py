"""Collects findings of one sheet."""

from __future__ import annotations

from attrs import define, field

from investtrack.findings import Finding, make
from investtrack.model.source import CellRef, column_letters


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

    def make(self, code: str, cell: str = "", /, *, variant: str = "", **fields: object) -> None:
        """Add the finding *code* at *cell*, empty for the sheet or the file, its texts filled with *fields*."""
        place = CellRef(self.file, self.sheet, cell)
        self.found.append(make(code, place, variant=variant, related=(), **fields))


def address(index: int, row: int) -> str:
    """Return the A1 address of zero-based column *index* in one-based *row*."""
    return f"{column_letters(index)}{row}"
