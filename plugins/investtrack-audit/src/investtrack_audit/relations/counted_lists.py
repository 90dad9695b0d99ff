"""Sums whose list no word opens: as many items as a number names, changes that make a change, things in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from attrs import evolve

from investtrack.values import QuantityKind as Kind
from investtrack.values import whole_number
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.indicators import indicator_of, may_be_part, names_only_indicator
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_MOST_BESIDE, _NEAR, _LEAST_PARTS = 4, 16, 4


def read_counted_lists(prose: Prose, listed: AbstractSet[int]) -> Iterator[Found]:
    """Yield the sums of *prose* that no 其中 announces; *listed* are the numbers that another list holds already."""
    yield from _counted_sums(prose)
    yield from _of_changes(prose)
    yield from _in_a_sentence(prose, listed)


def _indicator(mention: Mention) -> str:
    return indicator_of(mention.label) if mention.quantity.kind is Kind.MONEY else ""


_COUNTED = re.compile(
    r"(?:以上|上述|这|前)?([两二三四五六七八九]|\d{1,2})(?:大|类|批|项|个|家|次|季度|轮|期|年|县|市|区|镇|地|方面|部分)[^,;:\d]{0,8}?(?:总数|总量|总额|共(?:计|有|完成|实现|实施|开工|签约|安排|下达)?|累计(?:完成|实现)?)(?:投资|项目|资金)?(?:为|达到?|是)?$"
)


_TOTALS = re.compile("总[数量额]|共|累计")


def _counted_sums(prose: Prose) -> Iterator[Found]:
    """Yield 第一批14个，投资23.5亿元；第二批…；第三批…。三批共开工42个，总投资68.2亿元: the sum of as many items as it names."""
    if not _TOTALS.search(prose.text):
        return
    for mention in prose.mentions:
        found = _COUNTED.search(mention.head) if mention.is_level() else None
        count = (whole_number(found[1]) or 0) if found else 0
        if count < SEVERAL:
            continue
        beside = [mention]
        for other in prose.mentions[mention.index + 1 : mention.index + 1 + _MOST_BESIDE]:
            if other.segment != mention.segment or not other.is_level() or other.depth:
                break
            if not names_only_indicator(other.head) or "计划" in other.head:
                break
            beside.append(other)
        for total in beside:
            claims = [
                Claim(
                    Relation.SUM,
                    total.quantity,
                    plus(count),
                    tuple(part.quantity for part in parts),
                    is_firm=False,
                    is_guess=not is_whole_list,
                    is_list=is_whole_list,
                )
                for parts, is_whole_list in _lists_before(mention, total, prose, count)
            ]
            if claims:
                yield total, claims


def _lists_before(
    mention: Mention, total: Mention, prose: Prose, count: int
) -> Iterator[tuple[list[Mention], bool]]:
    """Yield *count* amounts like *total* before *mention*, one an item, and whether they are all that are listed."""
    like, indicator = total.quantity, _indicator(total)
    for sentence in (mention.sentence, mention.sentence - 1):
        if sentence < 0:
            continue
        usable = [
            other
            for other in prose.by_sentence[sentence]
            if other.index < mention.index
            and other.is_level(like)
            and not other.depth
            and may_be_part(_indicator(other), indicator)
        ]
        firsts: dict[int, Mention] = {}
        for other in usable:
            if other.segment != mention.segment:
                firsts.setdefault(other.segment, other)
        if len(firsts) == count:
            yield list(firsts.values()), True
        own = [other for other in usable if other.segment == mention.segment] or usable
        if len(own) >= count:
            yield own[-count:], len(own) == count


def _of_changes(prose: Prose) -> Iterator[Found]:
    """Yield 净增27家。其中工业净增9家，服务业净增12家，贸易业净增6家: changes that make one; only where they agree."""
    for sentence in prose.by_sentence:
        changes = [
            one
            for one in sentence
            if one.role is Role.CHANGE and one.quantity.kind in AMOUNTS and not one.depth
        ]
        listed = [one for one in changes if prose.is_listed(one)]
        parts = [one for one in listed if one.quantity.is_like(listed[0].quantity)]
        parts = [one for one in parts if one.reading.sign == parts[0].reading.sign]
        if len(parts) <= SEVERAL or any(not one.reading.subject for one in parts):
            continue
        operands = tuple(one.quantity for one in parts)
        for whole in reversed(prose.mentions[max(0, parts[0].index - _NEAR) : parts[0].index]):
            if whole.role is not Role.CHANGE or not whole.quantity.is_like(operands[0]):
                continue
            if whole.reading.sign == parts[0].reading.sign:
                claim = Claim(
                    Relation.SUM, whole.quantity, plus(len(parts)), operands, is_firm=False
                )
                yield parts[0], [evolve(claim, is_list=True)]
                break


def _in_a_sentence(prose: Prose, listed: AbstractSet[int]) -> Iterator[Found]:
    """Yield 新增25个项目，“谋划一批”8个，“签约一批”2个，“开工一批”10个，“投产一批”5个: numbers of things without a word for the list; only where they agree."""
    for sentence in prose.by_sentence:
        counts = [
            one
            for one in sentence
            if one.is_level() and one.quantity.kind is Kind.COUNT and not one.depth
        ]
        if len(counts) <= _LEAST_PARTS or counts[0].index in listed:
            continue
        whole, *parts = counts
        names = {canonical(part.label) for part in parts}
        alike = all(part.quantity.is_like(whole.quantity) for part in parts)
        if alike and len(names) == len(parts) and not any(p.index in listed for p in parts):
            operands = tuple(part.quantity for part in parts)
            claim = Claim(Relation.SUM, whole.quantity, plus(len(parts)), operands, is_firm=False)
            yield parts[0], [evolve(claim, is_guess=True)]
