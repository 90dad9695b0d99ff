"""Lists of parts in a sentence: what opens them, where they end, which of their amounts are alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from investtrack.proof.labels import canonical
from investtrack.proof.prose import Mention, Prose
from investtrack.proof.quantity import Kind, family


_MARKER = re.compile(
    r"(?P<among>其中)|(?P<split>按[^,;:。、()\d]{1,8}分(?:类|布|别)?(?:来?看)?(?=[,:])|分[^,;:。、()\d]{1,6}看(?=[,:]))|(?P<each>分别[为是]|,即|:即)|(?P<bracket>\()|(?P<colon>:)"
)
_STOPS = re.compile(r"另外|此外|另有|同时|合计|共计|总计|两项|相加")


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
        _, end = prose.sentence_of(begin - 1)
        depth = _depth_at(prose, begin)
        if kind == "bracket":
            end = _closing(prose.text, begin, end)
        for other in markers[number + 1 :]:
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
        parts = tuple(
            mention
            for mention in _between(prose, begin, end)
            if mention.depth == depth and mention.is_level()
        )
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
    low, high = 0, len(prose.mentions)
    while low < high:
        middle = (low + high) // 2
        if prose.mentions[middle].quantity.start < begin:
            low = middle + 1
        else:
            high = middle
    for mention in prose.mentions[low:]:
        if mention.quantity.start >= end:
            return
        yield mention


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
