"""Lists of parts in a sentence: what opens them, where they end, which of their amounts are alike."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from attrs import frozen

from investtrack_audit.labels import canonical
from investtrack_audit.prose import Mention, Prose
from investtrack_audit.quantity import Kind, family


_MARKER = re.compile(
    r"(?P<among>其中)|(?P<split>按[^,;:。、()\d]{1,8}分(?:类|布|别)?(?:来?看)?(?=[,:])|分[^,;:。、()\d]{1,6}看(?=[,:]))|(?P<each>分别[为是]|,即|:即)|(?P<bracket>\()|(?P<colon>:)"
)
_STOPS = re.compile(r"另外|此外|另有|同时|合计|共计|总计|两项|相加")

# Longer than any list of a report; what is beyond is not read, so that the time stays linear.
_MOST_MARKERS, _MOST_PARTS, _LONGEST = 40, 160, 4000


@frozen
class Listing:
    """A list of parts that the prose opens with a marker.

    Attributes:
        kind: among, split, each or bracket.
        at: where the marker begins.
        depth: how many brackets are open inside the list.
        parts: the amounts listed, in order.
    """

    kind: str
    at: int
    depth: int
    parts: tuple[Mention, ...]


def listings(prose: Prose) -> Iterator[Listing]:
    """Yield the lists that *prose* opens with a marker, a bracket or a colon."""
    markers = list(_MARKER.finditer(prose.text))
    for number, marker in enumerate(markers):
        kind = marker.lastgroup or ""
        begin = marker.end()
        end = min(prose.sentence_of(begin - 1)[1], begin + _LONGEST)
        depth = _depth_at(prose, begin)
        if kind == "bracket":
            end = _closing(prose.text, begin, end)
        for other in markers[number + 1 : number + _MOST_MARKERS]:
            if other.start() >= end:
                break
            if (
                other.lastgroup not in {"bracket", "colon"}
                and _depth_at(prose, other.end()) == depth
            ):
                end = other.start()
                break
        stop = _STOPS.search(prose.text, begin, end)
        if stop and kind != "bracket":
            end = stop.start()
        inside = islice(_between(prose, begin, end), _MOST_PARTS)
        parts = tuple(part for part in inside if part.depth == depth and part.is_level())
        if parts and (kind != "colon" or _is_enumeration(prose, parts)):
            yield Listing(kind, marker.start(), depth, parts)


def _is_enumeration(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Whether three or more amounts follow a colon, joined by 、: a list without a word for it."""
    gaps = [prose.text[one.quantity.end : two.quantity.start] for one, two in pairwise(parts)]
    return len(parts) > 2 and all("、" in gap for gap in gaps[:2])  # noqa: PLR2004


def _depth_at(prose: Prose, position: int) -> int:
    # Bracketed text is short; the nearest marks decide.
    window = prose.text[max(0, position - 200) : position]
    opened = 0
    for char in reversed(window):
        if char in "。!?\n" and not opened:
            break
        opened += (char == "(") - (char == ")")
    return max(0, opened)


def _closing(text: str, begin: int, end: int) -> int:
    depth = 1
    for at in range(begin, min(end, begin + 400)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return begin


def _between(prose: Prose, begin: int, end: int) -> Iterator[Mention]:
    first = bisect_left(prose.mentions, begin, key=lambda mention: mention.quantity.start)
    for index in range(first, len(prose.mentions)):
        if prose.mentions[index].quantity.start >= end:
            return
        yield prose.mentions[index]


def alike(parts: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Yield the parallel series of a list: like amounts; where heads repeat, one series a head."""
    groups: dict[tuple[Kind, str, str], list[Mention]] = {}
    heads: dict[tuple[Kind, str], int] = {}
    for part in parts:
        key = (part.quantity.kind, canonical(part.head))
        heads[key] = heads.get(key, 0) + 1
    for part in parts:
        kind, head = part.quantity.kind, canonical(part.head)
        unit = family(part.quantity.unit) if kind is Kind.COUNT else part.quantity.currency
        repeated = head if heads[kind, head] > 1 and not part.tail else "…"
        groups.setdefault((kind, unit, repeated), []).append(part)
    yield from groups.values()


_LEVELS = {"、": 1, ",": 2, ";": 3}


def on_one_level(prose: Prose, series: Sequence[Mention]) -> list[Mention]:
    """Return the part of *series* before it goes on with a stronger mark: 甲3个、乙2个；丙9个."""
    kept = [series[0]]
    level = 0
    for part in series[1:]:
        gap = prose.text[kept[-1].quantity.end : part.quantity.start]
        own = max((_LEVELS.get(char, 0) for char in gap), default=0)
        if level and own > level:
            break
        level = level or own
        kept.append(part)
    return kept
