"""Single months of a row are added up to amounts to date where they are known to be single ones, and never otherwise."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, Period, Unit, build_report
from investtrack.plugin.reading import read_table
from investtrack.values.period import Month


PLAIN = ["项目名称", "总投资", "是否入库", "1月", "2月", "3月", "4月"]
SAID = [
    "项目名称",
    "总投资",
    "是否入库",
    "1月完成投资",
    "2月完成投资",
    "3月完成投资",
    "4月完成投资",
]


def read(headers, *rows, title="2022年项目完成情况", sheet="项目台账"):
    return read_table(
        Path("台账.表"), [[title, "单位：万元"], headers, *map(list, rows)], sheet, header_row=2,
        period=Period.quarter(2022, 1), as_of=date(2022, 4, 30),
    )  # fmt: skip


def to_date(extract, place=0):
    record = extract.ledger.projects[place]
    return {end.month: amount.to(Unit.WAN) for end, amount in record.actual}


def codes(extract):
    return [finding.code for finding in extract.findings]


def test_months_whose_total_stands_beside_them_are_added_up_and_a_blank_counts_for_nothing():
    x = read([*PLAIN, "合计"], ["甲", 9000, "是", 0, 100, 200, 300, 600], ["乙", 800, "是", "", "", 40, "", 40])  # fmt: skip
    assert to_date(x) == {1: 0, 2: 100, 3: 300, 4: 600}
    assert to_date(x, 1) == {3: 40}
    assert codes(x).count("months-added") == 1
    assert "column-unknown" not in codes(x)
    report = build_report(x.ledger, period=Period.quarter(2022, 1), as_of=date(2022, 3, 31))
    figure = report.figure("fai.period.completed")
    assert figure.value == Amount.of(340, Unit.WAN)
    cells = [[cell.cell for cell in each.cells] for each in figure.contributions]
    assert cells == [["F3", "E3", "D3"], ["F4", "E4", "D4"]]


def test_a_total_that_is_not_the_sum_of_its_row_is_an_error_where_those_of_the_others_are():
    rows = [[name, 9000, "是", 10, 100, 50, 300, 460] for name in "甲乙丙丁戊"]
    rows[2][-1] = 640
    (finding,) = [f for f in read([*PLAIN, "合计"], *rows).findings if f.code == "months-total-differs"]  # fmt: skip
    assert (finding.place.cell, finding.found, finding.expected) == ("H5", "640", "各月之和460万元")


def test_headers_that_say_so_or_amounts_that_fall_are_enough():
    rising = ["甲", 9000, "是", 10, 100, 200, 300]
    assert to_date(read(SAID, rising)) == {1: 10, 2: 110, 3: 310, 4: 610}
    falling = ["甲", 9000, "是", 10, 100, 50, 300]
    assert to_date(read(PLAIN, falling)) == {1: 10, 2: 110, 3: 160, 4: 460}


def test_amounts_that_only_rise_may_be_to_date_and_are_asked_about():
    x = read(PLAIN, ["甲", 9000, "是", 10, 100, 200, 300])
    assert to_date(x) == {}
    assert codes(x).count("months-doubtful") == 1
    assert "column-unknown" not in codes(x)


@pytest.mark.parametrize("title", ["2022年重点项目", "2022年分月投资计划", "2022年计划完成投资表"])
def test_months_of_which_nothing_says_that_they_were_done_are_asked_about(title):
    x = read([*PLAIN, "合计"], ["甲", 9000, "是", 10, 100, 50, 300, 460], title=title)
    assert to_date(x) == {}
    assert codes(x).count("months-doubtful") == 1
    grouped = read([*SAID, "合计"], ["甲", 9000, "是", 10, 100, 50, 300, 460], title=title)
    assert to_date(grouped) == {1: 10, 2: 110, 3: 160, 4: 460}


@pytest.mark.parametrize("second", [["", "", ""], ["甲", "", ""]])
def test_two_rows_a_project_planned_and_done_are_never_taken_for_what_was_done(second):
    headers = ["项目名称", "总投资", "是否入库", "类别", "1月", "2月", "3月"]
    x = read(headers, ["甲", 9000, "是", "计划", 300, 200, 400], [*second, "完成", 200, 350, 380])
    assert all(project.actual == () for project in x.ledger.projects)
    assert codes(x).count("months-doubtful") == 1


def test_what_follows_a_month_that_is_not_stated_is_unknown_and_said():
    x = read(SAID, ["甲", 9000, "是", 10, "", 200, 300])
    assert to_date(x) == {1: 10}
    (finding,) = [f for f in x.findings if f.code == "amount-unreadable"]
    assert (finding.place.cell, finding.found) == ("F3", "200")


def test_a_january_that_nobody_reports_is_part_of_february():
    x = read(SAID, ["甲", 9000, "是", "", 100, 200, 300], ["乙", 9000, "是", "", 1, 2, 3])
    assert to_date(x) == {2: 100, 3: 300, 4: 600}


@pytest.mark.parametrize(
    "headers",
    [
        ["项目名称", "总投资", "是否入库", "1月", "3月", "4月", "5月"],  # a gap
        [
            "项目名称",
            "总投资",
            "是否入库",
            "3月",
            "4月",
            "5月",
            "6月",
        ],  # nothing of January and February
        [
            "项目名称",
            "总投资",
            "是否入库",
            "1—4月完成投资",
            "2月",
            "3月",
            "4月",
        ],  # an amount to date
        ["项目名称", "总投资", "是否入库", "1月完成投资", "1—2月完成投资", "3月", "4月"],  # two
    ],
)
def test_months_that_do_not_run_from_january_or_stand_beside_an_amount_to_date_are_not_added(headers):  # fmt: skip
    x = read(headers, ["甲", 9000, "是", 400, 100, 50, 300])
    assert "months-added" not in codes(x)


@given(st.lists(st.lists(st.integers(0, 99_999), min_size=4, max_size=4), min_size=1, max_size=6))
def test_the_same_ledger_by_month_and_to_date_gives_the_same_figures(table):
    months = [[f"甲{n}", 500_000, "是", *row, sum(row)] for n, row in enumerate(table)]
    dates = [[f"甲{n}", 500_000, "是", *(sum(row[: i + 1]) for i in range(4))] for n, row in enumerate(table)]  # fmt: skip
    headers = ["项目名称", "总投资", "是否入库", *(f"1—{m}月完成投资" if m > 1 else "1月完成投资" for m in range(1, 5))]  # fmt: skip
    single, whole = read([*SAID, "合计"], *months), read(headers, *dates)
    for one, other in zip(single.ledger.projects, whole.ledger.projects, strict=True):
        assert one.actual == other.actual
        assert all(isinstance(end, Month) for end, _ in one.actual)
    if table:
        assert Decimal(sum(map(sum, table))) == sum(
            project.actual[-1][1].to(Unit.WAN) for project in single.ledger.projects
        )


def test_months_that_a_workbook_made_dates_of_head_their_columns():
    months = [date(2022, number, 1) for number in (1, 2, 3)]
    rows = [["甲", 9000, "是", 0, 100, 200, 300], ["乙", 800, "是", "", "", 40, 40]]
    typed = read([*PLAIN[:3], "2022年1月", "2022年2月", "2022年3月", "合计"], *rows)
    found = read([*PLAIN[:3], *months, "合计"], *rows)
    assert [to_date(found, n) for n in (0, 1)] == [to_date(typed, n) for n in (0, 1)] == [{1: 0, 2: 100, 3: 300}, {3: 40}]  # fmt: skip
    assert codes(found) == codes(typed)


def test_dates_of_a_record_head_no_columns():
    found = read(["项目名称", "总投资", "计划开工时间", "竣工时间"], ["甲", "", date(2022, 1, 1), date(2022, 2, 1)])  # fmt: skip
    assert [project.name for project in found.ledger.projects] == ["甲"]
    assert str(found.ledger.projects[0].finished_on) == "2022-02-01"
