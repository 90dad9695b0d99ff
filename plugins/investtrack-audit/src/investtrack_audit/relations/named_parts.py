"""工业增加值占GDP比重为36％: shares whose part is named again, its amount said before, and shares of amounts a head."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from attrs import evolve

from investtrack.values import Quantity
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import RATIO
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.labels import canonical, closely_covers, covers, names_other_region
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_BACK, _MOST, _KEPT = 48, 3, 40


def read_share_of_named(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield a share of the part that its clause names again; only where it agrees."""
    subject, wanted = mention.reading.subject, mention.reading.object
    if "占" not in mention.head or not canonical(subject) or not canonical(wanted):
        return
    parts = list(islice(_amounts(prose, mention, subject, memory), _MOST))
    wholes = list(islice(_amounts(prose, mention, wanted, memory), _MOST)) if parts else []
    claims = [
        _guess(mention, part, whole)
        for part, whole in product(parts, wholes)
        if part.is_like(whole) and 0 < part.value < whole.value
    ]
    if claims:
        yield mention, claims


def read_share_of_head(
    prose: Prose, mention: Mention, part: Mention, memory: Memory
) -> Iterator[Found]:
    """Yield 人均工资性收入5871元，占人均可支配收入的56.8％: of an amount a head that is named; only where it agrees."""
    wanted = mention.reading.object
    before = reversed(prose.mentions[max(0, part.index - _BACK) : part.index])
    amounts = [
        (one.quantity, one.label)
        for one in before
        if one.role is Role.AVERAGE and one.quantity.is_like(part.quantity)
    ]
    remembered = memory.levels(part.quantity, within=_KEPT, role=Role.AVERAGE)
    amounts += [(item.quantity, item.label) for item in remembered]
    named = [amount for amount, label in amounts if not canonical(wanted) or covers(wanted, label)]
    claims = [
        _guess(mention, part.quantity, whole)
        for whole in named[: _MOST * 2]
        if whole.value > part.quantity.value
    ]
    if claims:
        yield mention, claims


def _guess(mention: Mention, part: Quantity, whole: Quantity) -> Claim:
    claim = Claim(Relation.SHARE, mention.quantity, RATIO, (part, whole), is_firm=False)
    return evolve(claim, is_guess=True)


def _amounts(prose: Prose, mention: Mention, name: str, memory: Memory) -> Iterator[Quantity]:
    """Yield the amounts before that bear *name* and hardly more, the nearest first."""
    for one in reversed(prose.mentions[max(0, mention.index - _BACK) : mention.index]):
        if one.is_level() and closely_covers(name, one.label):
            yield one.quantity
    for item in memory.named(name):
        if closely_covers(name, item.label) and not names_other_region(name, item.context):
            yield item.quantity
