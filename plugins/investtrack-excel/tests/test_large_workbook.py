"""A workbook that takes up much is read in a child first, whatever its rows and records say of it."""

import io
import os
import zipfile

import openpyxl
import pytest
import xlwt

from investtrack.cli.main import main
from investtrack_excel.files import opening, xlsx_scan
from investtrack_excel.files.biff_scan import scan_biff
from investtrack_excel.files.xlsx_styles import CellStyles


def book(kind, rows=3):
    out = io.BytesIO()
    if kind == "xls":
        made = xlwt.Workbook()
        sheet = made.add_sheet("项目台账")
        for row in range(rows):
            for column in range(250):
                sheet.write(row, column, "大桥")
        made.save(out)
    else:
        made = openpyxl.Workbook()
        for row in range(rows):
            made.active.append([f"大桥{row}"] * 250)
        made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_ledger_that_takes_up_much_is_tried_first(kind, tmp_path, monkeypatch):
    path = tmp_path / f"项目台账.{kind}"
    path.write_bytes(book(kind))
    tried = []
    monkeypatch.setattr(opening, "demand_possible", lambda path, *_: tried.append(path.name))
    for cells in (10**9, 749):
        assert not tried
        monkeypatch.setattr(opening, "TRIED_CELLS", cells)
        main(["check", str(path)])
    assert set(tried) == {path.name}  # 3 rows of 250 columns


@pytest.mark.skipif(not hasattr(os, "fork"), reason="此系统没有 fork")
def test_the_clerk_reads_one_sentence_and_no_traceback(tmp_path, capfd, monkeypatch):
    path = tmp_path / "项目台账.xlsx"
    path.write_bytes(book("xlsx"))
    monkeypatch.setattr(opening, "TRIED_CELLS", 1)
    assert main(["check", str(path)]) != 2
    capfd.readouterr()
    monkeypatch.setattr(opening, "_read_whole", lambda *_: os.abort())
    assert main(["check", str(path)]) == 2
    said = capfd.readouterr().err
    assert len(said.splitlines()) == 1
    assert "中途停了" in said


def _scan_with(address):
    """Return what is seen of a sheet with a cell in row 1 that claims to be at *address*."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "sheet1.xml",
            f'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="{address}"><v>1</v></c></row></sheetData></worksheet>',
        )
    with zipfile.ZipFile(made) as archive:
        return xlsx_scan._scan_sheet(archive, "sheet1.xml", CellStyles())


@pytest.mark.parametrize(
    ("address", "cells"),
    [("B999999", 999_999 * 2), ("XFD900", 900 * 16_384), ("CV99999", 99_999 * 100)],
)
def test_a_cell_that_claims_another_row_than_its_own_is_seen(address, cells):
    assert _scan_with(address).extent == cells


@pytest.mark.parametrize(
    ("address", "corner"),
    [("AAAA1", ""), ("ZZZZZZ2", "ZZZZZZ2"), ("zzzzzz1", "ZZZZZZ1"), ("ZZZZZZ99999999", "ZZZZZZ99999999"), ("ZZZ1", ""), ("c1", ""), ("C1", "")],
)  # fmt: skip
def test_a_cell_with_an_address_that_no_sheet_has_is_seen_before_the_reader_makes_room_for_it(address, corner):  # fmt: skip
    assert _scan_with(address).corner == corner


def test_of_an_old_workbook_that_is_not_understood_nobody_knows_how_large_it_is():
    data = book("xls")
    assert sum(each.extent for each in scan_biff(data).values()) == 750
    assert sum(each.extent for each in scan_biff(data[:200]).values()) > 10**9
