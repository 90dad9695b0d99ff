"""Replaces spans of a paragraph's text, each in the run where it begins, so that the format stays."""

from __future__ import annotations

from collections.abc import Sequence

from investtrack_word.verify.document import Paragraph


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def replace_spans(paragraph: Paragraph, edits: Sequence[tuple[int, int, str]]) -> None:
    """Write each text over its span (start, end), from the last to the first, so that none moves another."""
    for begin, finish, text in sorted(edits, reverse=True):
        at, put = 0, text
        for segment in paragraph.segments:
            start, end = at, at + len(segment.text)
            at = end
            if end <= begin or start >= finish or segment.element is None:
                continue
            a, b = max(begin - start, 0), min(finish - start, len(segment.text))
            words = segment.element.text or ""
            segment.element.text = words[:a] + put + words[b:]
            segment.element.set(_SPACE, "preserve")
            put = ""
