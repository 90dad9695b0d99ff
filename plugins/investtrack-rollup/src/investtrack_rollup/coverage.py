"""Which regions a merged figure covers: figures that are read together cover the same ones, or are left out.

在库 + 新增 = 合计 holds of printed numbers only where all three are of the same counties.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from investtrack.merging.groups import GROUPS, named
from investtrack.merging.part import GROWN, IGNORES_COVERAGE, Part
from investtrack.merging.partial import Partial, merge_all
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import Kind
from investtrack.metrics.rules import Definition, Ratio
from investtrack_rollup.months import common_month, of_month
from investtrack_rollup.packed import have_of


TITLES = {definition.id: definition.title for definition in DEFINITIONS}

# Of one region in three or more, a figure goes rather than the region.
_LEAST = (2, 3)


@frozen(eq=False)
class Coverage:
    """What each merged figure of a region covers.

    Attributes:
        parts: figure id → its part, of the regions that its group covers.
        without: figure id → the regions whose values it leaves out, by name.
        reasons: figure id → why it is left out.
        month: the last month that all regions reach, 1—2月, where some reach a later one; what was done is
            of that month then. Empty where all reach the same.
    """

    parts: Mapping[str, Part]
    without: Mapping[str, tuple[str, ...]] = field(factory=dict)
    reasons: Mapping[str, str] = field(factory=dict)
    month: str = ""

    def lacking(self) -> Mapping[str, tuple[str, ...]]:
        """Return what figures are about → the regions they leave out; only of groups that leave out some."""
        found: dict[str, tuple[str, ...]] = {}
        for figure, names in self.without.items():
            prefix = figure.partition(".")[0]
            found.setdefault(GROUPS[prefix][0] if prefix in GROUPS else TITLES[figure], names)
        return found


def coverage(whole: Partial, regions: Sequence[tuple[str, Partial]]) -> Coverage:
    """Return what the merged figures of *regions* cover.

    Args:
        whole: the regions merged.
        regions: each county below, by name.
    """
    if len(regions) <= 1:  # one region has no other to differ from
        return Coverage(whole.parts)
    found = _of_common_regions(whole, regions)
    month = common_month(found.parts)
    if not month:
        return found
    return evolve(found, parts=of_month(found.parts, month), month=month)


def _of_common_regions(whole: Partial, regions: Sequence[tuple[str, Partial]]) -> Coverage:
    parts = dict(whole.parts)
    without: dict[str, tuple[str, ...]] = {}
    reasons: dict[str, str] = {}
    everyone = frozenset(range(len(regions)))
    known = [have_of(partial) for _, partial in regions]
    have = {d.id: _have(d, known) for d in DEFINITIONS}
    again: dict[str, frozenset[int]] = {}
    settled: dict[str, frozenset[int]] = {}
    for group, (_, leading) in GROUPS.items():
        settled[group] = _common([have[figure] for figure in leading], everyone)
    for definition in DEFINITIONS:
        figure = definition.id
        # A figure of no group is merged over whatever regions have it.
        covers = settled.get(figure.partition(".")[0], have[figure])
        part = parts.get(figure)
        if part is None or not part.have or not covers or figure in IGNORES_COVERAGE:
            continue
        if definition.kind is Kind.LIST:  # its rows name their regions, and it is no sum
            covers = covers & have[figure]
        lacks = covers - have[figure]
        if lacks and figure not in GROWN:
            who = named(regions[place][0] for place in sorted(lacks))
            reasons[figure] = f"{who}没有数，与同组指标的地区范围不同，不合并"
        elif apart := _apart(definition, covers, settled):
            reasons[figure] = f"与所依据的“{apart}”的地区范围不同，不合并"
        else:
            if covers != have[figure]:
                again[figure] = covers
            if covers != everyone:
                without[figure] = tuple(regions[place][0] for place in sorted(everyone - covers))
    return Coverage({**parts, **_merged(again, regions)}, without, reasons)


def _merged(
    covered: Mapping[str, frozenset[int]], regions: Sequence[tuple[str, Partial]]
) -> dict[str, Part]:
    """Merge each figure over the places that it covers, in one pass: a region's parts are unpacked once."""
    if not covered:
        return {}
    parts = (
        {figure: partial.parts[figure] for figure, covers in covered.items() if place in covers}
        for place, (_, partial) in enumerate(regions)
    )
    return dict.fromkeys(covered, Part(of=0)) | merge_all(parts)


def _have(definition: Definition, known: Sequence[frozenset[str]]) -> frozenset[int]:
    """Return the places of the regions that have a value; of a rate, those that have what it is made of.

    A county with nothing due has no rate, and changes none.
    """
    ids: tuple[str, ...] = (definition.id,)
    if isinstance(definition.rule, Ratio):
        ids = _of_rate(definition.rule)
    return frozenset(place for place, have in enumerate(known) if have.issuperset(ids))


def _of_rate(rule: Ratio) -> tuple[str, ...]:
    return (rule.part, rule.whole, *((rule.less,) if rule.less else ()))


def _common(leading: Iterable[frozenset[int]], everyone: frozenset[int]) -> frozenset[int]:
    """Return the regions that the leading figures share; one that most others would have to shrink for stays outside."""
    covers = frozenset[int]()
    for own in leading:
        if not own:
            continue
        shared = covers & own if covers else own
        if not covers or len(shared) * _LEAST[1] >= len(everyone) * _LEAST[0]:
            covers = shared
    return covers


def _apart(
    definition: Definition, covers: frozenset[int], settled: Mapping[str, frozenset[int]]
) -> str:
    """Return what a rate is about whose parts are of another group with other regions."""
    if isinstance(definition.rule, Ratio):
        for figure in _of_rate(definition.rule):
            group = figure.partition(".")[0]
            if group in settled and settled[group] != covers:
                return GROUPS[group][0]
    return ""
