"""其中, 分别为, 按…分, brackets, 合计, 其余: parts and their whole in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.relations.closing_sums import read_closing_sums, read_rests
from investtrack_audit.relations.counted_lists import read_counted_lists
from investtrack_audit.relations.nested_counts import are_nested, make_one_of, may_nest
from investtrack_audit.relations.series import (
    Series,
    indicator_of_label,
    indicator_of_mention,
    is_declared_list,
    is_exact_count,
    is_significant,
    is_simple_list,
    is_tied,
    wholes_of,
)
from investtrack_audit.relations.unmarked_lists import leaves_a_little, read_unmarked_lists
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import add, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import (
    are_days,
    are_one_classification,
    is_partition,
    may_be_partition,
    may_overlap,
)
from investtrack_audit.text.indicators import may_be_part
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.listings import ListOfParts, listings, on_one_level
from investtrack_audit.text.memory import Memory, Remembered
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

# Inside a bracket or after a marker these say that the list leaves something out, or is none.
_LOOSE = re.compile(r"其中|含|包括|包含|如|主要|等|比|较|去年|上年|同期|同比")
_BEFORE = re.compile("同期|去年|上年")
_NEAR = 16
# Beyond this an excess is no misprint, but things counted under several labels.
_MUCH = Fraction(6, 5)


def read_sums(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield what *prose* says of parts and wholes."""
    for mention, claims in _all_sums(prose, memory):
        begin = _widened_from(prose, mention)
        if begin is not None:
            own = {id(one.quantity) for one in prose.mentions if one.quantity.start >= begin}
            claims = [claim for claim in claims if id(claim.stated) in own]  # noqa: PLW2901
        if claims:
            yield mention, claims


_MORE = re.compile(r"(?:^|(?<=[,;。]))(?:连同|加上|算上)(?=[^;。\d]{1,40}[,:])")


def _widened_from(prose: Prose, mention: Mention) -> int | None:
    """Return where 连同银行贷款和自筹，按来源分 begins before *mention*: what is listed is of more than was said before it."""
    begin, _ = prose.sentence_of(mention.quantity.start)
    found = _MORE.search(prose.text, begin, mention.quantity.start)
    return found.start() if found else None


def _all_sums(prose: Prose, memory: Memory) -> Iterator[Found]:
    found = list(listings(prose))
    listed = {part.index for listing in found for part in listing.parts}
    for listing in found:
        yield from _of_listing(prose, memory, listing, listed)
    yield from read_unmarked_lists(prose, memory, listed)
    yield from read_closing_sums(prose)
    yield from read_counted_lists(prose, listed)
    yield from read_rests(prose)


def _of_listing(
    prose: Prose, memory: Memory, listing: ListOfParts, listed: set[int]
) -> Iterator[Found]:
    found = []
    for _slot, own_parts, is_full in listing.series():
        parts = own_parts[:1] if are_nested(own_parts) else own_parts
        if any("等" in part.head[-2:] for part in parts):
            # 甲项目等3个: names some of a number, parts nothing; but each may name a class (增值税等6个税种)
            yield from _of_examples(prose, listing, parts, listed, is_full=is_full)
            continue
        if listing.kind == "bracket" and any(_BEFORE.search(part.head) for part in parts):
            continue  # 利润0.1亿元（同期亏损0.47亿元）
        wholes = tuple(wholes_of(prose, listing, parts, listed))
        if may_nest(prose, parts) and not make_one_of(parts, wholes):
            parts = parts[:1]
        found.append(Series(listing, tuple(parts), wholes, is_full))
    whole_list = list(_of_several_indicators(prose, listing, found, listed))
    if whole_list:
        yield from whole_list
        return
    yield from _nearly_of_several_indicators(prose, listing, found, listed)
    is_declared = is_declared_list(prose, listing)
    agreeing = {id(series) for series in found if series.agrees} if len(found) > 1 else set()
    is_proven = any(series.proves_complete for series in found)
    near = [
        item
        for series in found
        if not series.wholes
        and series.is_full
        and (len(series.parts) > SEVERAL or listing.kind == "split")
        for item in _beside_sum(memory, series.parts)
    ]
    for series in found:
        others = agreeing - {id(series)}
        own = evolve(series, is_declared=True) if is_declared or others else series
        yield from _claims(prose, memory, own, is_proven=is_proven, near=near)
        yield from _of_bases(prose, memory, series)
        yield from _of_brackets(prose, memory, series)


def _of_examples(
    prose: Prose, listing: ListOfParts, parts: Sequence[Mention], listed: set[int], *, is_full: bool
) -> Iterator[Found]:
    """Yield 13个税种中，增值税等6个税种增长；营业税等7个税种下降: numbers of things that make the whole; only where they agree."""
    exact = all(is_exact_count(part.quantity) for part in parts)
    if not (is_full and exact and len(parts) > 1 and listing.kind in {"among", "split"}):
        return
    for whole in wholes_of(prose, listing, parts, listed)[:1]:
        operands = tuple(part.quantity for part in parts)
        rule = plus(len(parts))
        claim = Claim(Relation.SUM, whole.quantity, rule, operands, is_firm=False)
        yield parts[0], [evolve(claim, is_guess=True)]


def _of_brackets(prose: Prose, memory: Memory, series: Series) -> Iterator[Found]:
    """Yield 新签约222个…。农业21个（其中新签约13个）；工业227个（128个）；三产174个（81个）: what is bracketed at each part makes its own whole."""
    if len(series.parts) < SEVERAL or not series.is_full or series.listing.depth:
        return
    inner: list[Mention] = []
    for part in series.parts:
        following = prose.mentions[part.index + 1 : part.index + 2]
        if not following or following[0].depth != part.depth + 1:
            return
        if not following[0].is_level(part.quantity):
            return
        inner.append(following[0])
    name, opening = canonical(inner[0].label), series.parts[0].index
    operands = tuple(part.quantity for part in inner)
    claims = [
        Claim(Relation.SUM, whole, plus(len(inner)), operands, is_firm=False, is_guess=True)
        for whole, label in (
            *(
                (one.quantity, one.label)
                for one in prose.mentions[max(0, opening - _NEAR) : opening]
            ),
            *((item.quantity, item.label) for item in islice(memory.recent, _MOST_RECENT)),
        )
        if whole.is_like(operands[0]) and canonical(label) == name
    ]
    if name and claims:
        yield inner[0], claims


def _of_bases(prose: Prose, memory: Memory, series: Series) -> Iterator[Found]:
    """Yield that what the parts are shares of makes what their whole is a share of: 税收3511万元，占年初预算8465万元的41.5％;…."""
    if len(series.parts) < SEVERAL or not series.is_full:
        return
    parts = [base for part in series.parts if (base := _base_after(prose, part)) is not None]
    if len(parts) < len(series.parts):
        return
    operands = tuple(part.quantity for part in parts)
    done = added(part.quantity.value for part in series.parts)
    if not series.wholes:
        recent = list(islice(memory.recent, _MOST_RECENT))
        for planned, item in pairwise(recent):
            beside = planned.block == item.block and planned.quantity.is_like(operands[0])
            if beside and item.quantity.value == done and planned.role is Role.LEVEL:
                rule = plus(len(operands))
                claim = Claim(Relation.SUM, planned.quantity, rule, operands, is_firm=False)
                yield parts[0], [evolve(claim, is_likely=True)]
                return
        return
    whole = series.wholes[0]
    stated = _base_after(prose, whole)
    if stated is None:
        return
    apart = abs(done - whole.quantity.value)
    step = whole.quantity.step + added(p.quantity.step for p in series.parts)
    claim = Claim(Relation.SUM, stated.quantity, plus(len(operands)), operands, is_firm=False)
    # What was done adds up, and so leaves nothing out of what was planned.
    yield stated, [evolve(claim, is_likely=apart * 2 <= step, is_guess=apart * 2 > step)]


def _base_after(prose: Prose, mention: Mention) -> Mention | None:
    """Return what *mention* is said to be a share of, in its own words: 占年初预算8465万元的41.5％."""
    for other in prose.mentions[mention.index + 1 : mention.index + 1 + _MOST_TO_BASE]:
        if other.sentence != mention.sentence or other.is_level(mention.quantity):
            return None
        if other.role is Role.BASE and other.quantity.is_like(mention.quantity):
            return other
    return None


_MOST_TO_BASE = 3


def _of_several_indicators(
    prose: Prose, listing: ListOfParts, found: Sequence[Series], listed: set[int]
) -> Iterator[Found]:
    """Yield 总收入41.83亿元，包括：本级收入…，调入资金…，上年结转…: each item one amount, by several names; where it adds up."""
    parts = _one_an_item(listing, found)
    if not parts:
        return
    operands = tuple(part.quantity for part in parts)
    total = added(operand.value for operand in operands)
    wholes = _amounts_before(prose, listing, parts, listed)
    # 包括 leaves nothing out, 其中 may.
    named = wholes[-1:] if listing.words.startswith("包括") else []
    for whole in named or [quantity for quantity in wholes if _makes(operands, total, quantity)]:
        rule = plus(len(parts))
        claim = Claim(Relation.SUM, whole, rule, operands, is_firm=False, is_likely=bool(named))
        yield parts[0], [claim]
        return


def _one_an_item(listing: ListOfParts, found: Sequence[Series]) -> tuple[Mention, ...]:
    """Return the amounts of a list whose items have one amount of money each, of several indicators; else nothing."""
    money = [series for series in found if series.parts[0].quantity.kind is Kind.MONEY]
    if len(money) < SEVERAL or any(len(item.amounts) != 1 for item in listing.items):
        return ()
    return tuple(next(iter(item.amounts.values())) for item in listing.items)


def _amounts_before(
    prose: Prose, listing: ListOfParts, parts: Sequence[Mention], listed: set[int]
) -> list[Quantity]:
    return [
        whole.quantity
        for whole in prose.mentions[max(0, parts[0].index - _NEAR) : parts[0].index]
        if whole.is_level(parts[0].quantity)
        and whole.quantity.start < listing.at
        and whole.index not in listed
    ]


def _nearly_of_several_indicators(
    prose: Prose, listing: ListOfParts, found: Sequence[Series], listed: set[int]
) -> Iterator[Found]:
    """Yield the sum of such a list that one slip would make a whole of many digits; no sum where none would."""
    parts = _one_an_item(listing, found)
    if len(parts) <= SEVERAL:
        return
    operands = tuple(part.quantity for part in parts)
    for whole in _amounts_before(prose, listing, parts, listed)[-1:]:
        if _is_long(whole, operands):
            rule = plus(len(parts))
            claim = Claim(Relation.SUM, whole, rule, operands, is_firm=False, is_list=True)
            yield parts[0], [claim]


def _makes(parts: Sequence[Quantity], total: Fraction, whole: Quantity) -> bool:
    """Whether parts make a whole, of five digits or more within the last place each is printed to."""
    long = whole.value >= _LONG * whole.step / 10
    apart = sum((part.step for part in parts), whole.step) / 2 if long else Fraction(0)
    return abs(whole.value - total) <= apart


def _beside_sum(memory: Memory, parts: Sequence[Mention]) -> Iterator[Remembered]:
    """Yield what was said beside the sum of *parts*: 28个，资金24.6亿元 where the numbers of things make 28."""
    total = added(part.quantity.value for part in parts)
    like = parts[0].quantity
    recent = list(islice(memory.recent, _MOST_RECENT))
    for at, item in enumerate(recent):
        if item.role is Role.LEVEL and item.quantity.is_like(like) and item.quantity.value == total:
            yield from (
                other for other in recent[max(0, at - 1) : at + 2] if other.block == item.block
            )


_MOST_RECENT = 30


def _claims(
    prose: Prose, memory: Memory, series: Series, *, is_proven: bool, near: Sequence[Remembered]
) -> Iterator[Found]:
    listing = series.listing
    parts = list(_of_its_kind(series))
    if not parts:
        return
    if _loses(series):
        yield from _of_profits(series)
        return
    lists = [parts]
    cut = on_one_level(prose, parts)
    if len(cut) < len(parts) and not is_proven:
        lists.append(cut)
    first = _first_part(series)
    if first and not is_proven:  # 税收收入…；非税收入…；政府性基金收入…: the last is no part
        lists.append(parts[:first])
    text = prose.text[listing.at : parts[-1].quantity.end + 1]
    if listing.kind in {"among", "split"}:  # 其中, 按阶段分，其中
        text = text[len(listing.words) :].lstrip(",:").removeprefix("其中")
    leaves_out = _LOOSE.search(text) is not None
    if listing.kind == "bracket" and len(parts) == 1 and not leaves_out:
        return  # 目标（10亿元）: a bracket that states a value, not a part
    if not series.wholes:
        beside = near if series.is_full else ()
        yield from _distant(prose, memory, series, beside)
        return
    claims: list[Claim] = []
    for chosen in lists:
        own = evolve(series, parts=tuple(chosen))
        claims += _of_list(
            own,
            leaves_out=leaves_out and not is_proven,
            firm=chosen is lists[-1],
            is_proven=is_proven,
        )
    # What is nearest is the whole before anything farther is, however much of the list makes it.
    nearest = series.wholes[0].quantity
    claims.sort(key=lambda claim: claim.stated is not nearest)
    claims += _of_part_before(prose, listing, parts)
    yield parts[0], claims
    for later in _later_partitions(series, first):
        own = evolve(series, parts=tuple(later))
        yield later[0], list(_of_list(own, leaves_out=leaves_out, firm=False, is_proven=False))


def _loses(series: Series) -> bool:
    """Whether losses stand among the parts of profits, from which they are taken: 利润12.6亿元，其中盈利15.3亿元，亏损2.7亿元."""
    labels = [series.listing.labels[part.index] for part in series.parts]
    if series.wholes and any(_TWICE.search(label) for label in labels):
        return True  # 平原区…，山丘区…，重复计算量…: reckoned in both, and taken off once
    profits = bool(series.wholes) and _PROFIT.search(series.wholes[0].label) is not None
    return profits and any(_LOSS.search(label) for label in labels)


_PROFIT, _LOSS = re.compile("利润|盈亏|效益"), re.compile("亏损")
_TWICE = re.compile("(?<!不)重复(?:计算|部分|量)")


def _of_profits(series: Series) -> Iterator[Found]:
    if len(series.parts) < SEVERAL:
        return
    labels = [series.listing.labels[part.index] for part in series.parts]
    less = [bool(_LOSS.search(label) or _TWICE.search(label)) for label in labels]
    rule = add(*(-1 if is_less else 1 for is_less in less))
    operands = tuple(part.quantity for part in series.parts)
    whole = series.wholes[0].quantity
    closed = len(labels) == SEVERAL and "盈" in labels[0] and _LOSS.search(labels[1]) is not None
    closed = closed or _TWICE.search(labels[-1]) is not None
    claim = Claim(Relation.SUM, whole, rule, operands, is_firm=False)
    yield series.parts[0], [evolve(claim, is_likely=closed, is_guess=not closed)]


# What a whole by its name does not hold.
_HOLDS_NO = (
    ("粮食", re.compile("油料|油菜|花生|棉|烟|蔬菜|瓜|果|药材|茶|糖|麻|饲料")),
    ("大牲畜", re.compile("猪|羊|禽|兔|鸡|鸭|鹅")),
    ("保费", re.compile("再保险")),  # in the others already
)


_KINDS = re.compile("[猪牛羊禽]")


def _of_its_kind(series: Series) -> Iterator[Mention]:
    """Yield the parts up to the first that cannot be of the whole by its name: 油料 is no 粮食."""
    whole = series.wholes[0].label if series.wholes else ""
    strange = next((words for name, words in _HOLDS_NO if name in whole), None)
    kinds = _KINDS.findall(whole) if strange is None else []
    if len(kinds) == 1:  # 羊20409只，其中：山羊1403只；绵羊19006只；禽188399只
        strange = re.compile("|".join({"猪", "牛", "羊", "禽"} - set(kinds)))
    if strange is None:
        yield from series.parts
        return
    for part in series.parts:
        if strange.search(series.listing.labels[part.index]):
            return
        yield part


def _first_part(series: Series) -> int:
    """Return how many of the first amounts leave nothing out by their names, or make the whole exactly; 0 for none."""
    labels, count = series.labels, len(series.parts)
    whole = series.wholes[0].quantity if series.wholes else None
    total = series.parts[0].quantity.value
    for number in range(SEVERAL, min(count, _LONGEST_FIRST)):
        total += series.parts[number - 1].quantity.value
        if is_partition(labels[:number]):
            return number
        if (
            number > SEVERAL
            and whole is not None
            and is_significant(whole)
            and total == whole.value
        ):
            return number
    return 0


_LONGEST_FIRST = 12


def _later_partitions(series: Series, first: int) -> Iterator[list[Mention]]:
    """Yield the segments behind the first parts that again leave nothing out: 城镇5人，乡村6人；男性7人，女性4人."""
    if not first:
        return
    labels = series.listing.labels
    rest = series.parts[first:]
    for segment in dict.fromkeys(part.segment for part in rest):
        own = [part for part in rest if part.segment == segment]
        if is_partition([labels[part.index] for part in own]):
            yield own


def _of_part_before(
    prose: Prose, listing: ListOfParts, parts: Sequence[Mention]
) -> Iterator[Claim]:
    """Yield 其中限上企业零售额116203万元。按消费形态分，餐饮3590万元；商品112612万元: of what itself is a part; only where it agrees."""
    if listing.kind not in {"split", "each"} or len(parts) < SEVERAL:
        return
    operands = tuple(part.quantity for part in parts)
    for other in reversed(prose.mentions[max(0, parts[0].index - _NEAR) : parts[0].index]):
        usable = other.is_level(operands[0]) and other.quantity.start < listing.at
        usable = usable and may_be_part(indicator_of_mention(parts[0]), indicator_of_mention(other))
        if usable and is_significant(other.quantity):
            rule = plus(len(parts))
            claim = Claim(Relation.SUM, other.quantity, rule, operands, is_firm=False)
            yield evolve(claim, is_guess=True)


def _of_list(series: Series, *, leaves_out: bool, firm: bool, is_proven: bool) -> Iterator[Claim]:
    """Yield what a list may say of each of its wholes: that it makes it, or does not exceed it."""
    listing, parts, wholes = series.listing, series.parts, series.wholes
    near, count = wholes[0], len(parts)
    operands = tuple(part.quantity for part in parts)
    labels = series.labels
    dated = are_days([part.head for part in parts])
    is_simple = is_simple_list(parts, listing)
    tied = firm and is_tied(near, parts[0], listing)
    tied = tied and all(_same_aim(part, near) for part in parts)
    crosses = may_overlap(labels) and not series.is_declared
    complete = count > 1 and series.is_full and is_simple and not leaves_out
    complete = complete and listing.kind not in {"colon", "each"}
    if listing.kind in {"among", "bracket"} or not listing.words.startswith("按"):
        complete = complete and is_partition(labels)
    if is_proven and series.is_full and count > 1:
        complete = True
    # 项目88个，分别为：甲县14个、乙县…: names them all
    closed = dated or may_be_partition(labels) or (listing.kind == "each" and count > SEVERAL)
    # 11.58亿元难以上报（已决算…、未开票…、无票据…、无发票…、合同纠纷…）: so many are all there are
    named = listing.kind == "bracket" and count > _MOST_NAMED and not leaves_out
    named = named and operands[0].kind is Kind.MONEY
    closed = closed or named
    likely = complete or series.is_declared or (is_simple and series.is_full and closed)
    if count > 1:
        for whole in wholes:
            yield Claim(
                Relation.SUM,
                whole.quantity,
                plus(count),
                operands,
                whole is near and tied and complete,
                is_list=whole is near
                and (not crosses or named or _is_long(whole.quantity, operands))
                and not leaves_out
                and is_simple,
                is_likely=whole is near and likely and (not crosses or named),
            )
    if (
        complete
        or listing.kind in {"colon", "each"}
        or (leaves_out and listing.kind != "among" and count > 1)
    ):
        return
    bounded = operands
    limit = near.quantity.value
    twice = count > 1 and (
        not is_simple
        or crosses
        or (max(part.value for part in bounded) >= limit and not _excludes(labels))
        or (
            sum(part.value for part in bounded) > limit * _MUCH
            and not are_one_classification(labels)
        )
    )
    if twice:  # things may be counted under several labels: only the greatest must not exceed
        bounded = (max(bounded, key=lambda part: part.value),)
    bound = tied and (is_simple or listing.kind == "among") and (twice or _is_close(parts))
    for whole in wholes:
        yield Claim(
            Relation.PART,
            whole.quantity,
            plus(len(bounded)),
            bounded,
            whole is near and bound,
            at_most=True,
        )


_NESTED = re.compile("外|以上|以下|以内")


def _excludes(labels: Sequence[str]) -> bool:
    """Whether no thing is counted under two of *labels*: of one classification, and none within another as 州外 is within 省外."""
    return are_one_classification(labels) and not any(map(_NESTED.search, labels))


_MOST_NAMED = 3
_LONG = 10**5


def _is_long(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether the numbers are so long that a sum amiss by one slip is no accident, whatever is listed."""
    return whole.value >= _LONG * max(whole.step, *(part.step for part in parts))


_MOST_BETWEEN = 4


def _is_close(series: Sequence[Mention]) -> bool:
    """Whether the parts follow each other closely, as a list does that counts nothing twice."""
    return all(two.index - one.index <= _MOST_BETWEEN + 1 for one, two in pairwise(series))


_AIMS = re.compile(r"目标|任务|计划")


def _same_aim(part: Mention, whole: Mention) -> bool:
    """Whether *part* is planned only where *whole* is, as far as its words say."""
    return all(word in whole.full_label for word in _AIMS.findall(part.head))


def _distant(
    prose: Prose, memory: Memory, series: Series, beside: Sequence[Remembered]
) -> Iterator[Found]:
    """Yield the sum of a list whose whole stands in a paragraph before; never firm.

    Agreement of few digits says something only beside another sum of the same list; there, and of no other amount,
    failure by one slip is doubtful whatever the digits.
    """
    parts = series.parts
    if len(parts) < SEVERAL:
        return
    is_split = series.listing.kind == "split"
    operands = tuple(part.quantity for part in parts)
    labels = [part.label for part in parts]
    likely = series.is_declared or is_partition(labels) or may_be_partition(labels)
    own = [item for item in beside if item.quantity.is_like(operands[0])]
    claims = []
    for number, item in enumerate(memory.levels(operands[0])):
        near = item in own
        telling = is_significant(item.quantity)
        few = is_split and (len(parts) > SEVERAL or likely) and number < _MOST_NEAR
        if not (near or telling or few) or not may_be_part(
            indicator_of_mention(parts[0]), indicator_of_label(item.label, item.quantity)
        ):
            continue
        claim = Claim(
            Relation.SUM,
            item.quantity,
            plus(len(parts)),
            operands,
            is_firm=False,
            is_likely=near or (likely and not number and telling and _may_hold(item, operands)),
            is_list=near or telling,
        )
        if leaves_a_little(prose, parts, item.quantity):
            claim = evolve(claim, is_likely=False, is_list=False, is_guess=True)
        claims.append(claim)
    if claims:
        yield parts[0], claims


def _may_hold(item: Remembered, parts: Sequence[Quantity]) -> bool:
    """Whether an amount is no part itself by its words, and none of *parts* is greater."""
    return not item.is_listed and all(part.value <= item.quantity.value for part in parts)


_MOST_NEAR = 8
