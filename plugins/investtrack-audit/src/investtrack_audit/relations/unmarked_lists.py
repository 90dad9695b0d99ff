"""Parts without 其中: clauses or lines that follow each other, one class each, and their whole before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import pairwise

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import RATIO, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import (
    are_one_classification,
    classifications_of,
    is_partition,
    may_be_partition,
)
from investtrack_audit.text.indicators import indicator_of, may_be_part
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.listings import ListItem, items_of, names_of, unified
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.sectors import sectors_named


Found = tuple[Mention, list[Claim]]

_LEAST_PROOF = 10
_MOST_ITEMS, _MOST_WHOLES, _BACK, _DIGITS = 40, 12, 24, 3


def read_unmarked_lists(prose: Prose, memory: Memory, listed: AbstractSet[int]) -> Iterator[Found]:
    """Yield what a run of like segments adds up to.

    Args:
        prose: the paragraph.
        memory: what was said before.
        listed: the numbers that a list with a marker holds already.
    """
    for run in _runs(prose, listed):
        items = unified(list(items_of(run)))
        labels = [item.label for item in items]
        distinct = len({canonical(label) for label in labels}) == len(labels)
        if len(items) > 1 and distinct and are_one_classification(labels):
            yield from _of_items(prose, memory, run[0], items)
    yield from _of_sentences(prose)
    for numbered in _numbered(prose, listed):
        yield from _of_items(prose, memory, numbered[0], unified(list(items_of(numbered))))
    for pair in _pairs(prose, listed):
        yield from _of_items(prose, memory, pair[0], unified(list(items_of(pair))))
    yield from _of_a_month(prose, memory)
    yield from _of_two_sentences(prose)


def _of_two_sentences(prose: Prose) -> Iterator[Found]:
    """Yield 进出口27.1亿元，其中出口15.5亿元，增长1％。进口11.6亿元: two parts that leave nothing out, a full stop between; only where they agree."""
    for one, two in pairwise(prose.by_sentence):
        levels = [other for other in one if other.is_level() and not other.depth]
        first = next((other for other in two if other.is_level() and not other.depth), None)
        if first is None or not levels or not _AMONG.search(levels[-1].head):
            continue
        part = levels[-1]
        near = prose.mentions[max(0, part.index - _MOST_TO_SHARE) : part.index]
        whole = next((other for other in reversed(near) if other.is_level()), None)
        if whole is None or whole.depth:
            continue
        alike = first.is_level(whole.quantity) and part.is_level(whole.quantity)
        if alike and is_partition([part.label, first.label]):
            operands = (part.quantity, first.quantity)
            claim = Claim(Relation.SUM, whole.quantity, plus(SEVERAL), operands, is_firm=False)
            yield first, [evolve(claim, is_guess=True)]


_AMONG = re.compile("^其中[,:]?")


_OF_MONTH = re.compile("其中[,:]?(\\d{1,2}月)份?")
_MONTHS_OWN = re.compile("(\\d{1,2}月)份?[^,;。\\d]{0,16}$")


def _of_a_month(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield 其中，3月份城镇零售额2.7亿元；乡村零售额0.5亿元, of 3月份零售总额3.2亿元 in the paragraph before."""
    if _OF_MONTH.search(prose.text) is None:
        return
    for number, sentence in enumerate(prose.by_sentence):
        begin = prose.ends[number - 1] if number else 0
        month = _OF_MONTH.match(prose.text, begin)
        parts = [one for one in sentence if one.is_level() and not one.depth] if month else []
        labels = [part.label for part in parts]
        if month is None or len(parts) < SEVERAL or not may_be_partition(labels):
            continue
        operands = tuple(part.quantity for part in parts)
        wholes: dict[Fraction, Quantity] = {}
        for item in memory.levels(operands[0], within=_BACK):
            own = _MONTHS_OWN.search(item.context)
            same = own is not None and own[1] == month[1]
            if same and item.quantity.value >= max(part.value for part in operands):
                wholes.setdefault(item.quantity.value, item.quantity)
        claims = [
            Claim(Relation.SUM, whole, plus(len(operands)), operands, is_firm=False)
            for whole in wholes.values()
        ]
        if claims:
            only = len(claims) == 1
            yield parts[0], [evolve(claim, is_likely=only, is_guess=not only) for claim in claims]


def _of_sentences(prose: Prose) -> Iterator[Found]:
    """Yield 共完成投资461亿元。公路完成412亿元，其中…。港口完成29亿元。其他完成20亿元: the first amount of each sentence, of the first one's."""
    firsts: list[Mention] = []
    for number, sentence in enumerate(prose.by_sentence):
        begin = prose.ends[number - 1] if number else 0
        level = next((one for one in sentence if one.is_level() and not one.depth), None)
        if level is None or prose.text.startswith("其中", begin):
            continue
        if firsts and not level.is_level(firsts[0].quantity):
            return
        firsts.append(level)
    if len(firsts) <= SEVERAL + 1 or len(firsts) > _MOST_ITEMS:
        return
    whole, *parts = firsts
    labels = [canonical(part.label) for part in parts]
    same = {indicator_of(part.label) for part in firsts}
    if len(set(labels)) < len(labels) or len(same) > 1:
        return
    operands = tuple(part.quantity for part in parts)
    closes = re.search("其[他它]", parts[-1].label) is not None
    claim = Claim(Relation.SUM, whole.quantity, plus(len(operands)), operands, is_firm=False)
    yield parts[0], [evolve(claim, is_list=closes, is_guess=not closes)]


_NUMBERED = re.compile(
    r"[ (（]{0,4}(?:(?P<circle>[①-⑳])|(?P<digit>\d{1,2}[)）.、．])|(?P<word>[一二三四五六七八九]是)|(?P<rank>第[一二三四五六](?=[,、])))"
)


def _end_of_number(label: str) -> int:
    found = _NUMBERED.match(label)
    return found.end() if found else 0


def _numbered(prose: Prose, listed: AbstractSet[int]) -> Iterator[list[Mention]]:
    """Yield the first amounts of numbered sentences: ①税收收入完成46.8亿元，下降6％。…②非税收入完成11.4亿元，…."""
    kinds: dict[str, list[Mention]] = {}
    for number, sentence in enumerate(prose.by_sentence):
        begin = prose.ends[number - 1] if number else 0
        level = next((one for one in sentence if one.is_level() and not one.depth), None)
        found = _NUMBERED.match(prose.text, begin)
        if level is not None and level.index not in listed and found is not None:
            kinds.setdefault(found.lastgroup or "", []).append(level)
    for firsts in kinds.values():
        alike = all(one.is_level(firsts[0].quantity) for one in firsts)
        names = [one.label[_end_of_number(one.label) :] for one in firsts]
        if alike and len(firsts) > 1 and may_be_partition(names):
            yield firsts


def _are_items(items: Sequence[ListItem], amounts: Sequence[Mention]) -> bool:
    """Whether a sentence lists items side by side, each of another class, with the same amounts each, and nothing else."""
    slots = {tuple(sorted(item.amounts)) for item in items}
    labels = [item.label for item in items]
    return (
        len(slots) == 1
        and sum(len(item.amounts) for item in items) == len(amounts)
        and len({canonical(label) for label in labels}) == len(labels)
        and len({amount.segment for amount in amounts}) == 1
        and are_one_classification(labels)
    )


def _pairs(prose: Prose, listed: AbstractSet[int]) -> Iterator[list[Mention]]:
    """Yield two amounts of clauses that follow each other and leave nothing out: 在库项目完成…，拟新入库项目支撑…."""
    for sentence in prose.by_sentence:
        amounts = [
            mention
            for mention in sentence
            if mention.is_level() and not mention.depth and mention.index not in listed
        ]
        items = list(items_of(amounts))
        if len(items) > SEVERAL and _are_items(items, amounts):
            yield amounts
            continue
        for own in _alike(amounts):
            one, two = own[0], own[-1]
            named = all(classifications_of(each.label) for each in own)
            if named and len(own) == SEVERAL and may_be_partition([one.label, two.label]):
                yield [one, two]


def _alike(amounts: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the amounts of each segment that measure the same: 52户, 3户 and 130人, 8人."""
    groups: list[list[Mention]] = []
    for amount in amounts:
        own = next(
            (
                group
                for group in reversed(groups)
                if group[0].segment == amount.segment and group[0].quantity.is_like(amount.quantity)
            ),
            None,
        )
        if own is None:
            groups.append([amount])
        else:
            own.append(amount)
        if len(groups) > _MOST_GROUPS:
            return
    yield from groups


_MOST_GROUPS, _APART = 40, 5


def _runs(prose: Prose, listed: AbstractSet[int]) -> Iterator[list[Mention]]:
    """Yield the amounts of segments that follow each other and are each of another class of one classification."""
    run: list[list[Mention]] = []
    for amounts in _segments(prose, listed):
        alike = not run or (
            amounts[0].quantity.is_like(run[-1][0].quantity)
            and amounts[0].segment - run[-1][0].segment <= 1
            and are_one_classification([run[-1][0].label, amounts[0].label])
        )
        if not alike or len(run) >= _MOST_ITEMS:
            if len(run) > 1:
                yield [part for own in run for part in own]
            run = []
        if classifications_of(amounts[0].label) and not _names_several(amounts[0].label):
            run.append(amounts)
    if len(run) > 1:
        yield [part for own in run for part in own]


def _names_several(label: str) -> bool:
    """Whether *label* names several industries: 第二产业和第三产业从业人员 is their whole, no class beside them."""
    return len(sectors_named(label)) > 1


def _segments(prose: Prose, listed: AbstractSet[int]) -> Iterator[list[Mention]]:
    """Yield the amounts of every segment whose first one bears a name and is in no other list."""
    amounts: list[Mention] = []
    for mention in prose.mentions:
        if not mention.is_level() or mention.depth:
            continue
        if amounts and mention.segment != amounts[0].segment:
            if amounts[0].index not in listed:
                yield amounts
            amounts = []
        amounts.append(mention)
    if amounts and amounts[0].index not in listed:
        yield amounts


def _of_items(
    prose: Prose, memory: Memory, first: Mention, items: Sequence[ListItem]
) -> Iterator[Found]:
    slots = [slot for slot in items[0].amounts if all(slot in item.amounts for item in items)]
    labels = [item.label for item in items]
    series = {slot: [item.amounts[slot] for item in items] for slot in slots}
    wholes = {slot: list(_wholes(prose, memory, first, own[0])) for slot, own in series.items()}
    proven = any(_proves(parts, wholes[slot]) for slot, parts in series.items())
    agrees = len(items) > SEVERAL and any(
        _adds_up(own, wholes[slot]) for slot, own in series.items()
    )
    for slot, parts in series.items():
        names = names_of(parts, labels)
        claims = [
            evolve(claim, is_list=False, is_likely=False, is_guess=True)
            if leaves_a_little(prose, parts, claim.stated)
            else claim
            for claim in _claims(parts, wholes[slot], names, proven=proven, agrees=agrees)
        ]
        if claims:
            yield parts[0], claims


def leaves_a_little(prose: Prose, parts: Sequence[Mention], whole: Quantity) -> bool:
    """Whether each part has its share of *whole* behind it, which is right, and together they fall short: others have the rest."""
    if added(part.quantity.value for part in parts) >= whole.value:
        return False
    ends = [*(part.index for part in parts[1:]), parts[-1].index + _MOST_TO_SHARE]
    for part, end in zip(parts, ends, strict=True):
        shares = [
            other.quantity
            for other in prose.mentions[part.index + 1 : min(end, part.index + _MOST_TO_SHARE)]
            if other.role is Role.SHARE and other.quantity.kind is Kind.PERCENT
        ]
        allowed = RATIO.interval((part.quantity, whole)) if shares else None
        if allowed is None or not allowed.meets(shares[0].interval):
            return False
    return True


_MOST_TO_SHARE = 4


def _claims(
    parts: Sequence[Mention],
    wholes: Sequence[tuple[Quantity, bool]],
    labels: Sequence[str],
    *,
    proven: bool,
    agrees: bool,
) -> Iterator[Claim]:
    operands = tuple(part.quantity for part in parts)
    likely = proven or may_be_partition(labels)
    greatest = max(operand.value for operand in operands)
    total = added(operand.value for operand in operands)
    for number, (quantity, is_named) in enumerate(wholes):
        digits = len(quantity.number.replace(".", "").strip("-0"))
        if not likely and digits < _DIGITS:
            if agrees:  # other amounts of the same items add up: it is stated where it holds
                yield Claim(Relation.SUM, quantity, plus(len(operands)), operands, is_firm=False)
            continue
        yield Claim(
            Relation.SUM,
            quantity,
            plus(len(operands)),
            operands,
            is_firm=False,
            is_list=not proven and not is_partition(labels),
            is_likely=likely
            and is_named
            and not number
            and greatest <= quantity.value
            # two people-counts of town and country need not be all people
            and (
                proven
                or len(parts) > SEVERAL
                or abs(total - quantity.value) * _APART <= quantity.value
            ),
        )


def _wholes(
    prose: Prose, memory: Memory, first: Mention, part: Mention
) -> Iterator[tuple[Quantity, bool]]:
    """Yield the amounts before that the parts may make, those of the same name first, with whether they are."""
    indicator = indicator_of(part.label) if part.quantity.kind is Kind.MONEY else ""
    found = []
    for mention in reversed(prose.mentions[max(0, first.index - _BACK) : first.index]):
        if mention.depth or not (
            mention.is_level(part.quantity)
            or (mention.role is Role.SUM and mention.quantity.is_like(part.quantity))
        ):
            continue
        found.append((mention.quantity, mention.label))
    found += [(item.quantity, item.label) for item in memory.levels(part.quantity, within=_BACK)]
    named: list[Quantity] = []
    others: list[Quantity] = []
    for quantity, label in found:
        own = indicator_of(label) if quantity.kind is Kind.MONEY else ""
        if not may_be_part(indicator, own):
            continue
        is_class = bool(classifications_of(label) & classifications_of(part.label))
        (named if own == indicator and not is_class else others).append(quantity)
    yield from ((quantity, True) for quantity in named[:_MOST_WHOLES])
    yield from ((quantity, False) for quantity in others[:_MOST_WHOLES])


def _adds_up(parts: Sequence[Mention], wholes: Sequence[tuple[Quantity, bool]]) -> bool:
    """Whether the parts make an amount said before, of three digits or more, exactly."""
    total = added(part.quantity.value for part in parts)
    return any(
        quantity.value == total and len(quantity.number.replace(".", "").strip("-0")) >= _DIGITS
        for quantity, _ in wholes
    )


def _proves(parts: Sequence[Mention], wholes: Sequence[tuple[Quantity, bool]]) -> bool:
    """Whether these are numbers of things that make the nearest whole number: nothing is left out."""
    if parts[0].quantity.kind is not Kind.COUNT or any(
        part.quantity.interval.low != part.quantity.interval.high for part in parts
    ):
        return False
    total = added(part.quantity.value for part in parts)
    if total < _LEAST_PROOF and len(parts) <= SEVERAL:
        return False  # one and one make two by accident
    return any(quantity.value == total for quantity, is_named in wholes if is_named)
