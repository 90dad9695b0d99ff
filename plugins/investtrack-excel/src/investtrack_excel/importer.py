"""The importer: opens a workbook and hands the cells of its sheets to the reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from attrs import evolve

from investtrack.errors import SourceError
from investtrack.input_limits import CELL_TEXT, demand_short
from investtrack.plugin import Extract, Importer
from investtrack.reading.columns.recognise import SheetReading, described_columns
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, Row, SheetCells, SheetMarks
from investtrack.values.cell import column_letters
from investtrack_excel.files.opening import (
    NOT_WHOLE,
    SIGNATURES,
    SUFFIXES,
    Opened,
    open_workbook,
    reading,
    too_large,
)


if TYPE_CHECKING:
    from python_calamine import CalamineSheet

    from investtrack.model.profile import Profile


class ExcelImporter(Importer):
    """Reads workbooks: xlsx, xlsm, xls, ods, et."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 台账"
    suffixes: ClassVar[tuple[str, ...]] = SUFFIXES
    is_general: ClassVar[bool] = True

    def identify(self, path: Path) -> bool:
        """Claim files by suffix, and files without a suffix by signature."""
        if path.suffix.lower() in SUFFIXES:
            return True
        if path.suffix:
            return False
        try:
            with path.open("rb") as stream:
                return stream.read(8).startswith(SIGNATURES)
        except (OSError, ValueError):
            return False

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read every known sheet of *path*.

        Raises:
            SourceError: the file cannot be used at all.
        """
        return self.recognise(path, profile)[0]

    def recognise(self, path: Path, profile: Profile) -> tuple[Extract, tuple[SheetReading, ...]]:
        """Read *path*, and say too how each column of each of its ledgers was understood.

        Raises:
            SourceError: the file cannot be used at all.
        """
        opened = open_workbook(path)
        sheets = list(_sheets(path, opened))
        read = read_sheets(path.name, sheets, profile, findings=opened.findings)
        return Extract(read.ledger, read.findings), read.readings

    def describe_columns(self, path: Path, profile: Profile) -> list[dict[str, str]]:
        """Return one plain record a column, for ``check --columns``: sheet, column, header, state, meaning, why.

        Raises:
            SourceError: the file cannot be used at all.
        """
        return self.sight(path, profile)[1]

    def sight(self, path: Path, profile: Profile) -> tuple[Extract, list[dict[str, str]]]:
        """Read *path* once, and return with it what :meth:`describe_columns` says.

        Raises:
            SourceError: the file cannot be used at all.
        """
        extract, readings = self.recognise(path, profile)
        return extract, described_columns(path.name, readings)

    def sheets(self, path: Path) -> list[OpenedSheet]:
        """Return the sheets of *path* as they are, for whoever shows cells rather than reads them.

        Raises:
            SourceError: the file cannot be used at all.
        """
        return list(_sheets(path, open_workbook(path)))


def workbook_sheets(path: Path) -> dict[str, SheetCells]:
    """Return the cells of each sheet of a workbook by its name, with what their values do not tell: errors, formats, struck-out text.

    Raises:
        SourceError: the file cannot be used at all.
    """
    loaded = {sheet.name: sheet.load() for sheet in ExcelImporter().sheets(path)}
    return {name: evolve(cells, rows=list(cells.rows)) for name, cells in loaded.items()}


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook, none of a file that is none; for an importer to know its own."""
    try:
        return tuple(open_workbook(path).book.sheet_names)
    except SourceError:
        return ()


def rows_of(sheet: CalamineSheet) -> Iterator[Row]:
    """Yield the rows of a sheet from row 1 and column A; the reader drops empty columns on the left."""
    left = sheet.start[1] if sheet.start else 0
    if not left:
        return iter(sheet.iter_rows())
    pad: list[object] = [""] * left
    return ([*pad, *row] for row in sheet.iter_rows())


def _short(path: Path, name: str, rows: Iterator[Row]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        for cell in row:
            if cell.__class__ is str and len(cell) > CELL_TEXT:
                demand_short(path, f"“{name}”表{column_letters(row.index(cell))}{number}", cell)
        yield row


def _sheets(path: Path, opened: Opened) -> Iterator[OpenedSheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for sheet in opened.book.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            is_hidden = sheet.visible != SheetVisibleEnum.Visible
            yield OpenedSheet(sheet.name, partial(_cells, path, opened, sheet.name), is_hidden)


def _cells(path: Path, opened: Opened, name: str) -> SheetCells:
    marks = opened.guarded.get(name) or SheetMarks()
    if marks.corner:
        raise SourceError(path, too_large(name, marks.corner))
    with reading(path, f"“{name}”表已损坏，{NOT_WHOLE}"):
        sheet = opened.book.get_sheet_by_name(name)
    return SheetCells(
        _short(path, name, rows_of(sheet)), sheet.merged_cell_ranges or marks.merged, marks
    )
