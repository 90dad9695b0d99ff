"""What a layout of a ledger is made of, and the workbook it makes: invented names and numbers, real columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl


# Kinds of columns the share of recognised ones is counted over.
AMOUNT, DATE, STAGE, NAME, OTHER = "amount", "date", "stage", "name", "other"


@dataclass(frozen=True)
class Col:
    """A column: its header (组›表头 under a group), what it truly means, and its cells in turn.

    *truth* is a field key; ``~label`` for a meaning that no record keeps; ``?`` for what no reader can know from
    the sheet alone; ``-`` for what has no meaning for a ledger.
    """

    header: str
    truth: str
    kind: str
    cells: tuple[Any, ...] = ()

    @property
    def own(self) -> str:
        return self.header.rpartition("›")[2]


def col(header: str, truth: str, kind: str = OTHER, *cells: Any) -> Col:
    return Col(header, truth, kind, cells)


@dataclass(frozen=True)
class Made:
    """A sheet: lines above, columns, rows of projects and of sums, lines below."""

    name: str
    columns: tuple[Col, ...]
    above: tuple[tuple[Any, ...], ...] = ()
    size: int = 3
    sums: tuple[tuple[int, dict[int, Any]], ...] = ()  # before the n-th project: column → cell
    below: tuple[tuple[Any, ...], ...] = ()
    depth: int = 0  # header rows; 0: as many as groups need
    standard: str | None = "项目台账"  # None: no list of projects

    @property
    def header_rows(self) -> int:
        return max(self.depth, *(c.header.count("›") + 1 for c in self.columns))


@dataclass(frozen=True)
class Layout:
    """A workbook as some office lays it out; *mapping* is the profile that settles the rest."""

    key: str
    source: str
    sheets: tuple[Made, ...]
    mapping: str = ""
    notes: Sequence[str] = field(default=())


def write(layout: Layout, folder: Path) -> Path:
    """Write the workbook of *layout* and return its path."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for made in layout.sheets:
        _sheet(book.create_sheet(made.name), made)
    path = folder / f"{layout.key}.xlsx"
    book.save(path)
    return path


def _sheet(sheet: Any, made: Made) -> None:
    width = len(made.columns)
    for number, line in enumerate(made.above, 1):
        for index, cell in enumerate(line, 1):
            sheet.cell(number, index, cell)
        if len(line) == 1 and width > 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=width)
    first = len(made.above) + 1
    _header(sheet, made, first)
    row = first + made.header_rows
    sums = list(made.sums)
    for number in range(made.size):
        while sums and sums[0][0] == number:
            _cells(sheet, row, sums.pop(0)[1])
            row += 1
        _cells(
            sheet,
            row,
            {i: c.cells[number % len(c.cells)] for i, c in enumerate(made.columns) if c.cells},
        )
        row += 1
    for _, cells in sums:
        _cells(sheet, row, cells)
        row += 1
    for line in made.below:
        for index, cell in enumerate(line, 1):
            sheet.cell(row, index, cell)
        row += 1


def _cells(sheet: Any, row: int, cells: dict[int, Any]) -> None:
    for index, value in cells.items():
        sheet.cell(row, index + 1, value)


def _header(sheet: Any, made: Made, first: int) -> None:
    """Write header rows: groups merged to the right, single headers merged downward."""
    depth = made.header_rows
    for index, column in enumerate(made.columns, 1):
        levels = column.header.split("›")
        for level, text in enumerate(levels):
            left = made.columns[index - 2].header.split("›") if index > 1 else []
            is_group = level < len(levels) - 1
            if not (is_group and left[: level + 1] == levels[: level + 1]):
                sheet.cell(first + level, index, text)
        if depth > len(levels):
            top = first + len(levels) - 1
            sheet.merge_cells(
                start_row=top, end_row=first + depth - 1, start_column=index, end_column=index
            )
    for level in range(depth - 1):
        start = 1
        paths = [c.header.split("›") for c in made.columns]
        for index in range(1, len(paths) + 1):
            ends = index == len(paths) or paths[index][: level + 1] != paths[start - 1][: level + 1]
            if ends:
                if index > start and len(paths[start - 1]) > level + 1:
                    sheet.merge_cells(
                        start_row=first + level,
                        end_row=first + level,
                        start_column=start,
                        end_column=index,
                    )
                start = index + 1
