"""The unit of an amount: of its row where a column of units says it, of a target's own name, and never a guess."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, Period, Unit, build_report
from investtrack.findings import Grade
from investtrack.plugin.reading import read_table
from investtrack.values.rate import Rate


def read(headers, *rows, sheet="项目台账"):
    return read_table(
        Path("台账.表"), [headers, *map(list, rows)], sheet, header_row=1,
        period=Period.quarter(2025, 1), as_of=date(2025, 3, 31),
    )  # fmt: skip


def codes(extract):
    return [finding.code for finding in extract.findings]


PROJECTS = ["项目名称", "总投资", "单位", "2025年1—3月完成投资", "是否入库"]


def test_amounts_are_in_the_unit_that_their_row_names():
    x = read(PROJECTS, ["甲园区", 2, "亿元", 0.18, "是"], ["乙公路", 30000, "万元", 2600, "是"])
    assert [p.total_investment for p in x.ledger.projects] == [
        Amount.of(2, Unit.YI),
        Amount.of(3, Unit.YI),
    ]
    report = build_report(x.ledger, period=Period.quarter(2025, 1), as_of=date(2025, 3, 31))
    figure = report.figure("fai.period.completed")
    assert figure.value == Amount.of(4400, Unit.WAN)
    assert [[c.cell for c in each.cells] for each in figure.contributions] == [["D2"], ["D3"]]
    assert not {"column-unknown", "unit-unreadable"} & set(codes(x))


def test_a_total_row_is_in_its_own_unit_too():
    rows = [["甲园区", 2, "亿元", 0.18, "是"], ["乙公路", 30000, "万元", 2600, "是"]]
    right = read(PROJECTS, *rows, ["合计", 50000, "万元", 4400, ""])
    wrong = read(PROJECTS, *rows, ["合计", 5, "万元", 4400, ""])
    assert [t.amounts[0][1] for t in right.ledger.totals] == [Amount.of(5, Unit.YI)]
    differ = [
        [f.code for f in build_report(x.ledger, period=Period.quarter(2025, 1), as_of=date(2025, 3, 31)).findings]
        for x in (right, wrong)
    ]  # fmt: skip
    assert ["stated-total-differs" in found for found in differ] == [False, True]


@pytest.mark.parametrize(("unit", "is_said"), [("", True), ("千元", True), ("平方米", True), ("（万元）", False)])  # fmt: skip
def test_a_row_of_no_unit_or_an_odd_one_is_an_error_where_rows_differ(unit, is_said):
    rows = [["甲园区", 2, "亿元", 0.18, "是"], ["乙公路", 30000, "万元", 2600, "是"]]
    x = read(PROJECTS, *rows, ["丙学校", 800, unit, 60, "是"])
    found = [f for f in x.findings if f.code == "unit-unreadable"]
    assert [(f.place.cell, f.grade) for f in found] == [("C4", Grade.ERROR)] * is_said


def test_a_unit_merged_downward_is_of_every_row_and_a_note_below_is_of_none():
    rows = [
        ["甲园区", 2, "亿元", 0.18, "是"],
        ["丙学校", 0.5, "", 0.1, "是"],
        ["乙公路", 30000, "万元", 2600, "是"],
    ]
    x = read_table(
        Path("台账.表"), [PROJECTS, *rows, ["注：以上为快报数。", "", "", "", ""]], "项目台账", header_row=1,
        merged=[((1, 2), (2, 2))], period=Period.quarter(2025, 1), as_of=date(2025, 3, 31),
    )  # fmt: skip
    assert x.ledger.projects[1].total_investment == Amount.of(5000, Unit.WAN)
    assert "unit-unreadable" not in codes(x)


def test_a_column_of_offices_is_no_column_of_units():
    x = read(PROJECTS, ["甲园区", 20000, "工信局", 1800, "是"])
    assert x.ledger.projects[0].total_investment == Amount.of(2, Unit.YI)
    assert "column-unknown" in codes(x)


def test_headers_that_name_their_unit_are_not_touched_by_it():
    headers = ["项目名称", "总投资（万元）", "单位", "2025年1—3月完成投资（万元）", "是否入库"]
    x = read(headers, ["甲园区", 20000, "亿元", 1800, "是"])
    assert x.ledger.projects[0].total_investment == Amount.of(2, Unit.YI)


units = st.sampled_from(list(Unit))


@given(st.lists(st.tuples(st.integers(1, 99_999_999), units), min_size=1, max_size=6))
def test_every_row_counts_the_same_in_whatever_unit_it_is_written(rows):
    written = [
        [f"项目{place}号", format(Amount.of(yuan, Unit.YUAN).to(unit), "f"), unit.value, "", "是"]
        for place, (yuan, unit) in enumerate(rows)
    ]
    x = read(PROJECTS, *written)
    assert [p.total_investment.yuan for p in x.ledger.projects] == [yuan for yuan, _ in rows]


TARGETS = ["指标", "期间", "下达层级", "目标值"]


@pytest.mark.parametrize(
    ("name", "written", "amount", "growth"),
    [
        ("固定资产投资（亿元）", 0.5, Amount.of(5000, Unit.WAN), None),
        ("固定资产投资（万元）", 5000, Amount.of(5000, Unit.WAN), None),
        ("固定资产投资", 5000, Amount.of(5000, Unit.WAN), None),
        ("固定资产投资增速（%）", 8, None, Rate.percent(8)),
        ("固定资产投资增速", 8, None, Rate.percent(8)),
        ("地区生产总值增长率(％)", "6.5", None, Rate.percent("6.5")),
        ("固定资产投资", "不低于5000", Amount.of(5000, Unit.WAN), None),
        ("固定资产投资（亿元）", "≥0.5", Amount.of(5000, Unit.WAN), None),
        ("固定资产投资", "5000万元以上", Amount.of(5000, Unit.WAN), None),
        ("固定资产投资", "力争达到5000", Amount.of(5000, Unit.WAN), None),
    ],
)
def test_a_target_is_in_the_unit_that_its_name_says(name, written, amount, growth):
    x = read(TARGETS, [name, "2025年一季度", "市", written], sheet="目标任务")
    (target,) = x.ledger.targets
    assert (target.amount, target.growth) == (amount, growth)


@pytest.mark.parametrize(("unit", "grade"), [("千元", Grade.ERROR), ("百万元", Grade.ERROR), ("万美元", Grade.NOTE)])  # fmt: skip
def test_a_target_in_a_unit_that_is_not_converted_is_not_read_and_said(unit, grade):
    x = read(
        [*TARGETS, "单位"], ["固定资产投资", "2025年一季度", "市", 5000, unit], sheet="目标任务"
    )
    (found,) = [f for f in x.findings if f.code == "unit-unreadable"]
    assert (found.place.cell, found.grade) == ("D2", grade)
    assert x.ledger.targets[0].amount is None
    assert x.ledger.targets[0].origin.texts == (("amount", "5000"),)


def _report(*rows):
    x = read([*TARGETS, "同比增速（％）", "上年同期"], *rows, sheet="目标任务")
    return build_report(x.ledger, period=Period.quarter(2025, 1), as_of=date(2025, 3, 31))


def test_a_target_that_two_rows_state_otherwise_is_an_error_and_marks_what_is_made_of_it():
    report = _report(
        ["固定资产投资", "2025年", "市", 30000, 8, 26000], ["全社会固定资产投资", "2025年", "市", 33000, 8, 26000]
    )  # fmt: skip
    (found,) = [f for f in report.findings if f.code == "target-twice"]
    assert (found.place.cell, [c.cell for c in found.related]) == ("D3", ["D2"])
    assert found.grade is Grade.ERROR
    assert found in report.errors_by_figure["fai.year.target"]


def test_rows_that_say_the_same_or_speak_of_something_else_are_none():
    report = _report(
        ["固定资产投资", "2025年", "市", 30000, 8, 26000], ["固定资产投资", "2025年", "市", 30000, "", ""],
        ["固定资产投资", "2025年", "县", 31000, "", ""], ["固定资产投资", "2025年一季度", "市", 5000, "", ""],
        ["民间固定资产投资", "2025年", "市", 12000, "", ""], ["固定资产投资", "", "市", 1, "", ""],
    )  # fmt: skip
    assert "target-twice" not in {f.code for f in report.findings}
