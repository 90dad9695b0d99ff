"""Targets written across: one row an indicator, its periods beside each other."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from investtrack import Period, Profile, Unit, build_report
from investtrack.plugin.reading import read_table
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks


HEADERS = [
    "指标",
    "单位",
    "下达层级",
    "全年目标",
    "上半年目标",
    "1-6月完成",
    "同比增长（%）",
    "备注",
]
ROWS = (
    ["固定资产投资", "亿元", "市", 18.5, 9, 8.2, 4.6, "按现价"],
    ["规上工业增加值", "%", "市", 8, "", 7.2, "", ""],
)
H1 = Period(2026, 1, 6)


def read(
    headers=HEADERS, rows=ROWS, title="青禾县2026年主要经济指标", as_of=date(2026, 6, 30), **more
):
    return read_table(
        Path("台账.表"), [[title], headers, *map(list, rows)], "目标任务", header_row=2, as_of=as_of, **more
    )  # fmt: skip


def test_a_row_gives_a_record_for_each_period_it_speaks_of_and_each_value_its_cell():
    x = read(period=H1)
    assert [(t.indicator, t.period) for t in x.ledger.targets] == [
        ("固定资产投资", Period.full_year(2026)), ("固定资产投资", H1),
        ("规上工业增加值", Period.full_year(2026)), ("规上工业增加值", H1),
    ]  # fmt: skip
    year, half, of_industry, done = x.ledger.targets
    assert (year.amount.to(Unit.YI), year.actual, year.actual_growth) == (Fraction("18.5"), None, None)  # fmt: skip
    assert (half.amount.to(Unit.YI), half.actual.to(Unit.YI)) == (9, Fraction("8.2"))
    assert half.actual_growth.in_percent == Fraction("4.6")
    assert [half.origin.cell(key).cell for key in ("amount", "actual", "actual_growth", "indicator")] == ["E3", "F3", "G3", "A3"]  # fmt: skip
    # A unit of ％ makes the numbers growth.
    assert (of_industry.growth.in_percent, done.actual_growth.in_percent) == (8, Fraction("7.2"))
    assert {t.remark for t in (year, half)} == {"按现价"}
    report = build_report(x.ledger, period=H1, as_of=date(2026, 6, 30))
    assert report.figure("fai.year.target").value.to(Unit.YI) == Fraction("18.5")
    assert report.figure("fai.period.assigned").value.to(Unit.YI) == 9
    assert [f.code for f in x.findings if f.code.startswith("column-un")] == []


def test_what_cannot_be_read_is_said_once():
    rows = (["固定资产投资", "亿元", "市", "十八点几", "九亿左右吧", 8.2, 4.6, ""],)
    said = [(f.code, f.place.cell) for f in read(rows=rows, period=H1).findings]
    assert said.count(("amount-unreadable", "D3")) == said.count(("amount-unreadable", "E3")) == 1


def test_without_a_year_it_is_asked_for():
    x = read(title="主要经济指标", as_of=None)
    asked = [f for f in x.findings if f.code == "column-month-unknown"]
    assert [f.place.cell for f in asked] == ["D2", "E2", "F2"]
    assert "哪一年" in asked[0].message
    assert all(t.amount is None for t in x.ledger.targets)


@pytest.mark.parametrize(
    "headers",
    [
        [
            "指标",
            "单位",
            "下达层级",
            "2026年目标",
            "1—6月目标任务",
            "1—6月实际完成",
            "增速",
            "备注",
        ],
        [
            "指标",
            "单位",
            "下达层级",
            "全年任务数（亿元）",
            "上半年计划",
            "上半年完成",
            "增幅",
            "备注",
        ],
    ],
)
def test_other_words_for_the_same(headers):
    year, half, *_ = read(headers, period=H1).ledger.targets
    assert (year.amount.to(Unit.YI), half.amount.to(Unit.YI), half.actual.to(Unit.YI)) == (Fraction("18.5"), 9, Fraction("8.2"))  # fmt: skip
    assert half.actual_growth.in_percent == Fraction("4.6")


def test_a_standard_sheet_is_read_as_before():
    headers = ["指标", "单位", "下达层级", "期间", "目标值", "实际完成", "实际增速（％）", "备注"]
    rows = (["固定资产投资", "亿元", "市", "2026年上半年", 9, 8.2, 4.6, ""],)
    (target,) = read(headers, rows, period=H1).ledger.targets
    assert (target.period, target.amount.to(Unit.YI)) == (H1, 9)


def test_a_hidden_column_of_a_further_period_is_said_as_any_other():
    cells = SheetCells(
        [["青禾县2026年主要经济指标"], HEADERS, *map(list, ROWS)], marks=SheetMarks(hidden_columns=frozenset({4}))
    )  # fmt: skip
    found = read_sheets("台账.xlsx", [OpenedSheet("目标任务", lambda: cells)], Profile())
    said = [f for f in found.findings if f.code == "column-hidden"]
    assert [f.place.cell for f in said] == ["E2"]
    assert "上半年目标" in said[0].message


@pytest.mark.parametrize("word", ["增速（%）", "同比增长", "增幅", "同比增速（％）", "目标增速"])
@pytest.mark.parametrize("done", ["增速（%）", "同比增长", "同比增速（％）"])
def test_a_growth_is_of_what_stands_to_its_left(word, done):
    headers = ["指标", "单位", "下达层级", "全年目标", word, "上半年目标", word, "1-6月完成", done]
    rows = (
        ["固定资产投资", "亿元", "县", 18.5, 8, 9, 7, 8.2, 4.6],
        ["规上工业增加值", "%", "县", "", 9, "", 8.5, "", 7.2],
    )
    x = read(headers, rows, period=H1)
    told = [(t.growth and t.growth.in_percent, t.actual_growth and t.actual_growth.in_percent) for t in x.ledger.targets]  # fmt: skip
    assert told == [(8, None), (7, Fraction("4.6")), (9, None), (Fraction("8.5"), Fraction("7.2"))]
    assert [f.code for f in x.findings if f.code.startswith(("column-un", "header"))] == []
    report = build_report(x.ledger, period=H1, as_of=date(2026, 6, 30))
    assert report.figure("fai.period.growth_planned").value.in_percent == 7


@pytest.mark.parametrize("growth", ["增速", "增速（%）", "增长", "增幅"])
@pytest.mark.parametrize("total", ["总量", "绝对量", "总量（亿元）"])
def test_total_and_growth_stand_below_what_they_are_of(total, growth):
    head = [
        ["指标", "单位", "下达层级", "全年目标", "", "1-6月完成", "", "备注"],
        ["", "", "", total, growth, total, growth, ""],
    ]
    merged = (*(((1, column), (2, column)) for column in (0, 1, 2, 7)), ((1, 3), (1, 4)), ((1, 5), (1, 6)))  # fmt: skip
    rows = [["固定资产投资", "亿元", "县", 18.5, 8, 8.2, 4.6, "按现价"], ["工业投资", "亿元", "县", "", 10, "", 12.3, ""]]  # fmt: skip
    x = read_table(
        Path("台账.表"), [["青禾县2026年主要经济指标"], *head, *rows], "目标任务", header_row=None, merged=merged, as_of=date(2026, 6, 30)
    )  # fmt: skip
    year, done, other, other_done = x.ledger.targets
    assert (year.period, year.amount.to(Unit.YI), year.growth.in_percent) == (Period.full_year(2026), Fraction("18.5"), 8)  # fmt: skip
    assert (done.period, done.actual.to(Unit.YI), done.actual_growth.in_percent) == (H1, Fraction("8.2"), Fraction("4.6"))  # fmt: skip
    assert (other.growth.in_percent, other_done.actual_growth.in_percent) == (10, Fraction("12.3"))
    assert [f.code for f in x.findings if f.code.startswith("column-un")] == []
