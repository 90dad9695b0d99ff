"""A county folded into what travels: a part of every figure, what its figures rest on, how many findings."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import islice

from attrs import evolve, field, frozen

from investtrack.findings import Grade
from investtrack.merging.part import Part, merge_parts, part_of, under_name
from investtrack.metrics import DEFINITIONS
from investtrack.model.profile import PaceKind, PaceProfile, Profile
from investtrack.model.target import Indicator
from investtrack.report import Report
from investtrack.wording import number_text


@frozen(kw_only=True)
class Partial:
    """The mergeable share of one or more counties.

    Attributes:
        counties: how many.
        projects: projects in their ledgers.
        parts: figure id → its part.
        findings: grade → how many findings.
        basis: what definitions the figures rest on → the different ways counties have it, each
            with one county that has it so.
    """

    counties: int = 0
    projects: int = 0
    parts: Mapping[str, Part] = field(factory=dict)
    findings: Mapping[str, int] = field(factory=dict)
    basis: Mapping[str, Mapping[str, str]] = field(factory=dict)


EMPTY = Partial()


def fold(report: Report, region: str) -> Partial:
    """Fold the report of one county, called *region*, into its partial; linear in its records."""
    ids = [definition.id for definition in DEFINITIONS]
    return Partial(
        counties=1,
        projects=len(report.ledger.projects or ()),
        parts={name: part_of(report.figures[name], report, region) for name in ids},
        findings={grade.value: sum(f.grade is grade for f in report.findings) for grade in Grade},
        basis={label: {text: region} for label, text in _basis(report).items() if text},
    )


def merge_partials(partials: Iterable[Partial]) -> Partial:
    """Merge partials in any order and grouping; the result is the same."""
    counties = projects = 0
    findings: Counter[str] = Counter()
    basis: dict[str, dict[str, str]] = {}

    def parts() -> Iterator[Mapping[str, Part]]:
        nonlocal counties, projects
        for each in partials:
            counties += each.counties
            projects += each.projects
            findings.update(each.findings)
            for label, ways in each.basis.items():
                _name(basis.setdefault(label, {}), ways)
            yield each.parts

    merged = merge_all(parts())
    return Partial(
        counties=counties,
        projects=projects,
        parts=merged,
        findings={grade.value: findings[grade.value] for grade in Grade} if counties else {},
        basis={label: dict(sorted(basis[label].items())) for label in sorted(basis)},
    )


def renamed(partial: Partial, was: str, name: str) -> Partial:
    """Return the partial of one county, folded as *was*, with its rows and definitions under another *name*."""
    return evolve(
        partial,
        parts={figure: under_name(part, was, name) for figure, part in partial.parts.items()},
        basis={label: dict.fromkeys(ways, name) for label, ways in partial.basis.items()},
    )


_AT_ONCE = 16


def merge_all(regions: Iterable[Mapping[str, Part]]) -> dict[str, Part]:
    """Return the parts of regions together, by figure; a few regions at once, since a nation's have no room."""
    found: dict[str, Part] = {}
    left = iter(regions)
    while batch := [dict(each.items()) for each in islice(left, _AT_ONCE)]:
        several = [found, *batch]
        found = {
            figure: merge_parts([each[figure] for each in several if figure in each], figure)
            for figure in dict.fromkeys(figure for each in several for figure in each)
        }
    return found


def _name(ways: dict[str, str], more: Mapping[str, str]) -> None:
    """Add *more* ways to *ways*, each with the first county by name that has it so."""
    for text, region in more.items():
        ways[text] = min(region, ways.get(text, region))


def _basis(report: Report) -> Mapping[str, str]:
    """Return what must be alike before counties are added up."""
    profile = report.profile
    rows = [t for t in report.ledger.targets or () if t.period == report.period]
    done = report.figures["fai.actual.ytd"].value
    return {
        "报告期": report.period.label,
        "截止日期": report.as_of.isoformat(),
        "默认金额单位": profile.unit.value,
        "入库起点": str(profile.entry.threshold),
        "大项目起点": str(profile.entry.major_threshold),
        "服务业行业范围": "、".join(profile.services.industries) or "全部",
        "入库资料要求": _papers(profile),
        "推进较慢的幅度": f"{profile.pace.slow_band}个百分点",
        "序时进度": _curve(profile.pace),
        "数据所到月份": [*done][-1] if isinstance(done, Mapping) and done else "",
        "督导频次": "、".join(
            f"{each.mode.value}（{each.every.value}）" for each in profile.cadences
        ),
        **{
            f"{indicator.value}增速口径": "、".join(
                sorted(
                    {
                        t.basis.value
                        for t in rows
                        if t.basis and indicator.value in (t.indicator or "")
                    }
                )
            )
            for indicator in (Indicator.GDP, Indicator.INVESTMENT)
        },
    }


_CURVES = {PaceKind.LINEAR: "按月平均", PaceKind.TABLE: "分月进度表", PaceKind.SEASONAL: "季节曲线"}


def _curve(pace: PaceProfile) -> str:
    """Name the curve with its points: two tables of one kind are not one pace."""
    points = "、".join(f"{end}月{number_text(pace.table[end])}" for end in sorted(pace.table))
    return f"{_CURVES[pace.kind]}（{points}）" if points else _CURVES[pace.kind]


def _papers(profile: Profile) -> str:
    """Tell paper rules apart; they are too long to be told in a line."""
    rules = profile.entry.rules
    if not rules:
        return "台账所列各项"
    mark = blake2b(repr(rules).encode(), digest_size=3).hexdigest()
    return f"县区配置{len(rules)}条（{mark}）"


def code_digests(report: Report) -> bytes:
    """Return a 64-bit digest of every project code, packed: eight bytes a project, to find codes used twice."""
    codes = {project.code for project in report.ledger.projects or () if project.code}
    return b"".join(sorted(blake2b(code.encode(), digest_size=_DIGEST).digest() for code in codes))


def unpacked(codes: bytes) -> Iterator[bytes]:
    """Yield the digests that :func:`code_digests` packed."""
    for start in range(0, len(codes), _DIGEST):
        yield codes[start : start + _DIGEST]


def between(codes: bytes, low: bytes, high: bytes | None) -> Iterator[bytes]:
    """Yield the packed digests, which are sorted, from *low* to below *high*; to the last where that is None."""
    places = range(len(codes) // _DIGEST)

    def at(place: int) -> bytes:
        return codes[place * _DIGEST : (place + 1) * _DIGEST]

    first = bisect_left(places, low, key=at)
    last = len(places) if high is None else bisect_left(places, high, key=at)
    yield from unpacked(codes[first * _DIGEST : last * _DIGEST])


_DIGEST = 8
