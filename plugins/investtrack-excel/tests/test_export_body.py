"""The body written as text says what XlsxWriter's own cells would: exact numbers, text that is text, blanks with borders."""

import io

import openpyxl
import xlsxwriter

from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate
from investtrack_excel.sheets import COUNT, MONEY, PERCENT, TEXT, Book, Head


HEADS = (
    Head("名称"),
    Head("数额", MONEY),
    Head("个数", COUNT),
    Head("比率", PERCENT),
    Head("百分点", MONEY),
)


def written(rows):
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream)
    Book(workbook).table("表", "标题", HEADS, rows)
    workbook.close()
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))["表"]


def test_every_kind_of_value_reads_back():
    rows = [["甲", Amount.of("1234.56", Unit.WAN), 7, Rate.percent("12.5"), Points.of("-3.25")]]
    sheet = written(rows)
    assert [cell.value for cell in sheet[4]] == ["甲", 1234.56, 7, 0.125, -3.25]
    assert sheet["B4"].number_format.startswith("#,##0.00")
    assert sheet.dimensions == "A1:E4"


def test_text_that_looks_like_a_formula_or_markup_is_text():
    names = ["=1+1", "+1", "@x", "<b>&\"'", " 前后有空格 ", "换\n行"]
    sheet = written([[name, None, None, None, None] for name in names])
    assert [sheet.cell(row, 1).value for row in range(4, 4 + len(names))] == names
    assert {sheet.cell(row, 1).data_type for row in range(4, 4 + len(names))} == {"s"}


def test_a_control_character_is_escaped_as_workbooks_do():
    sheet = written([["控\x01制", None, None, None, None]])
    assert sheet["A4"].value == "控_x0001_制"


def test_an_empty_cell_keeps_its_border_and_a_cell_may_have_a_style_of_its_own():
    sheet = written([["甲", None, "", None, None], [("乙", "error"), (None, TEXT), 1, None, None]])
    assert sheet["B4"].value is None
    assert sheet["B4"].border.left.style == "thin"
    assert sheet["A5"].fill.fgColor.rgb == "FFF8CBAD"


def test_no_rows_at_all_leave_the_head():
    sheet = written([])
    assert sheet.max_row == 3
    assert [cell.value for cell in sheet[3]] == [head.label for head in HEADS]


def test_a_text_longer_than_a_cell_is_cut_not_lost():
    sheet = written([["长" * 40_000, None, None, None, None]])
    assert len(sheet["A4"].value) == 32_767
