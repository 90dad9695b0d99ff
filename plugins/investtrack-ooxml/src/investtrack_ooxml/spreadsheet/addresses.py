"""The addresses of cells."""

from __future__ import annotations

import re
from functools import cache

from investtrack.input_limits import CELL_TEXT
from investtrack.values.cell import column_index, column_letters


LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST_TEXT = CELL_TEXT
"""How many characters a cell may hold."""
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@cache
def column_number(letters: str) -> int:
    """Return the one-based number of the column *letters*."""
    return column_index(letters.upper()) + 1


def split_address(address: str) -> tuple[int, int] | None:
    """Return (row, column), one-based, of ``B3``; None where it is no address."""
    found = _ADDRESS.fullmatch(address.strip())
    return (int(found[2]), column_number(found[1])) if found else None


def address(row: int, column: int) -> str:
    """Return ``B3`` for row 3, column 2."""
    return f"{_letters(column)}{row}"


@cache
def _letters(column: int) -> str:
    return column_letters(column - 1)


def split_area(area: str) -> tuple[int, int, int, int] | None:
    """Return (top, left, bottom, right), one-based, of ``B3:C5`` or ``B3``; None where it is no area."""
    first, _, last = area.partition(":")
    top, bottom = split_address(first), split_address(last or first)
    return (*top, *bottom) if top and bottom else None
