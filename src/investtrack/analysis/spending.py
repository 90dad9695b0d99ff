"""Money behind projects: whether it is spent in time, and whether it arrives as the work goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen

from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import cumulative_of
from investtrack.model.fund import NOT_GOVERNMENT, Fund
from investtrack.model.project import Project
from investtrack.values.rate import Points


_MONTHS = 6
"""Months after that of allotment within which money is to be spent, evenly (天津's rule for bonds)."""


def _is_governments(fund: Fund) -> bool:
    return fund.source is not None and fund.source not in NOT_GOVERNMENT


def points_behind(facts: LedgerView, funds: Iterable[Fund]) -> Points | None:
    """Return by how many points payment of government money lags behind spending it evenly over six months.

    The share that is due of each allotment grows with the whole months since it; what has no date, arrival or payment
    stated is left out. None where nothing is left; negative is ahead.
    """
    due = paid = arrived = Fraction(0)
    today = facts.as_of.year * 12 + facts.as_of.month
    for fund in funds:
        if (
            not _is_governments(fund)
            or fund.allotted_on is None
            or fund.arrived is None
            or fund.paid is None
        ):
            continue
        day = fund.allotted_on.last
        share = Fraction(min(max(today - (day.year * 12 + day.month), 0), _MONTHS), _MONTHS)
        due += Fraction(fund.arrived.yuan) * share
        paid += Fraction(fund.paid.yuan)
        arrived += Fraction(fund.arrived.yuan)
    return Points((due - paid) / arrived * 100) if arrived else None


@frozen(eq=False)
class Arrival:
    """A project whose money arrives more slowly than its work goes on.

    Attributes:
        project: its row in 项目台账.
        funds: its rows in 项目资金.
        lag: points of arrival (到位÷下达) behind progress (累计完成÷总投资).
    """

    project: Project
    funds: tuple[Fund, ...]
    lag: Points


def arrivals(facts: LedgerView, least: Points) -> tuple[Arrival, ...]:
    """Return the projects whose money lags behind their progress by more than *least*, the furthest first."""
    of_project: dict[int, tuple[Project, list[Fund]]] = {}
    for fund in facts.ledger.funds or ():
        project = facts.project_of(fund)
        if project is not None:
            of_project.setdefault(id(project), (project, []))[1].append(fund)
    found = [
        Arrival(project, tuple(funds), lag)
        for project, funds in of_project.values()
        if (lag := _lag(facts, project, funds)) is not None and lag > least
    ]
    return tuple(sorted(found, key=lambda each: -each.lag.number))


def _lag(facts: LedgerView, project: Project, funds: Sequence[Fund]) -> Points | None:
    done, total = cumulative_of(facts, project), project.total_investment
    known = [fund for fund in funds if fund.allotted is not None and fund.arrived is not None]
    allotted = sum((Fraction(fund.allotted.yuan) for fund in known if fund.allotted), Fraction(0))
    if done is None or total is None or total.yuan <= 0 or allotted <= 0 or len(known) < len(funds):
        return None
    arrived = sum((Fraction(fund.arrived.yuan) for fund in known if fund.arrived), Fraction(0))
    progress = min(Fraction(done[0].yuan) / Fraction(total.yuan), Fraction(1))
    return Points((progress - arrived / allotted) * 100)
