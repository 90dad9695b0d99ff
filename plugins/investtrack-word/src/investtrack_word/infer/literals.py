"""What a template keeps of last period's digits: numbers, dates and years, highlighted and marked so that nobody prints them unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lxml import etree

from investtrack.values.period_spelling import periods_in
from investtrack_ooxml.document.opening import W
from investtrack_ooxml.xml import local_name
from investtrack_word.report.literals import tag_of_literal
from investtrack_word.verify.document import EditedParagraph
from investtrack_word.verify.run_splitting import isolated_runs
from investtrack_word.verify.verifying import loose_numbers


if TYPE_CHECKING:
    from lxml.etree import _Element


_FIRST_ID = 870_000_000
_DATES = re.compile(r"(?<![\d〔\[（(])\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日")
# In the order of the schema, what stands after a highlight.
_LATER = {
    "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
}  # fmt: skip


def literals(paragraph: EditedParagraph, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of a paragraph with digits of that period that became no tag, in order; thresholds and names are none.

    Args:
        paragraph: the paragraph.
        taken: the spans that became tags.
    """
    text = paragraph.text
    spans = [
        (number.start, number.end)
        for number in loose_numbers(paragraph, taken)
        if not number.quantity.is_threshold
    ]
    spans += [found.span() for found in _DATES.finditer(text)]
    spans += [
        (found.start, found.end)
        for found in periods_in(text)
        if re.search(r"\d", text[found.start : found.end])
    ]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not any(a < end and start < b for a, b in (*taken, *kept)):
            kept.append((start, end))
    return kept


def mark_literals(
    paragraph: EditedParagraph, spans: Sequence[tuple[int, int]], numbers: Iterator[int]
) -> None:
    """Highlight each span and put a control around it that names what stood there.

    Args:
        paragraph: the paragraph; its XML is changed.
        spans: where they stand, in order.
        numbers: gives each control its number.
    """
    for start, end in reversed(spans):
        text = paragraph.again().text[start:end]
        runs = list(isolated_runs(paragraph, start, end))
        for run in runs:
            _highlight(run)
        if runs and len({run.getparent() for run in runs}) == 1:
            _wrap(runs, tag_of_literal(text), _FIRST_ID + next(numbers))


def _highlight(run: _Element) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for old in properties.findall(f"{W}highlight"):
        properties.remove(old)
    mark = etree.Element(f"{W}highlight")
    mark.set(f"{W}val", "yellow")
    later = next((item for item in properties if local_name(item) in _LATER), None)
    if later is None:
        properties.append(mark)
    else:
        later.addprevious(mark)


def _wrap(runs: Sequence[Any], tag: str, number: int) -> None:
    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    etree.SubElement(properties, f"{W}tag").set(f"{W}val", tag)
    etree.SubElement(properties, f"{W}id").set(f"{W}val", str(number))
    content = etree.SubElement(control, f"{W}sdtContent")
    runs[0].addprevious(control)
    content.extend(runs)
