"""Old workbooks (xls, et) are read as the clerk sees them: formats, struck-out and raised text."""

import pytest
import xlwt

from investtrack.model.profile import Profile
from investtrack.values.amount import Amount, Unit
from investtrack_excel.importer import ExcelImporter


HEADERS = ("项目编码", "项目名称", "总投资（万元）", "备注")


def read(path, *rows, headers=HEADERS):
    """Write cells, each a value or (value, xlwt style); a list is a rich text of texts and (text, font)."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("项目台账")
    for r, row in enumerate((headers, *rows)):
        for c, cell in enumerate(row):
            if isinstance(cell, list):
                sheet.write_rich_text(r, c, cell)
            elif isinstance(cell, tuple):
                sheet.write(r, c, *cell)
            else:
                sheet.write(r, c, cell)
    book.save(str(path))
    extract = ExcelImporter().extract(path, Profile())
    return extract.ledger.projects, {(f.code, f.place.cell) for f in extract.findings}


def wan(number):
    return Amount.of(str(number), Unit.WAN)


def form(code):
    return xlwt.easyxf(num_format_str=code)


STRUCK = xlwt.easyxf("font: struck_out on")


def font(words):
    return xlwt.easyxf(f"font: {words}").font


@pytest.fixture(params=["台账.xls", "台账.et"])
def path(request, tmp_path):
    return tmp_path / request.param


@pytest.mark.parametrize(
    ("stored", "code", "seen"),
    [
        (41716200, "0!.0,", wan("4171.62")),
        (5000, "#,##0,", wan(5)),
        (5.25, '0.00"亿元"', Amount.of("5.25", Unit.YI)),
        (1234.5, "#,##0.00", wan("1234.5")),
    ],
)
def test_an_amount_is_the_one_its_format_shows(stored, code, seen, path):
    projects, _ = read(path, ["A-1", "甲", (stored, form(code)), ""])
    assert projects[0].total_investment == seen


def test_whole_numbers_in_one_record_have_each_its_format(path):
    row = ["A-1", "甲", (12000, form("0,")), (3, form("000")), (7, form("General"))]
    projects, _ = read(path, row, headers=(*HEADERS[:3], "建设单位", "备注"))
    assert (projects[0].total_investment, projects[0].owner, projects[0].remark) == (
        wan(12),
        "003",
        "7",
    )


def test_a_struck_row_is_not_counted_and_said(path):
    rows = [["A-1", "甲", 1, "x"], [(cell, STRUCK) for cell in ("A-2", "乙", 2, "y")]]
    projects, codes = read(path, *rows)
    assert [project.name for project in projects] == ["甲"]
    assert ("row-struck", "第3行") in codes


def test_a_struck_row_whose_number_is_left_is_not_counted(path):
    rows = [[1, "甲", 1, "x"], [2, *((cell, STRUCK) for cell in ("乙", 2, "y"))]]
    projects, codes = read(path, *rows, headers=("序号", *HEADERS[1:]))
    assert [project.name for project in projects] == ["甲"]
    assert ("row-struck", "第3行") in codes


def test_a_struck_cell_is_unknown_and_said(path):
    projects, codes = read(path, ["A-1", "甲", (7, STRUCK), ""])
    assert projects[0].total_investment is None
    assert ("cell-struck", "C2") in codes


@pytest.mark.parametrize(
    ("pieces", "amount", "code"),
    [
        (["12000", ("1", font("escapement superscript"))], 12000, "footnote-mark"),
        (["12000", ("2", font("escapement subscript"))], 12000, "footnote-mark"),
        ([("12", font("struck_out on")), "15"], 15, "cell-struck"),
    ],
)
def test_runs_that_are_no_digits_of_the_amount(pieces, amount, code, path):
    projects, codes = read(path, ["A-1", "甲", pieces, ""])
    assert projects[0].total_investment == wan(amount)
    assert (code, "C2") in codes


def test_a_text_that_goes_on_in_another_record_is_cut_where_it_should_be(path):
    """The shared strings fill several records, each text cut at another place and begun anew."""
    raised = font("escapement superscript")
    rows = [
        [f"A-{n}", f"{'甲乙丙丁戊'[n % 5] * 90}{n}", [f"{1000 + n}", ("1", raised)], f"ab{n}" * 40]
        for n in range(200)
    ]
    projects, _ = read(path, *rows)
    assert [project.total_investment for project in projects] == [wan(1000 + n) for n in range(200)]
