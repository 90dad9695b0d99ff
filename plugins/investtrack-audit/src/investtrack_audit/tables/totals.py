"""合计, 小计 and 其中 of tables: totals down the rows, and rows that add up across."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from attrs import frozen

from investtrack.values import Quantity
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.tables.grid import ColumnKind, GridColumn, TextGrid


Found = tuple[tuple[int, int], list[Claim]]

_TOTAL = re.compile(
    r"^(?:\d+ )?(?:[一二三四五六七八九十]+、)?(?:合计|总计|共计|累计总数|总和|[^ ]{0,6}合计)(?:\(.*\))?$"
)
_SUBTOTAL = re.compile(r"小计")
_WHOLE = re.compile(r"^(?:全[县市州省区国]|总数|全部)$")
_AMONG = re.compile(r"其中|#|^[—-]")
_GROUP = re.compile(r"^[一二三四五六七八九十]+、")
_EMPTY = frozenset({"", "-", "—", "–", "/", "无"})


@frozen
class _Rows:
    """The rows of a grid by what they are."""

    grid: TextGrid
    totals: tuple[int, ...]
    subtotals: tuple[int, ...]
    names: dict[int, str]
    marks: tuple[int, ...]

    def between(self, marks: Sequence[int], row: int) -> tuple[Sequence[int], Sequence[int]]:
        """Return the rows from the mark before *row* to it, and from it to the mark after."""
        rows = self.grid.rows
        at = bisect_left(marks, row)
        before = marks[at - 1] if at else -1
        after = marks[at + 1] if at + 1 < len(marks) else rows[-1] + 1
        own = bisect_left(rows, row)
        return rows[bisect_right(rows, before) : own], rows[own + 1 : bisect_left(rows, after)]

    def plain(self, rows: Sequence[int]) -> list[int]:
        """Return those of *rows* that are counted once: no subtotals, no 其中."""
        return [
            row
            for row in rows
            if not _SUBTOTAL.search(self.names[row]) and not _AMONG.search(self.names[row])
        ]


def read_totals(grid: TextGrid) -> Iterator[Found]:
    """Yield every total row and subtotal row against the rows it is of."""
    names = {row: re.sub(r"\s+", "", grid.labels[row]) for row in grid.rows}
    totals = tuple(row for row in grid.rows if _TOTAL.match(names[row]))
    subtotals = tuple(row for row in grid.rows if _SUBTOTAL.search(names[row]))
    if not totals and grid.rows and _WHOLE.match(names[grid.rows[0]]):
        totals = (grid.rows[0],)
    rows = _Rows(grid, totals, subtotals, names, tuple(sorted({*totals, *subtotals})))
    for column in grid.of_kind(ColumnKind.AMOUNT):
        for total in totals:
            yield from _total(rows, column, total)
        for subtotal in subtotals:
            yield from _subtotal(rows, column, subtotal)


def _total(known: _Rows, column: GridColumn, total: int) -> Iterator[Found]:
    grid = known.grid
    stated = grid.numbers.get((total, column.index))
    if stated is None:
        return
    above, below = known.between(known.totals, total)
    rows = above or below
    plain = known.plain(rows)
    groups = [row for row in rows if _GROUP.match(known.names[row])]
    firm = not groups and not known.subtotals and len(plain) == len(rows)
    sets = [plain, [row for row in rows if _SUBTOTAL.search(known.names[row])], groups]
    claims = [_sum(grid, column, stated, chosen, firm=firm and chosen is plain) for chosen in sets]
    yield (total, column.index), [claim for claim in claims if claim is not None]


def _subtotal(known: _Rows, column: GridColumn, subtotal: int) -> Iterator[Found]:
    grid = known.grid
    stated = grid.numbers.get((subtotal, column.index))
    if stated is None:
        return
    above, below = map(known.plain, known.between(known.marks, subtotal))
    firm = bool(above) != bool(below)
    claims = [_sum(grid, column, stated, rows, firm=firm) for rows in (above, below)]
    yield (subtotal, column.index), [claim for claim in claims if claim is not None]


def _sum(
    grid: TextGrid, column: GridColumn, stated: Quantity, rows: Sequence[int], *, firm: bool
) -> Claim | None:
    """Return that *rows* add up to *stated*; not firm where a cell is neither a number nor empty."""
    if len(rows) < SEVERAL:
        return None
    parts = []
    for row in rows:
        found = grid.numbers.get((row, column.index))
        if found is not None:
            parts.append(found)
            continue
        cells = grid.table.rows[row]
        text = cells[column.index].strip() if column.index < len(cells) else ""
        if text not in _EMPTY:
            return None
        firm = firm and text != ""
    if len(parts) < SEVERAL or any(not part.is_like(stated) for part in parts):
        return None
    return Claim(Relation.SUM, stated, plus(len(parts)), tuple(parts), firm)
