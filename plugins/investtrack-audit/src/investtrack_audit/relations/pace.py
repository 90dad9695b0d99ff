"""时间进度, 序时进度: ahead of, or behind, the part of the year gone by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack.values.quantity import number_text
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import EXCESS_RATE, MINUS, PACE_EXCESS
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.subjects import said_before


Found = tuple[Mention, list[Claim]]

_PACE = re.compile(r"时间进度|序时进度|计划进度|时序进度|进度")
_PROGRESS = re.compile(r"(?:完成|进度|达到|达|为)$")
_ONE_MONTH = re.compile(r"(?<![-—–~至到\d])(?<!截至)(?<!截止)\d{1,2}月份?(?=[,当单全完])")
_YEAR, _PLACES = 12, 2


def read_pace(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield how far *prose* says something is ahead of time; found by the months named, never firm.

    Where the rule holds for one of two parallel statements of a sentence, it is firm for the other.
    """
    confirmed: set[tuple[int, str]] = set()
    waiting: list[tuple[Mention, str, Claim]] = []
    for mention in prose.mentions:
        if mention.role is not Role.EXCESS or not _PACE.search(mention.reading.object):
            continue
        for name, claim in _claims(prose, memory, mention):
            if _holds(claim):
                confirmed.add((mention.sentence, name))
            waiting.append((mention, name, claim))
    other_scale = _of_other_scale(waiting)
    for mention in dict.fromkeys(item[0] for item in waiting):
        if mention.index in other_scale:
            continue
        own = [(name, claim) for other, name, claim in waiting if other is mention]
        yield (
            mention,
            [
                Claim(
                    claim.relation,
                    claim.stated,
                    claim.rule,
                    claim.operands,
                    (mention.sentence, name) in confirmed and len(own) == 1,
                    note=claim.note,
                    is_likely=name == "points",
                    is_guess=name in {"month", "yearly"},
                )
                for name, claim in own
            ],
        )


def _of_other_scale(waiting: Sequence[tuple[Mention, str, Claim]]) -> set[int]:
    """Return the paces that agree on a pace no number of months makes: 完成82.2％，高于序时进度2.2；完成47.1％，低于32.9, both of 80％ by August."""
    by_pace: dict[Fraction, list[Claim]] = {}
    places: dict[Fraction, set[int]] = {}
    for mention, name, claim in waiting:
        if name == "points":
            pace = claim.operands[0].value - claim.stated.value
            by_pace.setdefault(pace, []).append(claim)
            places.setdefault(pace, set()).add(mention.index)
    agreed = (
        pace
        for pace, claims in by_pace.items()
        if len({claim.operands[0].value for claim in claims}) > 1
        and not any(
            abs(pace - Fraction(months * 100, _YEAR)) <= _step(claims)
            for months in range(1, _YEAR + 1)
        )
    )
    return {index for pace in agreed for index in places[pace]}


def _step(claims: Sequence[Claim]) -> Fraction:
    return max(claim.stated.step + claim.operands[0].step for claim in claims)


def _holds(claim: Claim) -> bool:
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)


def _claims(prose: Prose, memory: Memory, mention: Mention) -> Iterator[tuple[str, Claim]]:
    near = [other for other in said_before(prose, mention) if other.segment == mention.segment]
    rates = [other for other in near if _is_rate(other)]
    rate = _at_its_place(prose, mention, rates)
    if rate is None and rates:
        return
    if rate is None:
        yield from _of_yearly(prose, memory, mention)
        return
    money = [other for other in near if other.quantity.kind is Kind.MONEY]
    excess = next((other for other in money if other.role is Role.EXCESS), None)
    done = next((other for other in money if other.is_level() and other.index < rate.index), None)
    months = memory.months_at(prose, mention.quantity.end)
    stated = -mention.quantity if mention.reading.sign < 0 else mention.quantity
    note = "两个百分比之差，应写百分点" if mention.quantity.kind is Kind.PERCENT else ""
    if mention.quantity.kind is Kind.MONEY:
        if done is not None and months:
            paced = (done.quantity, rate.quantity, _pace(months, 4))
            yield "amount", Claim(Relation.PACE, stated, PACE_EXCESS, paced)
    elif excess is not None and done is not None:
        shared = (excess.quantity, rate.quantity, done.quantity)
        yield "rate", Claim(Relation.PACE, stated, EXCESS_RATE, shared, note=note)
    elif months:
        operands = (rate.quantity, _pace(months, rate.quantity.places))
        yield "points", Claim(Relation.PACE, stated, MINUS, operands, note=note)
    begin, _ = prose.sentence_of(mention.quantity.start)
    if excess is None and _ONE_MONTH.search(prose.text, begin, mention.quantity.start):
        # 2月完成年度预算的5.39％，较均衡进度慢2.94: of the month alone
        operands = (rate.quantity, _pace(1, max(rate.quantity.places, _PLACES)))
        yield "month", Claim(Relation.PACE, stated, MINUS, operands, note=note)


def _is_rate(mention: Mention) -> bool:
    named = mention.role in {Role.SHARE, Role.RATE}
    named = named or (mention.role is Role.LEVEL and _PROGRESS.search(mention.head) is not None)
    return mention.quantity.kind is Kind.PERCENT and named


def _at_its_place(prose: Prose, mention: Mention, rates: Sequence[Mention]) -> Mention | None:
    """Return the rate that *mention* is about, of *rates*, the nearest first; of several listed (分别超序时进度9.9个、4.5个百分点) the one at its place."""
    first = mention
    while first.is_listed and first.index:
        first = prose.mentions[first.index - 1]
    count = len(prose.listed_from(first, _MOST_LISTED))
    if not rates:
        return None
    last = rates[0]
    while last.is_listed and last.index:
        last = prose.mentions[last.index - 1]
    listed = prose.listed_from(last, _MOST_LISTED)
    if count == 1:  # 分别比序时进度快3.2个百分点、慢2.2个百分点
        return listed[0] if "分别" in mention.gap else rates[0]
    return listed[mention.index - first.index] if len(listed) == count else None


_MOST_LISTED = 12


def yearly_rates(proses: Iterable[Prose]) -> Iterator[tuple[int, Quantity]]:
    """Yield the rates of the year's plan that *proses* state, each with its paragraph."""
    for prose in proses:
        for mention in prose.mentions:
            if mention.role is Role.SHARE and _OF_YEAR.search(mention.reading.object):
                yield prose.block, mention.quantity


_OF_YEAR = re.compile(r"(?:全年|年度|年)(?:投资|工作)?(?:计划|目标|任务)")
_MOST_BLOCKS = 40


def _of_yearly(prose: Prose, memory: Memory, mention: Mention) -> Iterator[tuple[str, Claim]]:
    """Yield 按全年目标衡量，落后序时进度7.28个百分点, of the year's rate said elsewhere; only where it agrees."""
    begin, _ = prose.sentence_of(mention.quantity.start)
    months = memory.months_at(prose, mention.quantity.end)
    of_year = re.search("全年|年度", prose.text[begin : mention.quantity.start])
    if not months or of_year is None or mention.quantity.kind is Kind.MONEY:
        return
    stated = -mention.quantity if mention.reading.sign < 0 else mention.quantity
    first = bisect_left(memory.yearly, prose.block - _MOST_BLOCKS, key=lambda item: item[0])
    for block, rate in memory.yearly[first : first + _MOST_RATES]:
        if block > prose.block + _MOST_BLOCKS:
            return
        operands = (rate, _pace(months, rate.places))
        yield "yearly", Claim(Relation.PACE, stated, MINUS, operands)


_MOST_RATES = 12


def _pace(months: int, places: int) -> Quantity:
    """Return the part of the year that *months* are, as it would be printed."""
    return Quantity(Kind.PERCENT, number_text(Fraction(months * 100, _YEAR), places), "％")
