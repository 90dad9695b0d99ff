"""Writes tables into a new workbook: heads, columns, print set-up, safe text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field

from investtrack_excel.body import sheet_class


MONEY, COUNT, PERCENT, TEXT, WRAP = "money", "count", "percent", "text", "wrap"
# Empty cells beyond this row get no border: in a large table most cells are empty.
_BORDERED_ROWS = 2000
_WIDTHS = {MONEY: 13, COUNT: 8, PERCENT: 9, TEXT: 16, WRAP: 40}


@define
class Head:
    """A column of a table to write.

    Attributes:
        label: header.
        style: number format and alignment: money, count, percent, text, wrap.
        width: in characters; by style where None.
    """

    label: str
    style: str = TEXT
    width: float | None = None


@define
class Book:
    """A workbook being written, with its few shared formats."""

    workbook: Any
    formats: dict[str, Any] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make every format once."""
        base = {
            "font_name": "宋体",
            "font_size": 10,
            "valign": "vcenter",
            "border": 1,
            "border_color": "#BFBFBF",
        }
        add = self.workbook.add_format
        self.formats = {
            MONEY: add({**base, "num_format": "#,##0.00;[Red]-#,##0.00", "align": "right"}),
            COUNT: add({**base, "num_format": "#,##0", "align": "right"}),
            PERCENT: add({**base, "num_format": "0.00%", "align": "right"}),
            TEXT: add({**base, "num_format": "@"}),
            WRAP: add({**base, "num_format": "@", "text_wrap": True}),
            "head": add(
                {
                    **base,
                    "bold": True,
                    "font_name": "黑体",
                    "bg_color": "#DDEBF7",
                    "align": "center",
                    "text_wrap": True,
                }
            ),
            "title": add(
                {
                    "font_name": "黑体",
                    "font_size": 14,
                    "bold": True,
                    "align": "center",
                    "valign": "vcenter",
                }
            ),
            "unit": add({"font_name": "宋体", "font_size": 10, "align": "right"}),
            "error": add({**base, "num_format": "@", "text_wrap": True, "bg_color": "#F8CBAD"}),
            "warning": add({**base, "num_format": "@", "text_wrap": True, "bg_color": "#FFE699"}),
        }

    def table(
        self,
        name: str,
        title: str,
        heads: Sequence[Head],
        rows: Iterable[Sequence[Any]],
        *,
        unit: str = "万元",
    ) -> int:
        """Write one sheet: title, unit line, head, rows; return the number of rows.

        A cell may be a pair of value and format name, where one cell differs from its column.
        """
        sheet = self.workbook.add_worksheet(name, worksheet_class=sheet_class())
        last = len(heads) - 1
        for index, head in enumerate(heads):
            width = head.width or max(_WIDTHS[head.style], len(head.label) * 1.1)
            sheet.set_column(index, index, min(width, 60))
        sheet.set_row(0, 26)
        if last:
            sheet.merge_range(0, 0, 0, last, title, self.formats["title"])
        sheet.write_string(1, last, f"单位：{unit}" if unit else "", self.formats["unit"])
        for index, head in enumerate(heads):
            sheet.write_string(2, index, head.label, self.formats["head"])
        styles = [self.formats[head.style] for head in heads]
        number: int = sheet.write_body(3, rows, styles, self.formats, _BORDERED_ROWS)
        sheet.freeze_panes(3, min(2, last))
        sheet.autofilter(2, 0, max(number, 3), last)
        self.print_setup(sheet)
        sheet.repeat_rows(0, 2)
        return number - 2

    def print_setup(self, sheet: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        """Set up a sheet for A4 landscape, one page wide, with page numbers."""
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")
