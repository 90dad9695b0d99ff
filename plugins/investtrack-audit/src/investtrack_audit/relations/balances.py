"""收入总计, 总支出, 财力: what a budget adds up to, said behind its amounts, which no word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from investtrack.values import QuantityKind as Kind
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import MINUS, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.listings import is_transfer
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_TOTAL = re.compile(
    r"(?:(?:收入|支出|收支|财力|资金)(?:总计|总量|合计|共计)|总(?:收入|支出|财力)|可用财力)"
    r"(?:预计|可|共|完成|达到?|为|是|约)*$"
)
_ADDS = re.compile(r"(?:^|(?<=[,;。:]))(?:再)?加(?:上)?(?!快|强|大|速|工|密)")
_PARTS = frozenset({Role.LEVEL, Role.REMAINING})
_MOST_PARTS, _MOST_BACK = 24, 2


def is_balance(mention: Mention) -> bool:
    """Whether it is what a budget adds up to."""
    return mention.quantity.kind is Kind.MONEY and _TOTAL.search(mention.head) is not None


def read_balances(prose: Prose) -> Iterator[Found]:
    """Yield 收入43.5亿元，转移支付0.2亿元，上年结余5.6亿元，收入总计49.3亿元: the amounts before a total, in its sentence; never firm.

    加上 adds to the first amount said before it; what stands between the two is part of that.
    """
    if not _TOTAL_NAMED.search(prose.text):
        return
    last = -1
    for mention in prose.mentions:
        if mention.quantity.kind is not Kind.MONEY or mention.depth:
            continue
        if mention.role not in {Role.LEVEL, Role.SUM} or not _TOTAL.search(mention.head):
            continue
        before = [
            other
            for other in prose.mentions[max(last + 1, mention.index - _MOST_PARTS) : mention.index]
            if other.role in _PARTS
            and other.quantity.is_like(mention.quantity)
            and not other.depth
            and mention.sentence - other.sentence <= _MOST_BACK
        ]
        claims = list(_claims(prose, mention, before))
        if claims:
            yield mention, claims
        last = mention.index
    yield from _rests(prose)


_CANCELS = re.compile(r"(?:收支)?(?:相抵|轧抵)[^\d;。]{0,24}$")


def _rests(prose: Prose) -> Iterator[Found]:
    """Yield 收入总计60.8亿元。…支出总计58.6亿元。收支相抵，年终结转2.2亿元: what is left of the one after the other."""
    totals: list[Mention] = []
    for mention in prose.mentions:
        if mention.quantity.kind is not Kind.MONEY or mention.depth:
            continue
        if mention.role in {Role.LEVEL, Role.SUM} and _TOTAL.search(mention.head):
            totals.append(mention)
        elif len(totals) > 1 and _CANCELS.search(mention.context):
            income, outgo = totals[-2:]
            if "收入" in income.head and "支出" in outgo.head and not _IS_NET.search(mention.head):
                pair = (income.quantity, outgo.quantity)
                claim = Claim(Relation.DIFFERENCE, mention.quantity, MINUS, pair, is_firm=False)
                yield mention, [evolve(claim, is_likely=True)]
            totals = []


_IS_NET = re.compile("净结余|赤字|缺口|超支|其中")


_TOTAL_NAMED = re.compile("总计|总量|合计|共计|总收入|总支出|财力")


def _claims(prose: Prose, total: Mention, before: Sequence[Mention]) -> Iterator[Claim]:
    own = [other for other in before if other.sentence == total.sentence]
    plain = own and not any(prose.is_listed(other) for other in own)
    lists = [(list(_added(prose, total, before)), True), (own, bool(plain))]
    if own and not plain:
        # 其中税收10亿元，上级补助31亿元，收入总计…: the part is left out, what comes in beside is not
        moved = next((n for n, other in enumerate(own) if is_transfer(other)), len(own))
        outer = [other for n, other in enumerate(own) if n >= moved or not prose.is_listed(other)]
        lists.append((outer, True))
    if own:
        lists.append(([other for other in own if other.segment == total.segment], False))
        lists.append(([other for other in own if not prose.is_listed(other)], False))
    seen = set[tuple[int, ...]]()
    for parts, is_list in lists:
        places = tuple(part.index for part in parts)
        if len(parts) < SEVERAL or places in seen:
            continue
        seen.add(places)
        yield Claim(
            Relation.SUM,
            total.quantity,
            plus(len(parts)),
            tuple(part.quantity for part in parts),
            is_firm=False,
            is_list=is_list,
            is_likely=is_list,
            is_guess=not is_list,
        )


def _added(prose: Prose, total: Mention, before: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the first amount before 加上, and what stands behind it."""
    begin = prose.sentence_of(total.quantity.start)[0]
    found = list(_ADDS.finditer(prose.text, max(0, begin - 1), total.quantity.start))
    if not found:
        return
    at = found[0].start()
    first = None
    for other in before:
        sentence = prose.sentence_of(other.quantity.start)[0]
        of_whole = other.quantity.start < at and not prose.text.startswith("其中", sentence)
        if of_whole and (first is None or other.sentence != first.sentence):
            first = other
    if first is not None:
        yield first
        yield from (other for other in before if other.quantity.start > at)
