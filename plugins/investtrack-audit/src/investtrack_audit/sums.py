"""其中, 分别为, 按…分, brackets, 合计, 其余: parts and their whole in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from investtrack_audit.claim import Claim
from investtrack_audit.labels import are_one_family, canonical, is_partition, may_overlap
from investtrack_audit.listings import Listing, alike, listings, on_one_level
from investtrack_audit.memory import Memory
from investtrack_audit.prose import Mention, Prose
from investtrack_audit.quantity import Kind, Quantity
from investtrack_audit.roles import Role
from investtrack_audit.rules import plus
from investtrack_audit.statement import Relation


Found = tuple[Mention, list[Claim]]

# Inside a bracket or after a marker these say that the list leaves something out, or is none.
_LOOSE = re.compile(r"其中|含|包括|包含|如|主要|等|比|较|去年|上年|同期|同比")
_MOST_WHOLES = 5
_FARTHEST = 80
# Beyond this an excess is no misprint, but things counted under several labels.
_MUCH = Fraction(6, 5)
_MOST_PARTS_BEFORE_REST = 4


def read_sums(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield what *prose* says of parts and wholes."""
    found = list(listings(prose))
    listed = {part.index for listing in found for part in listing.parts}
    for listing in found:
        for series in alike(listing.parts):
            yield from _claims(prose, memory, listing, series, listed)
    yield from _closing_sums(prose)
    yield from _rests(prose)


def _claims(
    prose: Prose, memory: Memory, listing: Listing, series: list[Mention], listed: set[int]
) -> Iterator[Found]:
    if any("等" in part.head[-2:] for part in series):
        return  # 甲项目等3个: names some of a number, parts nothing
    lists = [series]
    cut = on_one_level(prose, series)
    if len(cut) < len(series):
        lists.append(cut)
    first = series[0]
    text = prose.text[listing.at : series[-1].quantity.end]
    leaves_out = _LOOSE.search(text[2:] if listing.kind == "among" else text) is not None
    if listing.kind == "bracket" and len(series) == 1 and not leaves_out:
        return  # 目标（10亿元）: a bracket that states a value, not a part
    wholes = _wholes(prose, listing, series, listed)
    if not wholes:
        yield from _distant(memory, series, tuple(part.quantity for part in series))
        return
    claims: list[Claim] = []
    for chosen in lists:
        claims += _of_list(listing, chosen, wholes, leaves_out=leaves_out, firm=chosen is lists[-1])
    yield first, claims


def _of_list(
    listing: Listing,
    series: Sequence[Mention],
    wholes: Sequence[Mention],
    *,
    leaves_out: bool,
    firm: bool,
) -> Iterator[Claim]:
    """Yield what a list may say of each of *wholes*: that it makes it, or does not exceed it."""
    near, count = wholes[0], len(series)
    operands = tuple(part.quantity for part in series)
    labels = [part.label for part in series]
    is_simple = _is_simple(series, listing)
    tied = firm and _is_tied(near, series[0], listing)
    tied = tied and all(_same_measure(part, near) for part in series)
    complete = count > 1 and is_simple and not leaves_out and listing.kind != "colon"
    if listing.kind in {"among", "bracket"}:
        complete = complete and is_partition(labels)
    if count > 1:
        for whole in wholes:
            yield Claim(
                Relation.SUM,
                whole.quantity,
                plus(count),
                operands,
                whole is near and tied and complete,
            )
    if (
        complete
        or listing.kind == "colon"
        or (leaves_out and listing.kind != "among" and count > 1)
    ):
        return
    parts = operands
    limit = near.quantity.value
    twice = count > 1 and (
        not is_simple
        or may_overlap(labels)
        or max(part.value for part in parts) >= limit
        or (sum(part.value for part in parts) > limit * _MUCH and not are_one_family(labels))
    )
    if twice:  # things may be counted under several labels: only the greatest must not exceed
        parts = (max(parts, key=lambda part: part.value),)
    bound = tied and (is_simple or listing.kind == "among") and (twice or _is_close(series))
    for whole in wholes:
        yield Claim(
            Relation.PART,
            whole.quantity,
            plus(len(parts)),
            parts,
            whole is near and bound,
            at_most=True,
        )


_MOST_BETWEEN = 4


def _is_close(series: Sequence[Mention]) -> bool:
    """Whether the parts follow each other closely, as a list does that counts nothing twice."""
    return all(two.index - one.index <= _MOST_BETWEEN + 1 for one, two in pairwise(series))


_MEASURES = re.compile(r"总投资|计划|概算|协议|合同|目标|任务|产值|收入|资金需求|需求|剩余")
_AIMS = re.compile(r"目标|任务|计划")


def _same_measure(part: Mention, whole: Mention) -> bool:
    """Whether *part* measures what *whole* does, as far as its words say: 总投资 is no part of 完成投资."""
    words = _MEASURES if part.quantity.kind is Kind.MONEY else _AIMS
    return all(word in whole.full_label for word in words.findall(part.head))


def _wholes(
    prose: Prose, listing: Listing, series: Sequence[Mention], listed: set[int]
) -> list[Mention]:
    """Return the amounts before the list that may be its whole, the likeliest first."""
    first = series[0]
    found: list[Mention] = []
    heads = {canonical(part.head) for part in series}
    outer = listing.depth - 1 if listing.kind == "bracket" else listing.depth
    for index in range(first.index - 1, max(-1, first.index - _FARTHEST), -1):
        mention = prose.mentions[index]
        if mention.quantity.start >= listing.at or mention.depth > outer:
            continue
        if len(found) >= _MOST_WHOLES:
            break
        usable = mention.is_level(first.quantity) or (
            mention.role in {Role.SUM, Role.REMAINING} and mention.quantity.is_like(first.quantity)
        )
        if usable and (mention.index not in listed or listing.kind in {"bracket", "among"}):
            found.append(mention)
        if listing.kind == "bracket" and mention.sentence != first.sentence:
            break
    if len(heads) == 1 and len(series) > 1:
        head = next(iter(heads))
        same = [mention for mention in found if head and canonical(mention.head).endswith(head)]
        found = [*same, *(mention for mention in found if mention not in same)]
    return found


def _is_tied(whole: Mention, first: Mention, listing: Listing) -> bool:
    """Whether the words leave no doubt that the list is of *whole*."""
    if first.sentence - whole.sentence > (1 if listing.kind == "among" else 0):
        return False
    if listing.kind == "bracket":
        return first.index - whole.index <= 2 or whole.clause >= first.clause - 3  # noqa: PLR2004
    return True


def _is_simple(series: Sequence[Mention], listing: Listing) -> bool:
    """Whether the list is one amount an item, each item with a label of its own."""
    clauses = [part.clause for part in series]
    if len(set(clauses)) < len(clauses):
        return False
    same = {part.clause for part in listing.parts}
    by_clause = dict.fromkeys(same, 0)
    for part in listing.parts:
        if part.quantity.kind is series[0].quantity.kind:
            by_clause[part.clause] += 1
    if any(count > 1 for count in by_clause.values()):
        return False
    if len(series) > 1 and any(re.search(r"累计|\d月", part.head) for part in series):
        return False  # a running total holds the ones before it
    labels = [part.full_label for part in series]
    if any(
        label.rstrip().endswith("等") or "等" in part.head[-2:]
        for label, part in zip(labels, series, strict=True)
    ):
        return False
    return all(labels) or all(not part.head for part in series[1:])


def _distant(
    memory: Memory, series: Sequence[Mention], operands: tuple[Quantity, ...]
) -> Iterator[Found]:
    """Yield the sum of a list whose whole stands in a paragraph before; never firm."""
    if len(series) < 2:  # noqa: PLR2004
        return
    claims = [
        Claim(Relation.SUM, item.quantity, plus(len(series)), operands, is_firm=False)
        for item in memory.levels(operands[0], within=24)
        if _is_significant(item.quantity)
    ]
    if claims:
        yield series[0], claims


def _is_significant(quantity: Quantity) -> bool:
    """Whether agreement with it is hardly an accident: three digits or more."""
    return len(quantity.number.replace(".", "").strip("0")) > 2  # noqa: PLR2004


_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def _closing_sums(prose: Prose) -> Iterator[Found]:
    """Yield 两项合计: a sum after its parts."""
    for mention in prose.mentions:
        if mention.role is not Role.SUM:
            continue
        before = [
            other
            for other in prose.mentions[max(0, mention.index - _FARTHEST) : mention.index]
            if other.sentence == mention.sentence
            and other.depth == mention.depth
            and other.is_level(mention.quantity)
        ][-12:]
        word = mention.reading.object[:-1] or mention.reading.object
        count = int(word) if word.isdecimal() else _NUMERALS.get(word[:1], 0)
        run = _run(before)
        claims = []
        for number in [count] if count else range(len(before), 1, -1):
            if 1 < number <= len(before):
                parts = tuple(other.quantity for other in before[-number:])
                firm = bool(count) or number == run
                claims.append(Claim(Relation.SUM, mention.quantity, plus(number), parts, firm))
        if claims:
            yield mention, claims


def _run(before: Sequence[Mention]) -> int:
    """Return how many of *before*, at its end, 分别 lists: 甲、乙分别完成3亿元、4亿元，合计7亿元."""
    for number, mention in enumerate(reversed(before), 1):
        if "分别" in mention.head:
            return number if number > 1 else 0
        if mention.head or mention.gap.strip() not in {"、", "和", "及"}:
            return 0
    return 0


def _rests(prose: Prose) -> Iterator[Found]:
    """Yield 其余: what the parts before it leave of the whole, all in one segment."""
    for mention in prose.mentions:
        if mention.role is not Role.REMAINING or not re.search(r"其余|余下|剩下", mention.head):
            continue
        before = [
            other
            for other in prose.mentions[max(0, mention.index - _FARTHEST) : mention.index]
            if other.segment == mention.segment
            and other.depth == mention.depth
            and other.is_level(mention.quantity)
        ]
        if len(before) < 2 or any("等" in other.head[-2:] for other in before):  # noqa: PLR2004
            continue
        whole, *parts = before
        if sum(part.quantity.value for part in parts) >= whole.quantity.value:
            continue  # a list without its whole
        operands = (*(part.quantity for part in parts), mention.quantity)
        firm = len(parts) <= _MOST_PARTS_BEFORE_REST
        yield (
            mention,
            [Claim(Relation.SUM, whole.quantity, plus(len(operands)), operands, is_firm=firm)],
        )
