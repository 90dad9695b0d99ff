"""Which amount a rate, a growth or a difference is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from investtrack.values import QuantityKind as Kind
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


_MOST_BACK = 12
_DONE_PLAN = re.compile(r"(?<!争取)(?<!力争)完成[^计目任]{0,12}(?:计划|目标|任务)")
_LISTS = re.compile(r"其中|分[^,;。]{1,6}看|按[^,;。]{1,8}分|;")
_PLAN = re.compile(r"计划|目标|任务|应|拟|总投资|协议|概算|年度|总任务|共|总数|安排")


def said_before(prose: Prose, mention: Mention) -> Iterator[Mention]:
    """Yield the mentions of the same sentence before *mention*, the nearest first, deeper ones left out."""
    for index in range(mention.index - 1, max(-1, mention.index - 1 - _MOST_BACK), -1):
        other = prose.mentions[index]
        if other.sentence != mention.sentence:
            return
        if other.depth <= mention.depth:
            yield other


def subject_of(prose: Prose, mention: Mention, kinds: frozenset[Kind] = AMOUNTS) -> Mention | None:
    """Return the amount that *mention* says something of: the nearest before it, unless a new subject is named.

    “完成投资10亿元，民间投资增长5％，占全部投资的60％” says 60％ of 民间投资, whose amount is not given.
    """
    if mention.reading.subject:
        return None
    for other in said_before(prose, mention):
        usable = other.is_level() or other.role is Role.SUM or _is_a_head(other)
        if usable and other.quantity.kind in kinds:
            return other
        if (
            other.role in {Role.CHANGE, Role.SHARE, Role.PULL, Role.EXCESS}
            and other.reading.subject
        ):
            return None
    return None


def _is_a_head(mention: Mention) -> bool:
    return mention.role is Role.AVERAGE and "人均" in mention.head


_OF_TOPIC = re.compile(r"(?:^|[。;,:])([^,;:。()\d]{2,14}?)中(?=[,:]|已|未|尚|有|累计|共)")
_MOST_TOPIC = 160


def topic_of(prose: Prose, mention: Mention) -> str:
    """Return what the sentence up to *mention* is about things among: 签约项目 of 签约项目中已开工31个; else empty."""
    begin, _ = prose.sentence_of(mention.quantity.start)
    begin = max(0, begin - 1, mention.quantity.start - _MOST_TOPIC)
    found = list(_OF_TOPIC.finditer(prose.text, begin, mention.quantity.start))
    return found[-1].group(1).removeprefix("其") if found else ""


def in_bracket_before(prose: Prose, mention: Mention, kinds: frozenset[Kind]) -> Mention | None:
    """Return the one quantity of the bracket that closes just before the words of *mention*."""
    before = mention.gap.rstrip().removesuffix(mention.head).rstrip()
    if not before.endswith(")") or not mention.index:
        return None
    other = prose.mentions[mention.index - 1]
    if other.depth != mention.depth + 1 or other.quantity.kind not in kinds:
        return None
    if (
        mention.index > 1
        and prose.mentions[mention.index - 2].depth == other.depth
        and prose.mentions[mention.index - 2].clause >= other.clause - 1
    ):
        return None
    return other


def words_before_bracket(prose: Prose, inner: Mention) -> str:
    """Return the words of the clause before the bracket that *inner* stands in."""
    at = prose.text.rfind("(", max(0, inner.quantity.start - 40), inner.quantity.start)
    if at < 0:
        return ""
    words = prose.text[max(0, at - 40) : at]
    return re.split(r"[,;:。、()]", words)[-1]


def names_plan(mention: Mention) -> bool:
    """Whether the words around *mention* make it a plan, a target or a whole, not what was done."""
    if _DONE_PLAN.search(mention.head):
        return False  # 已完成年度投资计划746亿元 is what was done of a plan
    return _PLAN.search(mention.full_label) is not None


def begins_list(prose: Prose, first: Mention, last: Mention) -> bool:
    """Whether a list of parts begins between the two, so that the later one speaks of a part."""
    between = prose.text[first.quantity.end : last.quantity.start]
    return _LISTS.search(between) is not None
