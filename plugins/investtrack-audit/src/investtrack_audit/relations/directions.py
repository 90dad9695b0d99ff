"""Words against numbers: 减收…增长, ％ where points belong and points where ％ belongs, 高于 what is higher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack.values.quantity import number_text
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import ITSELF
from investtrack_audit.statements.statement import Cause, Relation
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_OF_RATE = re.compile(
    r"(?:增速|增幅|降幅|占比|比重|[工复成位产用化业])率?(?:由[^,;。]*)?(?:同比|环比|[较比][^,;。]{1,12})?"
    r"(?:提高|提升|上升|下降|回落|降低|加快|放缓|扩大|收窄|减缓)(?:了|约)?$"
)
_NAMES_RATE = re.compile(r"增速|增幅|降幅|占比|比重|[开复工成位产用化业]率")
_COMPARED = re.compile(r"同比|环比|[较比](?:去年|上年|上月|上季|同期|\d)")
_AHEAD = re.compile(
    r"(?:(?P<over>高于|快于|超过|超|领先于?|好于)|(?P<under>低于|慢于|落后于?|滞后于?|欠|未达))(?:序时|时间|时序|均衡)进度(?=[,;。)]|$)"
)
_YEAR, _PLACES = 12, 2


def read_directions(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield what the words of *prose* say against its numbers; always doubtful, never impossible."""
    for one in prose.mentions:
        yield from _opposite(prose, one)
        yield from _percent_for_points(one)
        yield from _points_for_percent(one)
    yield from _pace_without_points(prose, memory)


def _doubt(stated: Quantity, right: Quantity, cause: Cause, relation: Relation) -> list[Claim]:
    return [Claim(relation, stated, ITSELF, (right,), is_firm=False, is_likely=True, hint=cause)]


def _opposite(prose: Prose, one: Mention) -> Iterator[Found]:
    """Yield 减收1070万元，增长4.2％: an amount and a rate of change, side by side, that go opposite ways."""
    if one.role is not Role.CHANGE or one.index + 1 >= len(prose.mentions):
        return
    other = prose.mentions[one.index + 1]
    if other.role is not Role.CHANGE or other.clause - one.clause > 1 or other.is_listed:
        return
    kinds = {one.quantity.kind in AMOUNTS, other.quantity.kind in AMOUNTS}
    percent = one if one.quantity.kind is Kind.PERCENT else other
    if kinds != {True, False} or percent.quantity.kind is not Kind.PERCENT:
        return
    if (
        other.reading.subject
        or other.sentence != one.sentence
        or (other.reading.object != one.reading.object and other.reading.object)
    ):
        return
    signs = [_sign(mention) for mention in (one, other)]
    if signs[0] == signs[1] or 0 in signs:
        return
    stated = -percent.quantity if percent.reading.sign < 0 else percent.quantity
    yield percent, _doubt(stated, -stated, Cause.DIRECTION, Relation.GROWTH)


def _sign(mention: Mention) -> int:
    value = mention.quantity.value * mention.reading.sign
    return (value > 0) - (value < 0)


def _percent_for_points(one: Mention) -> Iterator[Found]:
    """Yield 增速比上年提高1.2％: a rate rose by points."""
    if one.quantity.kind is not Kind.PERCENT or one.role is not Role.CHANGE or one.is_listed:
        return
    named = _NAMES_RATE.search(one.head)
    if named is None or not _COMPARED.search(one.head) or not _OF_RATE.search(one.head):
        return
    if _BY_THE_YEAR.search(one.head):
        return
    points = evolve(one.quantity, kind=Kind.POINTS, unit="个百分点")
    yield one, _doubt(one.quantity, points, Cause.PERCENT_FOR_POINTS, Relation.NOTATION)


# 投资增速同比下降43.5％ says by how much the investment fell
_BY_THE_YEAR = re.compile("(?:增速|增幅)同比(?:增长|下降)$")


_DONE_OF = re.compile(
    r"(?:完成|占)[^,;。]{1,16}(?:计划|目标|任务|预算|比重|总额|总量|投资|收入)的$"
)


def _points_for_percent(one: Mention) -> Iterator[Found]:
    """Yield 完成年度计划的31.7个百分点: a share is in ％."""
    if one.quantity.kind is Kind.POINTS and _DONE_OF.search(one.head):
        percent = evolve(one.quantity, kind=Kind.PERCENT, unit="％")
        yield one, _doubt(one.quantity, percent, Cause.POINTS_FOR_PERCENT, Relation.NOTATION)


def _pace_without_points(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield 进度58％，高于序时进度, where the months named say otherwise."""
    for match in _AHEAD.finditer(prose.text):
        before = [
            mention
            for mention in prose.mentions
            if mention.quantity.end <= match.start() and mention.quantity.kind is Kind.PERCENT
        ][-1:]
        if not before or before[0].role not in {Role.RATE, Role.SHARE, Role.LEVEL}:
            continue
        rate = before[0]
        begin, _ = prose.sentence_of(match.start())
        months = memory.months_at(prose, match.end())
        if rate.quantity.start < begin or months is None:
            continue
        places = max(rate.quantity.places, _PLACES)
        pace = Quantity(Kind.PERCENT, number_text(Fraction(months * 100, _YEAR), places), "％")
        missing = places - rate.quantity.places
        number = rate.quantity.number + ("." if not rate.quantity.places else "") + "0" * missing
        done = evolve(rate.quantity, number=number)
        low, high = (pace, done) if match.group("over") else (done, pace)
        if low.value > high.value:
            claim = Claim(
                Relation.PACE, high, ITSELF, (low,), is_firm=False, is_likely=True,
                at_most=True, hint=Cause.DIRECTION,
            )  # fmt: skip
            yield rate, [claim]
