"""Last quarter's report and its ledger → the county's own template: numbers equal to figures become tags."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen

from investtrack.errors import SourceError
from investtrack.metrics.figure import Figure
from investtrack.report import Report
from investtrack.values.units import QuantityUnit, split_unit
from investtrack_ooxml.document.opening import demand_same_text
from investtrack_word.infer.literals import literals, mark_literals
from investtrack_word.infer.neighbours import KnownNumber, related_figure
from investtrack_word.infer.tagging import Tagged, candidates, fact_tags, whole_texts
from investtrack_word.report.context import Names
from investtrack_word.report.trace_part import trace_parts_of
from investtrack_word.template.prepare import unwrap_controls
from investtrack_word.verify.document import EditedParagraph, EditedReport, replace_spans
from investtrack_word.verify.figures_in_text import Number, numbers_in
from investtrack_word.verify.spoken import pairs


_SURE_DIGITS = 3  # a number of so many significant digits is hardly equal by chance
_FITTING = Fraction(3, 10)  # share of the clause's words that the chosen figure's title must have
_SPOKEN = 2  # pairs of characters of a figure's title that make its sentence one about it
_AFTER = 6  # characters after a number that speak of it
_CLEARLY = Fraction(1, 4)  # and by how much it must beat the next figure


@frozen(kw_only=True)
class TagChoice:
    """What became of one number.

    Attributes:
        place: where, in Chinese.
        near: the words around it.
        text: as it stood.
        tag: the tag it became; None where it was left.
        candidates: ids of the figures it equals, the best fitting first.
        why: why it was left, or that one of several was chosen; empty where there was no doubt.
    """

    place: str
    near: str
    text: str
    tag: str | None
    candidates: tuple[str, ...]
    why: str = ""


@frozen(kw_only=True)
class Inferred:
    """The template, and every number that equals a figure; *plain* numbers equal none."""

    data: bytes = field(repr=False)
    choices: tuple[TagChoice, ...]
    plain: int


def infer(report: EditedReport, computed: Report) -> Inferred:
    """Return the template that *report* would be, were it printed from *computed*.

    Rendered with the same ledger it gives the same text back.

    Args:
        report: the old document; its XML is changed.
        computed: the report of the ledger of that time.

    Raises:
        SourceError: the document holds braces that a template would take for tags.
    """
    names = Names(computed)
    choices: list[TagChoice] = []
    plain = 0
    tables = _tables(report.paragraphs)
    wholes = whole_texts(names)
    marks = itertools.count()
    for paragraph in report.paragraphs:
        text = paragraph.text
        if re.search(r"\{\{|\{%|\{#", text):
            raise SourceError(
                report.path, f"{paragraph.place}有“{{{{”之类的符号，已经是模板，或会被当作标记"
            )
        edits: list[tuple[int, int, str]] = list(fact_tags(text, names))
        printed: list[KnownNumber] = []
        for choice, whole in _wholes(paragraph, wholes, edits):
            choices.append(choice)
            printed.append(KnownNumber(whole.figure.id, whole.start))
            edits.append((whole.start, whole.end, whole.tag))
        unit, words = tables.about(paragraph)
        equal: list[_Equal] = []
        for number in numbers_in(text):
            if any(a < number.end and number.start < b for a, b, _ in edits):
                continue
            found = candidates(number, text, names, unit)
            if found:
                equal.append(_Equal(number, found, *_chosen(paragraph, number, found, words)))
            else:
                plain += 1
        for each in _by_neighbours(text, equal, printed):
            choices.append(each.choice)
            if each.chosen is not None:
                edits.append((each.chosen.start, each.chosen.end, each.chosen.tag))
        left = literals(paragraph, [(start, end) for start, end, _ in edits])
        replace_spans(paragraph, edits)
        mark_literals(paragraph, [(_shifted(a, edits), _shifted(b, edits)) for a, b in left], marks)
    return Inferred(data=_packed(report), choices=tuple(choices), plain=plain)


@frozen(eq=False)
class _Equal:
    """A number, the figures it equals, and what is chosen of them."""

    number: Number
    found: Sequence[Tagged]
    choice: TagChoice
    chosen: Tagged | None


def _by_neighbours(
    text: str, equal: Sequence[_Equal], printed: Sequence[KnownNumber]
) -> Sequence[_Equal]:
    """Return the choices, those in doubt made by the other numbers and breakdowns of the sentence where these tell."""
    settled = list(equal)
    for by_words in (False, False, True):  # what one round settles may settle more
        for index, each in enumerate(settled):
            if not each.choice.why:
                continue
            known = [
                *printed,
                *(
                    KnownNumber(other.chosen.figure.id, other.number.start)
                    for place, other in enumerate(settled)
                    if other is not each
                    and other.chosen is not None
                    # 计划复工的40个项目中已复工37个: what its words tell, at last, tells of what is said of it
                    and (not other.choice.why or (by_words and place < index))
                ),
            ]
            ids = [item.figure.id for item in each.found]
            figure = related_figure(text, each.number.start, ids, known)
            tagged = next((item for item in each.found if item.figure.id == figure), None)
            if tagged is not None:
                choice = evolve(each.choice, tag=tagged.tag, why="")
                settled[index] = evolve(each, choice=choice, chosen=tagged)
    return settled


def _shifted(at: int, edits: Sequence[tuple[int, int, str]]) -> int:
    return at + sum(len(tag) - (end - start) for start, end, tag in edits if end <= at)


def _wholes(
    paragraph: EditedParagraph,
    wholes: Sequence[tuple[str, Figure, str]],
    taken: Sequence[tuple[int, int, str]],
) -> Iterator[tuple[TagChoice, Tagged]]:
    """Yield breakdowns and lists of names that stand there word for word, the longest first."""
    text = paragraph.text
    spans = [(a, b) for a, b, _ in taken]
    for said, figure, tag in wholes:
        start = text.find(said)
        while start >= 0:
            end = start + len(said)
            if not any(a < end and start < b for a, b in spans):
                spans.append((start, end))
                yield (
                    TagChoice(
                        place=paragraph.place,
                        near=said,
                        text=said,
                        tag=tag,
                        candidates=(figure.id,),
                    ),
                    Tagged(figure, tag, start, end),
                )
            start = text.find(said, end)


def _chosen(
    paragraph: EditedParagraph, number: Number, found: Sequence[Tagged], words: str
) -> tuple[TagChoice, Tagged | None]:
    """Return the choice among the figures that a number equals, by the words around it."""
    text = paragraph.text
    clause = words or re.split("[，；：、。！？（）()]", text[: number.start])[-1]
    after = "" if words else re.split("[，；：、。！？（）()]", text[number.end :])[0][:_AFTER]
    scored = sorted(
        ((_fits(item.figure.title, clause, after), -i, item) for i, item in enumerate(found)),
        key=lambda entry: entry[:2],
        reverse=True,
    )
    best, _, tagged = scored[0]
    second = scored[1][0] if len(scored) > 1 else Fraction(0)
    digits = len(str(number.number).replace(".", "").strip("0"))
    near = f"{text[max(0, number.start - 16) : number.start]}【{number.text}】{text[number.end : number.end + 6]}"
    where: dict[str, Any] = {
        "place": paragraph.place, "near": " ".join(near.split()), "text": number.text,
        "candidates": tuple(item.figure.id for _, _, item in scored),
    }  # fmt: skip
    has_word = tagged.start < number.start
    # A report says a thing in its own words: what the clause lacks, the sentence may say.
    sentence = words or re.split("[。；]", text[: number.start])[-1]
    said, share = _said(tagged.figure.title, f"{sentence}{after}")
    is_spoken_of = said >= _SPOKEN or share >= _FITTING
    if len(found) == 1 and (has_word or digits >= _SURE_DIGITS or best >= _FITTING or is_spoken_of):
        return TagChoice(tag=tagged.tag, **where), tagged
    if len(found) == 1:
        return TagChoice(tag=None, why="数相同，但上下文不像这个指标，没有换", **where), None
    if best >= _FITTING and best >= second + _CLEARLY:
        return TagChoice(tag=tagged.tag, why="几个指标都等于这个数，按上下文选的", **where), tagged
    return TagChoice(tag=None, why="几个指标都等于这个数，分不清，没有换", **where), None


def _fits(title: str, *clauses: str) -> Fraction:
    """Return which share of a clause's pairs of characters a figure's title has, of the clause that fits best."""
    own = pairs(title)
    every = [pairs(clause) for clause in clauses]
    return max((Fraction(len(p & own), len(p)) for p in every if p), default=Fraction(0))


def _said(title: str, sentence: str) -> tuple[int, Fraction]:
    """Return how many pairs of characters of a title a sentence has, and which share of them."""
    own = pairs(title)
    said = len(own & pairs(sentence))
    return said, Fraction(said, len(own) or 1)


@frozen(eq=False)
class _Tables:
    """Header and first cell of each table cell: the unit and words a bare number has there."""

    cells: dict[str, str]

    def about(self, paragraph: EditedParagraph) -> tuple[QuantityUnit | None, str]:
        """Return the unit that the column's header names, and header and row's name."""
        found = re.fullmatch(r"(.*表\d+)第(\d+)行第(\d+)格", paragraph.place)
        if found is None:
            return None, ""
        head = self.cells.get(f"{found[1]}第1行第{found[3]}格", "")
        first = self.cells.get(f"{found[1]}第{found[2]}行第1格", "")
        return split_unit(head)[1], f"{head}{first}"


def _tables(paragraphs: Sequence[EditedParagraph]) -> _Tables:
    return _Tables({p.place: p.text for p in paragraphs if p.place.endswith("格")})


def _packed(report: EditedReport) -> bytes:
    for name in report.parts:
        unwrap_controls(report.package.tree(name))
    # An old trace would speak of another report.
    for name in trace_parts_of(report.package):
        report.package.put(name, b'<?xml version="1.0" encoding="UTF-8"?><removed/>')
    data = report.package.to_bytes()
    demand_same_text("Word 文档", report.package, data, report.parts)
    return data
