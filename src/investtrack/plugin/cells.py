"""A toolbox for odd layouts: readers of single cells, single months into cumulated ones, records of two sheets into one.

Each reader takes a cell as a workbook or a CSV file gives it (text, number, date), returns None where it says nothing, and raises
:class:`UnreadableError`, which tells code, what was expected and how to mend it, where it is something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from attrs import evolve

from investtrack.metrics.ledger_view import normal_name
from investtrack.model.series import Series
from investtrack.reading.cells.cell_values import (
    UnreadableError,
    count,
    dates,
    flag,
    leaders,
    money,
    name,
    period,
    rate,
)
from investtrack.values.amount import ZERO, Amount
from investtrack.values.period import month


__all__ = [
    "UnreadableError",
    "count",
    "cumulated",
    "dates",
    "filled_from",
    "flag",
    "leaders",
    "money",
    "name",
    "period",
    "rate",
]

AnyRecord = TypeVar("AnyRecord")


def cumulated(year: int, months: Sequence[Amount | None]) -> Series:
    """Return amounts of single months, from January, as amounts cumulated from January.

    What follows a month that is not stated is unknown: the series ends before it.
    """
    series = []
    so_far = ZERO
    for number, amount in enumerate(months, 1):
        if amount is None:
            break
        so_far += amount
        series.append((month(year, number), so_far))
    return tuple(series)


def filled_from(records: Iterable[AnyRecord], others: Iterable[Any], *keys: str) -> list[AnyRecord]:
    """Return *records* with the fields *keys*, where they are empty, of the one of *others* that bears the same name.

    Names are compared as sheets are linked: without regard to width, spaces and marks. Of two others of one name none is taken.
    """
    by_name: dict[str, list[Any]] = {}
    for other in others:
        by_name.setdefault(normal_name(other.name or ""), []).append(other)
    found = []
    for record in records:
        own: Any = record
        same = by_name.get(normal_name(own.name or ""), [])
        lacking = [key for key in keys if getattr(own, key) in (None, ())]
        found.append(evolve(own, **{key: getattr(same[0], key) for key in lacking}) if len(same) == 1 else record)  # fmt: skip
    return found
