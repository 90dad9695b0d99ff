"""A card is refused by name; months that name no year take the one that the sheet, 基本信息 or the call states."""

from datetime import date

import pytest
from attrs import evolve

from investtrack import Amount, Profile, Unit
from investtrack.cli.main import main
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells
from investtrack.values.period import Month


TABLE = [["项目名称", "总投资（万元）", "1—5月完成投资", "是否入库"], ["甲", 1000, 200, "是"]]
CARD = [
    ["重点项目情况"],
    ["项目名称", "青山水厂", "建设单位", "某公司"],
    ["总投资（万元）", 12000, "年度计划投资（万元）", 3000],
    ["开工时间", "2022年3月", "竣工时间", "2023年5月"],
    ["包保领导", "张三", "联系电话", "138"],
]


def read(profile=None, **sheets):
    opened = [OpenedSheet(name, lambda rows=rows: SheetCells(rows)) for name, rows in sheets.items()]  # fmt: skip
    found = read_sheets("台账.xlsx", opened, profile or Profile())
    return found.ledger, {f.code: f for f in found.findings}


@pytest.mark.parametrize(("name", "grade"), [("项目台账", "error"), ("青山水厂", "warning")])
def test_a_card_is_no_list_of_projects(name, grade):
    ledger, said = read(**{name: CARD})
    assert not ledger.projects
    assert said["sheet-card"].grade.value == grade
    assert said["sheet-card"].found == "项目名称、总投资、开工时间、包保领导"


def test_a_table_whose_names_are_words_of_headers_is_none():
    rows = [[name, 1000, 5, "是"] for name in ("青山水厂", "总投资", "河口大桥", "石岭医院")]
    ledger, said = read(项目台账=[TABLE[0], *rows])
    assert "sheet-card" not in said
    assert len(ledger.projects) == 4


@pytest.mark.parametrize(
    "sheets",
    [
        {"基本信息": [["项", "值"], ["截止日期", "6月30日"], ["年份", 2023]], "项目台账": TABLE},
        {"项目台账": [["年份：2023"], *TABLE]},
        {"项目台账": [["年度", "2023年"], *TABLE]},
        {"项目台账": [["年份", *TABLE[0]], [2023.0, *TABLE[1]]]},
    ],
)
def test_months_without_a_year_take_the_one_that_is_stated(sheets):
    ledger, _ = read(**sheets)
    assert ledger.projects[0].actual == ((Month(2023, 5), Amount.of(200, Unit.WAN)),)


def test_a_date_without_a_year_in_the_information_takes_the_stated_one():
    ledger, _ = read(
        基本信息=[["项", "值"], ["截止日期", "6月30日"], ["年份", 2023]], 项目台账=TABLE
    )
    assert ledger.as_of.isoformat() == "2023-06-30"


def test_the_year_asked_for_is_taken_only_where_the_ledger_names_none():
    profile = evolve(Profile(), year=2024)
    ledger, _ = read(profile, 项目台账=TABLE)
    assert ledger.projects[0].actual[0][0] == Month(2024, 5)
    ledger, _ = read(profile, 项目台账=[[*TABLE[0], "2023年1—12月完成投资"], [*TABLE[1], 900]])
    assert [month.year for month, _ in ledger.projects[0].actual] == [2023, 2023]


@pytest.mark.parametrize("option", [("--period", "2023年上半年"), ("--as-of", "2023-06-30")])
def test_the_command_line_names_the_year(option, tmp_path, capsys):
    text = "\n".join(",".join(map(str, row)) for row in TABLE)
    (tmp_path / "项目台账.csv").write_text(text, encoding="utf-8")
    assert main(["metrics", str(tmp_path), *option, "--only", "fai.period.completed"]) == 0
    assert "0.02亿元" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("written", "codes"),
    [("3月前", ["date-ambiguous"]), ("2022年3月份前", ["date-ambiguous"]), ("3月底前", []), ("2022年3月", [])],
)  # fmt: skip
def test_before_a_month_is_that_month_and_asked_about(written, codes):
    rows = [["2022年项目台账"], ["项目名称", "总投资", "计划开工时间"], ["甲", 1.0, written]]
    sheet = OpenedSheet("项目台账", lambda: SheetCells(rows, ()))
    read = read_sheets("台账.xlsx", [sheet], Profile())
    (project,) = read.ledger.projects
    assert project.start_planned.last == date(2022, 3, 31)
    assert [f.code for f in read.findings if f.code.startswith("date-")] == codes
