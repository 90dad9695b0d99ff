"""When a project is passed over as sound, and when the rules are asked: each condition on both its sides."""

from datetime import date

import pytest

from investtrack import Amount, Unit
from investtrack.checks import projects
from investtrack.model.project import Project
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month


def wan(number):
    return None if number is None else Amount.of(number, Unit.WAN)


def series(*amounts, first=None):
    ends = [first or Month(2022, 1)]
    while len(ends) < len(amounts):
        ends.append(Month(ends[-1].year + ends[-1].month // 12, ends[-1].month % 12 + 1))
    return tuple(zip(ends, map(wan, amounts), strict=False))


MONEY = {"total_investment", "cumulative_before_year", "year_plan", "cumulative", "unreportable"}


def project(total=100, **values):
    stated = {"total_investment": total, **values}
    return Project(name="甲", **{key: wan(value) if key in MONEY else value for key, value in stated.items()})  # fmt: skip


def newest(amount):
    return Month(2022, 3), wan(amount)


NOVEMBER, DECEMBER = Month(2022, 11), Month(2022, 12)


@pytest.mark.parametrize(
    ("values", "done", "sound"),
    [
        ({}, None, True),
        ({"total": None}, None, False),
        ({"total": 0}, None, False),
        ({"total": "0.01"}, None, True),
        ({"total": 5_000_000}, None, False),  # 500亿元
        ({"total": "4999999.99"}, None, True),
        *(({key: 100, "unreportable_reason": "无发票"}, None, True) for key in sorted(MONEY - {"total_investment"})),
        *(({key: 0}, None, True) for key in sorted(MONEY - {"total_investment"})),
        *(({key: "100.01", "unreportable_reason": "无发票"}, None, False) for key in sorted(MONEY - {"total_investment"})),
        *(({key: "-0.01", "unreportable_reason": "无发票"}, None, False) for key in sorted(MONEY - {"total_investment"})),
        *(({key: series(0, 0, 100)}, None, True) for key in ("planned", "actual")),
        *(({key: series(0, "100.01")}, None, False) for key in ("planned", "actual")),
        *(({key: series("-0.01", 5)}, None, False) for key in ("planned", "actual")),
        *(({key: series(5, 4, 6)}, None, False) for key in ("planned", "actual")),
        *(({key: series(5, 6, first=Month(2021, 12))}, None, False) for key in ("planned", "actual")),
        ({"year_plan": 50, "planned": series(10, 50)}, None, True),
        ({"year_plan": 50, "planned": series(10, "50.01")}, None, False),
        ({"year_plan": 50, "planned": series(10, first=NOVEMBER)}, None, True),
        ({"year_plan": 50, "planned": series("49.99", first=DECEMBER)}, None, False),
        ({"year_plan": 50, "planned": series(50, first=DECEMBER)}, None, True),
        ({"year_plan": 50, "planned": series(60, first=Month(2021, 12))}, None, True),  # of another year
        ({"year_plan": 50}, None, True),
        ({"cumulative": 10}, 10, True),
        ({"cumulative": 10}, "10.01", False),
        ({"cumulative_before_year": 5, "cumulative": 15}, 10, True),
        ({"cumulative_before_year": 5, "cumulative": "15.01"}, 10, False),
        ({"cumulative_before_year": 5, "cumulative": "14.99"}, 10, False),
        ({"cumulative_before_year": 90}, 10, True),
        ({"cumulative_before_year": 90}, "10.01", False),
        ({"cumulative_before_year": 5, "cumulative": 15}, None, True),  # nothing of this year to add
        ({"unreportable": 60, "unreportable_reason": "无发票", "cumulative": 40}, None, True),
        ({"unreportable": "60.01", "unreportable_reason": "无发票", "cumulative": 40}, None, False),
        ({"unreportable": 60, "cumulative": 40}, None, False),
        ({"unreportable": 60, "unreportable_reason": "无发票", "cumulative_before_year": 30}, 10, True),
        ({"unreportable": 61, "unreportable_reason": "无发票", "cumulative_before_year": 30}, 10, False),
        ({"unreportable": 0, "cumulative": 100}, None, True),
    ],
)  # fmt: skip
def test_a_project_whose_amounts_fit_each_other_is_sound(values, done, sound):
    found = projects._are_amounts_sound(
        project(**values), None if done is None else newest(done), 2022
    )
    assert found is sound


def is_plausible(made):
    """Whether neither rule on single amounts finds anything."""
    amounts = projects.stated_amounts(made)
    return not [*projects._negative(made, amounts), *projects._slips(made, amounts)]


@pytest.mark.parametrize(
    ("values", "plausible"),
    [
        ({}, True),
        ({"total": 5_000_000}, False),
        ({"total": "4999999.99"}, True),
        ({"total": None, "year_plan": 10**9}, True),
        ({"total": None, "year_plan": -1}, False),
        ({"total": 0, "year_plan": 10**9}, True),
        ({"year_plan": 2000}, True),
        ({"year_plan": "2000.01"}, False),
        ({"cumulative": 0}, True),
        ({"planned": series(0, 2000)}, True),
        ({"planned": series(0, "2000.01")}, False),
        ({"actual": series("-0.01", 3)}, False),
        ({"actual": series(1, "2000.01")}, False),
    ],
)  # fmt: skip
def test_an_amount_is_plausible_up_to_twenty_times_the_total(values, plausible):
    assert is_plausible(project(**values)) is plausible


def test_where_a_series_falls_each_of_its_months_is_looked_at():
    assert not is_plausible(project(planned=series(5, "2000.01", 6)))
    assert not is_plausible(project(planned=series(5, "-0.01", 6)))


@pytest.mark.parametrize(
    ("amounts", "first", "rises"),
    [
        ((), 1, True), ((5,), 1, True), ((5, 5), 1, True), ((5, 6), 1, True), ((5, 4), 1, False), ((1, 3, 2), 1, False),
        ((5, 6), 12, True), ((6, 5), 12, True),  # the next year begins anew
    ],
)  # fmt: skip
def test_a_series_rises_within_a_year(amounts, first, rises):
    made = series(*amounts, first=Month(2022, first))
    assert (not list(projects._falling(project(), "planned", made, "计划完成投资"))) is rises


AS_OF = date(2022, 3, 20)
EVE, DAY, NEXT = (DateSpan.day(date(2022, 3, day)) for day in (19, 20, 21))


@pytest.mark.parametrize(
    ("values", "sound"),
    [
        ({}, True),
        ({"started_on": DAY}, True), ({"started_on": NEXT}, False),
        ({"finished_on": DAY}, True), ({"finished_on": NEXT}, False),
        ({"started_on": DAY, "finished_on": DAY}, True),
        ({"started_on": DAY, "finished_on": EVE}, False),
        ({"started_on": EVE, "finished_on": DAY}, True),
        ({"started_on": DAY, "finished_on": DateSpan.month(2022, 3)}, True),
        ({"is_in_library": True}, False), ({"is_in_library": False}, True),
        ({"is_in_library": True, "entered_on": DAY}, True), ({"is_in_library": True, "entered_on": NEXT}, False),
        ({"is_in_library": False, "entered_on": DAY}, False), ({"is_in_library": None, "entered_on": NEXT}, True),
    ],
)  # fmt: skip
def test_a_project_whose_dates_fit_each_other_is_sound(values, sound):
    assert projects._are_dates_sound(project(**values), AS_OF) is sound


def slips(total, **values):
    made = project(total, **values)
    return [(each.place.cell, each.found, each.expected) for each in projects._slips(made, projects.stated_amounts(made))]  # fmt: skip


def test_what_is_ten_thousand_times_off_is_told_with_what_it_likely_is():
    assert slips(100, year_plan=2000, cumulative=50) == []
    ((_, found, expected),) = slips(100, year_plan="2000.01", cumulative=50)
    assert (found, expected) == ("2000.01万元", "约0.200001万元")
    ((_, found, expected),) = slips(2, year_plan=20_000)
    assert (found, expected) == ("2万元", "约20000万元")
    assert slips(2, year_plan="20000.01") == []
    ((_, found, _),) = slips(
        2, year_plan=20_000, cumulative=1
    )  # another amount fits: the plan slipped
    assert found == "20000万元"
    assert slips(2, year_plan="20000.01", cumulative=1) == []
    assert [found for _, found, _ in slips(2, year_plan=41, cumulative=0)] == [
        "2万元"
    ]  # nothing is no amount that fits
    ((_, found, expected),) = slips(5_000_000)
    assert (found, expected) == ("5000000万元", "约500万元")
    assert (
        slips(None, year_plan=20_000) == slips(0, year_plan=20_000) == slips(-1, year_plan=5) == []
    )
