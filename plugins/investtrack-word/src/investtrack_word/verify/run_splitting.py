"""A span of a paragraph as runs of its own."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from investtrack_ooxml.document.opening import W
from investtrack_ooxml.xml import SPACE, local_name
from investtrack_word.verify.document import EditedParagraph


if TYPE_CHECKING:
    from lxml.etree import _Element


def isolated_runs(paragraph: EditedParagraph, start: int, end: int) -> Iterator[Any]:
    """Yield the runs that hold the span and nothing else; a run at its edge is split."""
    at = 0
    seen: list[object] = []
    for segment in paragraph.again().segments if start < end else ():
        begin, at = at, at + len(segment.text)
        if at <= start or begin >= end or segment.element is None:
            continue
        text = segment.element
        if begin < start:
            text = _split(text, start - begin)
        elif _has_before(text) and text.getparent() not in seen:
            text = _split(text, 0)
        left = end - max(begin, start)
        if left < len(text.text or ""):
            _split(text, left)
        run = text.getparent()
        if run not in seen:
            seen.append(run)
            yield run


def _has_before(text: _Element) -> bool:
    before = text.getprevious()
    return before is not None and local_name(before) != "rPr"


def _split(text: _Element, at: int) -> object:
    """Split a run within one of its texts; return the text that begins the second run."""
    run = text.getparent()
    second = etree.Element(run.tag, run.attrib)
    properties = run.find(f"{W}rPr")
    if properties is not None:
        second.append(copy.deepcopy(properties))
    words = text.text or ""
    rest = etree.SubElement(second, text.tag)
    rest.text = words[at:]
    rest.set(SPACE, "preserve")
    second.extend(list(text.itersiblings()))
    run.addnext(second)
    if at:
        text.text = words[:at]
        text.set(SPACE, "preserve")
    else:
        run.remove(text)
    return rest
