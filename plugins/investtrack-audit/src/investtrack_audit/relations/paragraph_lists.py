"""A paragraph that ends in 其中： and the like paragraphs after it: their amounts, slot by slot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import classifications_of
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.prose import Mention, Prose


_OPENS = re.compile(r"(?:其中|如下|分别为|分别是|看)[:,]?$|[:]$")
_BACK = 2


def read_paragraph_lists(proses: Sequence[Prose]) -> Iterator[tuple[Prose, Mention, list[Claim]]]:
    """Yield what lists of paragraphs say of the amounts before them; never firm.

    The paragraphs of a list have the same kinds of numbers in the same order, as a template makes
    them: 省级6项，计划投资19亿元，完成28亿元。 The sum of each slot is looked for among the amounts
    of the same name just before.
    """
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
        if not first.is_level() or any(not other.is_level(first.quantity) for other in column):
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
            if whole.is_level(first.quantity) and (not name or canonical(whole.label) == name)
        ]
        if claims:
            yield items[0], first, claims
