"""A paragraph that ends in 其中： and the like paragraphs after it: their amounts, slot by slot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from investtrack.values import QuantityKind as Kind
from investtrack.values import whole_number
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import classifications_of
from investtrack_audit.text.indicators import indicator_of
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


_OPENS = re.compile(r"(?:其中|如下|分别为|分别是|看)[:,]?$|[:]$")
_BACK = 2


def read_paragraph_lists(proses: Sequence[Prose]) -> Iterator[tuple[Prose, Mention, list[Claim]]]:
    """Yield what lists of paragraphs say of the amounts before them; never firm.

    The paragraphs of a list have the same kinds of numbers in the same order, as a template makes
    them: 省级6项，计划投资19亿元，完成28亿元。 The sum of each slot is looked for among the amounts
    of the same name just before.
    """
    for at, prose in enumerate(proses):
        if _CLOSES.match(prose.text.strip()):
            yield from _closing(prose, proses[max(0, at - _MOST_ITEMS) : at])
    at = 0
    while at < len(proses):
        opens = _OPENS.search(proses[at].text.strip()) is not None
        if not opens and not _is_followed_by_items(proses, at):
            at += 1
            continue
        last = at + 1
        shape = _shape(proses[last]) if last < len(proses) else ()
        while shape and last < len(proses) and _shape(proses[last]) == shape:
            last += 1
        items = proses[at + 1 : last]
        if len(items) > 1:
            yield from _slots(proses[max(0, at - _BACK) : at + 1], items)
        at = max(last, at + 1)


_CLOSES = re.compile(
    r"(?:以上|上述|前述|合计|总计|共计)(?P<count>[两二三四五六七八九十]|\d{1,2})?(?=[大类个项方面家级种]|合计|共|[,:])"
)
_MOST_ITEMS = 12
_NUMBERED = re.compile(r"^[\s(（]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.、．]")


def _closing(prose: Prose, before: Sequence[Prose]) -> Iterator[tuple[Prose, Mention, list[Claim]]]:
    """Yield 以上三类项目共135个，总投资484亿元: of each indicator the first amount of the paragraphs before; never firm."""
    found = _CLOSES.match(prose.text.strip())
    count = whole_number(found["count"]) if found and found["count"] else None
    items = [other for other in before if _NUMBERED.match(other.text) and other.mentions]
    items = items[-count:] if count else items
    if len(items) < SEVERAL or (count and len(items) < count):
        return
    for mention in prose.mentions:
        if not (mention.is_level() or mention.role is Role.SUM) or mention.depth:
            continue
        indicator = _of(mention)
        parts = [part for item in items if (part := _first(item, mention, indicator)) is not None]
        if len(parts) > 1:
            operands = tuple(part.quantity for part in parts)
            is_full = len(parts) == len(items)
            yield (
                prose,
                mention,
                [
                    Claim(
                        Relation.SUM,
                        mention.quantity,
                        plus(len(operands)),
                        operands,
                        is_firm=False,
                        is_likely=is_full and count is not None,
                        is_list=not (is_full and count is not None),
                    )
                ],
            )


def _first(item: Prose, like: Mention, indicator: tuple[str, bool]) -> Mention | None:
    """Return the first amount of a paragraph that is of the same indicator, planned or not."""
    return next(
        (
            part
            for part in item.mentions
            if part.is_level(like.quantity) and not part.depth and _of(part) == indicator
        ),
        None,
    )


def _of(mention: Mention) -> tuple[str, bool]:
    done = re.search("完成(?!年度)", mention.head) is not None
    return indicator_of(mention.label) if mention.quantity.kind is Kind.MONEY else "", done


_LEAST_ITEMS, _LONGEST_ITEM = 3, 60


def _is_followed_by_items(proses: Sequence[Prose], at: int) -> bool:
    """Whether at least three short lines of one shape follow, each of another name: a list without 其中."""
    items = proses[at + 1 : at + 1 + _LEAST_ITEMS]
    if len(items) < _LEAST_ITEMS or not proses[at].mentions:
        return False
    shape = _shape(items[0])
    names = {item.mentions[0].label for item in items if item.mentions}
    return (
        bool(shape)
        and len(names) == _LEAST_ITEMS
        and all(_shape(item) == shape and len(item.text) <= _LONGEST_ITEM for item in items)
        and _is_whole_of(proses[at].mentions[0].label, min(names))
    )


def _is_whole_of(label: str, item: str) -> bool:
    """Whether *label* does not name one more item of the list: 各镇 does not, beside 甲镇."""
    named = re.search(r"^各|[全共]|合计|总", label)
    return named is not None or not classifications_of(label) & classifications_of(item)


def _shape(prose: Prose) -> tuple[object, ...]:
    return tuple((mention.quantity.kind, mention.role, mention.depth) for mention in prose.mentions)


def _slots(
    before: Sequence[Prose], items: Sequence[Prose]
) -> Iterator[tuple[Prose, Mention, list[Claim]]]:
    wholes = [mention for prose in reversed(before) for mention in reversed(prose.mentions)]
    for column in zip(*(prose.mentions for prose in items), strict=True):
        first = column[0]
        is_base = first.role is Role.BASE  # 占年计划340亿元的41％: the plans of the items, too
        if not (is_base or first.is_level()) or any(
            other.role is not first.role or not other.quantity.is_like(first.quantity)
            for other in column
        ):
            continue
        operands = tuple(other.quantity for other in column)
        names = {canonical(other.label) for other in column}
        name = next(iter(names)) if len(names) == 1 else ""
        claims = [
            Claim(
                Relation.SUM,
                whole.quantity,
                plus(len(operands)),
                operands,
                is_firm=False,
                is_list=True,
            )
            for whole in wholes
            if whole.role is first.role
            and whole.quantity.is_like(first.quantity)
            and (not name or canonical(whole.label) == name)
        ]
        if claims:
            yield items[0], first, claims
