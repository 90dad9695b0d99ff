"""Writes tables into a new workbook: heads, columns, print set-up, safe text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from attrs import define, field

from investtrack_excel.export.body import Take, sheet_class, taking_rows


if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


MONEY, COUNT, PERCENT, TEXT, WRAP = "money", "count", "percent", "text", "wrap"
LINK, PART, MARK, SAID = "link", "part", "mark", "said"
HEAD_ROW = 2
"""Zero-based row of the head, below title and unit."""
# Empty cells beyond this row get no border: in a large table most cells are empty.
_BORDERED_ROWS = 2000
_WIDTHS = {
    MONEY: 13,
    COUNT: 8,
    PERCENT: 9,
    TEXT: 16,
    WRAP: 40,
    LINK: 12,
    PART: 34,
    MARK: 7,
    SAID: 34,
}
_WRAPPED = {WRAP, SAID, PART}
# Characters that a page of A4 landscape holds legibly; a wider table runs over several pages.
_PAGE = 260


@define
class Head:
    """A column of a table to write.

    Attributes:
        label: header.
        style: number format and alignment: money, count, percent, text, wrap, link, part, mark, said.
        width: in characters; by style where None.
        is_reckoned: whether it is no column of the ledger but one reckoned from it.
    """

    label: str
    style: str = TEXT
    width: float | None = None
    is_reckoned: bool = False


@define
class WorkbookWriter:
    """A workbook being written, with its few shared formats."""

    workbook: Any
    formats: dict[str, object] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make every format once."""
        font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        base = {**font, "border": 1, "border_color": "#BFBFBF"}
        head = {
            **base, "bold": True, "font_name": "黑体", "bg_color": "#DDEBF7", "align": "center", "text_wrap": True,
        }  # fmt: skip
        title = {"font_name": "黑体", "font_size": 14, "bold": True, "valign": "vcenter"}
        kinds = {
            MONEY: {**base, "num_format": "#,##0.00;[Red]-#,##0.00", "align": "right"},
            COUNT: {**base, "num_format": "#,##0", "align": "right"},
            PERCENT: {**base, "num_format": "0.00%", "align": "right"},
            TEXT: {**base, "num_format": "@"},
            WRAP: {**base, "num_format": "@", "text_wrap": True},
            # A formula in a cell of format @ turns into its own text when somebody edits it.
            MARK: {**base, "align": "center"},
            SAID: {**base, "text_wrap": True},
            LINK: {**base, "num_format": "@", "font_color": "#0563C1", "underline": 1},
            PART: {**base, "num_format": "@", "text_wrap": True, "indent": 2},
            "error": {**base, "num_format": "@", "text_wrap": True, "bg_color": "#F8CBAD"},
            "warning": {**base, "num_format": "@", "text_wrap": True, "bg_color": "#FFE699"},
            "head": head,
            "reckoned": {**head, "bg_color": "#E2EFDA"},
            "title": {**title, "align": "center"},
            "wide title": title,
            "unit": {"font_name": "宋体", "font_size": 10, "align": "right"},
            "note": {"font_name": "宋体", "font_size": 9, "font_color": "#595959"},
        }
        self.formats = {name: self.workbook.add_format(kind) for name, kind in kinds.items()}

    def table(  # noqa: PLR0913 - one keyword a trait of the sheet
        self,
        name: str,
        title: str,
        heads: Sequence[Head],
        rows: Iterable[Sequence[object]] | Take,
        *,
        unit: str = "万元",
        note: str = "",
        formulas: Mapping[int, str] | None = None,
        count: int = 0,
    ) -> Worksheet:
        """Write one sheet: title, note and unit line, head, rows; return it.

        A cell may be a pair of value and format name, where one cell differs from its column.

        Args:
            name: name of the sheet.
            title: what stands above the table.
            heads: its columns.
            rows: its cells, or what gives them column by column.
            unit: what the unit line says.
            note: what the reader should know, beside the unit.
            formulas: column → the formula of its cells, as in the first row.
            count: number of rows that have these formulas.
        """
        sheet = self.workbook.add_worksheet(name, worksheet_class=sheet_class())
        last = len(heads) - 1
        widths = [min(h.width or max(_WIDTHS[h.style], len(h.label) * 1.1, 7), 60) for h in heads]
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        pages = ceil(sum(widths) / _PAGE)
        sheet.set_row(0, 26)
        if last and pages == 1:
            sheet.merge_range(0, 0, 0, last, title, self.formats["title"])
        else:  # repeated on every page across, so it begins at the left
            sheet.write_string(0, 0, title, self.formats["wide title"])
        if note:
            sheet.write_string(1, 0, note, self.formats["note"])
        if unit:
            place = last if pages == 1 else min(4, last)
            sheet.write_string(1, place, f"单位：{unit}", self.formats["unit"])
        for index, head in enumerate(heads):
            form = self.formats["reckoned" if head.is_reckoned else "head"]
            sheet.write_string(HEAD_ROW, index, head.label, form)
        if any(len(head.label) * 2 > width for head, width in zip(heads, widths, strict=True)):
            sheet.set_row(HEAD_ROW, 30)
        styles = [self.formats[head.style] for head in heads]
        first = HEAD_ROW + 1
        number = sheet.write_body(
            first, rows if callable(rows) else taking_rows(rows), styles, self.formats, _BORDERED_ROWS, formulas or {}, HEAD_ROW + count,
            {place: widths[place] for place, head in enumerate(heads) if head.style in _WRAPPED},
        )  # fmt: skip
        sheet.freeze_panes(first, min(2, last))
        sheet.autofilter(HEAD_ROW, 0, max(number, first), last)
        self.print_setup(sheet, pages)
        sheet.repeat_rows(0, HEAD_ROW)
        if pages > 1:
            sheet.repeat_columns(0, min(1, last))
        return sheet

    def print_setup(self, sheet: Worksheet, pages: int = 1) -> None:
        """Set up a sheet for A4 landscape, *pages* wide, with page numbers."""
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(pages, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")
