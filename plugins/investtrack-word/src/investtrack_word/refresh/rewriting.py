"""Sentences nobody touched that no longer fit, written anew as tracked changes; those that a person edited are told."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from attrs import define, evolve, field, frozen
from lxml import etree

from investtrack_ooxml.document.opening import W, attribute, child
from investtrack_ooxml.xml import local_name, parse
from investtrack_word.refresh.rewording import Compared, Reworded, Rewording
from investtrack_word.refresh.tracking import Tracking
from investtrack_word.report.controls import wrapped
from investtrack_word.report.sentences import NUMBER, Sentence, joined, sentences_of
from investtrack_word.report.trace import Former, Print, Trace, WrittenLine
from investtrack_word.verify.document import EditedParagraph, EditedReport
from investtrack_word.verify.matching import Matched, PrintPlace


if TYPE_CHECKING:
    from lxml.etree import _Element


_RELATED = 0.3  # a sentence less alike than this is not the one that a person edited
_STYLES = "word/styles.xml"

Edit = tuple[PrintPlace, str]


@frozen(eq=False)
class _Planned:
    """A rewording and where it goes: the span in its paragraph as it stood; None where it cannot be written."""

    what: Rewording
    home: EditedParagraph | None
    span: tuple[int, int] | None
    numbering: tuple[str, str] = ("", "")


@define(eq=False)
class Rewriting:
    """Rewrites a document sentence by sentence.

    Attributes:
        report: the document.
        trace: its trace, as it was.
        match: where each printing stands.
        lines: what the template prints now.
        compared: how that differs from what it printed then.
    """

    report: EditedReport
    trace: Trace
    match: Matched
    lines: Sequence[WrittenLine]
    compared: Compared
    _planned: list[_Planned] = field(init=False)
    _written: list[_Planned] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self._planned = [self._plan(each) for each in self.compared.rewordings]
        self._planned += self._renumberings()

    def covers(self, place: PrintPlace) -> bool:
        """Whether what stands at *place* goes with a sentence that is written anew."""
        return any(
            each.home is place.paragraph
            and each.span is not None
            and each.span[0] <= place.start
            and place.end <= each.span[1]
            for each in self._planned
            if each.what.old
        )

    def write(
        self, edits: Sequence[Edit], tracking: Tracking, former: Sequence[WrittenLine]
    ) -> tuple[Reworded, ...]:
        """Write what can be written, *edits* being in the document already, and return all that differs.

        Args:
            edits: each place that was written since, and the text that stands there now.
            tracking: gives the changes their marks.
            former: the paragraphs as they stand again where a change is rejected.
        """
        said: dict[int, Reworded] = {}
        made: dict[int, object] = {}
        order = sorted(
            (e for e in self._planned if e.span is not None), key=lambda e: e.span or (0, 0), reverse=True
        )  # fmt: skip
        for each in order:
            self._write_one(each, edits, tracking)
            said[id(each)] = _told(each, former, is_written=True)
        for each in self._planned:
            if each.what.line is None and each.what.new_line is not None:
                is_written = self._insert(each, made, tracking)
                said[id(each)] = _told(each, former, is_written=is_written)
            elif id(each) not in said:
                told = self._left(each)
                if told is not None:
                    said[id(each)] = told
        return tuple(said[id(each)] for each in self._planned if id(each) in said)

    def _plan(self, each: Rewording) -> _Planned:
        if each.line is None:
            return _Planned(each, None, None)
        home = self.match.homes.get(each.line)
        if home is None:
            return _Planned(each, None, None)
        spans = _spans(self.trace.lines[each.line], home.text)
        if each.new_line is None and not self._can_go(each.line, home, spans):
            return _Planned(each, home, None)
        if each.old:
            return _Planned(each, home, _joint(spans[each.at : each.at + len(each.old)]))
        return _Planned(each, home, _between(spans, each.at))

    def _can_go(
        self, line: int, home: EditedParagraph, spans: Sequence[tuple[int, int] | None]
    ) -> bool:
        """Whether a whole paragraph may be struck out: all of it as written, no table below it, no section's end."""
        return (
            _joint(spans) == (0, len(home.text))
            and not _heads_table(self.trace.lines, line, self.compared.pairs)
            and not any(next(e.iter(f"{W}sectPr"), None) is not None for e in home.elements)
        )

    def _renumberings(self) -> Iterator[_Planned]:
        """Yield the headings whose number is another now because one above them came or went."""
        tables_differ = any(
            _heads_table(self.trace.lines, each.line, self.compared.pairs)
            if each.line is not None and each.new_line is None
            else each.line is None
            and each.new_line is not None
            and _heads_table(self.lines, each.new_line, self.compared.pairs.values())
            for each in self.compared.rewordings
        )
        for index, new_index in self.compared.pairs.items():
            old, new = (
                NUMBER.match(line.text) for line in (self.trace.lines[index], self.lines[new_index])
            )
            home = self.match.homes.get(index)
            if old is None or new is None or home is None or old[0] == new[0]:
                continue
            if tables_differ and old[0].startswith("附表"):
                continue  # tables that came or went are a person's to add or take out
            span = (0, old.end()) if home.text.startswith(old[0]) else None
            what = Rewording(line=index, new_line=new_index)
            yield _Planned(what, home, span, (old[0], new[0]))

    def _write_one(self, each: _Planned, edits: Sequence[Edit], tracking: Tracking) -> None:
        home, span = each.home, each.span
        if home is None or span is None:
            return
        self._written.append(each)
        start, end = (moved(home, at, edits) for at in span)
        if each.what.new_line is None:
            tracking.delete_paragraph(home.again())
        else:
            text = each.numbering[1] or each.what.after
            tracking.replace(home, start, end, text, whole_controls=True)

    def _insert(self, each: _Planned, made: dict[int, object], tracking: Tracking) -> bool:
        index = each.what.new_line
        if index is None or _heads_table(self.lines, index, self.compared.pairs.values()):
            return False  # the table below it cannot be made
        anchor = self._anchor(index, made)
        element = None if anchor is None else self._built(self.lines[index], anchor)
        if element is None:
            return False
        tracking.insert_paragraph(anchor, element)
        made[index] = element
        self._written.append(each)
        return True

    def _anchor(self, index: int, made: Mapping[int, Any]) -> object:
        """Return the element that a new paragraph stands after; None where there is none."""
        back = {new: old for old, new in self.compared.pairs.items()}
        below_table = False
        for before in range(index - 1, -1, -1):
            line = self.lines[before]
            if line.part != self.lines[index].part:
                return None
            if line.in_table:
                below_table = True
                continue
            home = self.match.homes.get(back[before]) if before in back else None
            element = made.get(before, home.elements[-1] if home is not None else None)
            if element is None:
                continue
            table = next(element.itersiblings(f"{W}tbl"), None) if below_table else None
            return element if table is None else table
        return None

    def _built(self, line: WrittenLine, anchor: _Element) -> _Element:
        """Return a paragraph as the template makes it; None where it is more than runs of text."""
        if not line.xml:
            return None
        root = parse(wrapped(line.xml, lambda _number, run, _properties: run).encode())
        element = root.find(f"{W}p")
        if element is None or any(
            local_name(item) not in {"pPr", "r", "proofErr"} for item in element
        ):
            return None
        if "".join(t.text or "" for t in element.iter(f"{W}t")) != line.text.replace("\t", ""):
            return None
        for each in element.iter():
            for name in [n for n in each.attrib if n.rpartition("}")[2] in {"paraId", "textId"}]:
                del each.attrib[name]  # Word wants them unique
        style = child(element, "pPr", "pStyle")
        if style is not None and not self._has_style(attribute(style, "val")):
            own = anchor.find(f"{W}pPr")
            element.remove(element.find(f"{W}pPr"))
            if own is not None:
                element.insert(0, etree.fromstring(etree.tostring(own)))
        return element

    def _has_style(self, name: str) -> bool:
        if _STYLES not in self.report.package:
            return False
        return any(
            attribute(style, "styleId") == name
            for style in self.report.package.tree(_STYLES).iter(f"{W}style")
        )

    def _left(self, each: _Planned) -> Reworded | None:
        """Return what is left to a person; None where a person took out what would go anyway."""
        if each.numbering[1]:
            return None
        today = _today(each)
        if not today and not each.what.after:
            return None
        where = each.home.place if each.home is not None else ""
        return Reworded(before=today, after=each.what.after, place=where)

    def renewed(
        self, lines: Sequence[WrittenLine], former: Sequence[WrittenLine]
    ) -> tuple[WrittenLine, ...]:
        """Return the trace's lines as they are now that the document is written.

        Args:
            lines: the lines that were, with new figures.
            former: the lines as they stand again where a change is rejected.
        """
        numbers = max((p.number for line in lines for p in line.prints), default=-1)
        fresh: dict[int, list[WrittenLine]] = {}
        made = list(lines)
        for index in {each.what.line for each in self._written}:
            if index is not None:
                made[index] = evolve(made[index], formers=())
        for each in sorted(self._written, key=lambda w: w.what.at, reverse=True):
            new = []
            for sentence in each.what.new:
                pieces: list[str | Print] = []
                for piece in sentence.pieces:
                    if isinstance(piece, Print):
                        numbers += 1
                        pieces.append(evolve(piece, number=numbers))
                    else:
                        pieces.append(piece)
                new.append(Sentence(tuple(pieces)))
            index = each.what.line
            if index is not None:
                before = sum(
                    len(other.what.new) - len(other.what.old)
                    for other in self._written
                    if other.what.line == index and other.what.at < each.what.at
                )
                made[index] = _with(made[index], former[index], each, new, before)
            elif each.what.new_line is not None:
                line = WrittenLine(
                    self.lines[each.what.new_line].part,
                    joined(new),
                    formers=(Former(0, len(new), ()),),
                )
                fresh.setdefault(self._line_above(each.what.new_line), []).append(line)
        out = [*fresh.get(-1, ())]
        for index, line in enumerate(made):
            out += [line, *fresh.get(index, ())]
        return tuple(out)

    def _line_above(self, index: int) -> int:
        back = {new: old for old, new in self.compared.pairs.items()}
        return next((back[i] for i in range(index - 1, -1, -1) if i in back), -1)


def _heads_table(lines: Sequence[WrittenLine], index: int, paired: Collection[int]) -> bool:
    """Whether a paragraph, with those below it that came or went as it did, stands above a table."""
    for at in range(index + 1, len(lines)):
        if lines[at].in_table:
            return True
        if at in paired:
            break
    return False


def _told(each: _Planned, former: Sequence[WrittenLine], *, is_written: bool) -> Reworded:
    place = each.home.place if each.home is not None else ""
    before, after = each.numbering if each.numbering[1] else (each.what.before, each.what.after)
    if each.what.line is not None and not each.numbering[1]:
        until = each.what.at + len(each.what.old)
        was = list(sentences_of(former[each.what.line]))[each.what.at : until]
        before = "".join(sentence.text for sentence in was)
    return Reworded(before=before, after=after, place=place, is_written=is_written)


def _with(
    line: WrittenLine, former: WrittenLine, each: _Planned, new: Sequence[Sentence], before: int
) -> WrittenLine:
    """Return *line* with new sentences in the place of old ones, or with its new number; *before* it, so many are added."""
    if each.numbering[1]:
        first, *rest = line.pieces
        number = Former(0, -1, (each.numbering[0],))
        pieces = (NUMBER.sub(each.numbering[1], str(first)), *rest)
        return evolve(line, pieces=pieces, formers=(*line.formers, number))
    now, was = list(sentences_of(line)), list(sentences_of(former))
    at, count = each.what.at, len(each.what.old)
    kept = Former(at + before, len(new), joined(was[at : at + count]))
    now[at : at + count] = new
    # Written from the last to the first, so the last stands first.
    return evolve(line, pieces=joined(now), formers=(*line.formers, kept))


def _spans(line: WrittenLine, text: str) -> list[tuple[int, int] | None]:
    """Return where each sentence of a paragraph stands as it was written; None where it was edited."""
    spans: list[tuple[int, int] | None] = []
    at = 0
    for sentence in sentences_of(line):
        found = re.compile(sentence.pattern).search(text, at)
        spans.append(found.span() if found is not None else None)
        at = found.end() if found is not None else at
    return spans


def _joint(spans: Sequence[tuple[int, int] | None]) -> tuple[int, int] | None:
    whole = [span for span in spans if span is not None]
    if not whole or len(whole) < len(spans):
        return None
    if any(a[1] != b[0] for a, b in itertools.pairwise(whole)):
        return None  # somebody wrote something between them
    return whole[0][0], whole[-1][1]


def _between(spans: Sequence[tuple[int, int] | None], at: int) -> tuple[int, int] | None:
    """Return the place after the sentence before *at*, else before the one that follows."""
    before = spans[at - 1] if at else None
    after = spans[at] if at < len(spans) else None
    if before is not None:
        return before[1], before[1]
    return (after[0], after[0]) if after is not None else None


def moved(home: EditedParagraph, at: int, edits: Sequence[Edit]) -> int:
    """Return where a place of a paragraph is after *edits*."""
    return at + sum(
        len(text) - (place.end - place.start)
        for place, text in edits
        if place.paragraph is home and place.end <= at
    )


def _today(each: _Planned) -> str:
    """Return the sentences of a paragraph that a person made of the old ones."""
    if each.home is None:
        return ""
    now = re.split(r"(?<=[。；])", each.home.again().text)
    found: list[str] = []
    for old in each.what.old:
        ratio, best = max(
            (SequenceMatcher(None, old.text, text, autojunk=False).ratio(), text) for text in now
        )
        if ratio >= _RELATED and best not in found:
            found.append(best)
    return "".join(found)
