"""The figures of the whole year, each worked out by hand from rows: plans, starts, completions, carry-over.

Amounts are 万元. t is 31 May 2022, P is 2022年4月 or as said; t₀ is 1 January 2022.
"""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from investtrack.metrics import LedgerView, compute
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.model.project import Project, ProjectLevel, ProjectStage
from investtrack.model.prospect import Reserve
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate


APRIL = Period(2022, 4, 4)
T = date(2022, 5, 31)


def wan(number):
    return Amount.of(number, Unit.WAN)


def on(text):
    return parse_date(text, year=2022)


def ytd(**months):
    return tuple((Month(2022, int(key[1:])), wan(number)) for key, number in months.items())


PROJECTS = (
    # In the library; plan and done: 1000 and 300. Planned to start in March, started in January: early.
    Project(
        name="河东大桥", stage=ProjectStage.NEW, level=ProjectLevel.CITY, industry="交通", total_investment=wan(5000),
        year_plan=wan(1000), actual=ytd(m3=200, m4=300), cumulative=wan(300), is_in_library=True, entered_on=on("2022-02-01"),
        start_planned=on("2022年3月"), started_on=on("2022-01-20"), finish_planned=on("2023年6月"),
    ),
    # Due in April, started 2 May: due, done, neither early nor late. March is silent: its April amount is not April's own.
    Project(
        name="青山花园", stage=ProjectStage.NEW, level=ProjectLevel.COUNTY, industry="房地产", total_investment=wan(8000),
        year_plan=wan(2000), actual=ytd(m4=100), is_in_library=True, entered_on=on("2022-04-01"),
        start_planned=on("2022-04-15"), started_on=on("2022-05-02"),
    ),
    # Due on 31 May (a month is due on its last day) and not started: late. No done: not in the rate.
    Project(
        name="城北水厂", stage=ProjectStage.NEW, total_investment=wan(3000), year_plan=wan(500), is_in_library=False,
        start_planned=on("2022年5月"),
    ),
    # A 开工时间 after t is a plan: June. No year plan.
    Project(name="西区厂房", stage=ProjectStage.NEW, total_investment=wan(1000), is_in_library=False, started_on=on("2022-06-10")),
    # Begun years ago: no planned start is missed. Finished in April as planned for March: done, due.
    Project(
        name="南环路", stage=ProjectStage.FINISHING, level=ProjectLevel.CITY, industry="交通", total_investment=wan(9000),
        year_plan=wan(1500), actual=ytd(m3=900, m4=1500), cumulative=wan(9000), is_in_library=True, entered_on=on("2020-05-01"),
        started_on=on("2020-04-01"), finish_planned=on("2022年3月"), finished_on=on("2022-04-20"),
    ),
    # To be finished by November of this year: carried to the next year, but said apart. Unreportable 500 of 2600 that remain.
    Project(
        name="东区学校", stage=ProjectStage.CONTINUING, total_investment=wan(4000), is_in_library=True, entered_on=on("2021-05-01"),
        actual=ytd(m3=100, m4=400), cumulative=wan(1400), unreportable=wan(500), unreportable_reason="已决算",
        finish_planned=on("2022年11月"),
    ),
    # Finished in May, planned for April: late until then, now done.
    Project(
        name="北站广场", stage=ProjectStage.FINISHING, total_investment=wan(700), is_in_library=True, entered_on=on("2021-01-01"),
        actual=ytd(m4=50), finish_planned=on("2022年4月"),
    ),
)  # fmt: skip
LEDGER = Ledger(
    projects=PROJECTS,
    reserves=(
        Reserve(name="河东大桥"),  # started and in the library
        Reserve(name="城北水厂"),  # stands in 项目台账, neither started nor in the library
        Reserve(name="新城医院"),  # stands there not at all
        Reserve(name="青山花园"),  # started
    ),
)


def figures(period=APRIL, ledger=LEDGER, day=T):
    return compute(LedgerView(ledger, Profile(), period, day))


@pytest.fixture(scope="module")
def april():
    return figures()


def values(found, *names, prefix=""):
    return {name: found[prefix + name].value for name in names}


def names(found, figure):
    return [row["name"] for row in found[figure].value]


def test_all_projects_count_whether_in_the_library_or_not(april):
    assert april["all_projects.count"].value == 7
    # 5000 + 8000 + 3000 + 1000 + 9000 + 4000 + 700
    assert april["all_projects.investment"].value == wan(30_700)


def test_the_years_plan(april):
    # 河东大桥 1000, 青山花园 2000, 城北水厂 500, 南环路 1500; three projects state none
    assert april["year_plan.count"].value == 4
    assert april["year_plan.count"].missing == 3
    assert april["year_plan.investment"].value == wan(5000)
    # 300 + 100 + 1500; 城北水厂 has reported nothing
    assert april["year_plan.completed"].value == wan(1900)
    assert april["year_plan.completed"].missing == 4
    # over those with both: 1900 ÷ 4500
    assert april["year_plan.rate"].value == Rate(Fraction(1900, 4500))
    assert april["year_plan.rate"].missing == 4
    # four months of twelve are due 33.33, done are 42.22: 8.89 points ahead
    assert april["year_plan.pace_gap"].value == Points(Fraction(100, 3) - Fraction(190_000, 4500))


def test_the_years_plan_by_stage_level_and_industry(april):
    new = {
        "count": 3,
        "investment": wan(3500),
        "completed": wan(400),
        "rate": Rate(Fraction(400, 3000)),
    }
    done = {"count": 1, "investment": wan(1500), "completed": wan(1500), "rate": Rate(Fraction(1))}
    assert april["year_plan.by_stage"].value == {"新建": new, "收尾": done}
    city = {
        "count": 2,
        "investment": wan(2500),
        "completed": wan(1800),
        "rate": Rate(Fraction(1800, 2500)),
    }
    county = {
        "count": 1,
        "investment": wan(2000),
        "completed": wan(100),
        "rate": Rate(Fraction(100, 2000)),
    }
    none = {"count": 1, "investment": wan(500), "completed": None, "rate": None}
    assert april["year_plan.by_level"].value == {"市级重大": city, "县级": county, "未注明": none}
    assert april["year_plan.by_industry"].value == {"交通": city, "房地产": county, "未注明": none}


def test_starts_planned_for_the_year(april):
    # 河东大桥, 青山花园, 城北水厂, and 西区厂房, whose 开工时间 lies after t
    found = values(
        april, "count", "due.count", "started.count", "due_started.count", "early.count", "late.count", prefix="plan_starts."
    )  # fmt: skip
    assert found == {
        "count": 4, "due.count": 3, "started.count": 2, "due_started.count": 2, "early.count": 1, "late.count": 1,
    }  # fmt: skip
    assert names(april, "plan_starts.late.list") == ["城北水厂"]
    assert april["plan_starts.rate"].value == Rate(Fraction(2, 4))
    assert april["plan_starts.due_rate"].value == Rate(Fraction(2, 3))
    # 北站广场, 东区学校 and 南环路 were begun before the year: nobody misses a plan of theirs
    assert april["plan_starts.count"].missing == 0


def test_a_month_is_due_on_its_last_day():
    before = figures(day=date(2022, 5, 30))
    assert before["plan_starts.due.count"].value == 2
    assert before["plan_starts.late.count"].value == 0


def test_completions_planned_for_the_year(april):
    # 南环路 (March, done in April), 东区学校 (November), 北站广场 (April, not done); 河东大桥 is of next year
    found = values(
        april,
        "count",
        "due.count",
        "done.count",
        "due_done.count",
        "late.count",
        prefix="completions.",
    )
    assert found == {
        "count": 3,
        "due.count": 2,
        "done.count": 1,
        "due_done.count": 1,
        "late.count": 1,
    }
    assert names(april, "completions.late.list") == ["北站广场"]
    assert april["completions.rate"].value == Rate(Fraction(1, 3))
    assert april["completions.due_rate"].value == Rate(Fraction(1, 2))
    # three projects state no completion at all
    assert april["completions.count"].missing == 3


def test_without_the_dates_nothing_is_said_of_starts():
    bare = tuple(evolve(p, start_planned=None, started_on=None) for p in PROJECTS)
    found = figures(ledger=Ledger(projects=bare))
    assert found["plan_starts.count"].value is None
    assert "计划开工时间" in found["plan_starts.count"].reason


def test_reserve_projects_that_became_projects(april):
    assert april["reserve.conversion.count"].value == 2
    assert april["reserve.conversion.rate"].value == Rate(Fraction(2, 4))


def test_what_was_completed_within_the_period(april):
    # in the library at t: 河东大桥 300 − 200, 南环路 1500 − 900, 东区学校 400 − 100; 青山花园 and 北站广场 lack March
    assert april["fai.in_period.completed"].value == wan(1000)
    assert april["fai.in_period.completed"].missing == 2


@pytest.mark.parametrize(
    ("period", "amount"),
    [
        # from January: the YTD of the last month: 300 + 100 + 1500 + 400 + 50
        (Period(2022, 1, 4), 2350),
        # the second quarter ends after t's data: June is not reported
        (Period.quarter(2022, 2), None),
        (Period(2022, 1, 6), None),
        (Period(2022, 1, 9), None),
        (Period.full_year(2022), None),
        # the first quarter: 200 + 900 + 100 of March
        (Period.quarter(2022, 1), 1200),
    ],
)
def test_what_was_completed_within_other_periods(period, amount):
    found = figures(period)["fai.in_period.completed"]
    assert found.value == (None if amount is None else wan(amount))
    if amount is None:
        assert found.reason


def test_what_is_carried_to_the_next_year(april):
    # in the library and not finished by t: 河东大桥, 青山花园, 东区学校, 北站广场
    assert april["carryover.next.count"].value == 4
    assert april["carryover.next.investment"].value == wan(17_700)
    # of these 东区学校 (November) and 北站广场 (April, overdue) are to be finished by 31 December
    assert april["carryover.next.finishing.count"].value == 2
    assert april["carryover.next.finishing.investment"].value == wan(4700)
    # 5000 − 300, 4000 − 1400; the two others state no cumulative investment
    assert april["remaining.next.investment"].value == wan(7300)
    assert april["remaining.next.investment"].missing == 2
    assert april["remaining.next.finishing"].value == wan(2600)
    assert april["remaining.next.unreportable"].value == wan(500)
    assert april["remaining.next.reportable"].value == wan(6800)
