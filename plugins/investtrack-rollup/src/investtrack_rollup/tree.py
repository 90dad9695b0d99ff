"""The tree of regions: county → city → province → nation, each node merged from those below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, field, frozen

from investtrack.findings import Finding, Grade, make
from investtrack.merging.groups import named
from investtrack.merging.partial import EMPTY, Partial, merge_partials, renamed
from investtrack.model.source import CellRef
from investtrack.values.amount import Amount
from investtrack.values.period import Period
from investtrack_rollup.county import TARGETS, County
from investtrack_rollup.coverage import Coverage, coverage
from investtrack_rollup.crosscheck import (
    differing_definitions,
    size_of,
    target_sums,
    told_target,
    unlike_sizes,
)
from investtrack_rollup.packed import packed
from investtrack_rollup.places import Places, place
from investtrack_rollup.roster import RosterRow


ALL = "全部地区"


@frozen(eq=False, kw_only=True)
class RegionNode:
    """A region with what lies below it.

    Attributes:
        name: its name.
        path: names from the root down to it.
        partial: merged from its children; a county's own.
        children: regions directly below, by name.
        county: what its own ledger gave: of a leaf the county, of a city the city's own ledger,
            whose figures are not added to those of its counties.
        period: the report period all its figures are of.
        as_of: the latest as-of date below it.
        findings: what is wrong here, not below.
        left: names of what was not sent, or could not be added up, here and below.
        unsent: those of them that were not sent.
        told: target → what the region is told to reach.
        size: what the projects of a county come to on average; of a region with others below it, None.
    """

    name: str
    path: tuple[str, ...]
    partial: Partial
    period: Period | None = None
    as_of: date | None = None
    children: tuple[RegionNode, ...] = ()
    county: County | None = None
    findings: tuple[Finding, ...] = ()
    left: tuple[str, ...] = ()
    unsent: tuple[str, ...] = ()
    told: Mapping[str, Amount | None] = field(factory=dict, repr=False)
    size: Amount | None = None

    @property
    def coverage(self) -> Coverage:
        """What its merged figures cover."""
        return _coverage(self) if self.children else Coverage(self.partial.parts)

    def walk(self) -> Iterator[RegionNode]:
        """Yield this node and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()

    def leaves(self) -> list[tuple[str, RegionNode]]:
        """Return the regions here and below that have none below them, each by a name that no other of them has."""
        found = [each for each in self.walk() if not each.children]
        alike = Counter(leaf.name for leaf in found)
        return [
            (leaf.name if alike[leaf.name] == 1 else "".join(leaf.path[-2:]), leaf)
            for leaf in found
        ]

    @property
    def has_errors(self) -> bool:
        """Whether anything here or below is wrong gravely."""
        return any(
            finding.grade is Grade.ERROR for node in self.walk() for finding in node.findings
        )

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """What is wrong here and below, gravest first."""
        found = [finding for node in self.walk() for finding in node.findings]
        return tuple(sorted(found, key=lambda finding: finding.sort_key))


# Of a nation's hundreds of cities only the last few are held: a coverage has the parts of a whole region.
@lru_cache(maxsize=4)
def _coverage(node: RegionNode) -> Coverage:
    below = [(name, leaf.partial) for name, leaf in node.leaves()]
    return coverage(node.partial, below)


@frozen
class _Plan:
    """Where every county stands.

    Attributes:
        placed: path → the county there.
        left: path of the region above → what was left out below it: its name, and why.
        period: the period all are of.
        children: path → the names directly below it.
    """

    placed: Mapping[tuple[str, ...], County]
    left: Mapping[tuple[str, ...], Sequence[tuple[str, Finding]]]
    period: Period | None
    children: Mapping[tuple[str, ...], Sequence[str]]

    def left_below(self, path: tuple[str, ...]) -> dict[str, bool]:
        """Return the names of what was left out anywhere below *path* → whether it was not sent."""
        found = [
            (name, above, finding.code == "region-not-sent")
            for above, items in self.left.items()
            if above[: len(path)] == path
            for name, finding in items
            if name  # what is sent twice, or unclear, lacks nothing
        ]
        alike = Counter(name for name, _, _ in found)
        return {
            name if alike[name] == 1 else "".join((*above[-1:], name)): is_unsent
            for name, above, is_unsent in sorted(found)
        }


def build_tree(
    counties: Sequence[County], parents: Mapping[str, str], roster: Sequence[RosterRow] = ()
) -> RegionNode:
    """Return the root. What cannot be added up is left out and named in the findings of the region it belongs to."""
    roster = (*roster, *(RosterRow(name, up) for name, up in parents.items()))
    parents = _of_one(roster)
    places = place(counties, roster)
    usable = [county for county in places.counties if county.partial is not None]
    period = _usual_period(usable)
    known_above = _links(usable, places)
    placed: dict[tuple[str, ...], County] = {}
    left: list[tuple[tuple[str, ...], str, Finding]] = []
    for county in places.counties:
        above = _above(county, places, {**known_above, **parents})
        path = (*above, county.name)
        left += [(above, "", finding) for finding in places.findings.get(county.job, ())]
        if county.partial is None:
            left += [(above, county.name, finding) for finding in county.findings]
        elif county.period != period:
            why = f"报告期是{_label(county.period)}，多数是{_label(period)}"
            left.append((above, county.name, _left_out(county, why)))
        elif path in placed and _is_coded_apart(county, placed[path]):
            placed[(*above, f"{county.name}（{county.code}）")] = county
        elif path in placed:
            left.append((above, "", _twice(county, placed[path])))
        else:
            placed[path] = county
    sent_as = {county.job: county.name for county in counties}
    alike = Counter(county.name for county in placed.values())
    for path, county in placed.items():
        called = path[-1] if alike[county.name] == 1 else "".join(path[-2:])
        placed[path] = _called(county, sent_as[county.job], called)
    left += _one_code(placed)
    left += _not_sent(places, roster, {**known_above, **parents})
    root = _root(placed, left)
    known = {path[:length] for path in placed for length in range(1, len(path) + 1)}
    at: dict[tuple[str, ...], list[tuple[str, Finding]]] = {}
    for path, name, finding in left:
        lengths = range(len(path), 0, -1)
        above = next((path[:n] for n in lengths if path[:n] in known), ())  # a region that is there
        at.setdefault(above if above[: len(root)] == root else root, []).append((name, finding))
    return _node(root, _Plan(placed, at, period, _children(placed)))


def _root(
    placed: Collection[tuple[str, ...]], left: Iterable[tuple[tuple[str, ...], str, Finding]]
) -> tuple[str, ...]:
    """Return the region that all stand below; none where there are several, or one county beside others that were left out."""
    tops = {path[:1] for path in placed}
    if len(tops) != 1:
        return ()
    (top,) = tops
    is_alone = set(placed) == tops
    return () if is_alone and any(name and above[:1] != top for above, name, _ in left) else top


def _children(paths: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[str]]:
    """Return path → the names directly below it, in order."""
    found: dict[tuple[str, ...], set[str]] = {}
    for path in paths:
        for depth, name in enumerate(path):
            found.setdefault(path[:depth], set()).add(name)
    return {path: sorted(names) for path, names in found.items()}


def _node(path: tuple[str, ...], plan: _Plan) -> RegionNode:
    county = plan.placed.get(path)
    children = tuple(_node((*path, name), plan) for name in plan.children.get(path, ()))
    own = county.partial if county is not None and county.partial is not None else EMPTY
    errors = county.findings if county is not None else ()
    node = RegionNode(
        name=path[-1] if path else ALL,
        path=path,
        partial=packed(merge_partials(child.partial for child in children)) if children else own,
        children=children,
        county=county,
        period=plan.period,
        as_of=_latest(children) or (county.as_of if county else None),
        findings=(*(finding for _, finding in plan.left.get(path, ())), *errors),
        told={
            figure: told_target(
                figure,
                county if children else None,
                own,
                [child.told.get(figure) for child in children],
            )
            for figure in TARGETS
        },
        size=None if children else size_of(own),
    )
    return _checked(node, plan.left_below(path))


def _checked(node: RegionNode, left: Mapping[str, bool]) -> RegionNode:
    """Add what only shows where regions are added up; it is said before their sums are used."""
    if not node.children:
        return node
    found = [*differing_definitions(node.name, node.partial.basis)]
    found += unlike_sizes(
        node.name, [(each.county, each.size) for each in node.children if each.county is not None]
    )
    if node.county is not None:
        below = [(child.name, child.told) for child in node.children]
        found += target_sums(node.county, below, [*left])
    node = evolve(
        node, left=tuple(left), unsent=tuple(name for name, is_unsent in left.items() if is_unsent)
    )
    found += [
        make(
            "sum-of-some",
            CellRef(node.name, ""),
            region=node.name,
            group=group,
            lacking=named(names),
        )
        for group, names in node.coverage.lacking().items()
    ]
    return evolve(node, findings=(*node.findings, *found))


def _latest(children: Sequence[RegionNode]) -> date | None:
    return max((child.as_of for child in children if child.as_of), default=None)


def _usual_period(counties: Sequence[County]) -> Period | None:
    """Return the period of most counties; of equally many the latest."""
    counted = Counter(county.period for county in counties if county.period is not None)
    return max(counted, key=lambda period: (counted[period], period.end, period.code), default=None)


def _links(counties: Sequence[County], places: Places) -> dict[str, str]:
    """Return region → the one above it as the ledgers say together; one that two say differently is left out.

    A county that names its city only so stands with one that names city and province, and with the city's own ledger.
    """
    ways: dict[str, set[str]] = {}
    for county in counties:
        for up, name in pairwise((*places.above[county.job], county.name)):
            ways.setdefault(name, set()).add(up)
    return {name: min(ups) for name, ups in ways.items() if len(ups) == 1}


def _above(county: County, places: Places, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names above a county, prolonged upwards by *parents*."""
    chain = list(places.above[county.job])
    if not chain and county.name in parents:
        chain = [parents[county.name]]
    while chain and (up := parents.get(chain[0])) and up not in chain:
        chain.insert(0, up)
    return tuple(step for step in chain if step != county.name)


def _of_one(roster: Sequence[RosterRow]) -> dict[str, str]:
    """Return region → the one above it, of names that stand for one region only."""
    ups: dict[str, set[str]] = {}
    for row in roster:
        if row.parent:
            ups.setdefault(row.name, set()).add(row.parent)
    return {name: min(found) for name, found in ups.items() if len(found) == 1}


def _called(county: County, was: str, name: str) -> County:
    """Return *county* with its rows and definitions under the name that the tree has for it."""
    if name == was or county.partial is None:
        return county
    return evolve(county, partial=packed(renamed(county.partial, was, name)))


def _is_coded_apart(one: County, two: County) -> bool:
    """Whether the codes of two counties of one name say that they are two."""
    return bool(one.code and two.code and one.code != two.code)


def _one_code(
    placed: Mapping[tuple[str, ...], County],
) -> Iterator[tuple[tuple[str, ...], str, Finding]]:
    """Name the regions of unlike names that give one code."""
    first: dict[str, str] = {}
    for path, county in placed.items():
        other = first.setdefault(county.code, county.name) if county.code else county.name
        if other != county.name:
            where = CellRef(county.job, "基本信息")
            found = make(
                "region-code-differs",
                where,
                variant="shared",
                region=county.name,
                official=f"“{other}”",
                code=county.code,
            )
            yield path[:-1], "", found


def _not_sent(
    places: Places, roster: Sequence[RosterRow], known_above: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], str, Finding]]:
    """Name the regions of the roster that sent nothing: those that have none below them.

    Of a name that stands for several, each is looked for below its own region.
    """
    sent = Counter(county.name for county in places.counties)
    below = {(*places.above[county.job][-1:], county.name) for county in places.counties}
    coded = {county.code for county in places.counties if county.code}
    uppers = {*(row.parent for row in roster), *known_above.values()}
    times = Counter(row.name for row in roster)
    for row in sorted(roster, key=lambda row: (row.name, row.parent, row.code)):
        is_there = row.code in coded or (
            sent[row.name] > 0 if times[row.name] == 1 else (row.parent, row.name) in below
        )
        if is_there or row.name in uppers:
            continue
        chain = [row.parent] if row.parent else []
        while chain and (up := known_above.get(chain[0])) and up not in chain:
            chain.insert(0, up)
        name = row.name if times[row.name] == 1 else f"{row.parent}{row.name}"
        yield tuple(chain), name, make("region-not-sent", CellRef(name, ""), region=name)


def _label(period: Period | None) -> str:
    return period.label if period is not None else "未知"


def _left_out(county: County, why: str) -> Finding:
    return make("period-differs", CellRef(county.job, "基本信息"), region=county.name, why=why)


def _twice(county: County, first: County) -> Finding:
    return make(
        "region-twice",
        CellRef(county.job, "基本信息"),
        region=county.name,
        first=first.job,
        second=county.job,
        related=(CellRef(first.job, "基本信息"),),
    )
