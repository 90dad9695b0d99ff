"""The unit of a table is a whole word: understood, asked about or refused, never the default in silence."""

from pathlib import Path

import pytest

from investtrack import Amount, Unit
from investtrack.plugin.reading import read_table
from investtrack.reading.headers.unit_line import money_units


@pytest.mark.parametrize(
    ("line", "units"),
    [
        ("单位：万元", [Unit.WAN]), ("金额单位：亿元", [Unit.YI]), ("（亿元）", [Unit.YI]), ("单位：亩、亿元", [Unit.YI]),
        ("单位：千元", [None]), ("单位：百万元", [None]), ("单位：万美元", [None]), ("单位:万元,％", [Unit.WAN]),
        ("截至2022年7月20日　单位：万元", [Unit.WAN]), ("单位：万元　填报时间：2022年3月", [Unit.WAN]),
        ("计量单位：个、万元", [Unit.WAN]), ("2022年投资计划（亿元）", [Unit.YI]), ("单位：人民币元", [Unit.YUAN]),
        ("填报单位：元江县　　单位：亿元", [Unit.YI]), ("本表金额单位均为亿元", [Unit.YI]), ("本表以亿元为单位", [Unit.YI]), ("金额：亿元", [Unit.YI]),
        ("单位：100万元", [None]), ("单位：十万元", [None]), ("单位：億元", [None]), ("单位：三元区", []),
        ("填报单位：元江县发改局", []), ("单位：元江县", []), ("建设单位：万元达公司", []), ("单位：个", []), ("项目单位", []),
    ],
)  # fmt: skip
def test_a_line_names_the_units_that_are_whole_words(line, units):
    assert [said.unit for said in money_units(line)] == units


def read(above=(), below=(), header="总投资"):
    rows = [*([line] for line in above), ["项目名称", header, "建设单位"], ["甲", 3.5, "某局"], ["乙", 1, "某局"], *([line] for line in below)]  # fmt: skip
    extract = read_table(Path("表.xlsx"), rows, "项目台账", header_row=None)
    return extract.ledger.projects[0].total_investment, [
        (finding.code, finding.place.cell) for finding in extract.findings
    ]


def test_units_above_and_below_are_read():
    assert read(above=["填报单位：元江县发改局", "金额单位：亿元"]) == (
        Amount.of(35000, Unit.WAN),
        [],
    )
    assert read(below=["单位：亿元"]) == (Amount.of(35000, Unit.WAN), [])
    assert read() == (Amount.of("3.5", Unit.WAN), [])


def test_a_unit_that_amounts_are_not_read_in_is_an_error_unless_every_column_names_its_own():
    assert read(above=["单位：万美元"])[1] == [("unit-unreadable", "A1")]
    assert read(below=["单位：千元"])[1] == [("unit-unreadable", "A4")]
    assert read(above=["单位：千元"], header="总投资（亿元）") == (Amount.of(35000, Unit.WAN), [])


@pytest.mark.parametrize("header", ["总投资（千元）", "总投资（百万）", "总投资（万美元）"])
def test_a_column_in_a_unit_that_amounts_are_not_read_in_is_not_read_and_said(header):
    assert read(header=header) == (None, [("unit-unreadable", "B1")])


@pytest.mark.parametrize("line", ["（亿元）", "货币单位：亿元", "单位（亿元）", "本表以亿元为单位"])
def test_a_line_of_a_unit_below_is_no_record_without_a_name(line):
    assert read(below=[line]) == (Amount.of(35000, Unit.WAN), [])


def test_two_units_that_disagree_are_asked_about():
    assert read(above=["单位：亿元"], below=["单位：万元"])[1] == [("unit-conflict", "A5")]
    assert read(above=["单位：亿元", "单位：万元"])[1] == [("unit-conflict", "A2")]
    assert read(above=["单位：亿元"], below=["单位：亿元"])[1] == []


@pytest.mark.parametrize(
    "units",
    [
        ["", "", "亿元", "万元", ""],
        ["", "计量单位", "（亿元）", "（万元）", ""],
        ["", "单位", "亿元", "万元", "亩"],
        ["计量单位", "", "亿", "万", ""],
    ],
)
def test_a_row_of_units_under_the_header_is_of_its_columns(units):
    head = ["序号", "项目名称", "总投资", "年度计划投资", "用地"]
    rows = [
        ["重点项目表"],
        head,
        units,
        [1.0, "甲", 3.5, 1200.0, 20.0],
        [2.0, "乙", 1.0, 900.0, 3.0],
    ]
    extract = read_table(Path("表.xlsx"), rows, "项目台账", header_row=None)
    first = extract.ledger.projects[0]
    assert len(extract.ledger.projects) == 2
    assert (first.total_investment, first.year_plan) == (Amount.of(35000, Unit.WAN), Amount.of(1200, Unit.WAN))  # fmt: skip
    assert not [finding for finding in extract.findings if finding.grade.value != "note"]


def test_a_row_of_units_that_amounts_are_not_read_in_is_said():
    rows = [["序号", "项目名称", "总投资", "年度计划投资"], ["", "", "百万元", "万元"], [1.0, "甲", 3.5, 1200.0]]  # fmt: skip
    extract = read_table(Path("表.xlsx"), rows, "项目台账", header_row=None)
    assert extract.ledger.projects[0].total_investment is None
    assert [f.code for f in extract.findings] == ["unit-unreadable"]
