"""The tree of regions: county → city → province → nation, each node merged from those below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from attrs import evolve, field, frozen

from investtrack.model.finding import Finding, Grade
from investtrack.model.source import CellRef
from investtrack.rollup.county import County
from investtrack.rollup.crosscheck import differing_definitions, target_sums
from investtrack.rollup.partial import EMPTY, Partial, merge_partials
from investtrack.values.period import Period


ALL = "全部地区"
_STEPS = re.compile(r"[/／>›]+")


@frozen(eq=False, kw_only=True)
class Node:
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
    """

    name: str
    path: tuple[str, ...]
    partial: Partial
    period: Period | None = None
    as_of: date | None = None
    children: tuple[Node, ...] = ()
    county: County | None = None
    findings: tuple[Finding, ...] = ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()

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


@frozen
class _Placed:
    """A county with the names of all regions above it."""

    county: County
    path: tuple[str, ...] = field(factory=tuple)


def build_tree(counties: Sequence[County], parents: Mapping[str, str]) -> Node:
    """Return the root. What cannot be added up is left out and named in the root's findings."""
    findings = [finding for county in counties if county.error for finding in county.findings]
    usable = [county for county in counties if county.partial is not None]
    period = _usual_period(usable)
    placed: dict[tuple[str, ...], County] = {}
    parents = {**_links(usable), **parents}
    for county in usable:
        if county.period != period:
            findings.append(
                _left_out(county, f"报告期是{_label(county.period)}，多数是{_label(period)}")
            )
            continue
        path = (*_above(county, parents), county.name)
        if path in placed:
            findings.append(_twice(county, placed[path]))
            continue
        placed[path] = county
    tops = sorted({path[0] for path in placed})
    if len(tops) == 1:
        return _node((tops[0],), placed, period, findings)
    children = tuple(_node((top,), placed, period, []) for top in tops)
    return _checked(
        Node(
            name=ALL,
            path=(),
            partial=merge_partials(child.partial for child in children),
            children=children,
            period=period,
            as_of=_latest(children),
            findings=tuple(findings),
        )
    )


def _node(
    path: tuple[str, ...],
    placed: Mapping[tuple[str, ...], County],
    period: Period | None,
    findings: list[Finding],
) -> Node:
    county = placed.get(path)
    depth = len(path)
    below = sorted(
        {other[depth] for other in placed if len(other) > depth and other[:depth] == path}
    )
    children = tuple(_node((*path, name), placed, period, []) for name in below)
    own = county.partial if county is not None and county.partial is not None else EMPTY
    errors = county.findings if county is not None else ()
    return _checked(
        Node(
            name=path[-1],
            path=path,
            partial=merge_partials(child.partial for child in children) if children else own,
            children=children,
            county=county,
            period=period,
            as_of=_latest(children) or (county.as_of if county else None),
            findings=(*findings, *errors),
        )
    )


def _checked(node: Node) -> Node:
    """Add what only shows where regions are added up; it is said before their sums are used."""
    if not node.children:
        return node
    found = [*differing_definitions(node.name, node.partial.basis)]
    if node.county is not None:
        below = [(child.name, child.partial) for child in node.children]
        found += target_sums(node.county, below)
    return evolve(node, findings=(*node.findings, *found))


def _latest(children: Sequence[Node]) -> date | None:
    return max((child.as_of for child in children if child.as_of), default=None)


def _usual_period(counties: Sequence[County]) -> Period | None:
    """Return the period of most counties; of equally many the latest."""
    counted = Counter(county.period for county in counties if county.period is not None)
    return max(counted, key=lambda period: (counted[period], period.end, period.code), default=None)


def _chain(county: County) -> list[str]:
    """Return the names above a county: as its ledger says, else its folders."""
    stated = [step.strip() for step in _STEPS.split(county.parent or "") if step.strip()]
    return stated or list(county.above)


def _links(counties: Sequence[County]) -> dict[str, str]:
    """Return region → the one above it as the ledgers say together; one that two say differently is left out.

    A county that names its city only so stands with one that names city and province, and with the city's own ledger.
    """
    ways: dict[str, set[str]] = {}
    for county in counties:
        path = [*(step for step in _chain(county) if step != county.name), county.name]
        for up, name in pairwise(path):
            ways.setdefault(name, set()).add(up)
    return {name: min(ups) for name, ups in ways.items() if len(ups) == 1}


def _above(county: County, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names above a county, prolonged upwards by *parents*."""
    chain = _chain(county)
    if not chain and county.name in parents:
        chain = [parents[county.name]]
    while chain and (up := parents.get(chain[0])) and up not in chain:
        chain.insert(0, up)
    return tuple(step for step in chain if step != county.name)


def _label(period: Period | None) -> str:
    return period.label if period is not None else "未知"


def _left_out(county: County, why: str) -> Finding:
    return Finding(
        "period-differs",
        Grade.ERROR,
        f"“{county.name}”没有汇入：{why}",
        CellRef(county.job, "基本信息"),
        mend="请该地区上报同一报告期的台账，或用 --period 指定",
    )


def _twice(county: County, first: County) -> Finding:
    return Finding(
        "region-twice",
        Grade.ERROR,
        f"“{county.name}”上报了两次，只汇入“{first.job}”，未汇入“{county.job}”",
        CellRef(county.job, "基本信息"),
        related=(CellRef(first.job, "基本信息"),),
        mend="删去一份；同一地区有几个文件的，放进一个文件夹并用 --by-folder",
    )
