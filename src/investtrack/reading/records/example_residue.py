"""What is left of the blank form's example in a row that somebody began to overwrite."""

from __future__ import annotations

from investtrack.model.columns import CellKind
from investtrack.reading.cells.cell_values import text_of
from investtrack.reading.layout.header_rows import Layout, Placed
from investtrack.reading.notes import Notes, address
from investtrack.reading.records.example import EXAMPLES, SERIES_EXAMPLE
from investtrack.reading.sheet import Row


FORM_ROW = 2
"""The row of the example, below a head of one row."""
_LEAST = 2
# Nobody's own code, firm or leaders are these.
_PLAIN = frozenset({"code", "owner", "leaders", "investor"})


def note_example_residue(row: Row, number: int, layout: Layout, notes: Notes) -> None:
    """Warn where a record in the example's row still has the example's code, firm or leaders, or two of its amounts.

    Whoever overwrites the name makes the row a record, and what stands in the other cells is counted.
    """
    if number != FORM_ROW or layout.header_row != FORM_ROW - 2:
        return
    left = [place for place in layout.placed if _is_example(place, row)]
    amounts = [place for place in left if place.key not in _PLAIN]
    if len(amounts) == len(left) and len(amounts) < _LEAST:
        return
    cells = "、".join(
        f"{address(place.index, number)} {text_of(row[place.index])}" for place in left
    )
    found = text_of(row[left[0].index])
    notes.make("example-left", address(left[0].index, number), row=number, cells=cells, found=found)


def _is_example(place: Placed, row: Row) -> bool:
    column = place.match.column
    if place.index >= len(row):
        return False
    if column.kind is CellKind.SERIES:
        return bool(row[place.index] == SERIES_EXAMPLE)
    if column.kind is not CellKind.MONEY and column.key not in _PLAIN:
        return False
    return column.key in EXAMPLES and bool(row[place.index] == EXAMPLES[column.key])
