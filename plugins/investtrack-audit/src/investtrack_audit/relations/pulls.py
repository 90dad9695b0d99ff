"""拉动 and 贡献率: how parts make up the growth of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.relations.structure import subjects_of
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import PULL, RATIO, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import may_be_partition
from investtrack_audit.text.labels import canonical, covers
from investtrack_audit.text.memory import Memory, Remembered
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.sectors import SECTORS, by_sector, sector_of


_APART = 3
"""Quantities between a contribution and what it contributes to, at most."""
_BETWEEN = 2
"""Numbers after the words of a topic that may still be about it."""


Found = tuple[Mention, list[Claim]]

_MOST_GROWTHS = 6
_NEAR = 40
# What pulls are of, under its names.
_TOPICS = (
    (
        "生产总值",
        re.compile(
            r"生产总值|GDP|(?<!民营)(?<!有制)(?<!非公)(?<!数字)(?<!县域)(?<!个体)(?<!海洋)经济"
        ),
    ),
    ("投资", re.compile(r"投资")),
    ("工业", re.compile(r"工业")),
    ("服务业", re.compile(r"服务业")),
    ("消费", re.compile(r"消费|零售")),
)


def read_pulls(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield points contributed: each from growth and share, all together the growth of the whole."""
    pulls = [mention for mention in prose.mentions if mention.role is Role.PULL]
    shares = [mention for mention in prose.mentions if mention.role is Role.CONTRIBUTION]
    if not pulls and not shares:
        return
    yield from _of_sectors(prose, memory, pulls, shares)
    for mentions in prose.by_sentence:
        yield from _of_sentence(prose, memory, mentions)
        yield from _of_demands(prose, mentions)
    for pull in pulls:
        yield from _pull(prose, memory, pull)
    pulled = dict(_pairs(prose, pulls))
    made = _made_by(prose, memory, pulls) if shares else None
    for sector, mention in _pairs(prose, shares):
        beside = pulled.get(sector) if sector else _in_order(prose, mention)
        beside = beside or _nearest(prose, mention)
        yield from _contribution(prose, memory, mention, beside, made)


def _made_by(prose: Prose, memory: Memory, pulls: Sequence[Mention]) -> Quantity | None:
    """Return the growth before that the pulls of the three industries make exactly."""
    for three in _threes(prose, pulls):
        total = added(_signed(pull).value for pull in three)
        return next((one for one in _growths(prose, memory, three[0]) if one.value == total), None)
    return None


def _pairs(prose: Prose, mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    """Yield each of *mentions* with its industry, or nothing where it has none."""
    named = {mention.index: name for name, mention in by_sector(prose, mentions)}
    yield from ((named.get(mention.index, ""), mention) for mention in mentions)


def _nearest(prose: Prose, mention: Mention) -> Mention | None:
    near = [
        other
        for other in prose.mentions[max(0, mention.index - _APART) : mention.index + _APART + 1]
        if other.role is Role.PULL
        and (other.sentence == mention.sentence or _follows(mention, other))
    ]
    return min(near, key=lambda other: abs(other.index - mention.index), default=None)


def _in_order(prose: Prose, mention: Mention) -> Mention | None:
    """Return the pull at the place of *mention* among the contributions of its sentence: 贡献率分别为65％、24％和11％，分别拉动3.3、1.2和0.5个百分点."""
    sentence = prose.by_sentence[mention.sentence]
    own = [one for one in sentence if one.role is Role.CONTRIBUTION]
    beside = [one for one in sentence if one.role is Role.PULL]
    is_listed = len(own) > 1 and any(one.is_listed for one in own)
    if not is_listed or len(own) != len(beside):
        return None
    return next((two for one, two in zip(own, beside, strict=True) if one is mention), None)


def _follows(mention: Mention, pull: Mention) -> bool:
    """Whether *pull* opens the sentence after *mention* without a subject: 贡献率为33.5％。拉动GDP增长3.4个百分点."""
    return pull.sentence == mention.sentence + 1 and pull.head.startswith(("拉动", "上拉", "带动"))


def _of_sectors(
    prose: Prose, memory: Memory, pulls: Sequence[Mention], shares: Sequence[Mention]
) -> Iterator[Found]:
    """Yield that the pulls of the three industries make the growth, and their contributions 100 ％."""
    for three in _threes(prose, pulls):
        operands = tuple(_signed(pull) for pull in three)
        named = _closing(prose, three[-1]) or _named_growth(prose, memory, three[0])
        claims = [
            Claim(
                Relation.PULL,
                growth,
                plus(len(operands)),
                operands,
                is_firm=False,
                is_likely=growth == named,
            )
            for growth in dict.fromkeys(
                [*([named] if named else []), *_growths(prose, memory, three[0])]
            )
        ]
        if claims:
            yield three[0], claims
    for three in _threes(prose, shares):
        operands = tuple(share.quantity for share in three)
        claim = Claim(
            Relation.CONTRIBUTION,
            _hundred(operands),
            plus(len(operands)),
            operands,
            is_firm=False,
            is_likely=True,
        )
        yield three[0], [claim]


def _closing(prose: Prose, last: Mention) -> Quantity | None:
    """Return 合计6.3％ just after the pulls."""
    following = prose.mentions[last.index + 1 : last.index + 2]
    return next(
        (
            other.quantity
            for other in following
            if re.fullmatch(r"(?:合计|共计|共)(?:拉动|增长|为)*", other.head)
            and other.quantity.kind in {Kind.PERCENT, Kind.POINTS}
            and other.sentence == last.sentence
        ),
        None,
    )


def _threes(prose: Prose, mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield every three of *mentions* that are of the first, second and third industry, in order."""
    named = list(by_sector(prose, mentions))
    for at in range(len(named) - 2):
        three = named[at : at + 3]
        if [name for name, _ in three] == list(SECTORS):
            yield [mention for _, mention in three]


def _hundred(parts: Sequence[Quantity]) -> Quantity:
    places = max(part.places for part in parts)
    return Quantity(Kind.PERCENT, f"100.{'0' * places}" if places else "100", "％")


def _of_sentence(prose: Prose, memory: Memory, mentions: Sequence[Mention]) -> Iterator[Found]:
    """Yield that the pulls of a sentence, all of one whole, make its growth; reckoned, so never firm."""
    pulls = [mention for mention in mentions if mention.role is Role.PULL]
    wholes = {canonical(pull.reading.object) for pull in pulls}
    if len(pulls) < SEVERAL or len(wholes) != 1:
        return
    operands = tuple(_signed(pull) for pull in pulls)
    named = _named_growth(prose, memory, pulls[0])
    likely = may_be_partition(subjects_of(prose, pulls)) or _are_demands(prose, pulls)
    growths = dict.fromkeys([*([named] if named else []), *_growths(prose, memory, pulls[0])])
    claims = [
        Claim(
            Relation.PULL,
            growth,
            plus(len(operands)),
            operands,
            is_firm=False,
            is_likely=likely and growth == named,
        )
        for growth in growths
    ]
    if claims:
        yield pulls[0], claims


def _signed(mention: Mention) -> Quantity:
    falls = mention.reading.sign < 0 and not mention.quantity.number.startswith("-")
    return -mention.quantity if falls else mention.quantity


_DEMANDS = ("消费", "资本形成|投资", "净出口|净流出")


def _are_demands(prose: Prose, mentions: Sequence[Mention]) -> bool:
    """Whether three numbers of one sentence are of 最终消费, 资本形成 and 净出口, which make 生产总值, in order."""
    if len(mentions) != len(_DEMANDS):
        return False
    begin, _ = prose.sentence_of(mentions[0].quantity.start)
    starts = [begin, *(one.quantity.end for one in mentions[:-1])]
    if any(one.is_listed for one in mentions):
        words = prose.text[
            max(begin, mentions[0].quantity.start - _LONG) : mentions[0].quantity.start
        ]
        places = [re.search(name, words) for name in _DEMANDS]
        found = [place.start() for place in places if place]
        return len(found) == len(_DEMANDS) and found == sorted(found)
    return all(
        re.search(name, prose.text[start : one.quantity.start])
        for name, start, one in zip(_DEMANDS, starts, mentions, strict=True)
    )


_LONG = 60


def _of_demands(prose: Prose, mentions: Sequence[Mention]) -> Iterator[Found]:
    """Yield that the contributions of the three demands make 100 ％."""
    shares = [mention for mention in mentions if mention.role is Role.CONTRIBUTION]
    if shares and _are_demands(prose, shares):
        operands = tuple(share.quantity for share in shares)
        rule = plus(len(operands))
        claim = Claim(Relation.CONTRIBUTION, _hundred(operands), rule, operands, is_firm=False)
        yield shares[0], [evolve(claim, is_likely=True)]


def _growths(prose: Prose, memory: Memory, pull: Mention, wanted: str = "") -> Iterator[Quantity]:
    """Yield what may be the growth of the whole: in the text before, the nearest first."""
    for mention in reversed(prose.mentions[max(0, pull.index - 12) : pull.index]):
        if mention.role is Role.CHANGE and mention.quantity.kind is Kind.PERCENT:
            yield _signed(mention)
    found = _remembered(memory, wanted or pull.reading.object)
    yield from (item.quantity for item in islice(found, _MOST_GROWTHS))


def _named_growth(prose: Prose, memory: Memory, pull: Mention) -> Quantity | None:
    """Return the growth that the words before say of what *pull* is of; None where none is named."""
    topic = next(
        (pattern for _, pattern in _TOPICS if pattern.search(pull.reading.object)), _TOPICS[0][1]
    )
    for mention in reversed(prose.mentions[max(0, pull.index - _NEAR) : pull.index]):
        if mention.segment == pull.segment and _OF_ITSELF.match(pull.head):
            continue  # 民营工业增长12.9％，对全市工业增长的贡献率达…: its own growth
        if mention.role is Role.CHANGE and mention.quantity.kind is Kind.PERCENT:
            begin, _ = prose.sentence_of(mention.quantity.start)
            if _is_said_of(topic, prose.text[begin : mention.quantity.start]):
                return _signed(mention)
    for item in memory.growths(_NEAR):
        if _is_said_of(topic, item.context):
            return item.quantity
    return None


_OF_ITSELF = re.compile("对|拉动|带动|上拉|下拉|拉升")
_A_HEAD = re.compile("[人户]均(?:地区|国内)?$")
_SEVERAL_OF = re.compile("[两二三四五六七八九十]大[^,;。]{1,6}共?")


@lru_cache(maxsize=256)  # of each number remembered, for each of several pulls
def _is_said_of(topic: re.Pattern[str], words: str) -> bool:
    if _SEVERAL_OF.search(words):
        return False  # 三大行业增长13.7％ is no growth of the whole
    grown = re.split("同比|比上年|增长|下降", re.split("[%％][,;、]", words)[-1])[0]
    if len(canonical(grown)) > 1 and not topic.search(grown):
        return False  # 工业增长9.5％，制造业增长10.5％: of 制造业
    named = list(topic.finditer(words))
    if not named or sector_of(words) or _A_HEAD.search(words[: named[-1].start()]):
        return False  # 人均地区生产总值增长15.4％: of a head, not of the whole
    return len(re.findall(r"\d+(?:\.\d+)?", words[named[-1].end() :])) <= _BETWEEN


def _remembered(memory: Memory, wanted: str) -> Iterator[Remembered]:
    for item in memory.growths():
        if covers(wanted, item.context + "总"):
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


def _contribution(
    prose: Prose,
    memory: Memory,
    mention: Mention,
    pull: Mention | None,
    made: Quantity | None = None,
) -> Iterator[Found]:
    """Yield 贡献率: the points contributed over the growth of the whole."""
    if pull is None:
        return
    named = _named_growth(prose, memory, min(pull, mention, key=lambda item: item.index))
    named = made or named
    growths = dict.fromkeys([*([named] if named else []), *_growths(prose, memory, pull)])
    claims = [
        Claim(
            Relation.CONTRIBUTION,
            mention.quantity,
            RATIO,
            (_signed(pull), growth),
            is_firm=False,
            is_likely=growth == named,
        )
        for growth in growths
        if growth.value != Fraction(0)
    ]
    if claims:
        yield mention, claims
