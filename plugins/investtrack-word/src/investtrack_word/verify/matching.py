"""Finds each written figure again in the edited document: by its control's tag, else by the text around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from investtrack_word.report.filters import DIRECTIONS
from investtrack_word.report.trace import Print, Trace, WrittenLine
from investtrack_word.verify.document import Control, EditedParagraph
from investtrack_word.verify.figures_in_text import normal


_ALIKE = 0.6  # paragraphs less alike than this are taken for different ones
_TOKEN = re.compile(rf"\d[\d,.]*|{DIRECTIONS.pattern}|.", re.DOTALL)


@frozen(eq=False)
class PrintPlace:
    """Where a printing stands now: paragraph, span, and its control where it still has one."""

    item: Print
    paragraph: EditedParagraph
    start: int
    end: int
    control: Control | None = None

    @property
    def text(self) -> str:
        """What stands there."""
        return self.paragraph.text[self.start : self.end]


@frozen(eq=False)
class Matched:
    """Every printing with where it stands: nowhere (lost), once, or several times (copied)."""

    found: dict[int, list[PrintPlace]]
    homes: dict[int, EditedParagraph]


def matched(trace: Trace, paragraphs: Sequence[EditedParagraph]) -> Matched:
    """Return where each printing of *trace* stands in *paragraphs*."""
    prints = {item.number: item for item in trace.prints}
    found: dict[int, list[PrintPlace]] = defaultdict(list)
    for paragraph in paragraphs:
        for control in paragraph.controls:
            item = prints.get(control.number) if control.number is not None else None
            # A control pasted from another report bears another id.
            if item is not None and control.tag.startswith(item.figure[:40]):
                found[item.number].append(
                    PrintPlace(item, paragraph, control.start, control.end, control)
                )
    homes = _homes(trace.lines, paragraphs, found)
    for index, line in enumerate(trace.lines):
        missing = [item for item in line.prints if item.number not in found]
        if missing and index in homes:
            for place in _in_paragraph(line, missing, homes[index], found):
                found[place.item.number].append(place)
    return Matched(dict(found), homes)


def _homes(
    lines: Sequence[WrittenLine],
    paragraphs: Sequence[EditedParagraph],
    found: dict[int, list[PrintPlace]],
) -> dict[int, EditedParagraph]:
    """Return line → the paragraph it became."""
    homes: dict[int, EditedParagraph] = {}
    taken: set[int] = set()
    for index, line in enumerate(lines):
        votes = Counter(
            id(place.paragraph) for item in line.prints for place in found.get(item.number, ())
        )
        if votes:
            best = votes.most_common(1)[0][0]
            homes[index] = next(p for p in paragraphs if id(p) == best)
            taken.add(best)
    _by_whole_text(lines, [p for p in paragraphs if id(p) not in taken], homes)
    _by_neighbour(lines, paragraphs, homes)
    taken = {id(paragraph) for paragraph in homes.values()}
    _by_order(lines, [p for p in paragraphs if id(p) not in taken], homes)
    _by_neighbour(lines, paragraphs, homes)
    return homes


def _by_whole_text(
    lines: Sequence[WrittenLine],
    paragraphs: Sequence[EditedParagraph],
    homes: dict[int, EditedParagraph],
) -> None:
    """Find paragraphs whose text stands once there and once here: a table is full of cells that look alike."""
    then = Counter(line.text for line in lines)
    now = Counter(paragraph.text for paragraph in paragraphs)
    by_text = {p.text: p for p in paragraphs if now[p.text] == 1}
    for index, line in enumerate(lines):
        if index not in homes and then[line.text] == 1 and line.text in by_text:
            homes[index] = by_text[line.text]


def _by_order(
    lines: Sequence[WrittenLine],
    paragraphs: Sequence[EditedParagraph],
    homes: dict[int, EditedParagraph],
) -> None:
    left = [index for index in range(len(lines)) if index not in homes]
    if not left or not paragraphs:
        return
    old = [normal(lines[index].text) for index in left]
    new = [normal(paragraph.text) for paragraph in paragraphs]
    free: set[int] = set(range(len(new)))
    rest: list[int] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        same = b - a == d - c and all(p.place.endswith("格") for p in paragraphs[c:d])
        if kind == "equal" or (kind == "replace" and same and _is_short(old[a:b])):
            for step in range(b - a):
                homes[left[a + step]] = paragraphs[c + step]
                free.discard(c + step)
        else:
            rest += range(a, b)
    for position in rest:
        best = max(free, key=lambda j: _alike(lines[left[position]], new[j]), default=None)
        if best is not None and _alike(lines[left[position]], new[best]) >= _ALIKE:
            homes[left[position]] = paragraphs[best]
            free.discard(best)


def _by_neighbour(
    lines: Sequence[WrittenLine],
    paragraphs: Sequence[EditedParagraph],
    homes: dict[int, EditedParagraph],
) -> None:
    """Find table cells of which nothing is as it was by the cell before them."""
    order = {id(paragraph): position for position, paragraph in enumerate(paragraphs)}
    taken = {id(paragraph) for paragraph in homes.values()}
    for index in range(1, len(lines)):
        if index in homes or index - 1 not in homes:
            continue
        position = order[id(homes[index - 1])] + 1
        if position < len(paragraphs):
            paragraph = paragraphs[position]
            if paragraph.place.endswith("格") and id(paragraph) not in taken:
                homes[index] = paragraph
                taken.add(id(paragraph))


_CELL = 30


def _is_short(texts: Iterable[str]) -> bool:
    return all(len(text) <= _CELL for text in texts)


def _alike(line: WrittenLine, text: str) -> float:
    """Return how much of the line's own words *text* has, from 0 to 1; its figures do not count."""
    words = normal("".join(piece for piece in line.pieces if isinstance(piece, str)))
    if not words:
        return 1.0 if normal(line.text) == text else 0.0
    matcher = SequenceMatcher(None, words, text, autojunk=False)
    # What was cut down or added to is still the paragraph it was.
    same = sum(block.size for block in matcher.get_matching_blocks() if block.size > 1)
    return same / len(words)


def _in_paragraph(
    line: WrittenLine,
    missing: Sequence[Print],
    paragraph: EditedParagraph,
    found: dict[int, list[PrintPlace]],
) -> Iterable[PrintPlace]:
    untagged = _outermost([c for c in paragraph.controls if not c.tag and c.end > c.start])
    if len(untagged) == len(missing) == len(line.prints):
        # LibreOffice drops the tags and keeps the controls.
        for item, control in zip(missing, untagged, strict=True):
            yield PrintPlace(item, paragraph, control.start, control.end, control)
        return
    spans = _spans(line, paragraph.text)
    claimed = [
        (place.start, place.end)
        for item in line.prints
        for place in found.get(item.number, ())
        if place.paragraph is paragraph
    ]
    for item in missing:
        span = spans.get(item.number)
        if span is None or any(a < span[1] and span[0] < b for a, b in claimed):
            continue
        if paragraph.text[span[0] : span[1]].strip():
            yield PrintPlace(item, paragraph, *span)


def _outermost(controls: Sequence[Control]) -> list[Control]:
    # LibreOffice also nests controls into each other; then their number tells nothing.
    kept: list[Control] = []
    for control in sorted(controls, key=lambda c: (c.start, -c.end)):
        if not kept or control.start >= kept[-1].end:
            kept.append(control)
    return kept


def _spans(line: WrittenLine, text: str) -> dict[int, tuple[int, int]]:
    """Return printing → its span in *text*: exactly where only figures were retyped, else by alignment."""
    pattern = "".join(
        re.escape(piece) if isinstance(piece, str) else f"({re.escape(piece.text)}|.+?)"
        for piece in line.pieces
    )
    whole = re.fullmatch(pattern, text, re.DOTALL)
    if whole is not None:
        return {item.number: whole.span(group) for group, item in enumerate(line.prints, 1)}
    return _aligned(line, text)


def _aligned(line: WrittenLine, text: str) -> dict[int, tuple[int, int]]:
    old: list[str] = []
    ranges: list[tuple[int, int, int]] = []
    for piece in line.pieces:
        words = piece if isinstance(piece, str) else piece.text
        begin = len(old)
        old += _TOKEN.findall(words)
        if not isinstance(piece, str):
            ranges.append((piece.number, begin, len(old)))
    new = _TOKEN.findall(text)
    at = [0]
    for token in new:
        at.append(at[-1] + len(token))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    spans = {}
    for number, begin, end in ranges:
        first, last = _mapped(codes, begin, end)
        if last > first:
            spans[number] = (at[first], at[last])
    return spans


def _mapped(
    codes: Sequence[tuple[str, int, int, int, int]], begin: int, end: int
) -> tuple[int, int]:
    """Return the new token range of old tokens *begin* to *end*; an empty one where they are gone."""
    first, last = -1, -1
    for kind, a, b, c, d in codes:
        low, high = max(a, begin), min(b, end)
        if low >= high or kind == "delete":
            continue
        if kind == "equal":
            start, stop = c + low - a, c + high - a
        else:
            start, stop = min(c + low - a, d), d if high == b else min(c + high - a, d)
        first = start if first < 0 else first
        last = stop
    return (first, last) if first >= 0 else (0, 0)
