"""The month of the data is the last that most of the money has reached."""

from datetime import date

import pytest

from investtrack import build_report
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project
from investtrack.model.target import Target
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month, Period


def wan(number):
    return Amount.of(number, Unit.WAN)


def county(*, in_march, in_february):
    projects = [
        Project(name=f"甲{n}", is_in_library=True, total_investment=wan(1000), actual=((Month(2022, 3), wan(100)),))
        for n in range(in_march)
    ] + [
        Project(name=f"乙{n}", is_in_library=True, total_investment=wan(1000), actual=((Month(2022, 2), wan(100)),))
        for n in range(in_february)
    ]  # fmt: skip
    period = Period.quarter(2022, 1)
    target = Target(indicator="固定资产投资", period=period, amount=wan(2000), base=wan(900))
    ledger = Ledger(
        period=period, as_of=date(2022, 3, 31), projects=tuple(projects), targets=(target,)
    )
    return build_report(ledger).figures["fai.period.growth"]


def test_one_early_reporter_makes_no_growth_of_march():
    figure = county(in_march=1, in_february=9)
    assert figure.value is None
    assert "1—2月" in figure.reason


@pytest.mark.parametrize("late", [0, 1])
def test_data_that_has_mostly_reached_the_month_is_of_it(late):
    assert county(in_march=9, in_february=late).value is not None
