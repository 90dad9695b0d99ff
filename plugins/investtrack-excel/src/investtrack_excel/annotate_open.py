"""Opens a source as a workbook to write into: itself where openpyxl can hold it, else its values."""

from __future__ import annotations

import re
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from investtrack_excel.annotate_losses import charts_kept, losses
from investtrack_excel.sources import open_workbook, reading


if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet
    from python_calamine import CalamineSheet, SheetMetadata

_ZIP = b"PK\x03\x04"
_UNREADABLE = "读不了这份台账的单元格，写不出校核副本；请用 Excel 或 WPS 打开后另存为 xlsx 再试"
_ILLEGAL_TITLE = re.compile(r"[\\/*?:\[\]]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_TITLE = 31
_LONGEST_TEXT = 32_767


@frozen(eq=False)
class Copied:
    """A source as a workbook that can be written into.

    Attributes:
        book: the workbook.
        sheets: the source's sheet name → the sheet.
        notes: what the copy lacks of the source, in Chinese.
        data: the source's bytes where they are an archive whose formulas the copy keeps.
    """

    book: Workbook
    sheets: dict[str, Worksheet]
    notes: tuple[str, ...]
    data: bytes = b""


def clean(text: str) -> str:
    """Return *text* without what a workbook cannot hold, and no longer than a cell may be."""
    return _CONTROL.sub("", text)[:_LONGEST_TEXT]


def open_copy(path: Path, *, values_only: bool = False) -> Copied:
    """Return *path* as a workbook to write into; it is only read.

    Args:
        path: the source.
        values_only: leave formulas, formats and drawings out even where openpyxl could hold them.

    Raises:
        SourceError: it is absent, empty, damaged, locked, a bomb, or no workbook.
    """
    opened = open_workbook(path)  # refuses what cannot be used, before openpyxl sees it
    data = path.read_bytes()
    kind = path.suffix.lower().lstrip(".") or "旧"
    if data.startswith(_ZIP):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            is_xlsx = "xl/workbook.xml" in archive.namelist()
        if is_xlsx and not values_only and (whole := _whole(data)) is not None:
            return whole
        kind = f"这种 {kind}" if is_xlsx else kind
    book, sheets = _values(path, opened.book)
    note = f"{kind} 格式不能原样改写，副本是新的 xlsx，只有各单元格的值，没有公式、格式和图形；请在原件上改"
    return Copied(book, sheets, (note,))


def _whole(data: bytes) -> Copied | None:
    """Return the workbook as openpyxl holds it, or None where it cannot."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            book = load_workbook(BytesIO(data), rich_text=True)
    except Exception:  # noqa: BLE001 - openpyxl has no error of its own for what it does not understand
        return None
    with zipfile.ZipFile(BytesIO(data)) as archive:
        lacking = losses(archive, book, [str(item.message) for item in caught])
    notes = [f"副本里没有原件的{'、'.join(lacking)}；要看这些请打开原件"] if lacking else []
    if charts := charts_kept(book):
        notes.append(f"图表{charts}个保留在副本里，样式可能与原件略有不同")
    if any(name.endswith(".xml") and "/comments" in name for name in archive.namelist()):
        notes.append("原有批注的文字保留在副本里，字体和框的大小重排")
    return Copied(book, {sheet.title: sheet for sheet in book.worksheets}, tuple(notes), data)


def _values(path: Path, source: Any) -> tuple[Workbook, dict[str, Worksheet]]:  # noqa: ANN401 - calamine's workbook
    """Return a new workbook of the source's values at the same addresses."""
    from openpyxl import Workbook
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    book = Workbook()
    book.remove(book.worksheets[0])
    sheets: dict[str, Worksheet] = {}
    for meta in source.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.create_sheet(_title(meta, [s.title for s in sheets.values()]))
        sheets[meta.name] = sheet
        if meta.visible is not SheetVisibleEnum.Visible:
            sheet.sheet_state = "hidden"
        with reading(path, _UNREADABLE):
            _fill(sheet, source.get_sheet_by_name(meta.name))
    return book, sheets


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
    for first, last in source.merged_cell_ranges or ():
        sheet.merge_cells(
            start_row=first[0] + 1,
            start_column=first[1] + 1,
            end_row=last[0] + 1,
            end_column=last[1] + 1,
        )
