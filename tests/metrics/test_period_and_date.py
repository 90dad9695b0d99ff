"""The as-of date before, within and after the period; the batch that is reported."""

from datetime import date

import pytest
from attrs import evolve

from investtrack import Amount, Profile, build_report
from investtrack.model.activity import Start
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project
from investtrack.values.amount import Unit
from investtrack.values.period import Month, parse_period


def wan(number):
    return Amount.of(number, Unit.WAN)


def ledger(*months):
    actual = tuple((Month.parse(month), wan(amount)) for month, amount in months)
    return Ledger(projects=(Project(name="甲", actual=actual, is_in_library=True),))


def completed(made, period, day):
    report = build_report(made, period=parse_period(period), as_of=day)
    return report, report.figures["fai.period.completed"].value


YEAR = ledger(("2022-11", 900), ("2022-12", 1000), ("2023-02", 50))


@pytest.mark.parametrize(
    ("period", "day", "amount"),
    [
        ("2022", date(2022, 12, 31), 1000),
        ("2022", date(2023, 1, 10), 1000),  # the year is over: its December, not nothing
        ("2022", date(2023, 3, 1), 1000),  # and not what the next year cumulates
        ("2023Q1", date(2023, 3, 1), 50),
        ("2022Q4", date(2022, 11, 30), 900),
    ],
)
def test_the_newest_amount_is_of_the_periods_year(period, day, amount):
    report, found = completed(YEAR, period, day)
    assert found == wan(amount)
    series = report.figures["fai.actual.ytd"].value
    assert list(series.values())[-1] == wan(amount)


def test_last_years_amounts_are_not_this_years():
    report, found = completed(ledger(("2021-12", 700)), "2022Q1", date(2022, 1, 20))
    assert found is None
    assert report.figures["fai.period.completed"].reason


def test_a_date_before_the_period_is_said():
    report, _ = completed(YEAR, "2022Q1", date(2021, 3, 20))
    (finding,) = [f for f in report.findings if f.code == "as-of-before-period"]
    assert (finding.found, finding.expected) == ("2021-03-20", "不早于2022-01-01")
    after, _ = completed(YEAR, "2022Q1", date(2022, 1, 1))
    assert "as-of-before-period" not in {f.code for f in after.findings}


def test_a_batch_that_is_not_there_is_no_batch_of_zero():
    made = Ledger(starts=(Start(name="乙", batch="2022年第一批", total_investment=wan(600)),))
    report = build_report(made, period=parse_period("2022Q1"))
    assert report.figures["starts.count"].value == 1
    wrong = evolve(Profile(), starts_batch="2022年第九批")
    missing = build_report(made, period=parse_period("2022Q1"), profile=wrong).figures[
        "starts.count"
    ]
    assert missing.value is None
    assert missing.reason == "“集中开工”表没有批次“2022年第九批”（有：2022年第一批）"
