"""Subtotal and group rows of a sheet: what they state, and which rows they cover."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from investtrack.model.ledger import StatedTotal
from investtrack.reading.layout import row_kinds
from investtrack.reading.records.grouped import Group
from investtrack.values.amount import Amount
from investtrack.values.period import Month


@define
class _Open:
    """A row that heads what it covers, until a row of its rank or a higher one."""

    rank: int
    total: StatedTotal
    first: int  # number of records read before it
    words: tuple[str, ...]


@frozen
class _Stated:
    """A total, the records it covers, and where it stands among them."""

    total: StatedTotal
    first: int
    last: int
    at: int
    mark: int  # its place among all rows that bound what sums cover; -1 where it is known to stand above its rows
    is_whole: bool  # 合计, 总计: of the whole table, or of one of several blocks


@define
class Totals:
    """The stated totals of one sheet, as its rows go by.

    小计 and 合计 stand below what they cover, or above it; 一、 and （一） always above. A 合计 covers the whole
    sheet; where that does not fit and there are several, or headers again between, its own block.

    Attributes:
        read: records read so far.
        unplaced: parts of a total above (其中：…) below which no rows stand: nothing to hold them against.
        groups: the rows that head others (一、续建项目), and which.
    """

    read: list[Any]
    unplaced: list[StatedTotal] = field(factory=list)
    groups: list[Group] = field(factory=list)
    _stated: list[_Stated] = field(factory=list)
    _open: list[_Open] = field(factory=list)
    _marks: list[tuple[int, int]] = field(factory=list)  # rank, records read before
    _wholes: int = 0
    _blocks: list[int] = field(factory=list)  # records read before a further 合计, or headers again

    def add(self, label: str, total: StatedTotal, words: Iterable[str] = ()) -> None:
        """Take a row whose label is *label*, and whose cells say *words*."""
        rank, before = row_kinds.rank(label), len(self.read)
        start = self._start(rank)
        if rank == 0:
            start = 0
            self._blocks.append(before)
            self._wholes += 1
        self._close(rank if not row_kinds.is_sum(label) else max(rank, 1))
        if row_kinds.is_sum(label) and before > start:
            mark = len(self._marks)
            self._stated_if(_Stated(total, start, before, before, mark, is_whole=rank == 0))
        else:
            self._open.append(_Open(rank, total, before, tuple(words)))
        self._marks.append((rank, before))

    @property
    def bounds(self) -> frozenset[int]:
        """How many records were read before each of these rows."""
        return frozenset(before for _, before in self._marks)

    def block(self) -> None:
        """Take a header row that stands here again."""
        self._blocks.append(len(self.read))

    def end(self) -> list[StatedTotal]:
        """Close what is open and return all totals, in the order of their rows."""
        self._close(-1)
        made = [
            evolve(stated.total, scope=tuple(record.origin.row for record in self.read[first:last]))
            for stated in self._stated
            for first, last in (self._range(stated),)
        ]
        return sorted(made, key=lambda total: total.origin.row)

    def drop(self, places: Sequence[int]) -> None:
        """Take the records at *places*, which do not count, out of what is read; totals cover the rest."""
        if not places:
            return

        def kept(count: int) -> int:
            return count - bisect_left(places, count)

        gone = set(places)
        self.read[:] = [record for place, record in enumerate(self.read) if place not in gone]
        self._stated = [
            evolve(each, first=kept(each.first), last=kept(each.last), at=kept(each.at)) for each in self._stated
        ]  # fmt: skip
        self.groups = [
            evolve(each, first=kept(each.first), last=kept(each.last)) for each in self.groups
        ]
        for head in self._open:
            head.first = kept(head.first)
        self._marks = [(rank, kept(before)) for rank, before in self._marks]
        self._blocks = [kept(before) for before in self._blocks]

    def _start(self, rank: int) -> int:
        """Return where the rows began that a sum of *rank* below them covers."""
        return next((before for other, before in reversed(self._marks) if _bounds(other, rank)), 0)

    def _close(self, rank: int) -> None:
        while self._open and self._open[-1].rank >= rank:
            head = self._open.pop()
            if not row_kinds.is_sum(head.total.label):
                group = Group(head.total.origin.row, head.words, head.first, len(self.read))
                self.groups.append(group)
            if (
                head.rank == _SUBTOTAL
                and head.first == len(self.read)
                and not row_kinds.is_sum(head.total.label)
            ):
                self.unplaced.append(head.total)
            else:
                last = len(self.read)
                self._stated_if(
                    _Stated(head.total, head.first, last, head.first, -1, is_whole=head.rank == 0)
                )

    def _stated_if(self, stated: _Stated) -> None:
        """Keep what states anything."""
        if stated.total.amounts or stated.total.count is not None:
            self._stated.append(stated)

    def _next(self, mark: int) -> int:
        """Return where the rows end below the row of *mark*, at the next that bounds what it may cover."""
        rank = self._marks[mark][0]
        later = (before for other, before in self._marks[mark + 1 :] if _bounds(other, rank))
        return next(later, len(self.read))

    # -- several blocks ------------------------------------------------------------------------

    def _range(self, stated: _Stated) -> tuple[int, int]:
        """Return which records a total covers: as it stands, or one block where that alone fits."""
        own = stated.first, stated.last
        others = [other for other in self._block_ranges(stated) if other != own]
        if not others or self._fits(stated.total, *own):
            return own
        return next((other for other in others if self._fits(stated.total, *other)), own)

    def _block_ranges(self, stated: _Stated) -> Iterator[tuple[int, int]]:
        """Yield the blocks that a total may be of: for a 小计 the rows since headers stood again."""
        if not stated.is_whole:
            inside = self._blocks[bisect_right(self._blocks, stated.first) : bisect_left(self._blocks, stated.last)]  # fmt: skip
            yield from ((first, stated.last) for first in inside)
            if (
                stated.mark >= 0
            ):  # 青石县合计 may stand above its own rows, and just below those of 白石市
                yield stated.at, self._next(stated.mark)
            return
        if self._wholes <= 1:  # the only 合计 is that of all
            return
        at, bounds = stated.at, sorted({0, *self._blocks, len(self.read)})
        yield from ((first, at) for first in reversed(bounds) if first < at)
        yield from ((at, last) for last in bounds if last > at)

    def _fits(self, total: StatedTotal, first: int, last: int) -> bool:
        """Whether every amount that is stated, and the number of rows, is that of these records."""
        records = self.read[first:last]
        if not records or (total.count is not None and total.count != len(records)):
            return False
        return all(Amount.total(_amounts(records, key)) == amount for key, amount in total.amounts)


def _amounts(records: Sequence[object], key: str) -> Iterator[Amount]:
    name, _, end = key.partition(".")
    values = (getattr(record, name) for record in records)
    if not end:
        return (value for value in values if value is not None)
    month = Month.parse(end)
    return (amount for series in values for last, amount in series if last == month)


def _bounds(other: int, rank: int) -> bool:
    """Whether a row of rank *other* begins or ends what a sum of *rank* covers."""
    return other <= rank or rank == _SUBTOTAL


_SUBTOTAL = 4
