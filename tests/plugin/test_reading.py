"""What an importer of tables leans on: rows, the office's own headers, a header that is not the first row."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from investtrack import AmbiguousFormatError, Amount, Period, Profile, Region, SourceError, Unit
from investtrack.plugin import Importer, Plugins
from investtrack.plugin.reading import read_table
from investtrack_csv import csv_rows


TABLE = [
    ["某县进展表"],
    ["单位：万元"],
    ["序号", "工程名称", "投资额", "3月底", "备查", "备注"],
    ["1", "河东大桥", "2亿元", "1,500", "甲", ""],
    ["2", "青山花园", "待核实", "", "", "续建"],
    ["合计", "", "20000", "1500", "", ""],
]
MEANINGS = {
    "工程名称": "项目名称",
    "投资额": "总投资",
    "3月底": "2022年1—3月计划完成投资",
    "备查": "不读",
}


def read(tmp_path, **given):
    return read_table(
        tmp_path / "表.csv", TABLE, "项目台账", meanings=MEANINGS, header_row=3, **given
    )


def test_an_offices_own_headers_are_read_to_their_cells(tmp_path):
    extract = read(
        tmp_path,
        region=Region(name="某县"),
        period=Period.quarter(2022, 1),
        as_of=date(2022, 3, 20),
    )
    bridge, homes = extract.ledger.projects
    assert (bridge.name, bridge.total_investment) == ("河东大桥", Amount.of(20000, Unit.WAN))
    assert [(str(end), amount) for end, amount in bridge.planned] == [
        ("2022-03", Amount.of(1500, Unit.WAN))
    ]
    assert bridge.origin.cell("planned.2022-03").cell == "D4"
    assert (homes.remark, homes.origin.row) == ("续建", 5)
    assert homes.origin.texts == (("total_investment", "待核实"),)
    (finding,) = (
        extract.findings
    )  # 备查 is left out on purpose and 序号 is a number: neither is a finding
    assert (finding.code, finding.place.cell, finding.found) == (
        "amount-unreadable",
        "C5",
        "待核实",
    )
    (total,) = extract.ledger.totals
    assert (total.label, total.scope) == ("合计", (4, 5))
    assert (extract.ledger.region.name, extract.ledger.sources) == ("某县", ("表.csv",))


def test_the_unit_is_the_files_else_the_profiles(tmp_path):
    rows = [["项目名称", "总投资"], ["甲", "3"]]

    def total(**given):
        return (
            read_table(tmp_path / "a.csv", rows, "项目台账", **given)
            .ledger.projects[0]
            .total_investment
        )

    assert total() == Amount.of(3, Unit.WAN)
    assert total(profile=Profile(unit=Unit.YI)) == Amount.of(3, Unit.YI)
    assert total(profile=Profile(unit=Unit.YI), unit=Unit.YUAN) == Amount.of(3, Unit.YUAN)


def test_without_its_header_a_table_is_a_finding_and_no_sheet(tmp_path):
    extract = read_table(tmp_path / "a.csv", [["甲", "乙"], ["1", "2"]], "项目台账")
    assert extract.ledger.projects is None
    assert [finding.code for finding in extract.findings if finding.grade.value == "error"] == [
        "header-missing"
    ]


def test_no_standard_sheet_of_that_name_is_the_callers_fault(tmp_path):
    with pytest.raises(ValueError, match="项目台账"):
        read_table(tmp_path / "a.csv", TABLE, "项目")


def test_a_meaning_of_no_column_is_the_authors_slip(tmp_path):
    with pytest.raises(ValueError, match=r"'投资额' means '总投资哦'.*总投资"):
        read_table(tmp_path / "a.csv", TABLE, "项目台账", meanings={"投资额": "总投资哦"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_rows_in_any_encoding_of_an_office(encoding, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('项目名称,总投资\n"甲,乙",3\n', encoding=encoding)
    assert csv_rows(path) == [["项目名称", "总投资"], ["甲,乙", "3"]]


def test_rows_of_no_text_are_refused(tmp_path):
    with pytest.raises(SourceError):
        csv_rows(tmp_path / "没有.csv")


def _claiming(name, **traits):
    does = {"name": name, "identify": lambda self, path: True, "extract": None, **traits}
    return type(name, (Importer,), does)()


def test_a_countys_own_reader_goes_before_one_that_claims_every_file(tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_text("项目名称\n", encoding="utf-8")
    general, theirs = _claiming("csv", is_general=True), _claiming("qinghe")
    plugins = Plugins(importers={"csv": general, "qinghe": theirs})
    assert plugins.importer_for(path) is theirs
    assert Plugins(importers={"csv": general}).importer_for(path) is general


@pytest.mark.parametrize("is_general", [True, False])
def test_two_that_know_a_file_alike_are_both_named(is_general, tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_text("项目名称\n", encoding="utf-8")
    both = {name: _claiming(name, is_general=is_general) for name in ("qinghe", "beihe")}
    with pytest.raises(AmbiguousFormatError, match=r"qinghe、beihe.*卸载"):
        Plugins(importers=both).importer_for(path)


def test_numbers_that_a_caller_has_exactly_are_read_exactly():
    rows = [
        ["项目名称", "总投资（元）"],
        ["甲", Decimal("8.55E+6")],
        ["乙", Decimal("1234567890123.456")],
    ]
    extract = read_table(Path("a.db"), rows, "项目台账")
    assert [p.total_investment.yuan for p in extract.ledger.projects] == [
        Decimal(8550000),
        Decimal("1234567890123.456"),
    ]
