"""A region's report: merged figures in the shape every exporter knows, and a ranking of what lies below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from investtrack.adding_up import add_up, with_rounding_noted
from investtrack.errors import PeriodError
from investtrack.merging.groups import named
from investtrack.merging.part import Merged, Part, value_of
from investtrack.merging.partial import merge_all
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import ContributionColumn, Figure, Number, rows_in_all
from investtrack.metrics.figure import Kind as FigureKind
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.rules import Definition
from investtrack.model.ledger import Ledger, Region
from investtrack.model.profile import Profile
from investtrack.model.source import NOWHERE, Origin
from investtrack.report import Ranking, RegionRow, RegionsBelow, Report
from investtrack.values.amount import Amount, plain
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import round_decimal
from investtrack_rollup.coverage import Coverage
from investtrack_rollup.months import BY_MONTH, DONE, is_of_done, of_month
from investtrack_rollup.own_targets import own_targets, summed
from investtrack_rollup.places import handed_down, set_above
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
    parts = _contributions(node)
    figures = {
        definition.id: _figure(definition, node, parts.get(definition.id, ()))
        for definition in DEFINITIONS
    }
    figures |= {
        each.id: _unmerged(each)
        for each in profile.extensions.definitions
        if each.id not in figures
    }
    facts = LedgerView(ledger, profile, node.period, node.as_of)
    if node.children:
        figures = own_targets(figures, node, facts)
    ranked = rankings(node)
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
        rankings=ranked,
        below=(
            regions_below(node, ranked, figures["fai.period.assigned"]) if node.children else None
        ),
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


def _figure(
    definition: Definition, node: RegionNode, parts: tuple[ContributionColumn, ...] = ()
) -> Figure:
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
    notes = [*_notes(part, merged.value, without, node.partial.counties)]
    if covers.month and merged.value is not None and is_of_done(definition):
        notes.append(f"各地数据所到月份不同，都取到共同的{covers.month}")
    note = "；".join(filter(None, notes))
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
        sections=parts if own is None and value is not None else (),
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


def _contributions(node: RegionNode) -> dict[str, tuple[ContributionColumn, ...]]:
    """Return what each region directly below gives to each figure; every one of them is gone through once."""
    records: dict[str, list[RegionBelow]] = {each.id: [] for each in DEFINITIONS}
    amounts: dict[str, list[Number | None]] = {each.id: [] for each in DEFINITIONS}
    for child in node.children:
        counts = _known(child).counts
        of: dict[int, RegionBelow] = {}
        for each in DEFINITIONS:
            value = _share(node, child, each)
            if value is not None:
                count = counts.get(each.id, 0)
                records[each.id].append(of.setdefault(count, RegionBelow(child.name, count)))
                amounts[each.id].append(
                    value if isinstance(value, (Amount, int, Rate, Points)) else None
                )
    return {
        each.id: (ContributionColumn(each.id, records[each.id], amounts[each.id], lambda _: ()),)
        for each in DEFINITIONS
    }


SCALARS = tuple(
    definition
    for definition in DEFINITIONS
    if definition.kind not in {FigureKind.LIST, FigureKind.SERIES}
)
"""Figures of one number."""


@frozen(eq=False)
class _Known:
    """What is asked of a region again and again, kept when its parts are packed away.

    Attributes:
        merged: figure id → what the counties below come to; of lists and series, whether there are any.
        values: the same as the region's own report has it, of one number each.
        counts: figure id → counties below that have a value.
        without: figure id → counties left out of it.
        month: the month that all below share, where they differ.
        shares: child → figure id → what it gives where it does not give all that it has; made when first asked for.
    """

    merged: Mapping[str, Any]
    values: Mapping[str, Any]
    counts: Mapping[str, int]
    without: Mapping[str, tuple[str, ...]]
    month: str
    shares: dict[str, Mapping[str, Any]] = field(factory=dict)


# Regions are asked for one after another: of a nation's thousands, those asked for last are enough.
@lru_cache(maxsize=128)
def _known(node: RegionNode) -> _Known:
    covers = node.coverage
    parts = dict(covers.parts)
    merged = {each.id: _merged_value(node, each, covers, parts) for each in DEFINITIONS}
    values = {each.id: merged[each.id] for each in SCALARS}
    if node.children and node.period is not None and node.as_of is not None:
        ledger = Ledger(region=Region(name=node.name), period=node.period, as_of=node.as_of)
        figures = {each.id: _figure(each, node) for each in DEFINITIONS}
        view = LedgerView(ledger, Profile(), node.period, node.as_of)
        own = own_targets(figures, node, view)
        values = {each.id: own[each.id].value for each in SCALARS}
    counts = {figure: part.have for figure, part in parts.items() if part.have}
    return _Known(merged, values, counts, covers.without, covers.month)


def month_of(node: RegionNode) -> str:
    """Return the month that all counties below a region share, where they reach different ones; else nothing."""
    return _known(node).month


def _merged_value(
    node: RegionNode, definition: Definition, covers: Coverage, parts: Mapping[str, Part]
) -> Any:  # noqa: ANN401 - any figure's value
    """Return the value that the counties below a region come to, whatever its own ledger states of targets."""
    part = parts.get(definition.id)
    if part is None:
        return None
    own = _own_rate(node, definition.id)
    if own is not None:
        return own
    if definition.id in covers.reasons:
        return None
    value = value_of(part, definition.id, definition.kind, parts).value
    if definition.kind in {FigureKind.LIST, FigureKind.SERIES}:
        return None if value is None else True
    return value


def child_value(node: RegionNode, definition: Definition) -> Any:  # noqa: ANN401 - any figure's value
    """Return a region's own value of a figure of one number, as its own report has it, or None."""
    return _known(node).values.get(definition.id)


def _share(node: RegionNode, child: RegionNode, definition: Definition) -> Any:  # noqa: ANN401 - any figure's value
    """Return what *child* gives to a figure of *node*: of the counties that it covers, of the month that they share."""
    known = _known(node)
    if not known.without.get(definition.id) and not (known.month and is_of_done(definition)):
        return _known(child).merged.get(definition.id)
    if child.name not in known.shares:
        known.shares[child.name] = _shares(node, child)
    return known.shares[child.name].get(definition.id)


def _shares(node: RegionNode, child: RegionNode) -> dict[str, Any]:
    """Return what *child* gives to the figures of *node* that are not of all it has; its counties are gone through once."""
    known = _known(node)
    moved = {each.id for each in DEFINITIONS if known.month and is_of_done(each)}
    wanted = {*known.without, *moved, *((DONE, BY_MONTH) if moved else ())}
    merged = merge_all(
        {
            figure: leaf.partial.parts[figure]
            for figure in wanted
            if name not in known.without.get(figure, ())
        }
        for name, leaf in node.leaves()
        if leaf.path[: len(child.path)] == child.path
    )
    restated = of_month(merged, known.month) if moved else merged
    found = {}
    for figure in wanted & merged.keys():
        definition = _BY_ID[figure]
        if figure not in moved and definition.kind in {FigureKind.RATE, FigureKind.POINTS}:
            found[figure] = _known(child).merged.get(figure)
        else:
            found[figure] = value_of(restated[figure], figure, definition.kind, restated).value
    return found


# What a dispatch meeting ranks counties by; the more the better.
RANKED = (
    "fai.completion_rate", "fai.excess_rate", "fai.period.growth", "fai.period.completed",
    "entry.entered.count", "resumption.rate", "promotion.conversion", "remaining.coverage",
)  # fmt: skip


def rankings(node: RegionNode) -> tuple[Ranking, ...]:
    """Rank the regions directly below *node* by the figures that are ranked; the largest first."""
    values: dict[str, list[tuple[str, Any, tuple[str, ...]]]] = {name: [] for name in RANKED}
    for child in node.children:  # of thousands each is gone through once
        for figure in RANKED:
            value = _ranked_value(node, child, _BY_ID[figure])
            values[figure].append((child.name, value, _known(child).without.get(figure, ())))
    return tuple(_ranking(node, _BY_ID[name], values[name]) for name in RANKED)


_REACHED = "数据所到月份"
_RESTATED = {"fai.completion_rate", "fai.period.completed"}

# Only what is of one month and one definition is ranked together.
_LIKE = {
    "fai.completion_rate": ("数据所到月份",),
    "fai.period.completed": ("数据所到月份",),
    "fai.period.growth": ("数据所到月份", "固定资产投资增速口径"),
    "remaining.coverage": ("数据所到月份",),
    "entry.entered.count": ("入库起点",),
}


def _apart(
    node: RegionNode, definition: Definition, lacking: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """Return the regions that are not ranked with the others → why: another month, definition, or counties lacking."""
    found: dict[str, str] = {}
    for label in _LIKE.get(definition.id, ()):
        if label == _REACHED and _known(node).month and definition.id in _RESTATED:
            continue  # all are taken to the month that they share
        ways = {child.name: tuple(child.partial.basis.get(label, ())) for child in node.children}
        counted = Counter(way for way in ways.values() if len(way) == 1)
        if not counted or len(set(ways.values())) == 1:
            continue
        (usual,) = max(counted, key=lambda way: (counted[way], way))
        for name, way in ways.items():
            if way != (usual,):
                found.setdefault(name, f"{label}是{'、'.join(way) or '未知'}，多数是{usual}")
    if definition.kind in {FigureKind.MONEY, FigureKind.COUNT}:
        for name, without in lacking.items():
            if without:
                found.setdefault(name, f"不含{named(without)}")
    return found


def _ranking(
    node: RegionNode, definition: Definition, told: Sequence[tuple[str, Any, tuple[str, ...]]]
) -> Ranking:
    apart = _apart(node, definition, {name: without for name, _, without in told})
    values = [(name, None if name in apart else value) for name, value, _ in told]
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


def _ranked_value(node: RegionNode, child: RegionNode, definition: Definition) -> Any:  # noqa: ANN401 - a number
    """Return what *child* is ranked by: of the month that all regions below *node* reach."""
    if definition.id in _RESTATED and _known(node).month:
        return _share(node, child, definition)
    return child_value(child, definition)


COLUMNS = (
    "fai.period.assigned", "fai.period.planned", "fai.period.expected", "fai.period.completed",
    "fai.completion_rate", "entry.planned.count", "entry.entered.count",
)  # fmt: skip
"""Figures that a region's report tells of each region below it."""


def regions_below(node: RegionNode, ranked: Sequence[Ranking], target: Figure) -> RegionsBelow:
    """Return what the report of *node*, whose target of the period is *target*, says of the regions directly below it."""
    (first,) = [each for each in ranked if each.figure == "fai.completion_rate"]
    columns = [definition for definition in DEFINITIONS if definition.id in COLUMNS]
    below = {child.name: child for child in node.children}
    rows = []
    for place, name, _ in first.rows:
        values = {each.id: _ranked_value(node, below[name], each) for each in columns}
        known = {figure: value for figure, value in values.items() if value is not None}
        lacks = _known(below[name]).without
        rows.append(
            RegionRow(
                name=name,
                place=place,
                apart=first.apart.get(name, ""),
                values=known,
                without={figure: lacks[figure] for figure in known if figure in lacks},
            )
        )
    set_by, assigned = (
        set_above(node.county, "fai.period.assigned") if node.county is not None else (None, None)
    )
    total, lacking = _total_of_targets(node, target)
    month = _known(node).month
    return RegionsBelow(
        rows=tuple(rows),
        month=month,
        ahead_of_it=tuple(_ahead(node, month)) if month else (),
        set_by=set_by.value if set_by is not None else "",
        assigned=assigned,
        handed_down=handed_down(node.county, "fai.period.assigned") if node.county else None,
        total=total,
        total_lacks=lacking,
        summed=summed(node),
        definitions={label: _ways(node, label) for label in _DEFINED},
        unsent=node.unsent,
        left_out=tuple(name for name in node.left if name not in node.unsent),
    )


_DEFINED = (
    "截止日期", "默认金额单位", "入库起点", "大项目起点", "服务业行业范围", "入库资料要求", "推进较慢的幅度", "序时进度",
    "地区生产总值增速口径", "固定资产投资增速口径",
)  # fmt: skip
"""What figures that are added up rest on; the months of the data are told by themselves."""


def _ways(node: RegionNode, label: str) -> dict[str, tuple[str, ...]]:
    """Return each way that counties below define *label* → those that have it so."""
    found: dict[str, list[str]] = {}
    for name, leaf in node.leaves():
        for way in leaf.partial.basis.get(label, ()):
            found.setdefault(way, []).append(name)
    return {way: tuple(names) for way, names in found.items()}


def _total_of_targets(node: RegionNode, target: Figure) -> tuple[Amount | None, tuple[str, ...]]:
    """Return what those below state as set for them, together, and who is not in it; (None, …) where too many are silent.

    Where figures are held against that sum, it is of the same regions as they are.
    """
    silent = _lacking_targets(node)
    if target.id in summed(node) and isinstance(target.value, Amount):
        return target.value, tuple(dict.fromkeys((*target.without, *silent)))
    told = [(child.name, child_value(child, _BY_ID[target.id])) for child in node.children]
    stated = [amount for _, amount in told if amount is not None]
    lacking = [name for name, amount in told if amount is None]
    total = Amount.total(stated) if len(stated) > len(lacking) * 2 else None
    return total, tuple(dict.fromkeys((*lacking, *silent)))


def _lacking_targets(node: RegionNode) -> tuple[str, ...]:
    """Return who is not in the sum of the targets below: a region that states its own speaks for those below it."""
    figure = "fai.period.assigned"
    spoken_for: set[str] = set()
    silent: list[str] = []
    for child in node.children:
        if child.county is not None and figure in child.county.targets:
            spoken_for.update(child.left)
        else:
            silent += _known(child).without.get(figure, ())
    return (*silent, *(name for name in node.left if name not in spoken_for))


def _ahead(node: RegionNode, month: str) -> Iterator[str]:
    """Yield the counties whose data reach further than *month*."""
    for name, leaf in node.leaves():
        reached = leaf.partial.basis.get(_REACHED, ())
        if reached and month not in reached:
            yield name


_BY_ID: Mapping[str, Definition] = {definition.id: definition for definition in DEFINITIONS}


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
