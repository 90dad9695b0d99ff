"""Rates listed by name (开工率分别为：甲区93.5％、乙县86.5％) of amounts that two lists before give by the same names."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import permutations

from attrs import frozen

from investtrack.values import QuantityKind as Kind
from investtrack_audit.statements.causes import prints_as
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import RATIO
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose


Found = tuple[Prose, Mention, list[Claim]]

_LEAST, _KEPT, _LONGEST_NAME, _MOST = 3, 6, 12, 60


@frozen
class _Run:
    """Numbers of one kind listed by name, each name once.

    Attributes:
        prose: their paragraph.
        by_name: the number of each name.
    """

    prose: Prose
    by_name: dict[str, Mention]


def read_named_runs(proses: Sequence[Prose]) -> Iterator[Found]:
    """Yield that a rate of a name is its amount in one list over that in another, where most of the rates agree."""
    before: deque[_Run] = deque(maxlen=_KEPT)
    for prose in proses:
        for run in _runs(prose):
            first = next(iter(run.by_name.values())).quantity
            if first.kind in AMOUNTS:
                before.append(run)
            elif first.kind is Kind.PERCENT:
                yield from _of_run(run, before)


def _of_run(run: _Run, before: Sequence[_Run]) -> Iterator[Found]:
    held = [other for other in before if run.by_name.keys() <= other.by_name.keys()]
    for parts, wholes in permutations(held, 2):
        claims = {}
        for name, rate in run.by_name.items():
            pair = (parts.by_name[name].quantity, wholes.by_name[name].quantity)
            if not pair[0].is_like(pair[1]):
                break
            claims[name] = Claim(
                Relation.RATE, rate.quantity, RATIO, pair, is_firm=False, is_likely=True
            )
        agreeing = sum(map(_agrees, claims.values()))
        if len(claims) == len(run.by_name) and agreeing * 2 > len(claims):
            for name, claim in claims.items():
                yield run.prose, run.by_name[name], [claim]
            return


def _agrees(claim: Claim) -> bool:
    value = claim.rule.apply([operand.value for operand in claim.operands])
    return value is not None and prints_as(value, claim.stated)


def _runs(prose: Prose) -> Iterator[_Run]:
    found: dict[str, Mention] = {}
    last: Mention | None = None
    for mention in prose.mentions:
        name = canonical(mention.head)
        joined = (
            last is not None
            and mention.quantity.is_like(last.quantity)
            and mention.index == last.index + 1
            and mention.depth == last.depth
            and mention.gap.lstrip()[:1] in {"、", ",", ";", "和"}
            and name not in found
            and 0 < len(name) <= _LONGEST_NAME
            and len(found) < _MOST
        )
        if not joined:
            if len(found) >= _LEAST:
                yield _Run(prose, found)
            found = {}
        if name:
            found[name] = mention
        last = mention
    if len(found) >= _LEAST:
        yield _Run(prose, found)
