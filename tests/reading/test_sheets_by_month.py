"""One table month by month, a sheet each: the newest counts, and its name says which month its amounts reach to."""

from datetime import date
from itertools import permutations

import pytest

from investtrack import Amount, Period, Profile, Unit, build_report
from investtrack.reading.layout.sheet_month import SheetMonth, month_in_name
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks


INFO = [["项", "值"], ["报告期", "2025年一季度"], ["截止日期", "2025-03-31"]]
HEADERS = ["项目名称", "总投资（万元）", "本年累计完成投资（万元）", "是否入库", "入库时间"]


def read(sheets):
    opened = [
        OpenedSheet(name, lambda rows=rows: SheetCells(iter(rows), (), SheetMarks()))
        for name, rows in {"基本信息": INFO, **sheets}.items()
    ]
    return read_sheets("台账.xlsx", opened, Profile())


def of_month(number):
    return [HEADERS, ["甲园区", 20000, 600 * number, "是", "2024-05-01"]]


@pytest.mark.parametrize("order", list(permutations((1, 2, 3, 4))))
def test_the_newest_month_that_is_over_is_read(order):
    x = read({f"{number}月项目台账": of_month(number) for number in order})
    report = build_report(x.ledger, period=Period.quarter(2025, 1), as_of=date(2025, 3, 31))
    assert report.figure("fai.period.completed").value == Amount.of(1800, Unit.WAN)
    assert [f.code for f in x.findings].count("sheet-spare") == len(order) - 1


def test_a_sheet_of_an_earlier_month_alone_reaches_to_that_month():
    (project,) = read({"2月项目台账": of_month(2)}).ledger.projects
    assert [(end.month, amount.to(Unit.WAN)) for end, amount in project.actual] == [(2, 1200)]


def test_where_no_name_says_a_month_the_as_of_date_does():
    (project,) = read({"项目台账": of_month(3)}).ledger.projects
    assert [end.month for end, _ in project.actual] == [3]


@pytest.mark.parametrize(
    ("name", "year", "month"),
    [
        ("3月", 0, 3), ("3月份台账", 0, 3), ("项目台账（3月）", 0, 3), ("2025年1-3月", 2025, 3), ("2025.3", 2025, 3),
        ("202503", 2025, 3), ("一季度项目台账", 0, 3), ("上半年调度表", 0, 6), ("25年11月", 2025, 11),
    ],
)  # fmt: skip
def test_the_month_that_a_name_says(name, year, month):
    found = month_in_name(name)
    assert (found.year, found.month) == (year, month)


@pytest.mark.parametrize(
    "name", ["项目台账", "2025年项目台账", "3月新开工项目", "3月入库", "5000万元以上项目", "1月、2月", "2025", "4月计划", ""]
)  # fmt: skip
def test_a_name_that_says_no_month_or_which_projects_it_lists(name):
    assert month_in_name(name) is None


def test_sheets_of_one_table_share_the_rest_of_their_names():
    assert month_in_name("1月项目台账").of == month_in_name("项目台账（2月）").of == "项目台账"
    assert month_in_name("3月") == SheetMonth(0, 3, "")
