"""Reads a sheet whose records stand in several rows, or whose months stand alone, by the one table reader.

The cells of a record are laid out as the one row that the reader knows, in the place of its first row; what the reader says of
a cell of that row is then said of the cell it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from investtrack.findings import Finding
from investtrack.json_object import JsonObject
from investtrack.model.columns import CellKind, columns
from investtrack.model.extract import Extract
from investtrack.model.profile import Profile, field_named
from investtrack.model.source import CellRef, Origin, SheetRef
from investtrack.plugin.reading import read_table
from investtrack.reading.cells.cell_values import UnreadableError, is_rough, money, text_of
from investtrack.reading.cells.shown import ShownRows
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.heading import read_heading
from investtrack.reading.records.added_months import note_unfounded
from investtrack.reading.sheet import Notes, SheetCells, typed_rows
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.cell import column_index, column_letters
from investtrack.values.period import MONTHS, month
from investtrack.values.text_width import folded
from investtrack.values.units import money_unit, split_unit


_CELL = re.compile(r"([A-Z]{1,3})(\d+)")


@frozen
class Place:
    """Where the value of a field stands within the rows of a record.

    Attributes:
        columns: letter of its column, ``A``; of a series whose columns are single months from January on, the first and
            the last of them, ``C:N``.
        row: which row of the record: its number, from 0, or what a cell of that row says, such as 完成.
    """

    columns: str
    row: int | str = 0


def read_rows_each(  # noqa: PLR0913 - one keyword a thing the file's head may say
    path: Path,
    sheet: str,
    cells: SheetCells | Sequence[Sequence[object]],
    standard: str,
    where: Mapping[str, Place],
    *,
    header_row: int,
    rows: int,
    year: int | None = None,
    unit: Unit | None = None,
    profile: Profile | None = None,
) -> Extract:
    """Read a sheet with several rows a record, or with single months, as the standard sheet *standard*.

    A record begins in each row that has a name (the required column) and ends before the next other name, or after *rows* rows.
    Single months are cumulated from January; what follows a month that is not stated is unknown, and said. Every value knows
    its cells; totals, notes and what cannot be read are dealt with as :func:`~investtrack.plugin.read_table` does.

    Args:
        path: the file, for naming cells.
        sheet: the name of the sheet in it, for naming cells.
        cells: its cells from row 1 and column A on, best as :func:`investtrack_excel.workbook_sheets` gives them.
        standard: the standard sheet they are, such as ``项目台账``.
        where: standard header (``总投资``) or field key → where it stands.
        header_row: one-based row of the header, the last one of several; the lines above it are read for whose table it is, its
            period, day and unit.
        rows: the most rows a record has.
        year: the year of single months; that of the lines above the header, else the profile's, where None.
        unit: unit of amounts whose header names none; that of the lines above, else the profile's, where None.
        profile: the county's profile; the general one where None.

    Raises:
        ValueError: there is no such standard sheet or column, the required one has no place, or months have no year.
    """
    profile = profile or Profile()
    record = next(
        (each.record for each in profile.extensions.sheets if each.name == standard), None
    )
    if record is None:
        known = ", ".join(each.name for each in profile.extensions.sheets)
        raise ValueError(f"no standard sheet {standard!r}: {known}")
    grid = _grid(cells)
    heading = read_heading(grid[: header_row - 1], year)
    usual = unit or heading.unit or profile.assume.units or profile.unit
    laid = _Laid(path.name, sheet, grid, header_row, usual)
    laid.place(record, where, year or heading.year or profile.year)
    laid.lay(rows)
    meanings = {column.header: column.key for column in laid.columns}
    read = read_table(
        path, laid.rows, standard, meanings=meanings, header_row=header_row, unit=unit, profile=profile,
        region=heading.region, period=heading.period, as_of=heading.as_of,
    )  # fmt: skip
    return laid.back(read)


def _grid(cells: SheetCells | Sequence[Sequence[object]]) -> list[list[Any]]:
    """Return cells as they are seen; errors and formulas without a result as the texts that stand for them."""
    if not isinstance(cells, SheetCells):
        return [list(row) for row in typed_rows(cells)]
    grid = [list(row) for row in typed_rows(ShownRows(cells.rows, cells.marks))]
    said = {**dict.fromkeys(cells.marks.uncomputed, "（公式没有结果）"), **cells.marks.errors}
    for address, text in said.items():
        if found := _CELL.fullmatch(address):
            row, column = int(found[2]) - 1, column_index(found[1])
            grid += [[] for _ in range(row + 1 - len(grid))]
            grid[row] += [""] * (column + 1 - len(grid[row]))
            grid[row][column] = grid[row][column] or text
    return grid


@frozen
class _Column:
    """A column of the laid-out table: its field, its header there, and where its cells stand."""

    key: str
    header: str
    cells: tuple[
        int, ...
    ]  # zero-based; of a cumulated amount that of its month, then those of the months before
    row: int | str
    month: Unit | None = None  # of a single month, the unit of its amounts

    @property
    def parts(self) -> Iterator[tuple[str, int]]:
        """The keys under which a sheet knows the cells, each with its column."""
        for number, cell in enumerate(self.cells, 1):
            yield self.key if number == 1 else f"{self.key}.{number}", cell


@define
class _Laid:
    """A sheet laid out as one row a record, and the way back."""

    file: str
    sheet: str
    grid: list[list[Any]]
    header_row: int
    unit: Unit
    columns: list[_Column] = field(factory=list)
    rows: list[list[Any]] = field(factory=list)
    notes: Notes = field(init=False)
    _name: int = field(init=False, default=0)
    _picked: dict[tuple[int, int], int] = field(
        factory=dict
    )  # row laid out, column → zero-based row of its cell
    _texts: dict[int, list[tuple[str, str]]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.notes = Notes(self.file, self.sheet)

    def place(self, record: type, where: Mapping[str, Place], year: int | None) -> None:
        """Take where each field stands."""
        for meant, place in where.items():
            named = field_named(record, meant)
            if named is None:
                known = ", ".join(column.label for column in columns(record))
                raise ValueError(f"no column {meant!r}: {known}")
            column, key = named
            first, _, last = place.columns.upper().partition(":")
            if not last:
                at = column_index(first)
                named_unit = self._unit(at)
                header = f"{column.label}（{named_unit}）" if named_unit else column.label
                self.columns.append(_Column(key, header, (at,), place.row))
                continue
            singles = range(column_index(first), column_index(last) + 1)
            if column.kind is not CellKind.SERIES or not 0 < len(singles) <= MONTHS[-1] or not year:
                raise ValueError(
                    f"{meant!r} at {place.columns}: single months are columns of a series, with a year"
                )
            for end in MONTHS[: len(singles)]:
                header = f"{year}年{'1—' if end > 1 else ''}{end}月{column.label}"
                cells = tuple(reversed(singles[:end]))
                unit = self._unit(cells[0]) or self.unit
                self.columns.append(
                    _Column(f"{column.key}.{month(year, end)}", header, cells, place.row, unit)
                )
        required = next(column.key for column in columns(record) if column.required)
        named_at = [column.cells[0] for column in self.columns if column.key == required]
        if not named_at:
            raise ValueError(f"{required!r} has no place: without it a row is no record")
        self._name = named_at[0]

    def _unit(self, index: int) -> Unit | None:
        """Return the unit of money that the header of a column names."""
        header = clean(text_of(self._cell(self.header_row - 1, index)))
        return money_unit(header[len(split_unit(header)[0]) :])

    def _cell(self, row: int, index: int) -> object:
        cells = self.grid[row] if 0 <= row < len(self.grid) else []
        return cells[index] if index < len(cells) else ""

    def lay(self, most: int) -> None:
        """Lay out the records, each in the place of its first row; a row that belongs to none stands for itself."""
        self.rows = [*self.grid[: self.header_row - 1], [column.header for column in self.columns]]
        self.rows += [[""] * len(self.columns) for _ in self.grid[self.header_row :]]
        block: list[int] = []
        name = ""
        for row in range(self.header_row, len(self.grid)):
            own = text_of(self._cell(row, self._name))
            if block and len(block) < most and own in {"", name}:
                block.append(row)
                continue
            self._block(block)
            block, name = [row], own
        self._block(block)

    def _block(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        used = {rows[0]}
        for place, column in enumerate(self.columns):
            row = self._row(rows, column.row)
            if row is not None:
                used.add(row)
                self._picked[rows[0], place] = row
                self.rows[rows[0]][place] = self._cell(row, column.cells[0])
        self._months(rows[0])
        for row in (
            rows
        ):  # what no field asks for is no part of the record: the reader says what it makes of it
            if row not in used:
                for place, column in enumerate(self.columns):
                    self._picked[row, place] = row
                    self.rows[row][place] = (
                        self._cell(row, column.cells[0]) if column.cells[0] != self._name else ""
                    )

    def _row(self, rows: Sequence[int], wanted: int | str) -> int | None:
        if isinstance(wanted, int):
            return rows[wanted] if wanted < len(rows) else None
        word = folded(wanted)
        return next(
            (
                row
                for row in rows
                if any(isinstance(c, str) and folded(c) == word for c in self.grid[row])
            ),
            None,
        )

    def _months(self, at: int) -> None:
        """Cumulate the single months of the record laid out in row *at*."""
        so_far: Amount | None = None
        is_blank = False
        for place, column in enumerate(self.columns):
            if column.month is None:
                continue
            if len(column.cells) == 1:
                so_far, is_blank = ZERO, False
            cell = self.rows[at][place]
            try:
                amount = money(column.month)(cell)
            except UnreadableError:  # the cell stays as it is, for the reader to say
                so_far = None
                continue
            self.rows[at][place] = ""
            if amount is None:
                is_blank = True
            elif so_far is None or is_blank:
                self._unfounded(at, place, text_of(cell), is_first=so_far is not None)
                so_far = None
            else:
                so_far += amount
                if isinstance(cell, str) and is_rough(cell):
                    self.notes.make(
                        "number-rough",
                        self._address(at, place),
                        label=column.header,
                        found=cell,
                        taken=amount,
                    )
                self.rows[at][place] = f"{so_far.yuan:f}元"

    def _unfounded(self, at: int, place: int, found: str, *, is_first: bool) -> None:
        """Keep the amount of a month that cannot be cumulated, since one before it is not known."""
        column = self.columns[place]
        self._texts.setdefault(at, []).append((column.key, found))
        if is_first:
            note_unfounded(self.notes, self._address(at, place), column.header, found)

    # -- the way back --------------------------------------------------------------------------

    def _address(self, row: int, place: int) -> str:
        return f"{column_letters(self.columns[place].cells[0])}{self._picked.get((row, place), row) + 1}"

    def back(self, read: Extract) -> Extract:
        """Return what was read of the rows laid out as read of the cells they came from."""
        keys = {key: cell for column in self.columns for key, cell in column.parts}
        headers = {
            c.key: text_of(self._cell(self.header_row - 1, c.cells[0])) for c in self.columns
        }
        ref = SheetRef(self.file, self.sheet, keys, headers)
        ledger = read.ledger
        changed: JsonObject = {
            sheet.attribute: tuple(
                evolve(one, origin=self._origin(one.origin, ref)) for one in records
            )
            for sheet in ledger.sheets
            if (records := getattr(ledger, sheet.attribute)) is not None
        }
        totals = tuple(evolve(one, origin=self._origin(one.origin, ref)) for one in ledger.totals)
        kept = {
            f"{column_letters(place)}{at + 1}"
            for at in self._texts
            for place, _ in enumerate(self.columns)
        }
        said = (f for f in read.findings if f.code != "row-name-only" or f.place.cell not in kept)
        found = tuple(self._finding(finding) for finding in said)
        return Extract(evolve(ledger, **changed, totals=totals), (*found, *self.notes.found))

    def _origin(self, origin: Origin, ref: SheetRef) -> Origin:
        at = origin.row - 1
        moved = tuple(
            (key, row + 1)
            for place, column in enumerate(self.columns)
            if (row := self._picked.get((at, place), at)) != at
            for key, _ in column.parts
        )
        return Origin(ref, origin.row, (*origin.texts, *self._texts.get(at, ())), moved)

    def _finding(self, finding: Finding) -> Finding:
        related = tuple(self._there(place) for place in finding.related)
        return evolve(finding, place=self._there(finding.place), related=related)

    def _there(self, place: CellRef) -> CellRef:
        found = _CELL.fullmatch(place.cell)
        if found is None or int(found[2]) < self.header_row:
            return CellRef(place.file, self.sheet, place.cell)
        row, index = int(found[2]) - 1, column_index(found[1])
        if index >= len(self.columns):
            return CellRef(place.file, self.sheet, f"第{row + 1}行")
        return CellRef(place.file, self.sheet, self._address(row, index))
