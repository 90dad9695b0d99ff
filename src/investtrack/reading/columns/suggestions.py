"""The fields whose names are suggestions to a header that nobody knows, of the kind that its cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import Sheet
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.row_kinds import is_number
from investtrack.values.dates import parse_date
from investtrack.values.units import split_unit


_OFFERED = 3
_LEAST = 0.4
_BRACKETS = re.compile(r"[()]")
_NUMBERS = frozenset({CellKind.MONEY, CellKind.SERIES, CellKind.PERCENT})
_WORDS = frozenset({CellKind.TEXT, CellKind.NAMES, CellKind.CHOICE, CellKind.FLAG})


def suggestions(header: str, sheet: Sheet, samples: Sequence[object]) -> list[str]:
    """Return the labels of at most three fields that *header* may mean, suggestions first.

    Args:
        header: the header.
        sheet: the standard sheet.
        samples: some of the cells below it: amounts are not offered for words, nor words for amounts.
    """
    own = _bare(header)
    kinds = _kinds(samples)
    scored = []
    for number, column in enumerate(columns(sheet.record)):
        if column.kind in kinds and own:
            score = max(SequenceMatcher(None, own, word).ratio() for word in _words(column))
            scored.append((-score, number, column.label))
    return [label for score, _, label in sorted(scored)[:_OFFERED] if -score >= _LEAST]


def _bare(header: str) -> str:
    return _BRACKETS.sub("", split_unit(clean(header))[0])


def _words(column: Column) -> Iterator[str]:
    for word in (column.label, *column.synonyms):
        yield _bare(word)


def _kinds(samples: Sequence[object]) -> frozenset[CellKind]:
    """Return the kinds that cells may be of; all where there are none."""
    if not samples:
        return _NUMBERS | _WORDS | {CellKind.DATE}
    if all(is_number(cell) for cell in samples):
        return _NUMBERS
    if all(isinstance(cell, str) and parse_date(cell, year=2000) is None for cell in samples):
        return _WORDS
    return _WORDS | {CellKind.DATE}
