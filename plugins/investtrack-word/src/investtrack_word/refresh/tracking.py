"""Tracked changes as Word writes them: text struck out and put in, whole paragraphs taken out and added."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from attrs import define, field
from lxml import etree

from investtrack_ooxml.document.opening import W, attribute, child
from investtrack_ooxml.xml import SPACE, local_name
from investtrack_word.report.controls import number_in
from investtrack_word.verify.document import EditedParagraph, EditedReport
from investtrack_word.verify.run_splitting import isolated_runs


if TYPE_CHECKING:
    from lxml.etree import _Element


AUTHOR = "investtrack"
_MARKS = {f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_HOLDERS = {f"{W}ins", f"{W}moveTo"}


@define(eq=False)
class Tracking:
    """Writes into a document what a person may accept or reject.

    Attributes:
        day: the date the changes bear.
        number: the last id given to a change.
    """

    day: date
    number: int = field(default=0)

    @classmethod
    def of(cls, report: EditedReport, day: date) -> Tracking:
        """Return one whose ids are free in *report*."""
        taken = [
            int(attribute(element, "id") or 0)
            for part in report.parts
            for element in report.package.tree(part).iter(*_MARKS)
            if attribute(element, "id").lstrip("-").isdigit()
        ]
        return cls(day, max(taken, default=0))

    def replace(
        self, paragraph: EditedParagraph, start: int, end: int, text: str, *, whole_controls: bool
    ) -> None:
        """Strike out a span, empty for none, and put *text* after it.

        Args:
            paragraph: the paragraph as it is now.
            start: where the span begins in its text.
            end: where it ends.
            text: what is put in; may be empty.
            whole_controls: whether controls of figures in the span go, too; else they hold both texts.
        """
        runs = list(isolated_runs(paragraph, start, end))
        if whole_controls:
            for run in runs:
                _unwrap(run)
        gone = [self._struck(run) for run in runs]
        if not text:
            return
        if gone:
            come = self._put(text, runs[0])
            _after(gone[-1], come, to_paragraph=whole_controls)
            return
        before = list(isolated_runs(paragraph, max(start - 1, 0), start))
        come = self._put(text, before[-1] if before else None)
        if before:
            _after(before[-1], come, to_paragraph=True)
        else:
            _first(paragraph.elements[0], come)

    def delete_paragraph(self, paragraph: EditedParagraph) -> None:
        """Strike out a paragraph with its end."""
        self.replace(paragraph, 0, len(paragraph.text), "", whole_controls=True)
        for element in paragraph.elements:
            self._mark_end(element, "del")

    def insert_paragraph(self, after: _Element, made: _Element) -> None:
        """Put the paragraph *made*, of runs, after the element *after*."""
        for run in list(made.iterchildren(f"{W}r")):
            mark = self._mark("ins")
            run.addprevious(mark)
            mark.append(run)
        self._mark_end(made, "ins")
        after.addnext(made)

    def delete_row(self, row: _Element) -> None:
        """Strike out a row of a table: it stays where the change is rejected."""
        for run in list(row.iter(f"{W}r")):
            self._struck(run)
        self._mark_row(row, "del")

    def insert_row(self, row: _Element) -> None:
        """Mark a row that stands in its table as put in: it goes where the change is rejected."""
        for run in list(row.iter(f"{W}r")):
            mark = self._mark("ins")
            run.addprevious(mark)
            mark.append(run)
        self._mark_row(row, "ins")

    def _mark_row(self, row: _Element, name: str) -> None:
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            exceptions = row.find(f"{W}tblPrEx")
            if exceptions is not None:
                exceptions.addnext(properties)
            else:
                row.insert(0, properties)
        change = properties.find(f"{W}trPrChange")
        if change is not None:
            change.addprevious(self._mark(name))
        else:
            properties.append(self._mark(name))

    def _mark(self, name: str) -> _Element:
        self.number += 1
        mark = etree.Element(f"{W}{name}")
        mark.set(f"{W}id", str(self.number))
        mark.set(f"{W}author", AUTHOR)
        mark.set(f"{W}date", f"{self.day.isoformat()}T00:00:00Z")
        return mark

    def _struck(self, run: _Element) -> _Element:
        mark = self._mark("del")
        run.addprevious(mark)
        mark.append(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"
        return mark

    def _put(self, text: str, like: object) -> _Element:
        mark = self._mark("ins")
        mark.append(_run(text, child(like, "rPr") if like is not None else None))
        return mark

    def _mark_end(self, element: _Element, name: str) -> None:
        properties = element.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            element.insert(0, properties)
        of_end = properties.find(f"{W}rPr")
        if of_end is None:
            of_end = etree.Element(f"{W}rPr")
            later = next((e for e in properties if local_name(e) in {"sectPr", "pPrChange"}), None)
            if later is not None:
                later.addprevious(of_end)
            else:
                properties.append(of_end)
        if of_end.find(f"{W}{name}") is None:
            of_end.insert(0, self._mark(name))


def is_pending(element: _Element) -> bool:
    """Whether a control holds a change that nobody accepted or rejected yet."""
    return any(each.tag in _MARKS for each in element.iter())


def _run(text: str, properties: _Element) -> _Element:
    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        for place, words in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, f"{W}tab")
            if words:
                shown = etree.SubElement(run, f"{W}t")
                shown.text = words
                shown.set(SPACE, "preserve")
    return run


def _unwrap(run: _Element) -> None:
    """Take away the control of a figure around a run; what else it holds stays."""
    for control in list(run.iterancestors(f"{W}sdt")):
        tag = child(control, "sdtPr", "tag")
        content = child(control, "sdtContent")
        if tag is None or content is None or number_in(attribute(tag, "val")) is None:
            continue
        for item in list(content):
            control.addprevious(item)
        control.getparent().remove(control)


def _after(element: _Element, new: _Element, *, to_paragraph: bool) -> None:
    """Put *new* after *element*, out of a change around it, and on demand out of all but the paragraph."""
    while (above := element.getparent()) is not None and (
        above.tag in _HOLDERS or (to_paragraph and above.tag != f"{W}p")
    ):
        if above.tag in _HOLDERS or to_paragraph:
            _part_after(element)
        element = above
    element.addnext(new)


def _part_after(element: _Element) -> None:
    """Give what follows *element* within the change, link or control around it one of its own."""
    above = element.getparent()
    rest: Sequence[object] = list(element.itersiblings())
    if not rest or above.tag in {f"{W}sdtContent", f"{W}sdt"}:
        return
    second = etree.Element(above.tag, above.attrib)
    second.extend(rest)
    above.addnext(second)


def _first(paragraph: _Element, new: _Element) -> None:
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        properties.addnext(new)
    else:
        paragraph.insert(0, new)
