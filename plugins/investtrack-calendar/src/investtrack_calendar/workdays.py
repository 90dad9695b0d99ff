"""Working days in China: weekends, public holidays and the weekends worked in exchange (调休)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import lru_cache


_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=1)
def known_years() -> AbstractSet[int]:
    """Return the years whose holidays the library knows; the State Council announces each in the autumn before."""
    from chinese_calendar import constants

    return frozenset(day.year for day in constants.holidays)


def is_workday(day: date) -> bool:
    """Whether *day* is worked; of a year not announced yet, Monday to Friday."""
    from chinese_calendar import is_workday as announced

    return bool(announced(day)) if day.year in known_years() else day.weekday() < _SATURDAY


def last_workday(first: date, last: date) -> date | None:
    """Return the last working day from *first* to *last*; None where all are holidays."""
    day = last
    while day >= first:
        if is_workday(day):
            return day
        day -= _ONE_DAY
    return None


def workdays_between(first: date, last: date) -> int:
    """Return the working days after *first* up to and including *last*; 0 where *last* is not later."""
    day, count = first + _ONE_DAY, 0
    while day <= last:
        count += is_workday(day)
        day += _ONE_DAY
    return count
