"""The quantities of a text that may stand in a relation, with the units they share."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from investtrack.values import Quantity, quantities_in
from investtrack.values import QuantityKind as Kind


AMOUNTS = frozenset(
    {
        Kind.MONEY,
        Kind.COUNT,
        Kind.AREA,
        Kind.LENGTH,
        Kind.VOLUME,
        Kind.MASS,
        Kind.POWER,
        Kind.ENERGY,
        Kind.FREIGHT,
        Kind.TRAVEL,
    }
)
"""What may be added, and be a part of a whole."""

_LEFT_ASIDE = frozenset({Kind.DURATION, Kind.OTHER})
# What farm statistics count in: 生猪出栏3.43万头, 23027万农户.
_HEADS = re.compile(r"[头只羽枚株匹](?![有能是])|农户")
# 发生事故46起、死亡72人; but 1月1日起, and no year
_CASES = re.compile(r"起(?=[,、;。():]|事故|案件|$)")
_JOINS = frozenset("、和及与")
_LONGEST_JOIN = 3


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of half-width *text* in order; linear in its length.

    Ranges, thresholds (500万元以上项目) and durations are none. A number without a unit takes that of
    the next one it is joined to: 0.4、1.9个百分点.
    """
    waiting: list[Quantity] = []
    for found in quantities_in(text):
        found = _counted(text, found)  # noqa: PLW2901
        if found.high or found.is_threshold or found.kind in _LEFT_ASIDE or _is_scale(found):
            continue
        if waiting and not _is_joined(text, waiting[-1], found):
            yield from waiting
            waiting = []
        if found.kind is Kind.BARE or (found.kind is Kind.COUNT and found.places):
            waiting.append(found)  # 3.1个和1.4个百分点: a broken number of things is one of points
            continue
        for number in waiting:
            if number.kind is Kind.COUNT and found.kind is not Kind.POINTS:
                yield number
                continue
            yield evolve(
                number,
                kind=found.kind,
                unit=found.unit,
                size=found.size,
                currency=found.currency,
            )
        waiting = []
        yield found
    yield from waiting


# 分别下降0.2个、提高0.8个百分点
_MOVES = re.compile("[、和及与](?:上升|提高|提升|下降|降低|回落|增加|减少)")


def _counted(text: str, found: Quantity) -> Quantity:
    """Return *found* as a number of things where what follows it is a word that farm statistics count by."""
    if found.kind not in {Kind.OTHER, Kind.BARE} or found.high or found.is_threshold:
        return found
    is_bare = found.kind is Kind.BARE and not found.unit
    if is_bare and (found.places or not text.startswith("起", found.end)):
        return found
    word = (_CASES if is_bare else _HEADS).match(text, found.end)
    if word is None:
        return found
    unit = f"{found.unit}{word.group()[-1]}"
    return evolve(found, kind=Kind.COUNT, unit=unit, end=word.end(), unit_end=word.end())


def _is_scale(found: Quantity) -> bool:
    """Whether it has a mere scale for a unit (1.2万): what it counts is not known."""
    return found.kind is Kind.BARE and bool(found.unit)


def _is_joined(text: str, one: Quantity, two: Quantity) -> bool:
    between = text[one.end : two.start].strip()
    return len(between) <= _LONGEST_JOIN and (
        between in _JOINS or _MOVES.fullmatch(between) is not None
    )
