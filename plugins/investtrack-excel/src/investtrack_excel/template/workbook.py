"""The blank standard ledger, made from the typed fields."""

from __future__ import annotations

from datetime import date, datetime, time
from math import ceil
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import define, field

from investtrack.model.columns import CellKind
from investtrack.model.ledger import INFO_ITEMS, INFO_SHEET, Sheet
from investtrack.model.profile import Profile
from investtrack.values.amount import Unit
from investtrack_excel.template.columns import TemplateColumn, blanks_of, is_number
from investtrack_excel.template.notes import COLUMN_HEADS, column_rows, notes


if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


_LINE = 80
"""Characters that a line of a note holds."""


LAST_ROW = 2000
"""The last row that has drop-downs, hints and validation."""
# Characters that a page of A4 landscape holds legibly.
_PAGE = 220
_INFO_HINTS = {
    "地区": "县区全称，如 云溪县",
    "报告期": "如 {year}年一季度、{year}年上半年",
    "截止日期": "数据截至哪一天，如 {year}-03-20",
    "金额单位": "没有注明单位的金额列按这个单位读",
}
_MAY = {
    "select_locked_cells": True, "select_unlocked_cells": True, "format_cells": True, "format_columns": True,
    "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True, "autofilter": True,
}  # fmt: skip
"""What may be done on a sheet whose head is protected."""


def write_form(profile: Profile, stream: BinaryIO, year: int | None = None) -> None:
    """Write the form for *year*, by default this year; papers are those of the profile's rules."""
    import xlsxwriter

    year = year or date.today().year  # noqa: DTZ011 - a blank form is for the year it is asked for in
    workbook = xlsxwriter.Workbook(
        stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    )
    made = datetime.combine(date(year, 1, 1), time.min)  # the same form gives the same bytes
    workbook.set_properties({"title": "标准台账", "author": "", "created": made})
    form = _Form(workbook, profile, year)
    form.notes()
    form.info()
    for sheet in profile.extensions.sheets:
        form.table(sheet)
    workbook.close()


@define
class _Form:
    """A form being written, with its few formats."""

    workbook: Any
    profile: Profile
    year: int
    _formats: dict[str, Any] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Make every format once."""
        font = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        head = {
            "font_name": "黑体", "font_size": 11, "bold": True, "bg_color": "#DDEBF7", "border": 1, "align": "center",
            "valign": "vcenter", "text_wrap": True,
        }  # fmt: skip
        body = {**font, "locked": False}
        example = {**body, "italic": True, "font_color": "#7F7F7F", "bg_color": "#FFF2CC"}
        numbers = {
            CellKind.MONEY: "#,##0.00", CellKind.DATE: r"yyyy\-mm\-dd", CellKind.TEXT: "@", CellKind.NAMES: "@",
        }  # fmt: skip
        kinds: dict[str, dict[str, object]] = {
            "head": head,
            "required": {**head, "font_color": "#C00000"},
            "title": {"font_name": "黑体", "font_size": 14, "bold": True},
            "text": {**font, "text_wrap": True, "valign": "top"},
            "cell": {**font, "text_wrap": True, "border": 1, "border_color": "#BFBFBF"},
            "label": {**font, "border": 1},
            "value": {**body, "border": 1, "num_format": "@"},
        }
        for kind in CellKind:
            form = {"num_format": numbers[kind]} if kind in numbers else {}
            kinds[f"body {kind}"] = {**body, **form}
            kinds[f"example {kind}"] = {**example, **form}
        self._formats = {name: self.workbook.add_format(kind) for name, kind in kinds.items()}

    def notes(self) -> None:
        """Write how to fill the form, and what each column is."""
        sheet = self.workbook.add_worksheet("填报说明")
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, "填报说明", self._formats["title"])
        row = 1
        for number, note in enumerate(notes(self.year), 1):
            sheet.merge_range(
                row, 0, row, len(COLUMN_HEADS) - 1, f"{number}. {note}", self._formats["text"]
            )
            sheet.set_row(row, 18 if len(note) < _LINE else 34)
            row += 1
        row += 1
        for index, (head, width) in enumerate(COLUMN_HEADS):
            sheet.set_column(index, index, width)
            sheet.write_string(row, index, head, self._formats["head"])
        first = row
        for cells in column_rows(self.profile, self.year):
            row += 1
            for index, text in enumerate(cells):
                sheet.write(row, index, text or None, self._formats["cell"])
            longest = max(
                len(text.encode("gb18030")) / width
                for text, (_, width) in zip(cells, COLUMN_HEADS, strict=True)
            )
            sheet.set_row(row, max(16, 15 * (int(longest) + 1)))
        sheet.autofilter(first, 0, row, len(COLUMN_HEADS) - 1)
        sheet.protect("", _MAY)
        _printed(sheet)
        sheet.repeat_rows(first)

    def info(self) -> None:
        """Write 基本信息."""
        sheet = self.workbook.add_worksheet(INFO_SHEET)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 34)
        sheet.write_row(0, 0, ("项", "值"), self._formats["head"])
        for row, item in enumerate(INFO_ITEMS, 1):
            sheet.write_string(row, 0, item, self._formats["label"])
            sheet.write_blank(row, 1, None, self._formats["value"])
            rule: dict[str, object] = {"validate": "any"}
            if item == "金额单位":
                sheet.write_string(row, 1, Unit.WAN.value, self._formats["value"])
                rule = {"validate": "list", "source": [unit.value for unit in Unit]}
            if hint := _INFO_HINTS.get(item):
                rule |= {"input_title": item, "input_message": hint.format(year=self.year)}
                sheet.data_validation(row, 1, row, 1, rule)
        sheet.protect("", _MAY)
        _printed(sheet)

    def table(self, sheet: Sheet) -> None:
        """Write one sheet: its head, an example row, and empty rows with rules."""
        blanks = blanks_of(sheet, self.profile, self.year)
        worksheet = self.workbook.add_worksheet(sheet.name)
        worksheet.set_row(0, 34)
        for index, blank in enumerate(blanks):
            kind = CellKind.MONEY if is_number(blank.column, sheet) else blank.column.kind
            head = "required" if blank.column.required else "head"
            worksheet.set_column(index, index, blank.width, self._formats[f"body {kind}"])
            worksheet.write_string(0, index, blank.header, self._formats[head])
            self._example(worksheet, index, blank, kind)
            if blank.rule:
                worksheet.data_validation(1, index, LAST_ROW - 1, index, dict(blank.rule))
        worksheet.freeze_panes(1, 2)
        worksheet.autofilter(0, 0, LAST_ROW - 1, len(blanks) - 1)
        worksheet.protect("", _MAY)
        _printed(worksheet, ceil(sum(blank.width for blank in blanks) / _PAGE))
        worksheet.repeat_rows(0)
        worksheet.repeat_columns(0, 1)

    def _example(
        self, worksheet: Worksheet, index: int, blank: TemplateColumn, kind: CellKind
    ) -> None:
        form, value = self._formats[f"example {kind}"], blank.example
        if isinstance(value, date):
            worksheet.write_datetime(1, index, value, form)
        elif isinstance(value, (int, float)):
            worksheet.write_number(1, index, value, form)
        elif value:
            worksheet.write_string(1, index, value, form)
        else:
            worksheet.write_blank(1, index, None, form)


def _printed(sheet: Worksheet, pages: int = 1) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
