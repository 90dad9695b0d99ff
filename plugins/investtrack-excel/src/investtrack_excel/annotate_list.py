"""The first sheet of an annotated copy: every finding, with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from investtrack.findings import Finding, Grade
from investtrack.model.source import CellRef
from investtrack_excel.annotate_marks import FILLS, link, position
from investtrack_excel.annotate_open import clean


if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "校核清单"
_LEGEND = "本表由 investtrack check 写出。点“单元格”去台账改；改的是副本，改好请把改动并入原件。深色格有问题，浅色格与之相关。"
_HEADS = (
    ("序号", 6), ("等级", 7), ("表", 13), ("单元格", 10), ("发现", 46), ("现值", 20), ("应为", 24), ("怎么改", 42),
    ("相关", 16), ("代码", 24),
)  # fmt: skip
_CENTRED = frozenset({1, 2, 4})
# Excel allows 65,530 links a sheet.
_MOST_LINKS = 60_000


def earlier_list(book: Workbook) -> Worksheet | None:
    """Return the list that an earlier run wrote into *book*, or None."""
    return next((sheet for sheet in book.worksheets if sheet["A2"].value == _LEGEND), None)


def free_title(book: Workbook) -> str:
    """Return a name for the list that no sheet of *book* bears."""
    names = {name.lower() for name in book.sheetnames}
    number, title = 2, TITLE
    while title.lower() in names:
        title, number = f"{TITLE}({number})", number + 1
    return title


def first_row(notes: Sequence[str]) -> int:
    """Return the row of the first finding, below title, legend, counts, *notes* and heads."""
    return 5 + len(notes)


def write_list(
    sheet: Worksheet,
    sheets: Mapping[str, Worksheet],
    file: str,
    findings: Sequence[Finding],
    notes: Sequence[str],
) -> None:
    """Write *findings* about *file* into the empty *sheet*.

    Args:
        sheet: where to.
        sheets: the source's sheet name → the sheet, for links.
        file: the source's name.
        findings: what was found, in order.
        notes: what the copy lacks.
    """
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    last = len(_HEADS)
    counts = Counter(finding.grade for finding in findings)
    said = "　".join(f"{grade.label}{counts[grade]}条" for grade in Grade)
    for row, text in enumerate([f"校核清单　{file}", _LEGEND, said, *notes], 1):
        _text(sheet, row, 1, text)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=last)
        sheet.cell(row, 1).alignment = Alignment(vertical="center", wrap_text=True)
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.row_dimensions[1].height = 26
    heads = first_row(notes) - 1
    side = Side(style="thin", color="BFBFBF")
    border = Border(side, side, side, side)
    wrapped = Alignment(vertical="center", wrap_text=True)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    fills = {grade: PatternFill("solid", fgColor=FILLS[grade]) for grade in Grade}
    for column, (head, width) in enumerate(_HEADS, 1):
        cell: Any = sheet.cell(heads, column, head)
        cell.font, cell.alignment, cell.border = Font(bold=True), centred, border
        cell.fill = PatternFill("solid", fgColor="D9D9D9")
        sheet.column_dimensions[cell.column_letter].width = width
    for number, finding in enumerate(findings, 1):
        row = heads + number
        for column, value in enumerate(_values(finding, number, file), 1):
            cell = _text(sheet, row, column, value)
            cell.border = border
            cell.alignment = centred if column in _CENTRED else wrapped
        sheet.cell(row, 2).fill = fills[finding.grade]
        sheet.row_dimensions[row].height = _height(finding)
        if number * 2 <= _MOST_LINKS:
            _link(sheet.cell(row, 4), sheets, file, finding.place)
            if others := _others(finding):
                _link(sheet.cell(row, 9), sheets, file, _own(others, file))
    _page(sheet, heads, last, len(findings))


def _values(finding: Finding, number: int, file: str) -> list[str | int]:
    place = finding.place
    where = place.sheet if place.file == file or not place.file else f"{place.file} {place.sheet}"
    related = ""
    others = _others(finding)
    if others:
        shown = _own(others, file)
        more = f"等{len(others)}格" if len(others) > 1 else ""
        where_to = f"{shown.sheet}!{shown.cell}" if shown.file == file else str(shown)
        related = f"{where_to}{more}"
    return [
        number, finding.grade.label, where.strip(), place.cell or "（整表）" if place.sheet else "（整个文件）",
        finding.message, finding.found, finding.expected, finding.mend, related, finding.code,
    ]  # fmt: skip


def _others(finding: Finding) -> tuple[CellRef, ...]:
    return tuple(cell for cell in finding.related if cell != finding.place)


def _own(cells: Sequence[CellRef], file: str) -> CellRef:
    return next((cell for cell in cells if cell.file == file), cells[0])


def _text(sheet: Worksheet, row: int, column: int, value: str | int) -> Any:  # noqa: ANN401 - openpyxl's cell
    cell: Any = sheet.cell(row, column)
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = clean(value)
        cell.data_type = "s"  # text that begins like a formula stays text
    return cell


def _link(cell: Any, sheets: Mapping[str, Worksheet], file: str, place: CellRef) -> None:  # noqa: ANN401
    from openpyxl.utils import get_column_letter

    sheet = sheets.get(place.sheet) if place.file == file else None
    if sheet is None or sheet.sheet_state != "visible":
        return  # nothing to go to
    row, column = position(sheet, place.cell) or (1, 1)
    link(cell, sheet.title, f"{get_column_letter(column)}{row}")


def _height(finding: Finding) -> float:
    """Return the height of a row whose texts wrap, in points: Office does not fit it on opening."""
    texts = ((finding.message, 46), (finding.found, 20), (finding.expected, 24), (finding.mend, 42))
    lines = max(
        sum(-(-(2 * len(part) + 1) // width) for part in text.split("\n")) for text, width in texts
    )
    return min(15.0 * max(1, lines) + 3, 180.0)


def _page(sheet: Worksheet, heads: int, last: int, number: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    letter = get_column_letter(last)
    sheet.freeze_panes = f"A{heads + 1}"
    if number:
        sheet.auto_filter.ref = f"A{heads}:{letter}{heads + number}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heads}:{heads}"
    sheet.sheet_properties.tabColor = "C00000"
