"""构成: shares that make a whole: a:b:c, 结构为a、b、c, shares listed, and how they moved."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import MINUS, ArithmeticRule, add, plus
from investtrack_audit.statements.statement import Cause, Relation
from investtrack_audit.text.classification import may_be_partition
from investtrack_audit.text.indicators import indicator_of
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.sectors import SECTORS, amounts_by_sector, by_sector, sector_of


Found = tuple[Mention, list[Claim]]

_WHOLE = Quantity(Kind.PERCENT, "100", "％")
# 占调整预算的, 占年度计划的: how far a plan is carried out; such rates make no whole.
_OF_PLAN = re.compile(r"预算(?!收入|支出|总收)|计划|目标|任务")
_COMPOSED = re.compile(r"分[^,;:。]{1,6}看|按[^,;:。]{1,8}分|构成")
_RATIO = re.compile(r"\d{1,3}(?:\.\d{1,2})?(?: ?[::] ?\d{1,3}(?:\.\d{1,2})?){1,4}(?![\d:])")
_LISTED = re.compile(
    r"(?<=[为成到的])\d{1,3}(?:\.\d{1,2})?%?(?:、\d{1,3}(?:\.\d{1,2})?%?)(?:[、和]\d{1,3}(?:\.\d{1,2})?)(?=[,。;%]|$)(?!%?[、和及]\d)"
)
_NAMED = re.compile(
    r"结构|比例|比重|构成|之比|占比|比为|产业(?:增加值|投资)?比(?:\([^()]{1,8}\))?(?=[由从为\d])"
)
_OF_SECTORS = re.compile(r"一、二、三(?:次)?产业(?:增加值)?分别占[^,;:。、\d]{1,14}的$")
_FORMER = re.compile(r"(?:由|从(?!业))[^,;。变升降调]{0,16}$")
_FAR = 15
_PEOPLE = re.compile("从业|就业|人员|劳动力")


@frozen
class _Shares:
    """Shares written side by side, and whose they are.

    Attributes:
        at: where they begin.
        shares: the shares.
        is_former: whether they are what was before (由…调整为).
        of_sectors: whether they are of the three industries.
        measured: the indicator they are shares of.
        is_run: whether another reader holds them to a hundred (分别占…的).
    """

    at: int
    shares: tuple[Quantity, ...]
    is_former: bool
    of_sectors: bool
    measured: str = ""
    is_run: bool = False


def read_structure(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield that shares make 100 ％, that each is the share of its amount, and how they moved."""
    found = list(_shares(prose))
    for item in (*found, *_named_shares(prose)):
        at = bisect_left(prose.mentions, item.at, key=lambda mention: mention.quantity.start)
        near = next(iter(prose.mentions[max(0, at - 1) : at + 1]), None)
        if near is None:
            continue
        if not item.is_run:
            yield near, [_sum_to_whole(item)]
        if not item.is_former and item.of_sectors:
            yield from _of_amounts(prose, memory, near, at, item)
        elif not item.is_former:
            yield from _of_named(prose, near, at, item)
    if len(found) > 1 and found[0].is_former and len(found[0].shares) == len(SECTORS):
        yield from _moved(prose, found[0], found[1])
    yield from _moves(prose)
    yield from _listed(prose)


def _shares(prose: Prose) -> Iterator[_Shares]:
    for pattern in (_RATIO, _LISTED):
        for match in pattern.finditer(prose.text):
            before = prose.text[max(0, match.start() - 40) : match.start()]
            own = re.split(r"[。;]", before)[-1]
            named = _OF_SECTORS if pattern is _LISTED and own.endswith("的") else _NAMED
            if not named.search(own) or "贡献" in own or "拉动" in own:
                continue  # 结构比为…，对GDP的贡献率分别为…
            numbers = [
                (part.group(), match.start() + part.start())
                for part in re.finditer(r"\d+(?:\.\d+)?", match.group())
            ]
            shares = tuple(
                Quantity(Kind.PERCENT, number, "", start=start, end=start + len(number))
                for number, start in numbers
            )
            total = added(share.value for share in shares)
            of_sectors = len(shares) == len(SECTORS) and re.search(r"产", own) is not None
            # three numbers with decimals are shares wherever their points stand; 1:2:3 are none
            exact = of_sectors and all(share.places for share in shares)
            if abs(total - _WHOLE.value) > _FAR and not exact:
                continue
            is_former = _FORMER.search(before) is not None or _is_earlier(prose, match.start(), own)
            is_run = named is _OF_SECTORS
            yield _Shares(match.start(), shares, is_former, of_sectors, is_run=is_run)


_CHANGED_TO = re.compile("(?:调整|变化|变动|优化|演变|转变|变|升级|改变)(?:为|到|至)$")
_REVISED = re.compile(r"最终(?:核|计)|修订|(?:去|上)年(?!末)(?:同期)?[^,]{0,12}(?:结构|比例)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_COMPARED_YEAR = re.compile(r"(?:比|较|与|同)20\d\d年")


def _is_earlier(prose: Prose, at: int, own: str) -> bool:
    """Whether shares are of another year than the amounts before them: 最终核算2021年…，结构为5.5:50.6:43.9."""
    if _CHANGED_TO.search(own):
        return False
    begin, _ = prose.sentence_of(at)
    sentence = _COMPARED_YEAR.sub("", prose.text[begin:at])
    if _REVISED.search(sentence):
        return True
    said = _YEAR.findall(_COMPARED_YEAR.sub("", own)) or _YEAR.findall(sentence)
    before = _YEAR.findall(_COMPARED_YEAR.sub("", prose.text[max(0, begin - _PARAGRAPH) : begin]))
    return bool(said and before) and said[-1] < before[-1]


_PARAGRAPH = 400


def _named_shares(prose: Prose) -> Iterator[_Shares]:
    """Yield 第一产业增加值占生产总值比重为19.3％，第二产业增加值比重为28.7％，第三产业增加值比重为52.0％."""
    if "三产" not in prose.text and "第三产" not in prose.text:
        return
    for sentence in prose.by_sentence:
        named = [
            one
            for one in sentence
            if one.quantity.kind is Kind.PERCENT
            and one.role in {Role.SHARE, Role.RATE}
            and sector_of(one.head)
            and re.search("比重|占比|占", one.head)
        ]
        if tuple(sector_of(one.head) for one in named) != SECTORS:
            continue
        measured = {indicator_of(one.head) for one in named[1:]} - {""}
        shares = tuple(one.quantity for one in named)
        yield _Shares(
            shares[0].start,
            shares,
            is_former=False,
            of_sectors=True,
            measured=next(iter(measured), ""),
        )


def _sum_to_whole(item: _Shares) -> Claim:
    return Claim(
        Relation.SUM,
        _whole(item.shares),
        plus(len(item.shares)),
        item.shares,
        is_firm=item.of_sectors,
        is_likely=True,
    )


def _whole(parts: Sequence[Quantity]) -> Quantity:
    places = max(part.places for part in parts)
    return Quantity(Kind.PERCENT, f"100.{'0' * places}" if places else "100", "％")


def share_rule(index: int) -> ArithmeticRule:
    """Return the rule of the share of part *index* of all the operands."""

    def apply(values: Sequence[Fraction]) -> Fraction | None:
        top, bottom = 0, 1
        for value in values:  # one fraction at the end costs less than one a term
            top = top * value.denominator + value.numerator * bottom
            bottom *= value.denominator
        part = values[index]
        return Fraction(part.numerator * bottom * 100, part.denominator * top) if top > 0 else None

    return ArithmeticRule(apply, f"{{{index}}} ÷（各项之和）")


def _of_amounts(
    prose: Prose, memory: Memory, near: Mention, at: int, item: _Shares
) -> Iterator[Found]:
    """Yield each share of the amounts of the three industries, listed before or elsewhere."""
    of_people = _PEOPLE.search(prose.text[max(0, item.at - 20) : item.at]) is not None
    listed = amounts_by_sector(prose, at, Kind.COUNT if of_people else Kind.MONEY)
    if item.measured and {indicator_of(mention.label) for mention in listed} - {item.measured}:
        listed = []
    parts = tuple(mention.quantity for mention in listed)
    firm = bool(parts)
    if not parts and not of_people:
        wanted = "投资" if "投资" in prose.text[max(0, item.at - 20) : item.at] else ""
        parts = memory.sectors_near(prose.block, wanted)
    if not parts:
        return
    total = added(share.value for share in item.shares)
    forced = Cause.FORCED if total == _WHOLE.value else None
    for index, share in enumerate(item.shares):
        rule = share_rule(index)
        yield (
            near,
            [Claim(Relation.SHARE, share, rule, parts, firm, hint=forced, is_likely=True)],
        )


_TWO_NAMES = re.compile(
    r"(?P<one>[^,;:。()\d和与及、]{1,8})[和与及、](?P<two>[^,;:。()\d和与及、]{1,12}?)"
    r"(?:的)?(?:比重|比例|之比|占比|结构|比)(?:分别)?(?:为|是|达到?|:)?$"
)
_MOST_BEFORE = 16


def _of_named(prose: Prose, near: Mention, at: int, item: _Shares) -> Iterator[Found]:
    """Yield 中直经济384.8亿元；地方经济843.2亿元。中直与地方经济比重为31.3:68.7: each the share of the amount of its name."""
    names = _TWO_NAMES.search(prose.text[max(0, item.at - 30) : item.at])
    if names is None or len(item.shares) != SEVERAL:
        return
    parts: list[Mention] = []
    for name in (names["one"], names["two"]):
        word = _CALLED.sub("", name)
        own = [
            other
            for other in prose.mentions[max(0, at - _MOST_BEFORE) : at]
            if other.is_level()
            and not other.depth
            and canonical(other.label).startswith(canonical(word))
            and (not parts or other.quantity.is_like(parts[0].quantity))
        ]
        if not word or not own:
            return
        parts.append(own[-1])
    if parts[0] is parts[1]:
        return
    operands = tuple(part.quantity for part in parts)
    for index, share in enumerate(item.shares):
        rule = share_rule(index)
        claim = Claim(Relation.SHARE, share, rule, operands, is_firm=False, is_likely=True)
        yield near, [claim]


_CALLED = re.compile("(?:制)?(?:经济|投资|产业|企业)?(?:增加值|产值|投资)?$")


def _moved(prose: Prose, former: _Shares, now: _Shares) -> Iterator[Found]:
    """Yield 一产下降1.1个百分点 after 由14:46:40调整为12.9:…: the difference of the two."""
    if not (former.of_sectors and now.of_sectors):
        return
    moves = [
        mention
        for mention in prose.mentions
        if mention.quantity.kind is Kind.POINTS
        and mention.role is Role.CHANGE
        and mention.quantity.start > now.at
    ]
    for name, mention in by_sector(prose, moves[: len(SECTORS)]):
        place = SECTORS.index(name)
        stated = -mention.quantity if mention.reading.sign < 0 else mention.quantity
        operands = (now.shares[place], former.shares[place])
        yield (
            mention,
            [Claim(Relation.DIFFERENCE, stated, MINUS, operands, is_firm=False, is_likely=True)],
        )


def _moves(prose: Prose) -> Iterator[Found]:
    """Yield 一产、二产占比分别上升0.4、1.9个百分点，三产占比下降2.3个百分点: what shares gain others lose."""
    moves = [
        mention
        for mention in prose.mentions
        if mention.quantity.kind is Kind.POINTS and mention.role is Role.CHANGE
    ]
    named = [
        (name, mention)
        for name, mention in by_sector(prose, moves)
        if _NAMED.search(mention.context) or _NAMED.search(_sentence_before(prose, mention))
    ]
    for at in range(len(named) - 2):
        three = named[at : at + 3]
        if [name for name, _ in three] != list(SECTORS):
            continue
        last = three[2][1]
        if last.sentence - three[0][1].sentence > 1 or last.index - three[0][1].index > _NEAR:
            continue
        stated = _signed(last)
        operands = (_signed(three[0][1]), _signed(three[1][1]))
        yield (
            last,
            [Claim(Relation.SUM, stated, add(-1, -1), operands, is_firm=False, is_likely=True)],
        )


_NEAR = 6


def _signed(mention: Mention) -> Quantity:
    return -mention.quantity if mention.reading.sign < 0 else mention.quantity


def _sentence_before(prose: Prose, mention: Mention) -> str:
    begin, _ = prose.sentence_of(mention.quantity.start)
    return prose.text[max(0, begin - 40) : mention.quantity.start]


def subjects_of(prose: Prose, mentions: Sequence[Mention]) -> list[str]:
    """Return the words that open the segment of each of *mentions*, up to its first number."""
    subjects = []
    for mention in mentions:
        begin = prose.text.rfind(";", 0, mention.quantity.start) + 1
        begin = max(begin, prose.sentence_of(mention.quantity.start)[0])
        words = re.split(r"\d", prose.text[begin : mention.quantity.start], maxsplit=1)[0]
        subjects.append(re.split(r"[看分]?[,:]", words)[-1])
    return subjects


def _listed(prose: Prose) -> Iterator[Found]:
    """Yield that the shares a sentence lists of one whole make 100 ％."""
    in_pairs = "比分别" in prose.text or "比重分别" in prose.text
    for mentions in prose.by_sentence:
        groups: dict[str, list[Mention]] = {}
        if in_pairs:
            yield from _each_of_pair(prose, mentions)
        for mention in mentions:
            is_next = mention.is_listed and groups  # 分别占…的10.2％、76.4％和13.4％
            if (
                mention.role is Role.SHARE
                and mention.quantity.kind is Kind.PERCENT
                and ("占" in mention.head or is_next)
                and not _OF_PLAN.search(mention.reading.object)
                # 60岁及以上占16.15％，其中65岁及以上占10.47％
                and not (groups and _is_inner(prose, mention))
            ):
                named = canonical(mention.reading.object)
                # 占全部投资的2.1％；…占35.4％；…占62.5％: the later ones are of the same
                named = named or next(reversed(groups), "")
                groups.setdefault(named, []).append(mention)
        for shares in groups.values():
            if len(shares) > 1:
                yield from _of_shares(prose, shares)


_INNER = re.compile(r"其中[^,;。]*(?:,[^,;。]*)?$")
_CLAUSE = 40


def _is_inner(prose: Prose, mention: Mention) -> bool:
    """Whether the share is of what 其中 lists of the amount before it, in its own clause or the one before."""
    begin = max(mention.quantity.start - _CLAUSE, 0)
    return _INNER.search(prose.text[begin : mention.quantity.start]) is not None


_PAIR_NAMED = re.compile(
    r"([^,;:。、和\d]{1,8})[、和及]([^,;:。、\d]{1,10}?)(?:的)?(?:占比|比重)分别(?:为|是|达到?)?$"
)


def _each_of_pair(prose: Prose, mentions: Sequence[Mention]) -> Iterator[Found]:
    """Yield 轻、重工业占比分别为30.6％和69.4％: two that leave nothing out by their names, else only where they make 100."""
    for first in mentions:
        second = prose.mentions[first.index + 1 : first.index + 2]
        following = prose.mentions[first.index + 2 : first.index + 3]
        is_pair = "分别" in first.head and second and second[0].is_listed
        if not is_pair or (following and following[0].is_listed):
            continue
        if first.quantity.kind is not Kind.PERCENT:
            continue
        words = prose.text[max(0, first.quantity.start - _CLAUSE) : first.quantity.start]
        names = _PAIR_NAMED.search(words)
        if names is None:
            continue
        shares = (first.quantity, second[0].quantity)
        claim = Claim(Relation.SUM, _whole(shares), plus(2), shares, is_firm=False)
        is_whole = may_be_partition([names[1], names[2]])
        yield first, [evolve(claim, is_likely=is_whole, is_guess=not is_whole)]


def _of_shares(prose: Prose, shares: Sequence[Mention]) -> Iterator[Found]:
    begin, _end = prose.sentence_of(shares[0].quantity.start)
    composed = _COMPOSED.search(prose.text, begin, shares[0].quantity.start) is not None
    operands = tuple(share.quantity for share in shares)
    names = [
        sector_of(prose.text[max(begin, share.quantity.start - 60) : share.quantity.start])
        for share in shares
    ]
    whole, rule = _whole(operands), plus(len(operands))
    total = added(share.value for share in operands)
    of_sectors = (
        len(shares) == len(SECTORS) and composed and sorted(filter(None, names)) == sorted(SECTORS)
    )
    of_sectors = of_sectors or (composed and may_be_partition(subjects_of(prose, shares)))
    claims = [Claim(Relation.SUM, whole, rule, operands, is_firm=False, is_likely=of_sectors)]
    if composed and total > _WHOLE.value:
        claims.append(Claim(Relation.PART, whole, rule, operands, at_most=True))
    if abs(total - 100) <= 1 or len(claims) > 1 or of_sectors:
        yield shares[0], claims
