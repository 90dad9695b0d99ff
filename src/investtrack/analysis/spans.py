"""Months between days, and dates and cumulated series moved by whole months."""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction

from investtrack.values.dates import DateSpan


def add_months(day: date, months: int) -> date:
    """Return the day *months* later; the 31st becomes the last day of a shorter month."""
    year, number = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, number + 1, min(day.day, calendar.monthrange(year, number + 1)[1]))


def months_between(first: date, last: date) -> Fraction:
    """Return the months from *first* to *last*: whole months, then days over that month's days.

    Exact, and never falls when *last* rises. Zero where *last* is not after *first*.
    """
    if last <= first:
        return Fraction(0)
    whole = (last.year - first.year) * 12 + last.month - first.month
    if add_months(first, whole) > last:
        whole -= 1
    since, until = add_months(first, whole), add_months(first, whole + 1)
    return whole + Fraction((last - since).days, (until - since).days)


def months_counted(first: date, last: date) -> int:
    """Return how many calendar months *first* to *last* touch: March to May is 3."""
    return max((last.year - first.year) * 12 + last.month - first.month + 1, 0)


def moved(span: DateSpan, months: int) -> DateSpan:
    """Return *span* moved by whole months; a span that ends with its month still does."""
    first = add_months(span.first, months)
    last = add_months(span.last, months)
    if not span.is_day and span.last.day == calendar.monthrange(span.last.year, span.last.month)[1]:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return DateSpan(first, last)
