"""Knows a card (卡片): one project a sheet, an item a row, its name beside its value."""

from __future__ import annotations

from collections.abc import Sequence

from investtrack.model.columns import columns
from investtrack.model.project import Project
from investtrack.reading.headers.header import clean
from investtrack.reading.headers.meanings import bare
from investtrack.reading.layout.row_kinds import is_blank
from investtrack.reading.sheet import Row


_ROWS = 60
_LEAST = 4
_NAMES = frozenset(clean(word) for c in columns(Project) if c.required for word in (c.label, *c.synonyms))  # fmt: skip
_LABELS = frozenset(
    bare(clean(word))[0] for c in columns(Project) for word in (c.label, *c.synonyms)
)


def card_items(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the items of a card, or nothing where the rows are none.

    They stand below each other in the first column that is filled, each with its value to the right; a table has at most
    the words of its header there.
    """
    items: dict[str, None] = {}
    others = 0
    for row in rows[:_ROWS]:
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) <= 1:  # an item and its value
            continue
        text = bare(clean(filled[0]))[0].rstrip(":") if isinstance(filled[0], str) else ""
        if text in _LABELS and clean(filled[1]) not in _LABELS:
            items[text] = None
        else:
            others += 1
    is_card = len(items) >= max(_LEAST, others) and not _NAMES.isdisjoint(items)
    return tuple(items) if is_card else ()
