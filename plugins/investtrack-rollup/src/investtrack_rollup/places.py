"""Which region a county is, and what lies above it: names as ledgers, folders and the roster write them, made one.

徐州, 徐州市 and 江右省徐州市 are one city where only one of them can be meant; 伊宁市 and 伊宁县 are two places, and a
bare 伊宁 beside them is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from investtrack.findings import Finding, make
from investtrack.model.source import CellRef
from investtrack.model.target import AssignedBy
from investtrack.values.amount import Amount
from investtrack_rollup.coded import Codes, identified
from investtrack_rollup.county import County
from investtrack_rollup.roster import RosterRow


_STEPS = re.compile(r"[/／>›]+")
# What a name of a region ends with, the longer first; 州 alone is part of many a name.
_SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
)
_LEAST_STEM = 2


@frozen(eq=False)
class Places:
    """Where every county stands.

    Attributes:
        counties: the counties, under the names that are used for them.
        above: job → the names above the county, nearest last.
        findings: job → what was unclear or contradictory.
    """

    counties: tuple[County, ...]
    above: Mapping[str, tuple[str, ...]]
    findings: Mapping[str, tuple[Finding, ...]] = field(factory=dict)


def place(counties: Sequence[County], roster: Sequence[RosterRow] = ()) -> Places:
    """Return where *counties* stand: by their codes, else by name; a name of *roster* is as good as one that a ledger writes."""
    codes = Codes.of(counties, roster)
    known = {county.job: identified(county, codes) for county in counties}
    counties = [known[county.job][0] for county in counties]
    raw = {county.job: _raw(county) for county in counties}
    spelt = {name for steps in raw.values() for name in steps} | {c.name for c in counties}
    spelt |= {name for row in roster for name in (row.name, row.parent) if name}
    spelt |= {name for _, above, _ in known.values() for name in above}
    # 云州市甲二县 spells 甲二县, too: a bare 甲二 beside it is the same.
    spelt |= {_parted(name, spelt)[0] for name in spelt}
    found: list[County] = []
    above: dict[str, tuple[str, ...]] = {}
    unclear: dict[str, tuple[Finding, ...]] = {}
    for county in counties:
        _, by_code, found_wrong = known[county.job]
        doubts: list[Finding] = list(found_wrong)
        name = _one(county.name, spelt, county, doubts)
        stated = [_one(step, spelt, county, doubts) for step in _split(_stated(county), spelt)]
        folders = [_one(step, spelt, county, doubts) for step in county.above]
        steps = [step for step in _together(stated, folders, name, county, doubts) if step != name]
        name, before = _parted(name, spelt)
        if before and steps and not set(before) & set(steps):
            name = "".join((*before, name))  # what is said before it is no region above it
        elif before and not steps:
            steps = before
        steps = _by_code(steps, by_code, name, county, doubts)
        found.append(county if name == county.name else evolve(county, name=name))
        above[county.job] = tuple(steps)
        if doubts:
            unclear[county.job] = tuple(dict.fromkeys(doubts))
    return Places(tuple(found), above, unclear)


def is_region(name: str) -> bool:
    """Whether a folder's name can be a region's."""
    return name.endswith((*_SUFFIXES, "州"))


def level_of(name: str) -> AssignedBy:
    """Return the level of a region that has others below it, by its name."""
    if name in {"全国", "中国"}:
        return AssignedBy.NATION
    if name.endswith(("省", "自治区", "特别行政区")) or name in _MUNICIPALITIES:
        return AssignedBy.PROVINCE
    is_county = name.endswith(("县", "区", "旗")) and not name.endswith("地区")
    return AssignedBy.COUNTY if is_county else AssignedBy.CITY


def set_above(own: County, figure: str) -> tuple[AssignedBy | None, Amount | None]:
    """Return the nearest level above a region that set its target, and the target; (None, None) where none did."""
    levels = [*AssignedBy][: [*AssignedBy].index(level_of(own.name))]
    said = own.set_by.get(figure, {})
    return next(((up, said[up.value]) for up in reversed(levels) if up.value in said), (None, None))


def handed_down(own: County, figure: str) -> Amount | None:
    """Return what a region itself set, for those below it."""
    return own.set_by.get(figure, {}).get(level_of(own.name).value)


_MUNICIPALITIES = {"北京市", "天津市", "上海市", "重庆市"}


def _raw(county: County) -> list[str]:
    return [*_stated(county), *county.above]


def _stated(county: County) -> list[str]:
    return [step.strip() for step in _STEPS.split(county.parent or "") if step.strip()]


def _by_code(
    steps: list[str], by_code: Sequence[str], name: str, county: County, doubts: list[Finding]
) -> list[str]:
    """Return the names above with those that the code says; where they contradict each other, the ledger's."""
    if not by_code:
        return steps
    place = next((at for at, step in enumerate(steps) if step in by_code), None)
    higher = steps[:place] if place is not None else steps
    is_other = any(level_of(step) is not AssignedBy.NATION for step in higher)
    if not is_other or (place is not None and steps[place] == by_code[0]):
        return [*higher, *by_code]
    doubts.append(
        make(
            "region-code-differs",
            CellRef(county.job, "基本信息"),
            variant="above",
            region="".join((*steps, name)),
            code=county.code,
            official="".join((*by_code, name)),
        )
    )
    return steps


def _split(steps: Sequence[str], spelt: Collection[str]) -> Iterator[str]:
    """Yield the steps, 江右省徐州市 as two where 江右省 is known by itself."""
    for step in steps:
        for length in range(len(step) - _LEAST_STEM, 0, -1):
            up, rest = step[:length], step[length:]
            if up in spelt and up.endswith(_SUFFIXES) and is_region(rest):
                yield from (up, rest)
                break
        else:
            yield step


def _parted(name: str, spelt: Collection[str]) -> tuple[str, list[str]]:
    """Return a county's name without the known regions that are written before it, 江右省东州市青石县, and those."""
    before: list[str] = []
    while len(parts := list(_split([name], spelt))) > 1:
        before += _split([parts[0]], spelt)
        name = parts[1]
    return name, before


def _one(name: str, spelt: Collection[str], county: County, doubts: list[Finding]) -> str:
    """Return *name* as it is written in full where that is known; of several, as it stands, and asked about."""
    if len(name) < _LEAST_STEM or name.endswith(_SUFFIXES):
        return name
    full = [name + suffix for suffix in _SUFFIXES if name + suffix in spelt]
    if len(full) == 1:
        return full[0]
    if full:
        where = CellRef(county.job, "基本信息")
        doubts.append(make("region-unclear", where, region=name, regions="、".join(full)))
    return name


def _together(
    stated: Sequence[str], folders: Sequence[str], name: str, county: County, doubts: list[Finding]
) -> list[str]:
    """Return the names above as ledger and folders say them together; the ledger goes first, no level is dropped."""
    if not stated:
        return list(folders)
    regions = [step for step in folders if is_region(step)]
    if stated[0] in regions:
        return [*regions[: regions.index(stated[0])], *_longer(stated, regions, name)]
    own = [step for step in regions if step != name]
    if own and not set(own) & set(stated) and stated[-1] != own[-1]:
        doubts.append(
            make(
                "region-contradiction",
                CellRef(county.job, "基本信息"),
                region=name,
                stated="/".join(stated),
                folders="/".join(own),
            )
        )
    return list(stated)


def _longer(stated: Sequence[str], regions: Sequence[str], name: str) -> list[str]:
    """Return what lies from the first stated region down: the folders where they go on below all that is stated."""
    rest = [step for step in regions[regions.index(stated[0]) :] if step != name]
    return rest if rest[: len(stated)] == list(stated) else list(stated)
