"""A toolbox for odd layouts: readers of single cells, single months into cumulated ones, records of two sheets into one.

Each reader takes a cell as a workbook or a CSV file gives it (text, number, date), returns None where it says nothing, and raises
:class:`UnreadableError`, which tells code, what was expected and how to mend it, where it is something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from attrs import evolve

from investtrack.findings import Finding, make
from investtrack.metrics.ledger_view import normal_name
from investtrack.model.extract import Extract
from investtrack.model.series import Series
from investtrack.plugin.odd_layout import Place, read_rows_each
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
    "Place",
    "UnreadableError",
    "count",
    "cumulated",
    "dates",
    "filled_from",
    "flag",
    "joined",
    "leaders",
    "money",
    "name",
    "period",
    "rate",
    "read_rows_each",
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
    What is filled in knows its cell.
    """
    by_name = _by_name(others)
    return [_filled(record, by_name, keys) for record in records]


def joined(extract: Extract, other: Extract, *keys: str, sheet: str = "projects") -> Extract:
    """Return *extract* with the fields *keys*, where they are empty, of the records of *other* that bear the same names.

    For a workbook that keeps the leaders, the towns or the like on a sheet of their own. A record of *other* that fits none, or
    several that fit one, are findings; those of both are kept.

    Args:
        extract: what was read of the main sheet.
        other: what was read of the other one.
        keys: the fields to take from it; a column that a plugin adds is left out where that takes no part.
        sheet: attribute of the ledger that both have.
    """
    own, others = (getattr(each.ledger, sheet) or () for each in (extract, other))
    keys = tuple(key for key in keys if all(hasattr(each, key) for each in (*own, *others)))
    known, by_name = _by_name(own), _by_name(others)
    records = tuple(_filled(record, by_name, keys) for record in own)
    said: list[Finding] = [*extract.findings, *other.findings]
    for name_, same in by_name.items():
        place, written = same[0].origin.cell("name"), same[0].name
        if name_ not in known:
            said.append(make("project-unknown", place, name=written, written=written))
        elif len(same) > 1:
            related = tuple(each.origin.cell("name") for each in same[1:])
            said.append(make("project-ambiguous", place, name=written, number=len(same), related=related))  # fmt: skip
    return evolve(
        extract,
        ledger=evolve(extract.ledger, **dict[str, Any]({sheet: records})),
        findings=tuple(said),
    )


def _by_name(records: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        found.setdefault(normal_name(record.name or ""), []).append(record)
    return found


def _filled(record: Any, by_name: dict[str, list[Any]], keys: Iterable[str]) -> Any:  # noqa: ANN401 - records share no base
    same = by_name.get(normal_name(record.name or ""), [])
    if len(same) != 1:
        return record
    (other,) = same
    taken = {
        key: value
        for key in keys
        if getattr(record, key) in (None, ()) and (value := getattr(other, key)) not in (None, ())
    }
    if not taken:
        return record
    there = tuple((key, other.origin) for key in taken if other.origin.has(key))
    origin = evolve(record.origin, elsewhere=(*record.origin.elsewhere, *there))
    return evolve(record, **taken, origin=origin)
