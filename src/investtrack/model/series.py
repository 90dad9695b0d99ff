"""Year-to-date series (累计数): what was cumulated from January to the end of each month."""

from __future__ import annotations

from operator import itemgetter

from investtrack.errors import PeriodError
from investtrack.values.amount import Amount
from investtrack.values.period import Month


Series = tuple[tuple[Month, Amount], ...]
"""Months ascending, each with the amount cumulated from January of its year."""


def ascending(series: Series) -> Series:
    """Return *series* with its months ascending, as every reader of one relies on.

    Raises:
        PeriodError: a month stands in it twice.
    """
    ends = [end for end, _ in series]
    if len(set(ends)) < len(ends):
        twice = next(end for end in ends if ends.count(end) > 1)
        raise PeriodError(f"{twice.year}年{twice.month}月的累计数有两个，只能有一个")
    return tuple(sorted(series, key=itemgetter(0)))


def at(series: Series, month: Month) -> Amount | None:
    """Return the amount cumulated to *month*, or None where the ledger states none."""
    for end, amount in series:
        if end is month or end == month:
            return amount
    return None


def latest(series: Series, month: Month) -> tuple[Month, Amount] | None:
    """Return the last stated entry of *month*'s year that ends no later than *month*."""
    for entry in reversed(series):
        end = entry[0]
        if end is month or end <= month:  # as a rule it is the very month: no call then
            return entry if end.year == month.year else None
    return None
