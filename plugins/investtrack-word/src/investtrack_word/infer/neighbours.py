"""Which of several equal figures a number is, by the other numbers of its sentence: sums, differences, rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from attrs import asdict, frozen

from investtrack.metrics import DEFINITIONS
from investtrack.metrics.rules import Definition


@cache
def relatives() -> Mapping[str, frozenset[str]]:
    """Return figure → the figures it is computed from, those computed from it, and those computed from with it."""
    ids = {definition.id for definition in DEFINITIONS}
    found: dict[str, set[str]] = {name: set() for name in ids}
    for definition in DEFINITIONS:
        family = {definition.id, *_operands(definition, ids)}
        for name in family:
            found[name] |= family - {name}
    return {name: frozenset(others) for name, others in found.items()}


def _operands(definition: Definition, ids: AbstractSet[str]) -> Iterator[str]:
    if definition.whole:  # 按类别分 parts what it is of
        yield definition.whole
    for value in asdict(definition.rule, recurse=False).values():  # type: ignore[arg-type]
        for name in value if isinstance(value, tuple) else (value,):
            if isinstance(name, str) and name in ids:
                yield name
    # A growth names what grew: fai.period.growth_planned of fai.period.planned.
    stem, _, grown = definition.id.rpartition(".growth")
    if stem:
        yield from ids & {
            f"{stem}.{own}" for own in (grown.removeprefix("_") or "completed", "actual")
        }


@frozen
class KnownNumber:
    """A number of a paragraph whose figure is known, and where it stands."""

    figure: str
    start: int


def related_figure(
    text: str, start: int, figures: Sequence[str], known: Sequence[KnownNumber]
) -> str | None:
    """Return the one of *figures* that the number at *start* is, by its nearest relative in the sentence; None where that is open.

    Args:
        text: the paragraph.
        start: where the number stands.
        figures: those it equals.
        known: the numbers of the paragraph whose figures are known.
    """
    begin = max((found.end() for found in re.finditer("[。；]", text[:start])), default=0)
    stop = re.search("[。；]", text[start:])
    end = start + stop.start() if stop else len(text)
    near: list[tuple[int, str]] = []
    for figure in figures:
        distances = [
            abs(other.start - start)
            for other in known
            if begin <= other.start < end and other.figure in relatives().get(figure, ())
        ]
        if distances:
            near.append((min(distances), figure))
    near.sort()
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return near[0][1]
