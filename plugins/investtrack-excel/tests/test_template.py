"""The blank standard ledger: drop-downs, hints, protection, an example row, and filled in it is the identity."""

import io
from pathlib import Path

import openpyxl
import pytest
from excel_living.filled import contents, fill
from excel_living.recalculated import convert, needs_soffice, untitled

from investtrack import Profile
from investtrack.findings import Grade
from investtrack.model.columns import CellKind, columns
from investtrack.model.entry import PaperRule
from investtrack.model.ledger import SHEETS
from investtrack.model.profile import EntryProfile
from investtrack_excel.importer import ExcelImporter
from investtrack_excel.template.form import ExcelTemplate
from investtrack_testing import sample_ledger


EXAMPLE = Path(__file__).parents[3] / "examples" / "云溪县2022年一季度台账.xlsx"


def template(profile=None, year=2022):
    stream = io.BytesIO()
    ExcelTemplate().write(profile or Profile(), stream, year)
    return stream.getvalue()


def opened(profile=None):
    return openpyxl.load_workbook(io.BytesIO(template(profile)))


def rules(sheet):
    """Return header → its rule of validation."""
    found = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            assert (area.min_row, area.max_row) == (2, 2000)
            found[sheet.cell(1, area.min_col).value] = rule
    return found


def fields():
    """Return the columns of the standard ledger; optional ones are not on the form."""
    every = [(sheet, column) for sheet in SHEETS for column in columns(sheet.record)]
    return [(sheet, column) for sheet, column in every if column.standard]


def test_the_same_form_gives_the_same_bytes():
    assert template() == template()


def test_every_choice_has_its_drop_down():
    book = opened()
    for sheet, column in fields():
        if column.choices is not None:
            rule = rules(book[sheet.name])[column.header]
            assert rule.type == "list"
            assert rule.formula1 == f'"{",".join(member.value for member in column.choices)}"'
            assert rule.errorStyle in {None, "stop"}
        if column.kind is CellKind.FLAG:
            assert rules(book[sheet.name])[column.header].formula1 == '"是,否"'


def test_numbers_and_dates_are_asked_for_and_hinted_at():
    book = opened()
    for sheet, column in fields():
        if not column.standard or column.kind not in {
            CellKind.MONEY,
            CellKind.PERCENT,
            CellKind.DATE,
        }:
            continue
        rule = rules(book[sheet.name])[column.header]
        assert rule.type == ("date" if column.kind is CellKind.DATE else "decimal"), column.header
        assert rule.errorStyle == "warning"  # 待定 and 2022年3月 are dates as well
        assert rule.prompt
        assert rule.promptTitle
    months = rules(book["项目台账"])
    assert months["2022年1—12月完成投资（万元）"].type == "decimal"
    assert "累计数" in months["2022年1—2月完成投资（万元）"].prompt


def test_what_must_be_filled_says_so():
    book = opened()
    for sheet, column in fields():
        if column.required:
            assert rules(book[sheet.name])[column.header].prompt.startswith("必填")


def test_heads_are_protected_without_a_password_and_cells_are_free():
    book = opened()
    for sheet in SHEETS:
        worksheet = book[sheet.name]
        assert worksheet.protection.sheet
        assert worksheet.protection.password is None
        assert all(cell.protection.locked for cell in worksheet[1])
        assert not any(cell.protection.locked for cell in worksheet[2])
        free = [worksheet.column_dimensions[name] for name in worksheet.column_dimensions]
        assert not any(column.protection.locked for column in free)


def test_the_notes_explain_every_column():
    rows = list(opened()["填报说明"].iter_rows(values_only=True))
    explained = {(row[0], row[1]): row for row in rows if row[2]}
    for sheet, column in fields():
        if column.kind not in {CellKind.SERIES, CellKind.PAPERS}:
            row = explained[sheet.name, column.header]
            assert row[4] == ("是" if column.required else None)
            assert row[7] == ("、".join(column.synonyms) or None)
    stage = explained["项目台账", "建设阶段"]
    assert (stage[2], stage[6]) == ("选项", "新建、续建、收尾、预备")
    assert explained["项目台账", "总投资（万元）"][2:4] == ("金额", "万元")


def read(path):
    return ExcelImporter().extract(path, Profile())


def test_an_example_row_is_no_record_and_is_named(tmp_path):
    path = tmp_path / "t.xlsx"
    path.write_bytes(template())
    extract = read(path)
    assert [getattr(extract.ledger, sheet.attribute) for sheet in SHEETS] == [()] * len(SHEETS)
    examples = [f for f in extract.findings if f.code == "example-row"]
    assert [f.place.sheet for f in examples] == [sheet.name for sheet in SHEETS]
    assert [f for f in extract.findings if f.grade.value != "note"] == []


def test_an_example_row_whose_name_is_overwritten_is_a_record(tmp_path):
    book = opened()
    book["项目台账"]["B2"] = "青山花园"
    book.save(tmp_path / "t.xlsx")
    (project,) = read(tmp_path / "t.xlsx").ledger.projects
    assert project.name == "青山花园"
    assert str(project.total_investment) == "20000万元"


def test_what_is_left_of_the_example_in_such_a_row_is_named(tmp_path):
    book = opened()
    sheet = book["项目台账"]
    heads = {cell.value: cell for cell in sheet[1]}
    own = {"项目名称": "青山花园", "项目编码": "P1", "建设单位": "甲公司", "包保领导": None}
    for header, value in own.items():
        sheet[f"{heads[header].column_letter}2"] = value
    book.save(tmp_path / "t.xlsx")
    (left,) = [f for f in read(tmp_path / "t.xlsx").findings if f.code == "example-left"]
    total = f"{heads['总投资（万元）'].column_letter}2"
    assert left.grade is Grade.WARNING
    assert left.place.cell == total
    assert f"{total} 20000" in left.message
    for (
        header,
        cell,
    ) in heads.items():  # with one amount alone that happens to be the example's, nothing is said
        if header not in own and header != "总投资（万元）":
            sheet[f"{cell.column_letter}2"] = None
    book.save(tmp_path / "t.xlsx")
    assert [f for f in read(tmp_path / "t.xlsx").findings if f.code == "example-left"] == []


@pytest.mark.parametrize("name", ["（示例）河东大桥", "(示例)河东大桥", "（ 示例 ）甲"])
def test_however_its_brackets_are_written_an_example_is_an_example(tmp_path, name):
    book = opened()
    book["项目台账"]["B2"] = name
    book["项目台账"]["B3"] = "示例小学扩建"
    book.save(tmp_path / "t.xlsx")
    assert [p.name for p in read(tmp_path / "t.xlsx").ledger.projects] == ["示例小学扩建"]


@pytest.mark.slow
@needs_soffice
def test_filled_in_and_saved_by_libreoffice_it_reads_back_as_it_was_filled(tmp_path):
    found = {"样例": sample_ledger(), "云溪县": read(EXAMPLE).ledger}
    paths = []
    for name, ledger in found.items():
        papers = dict.fromkeys(p for entry in ledger.entries for p in entry.papers or ())
        profile = Profile(entry=EntryProfile(rules=(PaperRule(all_of=tuple(papers)),)))
        book = opened(profile)
        fill(book, ledger)
        paths.append(tmp_path / f"{name}.xlsx")
        book.save(paths[-1])
    again = convert([*map(untitled, paths)], tmp_path)
    for path, ledger in zip(again, found.values(), strict=True):
        extract = read(path)
        assert contents(extract.ledger) == contents(ledger)
        assert {f.code for f in extract.findings} <= {
            "example-row",
            "date-undetermined",
        }
