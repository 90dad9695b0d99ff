"""Targets written across: 指标 | 全年目标 | 上半年目标 | 1—6月完成 | 增速, one row an indicator with several periods."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from investtrack.errors import PeriodError
from investtrack.model.columns import column_by_key
from investtrack.model.ledger import Sheet
from investtrack.model.target import Target
from investtrack.reading.headers.header import Match, MissingMonth, clean
from investtrack.reading.headers.meanings import bare
from investtrack.reading.headers.spans import is_period
from investtrack.reading.layout.header_rows import Layout, Placed, Unplaced
from investtrack.values.period import Period, parse_period
from investtrack.values.period_spelling import period_at_start


_WORDS = {
    word: key
    for key, words in {
        "amount": "目标总量 目标绝对量 总量目标 目标绝对额 目标任务数 计划总量 目标 目标值 目标数 任务 任务数 目标任务 任务目标 计划 计划数 计划目标 预期目标 预期",
        "actual": "完成总量 完成绝对量 完成绝对额 实际总量 完成 完成数 完成值 完成额 实际 实际完成 实际完成数 累计完成 总量 绝对量",
        "growth": "目标增幅 目标增长 任务增速 目标增速 增速目标 增长目标 计划增速 预期增速 预期增长",
        "actual_growth": "完成增幅 完成增长 增长率 增速 增幅 增长 同比 同比增长 同比增速 实际增速 完成增速",
        "base": "上年同期 去年同期 上年同期数",
        "rank": "位次 排名 排位 全市位次 全市排名 全市排位",
    }.items()
    for word in words.split()
}
_IN_PERCENT = {"amount": "growth", "actual": "actual_growth"}
_BESIDE = {
    "actual": {"actual_growth": "actual_growth", "rank": "rank"},
    "amount": {"actual_growth": "growth", "growth": "growth"},
}
"""What stands without its period to the right of what was reached, or of what is to be: what it is there."""
_OF = {"actual": "完成数", "amount": "目标"}
OF_A_PERIOD = frozenset(_WORDS.values())
"""Fields that are of the period of a target."""


def by_period(layout: Layout, sheet: Sheet) -> Layout:
    """Return *layout* with its columns of several periods apart: those of one, and a layout for each further period.

    What says no period stays as it is: the indicator and its unit are of every period, a bare 目标值 of none.

    Args:
        layout: what is known of the columns.
        sheet: the standard sheet.
    """
    if not issubclass(sheet.record, Target) or "period" in layout.keys:
        return layout
    if layout.year is None:
        return _asked(layout)
    found = list(_beside(layout, list(_columns(layout, layout.year))))
    if not found:
        return layout
    own = {place.index for _, place in found}
    common = tuple(p for p in layout.placed if p.index not in own and p.key not in OF_A_PERIOD)
    undated = tuple(p for p in layout.placed if p.index not in own and p.key in OF_A_PERIOD)
    layout = layout.without(own)
    made = [evolve(layout, placed=(*common, *undated))] if undated else []
    for period in dict.fromkeys(period for period, _ in found):
        places: dict[str, Placed] = {}
        for each, place in found:
            if each == period:
                places.setdefault(place.key, place)
        made.append(evolve(layout, placed=_sorted((*common, *places.values())), period=period))
    return evolve(made[0], further=tuple(made[1:]))


_ANY_YEAR = 2000  # leap years and weekdays do not matter


def _asked(layout: Layout) -> Layout:
    """Return *layout* with the columns that only lack the year as columns that are asked about."""
    lacking = {place.index: (period, place) for period, place in _columns(layout, _ANY_YEAR)}
    asked = [
        Unplaced(i, place.header, MissingMonth(place.match.column, place.match.unit, month=period.last))
        for i, (period, place) in lacking.items()
        if i in layout.unknown
    ]  # fmt: skip
    layout = layout.without({other.index for other in asked})
    return evolve(layout, others=(*layout.others, *asked))


def _sorted(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    return tuple(sorted(placed, key=lambda place: place.index))


def _columns(layout: Layout, year: int) -> Iterator[tuple[Period, Placed]]:
    """Yield the columns whose headers say a period and what of it."""
    texts = [*layout.unknown.items(), *((other.index, other.header) for other in layout.others)]
    texts += [(place.index, place.header) for place in layout.placed]
    for index, header in sorted(texts):
        own, group = clean(header), layout.groups.get(index, "").replace("›", "")
        tried = [own]
        if group:
            tried.append(own + group if is_period(bare(own)[0]) else group + own)
        found = next((told for text in tried if (told := _told(text, year))), None)
        if found is not None:
            period, key = found
            unit = bare(own)[1]
            column = column_by_key(Target)[key]
            yield period, Placed(index, Match(column, key, unit), header)


def _told(text: str, year: int) -> tuple[Period, str] | None:
    """Return the period that a header begins with, and what is stated of it."""
    plain, _, is_percent = bare(text)
    spelled = period_at_start(plain)
    if spelled is None or not spelled.is_possible:
        return None
    key = _WORDS.get(plain[spelled.end :])
    if key is None:
        return None
    try:
        period = parse_period(plain[: spelled.end], year=year)
    except PeriodError:
        return None
    return period, _IN_PERCENT.get(key, key) if is_percent else key


def _beside(layout: Layout, found: list[tuple[Period, Placed]]) -> Iterator[tuple[Period, Placed]]:
    """Yield *found*, and what stands without its period to the right of what was reached in it, or is to be."""
    headers = dict(layout.unknown) | {place.index: place.header for place in layout.placed}
    headers |= {index: text for index, text, _ in layout.doubled}
    taken = {place.index for _, place in found}
    for period, place in found:
        yield period, place
        index, beside = place.index + 1, _BESIDE.get(place.key, {})
        while index in headers and index not in taken:
            key = beside.get(_WORDS.get(bare(clean(headers[index]))[0], ""))
            if key is None:
                break
            column = column_by_key(Target)[key]
            yield period, Placed(index, Match(column, key), headers[index], f"在{period.label}{_OF[place.key]}旁边")  # fmt: skip
            index += 1
