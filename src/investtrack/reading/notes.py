"""Collects findings of one sheet."""

from __future__ import annotations

from attrs import define, field

from investtrack.findings import Finding, Grade
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

    def error(  # noqa: PLR0913, PLR0917 - the parts of a finding
        self, code: str, message: str, cell: str = "", found: str = "", expected: str = "", mend: str = ""
    ) -> None:  # fmt: skip
        """Add an error."""
        self._add(Grade.ERROR, code, message, cell, found, expected, mend)

    def warning(  # noqa: PLR0913, PLR0917
        self, code: str, message: str, cell: str = "", found: str = "", expected: str = "", mend: str = ""
    ) -> None:  # fmt: skip
        """Add a warning."""
        self._add(Grade.WARNING, code, message, cell, found, expected, mend)

    def note(  # noqa: PLR0913, PLR0917
        self, code: str, message: str, cell: str = "", found: str = "", expected: str = "", mend: str = ""
    ) -> None:  # fmt: skip
        """Add a note."""
        self._add(Grade.NOTE, code, message, cell, found, expected, mend)

    def _add(self, grade: Grade, code: str, message: str, *parts: str) -> None:
        cell, found, expected, mend = parts
        place = CellRef(self.file, self.sheet, cell)
        self.found.append(Finding(code, grade, message, place, found, expected, mend))


def address(index: int, row: int) -> str:
    """Return the A1 address of zero-based column *index* in one-based *row*."""
    return f"{column_letters(index)}{row}"
