"""What the reader knows of the workbook's computed columns is what the workbook writes."""

import io

import openpyxl

from investtrack import Profile, build_report
from investtrack_excel.export.column_formulas import computed_columns
from investtrack_excel.exporter import ExcelExporter
from investtrack_excel.importer import ExcelImporter
from investtrack_testing import sample_ledger


def test_computed_columns_of_a_sheet_have_heads_and_keys_of_their_own():
    for attribute, columns in computed_columns(Profile()).items():
        assert len({column.key for column in columns}) == len(columns), attribute
        assert len({column.head for column in columns}) == len(columns), attribute


def test_a_workbook_written_when_there_were_fewer_figures_is_still_known_for_ours(tmp_path):
    stream = io.BytesIO()
    ExcelExporter().export(build_report(sample_ledger()), stream)
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    sheet = book["项目台账"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for head in ("停工天数", "核定推进慢", "核算累计"):
        sheet.delete_cols(heads[head])
        heads = {cell.value: cell.column for cell in sheet[3]}
    book.save(tmp_path / "旧.xlsx")
    found = ExcelImporter().extract(tmp_path / "旧.xlsx", Profile()).findings
    assert not [finding for finding in found if finding.code == "column-unknown"]


def test_one_column_called_like_ours_is_asked_about(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "项目台账"
    sheet.append(["项目编码", "项目名称", "总投资（万元）", "年度计划投资（万元）", "停工天数"])
    sheet.append(["A1", "河东大桥", 100, 50, 3])
    book.save(tmp_path / "甲.xlsx")
    found = ExcelImporter().extract(tmp_path / "甲.xlsx", Profile()).findings
    assert any("停工天数" in finding.message for finding in found)
