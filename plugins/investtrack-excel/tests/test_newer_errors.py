"""Error values newer than the reader (#SPILL!) are a finding on their cell; every other cell is read."""

import io
import zipfile

from openpyxl import Workbook

from investtrack.model.profile import Profile
from investtrack_excel.importer import ExcelImporter


def test_an_error_value_that_the_reader_does_not_know_is_that_cells_finding(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "项目台账"
    for row in (["项目名称", "总投资", "备注"], ["甲", 100, None], ["乙", "#REF!", "#SPILL!的说明"], ["丙", "#N/A", None]):  # fmt: skip
        sheet.append(row)
    sheet["B3"].data_type = sheet["B4"].data_type = "e"
    made = io.BytesIO()
    book.save(made)
    path = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>#N/A</v>", b"<v>#SPILL!</v>"))
    extract = ExcelImporter().extract(path, Profile())
    assert [(p.name, p.total_investment is not None) for p in extract.ledger.projects] == [("甲", True), ("乙", False), ("丙", False)]  # fmt: skip
    assert [(f.code, f.place.cell, f.found) for f in extract.findings] == [
        ("cell-error", "B3", "#REF!"), ("cell-error", "B4", "#SPILL!"),
    ]  # fmt: skip
    assert extract.ledger.projects[1].remark == "#SPILL!的说明"
