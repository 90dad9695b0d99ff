"""What only shows across counties: unlike definitions, targets that do not sum, one code in two counties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, groupby
from statistics import median_low

from investtrack.findings import Finding, make
from investtrack.merging.partial import Partial, between, unpacked
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.ledger_view import normal_name
from investtrack.model.project import Project
from investtrack.model.source import CellRef
from investtrack.values.amount import Amount
from investtrack.wording import amount_text
from investtrack_rollup.county import County, Job, read_county
from investtrack_rollup.places import handed_down, set_above


_TITLES = {definition.id: definition.title for definition in DEFINITIONS}
# Unlike dates are told apart from unlike rules: they are usual, and only worth knowing.
_USUAL = {"截止日期"}
MOST_REREAD = 20
"""Counties read again to name the cells of codes used twice; the number of all is always said."""


def differing_definitions(region: str, basis: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """Name every definition that counties of *region* do not share."""
    findings = []
    for label, ways in basis.items():
        if len(ways) > 1:
            told = "；".join(f"{text}（如{county}）" for text, county in ways.items())
            findings.append(
                make(
                    "definition-differs",
                    CellRef(region, ""),
                    variant="usual" if label in _USUAL else "",
                    region=region,
                    label=label,
                    ways=told,
                )
            )
    return findings


def size_of(partial: Partial) -> Amount | None:
    """Return what a county's projects come to on average; None where that is not known."""
    count, total = (partial.parts.get(f"all_projects.{each}") for each in ("count", "investment"))
    if count is None or total is None or not isinstance(total.number, Amount) or not count.number:
        return None
    return Amount(total.number.yuan / Decimal(str(count.number)))


def unlike_sizes(region: str, sizes: Sequence[tuple[County, Amount | None]]) -> list[Finding]:
    """Name the counties whose projects are a thousand times as large, or as small, as those of most beside them.

    Their ledgers are read by a unit that is not theirs, and their amounts would outweigh all others.
    """
    known = [(county, size) for county, size in sizes if size is not None and size.yuan > 0]
    if len(known) < _LEAST_SIZES:
        return []
    usual = median_low(size.yuan for _, size in known)
    findings = []
    for county, size in known:
        times = max(size.yuan / usual, usual / size.yuan)
        if times >= _UNLIKE:
            findings.append(
                make(
                    "region-magnitude",
                    CellRef(county.job, "基本信息"),
                    region=county.name,
                    above=region,
                    size=amount_text(size),
                    usual=amount_text(Amount(usual)),
                    times=int(times),
                )
            )
    return findings


_LEAST_SIZES, _UNLIKE = 3, 1000


def told_target(
    figure: str, own: County | None, partial: Partial, below: Sequence[Amount | None]
) -> Amount | None:
    """Return what a region is told to reach: as its own ledger states it, else what those below it have together.

    Args:
        figure: id of the target.
        own: what the region's own ledger gave, where it has others below it.
        partial: its own, where it has none below it.
        below: what each region below it is told.
    """
    if own is not None:
        above = set_above(own, figure)[1]
        return own.targets.get(figure) if above is None else above
    if below:
        return None if None in below else Amount.total(each for each in below if each is not None)
    number = partial.parts[figure].number if figure in partial.parts else None
    return number if isinstance(number, Amount) else None


def target_sums(
    own: County,
    below: Sequence[tuple[str, Mapping[str, Amount | None]]],
    left_out: Sequence[str] = (),
) -> list[Finding]:
    """Hold each target of a region's own ledger against the sum of its counties'.

    Args:
        own: what the region's own ledger gave.
        below: name of each region directly below it, and what it is told to reach, by figure.
        left_out: names of those below that were not rolled up, so that their targets are not in the sum.
    """
    findings = []
    for figure, stated_target in own.targets.items():
        down, (_, above) = handed_down(own, figure), set_above(own, figure)
        target = down or above or stated_target
        title = f"本级下达{_TITLES[figure].removeprefix('上级下达')}" if down else _TITLES[figure]
        parts = [(name, targets.get(figure)) for name, targets in below]
        stated = [number for _, number in parts if number is not None]
        silent = [name for name, number in parts if number is None]
        total = Amount.total(stated)
        if not stated or total == target:
            continue
        apart = total - target
        more = "多" if apart.yuan > 0 else "少"
        lacking = f"；{'、'.join(silent)}没有填报" if silent else ""
        lacking += f"；合计不含没有汇入的{'、'.join(left_out)}" if left_out else ""
        findings.append(
            make(
                "target-sum-differs",
                CellRef(own.job, "目标任务"),
                region=own.name,
                title=title,
                target=target,
                sum=total,
                more=more,
                apart=_size(apart),
                lacking=lacking,
            )
        )
    return findings


def _size(amount: Amount) -> Amount:
    return -amount if amount.yuan < 0 else amount


def same_codes(counties: Sequence[County], jobs: Mapping[str, Job]) -> list[Finding]:
    """Name every project code that two counties use, with the cells; the digests say where to look."""
    holders: dict[bytes, list[str]] = {}
    for doubled in _doubled(counties):
        holders[doubled] = []
    if holders:
        for county in counties:
            for digest in unpacked(county.codes):
                if digest in holders:
                    holders[digest].append(county.job)
    if not holders:
        return []
    wanted = sorted({name for names in holders.values() for name in names})
    reread = [name for name in wanted if name in jobs][:MOST_REREAD]
    findings = list(_named(reread, jobs))
    if len(wanted) > len(reread):
        findings.append(
            make(
                "code-in-two-counties",
                CellRef("、".join(wanted[:3]), "项目台账"),
                variant="more",
                codes=len(holders),
                regions=len(wanted),
                listed=len(reread),
            )
        )
    return findings


_BYTES = 256
_SLICES = 16
"""Digests are sorted a slice at a time, by their first byte, so that a nation's million of them need no room at once."""


def _doubled(counties: Sequence[County]) -> Iterator[bytes]:
    """Yield every digest that stands twice, by sorting them all: eight bytes each, and no index."""
    step = _BYTES // _SLICES
    for first in range(0, _BYTES, step):
        bounds = bytes([first]), bytes([first + step]) if first + step < _BYTES else None
        everything = sorted(
            chain.from_iterable(between(county.codes, *bounds) for county in counties)
        )
        for digest, group in groupby(everything):
            if sum(1 for _ in group) > 1:
                yield digest


def _named(names: Sequence[str], jobs: Mapping[str, Job]) -> Iterator[Finding]:
    found: dict[str, list[tuple[str, Project]]] = {}
    for name in names:
        for project in read_county(jobs[name]).ledger.projects or ():
            if project.code:
                found.setdefault(project.code, []).append((name, project))
    for code, holders in sorted(found.items()):
        if len({name for name, _ in holders}) > 1:
            yield _one(code, holders)


def _one(code: str, holders: Sequence[tuple[str, Project]]) -> Finding:
    named = {normal_name(project.name or "") for _, project in holders}
    told = "、".join(f"{name}“{project.name}”" for name, project in holders)
    same = "名称相同，可能重复统计" if len(named) == 1 else "名称不同，编码可能填错"
    cells = [project.origin.cell("code") for _, project in holders]
    return make(
        "code-in-two-counties",
        cells[0],
        code=code,
        holders=told,
        same=same,
        related=tuple(cells[1:]),
    )
