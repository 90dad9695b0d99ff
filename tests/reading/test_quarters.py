"""Amounts by quarter: each quarter's own, or from January on, as the year's plan proves; else they are asked about."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, Period, Unit, build_report
from investtrack.plugin.reading import read_table


QUARTERS = ["一季度计划", "二季度计划投资", "三季度计划", "第四季度计划完成投资（万元）"]


def read(*rows, quarters=QUARTERS):
    headers = [
        "项目名称",
        "总投资（万元）",
        "年度计划投资（万元）",
        *quarters,
        "是否入库",
        "入库时间",
    ]
    rows = [[name, 30000, plan, *amounts, "是", "2024-05-01"] for name, plan, *amounts in rows]
    return read_table(
        Path("台账.表"), [headers, *rows], "项目台账", header_row=1,
        period=Period(2025, 1, 6), as_of=date(2025, 6, 30),
    )  # fmt: skip


def planned(extract, place=0):
    record = extract.ledger.projects[place]
    return {end.month: amount.to(Unit.WAN) for end, amount in record.planned}


def codes(extract):
    return [finding.code for finding in extract.findings]


def test_quarters_that_sum_to_the_years_plan_are_each_their_own():
    x = read(["甲", 8000, 2000, 2500, 2000, 1500], ["乙", 9000, 2500, 2500, 2000, 2000])
    assert planned(x) == {3: 2000, 6: 4500, 9: 6500, 12: 8000}
    assert codes(x).count("months-added") == 1
    assert not {"column-unknown", "column-amount-left"} & set(codes(x))
    report = build_report(x.ledger, period=Period(2025, 1, 6), as_of=date(2025, 6, 30))
    figure = report.figure("fai.in_library.expected")
    assert figure.value == Amount.of(9500, Unit.WAN)
    assert [[c.cell for c in each.cells] for each in figure.contributions] == [["E2", "D2"], ["E3", "D3"]]  # fmt: skip


def test_quarters_of_which_the_last_is_the_years_plan_are_to_date():
    x = read(["甲", 8000, 2000, 4500, 6500, 8000], ["乙", 9000, 2500, 5000, 7000, 9000])
    assert planned(x) == {3: 2000, 6: 4500, 9: 6500, 12: 8000}
    assert codes(x).count("column-decided") == len(QUARTERS)


def test_quarters_that_rise_and_fall_are_each_their_own():
    assert planned(read(["甲", "", 2000, 1500, "", ""])) == {3: 2000, 6: 3500}


def test_quarters_that_nothing_tells_of_are_asked_about_but_the_first_is_read():
    x = read(["甲", 9999, 2000, 4500, 6500, 8000])
    assert planned(x) == {3: 2000}
    (found,) = [f for f in x.findings if f.code == "months-doubtful"]
    assert found.place.cell == "E1"


def test_the_group_above_the_quarters_says_what_they_are_of():
    rows = [
        ["项目名称", "总投资（万元）", "年度计划投资（万元）", "分季度投资计划（万元）", "", "", "", "是否入库"],
        ["", "", "", "一季度", "二季度", "三季度", "四季度", ""],
        ["甲", 30000, 8000, 2000, 2500, 2000, 1500, "是"],
    ]  # fmt: skip
    merged = [*(((0, i), (1, i)) for i in (0, 1, 2, 7)), ((0, 3), (0, 6))]
    x = read_table(
        Path("台账.表"), rows, "项目台账", merged=merged, header_row=(1, 2),
        period=Period(2025, 1, 6), as_of=date(2025, 6, 30),
    )  # fmt: skip
    assert planned(x) == {3: 2000, 6: 4500, 9: 6500, 12: 8000}


@pytest.mark.parametrize("header", ["一季度完成", "一季度完成投资（万元）", "第一季度实际完成"])
def test_what_was_done_in_the_first_quarter_is_to_date(header):
    x = read(["甲", 8000, 1800], quarters=[header])
    assert [(end.month, amount.to(Unit.WAN)) for end, amount in x.ledger.projects[0].actual] == [(3, 1800)]  # fmt: skip


amounts = st.integers(1, 5000)


@given(
    st.lists(st.tuples(amounts, amounts, amounts, amounts), min_size=1, max_size=5), st.booleans()
)
def test_the_two_ways_of_writing_a_plan_by_quarter_are_one_ledger(rows, is_to_date):
    def row(place, quarters):
        sums = [sum(quarters[: end + 1]) for end in range(4)]
        return [f"项目{place}号", sums[-1], *(sums if is_to_date else quarters)]

    x = read(*(row(place, quarters) for place, quarters in enumerate(rows)))
    for place, quarters in enumerate(rows):
        assert planned(x, place) == {3 * end: sum(quarters[:end]) for end in (1, 2, 3, 4)}


def test_planned_single_months_are_added_up_as_those_done_are():
    months = ["1月计划投资", "2月计划投资", "3月计划投资"]
    assert planned(read(["甲", 8000, 500, 600, 900], quarters=months)) == {1: 500, 2: 1100, 3: 2000}
