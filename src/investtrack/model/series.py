"""Year-to-date series (累计数): what was cumulated from January to the end of each month."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter, lt

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
    order = [end.ordinal for end, _ in series]
    if all(map(lt, order, order[1:])):
        return series
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
    if not other:
        return None
    for entry in reversed(_up_to(series, min(month.ordinal, other[-1][0].ordinal))):
        end = entry[0]
        if end.ordinal <= month.ordinal and at(other, end) is not None:
            return entry if end.year == month.year else None
    return None


def latest(series: Series, month: Month) -> tuple[Month, Amount] | None:
    """Return the last stated entry of *month*'s year that ends no later than *month*."""
    if not series:
        return None
    entry, last = series[-1], month.ordinal
    if (end := entry[0]).ordinal > last:  # else, as a rule, nothing is stated of later months
        for entry in reversed(_up_to(series, last)):
            if (end := entry[0]).ordinal <= last:
                break
        else:
            return None
    return entry if end.year == month.year else None


def _up_to(series: Series, last: int) -> Series:
    """Return *series* without what follows the month numbered *last*, where its months leave no gap; else all of it."""
    if not series or series[-1][0].ordinal <= last:
        return series
    place = last - series[0][0].ordinal
    if 0 <= place < len(series) and series[place][0].ordinal == last:
        return series[: place + 1]
    return series


def reached(entries: Sequence[tuple[Month, Amount]]) -> Month | None:
    """Return the last month that most of the money of *entries* has reached; None where there are none.

    One project that reports March before the others does not make the county's data those of March.
    """
    ends: dict[int, Month] = {}
    stated: dict[int, list[Decimal]] = {}
    for end, amount in entries:
        number = end.ordinal
        if number not in ends:
            ends[number], stated[number] = end, []
        stated[number].append(amount.yuan)
    weights: dict[int, Decimal | int] = {
        number: sum(map(Decimal.copy_abs, stated[number])) for number in sorted(ends, reverse=True)
    }
    if not any(weights.values()):
        weights = {number: len(stated[number]) for number in weights}
    whole, done = sum(weights.values()), Decimal(0)
    for ordinal, weight in weights.items():
        done += weight
        if done * 2 > whole:
            return ends[ordinal]
    return None
