"""Single months out of cumulated series, and the month's task (当月任务)."""

from __future__ import annotations

from fractions import Fraction

from attrs import frozen

from investtrack.model.series import Series, at
from investtrack.values.amount import Amount
from investtrack.values.period import Month, month


_FIRST = 2


@frozen
class MonthTask:
    """What one month was to bring and what it brought; 1—2月 count as one month.

    Attributes:
        month: the month.
        planned: the amount planned for it alone; None where the ledger is silent.
        actual: the amount completed in it alone; None where the ledger is silent.
    """

    month: Month
    planned: Amount | None
    actual: Amount | None

    @property
    def label(self) -> str:
        """Its Chinese name: 3月, or 1—2月."""
        return self.month.ytd_label if self.month.month <= _FIRST else f"{self.month.month}月"

    @property
    def is_missed(self) -> bool | None:
        """Whether less was completed than planned; None where either is unknown."""
        if self.planned is None or self.actual is None:
            return None
        return self.actual < self.planned

    @property
    def share(self) -> Fraction | None:
        """Actual ÷ planned in per cent; None where either is unknown or nothing was planned."""
        if self.planned is None or self.actual is None or self.planned.yuan <= 0:
            return None
        return Fraction(self.actual.yuan) / Fraction(self.planned.yuan) * 100


def single(series: Series, end: Month) -> Amount | None:
    """Return the amount of *end* alone: the difference of two cumulated amounts.

    January alone is not reported, so February's amount is that of 1—2月.
    """
    whole = at(series, end)
    if whole is None or end.month <= _FIRST:
        return whole
    before = at(series, month(end.year, end.month - 1))
    return None if before is None else whole - before


def tasks(planned: Series, actual: Series, latest: Month) -> list[MonthTask]:
    """Return the months of *latest*'s year up to it, newest first."""
    return [
        MonthTask(end, single(planned, end), single(actual, end))
        for number in range(latest.month, _FIRST - 1, -1)
        for end in (month(latest.year, number),)
    ]


def consecutive_misses(found: list[MonthTask]) -> int | None:
    """Return how many of the newest months in a row missed their task.

    Counting stops at a month that met it, or of which nothing is known; None where that is the newest.
    """
    if not found or found[0].is_missed is None:
        return None
    return next((i for i, task in enumerate(found) if not task.is_missed), len(found))
