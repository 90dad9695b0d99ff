"""Rows of one project whose name is merged over them, each with amounts of its own: parts, or further projects."""

from datetime import date

import pytest

from investtrack import Amount, Period, Profile, Unit, build_report
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks


HEADERS = [
    "项目名称",
    "总投资（万元）",
    "是否入库",
    "入库时间",
    "建设单位",
    "年度计划投资（万元）",
    "2025年1—3月完成投资（万元）",
]
DOWN = [((1, column), (2, column)) for column in range(4)]
"""The first four columns, merged over the rows of one project."""


def read(second, merged=DOWN, sheet="项目台账"):
    rows = [
        HEADERS,
        ["甲路", 5000, "是", "2024-05-01", "城投公司", 1000, 300],
        second,
        ["乙厂", 8000, "是", "2024-06-01", "某公司", 2000, 900],
    ]
    cells = SheetCells(iter(rows), merged, SheetMarks())
    found = read_sheets("台账.xlsx", [OpenedSheet(sheet, lambda: cells)], Profile())
    report = build_report(found.ledger, findings=found.findings, period=Period.quarter(2025, 1), as_of=date(2025, 3, 31))  # fmt: skip
    return found, report


def test_they_are_asked_about_and_mark_what_is_made_of_either():
    found, report = read(["", "", "", "", "交投公司", 1100, 500])
    (asked,) = [f for f in found.findings if f.code == "rows-share-name"]
    assert (asked.grade.value, asked.place.cell, [p.cell for p in asked.related]) == ("error", "A3", ["A2"])  # fmt: skip
    assert "年度计划投资(万元)、2025年1-3月完成投资(万元)" in asked.message
    for figure in ("fai.period.completed", "year_plan.investment", "carryover.count"):
        assert asked in report.errors_by_figure[figure], figure


def test_a_row_without_amounts_goes_on_with_the_project():
    found, report = read(["", "", "", "", "交投公司", "", ""])
    assert "rows-share-name" not in [f.code for f in found.findings]
    assert report.figure("fai.period.completed").value == Amount.of(1200, Unit.WAN)


@pytest.mark.parametrize("merged", [[], DOWN[1:]])
def test_a_row_with_a_name_of_its_own_is_a_project(merged):
    found, _ = read(["丙桥", 900, "是", "2024-05-01", "交投公司", 1100, 500], merged)
    assert "rows-share-name" not in [f.code for f in found.findings]
    assert [project.name for project in found.ledger.projects] == ["甲路", "丙桥", "乙厂"]
