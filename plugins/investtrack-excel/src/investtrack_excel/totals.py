"""Subtotal and group rows of a sheet: what they state, and which rows they cover."""

from __future__ import annotations

from typing import Any

from attrs import define, evolve, field

from investtrack.model.ledger import StatedTotal
from investtrack_excel import rows


@define
class _Open:
    """A row that heads what it covers, until a row of its rank or a higher one."""

    rank: int
    total: StatedTotal
    first: int  # number of records read before it


@define
class Totals:
    """The stated totals of one sheet, as its rows go by.

    小计 and 合计 stand below what they cover, or above it; 一、 and （一） always above.

    Attributes:
        read: records read so far.
        stated: the totals whose rows are known.
        unplaced: parts of a total above (其中：…) below which no rows stand: nothing to hold them against.
    """

    read: list[Any]
    stated: list[StatedTotal] = field(factory=list)
    unplaced: list[StatedTotal] = field(factory=list)
    _open: list[_Open] = field(factory=list)
    _marks: list[tuple[int, int]] = field(factory=list)  # rank, records read before

    def add(self, label: str, total: StatedTotal) -> None:
        """Take a row whose label is *label*."""
        rank, before = rows.rank(label), len(self.read)
        start = self._start(rank)
        if rank == 0:
            start = 0
        self._close(rank if not rows.is_sum(label) else max(rank, 1))
        if rows.is_sum(label) and before > start:
            self._state(total, start, before)
        else:
            self._open.append(_Open(rank, total, before))
        self._marks.append((rank, before))

    def end(self) -> list[StatedTotal]:
        """Close what is open and return all totals, in the order of their rows."""
        self._close(-1)
        self.stated.sort(key=lambda total: total.origin.row)
        return self.stated

    def _start(self, rank: int) -> int:
        """Return where the rows began that a sum of *rank* below them covers."""
        return next((before for other, before in reversed(self._marks) if _bounds(other, rank)), 0)

    def _close(self, rank: int) -> None:
        while self._open and self._open[-1].rank >= rank:
            head = self._open.pop()
            if (
                head.rank == _SUBTOTAL
                and head.first == len(self.read)
                and not rows.is_sum(head.total.label)
            ):
                self.unplaced.append(head.total)
            else:
                self._state(head.total, head.first, len(self.read))

    def _state(self, total: StatedTotal, first: int, last: int) -> None:
        if total.amounts or total.count is not None:
            scope = tuple(record.origin.row for record in self.read[first:last])
            self.stated.append(evolve(total, scope=scope))


def _bounds(other: int, rank: int) -> bool:
    """Whether a row of rank *other* begins or ends what a sum of *rank* covers."""
    return other <= rank or rank == _SUBTOTAL


_SUBTOTAL = 4
