"""What the clerk sees is what is read: formats, struck-out text, superscripts, pictures, dates of browsers, unusual XML."""

import io
import re
import zipfile
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter
from excel_layouts.styled import HIDING, Cell, Styled, write_styled
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from investtrack.model.entry import PaperState
from investtrack.model.profile import Profile
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Rate
from investtrack_excel.importer import ExcelImporter


HEADERS = ["项目编码", "项目名称", "总投资（万元）", "是否入库", "备注"]
ROWS = [["A1", "甲", 1200, "是", ""], ["A2", "乙", 3400, "是", ""], ["A3", "丙", 5600, "是", ""]]


def book(rows=ROWS, headers=HEADERS, sheet="项目台账"):
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in [headers, *rows]:
        made.active.append(row)
    return made, made.active


def read(made, path):
    path = path / "台账.xlsx"
    if isinstance(made, bytes):
        path.write_bytes(made)
    else:
        made.save(path)
    extract = ExcelImporter().extract(path, Profile())
    return extract.ledger, {(finding.code, finding.place.cell) for finding in extract.findings}


def totals(ledger):
    return [project.total_investment for project in ledger.projects]


def wan(*numbers):
    return [Amount.of(str(number), Unit.WAN) for number in numbers]


def test_amounts_in_yuan_that_the_format_shows_in_wan_are_wan(tmp_path):
    made, sheet = book([["A1", "甲", 41716200, "是", ""]])
    sheet["C2"].number_format = "0!.0,"
    ledger, _ = read(made, tmp_path)
    assert totals(ledger) == wan("4171.62")


def test_a_unit_in_the_format_is_the_cells_and_is_said_where_the_header_differs(tmp_path):
    made, sheet = book()
    for row in (2, 3, 4):
        sheet.cell(row, 3).number_format = '0.00"亿元"'
    ledger, codes = read(made, tmp_path)
    assert totals(ledger) == [Amount.of(number, Unit.YI) for number in (1200, 3400, 5600)]
    assert [cell for code, cell in codes if code == "format-unit"] == ["C2"]


def test_a_unit_in_the_format_that_the_header_names_too_is_no_finding(tmp_path):
    made, sheet = book()
    for row in (2, 3, 4):
        sheet.cell(row, 3).number_format = '#,##0.00"万元"'
    ledger, codes = read(made, tmp_path)
    assert totals(ledger) == wan(1200, 3400, 5600)
    assert codes == set()


def test_per_cent_cells_under_a_per_cent_header_are_what_they_show(tmp_path):
    made, sheet = book(
        [["地区生产总值", "2022年", "市", 0.07]],
        ["指标", "期间", "下达层级", "同比增速（％）"],
        "目标任务",
    )
    sheet["D2"].number_format = "0.0%"
    ledger, _ = read(made, tmp_path)
    assert ledger.targets[0].growth == Rate.percent(7)


def test_codes_whose_zeros_live_in_the_format_are_the_codes_shown(tmp_path):
    made, sheet = book([[3, "甲", 1200, "是", ""], [4, "乙", 1, "是", ""]])
    sheet["A2"].number_format, sheet["A3"].number_format = "000", '"YX-"000'
    ledger, _ = read(made, tmp_path)
    assert [project.code for project in ledger.projects] == ["003", "YX-004"]


def test_a_struck_row_is_not_counted_and_said(tmp_path):
    made, sheet = book()
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    ledger, codes = read(made, tmp_path)
    assert [project.name for project in ledger.projects] == ["甲", "丙"]
    assert ("row-struck", "第3行") in codes


def test_a_struck_cell_is_unknown_and_said(tmp_path):
    made, sheet = book()
    sheet["C3"].font = Font(strike=True)
    ledger, codes = read(made, tmp_path)
    assert totals(ledger) == [*wan(1200), None, *wan(5600)]
    assert ("cell-struck", "C3") in codes


def rich(path, row, column, *pieces):
    """Write the ledger with one cell of several runs: text, or (kind, text)."""
    target = path / "made.xlsx"
    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet("项目台账")
        kinds = {
            "struck": made.add_format({"font_strikeout": True}),
            "raised": made.add_format({"font_script": 1}),
            "lowered": made.add_format({"font_script": 2}),
        }
        for number, cells in enumerate([HEADERS, *ROWS]):
            sheet.write_row(number, 0, cells)
        flat = []
        for piece in pieces:
            flat += [piece] if isinstance(piece, str) else [kinds[piece[0]], piece[1]]
        sheet.write_rich_string(row, column, *flat)
    return target.read_bytes()


@pytest.mark.parametrize(
    ("pieces", "amount", "code"),
    [
        (("12000", ("raised", "1")), 12000, "footnote-mark"),
        (("12000", ("lowered", "2")), 12000, "footnote-mark"),
        ((("struck", "12"), "15"), 15, "cell-struck"),
    ],
)
def test_runs_that_are_no_digits_of_the_amount(pieces, amount, code, tmp_path):
    ledger, codes = read(rich(tmp_path, 1, 2, *pieces), tmp_path)
    assert totals(ledger)[0] == wan(amount)[0]
    assert (code, "C2") in codes


def test_what_is_not_struck_in_a_struck_cell_counts(tmp_path):
    """The cell's font is struck out; one run has a font of its own that is not."""
    made, sheet = book()
    sheet["C2"].font = Font(strike=True)
    sheet["C2"] = CellRichText("12", TextBlock(InlineFont(b=True), "15"))
    ledger, codes = read(made, tmp_path)
    assert totals(ledger) == wan(15, 3400, 5600)
    assert ("cell-struck", "C2") in codes


def test_a_cell_whose_every_run_is_struck_is_unknown_and_said(tmp_path):
    made, sheet = book()
    struck = InlineFont(strike=True)
    sheet["C2"] = CellRichText(TextBlock(struck, "12"), TextBlock(struck, "00"))
    ledger, codes = read(made, tmp_path)
    assert totals(ledger) == [None, *wan(3400, 5600)]
    assert ("cell-struck", "C2") in codes


def test_a_raised_two_of_square_metres_stays(tmp_path):
    ledger, codes = read(rich(tmp_path, 1, 1, "2万m", ("raised", "2"), "厂房"), tmp_path)
    assert ledger.projects[0].name == "2万m2厂房"
    assert codes == set()


def test_a_raised_mark_in_a_header_is_no_part_of_it(tmp_path):
    ledger, _ = read(rich(tmp_path, 0, 2, "总投资（万元）", ("raised", "1")), tmp_path)
    assert totals(ledger) == wan(1200, 3400, 5600)


def test_a_picture_of_wps_in_a_paper_column_is_a_paper_that_is_there(tmp_path):
    made, _ = book(
        [
            ["B1", "甲", 900, "2022年3月", '=_xlfn.DISPIMG("ID_0A",1)'],
            ["B2", "乙", 900, "2022年3月", ""],
        ],
        ["项目编码", "项目名称", "总投资（万元）", "计划入库时间", "现场照片"],
        "入库计划",
    )
    made.save(tmp_path / "w.xlsx")
    data = (tmp_path / "w.xlsx").read_bytes()
    # WPS stores the formula's text as its result
    parts = edited(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(
        "<v></v>", "<v>=DISPIMG(&quot;ID_0A&quot;,1)</v>").replace("<v />", "<v>=DISPIMG(&quot;ID_0A&quot;,1)</v>")
        .replace("<v/>", "<v>=DISPIMG(&quot;ID_0A&quot;,1)</v>").replace('<c r="E2"', '<c t="str" r="E2"', 1))  # fmt: skip
    ledger, _ = read(parts, tmp_path)
    assert [entry.papers["现场照片"] for entry in ledger.entries] == [PaperState.HELD, None]


def edited(data, part, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = change(content.decode()).encode()
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("stored", [datetime(2022, 3, 31, 16), datetime(2022, 3, 31, 23, 59, 17)])
def test_midnight_in_china_stored_by_a_browser_is_that_day(stored, tmp_path):
    made, _ = book(
        [["B1", "甲", 900, stored], ["B2", "乙", 900, datetime(2022, 3, 5)]],
        ["项目编码", "项目名称", "总投资（万元）", "计划入库时间"],
        "入库计划",
    )
    ledger, codes = read(made, tmp_path)
    days = [str(entry.planned_on.first) for entry in ledger.entries]
    assert days == ["2022-04-01", "2022-03-05"]
    assert [cell for code, cell in codes if code == "date-shifted"] == ["D2"]


def test_a_serial_of_a_workbook_since_1904_is_that_day(tmp_path):
    made, _ = book([["B1", "甲", 900, 44651 - 1462]], ["项目编码", "项目名称", "总投资（万元）", "开工时间"])  # fmt: skip
    made.epoch = CALENDAR_MAC_1904
    ledger, _ = read(made, tmp_path)
    assert str(ledger.projects[0].started_on) == "2022-03-31"


@pytest.mark.parametrize("number", [31, 57, 164])
def test_dates_in_formats_of_china_are_days(number, tmp_path):
    # 31 and 57 have no code in the file; 164 is e"年" here, which no library takes for a date.
    made, sheet = book([["B1", "甲", 900, 44651]], ["项目编码", "项目名称", "总投资（万元）", "开工时间"])  # fmt: skip
    sheet["D2"].number_format = 'e"年"'
    out = io.BytesIO()
    made.save(out)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(
        edited(out.getvalue(), "xl/styles.xml", lambda xml: xml.replace(
            'numFmtId="164" fontId', f'numFmtId="{number}" fontId'))
    )  # fmt: skip
    ledger = ExcelImporter().extract(path, Profile()).ledger
    assert str(ledger.projects[0].started_on) == "2022-03-31"


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_hidden_columns_and_numbers_are_said(suffix, tmp_path):
    rows = [HEADERS, ["A1", "甲", Cell(1200, format=HIDING), "是", ""]]
    path = tmp_path / f"台账{suffix}"
    write_styled(path, [Styled("项目台账", rows, hidden_columns=[4])])
    extract = ExcelImporter().extract(path, Profile())
    assert totals(extract.ledger) == wan(1200)
    said = {(finding.code, finding.place.cell) for finding in extract.findings}
    assert said == {("number-unseen", "C2"), ("column-hidden", "D1")}


def faulty():
    """A ledger with an error cell, a formula without a result and a hidden row, each to be said."""
    made, sheet = book()
    sheet["C2"], sheet["C3"] = "=1/0", "=1+1"
    sheet.row_dimensions[4].hidden = True
    out = io.BytesIO()
    made.save(out)
    return edited(out.getvalue(), "xl/worksheets/sheet1.xml", lambda xml: re.sub(
        r'<c r="C2"[^>]*>.*?</c>', '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', xml))  # fmt: skip


SAID = {("cell-error", "C2"), ("formula-uncomputed", "C3"), ("row-hidden", "第4行")}


def prefixed(xml):
    xml = re.sub(r"<(/?)(?!\?)([a-zA-Z])", r"<\1x:\2", xml)
    return xml.replace("xmlns=", "xmlns:x=")


def quoted(xml):
    return re.sub(r"(<(?:c|row)\b[^>]*>)", lambda tag: tag[0].replace('"', "'"), xml)


def unaddressed(xml):
    return re.sub(r'<(c|row) r="\w+"', r"<\1", xml)


def strict(xml):
    return xml.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )


def spaced(xml):
    return re.sub(r'<c r="', '<c  r = "', xml)


@pytest.mark.parametrize("form", [str, prefixed, quoted, unaddressed, strict, spaced])
def test_what_the_guard_sees_does_not_hang_on_how_the_xml_is_written(form, tmp_path):
    data = edited(faulty(), "xl/worksheets/sheet1.xml", form)
    if form is strict:
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            data = edited(data, part, lambda xml: strict(xml).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships"))  # fmt: skip
    _, codes = read(data, tmp_path)
    assert codes >= SAID
