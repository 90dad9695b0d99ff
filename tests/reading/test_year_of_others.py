"""A sheet that names no year is of the year that the other sheets name, where they name one."""

import pytest

from investtrack import Profile
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells


def read(*sheets):
    return read_sheets("台账.xlsx", [OpenedSheet(name, lambda rows=rows: SheetCells(iter(rows))) for name, rows in sheets], Profile())  # fmt: skip


HEAD = ["项目名称", "总投资（万元）", "年度计划投资（万元）", "1-9月完成投资（万元）"]
LEDGER = [["青禾县2026年重点项目进展情况表（截至9月底）"], HEAD, ["甲水库", 20000, 8000, 6000]]
TOWN = [HEAD, ["乙学校", 9000, 700, 600]]
ISSUES = [
    ["项目名称", "问题描述", "提出时间", "整改时限", "状态"],
    ["甲水库", "两户未搬", "8月1日", "9月30日前", "未解决"],
]


@pytest.mark.parametrize("is_first", [True, False])
def test_days_and_months_without_a_year(is_first):
    sheets = [("城关镇", LEDGER), ("河东镇", TOWN), ("问题清单", ISSUES)]
    found = read(*(sheets if is_first else sheets[::-1]))
    (issue,) = found.ledger.issues
    assert (str(issue.raised_on), str(issue.due_on)) == ("2026-08-01", "2026-09-30")
    assert {p.name: str(p.actual[0][0]) for p in found.ledger.projects} == {"甲水库": "2026-09", "乙学校": "2026-09"}  # fmt: skip
    said = [(f.place.sheet, f.found) for f in found.findings if f.code == "column-decided"]
    assert said == [("河东镇", "1-9月完成投资(万元)")]
    assert not [f for f in found.findings if f.grade != "note"]


def test_of_two_years_none_is_taken():
    old = [["青禾县2025年重点项目进展情况表"], HEAD[:3], ["丙路", 900, 800]]
    found = read(("城关镇", LEDGER), ("竹园镇", old), ("问题清单", ISSUES))
    assert [issue.due_on for issue in found.ledger.issues] == [None]
    assert "date-unreadable" in [f.code for f in found.findings]


def test_a_sheet_alone_and_one_that_names_its_year_are_as_before():
    alone = read(("河东镇", TOWN))
    assert "column-month-unknown" in [f.code for f in alone.findings]
    own = [[*HEAD[:3], "2025年1-9月完成投资（万元）"], ["乙学校", 9000, 700, 600]]
    both = read(("城关镇", LEDGER), ("河东镇", own))
    assert str(both.ledger.projects[-1].actual[0][0]) == "2025-09"


def test_what_is_said_stands_in_the_order_of_the_sheets():
    unread = [["项目名称", "问题描述", "整改时限"], ["甲水库", "两户未搬", "尽快"]]
    found = read(("问题清单", unread), ("城关镇", [*LEDGER[:2], ["甲水库", "若干", 8000, 6000]]))
    assert [f.place.sheet for f in found.findings if f.grade == "error"] == ["问题清单", "城关镇"]
