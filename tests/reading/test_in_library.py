"""Whether a project is in the statistical library, by the words that offices have for it."""

from datetime import date

import pytest

from investtrack import Amount, Period, Profile, Unit, build_report
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks


def read(header, said):
    rows = [
        ["项目名称", "总投资（万元）", header, "入库时间", "2025年1—3月完成投资（万元）"],
        ["甲园区", 20000, "是", "2024-05-01", 600],
        ["乙厂房", 9000, said, "2024-06-01", 900],
    ]
    return read_sheets(
        "台账.xlsx", [OpenedSheet("项目台账", lambda: SheetCells(iter(rows), (), SheetMarks()))], Profile()
    )  # fmt: skip


def reported(ledger):
    return build_report(ledger, period=Period.quarter(2025, 1), as_of=date(2025, 3, 31))


def completed(ledger):
    return reported(ledger).figure("fai.period.completed").value


HEADERS = [
    "是否入库",
    "入库状态",
    "入库情况",
    "在库状态",
    "纳统情况",
    "入库",
    "是否纳统",
    "统计入库情况",
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    ("said", "counted"), [("已入库", 1500), ("√", 1500), ("已纳统", 1500), ("未入库", 600), ("已退库", 600), ("已申报", 600)],
)  # fmt: skip
def test_the_column_is_known_by_any_of_its_names(header, said, counted):
    assert completed(read(header, said).ledger) == Amount.of(counted, Unit.WAN)


@pytest.mark.parametrize("said", ["已退库", "退库", "已出库", "出库"])
def test_a_project_that_left_may_keep_the_day_it_entered(said):
    ledger = read("入库状态", said).ledger
    left = ledger.projects[1]
    assert (left.is_in_library, left.entered_on) == (False, None)
    assert "library-contradiction" not in [f.code for f in reported(ledger).findings]


def test_a_project_that_never_entered_has_no_day_of_entry():
    assert "library-contradiction" in [
        f.code for f in reported(read("入库状态", "未入库").ledger).findings
    ]


@pytest.mark.parametrize(
    "said", ["已入库后退库", "已纳统（2025年2月退库）", "2025年6月入库", "拟于4月入库"]
)
def test_what_may_mean_either_is_asked_about(said):
    x = read("入库状态", said)
    (asked,) = [f for f in x.findings if f.code == "choice-unknown"]
    assert (asked.place.cell, asked.found) == ("C3", said)
    assert x.ledger.projects[1].is_in_library is None


@pytest.mark.parametrize("said", ["2024年6月入库", "2024.06已纳统", "2023年12月份入统"])
def test_a_month_of_an_earlier_year_is_in_the_library(said):
    x = read("入库状态", said)
    assert "choice-unknown" not in [f.code for f in x.findings]
    assert x.ledger.projects[1].is_in_library is True


@pytest.mark.parametrize(
    "said",
    [
        "2025年1月入库",
        "2024年10月入库",
        "2026年6月入库",
        "2024年6月拟入库",
        "2024年13月入库",
        "2024年6月入库后退库",
    ],
)
def test_a_month_that_may_be_planned_or_taken_back_is_asked_about(said):
    x = read("入库状态", said)
    assert [f.found for f in x.findings if f.code == "choice-unknown"] == [said]
    assert x.ledger.projects[1].is_in_library is None


@pytest.mark.parametrize("said", ["未入库", "暂未入库", "未纳统", "待入库", "否", "×"])
def test_that_there_is_no_day_of_entry_may_stand_in_its_column(said):
    rows = [
        ["项目名称", "总投资（万元）", "入库时间", "2025年1—3月完成投资（万元）"],
        ["甲园区", 20000, "2024-05-01", 600],
        ["乙厂房", 9000, said, 900],
    ]
    cells = SheetCells(iter(rows), (), SheetMarks())
    x = read_sheets("台账.xlsx", [OpenedSheet("项目台账", lambda: cells)], Profile())
    assert [f for f in x.findings if f.place.cell == "C3"] == []
    assert completed(x.ledger) == Amount.of(600, Unit.WAN)
