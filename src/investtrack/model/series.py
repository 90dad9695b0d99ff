"""Year-to-date series (累计数): what was cumulated from January to the end of each month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
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
    wanted = month.ordinal
    if series:  # as a rule its months follow each other without a gap
        place = wanted - series[0][0].ordinal
        if 0 <= place < len(series) and series[place][0].ordinal == wanted:
            return series[place][1]
    for end, amount in series:
        if end.ordinal == wanted:
            return amount
    return None


def latest_of_both(series: Series, other: Series, month: Month) -> tuple[Month, Amount] | None:
    """Return of the entries whose month *other* states too what :func:`latest` returns of a series."""
    for entry in reversed(series):
        end = entry[0]
        if end.ordinal <= month.ordinal and at(other, end) is not None:
            return entry if end.year == month.year else None
    return None


def latest(series: Series, month: Month) -> tuple[Month, Amount] | None:
    """Return the last stated entry of *month*'s year that ends no later than *month*."""
    last = month.ordinal
    for entry in reversed(series):
        end = entry[0]
        if end.ordinal <= last:
            return entry if end.year == month.year else None
    return None


def reached(entries: Sequence[tuple[Month, Amount]]) -> Month | None:
    """Return the last month that most of the money of *entries* has reached; None where there are none.

    One project that reports March before the others does not make the county's data those of March.
    """
    ends = {end.ordinal: end for end, _ in entries}
    weights = dict.fromkeys(sorted(ends, reverse=True), Decimal(0))
    for end, amount in entries:
        weights[end.ordinal] += amount.yuan.copy_abs()
    if not any(weights.values()):
        for end, _ in entries:
            weights[end.ordinal] += 1
    whole, done = sum(weights.values()), Decimal(0)
    for ordinal, weight in weights.items():
        done += weight
        if done * 2 > whole:
            return ends[ordinal]
    return None
