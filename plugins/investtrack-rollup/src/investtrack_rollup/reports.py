"""A region's report: merged figures in the shape every exporter knows, and a ranking of what lies below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any

from attrs import frozen

from investtrack.adding_up import add_up, with_rounding_noted
from investtrack.errors import PeriodError
from investtrack.merging.coverage import named
from investtrack.merging.part import Merged, Part, merge_parts, value_of
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import ContributionColumn, Figure, Number, rows_in_all
from investtrack.metrics.figure import Kind as FigureKind
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.rules import Definition
from investtrack.model.ledger import Ledger, Region
from investtrack.model.profile import Profile
from investtrack.model.source import NOWHERE, Origin
from investtrack.report import Ranking, Report
from investtrack.values.amount import Amount, plain
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import round_decimal
from investtrack_rollup.own_targets import own_targets
from investtrack_rollup.tree import RegionNode


@frozen
class RegionBelow:
    """A region below, as the record that gives its share to a figure.

    Attributes:
        name: its name.
        counties: how many counties below it have a value.
    """

    name: str
    counties: int = 1
    origin: Origin = NOWHERE


def node_report(node: RegionNode, profile: Profile | None = None) -> Report:
    """Return the report of *node*: its figures' contributions are the regions directly below it.

    Raises:
        PeriodError: no county of it could be used.
    """
    if node.period is None or node.as_of is None:
        raise PeriodError(f"“{node.name}”没有一个地区的台账可以汇总")
    profile = profile or Profile()
    ledger = Ledger(
        region=Region(name=node.name, parent=node.path[-2] if len(node.path) > 1 else None),
        period=node.period,
        as_of=node.as_of,
    )
    figures = {definition.id: _figure(definition, node) for definition in DEFINITIONS}
    figures |= {
        each.id: _unmerged(each)
        for each in profile.extensions.definitions
        if each.id not in figures
    }
    facts = LedgerView(ledger, profile, node.period, node.as_of)
    if node.children:
        figures = own_targets(figures, node, facts)
    findings = node.all_findings
    if profile.display.add_up:
        figures, moved = add_up(figures, profile.display)
        findings = (*findings, *moved)
    figures = with_rounding_noted(figures, profile.display)
    return Report(
        ledger=ledger,
        profile=profile,
        period=node.period,
        as_of=node.as_of,
        figures=figures,
        findings=findings,
        facts=facts,
        rankings=rankings(node),
    )


def _unmerged(definition: Definition) -> Figure:
    """Return a plugin's figure as absent: how those of counties become one is not known here."""
    return Figure(
        id=definition.id,
        title=definition.title,
        kind=definition.kind,
        definition=definition.words,
        reason="这是插件给出的指标，只有各县自己的报告有，汇总时没有合并",
        aliases=definition.aliases,
        counted_in=definition.counted_in,
    )


def _figure(definition: Definition, node: RegionNode) -> Figure:
    covers = node.coverage
    part = covers.parts.get(definition.id, Part(of=0))
    merged = value_of(part, definition.id, definition.kind, covers.parts)
    if why := covers.reasons.get(definition.id):
        merged = Merged(None, why)
    without = covers.without.get(definition.id, ())
    own = _own_rate(
        node, definition.id
    )  # growth that a region states of itself goes before any reckoned
    value = own if own is not None else merged.value
    note = "；".join(filter(None, _notes(part, merged.value, without, node.partial.counties)))
    return Figure(
        id=definition.id,
        title=definition.title,
        kind=definition.kind,
        definition=f"各地区分别计算后汇总：{definition.words}",
        value=value,
        reason=merged.reason if value is None else "",
        missing=part.missing,
        note=note if own is None else f"取自{node.name}本级台账",
        breakdown=definition.breakdown,
        whole=definition.whole,
        display_unit=definition.display_unit,
        aliases=definition.aliases,
        without=without if own is None and value is not None else (),
        counted_in=definition.counted_in,
        part_titles=definition.part_titles,
        sections=_sections(definition, node) if own is None and value is not None else (),
    )


def _own_rate(node: RegionNode, figure: str) -> Rate | None:
    """Return the rate that a region's own ledger states: such growth is data of its own, never a sum of counties."""
    own = node.county.partial if node.county is not None else None
    part = own.parts.get(figure) if own is not None else None
    return part.stated if part is not None else None


def _notes(part: Part, value: object, without: tuple[str, ...], of: int) -> Iterator[str]:
    """Say what a county's figure says of itself, and how many regions the value is of: unknown is not zero."""
    if value is None:
        return
    if len(part.due) == 1 and len(part.reached) == 1:
        (reached,), (due,) = part.reached, part.due
        yield f"{reached}应完成全年目标的{plain(round_decimal(due, 2))}％"
    if without:
        yield f"{of}个地区中{of - len(without)}个有数，不含{named(without)}"
    elif part.have < part.of:
        yield f"{part.of}个地区中{part.have}个有数"
    if rows_in_all(value) > len(value) if isinstance(value, tuple) else False:
        yield f"共{part.count}项，列出前{len(part.rows)}项"
    short = {key: have for key, have in part.ends.items() if have < part.have}
    if short:
        yield "、".join(f"{key}只有{have}个地区有数" for key, have in short.items()) + "，没有汇总"


def _sections(definition: Definition, node: RegionNode) -> tuple[ContributionColumn, ...]:
    records: list[RegionBelow] = []
    amounts: list[Number | None] = []
    for child in node.children:
        value = _share(node, child, definition)
        if value is not None:
            part = child.partial.parts.get(definition.id)
            records.append(RegionBelow(child.name, part.have if part else 0))
            amounts.append(value if isinstance(value, (Amount, int, Rate, Points)) else None)
    return (ContributionColumn(definition.id, records, amounts, lambda _: ()),)


def _share(node: RegionNode, child: RegionNode, definition: Definition) -> object:
    """Return what *child* gives to a figure of *node*: of the counties that the figure covers."""
    without = set(node.coverage.without.get(definition.id, ()))
    if not without:
        return child_value(child, definition)
    kept = [leaf for leaf in child.walk() if not leaf.children and leaf.name not in without]
    parts = [leaf.partial.parts[definition.id] for leaf in kept]
    if not parts or definition.kind in {FigureKind.RATE, FigureKind.POINTS}:
        return child_value(child, definition) if parts else None
    part = reduce(lambda one, two: merge_parts(one, two, definition.id), parts)
    return value_of(part, definition.id, definition.kind, child.partial.parts).value


def child_value(node: RegionNode, definition: Definition) -> Any:  # noqa: ANN401 - any figure's value
    """Return a region's own value of a figure, or None."""
    covers = node.coverage
    part = covers.parts.get(definition.id)
    if part is None:
        return None
    own = _own_rate(node, definition.id)
    if own is not None:
        return own
    if definition.id in covers.reasons:
        return None
    return value_of(part, definition.id, definition.kind, covers.parts).value


# What a dispatch meeting ranks counties by; the more the better.
RANKED = (
    "fai.completion_rate", "fai.excess_rate", "fai.period.growth", "fai.period.completed",
    "entry.entered.count", "resumption.rate", "promotion.conversion", "remaining.coverage",
)  # fmt: skip


def rankings(node: RegionNode) -> tuple[Ranking, ...]:
    """Rank the regions directly below *node* by the figures that are ranked; the largest first."""
    by_id: Mapping[str, Definition] = {definition.id: definition for definition in DEFINITIONS}
    return tuple(_ranking(node, by_id[name]) for name in RANKED)


# Only what is of one month and one definition is ranked together.
_LIKE = {
    "fai.completion_rate": ("数据所到月份",),
    "fai.period.completed": ("数据所到月份",),
    "fai.period.growth": ("数据所到月份", "固定资产投资增速口径"),
    "remaining.coverage": ("数据所到月份",),
    "entry.entered.count": ("入库起点",),
}


def _apart(node: RegionNode, definition: Definition) -> dict[str, str]:
    """Return the regions that are not ranked with the others → why: another month, definition, or counties lacking."""
    found: dict[str, str] = {}
    for label in _LIKE.get(definition.id, ()):
        ways = {child.name: tuple(child.partial.basis.get(label, ())) for child in node.children}
        counted = Counter(way for way in ways.values() if len(way) == 1)
        if not counted or len(set(ways.values())) == 1:
            continue
        (usual,) = max(counted, key=lambda way: (counted[way], way))
        for name, way in ways.items():
            if way != (usual,):
                found.setdefault(name, f"{label}是{'、'.join(way) or '未知'}，多数是{usual}")
    if definition.kind in {FigureKind.MONEY, FigureKind.COUNT}:
        for child in node.children:
            if without := child.coverage.without.get(definition.id):
                found.setdefault(child.name, f"不含{named(without)}")
    return found


def _ranking(node: RegionNode, definition: Definition) -> Ranking:
    apart = _apart(node, definition)
    values = [
        (child.name, None if child.name in apart else child_value(child, definition))
        for child in node.children
    ]
    known = [(name, value) for name, value in values if value is not None]
    known.sort(key=_descending)
    rows: list[tuple[int | None, str, Number | None]] = []
    for place, (name, value) in enumerate(known, 1):
        equal = rows and rows[-1][2] == value
        rows.append((rows[-1][0] if equal else place, name, value))
    rows += [
        (None, name, None)
        for name, value in sorted(values, key=lambda item: item[0])
        if value is None
    ]
    return Ranking(figure=definition.id, title=definition.title, rows=tuple(rows), apart=apart)


def _descending(item: tuple[str, object]) -> tuple[object, str]:
    name, value = item
    number: Callable[[Any], Any] = _size
    return (-number(value), name)


def _size(value: object) -> object:
    if isinstance(value, Amount):
        return value.yuan
    if isinstance(value, Rate):
        return value.fraction
    return value.number if isinstance(value, Points) else value
