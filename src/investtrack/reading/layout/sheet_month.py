"""The month that a sheet's name says its amounts reach to: 3月, 1—3月台账, 项目台账（3月）, 2025.3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from investtrack.reading.headers.meanings import clean
from investtrack.reading.sheet import OpenedSheet
from investtrack.values.period_spelling import periods_in, spelled_period


# 3月新开工项目 are the projects of a month, whose amounts go on.
_OF_A_MONTH = re.compile(
    "新|开工|复工|停工|入库|纳统|计划|拟|预|竣工|投产|签约|谋划|储备|目标|任务"
)


@frozen
class SheetMonth:
    """A month that a sheet's name says.

    Attributes:
        year: its year, where the name says one, else 0.
        month: the last month of what it says.
        of: the rest of the name: sheets of one rest are the same table month by month.
    """

    year: int
    month: int
    of: str


def month_in_name(name: str) -> SheetMonth | None:
    """Return the month that a sheet's *name* says; None where it says none, or several, or which projects it lists."""
    text = clean(name)
    if (whole := spelled_period(text)) is not None:
        found, rest = [whole], ""
    else:
        found = list(periods_in(text))
        rest = text[: found[0].start] + text[found[0].end :] if found else text
    if len(found) != 1 or found[0].is_year or not found[0].is_possible or _OF_A_MONTH.search(rest):
        return None
    return SheetMonth(found[0].year or 0, found[0].last, rest.strip("()[]_-·. "))


def newest_first(
    sheets: Sequence[OpenedSheet], year: int | None, month: int | None
) -> Iterator[OpenedSheet]:
    """Yield *sheets* in their order, but of one table month by month first the newest not after *year* and *month*."""
    months = {sheet.name: found for sheet in sheets if (found := month_in_name(sheet.name))}
    families: dict[str, list[OpenedSheet]] = {}
    for sheet in sheets:
        if sheet.name in months:
            families.setdefault(months[sheet.name].of, []).append(sheet)
    for sheet in sheets:
        if (own := months.get(sheet.name)) is None:
            yield sheet
        elif sheet is families[own.of][0]:
            yield from sorted(
                families[own.of], key=lambda each: _rank(months[each.name], year, month)
            )


def _rank(said: SheetMonth, year: int | None, month: int | None) -> tuple[bool, int]:
    """Return what sorts the newest month that is over first, then those after it."""
    reached = (said.year or year or 0) * 12 + said.month
    is_ahead = month is not None and reached > (year or said.year) * 12 + month
    return is_ahead, reached if is_ahead else -reached
