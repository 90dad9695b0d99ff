"""The month of the data is the last that most of the money has reached."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from investtrack import build_report
from investtrack.analysis.pace import pace_of
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project
from investtrack.model.target import AssignedBy, Target
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month, Period


def wan(number):
    return Amount.of(number, Unit.WAN)


OF_YEAR = Target(
    indicator="固定资产投资",
    period=Period.full_year(2022),
    amount=wan(12000),
    assigned_by=AssignedBy.CITY,
)


def county(*, in_march, in_february):
    return reported(in_march=in_march, in_february=in_february).figures["fai.period.growth"]


def reported(*, in_march=0, in_february=0, as_of=date(2022, 3, 31)):
    projects = [
        Project(name=f"甲{n}", is_in_library=True, total_investment=wan(1000), actual=((Month(2022, 3), wan(100)),))
        for n in range(in_march)
    ] + [
        Project(name=f"乙{n}", is_in_library=True, total_investment=wan(1000), actual=((Month(2022, 2), wan(100)),))
        for n in range(in_february)
    ]  # fmt: skip
    period = Period.quarter(2022, 1)
    target = Target(indicator="固定资产投资", period=period, amount=wan(2000), base=wan(900))
    return build_report(
        Ledger(period=period, as_of=as_of, projects=tuple(projects), targets=(target, OF_YEAR))
    )


def test_one_early_reporter_makes_no_growth_of_march():
    figure = county(in_march=1, in_february=9)
    assert figure.value is None
    assert "1—2月" in figure.reason


@pytest.mark.parametrize("late", [0, 1])
def test_data_that_has_mostly_reached_the_month_is_of_it(late):
    assert county(in_march=9, in_february=late).value is not None


@pytest.mark.parametrize("name", ["fai.period.growth", "fai.pace.gap"])
@pytest.mark.parametrize(("march", "february"), [(2, 9), (4, 7), (5, 6)])
def test_what_compares_by_month_is_absent_where_much_is_of_a_later_month(name, march, february):
    figure = reported(in_march=march, in_february=february).figures[name]
    assert figure.value is None
    assert "月份不同不可比" in figure.reason


def planned(*, march, february):
    """Eleven projects of 1000 in the year's plan, each 100 done: half of the period's target of 2200."""
    made = reported(in_march=march, in_february=february)
    goal = Target(indicator="固定资产投资", period=made.period, amount=wan(2200), assigned_by=AssignedBy.COUNTY)  # fmt: skip
    projects = tuple(evolve(project, year_plan=wan(1000)) for project in made.ledger.projects)
    return build_report(
        evolve(made.ledger, targets=(goal, *made.ledger.targets), projects=projects)
    )


@pytest.mark.parametrize(("march", "february"), [(1, 10), (11, 0)])
def test_a_rate_to_date_stands_where_its_parts_are_of_one_month(march, february):
    figures = planned(march=march, february=february).figures
    rate, of_year = figures["fai.completion_rate"], figures["year_plan.rate"]
    assert (rate.value.fraction, of_year.value.fraction) == (Fraction(1, 2), Fraction(1, 10))
    assert figures["year_plan.by_stage"].value["未注明"]["rate"].fraction == Fraction(1, 10)
    assert (rate.note, of_year.note, figures["year_plan.by_stage"].note) == ("", "", "")


WHY = "累计完成里多数是1—2月的，另有36％的投资是1—3月的，月份不同不可比"


@pytest.mark.parametrize("name", ["fai.completion_rate", "year_plan.rate"])
def test_a_rate_to_date_is_absent_where_its_parts_are_of_different_months(name):
    figure = planned(march=4, february=7).figures[name]
    assert (figure.value, figure.reason) == (None, WHY)


def test_groups_have_no_rates_where_their_whole_has_none():
    figure = planned(march=4, february=7).figures["year_plan.by_stage"]
    assert figure.value == {
        "未注明": {"count": 11, "investment": wan(11000), "completed": wan(1100), "rate": None}
    }
    assert figure.note == f"完成率没有列：{WHY}"


def test_money_of_different_months_is_held_against_no_pace_but_what_is_left_is_told():
    goal = pace_of(planned(march=4, february=7)).year
    assert (goal.rate, goal.due, goal.due_amount, goal.gap) == (None, None, None, None)
    assert (goal.unlike, goal.left) == (WHY, wan(10900))
    assert pace_of(planned(march=1, february=10)).year.rate.fraction == Fraction(1100, 12000)


def test_the_plan_of_the_year_is_no_further_behind_for_those_ahead_of_it():
    early = [
        Project(name=f"甲{n}", is_in_library=True, year_plan=wan(1000), actual=((Month(2022, end), wan(200)),))
        for n, end in enumerate((2, 2, 2, 3))
    ]  # fmt: skip
    ledger = Ledger(period=Period.quarter(2022, 1), as_of=date(2022, 3, 31), projects=tuple(early))
    figure = build_report(ledger).figures["year_plan.pace_gap"]
    assert figure.value is None
    assert "另有25％的投资是1—3月的" in figure.reason


def codes(report):
    return [finding.code for finding in report.findings]


def test_those_ahead_and_those_behind_are_each_told_once():
    early = reported(in_march=2, in_february=9)
    assert codes(early).count("actual-ahead") == 1
    assert "actual-behind" not in codes(early)
    ahead = next(f for f in early.findings if f.code == "actual-ahead")
    assert "“甲0”等2行已报到1—3月，多数投资只报到1—2月" in ahead.message
    late = reported(in_march=9, in_february=2)
    assert codes(late).count("actual-behind") == 1
    assert "actual-ahead" not in codes(late)


def test_pace_counts_from_the_month_of_the_data():
    goal = pace_of(reported(in_march=1, in_february=9, as_of=date(2022, 3, 20))).year
    assert goal.data_month == Month(2022, 2)
    assert [end.month for end in goal.months] == list(range(3, 13))


def test_months_that_are_over_are_not_left():
    goal = pace_of(reported(in_february=9, as_of=date(2022, 6, 20))).year
    assert goal.data_month == Month(2022, 2)
    assert [end.month for end in goal.months] == list(range(6, 13))
    assert Amount.total([goal.per_month] * 7) >= goal.left
    over = pace_of(reported(in_february=9, as_of=date(2022, 3, 31))).period
    assert over.months == ()
    assert over.per_month is None


@pytest.mark.parametrize(
    ("as_of", "months"),
    [
        (date(2022, 4, 30), 0),
        (date(2022, 5, 1), 3),
        (date(2022, 12, 31), 10),
        (date(2023, 3, 1), 10),
    ],
)
def test_data_a_quarter_behind_the_as_of_date_are_said_to_be_old(as_of, months):
    report = reported(in_february=9, as_of=as_of)
    assert ("data-old" in codes(report)) == bool(months)
    assert (f"相差{months}个月" in report.data_old) == bool(months)
    assert (report.cautions[:1] == (report.data_old,)) == bool(months)


def test_data_of_last_year_are_old():
    project = Project(name="甲", is_in_library=True, actual=((Month(2021, 12), wan(100)),))
    ledger = Ledger(period=Period.quarter(2022, 1), as_of=date(2022, 3, 31), projects=(project,))
    assert "只报到2021年1—12月" in build_report(ledger).data_old


def test_no_data_at_all_are_absent_and_not_old():
    project = Project(name="甲", is_in_library=True)
    ledger = Ledger(period=Period.quarter(2022, 1), as_of=date(2022, 3, 31), projects=(project,))
    assert build_report(ledger).data_old == ""


@pytest.mark.parametrize(("march", "is_of_february"), [(10, True), ("10.00001", False)])
def test_a_tenth_of_the_money_may_be_of_later_months_and_no_more(march, is_of_february):
    """Three projects in four are of February, so that it is the month of the data."""
    rows = (*[(2, "30")] * 2, (2, str(90 - 60)), (3, str(march)))
    figure = pace_gap(*rows)
    assert (figure.value is not None) == is_of_february


def test_later_months_are_named_in_their_order():
    assert pace_gap((2, "100"), (2, "100"), (2, "100"), (2, "100"), (2, "100"), (12, "50"), (3, "20"), (11, "10"), (7, "20")).reason == (
        "累计完成里多数是1—2月的，另有17％的投资是1—3月、1—7月、1—11月、1—12月的，月份不同不可比"
    )  # fmt: skip


def pace_gap(*rows):
    """How far the county is behind, of projects each with the month that it has reached and what it had done by then."""
    projects = tuple(
        Project(name=f"丙{n}", is_in_library=True, actual=((Month(2022, month), wan(number)),))
        for n, (month, number) in enumerate(rows)
    )
    return build_report(
        Ledger(period=Period.full_year(2022), as_of=date(2022, 12, 31), projects=projects, targets=(OF_YEAR,))
    ).figure("fai.pace.gap")  # fmt: skip
