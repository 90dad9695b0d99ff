"""Every period of the year: what is expected is cumulated from January, each project once, wherever P begins."""

from datetime import date
from fractions import Fraction

import pytest
from any_ledgers import ledgers
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investtrack import (
    Amount,
    AssignedBy,
    DateSpan,
    Entry,
    Ledger,
    Period,
    Profile,
    Project,
    Target,
    Unit,
    build_report,
)
from investtrack.metrics import compute
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.entry import EntryStatus
from investtrack.model.target import Indicator
from investtrack.values import Rate
from investtrack.values.period import month


def wan(number):
    return Amount.of(number, Unit.WAN)


def ytd(**by_month):
    return tuple((month(2022, int(key[1:])), wan(value)) for key, value in by_month.items())


def in_month(number):
    return DateSpan.month(2022, number)


# Old: in the library for years. Bridge entered in February and stands in both sheets. Mill was planned for March and
# has not entered. Dam is planned for April. Park is planned for August. Shop entered in February, in no entry row.
LEDGER = Ledger(
    projects=(
        Project(
            code="A", name="老厂", is_in_library=True, entered_on=DateSpan.month(2020, 5),
            planned=ytd(m3=100, m4=150, m6=300, m9=500, m12=800), actual=ytd(m3=90, m4=140),
        ),
        Project(
            code="B", name="大桥", is_in_library=True, entered_on=in_month(2), planned=ytd(m4=999, m6=999, m9=999, m12=999),
            actual=ytd(m4=20),
        ),
        Project(code="E", name="商场", is_in_library=True, entered_on=in_month(2), planned=ytd(m4=7, m6=7, m9=7, m12=7)),
    ),
    entries=(
        Entry(
            code="B", name="大桥", planned_on=in_month(2), entered_on=in_month(2), status=EntryStatus.ENTERED,
            contribution=ytd(m3=10, m4=20, m6=40, m9=60, m12=80),
        ),
        Entry(code="C", name="磨坊", planned_on=in_month(3), contribution=ytd(m3=1, m4=2, m6=4, m9=6, m12=8)),
        Entry(code="D", name="大坝", planned_on=in_month(4), contribution=ytd(m4=30, m6=50, m9=70, m12=90)),
        Entry(code="F", name="公园", planned_on=in_month(8), contribution=ytd(m6=5, m9=1000, m12=2000)),
    ),
    as_of=date(2022, 4, 30),
)  # fmt: skip


def figures_of(period, ledger=LEDGER, day=date(2022, 4, 30)):
    return compute(LedgerView(ledger, Profile(), period, day))


APRIL, SECOND, HALF = Period(2022, 4, 4), Period.quarter(2022, 2), Period(2022, 1, 6)
THREE_QUARTERS, YEAR = Period(2022, 1, 9), Period.full_year(2022)


@pytest.mark.parametrize(
    ("period", "in_library", "new"),
    [
        # 老厂 150 + 大桥's contribution 20, it entered before April; 磨坊 2 (planned in March, not yet in) + 大坝 30
        (APRIL, 170, 32),
        (Period(2022, 1, 4), 150, 52),  # 老厂 alone; 大桥 20 + 磨坊 2 + 大坝 30
        (SECOND, 340, 54),  # 300 + 40; 4 + 50
        (HALF, 300, 94),  # 300; 40 + 4 + 50
        (THREE_QUARTERS, 500, 1136),  # 60 + 6 + 70 + 1000
        (Period.quarter(2022, 3), 560, 1076),  # 500 + 60; 6 + 70 + 1000
        (YEAR, 800, 2178),  # 80 + 8 + 90 + 2000
        (Period.quarter(2022, 1), 100, 11),  # as in the first quarter's report: 大桥 10 + 磨坊 1
    ],
    ids=lambda value: value.name if isinstance(value, Period) else str(value),
)  # fmt: skip
def test_expected_by_hand(period, in_library, new):
    figures = figures_of(period)
    assert figures["fai.in_library.expected"].value == wan(in_library)
    assert figures["fai.new_entry.expected"].value == wan(new)
    assert figures["fai.period.expected"].value == wan(in_library + new)
    assert figures["fai.plan.ytd"].value[period.last_month.ytd_label] == wan(in_library + new)
    assert figures["fai.period.completed"].value == wan(160)  # 140 + 20, whatever P is


def test_what_counts_is_told_record_by_record():
    expected = figures_of(APRIL)["fai.period.expected"]
    assert [(item.label, item.amount) for item in expected.contributions] == [
        ("老厂", wan(150)), ("大桥", wan(20)), ("磨坊", wan(2)), ("大坝", wan(30)),
    ]  # fmt: skip


def records_of(figure):
    return [id(record) for section in figure.sections for record in section.records]


def test_a_second_plan_an_early_contribution_and_an_unplanned_entry_are_found():
    found = {f.code: f for f in build_report(LEDGER, period=APRIL).findings}
    assert "“大桥”1—4月" in found["plan-stated-twice"].message
    assert "“商场”" in found["entered-outside-plan"].message
    assert "contribution-before-entry" not in found  # 公园 is of August
    later = {f.code: f for f in build_report(LEDGER, period=THREE_QUARTERS).findings}
    assert "“公园”1—6月" in later["contribution-before-entry"].message


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    ledgers(),
    st.integers(1, 12),
    st.integers(1, 12),
    st.integers(1, 12),
    st.dates(date(2022, 1, 1), date(2022, 12, 31)),
)
def test_periods_that_end_in_one_month_expect_and_have_completed_the_same(
    ledger, one, other, last, day
):
    periods = [Period(2022, min(first, last), last) for first in (1, one, other)]
    told = []
    for period in periods:
        figures = figures_of(period, ledger, day)
        expected, parts = figures["fai.period.expected"], ("in_library", "new_entry")
        told.append((expected.value, figures["fai.period.completed"].value))
        counted = records_of(expected)
        assert len(counted) == len(set(counted))  # no record twice
        apart = [key for part in parts for key in records_of(figures[f"fai.{part}.expected"])]
        assert len(apart) == len(set(apart))
        values = [figures[f"fai.{part}.expected"].value for part in parts]
        if expected.value is not None and None not in values:
            assert Amount.total(values) == expected.value
            assert sorted(apart) == sorted(counted)  # none dropped
    assert all(pair == told[0] for pair in told)


def target(period, amount, level=AssignedBy.CITY, **values):
    return Target(
        indicator="固定资产投资", period=period, assigned_by=level, amount=None if amount is None else wan(amount),
        **values,
    )  # fmt: skip


def quarters(*amounts, year):
    rows = [target(Period.quarter(2022, n), amount) for n, amount in enumerate(amounts, 1)]
    return (*rows, target(YEAR, year))


OWN, CUMULATED = quarters(100, 200, 300, 400, year=1000), quarters(100, 300, 600, 1000, year=1000)


@pytest.mark.parametrize(
    ("targets", "period", "assigned"),
    [
        (OWN, SECOND, 300), (OWN, HALF, 300), (OWN, THREE_QUARTERS, 600), (OWN, Period.quarter(2022, 3), 600), (OWN, YEAR, 1000),
        (OWN, Period.quarter(2022, 1), 100), (OWN, APRIL, None),
        (CUMULATED, SECOND, 300), (CUMULATED, HALF, 300), (CUMULATED, THREE_QUARTERS, 600), (CUMULATED, Period.quarter(2022, 4), 1000),
        ((target(Period(2022, 1, 4), 140), *OWN), APRIL, 140), ((target(Period(2022, 1, 6), 299), *OWN), SECOND, 299),
        ((target(Period(2022, 4, 4), 40),), APRIL, None),  # April's own is no 1—4月
    ],
)  # fmt: skip
def test_targets_of_the_months_from_january(targets, period, assigned):
    figure = figures_of(period, evolve(LEDGER, targets=targets))["fai.period.assigned"]
    assert figure.value == (None if assigned is None else wan(assigned))


@pytest.mark.parametrize(
    "targets",
    [OWN[:4], OWN[1:], quarters(100, 200, 300, 400, year=999), (OWN[1],), quarters(0, 0, 0, 1000, year=1000)],
    ids=["no year", "no first quarter", "neither", "one quarter", "both"],
)  # fmt: skip
def test_quarters_that_nobody_can_tell_apart_are_asked_about(targets):
    ledger = evolve(LEDGER, targets=targets)
    figure = figures_of(SECOND, ledger)["fai.period.assigned"]
    assert figure.value is None
    assert "分不清" in figure.reason
    found = [
        f for f in build_report(ledger, period=SECOND).findings if f.code == "quarter-rows-unclear"
    ]
    assert len(found) == 1
    first = build_report(ledger, period=Period.quarter(2022, 1)).findings
    assert "quarter-rows-unclear" not in {f.code for f in first}


def test_growth_is_never_made_up_of_quarters():
    grown = [evolve(row, growth=Rate.percent(n)) for n, row in enumerate(OWN, 5)]
    as_gdp = [evolve(row, indicator="地区生产总值") for row in grown]
    figures = figures_of(SECOND, evolve(LEDGER, targets=tuple(as_gdp)))
    assert figures["gdp.period.target"].value == wan(300)
    assert figures["gdp.period.growth_target"].value is None
    cumulated = [
        evolve(row, indicator="地区生产总值", growth=Rate.percent(n))
        for n, row in enumerate(CUMULATED, 5)
    ]
    stated = figures_of(SECOND, evolve(LEDGER, targets=tuple(cumulated)))
    assert stated["gdp.period.growth_target"].value == Rate.percent(6)  # the second row is of 1—6月


def test_growth_over_a_base_made_up_of_quarters():
    own = [evolve(row, assigned_by=AssignedBy.COUNTY, base=wan(base)) for row, base in zip(OWN, (50, 150, 250, 350, 800), strict=True)]  # fmt: skip
    figures = figures_of(SECOND, evolve(LEDGER, targets=tuple(own)))
    assert figures["fai.period.planned"].value == wan(300)
    assert figures["fai.period.growth_planned"].value == Rate(Fraction(300, 200) - 1)


def test_the_names_of_indicators_are_all_tiled():
    assert {indicator.value for indicator in Indicator} >= {"地区生产总值", "固定资产投资"}


def test_a_start_after_t_is_a_plan_due_on_its_last_day():
    view = LedgerView(LEDGER, Profile(), APRIL, date(2022, 4, 30))
    done, ahead = Project(name="甲", started_on=in_month(4)), Project(name="乙", started_on=in_month(5), finished_on=in_month(9))  # fmt: skip
    stated = evolve(ahead, start_planned=in_month(6))
    assert (view.started(done), view.start_due(done)) == (in_month(4), None)
    assert (view.started(ahead), view.start_due(ahead)) == (None, in_month(5))
    assert (view.finished(ahead), view.finish_due(ahead).last) == (None, date(2022, 9, 30))
    assert view.start_due(stated) == in_month(6)


def test_what_is_made_up_of_quarters_says_of_which():
    as_gdp = tuple(evolve(row, indicator="地区生产总值") for row in OWN)
    assert (
        figures_of(SECOND, evolve(LEDGER, targets=as_gdp))["gdp.period.target"].note
        == "由一季度、二季度各自的数相加"
    )
    cumulated = tuple(evolve(row, indicator="地区生产总值") for row in CUMULATED)
    note = figures_of(SECOND, evolve(LEDGER, targets=cumulated))["gdp.period.target"].note
    assert note == "取二季度一行，各季度的数是从1月累计的"
