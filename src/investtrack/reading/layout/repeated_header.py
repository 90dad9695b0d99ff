"""Knows a header row that begins another ledger further down a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from investtrack.model.columns import columns
from investtrack.model.ledger import SHEETS
from investtrack.reading.headers.header import Ambiguous, Match, MissingMonth, meaning
from investtrack.reading.layout.row_kinds import is_blank


_LEAST = 3
NAME_HEADERS = frozenset(
    word for sheet in SHEETS for column in columns(sheet.record) for word in (column.label, *column.synonyms)
)  # fmt: skip
"""Headers as they stand in a cell: one of them where a name should be is no name."""
_RECORDS = tuple(sheet.record for sheet in SHEETS)


def is_header(row: Sequence[object], own: type | None = None) -> bool:
    """Whether a row is a header: texts alone, most of which are headers of one kind of record: a standard one, or *own*."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < _LEAST or not all(isinstance(cell, str) for cell in filled):
        return False
    for record in _RECORDS if own is None or own in _RECORDS else (*_RECORDS, own):
        told = [meaning((cell,), record, None) for cell in filled]
        fields = sum(isinstance(one, (Match, MissingMonth, Ambiguous)) for one in told)
        if fields >= _LEAST and sum(one is not None for one in told) * 3 >= len(filled) * 2:
            return True
    return False
