"""Which rows of 目标任务 state an indicator: by its name, its period, and who set it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.model.target import AssignedBy, Indicator, Target
from investtrack.values.amount import Amount
from investtrack.values.numerals import whole_number
from investtrack.values.period import Period
from investtrack.values.text_width import half_width


_QUARTERS = (1, 2, 3, 4)


_NAMES = {
    Indicator.GDP: re.compile(r"地区生产总值|生产总值|GDP", re.IGNORECASE),
    Indicator.INVESTMENT: re.compile(r"固定资产投资|固投"),
    Indicator.SERVICES: re.compile(r"营利性服务业"),
}
_NEAR = 3
_LIKE = Fraction(2, 3)
"""How many names are told that may be meant, and of which share of their letters more than that is the same."""
# An own target leads where the county's work is told; an assigned one where it is held to account.
OWN_FIRST = (AssignedBy.COUNTY, AssignedBy.CITY, AssignedBy.PROVINCE, AssignedBy.NATION, None)
ASSIGNED = (AssignedBy.CITY, AssignedBy.PROVINCE)
ANNUAL = (AssignedBy.CITY, AssignedBy.PROVINCE, AssignedBy.COUNTY)
COUNTY_ONLY = (AssignedBy.COUNTY,)


def is_about(target: Target, indicator: Indicator) -> bool:
    """Whether *target* is of *indicator*; a sub-item such as 民间固定资产投资 is not."""
    return _is_named(target.indicator or "", indicator)


@lru_cache(maxsize=512)
def _is_named(written: str, indicator: Indicator) -> bool:
    name = re.sub(r"[\s（(].*$", "", written)
    name = re.sub(
        r"(总量|总额|额|增速|增长率|增长速度|增幅|同比增长|增长|完成额|完成|产值|营业收入)$",
        "",
        name,
    )
    return _NAMES[indicator].fullmatch(name.removeprefix("其他").removeprefix("全社会")) is not None


def targets_of(facts: LedgerView, indicator: Indicator, period: Period) -> list[Target]:
    """Return the targets of *indicator* for exactly *period*, in ledger order."""
    return [t for t in facts.sheet("targets") if t.period == period and is_about(t, indicator)]


def names_alike(facts: LedgerView, indicator: Indicator) -> str:
    """Return which rows of no known indicator may be meant by their names, in Chinese; empty where none is like it.

    民间固定资产投资, which says more, is another indicator.
    """
    likeness = {
        target.indicator: _likeness(target.indicator, indicator.value)
        for target in facts.sheet("targets")
        if target.indicator
        and not target.indicator.endswith(indicator.value)
        and not any(is_about(target, each) for each in Indicator)
    }
    alike = [name for name, share in likeness.items() if share > _LIKE]
    near = sorted(alike, key=likeness.__getitem__, reverse=True)[:_NEAR]
    return f"；表里的“{'”“'.join(near)}”如果是它，请改成“{indicator.value}”" if near else ""


def _likeness(one: str, other: str) -> Fraction:
    """Return the letters that two names have in common as a share of all they have."""
    common = (Counter(one) & Counter(other)).total()
    return Fraction(2 * common, len(one) + len(other))


class QuarterRows(StrEnum):
    """What the quarters' rows of a level state."""

    OWN = "own"  # each quarter's own: the four sum to the year's row
    CUMULATED = "cumulated"  # from January: the fourth is the year's row
    UNCLEAR = "unclear"


def quarter_rows(
    facts: LedgerView, indicator: Indicator, attribute: str, level: AssignedBy | None
) -> tuple[QuarterRows, tuple[Target, ...]]:
    """Return what the quarters' rows of *level* state, and those that state *attribute*, in the year's order.

    Rows of a later quarter than the first can be told only where all four and the year's are there.
    """
    year = facts.period.year
    found = [
        next((t for t in targets_of(facts, indicator, Period.quarter(year, number))
              if t.assigned_by is level and isinstance(getattr(t, attribute), Amount)), None)
        for number in _QUARTERS
    ]  # fmt: skip
    whole = next(
        (getattr(t, attribute) for t in targets_of(facts, indicator, Period.full_year(year))
         if t.assigned_by is level and isinstance(getattr(t, attribute), Amount)), None,
    )  # fmt: skip
    rows = tuple(row for row in found if row is not None)
    if len(rows) < len(_QUARTERS) or whole is None:
        return QuarterRows.UNCLEAR, rows
    amounts = [getattr(row, attribute) for row in rows]
    is_own, is_cumulated = Amount.total(amounts) == whole, amounts[-1] == whole
    if is_own == is_cumulated:
        return QuarterRows.UNCLEAR, rows
    return (QuarterRows.OWN if is_own else QuarterRows.CUMULATED), rows


def tiled(
    facts: LedgerView,
    indicator: Indicator,
    attribute: str,
    levels: Sequence[AssignedBy | None],
    period: Period,
) -> tuple[Target, ...] | None:
    """Return the quarters' rows of the first of *levels* that has them, which make up 1—m月; None where none do.

    Own rows are all the quarters of *period*, cumulated ones the last alone. Growth is never made up: of
    cumulated rows the last states it.

    Raises:
        AbsentError: the rows are there, and nobody can tell whether each is its quarter's own or cumulated.
    """
    number, rest = divmod(period.last, 3)
    if period.first != 1 or rest or number == 1:
        return None
    is_growth = attribute.endswith("growth")
    for level in levels:
        kind, rows = quarter_rows(facts, indicator, "amount" if is_growth else attribute, level)
        wanted = [row for row in rows if row.period and row.period.last <= period.last]
        if not wanted or wanted[-1].period != Period.quarter(period.year, number):
            continue
        if kind is QuarterRows.CUMULATED:
            last = wanted[-1:]
            if getattr(last[0], attribute) is not None:
                return tuple(last)
        elif not is_growth:
            if kind is QuarterRows.OWN:
                return tuple(wanted)
            raise AbsentError(
                f"“目标任务”表的{indicator.value}没有{period.name}的一行；各季度的数是本季数还是累计数分不清："
                f"四个季度之和等于全年的是本季数，四季度等于全年的是累计数"
            )
    return None


_RANK = re.compile(
    r"(?:并列)?(?:全[国省市州县区])?(?:并列)?第?(\d{1,4}|[一二三四五六七八九十百]{1,6})(?:位|名)?(?:/\d{1,4})?"
)


def rank_of(text: str) -> int | None:
    """Return the place of ``3``, ``第3位``, ``全市第三`` or ``3/12``; None of what is no rank."""
    found = _RANK.fullmatch(half_width(text).replace(" ", ""))
    number = whole_number(found[1]) if found else None
    return number or None


def find_target(
    facts: LedgerView,
    indicator: Indicator,
    attribute: str,
    levels: Sequence[AssignedBy | None],
    period: Period,
) -> Target | None:
    """Return the first target, by *levels*, that states *attribute*."""
    rows = targets_of(facts, indicator, period)
    for level in levels:
        for target in rows:
            if target.assigned_by is level and getattr(target, attribute) is not None:
                return target
    return None
