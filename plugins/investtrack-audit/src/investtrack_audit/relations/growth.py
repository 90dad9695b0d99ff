"""同比增长, 下降: growth from a stated base, a previous value or an increment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import (
    FALL_BY,
    GROWTH,
    GROWTH_BY,
    GROWTH_TIMES,
    ITSELF,
    MINUS,
    RATIO,
)
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.indicators import indicator_of, names_only_indicator
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.subjects import said_before, subject_of


Found = tuple[Mention, list[Claim]]

# Growth at constant prices or on a comparable base does not follow from the amounts printed.
_OTHER_BASE = re.compile(r"生产总值|GDP|增加值|可比|同口径|不变价|总产值")
_FROM = re.compile(r"(?:由|从)[^,;。]{0,16}$")
_TO = re.compile(
    r"(?:增长|增加|提高|提升|上升|扩大|下降|减少|降低|回落|变|升|降|增|减)(?:到|至|为)(?:\d{4}年|目前|今年|去年|上年)?[底末]?的?约?$"
)
_AVERAGE = re.compile("[年月季日]均|平均|复合")
_LATER = 3


def read_growth(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield the growth that *prose* states together with what it is reckoned from."""
    for mention in prose.mentions:
        if mention.role is Role.CHANGE and not mention.is_listed and mention.reading.subject:
            yield from _of_named(prose, mention, memory)
        if mention.role is not Role.CHANGE or mention.is_listed or _is_of_another(prose, mention):
            continue
        if _AVERAGE.search(mention.head):
            continue  # 年均增长11％ follows from the years, too
        kind = mention.quantity.kind
        if "分别" in mention.head and kind is Kind.PERCENT:
            each = _each_growth(prose, mention)
            if each is not None:  # the first rate is of the first amount, not of the one beside it
                yield from each
                continue
        if kind in AMOUNTS:
            yield from _increment(prose, mention)
            yield from _since_the_base(prose, mention, memory)
        elif kind is Kind.POINTS and _percent_before(prose, mention):
            continue
        else:
            yield from _growth(prose, mention)


def _is_of_another(prose: Prose, mention: Mention) -> bool:
    """Whether a change names a subject anew, and no mere indicator that the amount before it bears: 完成投资9亿元；完成投资较去年同期增加1亿元."""
    subject = mention.reading.subject
    if not subject or not names_only_indicator(subject):
        return bool(subject)
    before = next((other for other in said_before(prose, mention) if other.is_level()), None)
    return (
        before is None
        or before.depth != mention.depth
        or (not indicator_of(subject) or indicator_of(subject) != indicator_of(before.label))
    )


def _percent_before(prose: Prose, mention: Mention) -> bool:
    """Whether a rate stands just before, of which these are the points it moved by."""
    return any(other.quantity.kind is Kind.PERCENT for other in said_before(prose, mention)) or (
        mention.index > 0 and prose.mentions[mention.index - 1].quantity.kind is Kind.PERCENT
    )


def _each_growth(prose: Prose, mention: Mention) -> list[Found] | None:
    """Return 甲214.4万亩，乙1296.3万亩，分别比上年增加7.5万亩、8.5万亩，分别增长3.6％、0.7％: one rate an increment and an amount, in order.

    None where there are not as many of each.
    """
    rates = prose.listed_from(mention, _MOST_EACH)
    count = len(rates)
    before = prose.mentions[max(0, mention.index - 2 * _MOST_EACH) : mention.index]
    increments = [other for other in before if other.role is Role.CHANGE][-count:]
    amounts = [
        other
        for other in before
        if other.is_level() and increments and other.index < increments[0].index
    ][-count:]
    if count < SEVERAL or len(increments) < count or len(amounts) < count:
        return None
    rule = GROWTH_BY if mention.reading.sign > 0 else FALL_BY
    claims = [
        Claim(
            Relation.GROWTH,
            -rate.quantity if mention.reading.sign < 0 else rate.quantity,
            rule,
            (amount.quantity, increment.quantity),
            is_firm=False,
            is_likely=True,
        )
        for rate, amount, increment in zip(rates, amounts, increments, strict=True)
        if amount.quantity.is_like(increment.quantity)
    ]
    if len(claims) < count:
        return None
    holding = [claim for claim in claims if _may_hold(claim)]
    is_telling = len(holding) * 2 > count or any(map(_is_telling, holding))
    return [(rate, [claim]) for rate, claim in zip(rates, claims, strict=True) if is_telling]


def _is_telling(claim: Claim) -> bool:
    """Whether agreement of one of two is hardly an accident."""
    return len(claim.stated.number.strip("-0").replace(".", "")) >= _TELLING


_TELLING = 3


def _may_hold(claim: Claim) -> bool:
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)


_MOST_EACH = 8


def _growth(prose: Prose, mention: Mention) -> Iterator[Found]:
    current, base = _current_and_base(prose, mention)
    if current is None:
        return
    begin, end = prose.sentence_of(mention.quantity.start)
    firm = not _OTHER_BASE.search(
        prose.text, max(begin, mention.quantity.start - 80), min(end, mention.quantity.end + 20)
    )
    stated = _signed(mention)
    claims: list[Claim] = []
    if base is not None:
        rule = GROWTH_TIMES if stated.kind is Kind.TIMES else GROWTH
        claims.append(Claim(Relation.GROWTH, stated, rule, (current.quantity, base.quantity), firm))
    increment = _increment_of(prose, mention, current)
    if increment is not None and stated.kind is not Kind.TIMES:
        rule = GROWTH_BY if increment.reading.sign > 0 else FALL_BY
        same = (increment.reading.sign > 0) == (mention.reading.sign > 0)
        claims.append(
            Claim(
                Relation.GROWTH,
                stated,
                rule,
                (current.quantity, increment.quantity),
                firm and same,
                is_likely=firm,
            )
        )
    if claims:
        yield mention, claims


def _signed(mention: Mention) -> Quantity:
    # 增长-3％ is written too; 下降-3％ means a fall.
    falls = mention.reading.sign < 0 and not mention.quantity.number.startswith("-")
    return -mention.quantity if falls else mention.quantity


def _current_and_base(prose: Prose, mention: Mention) -> tuple[Mention | None, Mention | None]:
    """Return the amount that grew and, where it is stated, what it was before."""
    base = None
    after = _bracketed_base(prose, mention)
    for other in said_before(prose, mention):
        if other.role is Role.CHANGE and _is_of_another(prose, other):
            return None, None
        if (
            other.role is Role.PREVIOUS
            and other.quantity.kind in AMOUNTS
            and other.depth == mention.depth
        ):
            base = base or other
            continue
        is_sum = other.role is Role.SUM and other.quantity.kind in AMOUNTS
        if not (is_sum or other.is_amount(other.quantity)) or other.depth != mention.depth:
            continue
        if base is not None and not other.quantity.is_like(base.quantity):
            continue
        if base is None:
            base = _bracketed_base(prose, other) or _base_after(prose, other, mention)
            base = base or (
                after if after is not None and after.quantity.is_like(other.quantity) else None
            )
        if base is None and _TO.search(other.head):
            base = next(
                (
                    earlier
                    for earlier in said_before(prose, other)
                    if _FROM.search(earlier.head) and earlier.quantity.is_like(other.quantity)
                ),
                None,
            )
        return other, base
    if base is not None:
        later = subject_of(prose, base)
        is_like = later is not None and later.quantity.is_like(base.quantity)
        return (later if is_like else None), base
    return None, None


def _bracketed_base(prose: Prose, current: Mention) -> Mention | None:
    """Return 去年同期 in brackets just after the amount, or after its growth: 58个，增长20.8％（去年同期48个）."""
    following = prose.mentions[current.index + 1 : current.index + 2]
    return next(
        (
            other
            for other in following
            if other.role is Role.PREVIOUS
            and other.depth == current.depth + 1
            and (
                other.quantity.is_like(current.quantity)
                or (current.role is Role.CHANGE and other.quantity.kind in AMOUNTS)
            )
        ),
        None,
    )


def _base_after(prose: Prose, current: Mention, growth: Mention) -> Mention | None:
    """Return 比去年同期的30个增长20％: the base inside the comparison itself."""
    if growth.index - current.index <= 1:
        return None
    other = prose.mentions[growth.index - 1]
    is_base = other.clause == growth.clause and re.search(
        r"(?:比|较)[^,]{0,60}(?:同期|去年|上年)", other.head
    )
    return other if is_base and other.quantity.is_like(current.quantity) else None


def _increment_of(prose: Prose, mention: Mention, current: Mention) -> Mention | None:
    """Return by how much the amount grew, stated beside the rate."""
    near = prose.mentions[current.index + 1 : mention.index + _LATER]
    found = [
        other
        for other in near
        if other is not mention
        and other.sentence == mention.sentence
        and other.depth == mention.depth
        and other.role is Role.CHANGE
        and (other.reading.is_relative or abs(other.index - mention.index) == 1)
        and not _is_of_another(prose, other)
        and not _MORE_THAN_THEN.search(other.head)
        and (not _since(other) or not _since(mention) or _since(other) == _since(mention))
        and other.quantity.is_like(current.quantity)
        and not _level_between(prose, current, other)
        and not _level_between(prose, current, mention)
    ]
    found = [other for other in found if other.segment == mention.segment] or found
    return found[0] if len(found) == 1 else None


# 较上年同期多增359亿元: by so much more than last year, no increment of the amount
_MORE_THAN_THEN = re.compile("[多少][增减](?![产收支])")
_SINCE = {
    "年": re.compile("同比|去年|上年(?!末)|同期"),
    "年初": re.compile("年初|上年末|去年末"),
    "月": re.compile("环比|上月|上季度"),
}


def _since(mention: Mention) -> str:
    """Return since when something grew: 比年初增加6亿元 says nothing of 同比增长13％; a mere 增长 is since the same."""
    found = [name for name, pattern in _SINCE.items() if pattern.search(mention.head)]
    return found[-1] if found else ""


def _of_named(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 流动人口增加1543人，增长69.73％, where 流动人口为3758人 was said: likely where one amount only bears just that name."""
    following = prose.mentions[mention.index + 1 : mention.index + 2]
    rate = following[0] if following else mention
    if (
        mention.quantity.kind not in AMOUNTS
        or rate.role is not Role.CHANGE
        or rate.quantity.kind is not Kind.PERCENT
        or rate.clause != mention.clause + 1
        or rate.reading.subject
        or _OTHER_BASE.search(mention.head)
    ):
        return
    name = canonical(mention.reading.subject)
    before = reversed(prose.mentions[max(0, mention.index - _BEFORE) : mention.index])
    levels = [(one.quantity, one.label) for one in before if one.is_level(mention.quantity)]
    remembered = memory.levels(mention.quantity, within=_BEFORE)
    levels += [(item.quantity, item.label) for item in remembered]
    found = {level.value: level for level, label in levels if name and _names_just(name, label)}
    things = _NUMBER_OF.sub("", name)
    if not found and things and things != name:  # 死亡33人。…死亡人数减少9人
        found = {one.value: one for one, label in levels if canonical(label).endswith(things)}
    rule = GROWTH_BY if mention.reading.sign > 0 else FALL_BY
    claims = [
        Claim(Relation.GROWTH, _signed(rate), rule, (level, mention.quantity), is_firm=False)
        for level in found.values()
    ]
    if claims:
        only = len(claims) == 1 and mention.reading.sign == rate.reading.sign
        yield rate, [evolve(claim, is_likely=only, is_guess=not only) for claim in claims]


_BEFORE = 24


_NUMBER_OF = re.compile("(?:人|起|户|个|项|家)数$")


def _names_just(name: str, label: str) -> bool:
    plain = re.sub(r"\[\d+\]", "", label)
    return canonical(plain).removeprefix("年末") == name


def _since_the_base(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 这一数据与2010年的133972万人相比，共增加3377万人，增长2.52％: of what the sentence or the paragraph before states; only where it agrees."""
    base = next(
        (other for other in said_before(prose, mention) if other.role is Role.PREVIOUS), None
    )
    if (
        base is None
        or not _COMPARED.match(base.tail)
        or not base.quantity.is_like(mention.quantity)
    ):
        return
    if any(other.is_level(base.quantity) for other in said_before(prose, mention)):
        return
    stated = _signed(mention)
    before = prose.mentions[max(0, base.index - _FAR) : base.index]
    levels = [other.quantity for other in reversed(before) if other.is_level(base.quantity)]
    levels += [item.quantity for item in memory.levels(base.quantity, within=_FAR)]
    claims = [
        Claim(
            Relation.DIFFERENCE, stated, MINUS, (level, base.quantity), is_firm=False, is_guess=True
        )
        for level in levels
    ]
    if claims:
        yield mention, claims
    following = prose.mentions[mention.index + 1 : mention.index + 2]
    for rate in following:
        beside = rate.sentence == mention.sentence and rate.role is Role.CHANGE
        if beside and rate.quantity.kind is Kind.PERCENT and not _is_of_another(prose, rate):
            pair = (mention.quantity, base.quantity)
            claim = Claim(Relation.GROWTH, rate.quantity, RATIO, pair, is_firm=False)
            yield rate, [evolve(claim, is_likely=mention.reading.sign == rate.reading.sign)]


_COMPARED, _FAR = re.compile("相比|比较"), 8


def _level_between(prose: Prose, first: Mention, last: Mention) -> bool:
    between = prose.mentions[first.index + 1 : last.index]
    return any(
        (other.is_level() or other.role is Role.AVERAGE) and other.depth <= last.depth
        for other in between
    )


def _increment(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 较去年同期增加5个, where last year's number is stated too."""
    current, base = _current_and_base(prose, mention)
    if current is None or base is None or not base.quantity.is_like(mention.quantity):
        return
    moved = _TO.search(current.head) and _FROM.search(base.head)  # 由57家增加到76家，净增19家
    if not (mention.reading.is_relative or base.tail.startswith("相比") or moved):
        return
    if not current.quantity.is_like(mention.quantity):
        return
    yield (
        mention,
        [Claim(Relation.DIFFERENCE, _signed(mention), MINUS, (current.quantity, base.quantity))],
    )


def read_missing_percent(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield 同比增长8.2 without its sign, where the sentence gives other growth in ％.

    What it should be is not reckoned: only the sign is missing.
    """
    for mention in prose.mentions:
        if mention.quantity.kind is not Kind.BARE or mention.role is not Role.CHANGE:
            continue
        if not mention.reading.is_relative and not mention.is_listed:
            continue
        beside = prose.mentions[max(0, mention.index - 6) : mention.index + 4]
        if any(
            other.quantity.kind is Kind.PERCENT and other.role is Role.CHANGE for other in beside
        ):
            percent = evolve(mention.quantity, kind=Kind.PERCENT, unit="％")
            yield mention, [Claim(Relation.NOTATION, mention.quantity, ITSELF, (percent,))]
