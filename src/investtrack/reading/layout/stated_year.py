"""Knows the year that a sheet states by itself: a line 年份：2023, a cell 年份 with 2023 beside it, a column 年份 of one year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from investtrack.reading.headers.header import clean
from investtrack.reading.layout.row_kinds import is_blank
from investtrack.reading.sheet import Row


_SCANNED = 18
_WORDS = frozenset({"年份", "年度"})
_LINE = re.compile(r"年[份度]:?((?:19|20)\d{2})年?(?:度)?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0)?年?(?:度)?")
_NAMED = re.compile(r"(?:19|20)\d{2}年")


def year_of(cell: object) -> int | None:
    """Return the year that a cell is, and nothing else: 2023, 2023年, 2023年度."""
    found = _YEAR.fullmatch(clean(cell)) if isinstance(cell, (str, int, float)) else None
    return int(found[1]) if found else None


def stated_year(rows: Sequence[Row]) -> int | None:
    """Return the year that the head of a sheet, or its column 年份, states; None where it is silent."""
    for number, row in enumerate(rows[:_SCANNED]):
        for index, cell in enumerate(row):
            if not isinstance(cell, str) or "年" not in cell:
                continue
            text = clean(cell)
            if found := _LINE.fullmatch(text):
                return int(found[1])
            if text.rstrip(":") not in _WORDS:
                continue
            if index + 1 < len(row) and (year := year_of(row[index + 1])):
                return year
            return _of_column(rows[number + 1 :], index)
    return None


def names_year(rows: Sequence[Row]) -> bool:
    """Whether any text at the head of a sheet names a year."""
    return any(
        isinstance(cell, str) and "年" in cell and _NAMED.search(clean(cell))
        for row in rows[:_SCANNED]
        for cell in row
    )


def _of_column(rows: Sequence[Row], index: int) -> int | None:
    cells = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
    years = {year for cell in cells if (year := year_of(cell))}
    return years.pop() if len(years) == 1 else None
