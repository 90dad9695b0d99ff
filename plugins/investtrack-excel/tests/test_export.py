"""The workbook we write: figures equal to the core's, text that stays text, charts that show."""

import io
import re
import shutil
import subprocess
import zipfile

import attrs
import openpyxl
import pytest
from openxml_audit import OpenXmlValidator, ValidationSeverity

from investtrack import Amount, Kind, Profile, Unit
from investtrack_excel.exporter import ExcelExporter
from investtrack_excel.template.form import ExcelTemplate
from investtrack_testing import bare_ledger, check_exporter, hostile_ledger, sample_report


def export(report=None):
    stream = io.BytesIO()
    ExcelExporter().export(report or sample_report(), stream)
    return stream.getvalue()


def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def figures_of(data):
    """Return figure → its row, with the values stored beside the formulas."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return {row[0]: row for row in book["指标"].iter_rows(min_row=4, values_only=True) if row[0]}


def test_it_keeps_every_promise_of_an_exporter():
    check_exporter(ExcelExporter())


def test_every_figure_stands_in_the_workbook_with_its_value():
    report = sample_report()
    rows = figures_of(export(report))
    assert list(rows) == list(report.figures)
    for figure in report.figures.values():
        value = rows[figure.id][2]
        if figure.is_absent:
            assert value is None
            assert rows[figure.id][6] == figure.reason
        elif figure.kind is Kind.MONEY:
            assert Amount.of(str(value), Unit.WAN) == figure.value
        elif figure.kind in {Kind.COUNT, Kind.DAYS}:
            assert value == figure.value
        elif figure.kind is Kind.RATE:
            assert value == pytest.approx(float(figure.value.fraction), abs=1e-12)


def test_what_is_absent_is_blank_with_its_reason_and_never_zero():
    row = figures_of(export(sample_report(bare_ledger())))["services.planned"]
    assert row[2] is None
    assert row[6] == "没有“服务业企业”表"


def test_text_that_looks_like_a_formula_stays_text():
    book = workbook(export(sample_report(hostile_ledger())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == '=HYPERLINK("x","点我")' and cell.data_type == "s" for cell in cells)
    formulas = [cell for cell in cells if cell.data_type == "f"]
    assert len(formulas) > 100
    assert not any("HYPERLINK" in str(cell.value) for cell in formulas)
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert all(link.location and not link.target for link in links)


def test_every_sheet_is_set_up_for_printing():
    book = workbook(export())
    assert book.sheetnames == [
        "指标", "图表", "校核清单", "基本信息", "目标任务", "项目台账", "入库计划", "服务业企业", "复工复产", "集中开工", "问题清单",
        "储备项目", "招商引资", "督导记录", "项目资金", "工作措施", "督导时段", "指标构成", "口径与参数",
    ]  # fmt: skip
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9  # A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != "图表":
            assert sheet.print_title_rows == "$1:$3"
            assert sheet.freeze_panes is not None
    assert book["项目台账"]["A2"].value is None
    assert any(cell.value == "单位：万元" for cell in book["项目台账"][2])


def test_the_axis_of_few_projects_counts_whole_ones():
    with zipfile.ZipFile(io.BytesIO(export())) as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in range(1, 5)]
    counted = [chart for chart in charts if ">个<" in chart]
    assert len(counted) == 2
    assert all('<c:majorUnit val="1"/>' in chart for chart in counted)
    assert not any("majorUnit" in chart for chart in charts if chart not in counted)


def test_every_chart_has_filled_bars():
    with zipfile.ZipFile(io.BytesIO(export())) as archive:
        charts = [name for name in archive.namelist() if re.match(r"xl/charts/chart\d+\.xml", name)]
        assert len(charts) == 4
        for name in charts:
            series = re.findall(r"<c:ser>.*?</c:ser>", archive.read(name).decode(), re.DOTALL)
            assert series
            assert all("<a:solidFill>" in one for one in series)


def test_contributions_name_their_cells():
    book = openpyxl.load_workbook(io.BytesIO(export()), data_only=True)
    rows = list(book["指标构成"].iter_rows(min_row=4, values_only=True))
    mine = [row[1:] for row in rows if row[0] == "fai.in_library.expected"]
    assert mine == [
        ("河东大桥", 1500, "样例台账.xlsx｜项目台账!D2"),
        ("青山花园", 3000, "样例台账.xlsx｜项目台账!D3"),
    ]


def _errors(data, path):
    path.write_bytes(data)
    found = OpenXmlValidator().validate(path).errors
    return [error for error in found if error.severity is ValidationSeverity.ERROR]


def test_the_workbook_and_the_template_are_valid_office_open_xml(tmp_path):
    assert _errors(export(), tmp_path / "a.xlsx") == []
    stream = io.BytesIO()
    ExcelTemplate().write(Profile(), stream, 2022)
    assert _errors(stream.getvalue(), tmp_path / "t.xlsx") == []


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="没有安装 LibreOffice，跳过转换 PDF 的测试"
)
def test_libreoffice_converts_it(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(export())
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=180
    )
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_list_longer_than_a_cell_is_written_as_far_as_it_goes_and_reads_back(tmp_path):
    report = sample_report()
    figure = report.figures["entry.readiness"]
    long = attrs.evolve(figure, value=tuple({"name": f"第{n}号项目"} for n in range(6_000)))
    report = attrs.evolve(report, figures={**report.figures, figure.id: long})
    path = tmp_path / "长.xlsx"
    path.write_bytes(export(report))
    assert list(ExcelExporter().read_back(report, path)) == []
    assert figures_of(path.read_bytes())[figure.id][4].endswith("全文见 JSON 导出）")
