"""Copies the values of a workbook that cannot be changed where it stands (xls, ods, et) into a new one."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.plugin.files import undated
from investtrack_excel.files.opening import open_workbook, reading
from investtrack_ooxml.spreadsheet.cells import clean


if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from python_calamine import CalamineSheet, SheetMetadata

_UNREADABLE = "读不了这份台账的单元格，写不出校核副本；请用 Excel 或 WPS 打开后另存为 xlsx 再试"
_ILLEGAL_TITLE = re.compile(r"[\\/*?:\[\]]")
_LONGEST_TITLE = 31


def values_copy(path: Path) -> tuple[bytes, dict[str, str]]:
    """Return a new workbook of the values of *path* at the same addresses, and its sheets' names there.

    Raises:
        SourceError: it is absent, empty, damaged, locked, a bomb, or no workbook.
    """
    from openpyxl import Workbook
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    source = open_workbook(path).book
    book = Workbook()
    book.remove(book.worksheets[0])
    titles: dict[str, str] = {}
    for meta in source.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.create_sheet(_title(meta, list(titles.values())))
        titles[meta.name] = sheet.title
        if meta.visible is not SheetVisibleEnum.Visible:
            sheet.sheet_state = "hidden"
        with reading(path, _UNREADABLE):
            _fill(sheet, source.get_sheet_by_name(meta.name))
    out = BytesIO()
    book.save(out)
    return undated(out.getvalue()), titles


def _title(meta: SheetMetadata, taken: list[str]) -> str:
    """Return a sheet name that xlsx allows, unlike the *taken* ones."""
    title = base = (_ILLEGAL_TITLE.sub("_", clean(meta.name)).strip("'") or "表")[:_LONGEST_TITLE]
    number = 2
    while title.lower() in {name.lower() for name in taken}:
        title = f"{base[: _LONGEST_TITLE - 4]}({number})"
        number += 1
    return title


def _fill(sheet: Worksheet, source: CalamineSheet) -> None:
    for row, values in enumerate(source.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            if value in {"", None}:
                continue
            cell = sheet.cell(row, column)
            if isinstance(value, str):
                cell.value = clean(value)
                cell.data_type = "s"  # text that begins like a formula stays text
            else:
                cell.value = value
    last_row, last_column = source.end or (0, 0)
    for (top, left), (bottom, right) in source.merged_cell_ranges or ():
        # A column merged down to the end of the sheet would be a million cells.
        end, last = max(min(bottom, last_row), top), max(min(right, last_column), left)
        if top < end or left < last:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=end + 1, end_column=last + 1
            )
