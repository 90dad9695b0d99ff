"""Where a value came from: file, sheet, cell."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from investtrack.values.cell import CellRef, column_letters


__all__ = ["NOWHERE", "CellRef", "Origin", "SheetRef", "column_letters"]


@frozen(hash=False)
class SheetRef:
    """A sheet as it was read, with the column of every field found in it.

    One object serves all records of the sheet, so that a record needs only its row number to
    know the cell of each of its values.

    Attributes:
        file: file name.
        sheet: sheet name.
        columns: field key → zero-based column. A YTD column's key is ``planned.2022-03``, a
            paper's ``papers.立项``; of several columns read into one field, as two of leaders, the
            second's ``leaders.2``.
        headers: field key → the header text as written.
    """

    file: str
    sheet: str
    columns: Mapping[str, int] = field(factory=dict, repr=False)
    headers: Mapping[str, str] = field(factory=dict, repr=False)

    def cell(self, key: str, row: int) -> CellRef:
        """Return the cell of field *key* in one-based *row*; the row alone where no column holds it, none of row 0."""
        index = self.columns.get(key)
        where = (
            f"{column_letters(index)}{row}" if index is not None else f"第{row}行" if row else ""
        )
        return CellRef(self.file, self.sheet, where)


@frozen(hash=False, repr=False)
class Origin:
    """The row a record was read from.

    Attributes:
        sheet: the sheet.
        row: one-based row number, as Excel shows it.
        texts: texts of cells that could not be read, by field key: kept, never dropped.
        moved: keys whose value stands in another row (a label merged downward) → that row.
        elsewhere: keys whose value was filled in from a row of another sheet → the origin of that row.
    """

    sheet: SheetRef
    row: int
    texts: tuple[tuple[str, str], ...] = ()
    moved: tuple[tuple[str, int], ...] = ()
    elsewhere: tuple[tuple[str, Origin], ...] = ()

    def cell(self, key: str) -> CellRef:
        """Return the cell of field *key*."""
        if self.elsewhere and (there := dict(self.elsewhere).get(key)):
            return there.cell(key)
        row = dict(self.moved).get(key, self.row) if self.moved else self.row
        return self.sheet.cell(key, row)

    def cells(self, key: str) -> tuple[CellRef, ...]:
        """Return the cells of field *key*: several where several columns were read into it."""
        if self.elsewhere and (there := dict(self.elsewhere).get(key)):
            return there.cells(key)
        further: list[CellRef] = []
        while (name := f"{key}.{len(further) + 2}") in self.sheet.columns:
            further.append(self.cell(name))
        return (self.cell(key), *further)

    def __repr__(self) -> str:
        return f"Origin({self.sheet.file}｜{self.sheet.sheet} row {self.row})"

    def has(self, key: str) -> bool:
        """Whether the sheet has a column for field *key*, or the value is known to stand on another."""
        return key in self.sheet.columns or any(name == key for name, _ in self.elsewhere)


NOWHERE = Origin(SheetRef("", ""), 0)
"""Origin of records made in code."""
