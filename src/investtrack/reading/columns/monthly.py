"""Single months (1月, 2月, … 6月) or quarters beside no amount to date: whether they may be added up to what records hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from investtrack.lazy import lazy_pattern
from investtrack.model.columns import CellKind, Column, column_by_key
from investtrack.model.ledger import Sheet
from investtrack.reading.cells import cell_values
from investtrack.reading.headers.header import Match, clean
from investtrack.reading.headers.ignored_columns import (
    MONTHS_IN_DOUBT,
    MONTHS_TOTAL,
    SEVERAL_MONTHS,
    SINGLE_MONTH,
    SINGLE_MONTH_PLAN,
)
from investtrack.reading.headers.meanings import bare
from investtrack.reading.layout.header_rows import Layout, MonthColumn, Months, Placed, Unplaced
from investtrack.reading.layout.row_kinds import is_blank, is_sum
from investtrack.reading.layout.row_statements import is_statement
from investtrack.reading.sheet import Row
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.period import MONTHS, month


_LEAST = 2
_ENOUGH = 80  # per cent of the rows whose total must be the sum of their months
_NEAR = 100  # yuan: 0.01万元, which a sheet that rounds each month may be off by
_MONTH = lazy_pattern(r"(?:\d{4}年)?(?:(1)-)?(\d{1,2}|元)月(?:份)?(?:当月)?(.*)")
_TO_DATE = lazy_pattern(r"(?:\d{4}年)?1-(\d{1,2})月(?:份)?(?:累计)?")
_TOTAL = lazy_pattern(
    r"(?:1-\d{1,2}月|本年|全年|年度|累计|各月)?(?:完成|投资|完成投资)?(?:合计|小计|总计|累计)(?:完成)?(?:投资)?"
)
_QUARTER = lazy_pattern(r"(?:\d{4}年)?第?([一二三四1-4])季度(.*)")
_KEYS = {"actual": SINGLE_MONTH, "planned": SINGLE_MONTH_PLAN}
_OF_QUARTERS = {
    "actual": frozenset({"完成", "完成投资", "完成数", "实际完成", "实际完成投资", "投资完成", "实际投资"}),
    "planned": frozenset({"计划", "计划数", "计划投资", "投资计划", "计划完成", "计划完成投资"}),
}  # fmt: skip
"""What the header of a quarter's amount says beside the quarter, without 额."""


def with_months(layout: Layout, rows: Sequence[Row], sheet: Sheet, usual: Unit) -> Layout:
    """Return *layout* with the columns of single months that are read, by adding them up, into amounts to date.

    They are where no column holds an amount to date, they run from January (or 1—2月) on without a gap, a project has one row of them,
    headers or the title say that they are what was done, and they are known to be single ones: by their headers (3月完成投资), by a
    column of totals that is their sum in four rows of five, or because they rise and fall.

    Args:
        layout: what is known of the columns.
        rows: those of the records.
        sheet: the standard sheet.
        usual: the unit of amounts whose header names none.
    """
    for series, year in _series(layout, sheet):
        key = series.key
        found = sorted(_columns(layout, key, _KEYS[key]), key=lambda column: column.month)
        if len(found) > _LEAST and all(_is_empty(row, found[0].index) for row in rows):
            layout = _without(layout, {found.pop(0).index})  # reported together with February
        if not _runs(layout, key, found):
            continue
        asked = _of_several_rows(layout, rows, found) or not _of_what_was_done(layout, found)
        months = None
        if not asked:
            months = _decided(layout, rows, Months(series, year, tuple(found)), usual)
        if months is not None:
            layout = _taken(layout, months)
        elif len(found) > _LEAST:
            layout = _in_doubt(layout, [c for c in found if c.index in layout.unknown])
    if list(_series(layout, sheet)) and not any(_held(layout, key) for key in _KEYS):
        layout = _in_doubt(layout, list(_bare_to_date(layout)))
    return layout


def _bare_to_date(layout: Layout) -> Iterator[MonthColumn]:
    """Yield the columns headed 1-2月, 1-3月 and no more, which may be plans or what was done."""
    for index, header in layout.unknown.items():
        text, unit, is_percent = bare(clean(header))
        if not is_percent and index not in layout.groups and (found := _TO_DATE.fullmatch(text)):
            yield MonthColumn(index, header, int(found[1]), unit)


def with_quarters(layout: Layout, rows: Sequence[Row], sheet: Sheet, usual: Unit) -> Layout:
    """Return *layout* with the columns of quarters (一季度计划, 二季度计划, …) that are read into amounts to date.

    They run from the first quarter on, beside no other amount to date. The first is the same either way. That the others are each
    quarter's own is known where four of them sum to the year's plan in four rows of five, or where they rise and fall; that they
    are to date, where the fourth is the year's plan.

    Args:
        layout: what is known of the columns.
        rows: those of the records.
        sheet: the standard sheet.
        usual: the unit of amounts whose header names none.
    """
    for series, year in _series(layout, sheet):
        found = sorted(_quarters(layout, _OF_QUARTERS[series.key]), key=lambda c: c.month)
        if not found or [c.month for c in found] != [*_ENDS[: len(found)]]:
            continue
        if not _held(layout, series.key) <= {found[0].index} or _of_several_rows(layout, rows, found):  # fmt: skip
            continue
        read = [[_amount(row, c.index, c.unit or usual) for c in found] for row in rows]
        why, is_to_date = _proof(layout, rows, read, usual)
        if why and not is_to_date:
            months = Months(series, year, tuple(found), None, why)
            layout = _taken(layout, months)
            continue
        certain = found if is_to_date else found[:1]
        made = [
            Placed(c.index, Match(series, f"{series.key}.{month(year, c.month)}", c.unit), c.header, why)
            for c in certain
        ]  # fmt: skip
        layout = _without(layout, {c.index for c in certain})
        layout = evolve(layout, placed=tuple(sorted((*layout.placed, *made), key=lambda p: p.index)))  # fmt: skip
        if not is_to_date:
            layout = _in_doubt(layout, found[1:])
    return layout


_ENDS = (3, 6, 9, 12)


def _series(layout: Layout, sheet: Sheet) -> Iterator[tuple[Column, int]]:
    """Yield the series of a sheet that may be written by month or quarter, and their year; none where it is not known."""
    fields = column_by_key(sheet.record)
    for key in _KEYS:
        series = fields.get(key)
        if series is not None and series.kind is CellKind.SERIES and layout.year is not None:
            yield series, layout.year


def _held(layout: Layout, key: str) -> set[int]:
    """Return the columns that hold amounts to date of a series."""
    return {place.index for place in layout.placed if place.key.startswith(f"{key}.")}


def _quarters(layout: Layout, words: frozenset[str]) -> Iterator[MonthColumn]:
    """Yield the columns of quarters whose headers, or the groups above them, are of *words*."""
    headers = dict(layout.unknown)
    headers |= {o.index: o.header for o in layout.others if o.meaning == SEVERAL_MONTHS}
    headers |= {p.index: p.header for p in layout.placed if p.match.column.kind is CellKind.SERIES}
    for index, header in headers.items():
        text, unit, is_percent = bare(clean(header))
        if is_percent or not (found := _QUARTER.fullmatch(text)):
            continue
        said = found[2] or bare(clean(layout.groups.get(index, "")))[0]
        if re.sub(r"^(?:分|各)?季度?|额$", "", said) in words:
            number = "一二三四".find(found[1]) + 1 or int(found[1])
            yield MonthColumn(index, header, number * 3, unit)


def _proof(
    layout: Layout, rows: Sequence[Row], read: Sequence[Sequence[Amount | None]], usual: Unit
) -> tuple[str, bool]:
    """Return how it is known what quarters state, and whether that is to date; without a word where nothing tells."""
    plan = next((p for p in layout.placed if p.key == "year_plan"), None)
    if plan is not None:
        told: list[tuple[bool, bool]] = []  # whether the sum, and whether the last, is the year's
        for row, amounts in zip(rows, read, strict=True):
            stated = [amount for amount in amounts if amount is not None]
            whole = _amount(row, plan.index, plan.match.unit or usual)
            if whole and len(stated) == len(_ENDS):
                told.append((differs_little(Amount.total(stated), whole), differs_little(stated[-1], whole)))  # fmt: skip
        for is_to_date, verb in ((False, "四个季度之和等于"), (True, "四季度等于")):
            if told and sum(each[is_to_date] for each in told) * 100 >= _ENOUGH * len(told):
                return f"{verb}“{clean(plan.header)}”", is_to_date
    return ("各季有增有减", False) if any(map(_falls, read)) else ("", False)


def _columns(layout: Layout, key: str, ignored: object) -> Iterator[MonthColumn]:
    """Yield the columns of single months; those that say no more than a month are of what was done."""
    for other in layout.others:
        if other.meaning == ignored and (found := _month(other.index, other.header)):
            yield evolve(found, is_said=True)
    for place in layout.placed:  # January alone is to date as well
        name, _, end = place.key.partition(".")
        if name == key and int(end[5:]) <= _LEAST:
            found = MonthColumn(place.index, place.header, int(end[5:]), place.match.unit)
            yield evolve(found, is_said=True)
    if key == "actual":
        for index, header in layout.unknown.items():
            if (found := _month(index, header)) and not found.header.strip():
                yield evolve(found, header=header)


def _month(index: int, header: str) -> MonthColumn | None:
    """Return a column of one month; its header is what stands beside the month."""
    text, unit, is_percent = bare(clean(header))
    found = _MONTH.fullmatch(text)
    if found is None or is_percent:
        return None
    number = 1 if found[2] == "元" else int(found[2])
    if found[1] and number != _LEAST:
        return None  # 1-3月
    return MonthColumn(index, found[3], number, unit) if number in MONTHS else None


def _is_empty(row: Row, index: int) -> bool:
    return index >= len(row) or is_blank(row[index])


def _runs(layout: Layout, key: str, found: Sequence[MonthColumn]) -> bool:
    """Whether months run from the first on, and nothing but the first is to date."""
    held = _held(layout, key)
    numbers = [column.month for column in found]
    return (
        len(found) >= _LEAST
        and held <= {found[0].index}
        and numbers[0] <= _LEAST
        and all(after == before + 1 for before, after in pairwise(numbers))
    )


_DONE, _AHEAD = lazy_pattern("完成|进展|进度"), lazy_pattern("计划|预计|目标|任务|安排")


def _of_several_rows(layout: Layout, rows: Sequence[Row], found: Sequence[MonthColumn]) -> bool:
    """Whether a project has several rows of months: a word tells them apart, or the others have no name."""
    name = layout.required_index
    for row in rows:
        if all(_is_empty(row, column.index) for column in found):
            continue
        if any(map(is_statement, row)):
            return True
        is_named = name is None or not _is_empty(row, name)
        if not is_named and not any(isinstance(cell, str) and is_sum(clean(cell)) for cell in row):
            return True
    return False


def _of_what_was_done(layout: Layout, found: Sequence[MonthColumn]) -> bool:
    """Whether headers, the groups above them or the title say that the months are of what was done."""
    titles = [line for line in layout.heading.lines if _DONE.search(line)]
    for column in found:
        group = layout.groups.get(column.index, "")
        said = [group] if _DONE.search(group) or _AHEAD.search(group) else titles
        if not column.is_said and (not said or any(map(_AHEAD.search, said))):
            return False
    return True


def _decided(layout: Layout, rows: Sequence[Row], months: Months, usual: Unit) -> Months | None:
    """Return *months* with what proves that they are single ones; None where nothing does."""
    read = [[_amount(row, c.index, c.unit or usual) for c in months.columns] for row in rows]
    read = [row for row in read if sum(bool(amount) for amount in row) >= _LEAST]
    texts = [*layout.unknown.items(), *((o.index, o.header) for o in layout.others)]
    for index, header in texts:
        if not _TOTAL.fullmatch(bare(clean(header))[0]):
            continue
        unit = bare(clean(header))[1]
        same = [_is_sum(row, months, index, unit or usual, usual) for row in rows]
        told = [each for each in same if each is not None]
        if told and sum(told) * 100 >= _ENOUGH * len(told) and read:
            why = f"与“{clean(header)}”列相符"
            return evolve(months, total=MonthColumn(index, header, 0, unit), why=why)
    if all(column.is_said for column in months.columns):
        return evolve(months, why="表头写明是单月")
    if any(_falls(row) for row in read):
        return evolve(months, why="各月有增有减")
    return None


def _amount(row: Row, index: int, unit: Unit) -> Amount | None:
    if _is_empty(row, index):
        return None
    try:
        amount: Amount | None = cell_values.money(unit)(row[index])
    except cell_values.UnreadableError:
        return None
    return amount


def _is_sum(row: Row, months: Months, index: int, unit: Unit, usual: Unit) -> bool | None:
    """Whether the total of a row is the sum of its months; None where it has fewer than two."""
    total = _amount(row, index, unit)
    found = [_amount(row, column.index, column.unit or usual) for column in months.columns]
    stated = [amount for amount in found if amount]
    if total is None or len(stated) < _LEAST:
        return None
    return differs_little(total, Amount.total(stated))


def differs_little(total: Amount, whole: Amount) -> bool:
    """Whether a stated total is the sum of its parts, each of them rounded."""
    return abs(total.yuan - whole.yuan) <= _NEAR


def _falls(row: Sequence[Amount | None]) -> bool:
    """Whether an amount is below one before it, as no amount to date is."""
    stated = [amount for amount in row if amount is not None and amount != ZERO]
    return any(after < before for before, after in pairwise(stated))


def _in_doubt(layout: Layout, found: Sequence[MonthColumn]) -> Layout:
    """Return *layout* with months that say no more, and may be to date as well, as columns that are asked about."""
    layout = _without(layout, {column.index for column in found})
    asked = [Unplaced(c.index, c.header, MONTHS_IN_DOUBT) for c in found]
    return evolve(layout, others=(*layout.others, *asked))


def _taken(layout: Layout, months: Months) -> Layout:
    """Return *layout* without the columns that are added up among those that are not read."""
    layout = _without(layout, {column.index for column in months.columns})
    if months.total is not None:
        total = Unplaced(months.total.index, months.total.header, MONTHS_TOTAL)
        layout = _without(layout, {total.index})
        layout = evolve(layout, others=(*layout.others, total))
    return evolve(layout, months=(*layout.months, months))


def _without(layout: Layout, own: set[int]) -> Layout:
    placed = tuple(place for place in layout.placed if place.index not in own)
    return evolve(layout.without(own), placed=placed)
