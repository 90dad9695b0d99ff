"""Knows tables of one kind written side by side: a short list in two columns of rows, each with its own header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from investtrack.model.columns import columns
from investtrack.model.ledger import SHEETS
from investtrack.model.source import column_letters
from investtrack.reading.headers.header import clean
from investtrack.reading.sheet import Row


ABOVE = 20
"""Rows in which the headers are looked for."""
_LEAST = 3
_NAMES = frozenset(
    word for sheet in SHEETS for column in columns(sheet.record) if column.required for word in (column.label, *column.synonyms)
)  # fmt: skip
"""Headers of the columns that name the records."""


@frozen
class SideBySide:
    """Tables that stand side by side.

    Attributes:
        header_row: zero-based row of their headers.
        starts: the first column of each; the first table begins in the first column of the sheet.
    """

    header_row: int
    starts: tuple[int, ...]

    @classmethod
    def found(cls, rows: Sequence[Row]) -> SideBySide | None:
        """Return the tables whose header is the same, column by column, in one of *rows*; None where there is one table."""
        for number, row in enumerate(rows):
            texts = [clean(cell) if isinstance(cell, str) else "" for cell in row]
            twice = [text for text, count in Counter(texts).items() if count > 1 and text in _NAMES]
            if twice and (starts := _starts(texts, twice[0])):
                return cls(number, (0, *starts[1:]))
        return None

    def only(self, which: int, rows: Iterator[Row]) -> Iterator[Row]:
        """Yield *rows* as they are down to the header; from there on only the cells of one table, where they stand."""
        first = self.starts[which]
        end = self.starts[which + 1] if which + 1 < len(self.starts) else None
        for number, row in enumerate(rows):
            yield row if number < self.header_row else [*[""] * first, *row[first:end]]

    @property
    def spans(self) -> str:
        """The columns of each: A—E列、F—J列."""
        ends = [start - 1 for start in self.starts[1:]]
        letters = [f"{column_letters(start)}—{column_letters(end)}列" for start, end in zip(self.starts, ends, strict=False)]  # fmt: skip
        return "、".join([*letters, f"{column_letters(self.starts[-1])}列起"])


def _starts(texts: Sequence[str], name: str) -> list[int]:
    """Return where each header of the same words begins; nothing where the words of one differ from the first's."""
    places = [index for index, text in enumerate(texts) if text == name]
    width = places[1] - places[0]
    if any(after - before != width for before, after in pairwise(places)):
        return []
    begin = places[0]
    while begin and texts[begin - 1] == texts[begin - 1 + width]:
        begin -= 1
    own = texts[begin : begin + width]
    starts = [place - places[0] + begin for place in places]
    others = [texts[start : start + width] for start in starts]
    return starts if all(_is_like(other, own) for other in others) else []


def _is_like(other: Sequence[str], own: Sequence[str]) -> bool:
    """Whether a header has the words of *own*, where it has any: a table may lack the last columns."""
    words = [(text, first) for text, first in zip(other, own, strict=False) if text]
    return len(words) >= _LEAST and all(text == first for text, first in words)
