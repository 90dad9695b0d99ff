"""比全省（6.6％）和全国（6.0％）分别高0.8、1.4个百分点: points between a rate and the rates it is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import MINUS
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import classifications_of
from investtrack_audit.text.labels import canonical, covers, names_other_region
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.subjects import said_before


Found = tuple[Mention, list[Claim]]

_COMPARES = re.compile(r"较|(?<![同环占])比(?!重)|高于|低于|快于|慢于|高出|超过|超|落后|领先")
_FALLS = re.compile(r"低于|慢于|落后|下降|回落|低|慢|减|降|收窄")
_FROM = re.compile(r"(?:由|从)[^,;。]{0,16}$")
_TO = re.compile(
    r"(?:提高|提升|上升|扩大|下降|降低|回落|加快|减少|增加|变|升|降|增|减|放缓)(?:到|至|为)约?$"
)
_NOTE = "两个百分比之差，应写百分点"


def read_compared_rates(prose: Prose) -> Iterator[Found]:
    """Yield the points between a rate and one or several others that stand in brackets, or in 由…提高到…."""
    at = 0
    while at < len(prose.mentions):
        run = _run(prose, at)
        at += max(1, len(run))
        if run:
            yield from _against_brackets(prose, run)
            yield from _against_bracket_after(prose, run)
        if len(run) == 1:
            yield from _from_to(prose, run[0])
            yield from _against_the_one_beside(prose, run[0])


_BESIDE = re.compile(r"(?:比(?![重例])|较)[^,;。]*$")
_MOVED = re.compile(r"^(?:高出|高|低|快|慢|上升|提高|下降|回落|降低|增加|减少|提升)(?:了|约)?$")


def _against_the_one_beside(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 增长率为0.53％，比上年的0.57％下降0.04个百分点: what it is compared with stands in the same clause."""
    base = prose.mentions[mention.index - 1] if mention.index else None
    if (
        base is None
        or base.clause != mention.clause
        or base.depth != mention.depth
        or base.quantity.kind is not Kind.PERCENT
        or mention.quantity.kind is not Kind.POINTS
        or not (_MOVED.match(mention.head) and _BESIDE.search(base.head))
    ):
        return
    current = next(
        (
            other
            for other in said_before(prose, base)
            if other.quantity.kind is Kind.PERCENT and other.depth == mention.depth
        ),
        None,
    )
    if current is not None:
        falls = _FALLS.search(mention.head) is not None
        claim = _difference(mention, current, base, falls=falls)
        yield mention, [evolve(claim, is_firm=False, is_likely=current.clause == base.clause - 1)]


_GROWTH_OF = re.compile(
    r"(?:投资)?(?:平均)?(?:的)?(?:增长)?(?:增速|增幅|增长率|增长水平|水平|平均)(?:的)?$"
)
_MOST_GROWTHS, _MOST_BACK, _MOST_AHEAD = 6, 24, 8
# 快于全市经济增速: than that of 生产总值
_TRADE = re.compile(r"^(?:全[省市县区州国])?外贸(?:整体|总体)?$")
_ECONOMY = re.compile(r"^([全我本][省市县区州国])?(?:整体)?经济(?:整体)?$")
# 高于去年同期34个百分点: than its own growth a year ago, not than another's.
_EARLIER = re.compile(r"去年|上年|同期|上月|前年|上季度|年初|上期|\d月|一季度|上半年")


def read_compared_growth(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield 增长10.3％，增速低于全部投资增速7.2个百分点: the growth of what is named, said elsewhere.

    Likely where one growth only bears the name, else only where it agrees.
    """
    for mention in prose.mentions:
        yield from _of_growth_named(prose, mention, memory)
        yield from _of_bracket_named(prose, mention)
        wanted = mention.reading.object
        if (
            mention.quantity.kind is not Kind.POINTS
            or mention.role is not Role.EXCESS
            or mention.is_listed
            or "进度" in wanted
            or _EARLIER.search(wanted)
            or not canonical(wanted)
            or _is_of_run(prose, mention)
        ):
            continue
        current = next(
            (other for other in said_before(prose, mention) if _is_growth(other)),
            None,
        )
        if current is None or current.depth != mention.depth or mention.reading.subject:
            continue
        name = _ECONOMY.sub(r"\1生产总值", _GROWTH_OF.sub("", wanted))
        name = _TRADE.sub("进出口", name)
        is_economy = name.endswith("生产总值")
        named = [
            rate
            for rate, words in _growths(prose, memory, current)
            if _is_growth_of(name, wanted, words) and not (is_economy and "产业" in words)
        ]
        only = len({rate.value for rate in named}) == 1
        named += [
            _rate(other)
            for other in prose.mentions[current.index + 1 : current.index + _MOST_AHEAD]
            if _is_growth(other)
            and other.sentence > current.sentence
            and _is_growth_of(name, wanted, _what_grew(other.context))
        ]
        stated = -mention.quantity if mention.reading.sign < 0 else mention.quantity
        claims = [
            Claim(
                Relation.DIFFERENCE,
                stated,
                MINUS,
                (_rate(current), rate),
                is_firm=False,
                is_guess=True,
            )
            for rate in named[:_MOST_GROWTHS]
        ]
        if only:
            claims.append(evolve(claims[0], is_guess=False, is_likely=True))
        if claims:
            yield mention, claims


def read_compared_runs(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield 甲和乙分别增长10.6％和9.1％，增速分别比规上工业快4.6和3.1个百分点: each of its own growth, against one that was said; and against several in order."""
    at = 0
    while at < len(prose.mentions):
        run = _run(prose, at)
        at += max(1, len(run))
        if len(run) < SEVERAL or run[0].quantity.kind is not Kind.POINTS:
            continue
        rates = _rates_before(prose, run)
        if rates is not None:
            yield from _against_one(prose, memory, run, rates)


def _rates_before(prose: Prose, run: Sequence[Mention]) -> list[Mention] | None:
    """Return as many listed growth rates as *run* has points, of the clause before it."""
    rates = list(prose.mentions[max(0, run[0].index - len(run)) : run[0].index])
    is_listed = len(rates) == len(run) and all(one.is_listed for one in rates[1:])
    if not is_listed or not all(_is_growth(one) for one in rates):
        return None
    near = rates[0].sentence == run[0].sentence and run[0].clause - rates[-1].clause == 1
    return rates if near and _COMPARES.search(run[0].head) else None


def _against_one(
    prose: Prose, memory: Memory, run: Sequence[Mention], rates: Sequence[Mention]
) -> Iterator[Found]:
    falls = _FALLS.search(run[0].head) is not None
    said = list(_growths(prose, memory, rates[0], most=_MOST_FAR))
    bases = list(dict.fromkeys(rate for rate, _ in said))
    wanted = run[0].reading.object
    name = _GROWTH_OF.sub("", wanted)
    named = {rate.value: rate for rate, words in said if _is_growth_of(name, wanted, words)}

    def claim(points: Mention, rate: Mention, base: Quantity) -> Claim:
        stated = -points.quantity if falls else points.quantity
        return Claim(Relation.DIFFERENCE, stated, MINUS, (_rate(rate), base), is_firm=False)

    pairs = list(zip(run, rates, strict=True))
    fitting = [(sum(_holds(claim(*pair, base)) for pair in pairs), base) for base in bases]
    most, common = max(fitting, key=lambda found: found[0], default=(0, None))
    is_common = common is not None and most > 1 and most >= len(run) - 1
    if (
        not is_common and len(named) == 1 and len(run) == SEVERAL
    ):  # one of two fits what the words name
        common = next(iter(named.values()))
        is_common = any(_holds(claim(*pair, common)) for pair in pairs)
    for points, rate in pairs:
        if is_common and common is not None:
            yield points, [evolve(claim(points, rate, common), is_likely=True)]
            continue
        guesses = [evolve(claim(points, rate, base), is_guess=True) for base in bases]
        if guesses:
            yield points, guesses


def _holds(claim: Claim) -> bool:
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)


_MOST_FAR = 24


def _is_growth_of(name: str, wanted: str, words: str) -> bool:
    if not name or not covers(name, words) or names_other_region(wanted, words):
        return False
    # 规上工业企业中，国有控股企业下降6.5％ is no growth of 规上工业
    return not (_OWNERS in classifications_of(words) and _OWNERS not in classifications_of(name))


_OWNERS = "登记类型"


_NAMED_GROWTH = re.compile(
    r"(?:^|[,;:])(?P<name>[^,;:()]{2,24}?)的?(?:增幅|增速|增长率)(?:比|较|高于|低于)[^,;:()]*\($"
)


def _of_growth_named(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 收入增幅比全省（15.97％）高6个百分点, of the growth of 收入 said before; only where it agrees."""
    base = prose.mentions[mention.index - 1] if mention.index else None
    if (
        base is None
        or mention.quantity.kind is not Kind.POINTS
        or mention.role is not Role.EXCESS
        or not _are_bracketed([base], [mention])
        or not mention.gap.startswith(")")
    ):
        return
    begin, _ = prose.sentence_of(base.quantity.start)
    opened = prose.text.rfind("(", begin, base.quantity.start) + 1
    found = _NAMED_GROWTH.search(prose.text[max(begin, opened - _MOST_NAME) : opened])
    if found is None:
        return
    stated = -mention.quantity if mention.reading.sign < 0 else mention.quantity
    named = [rate for rate, words in _growths(prose, memory, base) if covers(found["name"], words)]
    claims = [
        Claim(
            Relation.DIFFERENCE, stated, MINUS, (rate, base.quantity), is_firm=False, is_guess=True
        )
        for rate in dict.fromkeys(named)
    ]
    if claims:
        yield mention, claims[:_MOST_GROWTHS]


_MOST_NAME = 60


def _of_bracket_named(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 增长10.2％（全市9.4％），居第五位，高于全市0.8个百分点: than what bears just that name in a bracket before."""
    if mention.quantity.kind is not Kind.POINTS or mention.role is not Role.EXCESS:
        return
    for other in prose.mentions[max(0, mention.index - _MOST_AHEAD) : mention.index]:
        if other.depth != mention.depth + 1 or other.quantity.kind is not Kind.PERCENT:
            continue
        is_named = other.head.strip() == mention.reading.object.strip() != ""
        if not is_named or other.sentence != mention.sentence or not other.index:
            continue
        current = prose.mentions[other.index - 1]
        if _is_growth(current) and current.depth == mention.depth:
            claim = _difference(mention, current, other, falls=mention.reading.sign < 0)
            yield mention, [evolve(claim, is_firm=False, is_likely=True)]


def _is_growth(mention: Mention) -> bool:
    return mention.quantity.kind is Kind.PERCENT and mention.role is Role.CHANGE


def _is_of_run(prose: Prose, mention: Mention) -> bool:
    """Whether points are read against the growth of each of several: see read_compared_runs."""
    run = _run(prose, mention.index)
    return len(run) > 1 and _rates_before(prose, run) is not None


def _growths(
    prose: Prose, memory: Memory, current: Mention, *, most: int = 10**6
) -> Iterator[tuple[Quantity, str]]:
    """Yield the growth said before *current*, the nearest first, each with the words that name what grew."""
    for other in reversed(prose.mentions[max(0, current.index - _MOST_BACK) : current.index]):
        if _is_growth(other) and not other.is_listed:
            yield _rate(other), _what_grew(other.context)
    for item in memory.growths(most):
        falls = _FALLS.search(item.label) and not item.quantity.number.startswith("-")
        yield (-item.quantity if falls else item.quantity), _what_grew(item.context)


def _what_grew(context: str) -> str:
    """Return the words since the last growth said: of 一产增长3％，二产增长5 those of 二产."""
    return re.split(r"[%％][,;、]", context)[-1]


def _run(prose: Prose, at: int) -> list[Mention]:
    """Return the points listed from *at* on: one, or several joined by 、."""
    first = prose.mentions[at]
    if first.quantity.kind not in {Kind.POINTS, Kind.PERCENT}:
        return []
    run = [first]
    for index in range(at + 1, len(prose.mentions)):
        other = prose.mentions[index]
        joined = not other.head and other.gap.strip() in {"、", "和", "及", "与"}
        if not joined or other.quantity.kind is not first.quantity.kind:
            break
        run.append(other)
    return run


def _are_bracketed(bases: Sequence[Mention], run: Sequence[Mention]) -> bool:
    """Whether *bases* are as many rates, in brackets of the sentence of *run*."""
    first = run[0]
    return len(bases) >= len(run) and all(
        base.quantity.kind is Kind.PERCENT
        and base.depth == first.depth + 1
        and base.sentence == first.sentence
        for base in bases
    )


def _against_brackets(prose: Prose, run: Sequence[Mention]) -> Iterator[Found]:
    first = run[0]
    bases = prose.mentions[max(0, first.index - len(run)) : first.index]
    if not _are_bracketed(bases, run):
        return
    before = prose.text[bases[-1].quantity.end : first.quantity.start].lstrip()
    if not before.startswith(")") or re.search(r"[,;。]", before):
        return
    current = next(
        (
            other
            for other in said_before(prose, first)
            if other.quantity.kind is Kind.PERCENT and other.depth == first.depth
        ),
        None,
    )
    between = prose.mentions[current.index + 1 : bases[0].index] if current is not None else ()
    if current is None or not all(
        other.quantity.kind is Kind.POINTS or other.depth > first.depth for other in between
    ):
        return
    last = prose.mentions[bases[0].index - 1]
    words = re.sub(r"\([^()]*\)", "", prose.text[last.quantity.end : first.quantity.start])
    if ";" in words:
        return
    compared = list(_COMPARES.finditer(words))
    if not compared:
        return
    falls = _FALLS.search(words[compared[0].start() :]) is not None
    for mention, base in zip(run, bases, strict=True):
        yield mention, [_difference(mention, current, base, falls=falls)]


def _against_bracket_after(prose: Prose, run: Sequence[Mention]) -> Iterator[Found]:
    """Yield 增长8.2％，分别高于全省、全市3.1个和1.4个百分点（全省5.1％、全市6.8％): what it is compared with follows."""
    first, last = run[0], run[-1]
    bases = prose.mentions[last.index + 1 : last.index + 1 + len(run)]
    if not _are_bracketed(bases, run):
        return
    between = prose.text[last.quantity.end : bases[0].quantity.start]
    following = prose.mentions[last.index + 1 + len(run) : last.index + 2 + len(run)]
    more = any(
        other.depth > first.depth and other.sentence == first.sentence for other in following
    )
    current = next(
        (
            other
            for other in said_before(prose, first)
            if other.quantity.kind is Kind.PERCENT and other.depth == first.depth
        ),
        None,
    )
    if not between.startswith("(") or more or current is None:
        return
    words = prose.text[current.quantity.end : first.quantity.start]
    compared = list(_COMPARES.finditer(words))
    if not compared:
        return
    falls = _FALLS.search(words[compared[-1].start() :]) is not None
    for mention, base in zip(run, bases, strict=True):
        claim = _difference(mention, current, base, falls=falls)
        yield mention, [evolve(claim, is_firm=False, is_likely=True)]


def _difference(mention: Mention, current: Mention, base: Mention, *, falls: bool) -> Claim:
    stated = -mention.quantity if falls else mention.quantity
    note = _NOTE if stated.kind is Kind.PERCENT else ""
    operands = (_rate(current), _rate(base))
    return Claim(Relation.DIFFERENCE, stated, MINUS, operands, note=note)


def _from_to(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 由12％提高到15％，提高3个百分点."""
    if mention.quantity.kind is not Kind.POINTS or mention.reading.subject:
        return
    before = list(said_before(prose, mention))[:2]
    if len(before) < SEVERAL or any(other.quantity.kind is not Kind.PERCENT for other in before):
        return
    current, base = before
    if _TO.search(current.head) and _FROM.search(base.head):
        stated = -mention.quantity if mention.reading.sign < 0 else mention.quantity
        operands = (current.quantity, base.quantity)  # levels, whatever 减少为 says
        yield mention, [Claim(Relation.DIFFERENCE, stated, MINUS, operands)]


def _rate(mention: Mention) -> Quantity:
    falls = mention.reading.sign < 0 and not mention.quantity.number.startswith("-")
    return -mention.quantity if falls else mention.quantity
