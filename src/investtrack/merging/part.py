"""What travels of one figure: enough to merge counties exactly, and no record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from heapq import merge
from itertools import islice
from operator import add
from sys import intern
from typing import Any

from attrs import evolve, field, fields, frozen

from investtrack.metrics.figure import ContributionColumn, Excerpt, Figure, Kind
from investtrack.model.activity import IssueCategory
from investtrack.model.project import ProjectLevel, ProjectStage
from investtrack.model.prospect import FundingChannel, Transformation
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate


MOST_ROWS = 30
"""Rows of a list that travel; the number of all of them travels too."""

# The largest of counties, not their sum.
_LARGEST = {"progress.stopped.days", "entry.concentration.investment"}
# One row: the largest; of equal ones the first by region and name, as a county takes the first of its ledger.
_TOP_ROW = {"entry.concentration.project"}
# A quotient of two merged figures, since its own numerator is a largest value.
_OF_MERGED = {
    "entry.concentration.share": ("entry.concentration.investment", "entry.planned.investment")
}
# Keys that name a person or an office: the same name in two counties is not the same one.
_LOCAL_KEYS = {"leaders.load", "issues.open.by_unit"}
# Amounts cumulated from January to each month.
_BY_MONTH = {"fai.plan.ytd", "fai.actual.ytd"}
# Series that a county lists the largest first, too.
_BY_SIZE = {"entry.missing", "remaining.unreportable.by_reason"}
_PACE = {"fai.pace.gap": ("fai.period.completed", "fai.year.target")}

_CHOICES = {
    value: place
    for place, value in enumerate(
        str(choice)
        for kind in (ProjectLevel, ProjectStage, IssueCategory, Transformation, FundingChannel)
        for choice in kind
    )
}

IGNORES_COVERAGE = frozenset({*_LARGEST, *_TOP_ROW, *_OF_MERGED, *_LOCAL_KEYS})
"""Figures that a region without any such record lacks by right, or that are never merged."""

RATIO, GROWTH, OF_MERGED, PACE = "ratio", "growth", "of-merged", "pace"

Row = Mapping[str, Any]


@frozen(kw_only=True)
class Part:
    """The share of some counties in one figure; parts merge in any order and grouping.

    Attributes:
        of: counties asked.
        have: counties that have a value.
        number: exact sum, or the largest where a sum has no sense.
        series: key → exact sum, or ``{"count", "investment"}``.
        ends: of amounts cumulated by month, key → counties that have it: a month that only some reach is no sum.
        above: exact sum of numerators, in yuan or as a count.
        below: exact sum of denominators.
        shapes: how value follows from numerator and denominator; more than one cannot be merged.
        due: points due by the month of the data, of every county; more than one cannot be merged.
        reached: the months the data reach, such as 1—2月; with *due*.
        rows: the first rows of a list, each with its region.
        count: number of rows in all.
        missing: records without a needed cell.
        reasons: why counties have no value → how many.
        refused: why counties' values cannot be merged.
        stated: the rate that one ledger states without its parts; of several, None.
    """

    of: int = 1
    have: int = 0
    number: Amount | int | None = None
    series: Mapping[str, Any] | None = None
    ends: Mapping[str, int] = field(factory=dict)
    above: Fraction = Fraction(0)
    below: Fraction = Fraction(0)
    shapes: frozenset[str] = frozenset()
    due: frozenset[Fraction] = frozenset()
    reached: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()
    count: int = 0
    missing: int = 0
    reasons: Mapping[str, int] = field(factory=dict)
    refused: frozenset[str] = frozenset()
    stated: Rate | None = None


_ONE = Part()
_USUAL = tuple((each.name, getattr(_ONE, each.name)) for each in fields(Part))


def said_of(part: Part) -> dict[str, Any]:
    """Return what *part* says beyond a part that says nothing, by field: as a rule three of fifteen."""
    return {
        name: value
        for name, usual in _USUAL
        if (value := getattr(part, name)) is not usual and value != usual
    }


def part_saying(said: Mapping[str, Any]) -> Part:
    """Return the part of which :func:`said_of` gives *said*."""
    if rows := said.get("rows"):  # those of thousands of parts have the same keys
        rows = tuple({intern(key): value for key, value in row.items()} for row in rows)
        said = {**said, "rows": rows}
    return Part(**said)


def part_of(figure: Figure, report: Report, region: str) -> Part:
    """Return what travels of *figure* of one county."""
    part = Part(missing=figure.missing)
    if figure.value is None:
        return evolve(part, reasons={figure.reason: 1})
    part = evolve(part, have=1)
    if refused := _refusal(figure):
        return evolve(part, refused=frozenset({refused}))
    if isinstance(figure.value, (Amount, int)):
        return evolve(part, number=figure.value)
    if isinstance(figure.value, Mapping):
        ends = dict.fromkeys(figure.value, 1) if figure.id in _BY_MONTH else {}
        return evolve(part, series={k: _additive(v) for k, v in figure.value.items()}, ends=ends)
    if figure.kind is Kind.LIST:
        rows = _top((_placed(row, region) for row in figure.value), figure.id)  # type: ignore[union-attr]
        return evolve(part, rows=rows, count=len(figure.value))  # type: ignore[arg-type]
    return _quotient(part, figure, report)


def _refusal(figure: Figure) -> str:
    """Return why counties' values of *figure* are never put together; empty where they may be."""
    if figure.id in _LOCAL_KEYS:
        return "按人或单位统计，各县同名不是同一个，不跨县汇总"
    return "位次由上级公布，不能由各县的位次得出" if figure.counted_in == "位" else ""


def _additive(item: object) -> Any:  # noqa: ANN401 - a number, or several by name
    """Return the numbers of a part that can be added up: a rate is none of them."""
    if not isinstance(item, Mapping):
        return item
    return {name: each for name, each in item.items() if isinstance(each, (Amount, int))}


def _placed(row: Row, region: str) -> Row:
    """Return *row* with its region, named after it too, since names recur from county to county."""
    return {**row, "region": region, "name": f"{row.get('name') or '（未命名）'}（{region}）"}


def under_name(part: Part, was: str, name: str) -> Part:
    """Return the part of one region, named *was* in its rows, under another *name*."""
    rows = [
        {**row, "region": name, "name": f"{row['name'].removesuffix(f'（{was}）')}（{name}）"}
        for row in part.rows
    ]
    return evolve(part, rows=tuple(sorted(rows, key=_row_key))) if rows else part


def _quotient(part: Part, figure: Figure, report: Report) -> Part:
    if figure.id in _OF_MERGED:
        return evolve(part, shapes=frozenset({OF_MERGED}))
    if isinstance(figure.value, Points):
        above, below = _of_pace(figure, report)
        due = figure.value.number + above / below * 100
        reached = figure.note.partition("应")[0]
        shaped = evolve(
            part, shapes=frozenset({PACE}), due=frozenset({due}), reached=frozenset({reached})
        )
        return evolve(shaped, above=above, below=below)
    above, below = _sum(figure.sections, "分子"), _sum(figure.sections, "分母")
    stated = figure.value.fraction if isinstance(figure.value, Rate) else None
    if below and stated == above / below:
        return evolve(part, above=above, below=below, shapes=frozenset({RATIO}))
    if below and stated == above / below - 1:
        return evolve(part, above=above, below=below, shapes=frozenset({GROWTH}))
    value = figure.value if isinstance(figure.value, Rate) else None
    return evolve(part, refused=frozenset({"各县填报的比率没有分子分母，不能相加"}), stated=value)


def _of_pace(figure: Figure, report: Report) -> tuple[Fraction, Fraction]:
    """Return what was done and what the year is to bring, of a figure in points behind the pace."""
    if figure.id in _PACE:
        above, below = (_plain(report.figures[name].value) for name in _PACE[figure.id])
        return above, below
    return _sum(figure.sections, "分子"), _sum(figure.sections, "分母")


def _sum(sections: Iterable[ContributionColumn], role: str) -> Fraction:
    result = Fraction(0)
    for section in sections:
        if section.role.startswith(role):
            stated = [amount for amount in section.amounts if amount is not None]
            money = [amount for amount in stated if isinstance(amount, Amount)]
            counts = sum(_plain(amount) for amount in stated if not isinstance(amount, Amount))
            total = Fraction(Amount.total(money).yuan) + counts
            result += -total if section.is_subtracted else total
    return result


def _plain(value: Any) -> Fraction:  # noqa: ANN401 - an amount or a count
    return Fraction(value.yuan) if isinstance(value, Amount) else Fraction(value)


def merge_parts(parts: Sequence[Part], figure_id: str) -> Part:
    """Return *parts* together; associative and commutative, with ``Part(of=0)`` as neutral element."""
    if len(parts) == 1:
        return parts[0]
    asked = [part for part in parts if part.of]
    return Part(
        of=sum(part.of for part in parts),
        have=sum(part.have for part in parts),
        number=_number([part.number for part in parts], largest=figure_id in _LARGEST),
        series=_series([part.series for part in parts if part.series is not None]),
        ends=_counted([part.ends for part in parts if part.ends]),
        above=sum((part.above for part in parts if part.above), Fraction(0)),
        below=sum((part.below for part in parts if part.below), Fraction(0)),
        shapes=_either([part.shapes for part in parts if part.shapes]),
        due=_either([part.due for part in parts if part.due]),
        reached=_either([part.reached for part in parts if part.reached]),
        rows=_first([part.rows for part in parts if part.rows], figure_id),
        count=sum(part.count for part in parts),
        missing=sum(part.missing for part in parts),
        reasons=_counted([part.reasons for part in parts if part.reasons]),
        refused=_either([part.refused for part in parts if part.refused]),
        stated=asked[0].stated if len(asked) == 1 else None,
    )


def _either(sets: Sequence[frozenset[Any]]) -> frozenset[Any]:
    return frozenset().union(*sets) if len(sets) > 1 else sets[0] if sets else frozenset()


def _counted(counts: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return {key: total[key] for key in sorted(total)}


def _number(numbers: Sequence[Any], *, largest: bool) -> Any:  # noqa: ANN401 - amounts or counts
    known = [number for number in numbers if number is not None]
    if not known:
        return None
    return max(known) if largest else reduce(add, known)


def _series(series: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    if not series:
        return None
    values: dict[str, list[Any]] = {}
    for each in series:
        for key, value in each.items():
            values.setdefault(key, []).append(value)
    return {key: _together(values[key]) for key in sorted(values, key=_key_order)}


def _together(values: Sequence[Any]) -> Any:  # noqa: ANN401 - numbers, or several by name
    """Return the sum of one key's values, which are numbers, or name → number."""
    if not isinstance(values[0], Mapping):
        return reduce(add, values)
    return {
        name: _number([each.get(name) for each in values], largest=False)
        for name in dict.fromkeys(name for each in values for name in each)
    }


def _key_order(key: str) -> tuple[Any, ...]:
    """Order keys as the ledger's choices stand, months and dates by number, the rest by text."""
    numbers = tuple(int(digits) for digits in re.findall(r"\d+", key))
    return (_CHOICES.get(key, len(_CHOICES)), numbers, key)


def _top(rows: Iterable[Row], figure_id: str) -> tuple[Row, ...]:
    """Return the first rows in an order of their own: the worst first, then the largest, then by region and name."""
    return tuple(sorted(rows, key=_row_key)[: 1 if figure_id in _TOP_ROW else MOST_ROWS])


def _first(lists: Sequence[Sequence[Row]], figure_id: str) -> tuple[Row, ...]:
    """Return the first rows of lists that stand in that order each."""
    if not lists:
        return ()
    ordered = merge(*lists, key=_row_key)
    return tuple(islice(ordered, 1 if figure_id in _TOP_ROW else MOST_ROWS))


def _row_key(row: Row) -> tuple[Any, ...]:
    lag, money = row.get("lag"), row.get("investment", row.get("agreed"))
    return (
        -lag.number if isinstance(lag, Points) else 0,
        -(row.get("days") or 0),
        -len(row.get("missing") or ()),
        -money.yuan if isinstance(money, Amount) else 0,
        row["region"],
        *(f"{key}={row[key]}" for key in sorted(row)),
    )


@frozen
class Merged:
    """A merged figure: its value, or why it has none."""

    value: Any = None
    reason: str = ""


def value_of(part: Part, figure_id: str, kind: Kind, parts: Mapping[str, Part]) -> Merged:
    """Return the value that *part* amounts to, or the reason why there is none."""
    if not part.have:
        return Merged(None, _absent(part))
    if part.refused:
        return Merged(None, "；".join(sorted(part.refused)))
    if kind in {Kind.RATE, Kind.POINTS}:
        return _rate(part, figure_id, parts)
    if kind is Kind.SERIES:
        return _whole_series(part, figure_id)
    if kind is Kind.LIST:
        return Merged(part.rows if figure_id in _TOP_ROW else Excerpt.of(part.rows, part.count))
    return Merged(part.number)


GROWN = {
    "fai.period.growth": "fai.period.completed",
    "fai.period.growth_planned": "fai.period.planned",
    "services.growth": "services.planned",
}
"""Growth → the figure that grows: of fewer regions it is not the growth of all."""


def _whole_series(part: Part, figure_id: str) -> Merged:
    """Return the series without months that only some counties reach; where size orders it, the largest first."""
    series = {
        key: value
        for key, value in (part.series or {}).items()
        if part.ends.get(key, part.have) == part.have
    }
    if part.series and not series:
        return Merged(None, "各地区数据所到月份不同，没有共同的月份")
    if figure_id in _BY_SIZE:
        series = dict(sorted(series.items(), key=lambda item: item[1], reverse=True))
    return Merged(series)


def _rate(part: Part, figure_id: str, parts: Mapping[str, Part]) -> Merged:
    if len(part.shapes) > 1:
        return Merged(None, "各县的算法不同，不能汇总")
    (shape,) = part.shapes
    above, below = part.above, part.below
    if shape == OF_MERGED:
        above, below = (_plain(parts[name].number or 0) for name in _OF_MERGED[figure_id])
    if not below:
        return Merged(None, "分母为零，无法计算比率")
    quotient = above / below
    whole = parts[GROWN[figure_id]].have if shape == GROWTH and figure_id in GROWN else part.have
    if part.have < whole:
        return Merged(None, f"{whole}个地区有数，只有{part.have}个能算增速，不能代表全部")
    if shape == PACE:
        if len(part.due) > 1 or len(part.reached) > 1:
            return Merged(None, "各县的序时进度或数据所到月份不同，不能汇总")
        (due,) = part.due
        return Merged(Points(due - quotient * 100))
    return Merged(Rate(quotient - 1 if shape == GROWTH else quotient))


def _absent(part: Part) -> str:
    if len(part.reasons) == 1:
        return next(iter(part.reasons))
    return f"{part.of}个地区都没有数" if part.of else "没有地区上报"
