"""Items that begin with one kind of number or dash (1、…2、…, ——…): their amounts, and the whole said before or after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from investtrack.values import QuantityKind as Kind
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import may_be_partition
from investtrack_audit.text.listings import slot_of
from investtrack_audit.text.prose import Mention, Prose


Found = tuple[Prose, Mention, list[Claim]]
Slot = tuple[str, str, str]

# From the heading to the smallest item, as documents number them.
_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s*[一二三四五六七八九十]{1,3}、",
        r"\s*\([一二三四五六七八九十]{1,3}\)",
        r"\s*\d{1,2}(?:[、．]|\.(?!\d))",
        r"\s*(?:\(\d{1,2}\)|[①-⑳]|\d{1,2}\))",
        r"\s*(?:——?|[-·•●■◆★☆])\s*(?=[^\d])",
    )
)
_MOST_ITEMS, _MOST_MENTIONS, _AROUND, _AFTER = 20, 24, 3, 8


@frozen
class _Item:
    """A numbered paragraph with those that belong to it.

    Attributes:
        at: index of its first paragraph.
        name: how it begins.
        amounts: the first amount of each slot.
    """

    at: int
    name: str
    amounts: dict[Slot, Mention]


def read_bulleted_lists(proses: Sequence[Prose]) -> Iterator[Found]:
    """Yield where like amounts of numbered items make one said just before or after them; never firm."""
    styles = [_style(prose.text) for prose in proses]
    for style in range(len(_STYLES)):
        run: list[int] = []
        end = 0
        for at, own in [*enumerate(styles), (len(styles), -1)]:
            ends = own is not None and own < style
            if own == style and len(run) < _MOST_ITEMS:
                run.append(at)
                continue
            if not ends:
                continue
            end = at
            if len(run) >= SEVERAL:
                yield from _of_run(proses, run, end)
            run = []


def _style(text: str) -> int | None:
    return next((n for n, pattern in enumerate(_STYLES) if pattern.match(text)), None)


def _of_run(proses: Sequence[Prose], run: Sequence[int], end: int) -> Iterator[Found]:
    last = min(end, run[-1] + 1 + _AROUND)
    stops = [*run[1:], last]
    items = [_item(proses, at, stop) for at, stop in zip(run, stops, strict=True)]
    before = [(True, prose) for prose in proses[max(0, run[0] - _AROUND) : run[0]]]
    after = [(False, prose) for prose in proses[run[-1] + 1 : run[-1] + 1 + _AFTER]]
    around = [
        (is_before, mention)
        for is_before, prose in (*before, *after)
        for mention in prose.mentions[:_MOST_MENTIONS]
        if mention.is_level() and not mention.depth
    ]
    names = [item.name for item in items]
    is_closed = may_be_partition(names)
    for slot, first in items[0].amounts.items():
        parts = [item.amounts[slot] for item in items if slot in item.amounts]
        is_full = len(parts) == len(items)
        if len(parts) < SEVERAL or not (is_full or _ends_bare(items, slot)):
            continue
        operands = tuple(part.quantity for part in parts)
        is_list = is_full and first.quantity.kind is Kind.MONEY and len(parts) > SEVERAL
        claims = [
            Claim(
                Relation.SUM,
                whole.quantity,
                plus(len(operands)),
                operands,
                is_firm=False,
                is_near=False,
                is_list=(is_closed and is_full) or (is_before and is_list),
                is_guess=not ((is_closed and is_full) or (is_before and is_list)),
            )
            for is_before, whole in around
            if whole.is_level(first.quantity) and _is_slot(slot, whole)
        ]
        if claims:
            yield proses[run[0]], first, claims


def _ends_bare(items: Sequence[_Item], slot: Slot) -> bool:
    """Whether the last item only lacks the amount: （四）前期项目 completes nothing yet."""
    return all(slot in item.amounts for item in items[:-1]) and slot not in items[-1].amounts


def _is_slot(slot: Slot, whole: Mention) -> bool:
    own = slot_of(whole)
    return own[:2] == slot[:2] if whole.quantity.kind is Kind.COUNT else own == slot


def _item(proses: Sequence[Prose], at: int, stop: int) -> _Item:
    amounts: dict[Slot, Mention] = {}
    for prose in proses[at:stop]:
        for mention in prose.mentions[:_MOST_MENTIONS]:
            if mention.is_level() and not mention.depth and "其中" not in mention.context:
                amounts.setdefault(slot_of(mention), mention)
    name = re.split(r"[,;。:]", _STYLE.sub("", proses[at].text), maxsplit=1)[0]
    return _Item(at, name, amounts)


_STYLE = re.compile("|".join(f"^(?:{pattern.pattern})" for pattern in _STYLES))
