"""开工率, 完成率, 占…的, 完成…的, 为…的: a rate and what it is a rate of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from math import ceil, floor

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.relations.share_runs import runs_of_shares, sum_of_shared
from investtrack_audit.relations.shares import agrees, ratio, read_proportion, read_share
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import QUOTIENT, RATIO, REST_RATIO, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.indicators import names_only_indicator
from investtrack_audit.text.labels import canonical, covers
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role, RoleReading
from investtrack_audit.text.subjects import (
    begins_list,
    in_bracket_before,
    names_plan,
    said_before,
    topic_of,
    words_before_bracket,
)


Found = tuple[Mention, list[Claim]]

_RATED = frozenset({Kind.PERCENT, Kind.BARE, Kind.POINTS})
# 下达2.31亿元，到位2.09亿元、到位率90.42％: what money that arrived or was spent is of.
_GIVEN = re.compile(r"下达|争取|安排|筹集|拨入")
_PAID = ("支付", "支出", "拨付")
_PLANNED = re.compile(r"计划|目标|任务|协议|总投资|规模$")
_GIVEN_OR_PLAN = re.compile(rf"{_PLANNED.pattern}|{_GIVEN.pattern}|到位|获批|资金")
_SPENT = frozenset({"到位", "支付", "支出", "拨付", "使用", "核拨", "报账", "兑付", "执行"})
_NOT_DONE = re.compile(r"未|应|计划|拟|目标|任务|需")


def read_rates(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield the rates that *prose* states.

    Where two or more of a paragraph are of one whole, a third that is worded alike and of none is doubtful.
    """
    found = list(_rates(prose, memory))
    of_wholes = sum("占" in mention.head for mention, _ in found)
    if len(found) < SEVERAL or (len(found) == SEVERAL and of_wholes < SEVERAL):
        yield from found
        return
    held = {
        (id(mention), claim.operands[1]): (mention, claim.operands)
        for mention, claims in found
        for claim in claims
        if claim.rule is RATIO and agrees(claim)
    }
    own = Counter((_worded(mention), pair[1]) for mention, pair in held.values())
    of = own + Counter({known: memory.shared[known] for known in own if memory.shared[known] > 1})
    memory.shared.update(own)
    agreeing = {mention for mention, _ in held}
    beside = _beside_to_hundred(prose)
    yield from _making_hundred(prose, memory, held)
    for mention, claims in found:
        if id(mention) in agreeing or not of:
            yield mention, claims
            continue
        yield (
            mention,
            [
                evolve(claim, is_likely=True, is_guess=False)
                if claim.rule is RATIO
                and not claim.is_firm
                and of[_worded(mention), claim.operands[1]] > (id(mention) not in beside)
                else claim
                for claim in claims
            ],
        )


_HUNDRED = 100


def _beside_to_hundred(prose: Prose) -> set[int]:
    """Return the shares, by identity, that make 100 with those beside them: 男性…占51.24％；女性…占48.76％."""
    found: set[int] = set()
    for sentence in prose.by_sentence:
        shares = [one for one in sentence if one.role is Role.SHARE and "占" in one.head]
        shares = [one for one in shares if one.quantity.kind is Kind.PERCENT and not one.depth]
        worded = {canonical(one.reading.object) for one in shares}
        total = added(one.quantity.value for one in shares)
        step = added(one.quantity.step for one in shares)
        if len(shares) >= SEVERAL and len(worded) == 1 and abs(total - _HUNDRED) * 2 <= step:
            found |= {id(one) for one in shares}
    return found


def _making_hundred(
    prose: Prose,
    memory: Memory,
    held: Mapping[tuple[int, Quantity], tuple[Mention, tuple[Quantity, ...]]],
) -> Iterator[Found]:
    """Yield 甲430.9亿元，占总量91.1％…。乙42.3亿元，占8.9％: shares that make 100 of one whole leave nothing out of it."""
    groups: dict[tuple[Quantity, int], dict[int, tuple[Mention, Quantity]]] = {}
    for mention, (part, whole) in held.values():
        groups.setdefault((whole, -1), {})[mention.index] = (mention, part)
        run = runs_of_shares(prose).get(mention.index)
        if run is not None and any(run.shares[at] is mention for at in run.outer):
            groups.setdefault((whole, run.shares[0].index), {})[mention.index] = (mention, part)
    for (whole, _), shares in groups.items():
        total = added(mention.quantity.value for mention, _ in shares.values())
        step = added(mention.quantity.step for mention, _ in shares.values())
        if len(shares) < SEVERAL or abs(total - _HUNDRED) * 2 > step:
            continue
        last, _ = max(shares.values(), key=lambda share: share[0].index)
        parts = tuple(part for _, part in shares.values())
        yield last, [sum_of_shared(whole, parts, last.quantity)]
        counts = [_things_of(prose, mention, part) for mention, part in shares.values()]
        things = tuple(count for count in counts if count is not None)
        if len(things) == len(counts):
            claims = [
                Claim(Relation.SUM, item, plus(len(things)), things, is_firm=False, is_guess=True)
                for item in _numbers_before(prose, memory, things[0])
            ]
            yield last, claims


def _things_of(prose: Prose, share: Mention, part: Quantity) -> Quantity | None:
    """Return of how many things *part* is the amount: 县级项目271个，完成投资430.9亿元，占…."""
    before = list(said_before(prose, share))
    own = next((n for n, other in enumerate(before) if other.quantity == part), None)
    other = before[own + 1] if own is not None and own + 1 < len(before) else None
    if other is None or not other.is_level() or other.segment != share.segment:
        return None
    return other.quantity if other.quantity.kind is Kind.COUNT else None


def _numbers_before(prose: Prose, memory: Memory, like: Quantity) -> list[Quantity]:
    own = (other.quantity for other in prose.mentions if other.is_level(like) and not other.depth)
    return [*islice(own, 1), *(item.quantity for item in memory.levels(like, within=12))]


def _worded(mention: Mention) -> str:
    """Return how a rate is worded: what it is of, nothing for 占比 and 占."""
    return "" if mention.role is Role.RATE and "占" in mention.head else mention.reading.object


def _may_agree(claim: Claim) -> bool:
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)


def _rates(prose: Prose, memory: Memory) -> Iterator[Found]:
    for mention in prose.mentions:
        kind = mention.quantity.kind
        if kind is Kind.TIMES:
            yield from _times(prose, mention)
        elif kind in _RATED and not mention.is_listed and not _is_criterion(mention):
            yield from _each_rate(prose, mention)
            if mention.role is Role.RATE:
                yield from _named_rate(prose, mention, memory)
            elif (moved := _moved(prose, mention)) is not None:
                yield from read_share(prose, moved, memory)
            elif mention.role is Role.SHARE:
                base = prose.mentions[mention.index - 1] if mention.index else mention
                if base.role is Role.BASE:
                    yield from _of_base(prose, mention, base)
                else:
                    yield from read_share(prose, mention, memory)


_FROM_SHARE = re.compile(
    r"占(?P<object>[^占由从]{0,16}?)(?:的)?(?:比重|比例|比)?(?:由|从)[^,;]{0,12}$"
)
_NOW = re.compile(r"^(?:提高|提升|上升|扩大|增加|下降|降低|回落|降|升)(?:到|至|为)$")


def _moved(prose: Prose, mention: Mention) -> Mention | None:
    """Return 58.9％ of 占全部投资比重由62.5％下降到58.9％ as the share that it is now."""
    before = prose.mentions[mention.index - 1] if mention.index else None
    if before is None or before.clause != mention.clause or not _NOW.match(mention.head):
        return None
    found = _FROM_SHARE.search(before.head)
    if found is None or mention.quantity.kind is not Kind.PERCENT:
        return None
    reading = RoleReading(Role.SHARE, before.reading.subject, found["object"])
    head = f"占{found['object']}的比重"
    return evolve(mention, head=head, reading=reading, index=before.index)


def _each_rate(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 下达657亿元、598亿元，下达率分别为99.1％和96.8％: as many amounts before, of as many before those, in order."""
    if "分别" not in mention.head or "占" in mention.head:
        return
    rates = prose.listed_from(mention, _MOST_EACH)
    count = len(rates)
    levels = [
        other
        for other in prose.mentions[max(0, mention.index - _FARTHEST) : mention.index]
        if other.is_level() and other.depth == mention.depth
    ]
    parts, before = levels[-count:], levels[:-count]
    if count < SEVERAL or len(parts) < count:
        return
    # 分别达到年度目标的69％和50％。…计划新开工630万套，基本建成470万套
    behind = [
        other
        for other in prose.mentions[rates[-1].index + 1 : rates[-1].index + _FARTHEST]
        if other.is_level(parts[0].quantity) and other.depth == mention.depth
    ][:count]
    if len(behind) == count and any(names_plan(other) for other in behind):
        before = [*behind, *before]
    for at in range(len(before) - count, -1, -1):
        claims = [
            ratio(rate.quantity, (part.quantity, whole.quantity), Relation.RATE, firm=False)
            for rate, part, whole in zip(rates, parts, before[at:], strict=False)
            if part.quantity.is_like(whole.quantity)
        ]
        if len(claims) == count and sum(map(_may_agree, claims)) * 2 >= count:
            for rate, claim in zip(rates, claims, strict=True):
                yield rate, [evolve(claim, is_likely=True)]
            return


_MOST_EACH = 8


def _is_criterion(mention: Mention) -> bool:
    """Whether the rate says which things are meant, not how many are done: 完工率超过50％的县为…."""
    return mention.role is Role.RATE and re.match("以?[上下]?的[^,;]", mention.tail) is not None


def _named_rate(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    if re.search(r"占比|比重|比例", mention.head):
        found = list(read_proportion(prose, mention, memory))
        yield from found or _granularity(prose, mention)
        return
    if mention.reading.object.endswith("城镇化"):
        yield from _urban(prose, mention, memory)
        return
    counted = list(_by_unit(prose, mention))
    if counted:
        yield from counted
        return
    stem = _core(mention.reading.object)
    numerator = _numerator(prose, mention, stem)
    if numerator is None:
        found = list(_of_not_done(prose, mention, stem))
        yield from found or _granularity(prose, mention)
        return
    wholes = list(_wholes(prose, numerator, mention, stem))
    bracketed = in_bracket_before(prose, numerator, frozenset({numerator.quantity.kind}))
    if bracketed is not None and bracketed.is_level(numerator.quantity):
        wholes = [(bracketed, False)]  # 在建项目（71个）复工67个，复工率94.4％
    only = len(wholes) == 1 and numerator.quantity.kind is Kind.COUNT
    given = [whole for whole, _ in wholes if _GIVEN.search(whole.head)]
    # What was paid may be of what was allotted or of what arrived.
    either = [whole for whole, _ in wholes if "到位" in whole.head]
    core = _core(mention.reading.object)
    if core != "到位" and not given:
        given, either = either, []  # 到位资金6.02亿元，核拨资金5.59亿元、核拨率92.78％
        given = [whole for whole in given if whole.segment == mention.segment]
    only_given = len(given) == 1 and not either and core in _SPENT
    topic = _of_topic(prose, memory, numerator)
    claims = [
        ratio(mention.quantity, (numerator.quantity, whole), Relation.RATE, firm=False, likely=True)
        for whole in topic
    ]
    claims += [
        ratio(
            mention.quantity,
            (numerator.quantity, whole.quantity),
            Relation.RATE,
            firm=firm and not topic,
            likely=(only_given and whole is given[0] and whole.sentence == mention.sentence)
            or (
                only
                and not topic
                and whole.sentence == mention.sentence
                and not _has_own_rate(prose, whole, mention)
                and (not begins_list(prose, whole, numerator) or _is_plain(numerator, stem))
            ),
        )
        for whole, firm in wholes
    ]
    if numerator.quantity.kind is Kind.MONEY:
        spent = _core(mention.reading.object) in _SPENT
        names = _GIVEN_OR_PLAN if spent else _PLANNED
        near = spent and bool(wholes)  # else a target elsewhere may agree by accident
        plans = [
            item.quantity
            for item in memory.levels(numerator.quantity, within=0 if near else 30)
            if names.search(item.label)
        ]
        yearly = [
            item.quantity
            for item in memory.levels(numerator.quantity, within=12)
            if re.search(r"(?:年度|年内|当年|全年|本年|年)计划", item.label)
        ]
        is_main = not wholes and names_only_indicator(numerator.head) and len(yearly) == 1
        claims += [
            ratio(
                mention.quantity,
                (numerator.quantity, plan),
                Relation.RATE,
                firm=False,
                likely=is_main and plan == yearly[0],
            )
            for plan in plans
        ]
    if numerator.quantity.kind is Kind.COUNT and not wholes:
        levels = list(memory.levels(numerator.quantity, within=30))
        before = [item for item in levels if item.block == prose.block - 1 and not item.is_listed]
        alone = before[0] if len(before) == 1 else None
        # 17015家企业中，已复工14758家…；到岗13.6万人，到岗率85.8％: of the people of these
        is_main = not any(
            other.is_level() and other.quantity.kind is Kind.COUNT
            for other in said_before(prose, numerator)
        )
        claims += [
            evolve(
                ratio(
                    mention.quantity, (numerator.quantity, item.quantity), Relation.RATE, firm=False
                ),
                is_near=item is alone,
                is_likely=is_main
                and item is alone
                and item.quantity.value >= numerator.quantity.value,
            )
            for item in levels
        ]
    if claims:
        yield mention, claims


_COUNTED_BY = re.compile("按(?:[^,;。按]{0,6})([户人套亩])数?(?:计算?|统计)")


def _by_unit(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 计划改造51个、8400户。…已改造52个、8484户，按户数计开工率101.0％: of the numbers that bear the unit named."""
    unit = _COUNTED_BY.search(mention.head) if "按" in mention.head else None
    if unit is None:
        return
    near = prose.mentions[max(0, mention.index - _FARTHEST) : mention.index]
    own = [other for other in near if other.is_level() and other.quantity.unit.endswith(unit[1])]
    if len(own) == SEVERAL and own[1].sentence == mention.sentence:
        pair = (own[1].quantity, own[0].quantity)
        yield mention, [ratio(mention.quantity, pair, Relation.RATE, firm=False, likely=True)]


_URBAN, _RESIDENT = re.compile("城镇(?!化|新增|登记)"), re.compile("常住|总人口|^人口|年末人口")


def _urban(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 常住人口94.9万人，其中城镇人口41.4万人…。城镇化率43.6％; only where it holds."""
    near = prose.mentions[max(0, mention.index - _MOST_BEFORE_URBAN) : mention.index + 4]
    people = [
        (other.quantity, other.full_label)
        for other in reversed(near)
        if other.is_level() and other.quantity.kind is Kind.COUNT
    ]
    people += [
        (item.quantity, item.label)
        for item in islice(memory.recent, _MOST_BEFORE_URBAN)
        if item.role is Role.LEVEL and item.quantity.kind is Kind.COUNT
    ]
    towns = [quantity for quantity, label in people if _URBAN.search(label)]
    wholes = [
        quantity
        for quantity, label in people
        if _RESIDENT.search(label) and not re.search("城镇|乡村|农村", label)
    ]
    claims = [
        evolve(ratio(mention.quantity, (town, whole), Relation.RATE, firm=False), is_guess=True)
        for town in towns[:2]
        for whole in wholes[:2]
        if town.is_like(whole) and town != whole
    ]
    if claims:
        yield mention, claims


_MOST_BEFORE_URBAN = 16


def _of_topic(prose: Prose, memory: Memory, numerator: Mention) -> list[Quantity]:
    """Return the number of the things that the sentence speaks of: 签约项目中已开工31个, where it was said once."""
    topic = topic_of(prose, numerator)
    if not topic or numerator.quantity.kind is not Kind.COUNT:
        return []
    near = [
        other.quantity
        for other in reversed(prose.mentions[max(0, numerator.index - 24) : numerator.index])
        if other.is_level(numerator.quantity)
        and covers(topic, other.full_label)
        and f"{topic}中" not in other.full_label
    ]
    near += [item.quantity for item in memory.named(topic, numerator.quantity)]
    values = {quantity.value for quantity in near if quantity.value >= numerator.quantity.value}
    return near[:1] if len(values) == 1 and near[0].value in values else []


def _of_not_done(prose: Prose, mention: Mention, stem: str) -> Iterator[Found]:
    """Yield 28个项目中，在建16个，未开工3个，开工率89.3％: what is done is all but those; only where it holds."""
    for other in said_before(prose, mention):
        if not other.is_level() or re.search(rf"未{stem}", other.head + other.tail) is None:
            continue
        wholes = [
            whole.quantity
            for whole in said_before(prose, other)
            if whole.is_level(other.quantity) and whole.quantity.value > other.quantity.value
        ]
        if wholes:
            pair = (wholes[-1], other.quantity)
            yield mention, [Claim(Relation.RATE, mention.quantity, REST_RATIO, pair, is_firm=False)]
        return


def _core(stem: str) -> str:
    """Return the verb of a rate's name: 开工 of 项目开工, 完成 of 投资完成."""
    text = stem.removesuffix("转化").removesuffix("综合") or stem
    for verb in (
        "开复工",
        "复工",
        "开工",
        "完成",
        "到位",
        "入库",
        "竣工",
        "投产",
        "履约",
        "支付",
        "支出",
        "使用",
        "亏损",
        "停产",
        "拨付",
        "办结",
        "落地",
        "签约",
        "化解",
        "整改",
        "上报",
        "达产",
        "完工",
    ):
        if text.endswith(verb):
            return verb
    return text[-2:]


def _numerator(prose: Prose, mention: Mention, stem: str) -> Mention | None:
    """Return what has been done: the nearest amount before the rate that bears its verb."""
    if len(stem) < SEVERAL:
        return None
    own = (
        mention.head[: mention.head.find(mention.reading.object)] if mention.reading.object else ""
    )
    if len(canonical(own)) > 1:
        return None
    for other in said_before(prose, mention):
        if not other.is_level() or other.depth != mention.depth:
            continue
        words = other.head + other.tail
        named = stem if stem != "执行" else next(filter(words.count, _PAID), stem)
        if named in words and not _NOT_DONE.search(words[max(0, words.rfind(named) - 4) :]):
            return other
    return None


def _wholes(
    prose: Prose, numerator: Mention, rate: Mention, stem: str
) -> Iterator[tuple[Mention, bool]]:
    """Yield what the rate may be of, each with whether the words leave no doubt."""
    between = [
        other
        for other in said_before(prose, rate)
        if other.index > numerator.index
        and other.is_level(numerator.quantity)
        and other.depth == numerator.depth
    ]
    planned = [other for other in between if names_plan(other)]
    # Another rate of the name in between: the numerator may be its own only.
    rated = any(
        other.role is Role.RATE
        for other in said_before(prose, rate)
        if other.index > numerator.index and other.reading.object == rate.reading.object
    )
    firm = not between and not rated
    for other in planned:
        yield other, len(planned) == 1 and not rated
        firm = False
    money = numerator.quantity.kind is Kind.MONEY
    alike = 0
    for index in range(numerator.index - 1, max(-1, numerator.index - _FARTHEST), -1):
        other = prose.mentions[index]
        alike += other.depth <= numerator.depth
        if alike > _MOST_ALIKE:
            return
        if other.sentence < numerator.sentence - 1:
            return
        if other.depth > numerator.depth or not other.is_level(numerator.quantity):
            continue
        if money and not names_plan(other):
            yield other, False
            continue
        done = stem in other.head and not _NOT_DONE.search(other.head) and not names_plan(other)
        same_sentence = other.sentence == numerator.sentence or money or names_plan(other)
        same_things = not begins_list(prose, other, numerator) or _is_plain(numerator, stem)
        same_things = same_things and not _has_own_rate(prose, other, rate)
        firm = firm and same_things
        yield other, firm and not done and same_sentence and "未" not in other.full_label
        firm = False


_FARTHEST, _MOST_ALIKE = 24, 8


def _has_own_rate(prose: Prose, other: Mention, rate: Mention) -> bool:
    """Whether *other* is what another rate is of: 已开工31个，开工率67％；已投产11个，投产率24％ are of one whole."""
    following = prose.mentions[other.index + 1]
    return following is not rate and following.role is Role.RATE


def _is_plain(numerator: Mention, stem: str) -> bool:
    """Whether the words of *numerator* name no part of the things: 其中已开工43个."""
    plain = rf"(?:其中|目前|实际|累计|已经|已|有|项目|全面|,|:)*{re.escape(stem)}(?:的|了|项目|投资|资金|共)*"
    return re.fullmatch(plain, numerator.head) is not None


def _granularity(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield the rate of a known number of things without its numerator: some count must print so.

    Of 24 projects no whole number is 92.5％.
    """
    topic = re.search(r"([^,;:。()]{2,12})中,", mention.context)
    if topic is None or mention.quantity.kind is not Kind.PERCENT:
        return
    counts = [
        other
        for other in prose.mentions[max(0, mention.index - 8) : mention.index]
        if other.is_level()
        and other.quantity.kind is Kind.COUNT
        and topic.group(1) in other.full_label
    ]
    if len(counts) != 1 or counts[0].quantity.size != 1 or counts[0].quantity.value <= 0:
        return
    whole = counts[0].quantity
    # Where every printed rate is possible, nothing is said.
    if 100 / whole.value < mention.quantity.step * 2:
        return
    share = min(mention.quantity.value * whole.value / 100, whole.value)  # of 24, no more than 24
    low, high = floor(share), ceil(share)
    near = low if share - low <= high - share else high
    part = Quantity(Kind.COUNT, str(near), whole.unit, Fraction(1))
    yield mention, [Claim(Relation.GRANULARITY, mention.quantity, RATIO, (part, whole))]


_IS_AIM = re.compile(r"为[^,;。]{0,12}(?:目标|任务|计划|预算)")


def _of_base(prose: Prose, mention: Mention, base: Mention) -> Iterator[Found]:
    """Yield 为年度目标（20亿元）的50％ and 占总投资20亿元的50％."""
    words = words_before_bracket(prose, base) if base.depth > mention.depth else base.head
    if not re.search(r"占|为|完成|达到|相当于|是|实现", words):
        return
    relation = Relation.SHARE if "占" in words else Relation.RATE
    named = re.match("(.*)占", words)
    subject = canonical(named.group(1)) if named else ""
    for other in said_before(prose, mention):
        if other is base or other.depth != mention.depth or other.role is Role.BASE:
            continue
        if _IS_AIM.match(other.head):
            continue
        is_sum = other.role is Role.SUM and other.quantity.is_like(base.quantity)
        if other.is_level(base.quantity) or is_sum:
            # 两大行业占总产值156亿元的48％: of a subject that is named anew
            firm = not subject or covers(subject, other.full_label)
            pair = (other.quantity, base.quantity)
            yield mention, [ratio(mention.quantity, pair, relation, firm=firm)]
            return
        if other.role in {Role.CHANGE, Role.SHARE} and other.reading.subject:
            return


def _times(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 是去年同期10个的18倍."""
    if not re.search(r"的(?:近|约)?$", mention.head):
        return
    base = in_bracket_before(prose, mention, AMOUNTS)
    if base is None and mention.index:
        previous = prose.mentions[mention.index - 1]
        if previous.clause == mention.clause and previous.quantity.kind in AMOUNTS:
            base = previous
    if base is None:
        return
    for other in said_before(prose, mention):
        if other is not base and other.is_level(base.quantity) and other.depth == mention.depth:
            yield (
                mention,
                [
                    Claim(
                        Relation.TIMES, mention.quantity, QUOTIENT, (other.quantity, base.quantity)
                    )
                ],
            )
            return
