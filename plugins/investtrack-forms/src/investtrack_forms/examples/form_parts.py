"""What the example forms are drawn with: titles, heads, rulings, pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MONEY, WHOLE, DAY = "#,##0.00", "#,##0", "yyyy\\.mm\\.dd"
"""Number formats."""


def new_sheet(title: str, widths: Sequence[float]) -> tuple[Workbook, Worksheet]:
    """Return a workbook and its one sheet, of that title, with columns of *widths* characters."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(65 + number)].width = width
    sheet.sheet_view.showGridLines = False
    return book, sheet


def put(sheet: Worksheet, at: str, value: object, **look: Any) -> object:
    """Write one cell, or a merged area, with its look."""
    from openpyxl.styles import Alignment, Font, PatternFill

    first = at.partition(":")[0]
    if ":" in at:
        sheet.merge_cells(at)
    cell: Any = sheet[first]
    cell.value = value
    bold, size = look.get("bold", False), look.get("size", 10)
    cell.font = Font(name=look.get("font", "宋体"), bold=bold, size=size)
    cell.alignment = Alignment(
        horizontal=look.get("align", "center"), vertical="center", wrap_text=look.get("wrap", True)
    )
    if "fill" in look:
        cell.fill = PatternFill("solid", fgColor=look["fill"])
    if "format" in look:
        cell.number_format = look["format"]
    return cell


def rule(sheet: Worksheet, area: str) -> None:
    """Rule *area* with thin lines."""
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="000000")
    for row in sheet[area]:
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def set_page(sheet: Worksheet, area: str, titles: str, freeze: str) -> None:
    """Set the print area, the rows repeated on each page, and what stays in sight."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.print_area = area
    sheet.print_title_rows = titles
    sheet.freeze_panes = freeze
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "第 &P 页 共 &N 页"


def put_head(sheet: Worksheet, title: str, last: str, unit: str) -> None:
    """Write the title and the line of unit and date, to column *last*."""
    put(sheet, f"A1:{last}1", title, font="方正小标宋简体", size=18)
    sheet.row_dimensions[1].height = 36
    put(sheet, "A2:F2", "填报单位：{{ 填报单位 }}", align="left")
    put(sheet, f"G2:{last}2", unit, align="right")
    sheet.row_dimensions[2].height = 20


def put_heads(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    """Write *heads* into *row*."""
    for number, head in enumerate(heads):
        put(sheet, f"{chr(65 + number)}{row}", head, bold=True, fill="EDEDED")
    sheet.row_dimensions[row].height = 26
