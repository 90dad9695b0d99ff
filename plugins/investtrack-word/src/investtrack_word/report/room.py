"""How much of a page is left below the text of a report, told by the lines of GB/T 9704's page.

Word alone knows: fonts and widows move a line now and then. A line's error costs nothing here, a picture's height does.
"""

from __future__ import annotations

import re
from math import ceil

from investtrack.values.text_width import display_width
from investtrack_word.report.styles import H1, H2, TITLE


PAGE = 225.0
"""Height of the text on a page, in mm: 22 lines."""
_LINE, _TITLE_LINE = 28.95 * 25.4 / 72, 36 * 25.4 / 72
_LINE_OF_HALVES = 56
"""A line holds 28 characters, twice as many digits."""
_INDENT = 4
_PARAGRAPH = re.compile(r"<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_BREAK = re.compile("<w:br/>")
_TAG = re.compile("<[^<>]*>")


def room_below(body: str, room: float = PAGE) -> float:
    """Return how many mm are left on the page where *body* ends.

    Args:
        body: paragraphs of text, and no table.
        room: what was left before it, in mm.
    """
    down = PAGE - room
    for match in _PARAGRAPH.finditer(body):
        style = found[1] if (found := _STYLE.search(match[0])) else ""
        height = _TITLE_LINE if style == TITLE else _LINE
        lines = sum(_lines(text) for text in _BREAK.split(match[0]))
        # A heading goes to the next page with the line below it.
        if style in {H1, H2} and down + (lines + 1) * height > PAGE:
            down = 0.0
        for _ in range(lines):
            down = down + height if down + height <= PAGE else height
    return PAGE - down


def _lines(text: str) -> int:
    wide = display_width(_TAG.sub("", text), ambiguous=2)
    return max(1, ceil((wide + _INDENT) / _LINE_OF_HALVES))
