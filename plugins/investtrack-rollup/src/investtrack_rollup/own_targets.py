"""A region's own targets in its report: its own go before the sum of its counties', each under its right name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, frozen

from investtrack.merging.groups import named
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import ContributionColumn, Figure, Value
from investtrack.metrics.figures.targets import PaceGap
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.rules import Definition, Difference, Ratio, Rule, Sum
from investtrack.model.source import NOWHERE, Origin
from investtrack.model.target import AssignedBy
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, ratio
from investtrack.wording import amount_text
from investtrack_rollup.county import County
from investtrack_rollup.places import level_of, set_above
from investtrack_rollup.tree import RegionNode


# Amounts that a region states for itself: what the level above hands down, what it sets, and its gross product.
STATED = (
    "gdp.period.target", "gdp.period.actual", "fai.year.target", "fai.period.assigned", "fai.period.planned",
)  # fmt: skip
_GROWTH_OF = {
    "gdp.period.target": ("gdp.period.growth_target", "gdp.period.growth"),
    "gdp.period.actual": ("gdp.period.growth",),
}
_COMPUTED = (Sum, Difference, Ratio, PaceGap)
_IDS = frozenset(definition.id for definition in DEFINITIONS)


@frozen
class OwnTarget:
    """The target that a region's own ledger states, as a record.

    Attributes:
        name: the region.
        assigned_by: the level that set it; None where it is not known.
    """

    name: str
    assigned_by: AssignedBy | None = None
    origin: Origin = NOWHERE


def own_targets(
    figures: Mapping[str, Figure], node: RegionNode, view: LedgerView
) -> dict[str, Figure]:
    """Return *figures* with the targets of the region's own ledger, and what follows from them computed again.

    A province's is the sum of what was set for its cities, not of what they set for their counties. What is held
    against a target of the whole region must be of the whole region: where counties are lacking, it is
    left out with the reason.
    """
    found = dict(figures)
    replaced: set[str] = set()
    for figure in STATED:
        stated = _stated(node.county, figure)
        if stated is not None and node.county is not None:
            found[figure] = _own(found[figure], stated, node.county)
            replaced.add(figure)
        elif any(_has_own(child, figure) for child in node.children):
            found[figure] = _of_children(found[figure], node)
            replaced.add(figure)
        elif node.county is not None and any(
            found[each].value is not None for each in _GROWTH_OF.get(figure, ())
        ):
            # The counties' sum beside the region's own growth would read as one statement.
            why = "所属地区合计，不与本级的增速并列"
            found[figure] = evolve(found[figure], value=None, printed=None, reason=why, sections=())
    for definition in DEFINITIONS:
        ids = set(_ids(definition.rule))
        if isinstance(definition.rule, _COMPUTED) and ids & replaced:
            found[definition.id] = _again(definition, found, node, view, ids - set(STATED))
            replaced.add(definition.id)
    return found


def summed(node: RegionNode) -> frozenset[str]:
    """Return the figures that a region should state of itself and that are only the sum of those below it."""
    return frozenset(figure for figure in STATED if _stated(node.county, figure) is None)


def _has_own(node: RegionNode, figure: str) -> bool:
    """Whether a region that has others below it states the target, here or below."""
    return any(each.children and _stated(each.county, figure) is not None for each in node.walk())


def _set_for(node: RegionNode, figure: str) -> Amount | None:
    """Return what was set for a region: as it states itself, else as those below it state; None where one is silent."""
    stated = _stated(node.county, figure, of_projects=not node.children)
    if stated is not None or not node.children:
        return stated
    below = [_set_for(child, figure) for child in node.children]
    return None if None in below else Amount.total(each for each in below if each is not None)


def _of_children(figure: Figure, node: RegionNode) -> Figure:
    amounts = [_set_for(child, figure.id) for child in node.children]
    silent = [
        child.name for child, each in zip(node.children, amounts, strict=True) if each is None
    ]
    if silent:
        why = f"{named(silent)}没有填报，所属各地的数不能合计"
        return evolve(figure, value=None, printed=None, reason=why, without=(), sections=())
    records = [OwnTarget(child.name) for child in node.children]
    column = ContributionColumn(figure.id, records, amounts, lambda _: ())
    return evolve(
        figure,
        value=Amount.total(each for each in amounts if each is not None),
        printed=None,
        reason="",
        note="所属各地合计，有本级数的取本级",
        without=(),
        sections=(column,),
    )


def _stated(own: County | None, figure: str, *, of_projects: bool = False) -> Amount | None:
    """Return the amount that a region's own ledger states; one that only follows from its projects is none.

    What the level above set goes before what the region set itself.
    """
    partial = own.partial if own is not None else None
    if own is None or partial is None:
        return None
    if figure == "fai.period.planned" and partial.projects and not of_projects:
        return None
    if not of_projects and (above := set_above(own, figure)[1]) is not None:
        return above
    number = partial.parts[figure].number
    return number if isinstance(number, Amount) else None


def _own(figure: Figure, stated: Amount, own: County) -> Figure:
    level = set_above(own, figure.id)[0]
    if level is None and own.assigned_by and own.assigned_by != level_of(own.name).value:
        level = AssignedBy(own.assigned_by)
    record = OwnTarget(own.name, level if figure.id == "fai.period.assigned" else None)
    column = ContributionColumn(figure.id, [record], [stated], lambda _: ())
    below = f"；所属合计{amount_text(figure.value)}" if isinstance(figure.value, Amount) else ""
    return evolve(
        figure,
        value=stated,
        printed=None,
        reason="",
        definition=f"{own.name}本级台账填报：{figure.definition}",
        note=f"取自{own.name}本级台账{below}",
        without=(),
        sections=(column,),
    )


def _again(
    definition: Definition,
    found: Mapping[str, Figure],
    node: RegionNode,
    view: LedgerView,
    merged: set[str],
) -> Figure:
    figure = found[definition.id]
    lacking = list(dict.fromkeys(name for each in sorted(merged) for name in found[each].without))
    lacking += [name for name in node.left if name not in lacking]
    if lacking:
        why = f"所属地区不全（缺{named(lacking)}），不与本级目标比较"
        return evolve(figure, value=None, printed=None, reason=why, without=(), sections=())
    try:
        value = _value(definition, found, node, view)
    except AbsentError as absent:
        return evolve(figure, value=None, printed=None, reason=str(absent), sections=())
    note = f"按{node.name}本级目标计算"
    if isinstance(definition.rule, PaceGap):
        note = f"{figure.note}；{note}" if figure.note else note
    return evolve(figure, value=value, printed=None, reason="", note=note)


def _value(
    definition: Definition, found: Mapping[str, Figure], node: RegionNode, view: LedgerView
) -> Value | None:
    rule = definition.rule
    if not isinstance(rule, PaceGap):
        return rule.compute(definition.id, view, found.__getitem__).value
    part = node.coverage.parts[definition.id]
    done, year = found[rule.done].value, found[rule.year].value
    if len(part.due) != 1 or not isinstance(done, Amount) or not isinstance(year, Amount):
        raise AbsentError(
            found[definition.id].reason or "各县的序时进度或数据所到月份不同，不能汇总"
        )
    share = ratio(done, year)
    if share is None:
        raise AbsentError(rule.absence)
    (due,) = part.due
    return Points(due - share.in_percent)


def _ids(rule: Rule) -> Iterator[str]:
    """Yield the ids of the figures that a rule computes from."""
    for name in getattr(type(rule), "__match_args__", ()):
        value = getattr(rule, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str) and item in _IDS:
                yield item
