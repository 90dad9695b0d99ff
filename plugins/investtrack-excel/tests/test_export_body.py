"""The body written as text says what XlsxWriter's own cells would: exact numbers, text that is text, blanks with borders."""

import gc
import io
import zipfile

import openpyxl
import pytest

from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate
from investtrack_excel.export.packing import new_workbook
from investtrack_excel.export.sheets import COUNT, MONEY, PERCENT, TEXT, Head, WorkbookWriter


HEADS = (
    Head("名称"),
    Head("数额", MONEY),
    Head("个数", COUNT),
    Head("比率", PERCENT),
    Head("百分点", MONEY),
)


def written(rows):
    stream = io.BytesIO()
    with new_workbook(stream) as workbook:
        WorkbookWriter(workbook).table("表", "标题", HEADS, rows)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))["表"]


def test_every_kind_of_value_reads_back():
    rows = [["甲", Amount.of("1234.56", Unit.WAN), 7, Rate.percent("12.5"), Points.of("-3.25")]]
    sheet = written(rows)
    assert [cell.value for cell in sheet[4]] == ["甲", 1234.56, 7, 0.125, -3.25]
    assert sheet["B4"].number_format.startswith("#,##0.00")
    assert sheet.dimensions == "A1:E4"


def test_text_that_looks_like_a_formula_or_markup_is_text():
    names = [
        "=1+1",
        "+1",
        "@x",
        "<b>&\"'",
        " 前后有空格 ",
        "换\n行",
        "<r><t>甲</t></r>",
        "<r></sst>",
    ]
    sheet = written([[name, None, None, None, None] for name in names])
    assert [sheet.cell(row, 1).value for row in range(4, 4 + len(names))] == names
    assert {sheet.cell(row, 1).data_type for row in range(4, 4 + len(names))} == {"s"}


def test_a_control_character_is_escaped_as_workbooks_do():
    sheet = written([["控\x01制", None, None, None, None]])
    assert sheet["A4"].value == "控_x0001_制"


@pytest.mark.parametrize("repeated", [1, 2])
def test_what_only_looks_like_an_escaped_character_stays_as_it_is(repeated):
    # A workbook reads _x0041_ as A, so the underscore is written escaped itself, as _x005F_.
    sheet = written([["_x0041_", None, None, None, None]] * repeated)
    assert sheet["A4"].value == "_x0041_"


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
    assert sheet["A4"].value.endswith("全文见 JSON 导出）")


@pytest.mark.slow
def test_every_row_of_a_long_table_stands_where_it_should():
    # Rows are made 512 at once, and differently above row 2000: no seam may lose or move one.
    size = 3_100
    rows = [
        [f"第{n}", Amount.of(n, Unit.WAN), None if n % 3 else n, Rate.percent(n), None]
        for n in range(1, size + 1)
    ]
    sheet = written(rows)
    assert sheet.max_row == 3 + size
    for n, row in enumerate(sheet.iter_rows(min_row=4, values_only=True), 1):
        assert row == (f"第{n}", n, None if n % 3 else n, pytest.approx(n / 100), None)


def test_columns_of_mixed_kinds_are_written_cell_by_cell():
    mixed = ["甲", 7, None, Amount.of(3, Unit.WAN), Rate.percent(5), "", "甲"]
    sheet = written([[value, value, value, value, value] for value in mixed])
    assert [sheet.cell(row, 2).value for row in range(4, 11)] == [
        "甲",
        7,
        None,
        3,
        0.05,
        None,
        "甲",
    ]


def test_an_amount_beyond_fifteen_digits_is_written_without_exponent():
    # 10^24 yuan are 10^20 万元, which Decimal itself would write as 1E+20.
    stream = io.BytesIO()
    with new_workbook(stream) as workbook:
        WorkbookWriter(workbook).table("表", "标题", HEADS[1:2], [[Amount.of("1E+20", Unit.WAN)]])
    with zipfile.ZipFile(stream) as archive:
        assert b"<v>100000000000000000000</v>" in archive.read("xl/worksheets/sheet1.xml")


def test_a_failure_midway_leaves_no_file_open(recwarn):
    with pytest.raises(RuntimeError, match="midway"), new_workbook(io.BytesIO()) as workbook:
        WorkbookWriter(workbook).table("表", "标题", HEADS, [])
        raise RuntimeError("midway")
    gc.collect()
    assert not recwarn.list
