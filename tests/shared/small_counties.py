"""Small counties, built in the test: 一季度 of 2022 as of 20 March, amounts in 万元."""

from datetime import date
from types import SimpleNamespace

from investtrack.model.ledger import Ledger, Region
from investtrack.model.profile import Profile
from investtrack.model.project import Project
from investtrack.model.target import AssignedBy, Target
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period


Q1 = Period.quarter(2022, 1)
T = date(2022, 3, 20)


def wan(number):
    return Amount.of(number, Unit.WAN)


def series(year=2022, **months):
    """m2=300, m3=500 → cumulated to February 300, to March 500."""
    ends = sorted((int(key[1:]), value) for key, value in months.items())
    return tuple((Month(year, end), wan(value)) for end, value in ends)


def day(year, month, number):
    return DateSpan.day(date(year, month, number))


def project(name="甲桥", **more):
    held = {"is_in_library": True, "entered_on": day(2021, 5, 1), **more}
    return Project(name=name, **held)


def targets(period=None, year=None, own=None):
    rows = []
    if period is not None:
        rows.append((AssignedBy.CITY, Q1, period))
    if own is not None:
        rows.append((AssignedBy.COUNTY, Q1, own))
    if year is not None:
        rows.append((AssignedBy.CITY, Period.full_year(2022), year))
    return tuple(
        Target(indicator="固定资产投资", period=span, assigned_by=level, amount=wan(amount))
        for level, span, amount in rows
    )


def report(*, profile=None, as_of=T, period=Q1, **sheets):
    ledger = Ledger(region=Region(name="云溪县"), **sheets)
    return build_report(ledger, profile=profile or Profile(), period=period, as_of=as_of)


MAKE = SimpleNamespace(
    wan=wan, series=series, day=day, project=project, targets=targets, report=report, T=T, Q1=Q1
)
"""What the fixture ``make`` gives."""
