"""Where the rows of a sheet go when rows in it are repeated."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from attrs import define, field, frozen


Path = tuple[int, ...]
LAST_ROW = 1_048_576


@frozen
class RowCopy:
    """A new row: which row of the form it is a copy of, and for which group and record."""

    row: int
    path: Path


@define(eq=False)
class RowBlock:
    """Consecutive rows of the form that are repeated.

    Attributes:
        start: first row in the form.
        end: last row in the form.
        items: rows of the form that are one record's.
        placed: the new rows, in order.
        at: number of the first new row.
    """

    start: int
    end: int
    items: frozenset[int]
    placed: Sequence[RowCopy]
    at: int = 0
    _index: dict[int, tuple[list[Path], list[int]]] = field(init=False, factory=dict)

    def index(self) -> None:
        """Note where the copies of each row stand."""
        self._index.clear()
        for offset, item in enumerate(self.placed):
            paths, rows = self._index.setdefault(item.row, ([], []))
            paths.append(item.path)
            rows.append(self.at + offset)

    @property
    def last(self) -> int:
        """Number of the last new row."""
        return self.at + len(self.placed) - 1

    def copies(self, row: int, path: Path) -> list[int]:
        """Return the new rows that are copies of *row* and belong to *path*, or to which *path* belongs."""
        paths, rows = self._index.get(row, ([], []))
        if not rows:
            return []
        if not path:
            return rows
        cut = path[: len(paths[0])]
        if not cut:
            return rows
        return rows[bisect_left(paths, cut) : bisect_left(paths, (*cut[:-1], cut[-1] + 1))]


@define(eq=False)
class RowMapping:
    """Old row numbers of one sheet → new ones.

    Attributes:
        blocks: the rows that are repeated.
        moves_anything: whether any row has another number, or copies; known once settled.
    """

    blocks: list[RowBlock] = field(factory=list)
    moves_anything: bool = field(default=False, init=False)

    def settle(self) -> None:
        """Number the new rows of every block, from the top."""
        self.blocks.sort(key=lambda block: block.start)
        for block in self.blocks:
            block.at = self.after(block.start)
            block.index()
        self.moves_anything = any(
            [item.row for item in block.placed] != list(range(block.start, block.end + 1))
            for block in self.blocks
        )

    def after(self, row: int) -> int:
        """Return the number of *row*, were its own block not repeated."""
        grown = sum(len(b.placed) - (b.end - b.start + 1) for b in self.blocks if b.end < row)
        return min(row + grown, LAST_ROW)

    def block(self, row: int) -> RowBlock | None:
        """Return the block *row* is in."""
        return next((block for block in self.blocks if block.start <= row <= block.end), None)

    def first(self, row: int, path: Path = ()) -> int:
        """Return the new number of *row*: of its first copy for *path*."""
        block = self.block(row)
        if block is None:
            return self.after(row)
        return next(iter(block.copies(row, path)), block.at)

    def span(self, first: int, last: int, path: Path = ()) -> tuple[int, int]:
        """Return the new rows that *first* to *last* became, widened over every copy for *path*."""
        return self._edge(first, range(first, last + 1), path, min), self._edge(
            last, range(last, first - 1, -1), path, max
        )

    def _edge(self, row: int, inward: range, path: Path, pick: object) -> int:
        block = self.block(row)
        if block is None:
            return self.after(row)
        lowest = pick is min
        found = [
            edge
            for other in inward
            if block.start <= other <= block.end
            for edge in block.copies(other, path)[:: 1 if lowest else -1][:1]
        ]
        if found:
            return min(found) if lowest else max(found)
        return block.at if lowest else block.last

    def runs(self, first: int, last: int, path: Path = ()) -> list[tuple[int, int]]:
        """Return the new rows of *first* to *last* as unbroken runs, so that rows between copies are left out."""
        block = self.block(first)
        if block is None or block is not self.block(last):
            return [self.span(first, last, path)]
        rows = sorted(new for row in range(first, last + 1) for new in block.copies(row, path))
        runs: list[tuple[int, int]] = []
        for row in rows:
            if runs and row == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], row)
            else:
                runs.append((row, row))
        return runs or [self.span(first, last, path)]
