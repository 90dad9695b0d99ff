"""For importers of tables: rows of cells in, a ledger with its cells and its findings out.

What a plugin's author has to say is which rows, and what the office's own headers mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from investtrack.model.columns import columns
from investtrack.model.extract import Extract
from investtrack.model.ledger import Region
from investtrack.model.profile import NOT_READ, Profile, SheetMapping, field_named, mapping_to
from investtrack.reading.info import Info
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import Merged, OpenedSheet, SheetCells, typed_rows
from investtrack.values.amount import Unit
from investtrack.values.period import Period


def read_table(  # noqa: PLR0913 - one keyword a thing the file's head may say
    path: Path,
    rows: SheetCells | Sequence[Sequence[object]],
    standard: str,
    *,
    sheet: str = "",
    meanings: Mapping[str, str] | None = None,
    header_row: int | tuple[int, int] | None = 1,
    merged: Merged = (),
    unit: Unit | None = None,
    profile: Profile | None = None,
    region: Region | None = None,
    period: Period | None = None,
    as_of: date | None = None,
) -> Extract:
    """Read *rows* of cells as one sheet of the standard ledger, as a workbook of the same cells is read.

    Every record knows its cells; what cannot be read is a finding and stays as text; rows of totals
    are kept as what the sheet states, never as records.

    Args:
        path: the file they are from, for naming cells.
        rows: all rows of the file, those above the header too; a text that is a plain number counts as one. Or the cells of a
            sheet as :func:`investtrack_excel.workbook_sheets` gives them, with what their values do not tell.
        standard: the standard sheet they are, such as ``项目台账``.
        sheet: the name of the sheet in the file, for naming cells; that of the standard sheet where empty.
        meanings: the office's own header → a standard header (``总投资``, ``2022年1—3月完成投资``), a field
            key (``actual.2022-03``), or ``不读``. Standard headers and their synonyms need no entry.
        header_row: one-based row of the header, its first and last row, or None: where it is recognised.
        merged: merged ranges as ((top, left), (bottom, right)), zero-based.
        unit: unit of amounts whose header names none; that of a line above, else the profile's, where None.
        profile: the county's profile; the general one where None.
        region: whose it is, where the file says so.
        period: the report period, where the file says so.
        as_of: the as-of date, where the file says so.

    Raises:
        ValueError: there is no standard sheet of that name, or a meaning is of no column of it.
    """
    profile = profile or Profile()
    sheets = profile.extensions.sheets
    kind = next((each for each in sheets if each.name == standard), None)
    if kind is None:
        raise ValueError(f"no standard sheet {standard!r}: {', '.join(s.name for s in sheets)}")
    for header, meant in (meanings or {}).items():
        if meant != NOT_READ and field_named(kind.record, meant) is None:
            labels = [column.label for column in columns(kind.record)]
            near = ", ".join(get_close_matches(meant, labels, 3)) or ", ".join(labels)
            raise ValueError(f"{header!r} means {meant!r}, which {standard} has not: {near}")
    header_rows = (header_row,) if isinstance(header_row, int) else header_row or ()
    with mapping_to(sheets):
        mapping = SheetMapping(
            sheet=standard,
            standard=standard,
            header_rows=header_rows,
            unit=unit,
            columns=meanings or {},
        )
    cells = rows if isinstance(rows, SheetCells) else SheetCells(typed_rows(rows), merged)
    opened = OpenedSheet(sheet or standard, lambda: cells, mapping=mapping, is_lenient=True)
    info = Info(region or Region(), period, as_of)
    read = read_sheets(path.name, [opened], profile, info=info, is_part=True)
    return Extract(read.ledger, read.findings)
