"""占…的: a share, what it is of, and the part it is said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.relations.named_parts import read_share_of_head, read_share_of_named
from investtrack_audit.relations.share_runs import runs_of_shares, share_of_run, sum_of_run
from investtrack_audit.relations.structure import share_rule
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.causes import prints_as
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import RATIO
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import classifications_of
from investtrack_audit.text.indicators import indicator_of, may_be_part, names_only_indicator
from investtrack_audit.text.labels import (
    canonical,
    closely_covers,
    covers,
    is_whole,
    names_alike,
    names_other_region,
    same_region,
)
from investtrack_audit.text.memory import Memory, Remembered, share_behind
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role, RoleReading
from investtrack_audit.text.sectors import amounts_by_sector, sector_of
from investtrack_audit.text.subjects import begins_list, said_before, subject_of


Found = tuple[Mention, list[Claim]]
Exact = tuple[int, int]

_PLANNED = re.compile(r"目标|计划|任务|预算(?!总?收入|总?支出)")
_DONE = re.compile(r"(?<!争取)(?<!力争)完成[^计目任]{0,12}(?:计划|目标|任务)")
_TERM = re.compile(r"[一二三四]季度|上半年|\d月|首季|季度")
_TIMES = re.compile(r"\d{1,2}(?:[-—–~至到]\d{1,2})?月份?|[一二三四]季度|上半年|\d{4}年")
_MOST_BACK = 48


def ratio(
    stated: Quantity,
    pair: tuple[Quantity, Quantity],
    relation: Relation,
    *,
    firm: bool = True,
    likely: bool = False,
) -> Claim:
    """Return that *stated* is the first of *pair* over the second."""
    return Claim(relation, stated, RATIO, pair, firm, is_likely=likely)


def agrees(claim: Claim) -> bool:
    """Whether the operands as printed give the stated number, which has two digits or more."""
    value = claim.rule.apply([operand.value for operand in claim.operands])
    digits = claim.stated.number.replace(".", "").strip("-0")
    return value is not None and len(digits) > 1 and prints_as(value, claim.stated)


def read_proportion(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 占比72.8％, of a whole that is not named: what 其中 or …中 lists it of, else found by agreement."""
    stem = mention.reading.object.removesuffix("占")
    inside = _INSIDE.match(stem)
    if inside:  # 在工业投资中的占比为42.2％: of what is named
        reading = RoleReading(Role.SHARE, "", inside[1])
        yield from read_share(prose, evolve(mention, reading=reading), memory)
        return
    part = subject_of(prose, mention)
    if part is None or (canonical(stem) and not covers(stem, part.label)):
        part = _named_part(prose, mention, stem) if part is not None else None
    if part is not None and part.role is Role.AVERAGE:
        yield from read_share_of_head(prose, mention, part, memory)
        return
    if part is None:
        return
    before = list(reversed(prose.mentions[max(0, part.index - _MOST_BACK) : part.index]))
    usable = [other for other in before if other.is_level(part.quantity)]
    likely = _listed_of(mention, part, usable[::-1], prose) or _topic(prose, part, usable)
    if _names_region(mention.reading.object) and likely is not None:
        # 其中出口112亿元，占全省的38％: of the province's, unless the whole is said to be
        likely = likely if same_region(mention.reading.object, likely.context) else None
    wholes = [(other.quantity, True, other is likely) for other in usable]
    wholes += [(item.quantity, False, False) for item in memory.levels(part.quantity, within=16)]
    claims = [
        Claim(
            Relation.SHARE,
            mention.quantity,
            RATIO,
            (part.quantity, whole),
            is_firm=False,
            is_near=near,
            is_likely=named,
        )
        for whole, near, named in wholes
    ]
    claims += _as_the_one_before(prose, mention, part, memory)
    claims += _guesses(prose, mention, part, memory, _wanted_before(prose, mention))
    if claims:
        yield mention, claims


_INSIDE = re.compile(r"^(?:.{0,8})?在([^在]{2,14}?)中的?$")
_BY = (("税收", "税务部门"), ("非税", "财政部门"))


def _named_part(prose: Prose, mention: Mention, stem: str) -> Mention | None:
    """Return the one amount of the paragraph that the stem of 税收占比 names: 税务部门完成…."""
    also = [other for name, other in _BY if name in stem]
    found = [
        other
        for other in prose.mentions[max(0, mention.index - _MOST_AHEAD) : mention.index]
        if other.is_level()
        and other.depth == mention.depth
        and ("非" in stem or "非" not in other.label)
        and (closely_covers(stem, other.label) or any(name in other.label for name in also))
    ]
    return found[0] if len(found) == 1 else None


def _as_the_one_before(
    prose: Prose, mention: Mention, part: Mention, memory: Memory
) -> Iterator[Claim]:
    """Yield 甲52亿元，占工业总产值的26％；乙42亿元，占21％: of what the share before it is of."""
    named = _wanted_before(prose, mention)
    if not named:
        return
    for whole in _named_anywhere(prose, mention, part, named, memory):
        yield ratio(mention.quantity, (part.quantity, whole), Relation.SHARE, firm=False)


def _wanted_before(prose: Prose, mention: Mention) -> str:
    """Return what the last share before, of this sentence or the one before it, is of by name."""
    for other in reversed(prose.mentions[max(0, mention.index - _MOST_AHEAD) : mention.index]):
        if other.sentence < mention.sentence - _SENTENCES_BACK:
            break
        if other.role is Role.SHARE and canonical(other.reading.object):
            return other.reading.object
    return ""


_SENTENCES_BACK = 2


def _named_anywhere(
    prose: Prose, mention: Mention, part: Mention, wanted: str, memory: Memory
) -> Iterator[Quantity]:
    """Yield the amounts that *wanted* names, those said later in the paragraph last."""
    yield from (item.quantity for item in memory.named(wanted, part.quantity))
    around = prose.mentions[max(0, mention.index - _MOST_BACK) : mention.index + _MOST_AHEAD]
    yield from _named_in(around, part, wanted)


_OF_IT = re.compile("^.*占|^(?:已|累计)*完成")


def _named_in(mentions: Sequence[Mention], part: Mention, wanted: str) -> Iterator[Quantity]:
    for other in mentions:
        is_one = other.role in {Role.BASE, Role.LEVEL} and other.quantity.is_like(part.quantity)
        if is_one and closely_covers(wanted, _OF_IT.sub("", other.label)):
            yield other.quantity


_MOST_AHEAD = 16
_OF_TOPIC = re.compile(r"(?:^|[。;,])[^。;,]{0,6}?([^,;:。()\d在]{2,12})中,")


def _topic(prose: Prose, part: Mention, wholes: Sequence[Mention]) -> Mention | None:
    """Return the whole that 常住人口中， names."""
    begin, _ = prose.sentence_of(part.quantity.start)
    found = list(_OF_TOPIC.finditer(prose.text, max(0, begin - 1), part.quantity.start))
    if not found:
        return None
    return next((other for other in wholes if covers(found[-1].group(1), other.full_label)), None)


def read_share(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 占全部投资的50％, 完成年度计划的37.5％: the amount before over what is named, here or elsewhere."""
    wanted = mention.reading.object
    each = list(_each_share(prose, mention, memory))
    names_nothing = not canonical(wanted.removeprefix("分别")) and "占" in mention.head
    if each:
        yield from each
        return
    if names_nothing or mention.index in runs_of_shares(prose):
        yield from _of_run(prose, mention, memory)
        return
    part = _part(prose, mention, wanted)
    if part is None or part.role is Role.AVERAGE:
        yield from _elsewhere(prose, mention, part, memory)
    if canonical(_COUNTED.sub("", wanted)):  # 占监测对象户数的: of 监测对象240户
        wanted = _COUNTED.sub("", wanted)
        mention = evolve(mention, reading=evolve(mention.reading, object=wanted))
    yield from _said_after(prose, mention, part)
    if part is None or part.role is Role.AVERAGE:
        return
    relation = Relation.SHARE if "占" in mention.head else Relation.RATE
    claims = []
    siblings = _siblings(prose, mention)
    near = [
        other
        for other in prose.mentions[max(0, mention.index - 16) : mention.index]
        if other is not part
        and other.role in _WHOLE_ROLES
        and other.quantity.is_like(part.quantity)
        and _exact(other.quantity) not in siblings
    ]
    for other, firm in _named_near(prose, mention, part, near):
        claims.append(ratio(mention.quantity, (part.quantity, other.quantity), relation, firm=firm))
    claims += [
        Claim(
            relation,
            mention.quantity,
            RATIO,
            (part.quantity, item.quantity),
            is_firm=False,
            is_near=False,
        )
        for item in memory.named(wanted, part.quantity)
        if not names_other_region(wanted, item.context)
    ]
    claims += [
        ratio(mention.quantity, (part.quantity, whole), relation, firm=False)
        for whole in _named_in(
            prose.mentions[mention.index + 1 : mention.index + _MOST_AHEAD], part, wanted
        )
    ]  # 占工业总产值的26％…，占工业总产值198亿元的66％: named with its amount later
    if not any(
        claim.is_near and agrees(claim) for claim in claims
    ):  # else nobody asks what it could be of besides
        claims += _unnamed(prose, mention, part, memory, relation)
    if claims:
        yield mention, claims


_WHOLE_ROLES = frozenset({Role.LEVEL, Role.SUM, Role.REMAINING})


def _unnamed(
    prose: Prose, mention: Mention, part: Mention, memory: Memory, relation: Relation
) -> Iterator[Claim]:
    """Yield that the share is of what it is likely of, and of what it would agree with, where no amount that bears its name does."""
    wanted = mention.reading.object
    likely = _likely_whole(prose, mention, part, memory) or _plan_of_term(prose, mention, part)
    if likely is None and not _is_of_things(prose, part):
        likely = _in_table(wanted, part, memory)
    if likely is not None:
        pair = (part.quantity, likely)
        yield ratio(mention.quantity, pair, relation, firm=False, likely=True)
    yield from _guesses(prose, mention, part, memory, wanted)
    yield from _of_industries(prose, mention, part)


def _elsewhere(
    prose: Prose, mention: Mention, part: Mention | None, memory: Memory
) -> Iterator[Found]:
    """Yield a share of a part whose amount was said elsewhere, or of an amount a head."""
    if part is None:
        yield from read_share_of_named(prose, mention, memory)
    else:
        yield from read_share_of_head(prose, mention, part, memory)


def _of_run(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 占22.6％ of the whole that the shares beside it are of, else as a share of what is not named."""
    beside = share_of_run(prose, mention, memory)
    if beside is not None and beside[1]:
        yield mention, [beside[0]]
        total = sum_of_run(prose, mention, memory)
        if total is not None:
            yield mention, [total]
        return
    others = [claim for _, claims in read_proportion(prose, mention, memory) for claim in claims]
    if beside is not None:  # it alone does not fit: doubtful, but where another whole fits it
        others = [evolve(claim, is_likely=False, is_guess=True) for claim in others]
        others.append(beside[0])
    if others:
        yield mention, others


def _of_industries(prose: Prose, mention: Mention, part: Mention) -> Iterator[Claim]:
    """Yield 第一产业1.09亿元，占全市投资的2.2％;…: of what the three industries make, where no whole is said; only where it agrees."""
    name = sector_of(part.label)
    listed = amounts_by_sector(prose, len(prose.mentions)) if name else []
    if part in listed:
        operands = tuple(one.quantity for one in listed)
        rule = share_rule(listed.index(part))
        claim = Claim(Relation.SHARE, mention.quantity, rule, operands, is_firm=False)
        yield evolve(claim, is_guess=True)


_MOST_GUESSES, _NEAR_BLOCKS = 8, 3


def _guesses(
    prose: Prose, mention: Mention, part: Mention, memory: Memory, wanted: str
) -> Iterator[Claim]:
    """Yield that the share is of an amount of the same indicator that is part of nothing, said before; only where it agrees."""
    planned = _PLANNED.search(wanted) is not None
    indicator = indicator_of(part.label)
    seen = _siblings(prose, mention)
    least = len(seen)
    least_exact = _exact(part.quantity)  # whole numbers are compared at a fifth of the cost
    claims: list[Claim] = []
    for item in _before(prose, part, memory):
        quantity, label = item.quantity, item.label
        exact = _exact(quantity)
        if not planned and exact[0] * least_exact[1] < least_exact[0] * exact[1]:
            continue
        own = indicator_of(label)
        if exact in seen or not (planned or may_be_part(indicator, own)):
            continue
        if item.is_listed and not _names_it(wanted, label):
            continue
        if names_other_region(wanted, item.context):
            continue
        is_plan = _PLANNED.search(label) is not None and not _DONE.search(label)
        # 计划开工1250套，发放补贴1095户。…发放补贴1430户，占目标任务的130.6％: what was planned under the same name
        is_plan = is_plan or (
            names_alike(part.label, label) and bool(_PLANNED.search(item.context))
        )
        if planned != is_plan:
            continue
        seen.add(exact)
        pair = (part.quantity, quantity)
        relation = Relation.RATE if planned else Relation.SHARE
        near = prose.block - item.block <= _NEAR_BLOCKS and (planned or own == indicator)
        claims.append(
            Claim(
                relation, mention.quantity, RATIO, pair, is_firm=False, is_near=near, is_guess=True
            )
        )
        if len(seen) >= _MOST_GUESSES + least:
            break
    close = [claim for claim in claims if claim.is_near]
    if len(close) == 1 and is_whole(wanted) and indicator:
        claims.append(evolve(close[0], is_guess=False, is_likely=True))
    yield from claims


def _siblings(prose: Prose, mention: Mention) -> set[Exact]:
    """Return the amounts of the paragraph whose own shares of the same whole are given: they are parts beside this one."""
    wanted = canonical(mention.reading.object)
    said = _shares_said(prose)
    first = bisect_left(said, mention.index - _MOST_BACK, key=_PLACE)
    last = bisect_left(said, mention.index, key=_PLACE)
    return {own for _, named, own in said[first:last] if named == wanted}


_PLACE: Callable[[tuple[object, ...]], int] = itemgetter(0)


@lru_cache(maxsize=2)
def _shares_said(prose: Prose) -> Sequence[tuple[int, str, Exact]]:
    """Return the shares of a paragraph: place, what they are of by name, and the amount they are said of."""
    found = []
    for other in prose.mentions:
        if other.quantity.kind not in {Kind.PERCENT, Kind.POINTS} or "占" not in other.head:
            continue
        if other.role in {Role.SHARE, Role.RATE}:
            own = subject_of(prose, other)
            if own is not None:
                found.append((other.index, canonical(other.reading.object), _exact(own.quantity)))
    return found


def _exact(quantity: Quantity) -> Exact:
    """Return the value as whole numbers: looked for often, and a fraction's hash is dear."""
    return quantity.value.as_integer_ratio()


def _names_region(wanted: str) -> bool:
    """Whether a share is of a region's whole: 占全省的38％."""
    return not same_region(wanted, "")


def _each_share(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 分别占67％、33％, and 分别占项目总数和总投资的46％和85％: one share an amount just before, in order."""
    if "分别占" not in mention.head:
        return
    shares = prose.listed_from(mention, _MOST_SHARES)
    before = [other for other in said_before(prose, mention) if other.depth == mention.depth]
    parts = [other for other in before if other.is_level()][: len(shares)][::-1]
    if len(shares) < SEVERAL or len(parts) < len(shares):
        return
    named = [name for name in re.split("[、和及与]", mention.reading.object) if canonical(name)]
    if named and len(named) not in {1, len(shares)}:
        return
    elsewhere = not named and _names_region(mention.reading.object)
    remote = None if named or elsewhere else _whole_of_each(shares, parts, memory)
    back = prose.mentions[max(0, parts[0].index - _MOST_BACK) : parts[0].index]
    for place, (share, part) in enumerate(zip(shares, parts, strict=True)):
        wanted = named[place if len(named) > 1 else 0] if named else ""
        # 项目20个，投资97.3亿元，分别占项目总数的25％和23.4％: the second of what stands beside that number
        beside = len(named) == 1 and part.quantity.kind is not parts[0].quantity.kind
        wanted = "" if beside else wanted
        wholes = [
            other.quantity
            for other in reversed(back)
            if other.is_level(part.quantity) and (not wanted or _is_named(wanted, other.label))
        ]
        if wanted:
            wholes += [item.quantity for item in memory.named(wanted, part.quantity)]
        if remote is not None and not wholes:
            wholes = [remote]
        claims = [
            evolve(
                ratio(share.quantity, (part.quantity, whole), Relation.SHARE, firm=False),
                is_likely=not at and not elsewhere and not beside,
                is_guess=elsewhere or beside,
            )
            for at, whole in enumerate(wholes[:_MOST_SHARES])
        ]
        if not elsewhere and not beside:
            # 三大门类分别占…: of what they make together, where that is printed nowhere
            rule = share_rule(place)
            operands = tuple(one.quantity for one in parts)
            alike = all(one.is_like(operands[0]) for one in operands)
            whole = abs(added(one.quantity.value for one in shares) - 100) <= 1
            if alike and whole:
                claim = Claim(Relation.SHARE, share.quantity, rule, operands, is_firm=False)
                are_two = len(operands) == SEVERAL  # said only where they make it
                claims.append(evolve(claim, is_likely=not claims and not are_two, is_guess=are_two))
        if claims:
            yield share, claims


def _whole_of_each(
    shares: Sequence[Mention], parts: Sequence[Mention], memory: Memory
) -> Quantity | None:
    """Return the amount said before that all the shares fit, or all but one; three or more."""
    alike = all(part.quantity.is_like(parts[0].quantity) for part in parts)
    if len(shares) <= SEVERAL or not alike:
        return None
    for item in memory.levels(parts[0].quantity, within=_MOST_FAR):
        claims = (
            ratio(share.quantity, (part.quantity, item.quantity), Relation.SHARE)
            for share, part in zip(shares, parts, strict=True)
        )
        if sum(map(_may_hold, claims)) >= len(shares) - 1:
            return item.quantity
    return None


_MOST_FAR = 24


def _may_hold(claim: Claim) -> bool:
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)


def _is_named(wanted: str, label: str) -> bool:
    """Whether *wanted* names what *label* does, 总数 and 额 apart: 签约项目总数 is of 新签约项目."""
    plain = re.sub(r"(?:总数|数量|个数|户数|人数|总数量|数)$", "", wanted)
    return covers(plain, label) or covers(wanted, label)


_MOST_SHARES = 6
_DONE_ONLY = re.compile(r"(?:已|累计|实际|共){0,3}完成(?:固定资产)?投资")


def _said_after(prose: Prose, mention: Mention, plan: Mention | None) -> Iterator[Found]:
    """Yield 年度计划投资A，已完成年度计划的50.4％，完成投资B: what was done stands after its rate."""
    following = prose.mentions[mention.index + 1 : mention.index + 2]
    if plan is None or not following or not _PLANNED.search(mention.reading.object):
        return
    done = following[0]
    same = done.sentence == mention.sentence and done.clause - mention.clause == 1
    is_plan = _PLANNED.search(plan.label) is not None and not _DONE.search(plan.head)
    if same and is_plan and done.is_level(plan.quantity) and _DONE_ONLY.fullmatch(done.head):
        pair = (done.quantity, plan.quantity)
        yield mention, [ratio(mention.quantity, pair, Relation.RATE, firm=False, likely=True)]


def _named_near(
    prose: Prose, mention: Mention, part: Mention, near: Sequence[Mention]
) -> Iterator[tuple[Mention, bool]]:
    """Yield the amounts of the paragraph that the words name as the whole, each with whether beyond doubt."""
    wanted = mention.reading.object
    same = [other for other in near if names_alike(wanted, other.label)]
    whole = _listed_of(mention, part, near, prose) if is_whole(wanted) else None
    among = [one for one in near if one.tail.endswith("中") and one.sentence == part.sentence]
    if whole is None and len(among) == 1 and is_whole(wanted):
        whole = among[0]  # 375亿元到位资金中，昆明到位217.2亿元，占总数的58％
    close = [
        other
        for other in near
        if closely_covers(wanted, other.label) and other.sentence == mention.sentence
    ]
    # 市级3项，年度计划9.7亿元，完成8.1亿元，占年度目标的84％；: the one plan said of the item
    in_segment = [
        other
        for other in near
        if other.segment == mention.segment
        and (covers(wanted, other.label) or _is_plan(wanted, other))
    ]
    for other in reversed(near):
        if _is_below(other, part) and mention.quantity.value < _FULL:
            continue  # of what the part exceeds it is no share
        firm = other is whole or (
            other.depth == part.depth
            and (
                [other] == close
                or ([other] == same and _goes_on(prose, other, part))
                or ([other] == in_segment and not begins_list(prose, other, part))
            )
        )
        firm = firm and not names_other_region(wanted, other.context)
        if (
            firm
            or covers(wanted, other.full_label)
            or covers(wanted, other.context + other.full_label)
        ):
            yield other, firm


_FULL = 100


def _is_below(whole: Mention, part: Mention) -> bool:
    """Whether a whole would be less than its part, of the same unit, so that no 亿 for 万 explains it."""
    one, other = whole.quantity, part.quantity
    return (one.size is other.size or one.size == other.size) and one.value < other.value


def _is_plan(wanted: str, other: Mention) -> bool:
    """Whether both speak of the year's plan: 占年度目标 and 年度计划完成投资9.7亿元."""
    return (
        _PLANNED.search(wanted) is not None
        and not _TERM.search(wanted)
        and _PLANNED.search(other.head) is not None
        and _OF_YEAR.search(other.head) is not None
        and not _DONE.search(other.head)
    )


def _likely_whole(prose: Prose, mention: Mention, part: Mention, memory: Memory) -> Quantity | None:
    """Return what the share is most likely of: the one amount before, near or far, that bears its name."""
    wanted = mention.reading.object
    if _PLANNED.search(wanted):
        return _likely_plan(prose, mention, part)
    found: list[Remembered] = []
    siblings = _siblings(prose, mention)
    for item in _before(prose, part, memory):
        quantity, label, context = item.quantity, item.label, item.context
        if not _is_of(wanted, label, part.label):
            continue
        if "进出口" in label and "出口" in wanted and "进出口" not in wanted:
            continue  # 占出口总值的: of no 进出口总值
        if not may_be_part(indicator_of(part.label), indicator_of(label)):
            continue  # 合同引资额35.8亿元，占总额的: of no 固定资产投资
        if names_other_region(wanted, context) or names_other_region(part.context, context):
            continue
        if _exact(quantity) in siblings or item.share_of == canonical(wanted):
            continue
        found.append(item)
    # Two amounts of one name leave it open which is meant, but where they print one value, or one is of another list or term.
    own = _term(part.context)
    wholes = [item for item in found if not item.is_listed]
    of_term = [item for item in found if own and _term(item.context) == own]
    for choice in (found, wholes, of_term):
        if len({_exact(item.quantity) for item in choice}) == 1:
            return choice[0].quantity
    return None


def _term(context: str) -> str:
    """Return the months or the quarter that the words before an amount name last."""
    found = _TIMES.findall(context)
    return str(found[-1]) if found else ""


def _in_table(wanted: str, part: Mention, memory: Memory) -> Quantity | None:
    """Return what a table of the document states in total under the name, where it is one amount."""
    found = [
        item.quantity
        for item in memory.items[:_MOST_ITEMS]
        if item.quantity.is_like(part.quantity) and closely_covers(wanted, item.label)
    ]
    only = len({quantity.value for quantity in found}) == 1 and names_only_indicator(
        _TIMES.sub("", part.head)
    )
    return found[0] if only else None


def _is_of_things(prose: Prose, part: Mention) -> bool:
    """Whether the sentence says of how many things *part* is the amount: 1708个项目共完成投资…."""
    return any(other.quantity.kind is Kind.COUNT for other in said_before(prose, part))


_MOST_ITEMS = 400


def _before(prose: Prose, part: Mention, memory: Memory) -> Iterator[Remembered]:
    """Yield the amounts said before, of the paragraph and those before it, the nearest first."""
    for item in reversed(_amounts_said(prose)[max(0, part.index - _MOST_BACK) : part.index]):
        if item is not None and item.quantity.is_like(part.quantity):
            yield item
    yield from memory.levels(part.quantity)


@lru_cache(maxsize=2)
def _amounts_said(prose: Prose) -> Sequence[Remembered | None]:
    """Return the amounts of a paragraph at their places, as they are remembered; None for what is none."""
    return [
        Remembered(
            other.quantity,
            _OF_IT.sub("", other.label) if other.role is Role.BASE else other.label,
            other.context,
            prose.block,
            other.role,
            prose.is_listed(other),
            share_behind(prose, other),
        )
        if other.role in _AMOUNT_ROLES
        else None
        for other in prose.mentions
    ]


_AMOUNT_ROLES = frozenset({Role.LEVEL, Role.SUM, Role.BASE})


_EXTRA = 4
_OWN = frozenset("谋划安排实施签约固定资产社会地区本级完成额实现投资总数量个金会消费品万户的前")
_MEASURES = re.compile("(?:总产值|产值|增加值|营业收入|利润)$")


_ALL_OF = re.compile(r"同期|外贸|总值|总额|总量|全部|.{2,3}[省市县区州]|[全我本][省市县区州]|的|总")


def _names_it(wanted: str, label: str) -> bool:
    """Whether *label* is all that *wanted* names beside region and 总值: 同期全省外贸出口总值 is 出口."""
    name = canonical(label)
    at = wanted.find(name) if len(name) > 1 else -1
    return at >= 0 and not _ALL_OF.sub("", wanted[:at] + wanted[at + len(name) :])


_PROJECTS = re.compile(
    r"(?:施工|在建|在库|实施|安排|共|确定|[省市县区州]){0,6}(?:重点|重大|建设|工程){0,4}项目(?:总)?(?:个数|数)?中?"
)


@lru_cache(maxsize=4096)
def _is_of(wanted: str, label: str, part: str = "") -> bool:
    """Whether *label* names what *wanted* does and nothing narrower: 全部投资 is 固定资产投资, not 工业投资."""
    one, other = canonical(wanted), canonical(label)
    if is_whole(wanted) or one in {"投资", "固定资产投资"}:
        if "项目" in one or "数" in one:
            return _PROJECTS.fullmatch(other) is not None
        if re.fullmatch(
            r"(?:社会)?(?:固定资产)?投资(?:完成|额)*|(?:完成)(?:固定资产)?投资额?", other
        ):
            return True
        # 签约69亿元，占全部投资的: what is called 投资 is the whole of what the part measures.
        measured = indicator_of(part)
        return bool(measured) and measured == indicator_of(label) and names_only_indicator(other)
    if _names_it(wanted, label):
        return True
    if part and indicator_of(part) == indicator_of(label) and not indicator_of(wanted):
        other = _MEASURES.sub("", other)  # 占规上工业总量的 is of what the part measures
    extra = set(other) - set(one) - _OWN
    if one.startswith("总") and one[2:]:  # 总人口 is 户籍人口
        return covers(one[1:], label) and not classifications_of(label)
    return covers(wanted, label) and len(extra) <= 1


def _likely_plan(prose: Prose, mention: Mention, part: Mention) -> Quantity | None:
    """Return the plan that 占年度目标的, 完成年度计划的 is of: the only one before, where no part is spoken of."""
    if not names_only_indicator(_TIMES.sub("", part.head)) and not _are_same_things(prose, part):
        return None
    wanted_terms = set(_TERM.findall(mention.reading.object))
    before = [
        other
        for other in prose.mentions[max(0, part.index - 12) : part.index]
        if other.is_level(part.quantity)
        and _PLANNED.search(other.label)
        and not _DONE.search(other.head)
        and set(_TERM.findall(other.head)) <= wanted_terms
    ]
    yearly = [other for other in before if _OF_YEAR.search(other.head)]
    before = yearly or before  # 计划总投资624亿元，年内计划投资246亿元
    if before:
        last = before[-1]
        is_only = len(before) == 1 and last.depth == part.depth
        return last.quantity if is_only and not _narrows(prose, last, part) else None
    return None


def _are_same_things(prose: Prose, part: Mention) -> bool:
    """Whether *part* is of as many things as the sentence before counts: 市级项目15个，年度计划投资21.3亿元。15个市级项目完成…."""
    things = prose.mentions[part.index - 1] if part.index else None
    if things is None or things.quantity.kind is not Kind.COUNT or things.sentence != part.sentence:
        return False
    return any(
        str(other.quantity) == str(things.quantity)
        for other in prose.by_sentence[part.sentence - 1]
        if part.sentence and other.is_level()
    )


_OF_YEAR = re.compile("年度|年内|全年|当年|本年|年初")
_OF_TERM = re.compile("^(?:当|本)?(?:季度?|月度?)(?:目标|任务|计划)")
_TERMS_PLAN = re.compile(r"(?:[一二三四]季度|\d{1,2}月份?)(?:目标|任务|计划)")


def _plan_of_term(prose: Prose, mention: Mention, part: Mention) -> Quantity | None:
    """Return the plan that 占季度计划的 is of: the one of a quarter or a month that the sentence names."""
    if not _OF_TERM.match(mention.reading.object):
        return None
    found = [
        other.quantity
        for other in said_before(prose, part)
        if other.is_level(part.quantity) and _TERMS_PLAN.search(other.head)
    ]
    return found[0] if len(found) == 1 else None


def _narrows(prose: Prose, plan: Mention, part: Mention) -> bool:
    """Whether the words between speak of a part of the things that the plan is for."""
    between = prose.mentions[plan.index + 1 : part.index]
    if between and _are_same_things(prose, part):
        between = between[:-1]
    return begins_list(prose, plan, part) or any(
        other.is_level()
        and classifications_of(other.label)
        and not (other.quantity.kind is Kind.COUNT and _BECAME.match(other.label))
        for other in between
    )


# 已开工162项, 开工建设160个: what became of the things, not a part of them
_BECAME = re.compile(
    r"[^,;。]{0,12}?(?:已|实际|累计)*(?:开复工|复工|开工|竣工|完工|投产|入库)(?:建设|项目|在建)*$"
)


def _listed_of(
    mention: Mention, part: Mention, near: Sequence[Mention], prose: Prose
) -> Mention | None:
    """Return what 其中 lists *part* of, where one amount only stands before it: 占全部投资的 is of that."""
    before = [other for other in near if other.index < part.index and other.depth == part.depth]
    if len(before) != 1 or before[0].sentence < mention.sentence - 1:
        return None
    between = prose.text[before[0].quantity.end : part.quantity.start]
    return before[0] if re.search(r"其中[^,;。]*$", between) else None


def _goes_on(prose: Prose, whole: Mention, part: Mention) -> bool:
    """Whether the sentence after *whole* goes on about the same things: no list has begun since."""
    return part.sentence - whole.sentence <= 1 and not begins_list(prose, whole, part)


_COUNTED = re.compile("(户|人|家)数$|(?<=[^总全部额目])(?:总数量|总数|总量|数量|个数)$")


def _part(prose: Prose, mention: Mention, wanted: str) -> Mention | None:
    kinds = AMOUNTS
    if re.search(r"投资|资金|收入|支出|产值|金额|增加值|生产总值|GDP", wanted):
        kinds = frozenset({Kind.MONEY})
    elif re.search(r"项目数|个数|总数|户数", wanted):
        kinds = frozenset({Kind.COUNT})
    found = subject_of(prose, mention, kinds)
    if found is None and wanted == "总数":  # 375亿元资金中，昆明217.2亿元，占总数的58％
        found = subject_of(prose, mention)
    counted = _COUNTED.search(wanted)
    if found is not None and counted and counted[1] and found.quantity.unit != counted[1]:
        found = next(  # 已消除367户1402人，占对象户数的…
            (
                other
                for other in said_before(prose, mention)
                if other.clause == found.clause and other.quantity.unit == counted[1]
            ),
            found,
        )
    subject = mention.reading.subject
    if found is None and subject:  # 非公经济…143.77亿元，非公经济增加值占…: named again
        for other in said_before(prose, mention):
            if other.is_level() and other.quantity.kind in kinds:
                return other if covers(subject, other.label) else None
    return found
