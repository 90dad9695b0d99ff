"""Write the example ledgers of the fictional county 云溪县.

Two workbooks: a clean one that follows the standard ledger, and the same county as ledgers come
from an office, with its faults. The same seed gives the same bytes.

    python examples/make_example.py [-o DIR] [--list]
"""

from argparse import ArgumentParser
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from county import COUNTY, Scale, Table, build
from soil import Formula, soil
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet


SEED = 2022
CREATED = datetime(2022, 3, 20, tzinfo=UTC)
CLEAN_NAME = f"{COUNTY}2022年一季度台账.xlsx"
SOILED_NAME = f"{COUNTY}2022年一季度台账（原样）.xlsx"

WIDTHS = {
    "项目编码": 27, "项目名称": 40, "企业名称": 34, "建设单位": 32, "投资方": 32, "责任单位": 20,
    "问题描述": 32, "解决措施": 30, "形象进度": 30, "备注": 22, "纳统编码": 21, "行业": 22,
    "统一社会信用代码": 22, "未办结手续": 24, "退回原因": 24, "指标": 22, "期间": 15, "值": 28,
    "发现问题": 24, "工作专班": 15, "不可报原因": 18, "未复工原因": 18, "拟申请资金渠道": 20,
}  # fmt: skip
LEFT = {"项目名称", "企业名称", "建设单位", "投资方", "问题描述", "解决措施", "形象进度", "备注"}
COLOURS = {"目标任务": "#7F6000", "项目台账": "#1F4E79", "入库计划": "#1F4E79"}


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        body = {"font_name": "宋体", "font_size": 10, "border": 1, "border_color": "#BFBFBF",
                "valign": "vcenter"}  # fmt: skip
        self.title = book.add_format({"font_name": "宋体", "font_size": 16, "bold": True})
        self.header = book.add_format(
            {**body, "bold": True, "align": "center", "text_wrap": True,
             "bg_color": "#1F4E79", "font_color": "#FFFFFF"}
        )  # fmt: skip
        self.text = book.add_format({**body, "align": "center", "text_wrap": True})
        self.left = book.add_format({**body, "text_wrap": True})
        self.plain = book.add_format({**body, "align": "center"})
        self.money = book.add_format({**body, "num_format": "#,##0.00"})
        self.date = book.add_format({**body, "align": "center", "num_format": "yyyy-mm-dd"})

    def of(self, header: str, value: object) -> Format:
        """Return the format of a cell from its column and its value."""
        if isinstance(value, date):
            return self.date
        if "元）" in header or header == "总投资":
            return self.money
        if isinstance(value, str) or value is None:
            return self.left if header in LEFT else self.text
        return self.plain


def write_cell(sheet: Worksheet, row: int, column: int, value: Any, style: Format) -> None:  # noqa: ANN401
    match value:
        case None:
            sheet.write_blank(row, column, None, style)
        case Formula(text, result):
            sheet.write_formula(row, column, text, style, result)
        case date():
            sheet.write_datetime(row, column, value, style)
        case Decimal() | int() | float():
            sheet.write_number(row, column, float(value), style)
        case _:
            sheet.write_string(row, column, value, style)


def set_up(sheet: Worksheet, name: str, table: Table) -> None:
    """Set widths, panes, the filter and the printed page."""
    top = len(table.preamble)
    for column, header in enumerate(table.headers):
        width = WIDTHS.get(header, 15 if "元）" in header else 13)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(top + 1, 2 if len(table.headers) > 4 else 0)
    if table.rows and name != "基本信息":
        sheet.autofilter(top, 0, top + len(table.rows), len(table.headers) - 1)
    sheet.set_landscape()
    sheet.set_paper(8 if len(table.headers) > 16 else 9)  # A3, A4
    wide = len(table.headers) > 30
    sheet.fit_to_pages(2 if wide else 1, 0)
    if wide:
        sheet.repeat_columns(0, 1)
    sheet.repeat_rows(top)
    sheet.set_footer("&C第&P页 共&N页")
    sheet.set_tab_color(COLOURS.get(name, "#548235"))


def write_table(sheet: Worksheet, table: Table, styles: Styles) -> None:
    """Write what stands above the headers, the headers and the rows, from the top down."""
    for row, text in enumerate(table.preamble):
        sheet.write_string(row, 0, text, styles.title if row == 0 else None)
    top = len(table.preamble)
    sheet.set_row(top, 42 if len(table.headers) > 4 else 22)
    for column, header in enumerate(table.headers):
        sheet.write_string(top, column, header, styles.header)
    for number, cells in enumerate(table.rows):
        row = top + 1 + number
        if number in table.hidden:
            sheet.set_row(row, None, None, {"hidden": True})
        for column, value in enumerate(cells):
            write_cell(sheet, row, column, value, styles.of(table.headers[column], value))


def write_workbook(path: Path, tables: dict[str, Table], *, constant_memory: bool = False) -> None:
    """Write *tables* as one workbook, a sheet each."""
    with xlsxwriter.Workbook(path, {"constant_memory": constant_memory}) as book:
        book.set_properties({"title": path.stem, "author": f"{COUNTY}（虚构）", "created": CREATED})
        styles = Styles(book)
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            set_up(sheet, name, table)
            write_table(sheet, table, styles)
        book.get_worksheet_by_name("项目台账").activate()


def describe(path: Path, tables: dict[str, Table]) -> str:
    counts = "，".join(f"{name}{len(table.rows)}行" for name, table in tables.items())
    return f"{path.name}：{counts}"


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).parent, metavar="DIR")
    parser.add_argument("--list", action="store_true", help="list every fault written")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)

    clean = build(Scale(), SEED)
    write_workbook(options.output / CLEAN_NAME, clean)
    print(describe(options.output / CLEAN_NAME, clean))

    soiled = build(Scale(), SEED)
    stains = soil(soiled)
    write_workbook(options.output / SOILED_NAME, soiled)
    print(describe(options.output / SOILED_NAME, soiled))
    print(f"原样台账中的问题与不规范写法：{len(stains)}处")
    if options.list:
        for stain in stains:
            print("  " + "\t".join(stain))


if __name__ == "__main__":
    main()
