"""What is read of one record, by hand: its amounts, what is left of them, how far it is behind, and from which cells."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from investtrack.metrics import DEFINITIONS, LedgerView
from investtrack.metrics.columns import helper_columns
from investtrack.metrics.figures.funds import PLANNED
from investtrack.metrics.measures import (
    DONE,
    IN_PERIOD,
    INVESTMENT,
    LAG,
    LATEST,
    LATEST_MONTH,
    PLAN_RATE,
    REMAINING,
    UNREPORTABLE,
    YEAR_PLAN,
    before_period,
    cumulative_of,
    remaining_of,
    ytd_measure,
)
from investtrack.model.ledger import Ledger
from investtrack.model.profile import PaceKind, PaceProfile, Profile
from investtrack.model.project import Project
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate


T = date(2022, 5, 10)
Q2 = Period.quarter(2022, 2)
PACE = Profile(pace=PaceProfile(kind=PaceKind.TABLE, table={3: Points.of(25), 4: Points.of("33.5")}))  # fmt: skip


def wan(number):
    return None if number is None else Amount.of(number, Unit.WAN)


def ytd(**months):
    """A series by month: m3=100 is 1—3月 100万元."""
    return tuple((Month(2022, int(name[1:])), wan(number)) for name, number in months.items())


def view(*projects, period=Q2, day=T, profile=PACE):
    return LedgerView(Ledger(projects=projects), profile, period, day)


def read(measure, project, **settings):
    """What *measure* reads of a project, one of the ledger or not, and the fields it names."""
    found = {measure.read(view(*rows, **settings), project) for rows in ((project,), ())}
    (number,) = found
    return number, measure.keys(view(project, **settings), project)


@pytest.mark.parametrize(
    ("total", "cumulative", "left"),
    [(100, 40, 60), (100, 100, 0), (100, "99.99995", "0.00005"), (100, "100.00005", 0), (None, 40, None), (100, None, None)],
)  # fmt: skip
def test_what_remains_is_never_less_than_nothing(total, cumulative, left):
    project = Project(total_investment=wan(total), cumulative=wan(cumulative))
    keys = ("total_investment", "cumulative" if cumulative else "cumulative_before_year")
    assert read(REMAINING, project) == (wan(left), keys)
    told = (wan(left), keys) if left is not None else None
    assert remaining_of(view(project), project) == told


@pytest.mark.parametrize(
    ("stated", "before", "series", "done", "keys"),
    [
        (50, 10, ytd(m3=7), 50, ("cumulative",)),
        (0, 10, ytd(m3=7), 0, ("cumulative",)),  # nothing done is stated
        (None, 10, ytd(m3=7), 17, ("cumulative_before_year", "actual.2022-03")),
        (None, 0, ytd(m3=7), 7, ("cumulative_before_year", "actual.2022-03")),
        (None, None, ytd(m3=7), None, ("cumulative_before_year", "actual.2022-03")),
        (None, 10, (), None, ("cumulative_before_year",)),
    ],
)
def test_what_was_done_is_stated_or_made_of_what_was_done_before_the_year_and_since(
    stated, before, series, done, keys
):
    project = Project(cumulative=wan(stated), cumulative_before_year=wan(before), actual=series)
    assert read(DONE, project) == (wan(done), keys)
    told = None if done is None else (wan(done), keys)
    assert cumulative_of(view(project), project) == told


@pytest.mark.parametrize(
    ("unreportable", "held_back"), [(5, 5), (60, 60), (61, 60), (0, 0), (None, None)]
)
def test_of_what_remains_no_more_is_unreportable_than_remains(unreportable, held_back):
    project = Project(total_investment=wan(100), cumulative=wan(40), unreportable=wan(unreportable))
    assert read(UNREPORTABLE, project)[0] == wan(held_back)


@pytest.mark.parametrize(
    ("day", "period", "number", "month"),
    [
        (date(2022, 5, 1), Q2, 9, "1—5月"),
        (date(2022, 4, 30), Q2, 7, "1—3月"),  # nobody stated April
        (date(2022, 3, 1), Q2, 7, "1—3月"),
        (date(2022, 2, 28), Q2, 4, "1—2月"),
        (date(2022, 1, 31), Q2, None, None),
        (date(2023, 5, 1), Q2, 12, "1—12月"),  # another year cumulates anew
        (date(2023, 5, 1), Period.quarter(2023, 2), 2, "1—4月"),
        (date(2023, 3, 31), Period.quarter(2023, 2), None, None),
    ],
)
def test_the_newest_amount_is_of_the_month_of_the_day_or_before(day, period, number, month):
    series = (*ytd(m2=4, m3=7, m5=9, m12=12), (Month(2023, 4), wan(2)))
    project = Project(actual=series)
    found, keys = read(LATEST, project, day=day, period=period)
    assert found == wan(number)
    assert len(keys) == (number is not None)
    parts = LATEST_MONTH.read(view(project, day=day, period=period), project)
    assert list(parts) == ([month] if month else [])


@pytest.mark.parametrize(
    ("period", "series", "number", "keys"),
    [
        (Q2, ytd(m3=7, m6=19), 12, ("actual.2022-06", "actual.2022-03")),
        (Q2, ytd(m3=7, m5=19), None, ("actual.2022-06", "actual.2022-03")),
        (Q2, ytd(m6=19), None, ("actual.2022-06", "actual.2022-03")),
        (Q2, ytd(m3=7, m6=3), -4, ("actual.2022-06", "actual.2022-03")),
        (Period(2022, 2, 6), ytd(m1=1, m6=19), 18, ("actual.2022-06", "actual.2022-01")),
        (Period(2022, 1, 6), ytd(m3=7, m6=19), 19, ("actual.2022-06",)),
        (Period(2022, 1, 6), ytd(m3=7), None, ("actual.2022-06",)),
    ],
)
def test_what_was_done_within_a_period_is_its_last_month_without_the_month_before_it(
    period, series, number, keys
):
    day = date(2022, 6, 30)
    assert read(IN_PERIOD, Project(actual=series), period=period, day=day) == (wan(number), keys)


@pytest.mark.parametrize(
    ("day", "number"), [(date(2022, 5, 31), None), (date(2022, 6, 1), 12), (date(2023, 1, 1), 12)]
)
def test_nothing_is_done_within_a_period_that_has_not_reached_its_last_month(day, number):
    found, _ = read(IN_PERIOD, Project(actual=ytd(m3=7, m6=19)), day=day)
    assert found == wan(number)


@pytest.mark.parametrize(("first", "before"), [(1, None), (2, Month(2022, 1)), (12, Month(2022, 11))])  # fmt: skip
def test_before_a_period_is_the_month_before_its_first(first, before):
    assert before_period(view(period=Period(2022, first, 12))) == before


def test_a_plan_is_that_of_the_periods_last_month():
    measure = ytd_measure("planned", "计划")
    assert read(measure, Project(planned=ytd(m5=4, m6=9, m12=20))) == (wan(9), ("planned.2022-06",))
    assert read(measure, Project(planned=ytd(m5=4)))[0] is None


DIGITS = "12345678901234567890123456789012345678901234567890"
"""An amount of so many digits that the product with another is no longer exact in the context of amounts."""


@pytest.mark.parametrize(
    ("plan", "series", "rate", "behind"),
    [
        (100, ytd(m3=25), 25, 0),
        (100, ytd(m3=15), 15, 10),  # as far behind as is allowed
        (100, ytd(m3="14.9999"), "14.9999", "10.0001"),
        (100, ytd(m3=40), 40, -15),
        (100, ytd(m4=15), 15, "18.5"),
        (100, ytd(m3=15, m4=24), 24, "9.5"),
        (100, ytd(m3=-5), -5, 30),
        (100, ytd(m5=90), 90, None),  # the table of the pace is silent on May
        (0, ytd(m3=15), None, None),
        (0, ytd(m3=0), None, None),
        ("0.00005", ytd(m3=0), 0, 25),
        (-100, ytd(m3=15), -15, None),
        (None, ytd(m3=15), None, None),
        (100, (), None, None),
    ],
)
def test_a_project_is_behind_by_what_its_rate_is_short_of_the_pace(plan, series, rate, behind):
    project = Project(year_plan=wan(plan), actual=series)
    assert read(PLAN_RATE, project)[0] == (None if rate is None else Rate.percent(rate))
    assert read(LAG, project)[0] == (None if behind is None else Points.of(behind))
    assert is_slow(project) == (None if behind is None else Fraction(behind) > 10)


def is_slow(project, limit=10):
    return LAG.exceeds(view(project), Points.of(limit))(project)


@pytest.mark.parametrize("limit", ["10", "-3.5", "24.99", "0.000000000000000000000001"])
@pytest.mark.parametrize("digits", [DIGITS, DIGITS[:-1] + "." + DIGITS[:9], "3"])
@pytest.mark.parametrize("parts", [5, 7, 10, 100])
def test_amounts_of_any_length_are_behind_as_their_fractions_are(digits, limit, parts):
    plan = wan(digits)
    done = Amount(Decimal(int(plan.yuan) // parts))
    project = Project(year_plan=plan, actual=((Month(2022, 3), done),))
    share = Fraction(done.yuan) / Fraction(plan.yuan)
    assert LAG.read(view(project), project) == Points(25 - share * 100)
    assert is_slow(project, limit) is (25 - share * 100 > Fraction(limit))


@pytest.mark.parametrize("parts", [5, 7, 11])
def test_who_is_behind_by_just_the_limit_does_not_exceed_it_at_any_length(parts):
    plan = wan(DIGITS)
    done = Amount(Decimal(int(plan.yuan) // parts))
    project = Project(year_plan=plan, actual=((Month(2022, 3), done),))
    behind = LAG.read(view(project), project)
    assert LAG.exceeds(view(project), behind)(project) is False
    less = Points(behind.number - Fraction(1, 10**80))
    assert LAG.exceeds(view(project), less)(project) is True


def test_points_exceed_points():
    with pytest.raises(TypeError, match="points exceed points, not Amount"):
        LAG.exceeds(view(), wan(10))


@pytest.mark.parametrize(
    ("bonds", "central", "bank", "number", "keys"),
    [
        (5, None, None, 5, ("planned_special_bonds",)),
        (5, 3, 100, 8, ("planned_central", "planned_special_bonds")),  # a bank is no government
        (0, None, 100, 0, ("planned_special_bonds",)),
        (None, None, 100, None, ()),
    ],
)
def test_planned_money_of_the_government_is_what_its_columns_state(
    bonds, central, bank, number, keys
):
    project = Project(
        planned_special_bonds=wan(bonds), planned_central=wan(central), planned_bank=wan(bank)
    )
    found, named = read(PLANNED, project)
    assert (found, sorted(named)) == (wan(number), sorted(keys))


def test_measures_are_made_of_those_they_are_computed_from():
    assert REMAINING.made_of == (INVESTMENT, DONE)
    assert LAG.made_of == PLAN_RATE.made_of == (LATEST, YEAR_PLAN)
    assert INVESTMENT.made_of == LATEST.made_of == ()
    assert {part.key for part in PLANNED.made_of} >= {"planned_special_bonds", "planned_central"}


def test_a_column_stands_after_those_it_is_computed_from():
    """In a workbook a formula names the columns before it."""
    columns = [column.head for column in helper_columns(DEFINITIONS)["projects"]]
    for first, then in (
        ("核算累计", "核算剩余"), ("核算剩余", "计入不可报"), ("最近累计数", "年度计划完成率"), ("年度计划完成率", "落后序时"),
        ("落后序时", "核定推进慢"), ("截止日在库", "核定推进慢"), ("核定停工", "停工天数"),
    ):  # fmt: skip
        assert columns.index(first) < columns.index(then), (first, then)
    assert len(set(columns)) == len(columns)


def test_columns_of_months_are_there_where_months_are():
    columns = helper_columns(DEFINITIONS)
    assert {c.head for c in columns["projects"] if c.needs_actual} == {"最近累计数", "最近所到"}
    assert {c.head for c in columns["entries"] if c.after_january} == {"期前入库"}


def test_nothing_is_zero_only_where_it_is_said():
    project = Project(total_investment=ZERO, cumulative=ZERO, unreportable=ZERO)
    assert [read(each, project)[0] for each in (INVESTMENT, DONE, REMAINING, UNREPORTABLE)] == [ZERO] * 4  # fmt: skip


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3), (0, 1, 0, 1, 2, 3), (2, 3), (3, 2, 1, 0), (1,), ()]
)
def test_a_column_of_marks_is_the_same_in_any_order_of_reading(order):
    """What is taken is marked 是, read from the first row on, from the first again, or anywhere."""
    projects = tuple(Project(name=f"项目{n}", is_in_library=n % 2 == 0) for n in range(4))
    view = LedgerView(Ledger(projects=projects), Profile(), Q2, T)
    column = next(c for c in helper_columns(DEFINITIONS)["projects"] if c.head == "截止日在库")
    read = column.reader(view)
    marks = [mark for place in order for mark in read([projects[place]])]
    assert marks == ["是" if place % 2 == 0 else None for place in order]
    assert read(list(projects)) == ["是", None, "是", None]
