"""拉动, 贡献率, 构成 and 结构比: how parts make up a growth or a whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from investtrack_audit.claim import Claim
from investtrack_audit.labels import canonical, covers
from investtrack_audit.memory import Memory, Remembered
from investtrack_audit.prose import Mention, Prose
from investtrack_audit.quantity import Kind, Quantity
from investtrack_audit.roles import Role
from investtrack_audit.rules import PULL, RATIO, Rule, plus
from investtrack_audit.statement import Cause, Relation


Found = tuple[Mention, list[Claim]]

_MOST_GROWTHS = 6
_WHOLE = Quantity(Kind.PERCENT, "100", "％")
# 占调整预算的, 占年度计划的: how far a plan is carried out; such rates make no whole.
_OF_PLAN = re.compile(r"预算(?!收入|支出|总收)|计划|目标|任务")
_COMPOSED = re.compile(r"分[^,;:。]{1,6}看|按[^,;:。]{1,8}分|构成")
_SHARES = re.compile(r"\d{1,3}(?:\.\d{1,2})?(?::\d{1,3}(?:\.\d{1,2})?){1,4}(?![\d:])")


def read_composition(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield that the shares of a composition make 100 ％."""
    for mentions in prose.by_sentence:
        groups: dict[str, list[Mention]] = {}
        for mention in mentions:
            if (
                mention.role is Role.SHARE
                and mention.quantity.kind is Kind.PERCENT
                and "占" in mention.head
                and not _OF_PLAN.search(mention.reading.object)
            ):
                groups.setdefault(canonical(mention.reading.object), []).append(mention)
        for shares in groups.values():
            if len(shares) < 2 or not mentions:  # noqa: PLR2004
                continue
            begin, _end = prose.sentence_of(shares[0].quantity.start)
            composed = _COMPOSED.search(prose.text, begin, shares[0].quantity.start) is not None
            operands = tuple(share.quantity for share in shares)
            total = sum((share.value for share in operands), Fraction(0))
            claims = [
                Claim(Relation.SUM, _whole(operands), plus(len(operands)), operands, is_firm=False)
            ]
            if composed and total > _WHOLE.value:
                claims.append(
                    Claim(
                        Relation.PART, _whole(operands), plus(len(operands)), operands, at_most=True
                    )
                )
            if abs(total - 100) <= 1 or len(claims) > 1:
                yield shares[0], claims


def _whole(parts: Sequence[Quantity]) -> Quantity:
    places = max(part.places for part in parts)
    return Quantity(Kind.PERCENT, f"100.{'0' * places}" if places else "100", "％")


def read_pulls(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield points contributed: each from growth and share, all together the growth of the whole."""
    for mentions in prose.by_sentence:
        pulls = [mention for mention in mentions if mention.role is Role.PULL]
        wholes = {canonical(pull.reading.object) for pull in pulls}
        if len(pulls) > 1 and len(wholes) == 1:
            operands = tuple(_signed(pull) for pull in pulls)
            claims = [
                Claim(Relation.PULL, growth, plus(len(operands)), operands, is_firm=False)
                for growth in _growths(prose, memory, pulls[0])
            ]
            if claims:
                yield pulls[0], claims
        for pull in pulls:
            yield from _pull(prose, memory, pull)
        for mention in mentions:
            if mention.role is Role.CONTRIBUTION:
                yield from _contribution(prose, memory, mention)


def _signed(mention: Mention) -> Quantity:
    return -mention.quantity if mention.reading.sign < 0 else mention.quantity


def _growths(prose: Prose, memory: Memory, pull: Mention, wanted: str = "") -> Iterator[Quantity]:
    """Yield what may be the growth of the whole: in the text before, the nearest first."""
    for mention in reversed(prose.mentions[max(0, pull.index - 12) : pull.index]):
        if mention.role is Role.CHANGE and mention.quantity.kind is Kind.PERCENT:
            yield _signed(mention)
    found = _remembered(memory, wanted or pull.reading.object)
    yield from (item.quantity for item in islice(found, _MOST_GROWTHS))


def _remembered(memory: Memory, wanted: str) -> Iterator[Remembered]:
    for item in memory.recent:
        if (
            item.role is Role.CHANGE
            and item.quantity.kind is Kind.PERCENT
            and covers(wanted, item.context + "总")
        ):
            yield item


def _pull(prose: Prose, memory: Memory, pull: Mention) -> Iterator[Found]:
    """Yield one pull from the part's growth and its share of the whole; reckoned, so never firm."""
    share = growth = None
    for mention in reversed(prose.mentions[max(0, pull.index - 6) : pull.index]):
        if mention.segment != pull.segment or mention.depth != pull.depth:
            break
        if mention.role is Role.SHARE and share is None:
            share = mention
        elif mention.role is Role.CHANGE and mention.quantity.kind is Kind.PERCENT:
            growth = mention
            break
    if share is None or growth is None:
        return
    claims = [
        Claim(
            Relation.PULL,
            _signed(pull),
            PULL,
            (_signed(growth), share.quantity, overall),
            is_firm=False,
        )
        for overall in _growths(prose, memory, growth, pull.reading.object)
    ]
    if claims:
        yield pull, claims


def _contribution(prose: Prose, memory: Memory, mention: Mention) -> Iterator[Found]:
    """Yield 贡献率: the points contributed over the growth of the whole."""
    near = prose.mentions[max(0, mention.index - 3) : mention.index + 3]
    pulls = [
        other for other in near if other.role is Role.PULL and other.sentence == mention.sentence
    ]
    pull = min(pulls, key=lambda other: abs(other.index - mention.index), default=None)
    if pull is None:
        return
    claims = [
        Claim(
            Relation.CONTRIBUTION, mention.quantity, RATIO, (_signed(pull), growth), is_firm=False
        )
        for growth in _growths(prose, memory, pull)
    ]
    if claims:
        yield mention, claims


def share_rule(index: int) -> Rule:
    """Return the rule of the share of part *index* of all the operands."""

    def apply(values: Sequence[Fraction]) -> Fraction | None:
        whole = sum(values, Fraction(0))
        return values[index] / whole * 100 if whole > 0 else None

    return Rule(apply, f"{{{index}}} ÷（各项之和）")


def read_ratios(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield 三次产业结构比为2:18:80: it makes 100, and each is the share of the amount listed."""
    for match in _SHARES.finditer(prose.text):
        before = prose.text[max(0, match.start() - 30) : match.start()]
        if not re.search(r"结构|比例|比重", before) or re.search(
            r"(?:由|从)[^,;。变升降]{0,16}$", before
        ):
            continue
        numbers = match.group().split(":")
        starts = [match.start()]
        for number in numbers[:-1]:
            starts.append(starts[-1] + len(number) + 1)
        shares = [
            Quantity(Kind.PERCENT, number, "", start=start, end=start + len(number))
            for number, start in zip(numbers, starts, strict=True)
        ]
        at = bisect_left(prose.mentions, match.start(), key=lambda item: item.quantity.start)
        if not at:
            continue
        near = prose.mentions[at - 1]
        yield (
            near,
            [Claim(Relation.SUM, _whole(shares), plus(len(shares)), tuple(shares), is_firm=False)],
        )
        parts = _parts(prose, near, len(shares))
        total = sum((share.value for share in shares), Fraction(0))
        forced = Cause.FORCED if total == _WHOLE.value else None
        for index, share in enumerate(shares):
            if parts:
                yield near, [Claim(Relation.SHARE, share, share_rule(index), parts, hint=forced)]


_INDUSTRIES = ("一产", "二产", "三产")


def _parts(prose: Prose, near: Mention, count: int) -> tuple[Quantity, ...]:
    """Return the amounts of the three industries listed just before, in order; else nothing."""
    if count != len(_INDUSTRIES):
        return ()
    found = [
        mention
        for mention in prose.mentions[max(0, near.index - 8) : near.index + 1]
        if mention.is_level() and mention.quantity.kind is Kind.MONEY
    ][-count:]
    names = [mention.head.replace("第", "").replace("产业", "产") for mention in found]
    matches = len(found) == count and all(
        word in name for word, name in zip(_INDUSTRIES, names, strict=True)
    )
    return tuple(mention.quantity for mention in found) if matches else ()
