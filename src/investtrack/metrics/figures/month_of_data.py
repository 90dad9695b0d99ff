"""The month of the data: which it is, and what is compared only where what was done is of one month."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve, frozen

from investtrack.metrics.figure import Figure
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.rules import FigureLookup, Outcome, Ratio, RatioOfSame, present
from investtrack.metrics.rules_by_group import TableByGroup
from investtrack.model.series import reached
from investtrack.values.amount import Amount
from investtrack.values.period import Month


Reported = list[tuple[Month, Amount]]
"""What records reported last: the month, and what was done by then."""


def month_of_data(view: LedgerView, done: Figure) -> Month | None:
    """Return the last month that most of the money behind *done* has reached."""
    return _told(view, done)[0]


def _told(view: LedgerView, done: Figure) -> tuple[Month | None, str]:
    """Return the month of the money behind *done* and why there is none, told once: every table by group asks."""
    known = view.index(_months_told)
    if done.id not in known:
        reported = _reported(view, done)
        end = reached(reported)
        known[done.id] = end, _why_of_none(end, reported)
    return known[done.id]


def _months_told(_: LedgerView) -> dict[str, tuple[Month | None, str]]:
    """Return figure → the month of its data and why there is none, as far as it was asked for."""
    return {}


def _reported(view: LedgerView, done: Figure) -> Reported:
    """Return of each record behind *done* the last month it reported, and what it had done by then."""
    newest_of = view.actual_ytd
    return [
        found
        for section in done.sections
        for record in section.records
        if hasattr(record, "actual") and (found := newest_of(record))
    ]


_ONE_IN = 10
"""Of later months may be one part in so many of the money, and what is compared by month is still of one month."""


def common_month(view: LedgerView, done: Figure) -> Month | None:
    """Return the month that the money behind *done* is of, so that it can be compared with that month's.

    Those behind are told by a finding, and what they will report is lacking; those ahead have already what others lack.

    Raises:
        AbsentError: more than a tenth of the money is of later months than most of it.
    """
    if why := why_of_no_month(view, done):
        raise AbsentError(why)
    return month_of_data(view, done)


def why_of_no_month(view: LedgerView, done: Figure) -> str:
    """Return why the money behind *done* is of no one month, in Chinese; empty where it is of one."""
    return _told(view, done)[1]


def _why_of_none(end: Month | None, reported: Reported) -> str:
    if end is None:
        return ""
    ahead = [found for found in reported if found[0].ordinal > end.ordinal]
    whole, apart = _money(reported), _money(ahead)
    if apart * _ONE_IN <= whole:
        return ""
    months = "、".join(each.ytd_label for each in sorted({found[0] for found in ahead}))
    share = round(apart * 100 / whole)
    return f"累计完成里多数是{end.ytd_label}的，另有{share}％的投资是{months}的，月份不同不可比"


def _money(reported: Reported) -> Decimal:
    """Return how much money was reported, what was taken back counted as what was done."""
    return sum((amount.yuan.copy_abs() for _, amount in reported), Decimal(0))


@frozen(eq=False)
class RatioToDate(Ratio):
    """What was done so far as a share of what a period is to bring, where what was done is of one month."""

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Divide."""
        outcome = Ratio.compute(self, figure, view, lookup)
        common_month(view, *present(lookup, (self.part,)))
        return outcome


@frozen(eq=False)
class RatioOfSameToDate(RatioOfSame):
    """What the same records did so far as a share of what they are to, where all that was done is of one month.

    Attributes:
        done: id of the figure of all that was done.
    """

    done: str = ""

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Divide."""
        outcome = RatioOfSame.compute(self, figure, view, lookup)
        common_month(view, *present(lookup, (self.done,)))
        return outcome


@frozen(eq=False)
class TableToDate(TableByGroup):
    """What was done so far by group; the rates of the groups stand where all that was done is of one month.

    Attributes:
        done: id of the figure of all that was done.
    """

    done: str = ""

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Sum up each group."""
        outcome = TableByGroup.compute(self, figure, view, lookup)
        why = why_of_no_month(view, lookup(self.done))
        if not why or not isinstance(outcome.value, dict):
            return outcome
        value = {key: {**row, "rate": None} for key, row in outcome.value.items()}
        return evolve(outcome, value=value, note=f"完成率没有列：{why}")
