"""The rows of a form below its header: printed groups and names, rows ready for records, subtotals and totals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, field, frozen

from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import Layout
from investtrack.reading.layout.mapping import one_line
from investtrack.reading.layout.row_kinds import is_blank, is_note, is_sum, rank, total_label
from investtrack.reading.sheet import Merged, Row


_TOTALS = ("合计", "总计", "共计")
_SUM = re.compile("(?:合计|总计|共计|小计).*$")
_NUMBERING = re.compile("^(?:[(]?[一二三四五六七八九十百]+[)]?[、.,]?|其中:?)")
_COUNT = re.compile(r"(?:[(]共?|共|(?<![ 0-9]))[ 0-9]*+[个项][)]?$|[(][ ]*[)]$")
_LOOSE = 5  # how high a head without a number stands: below all that have one


@define(eq=False)
class FormHead:
    """A group that is printed in a form (分组): its row, what it says, and its subtotal's row.

    Attributes:
        row: one-based.
        label: as printed.
        words: without number and count: what a field of its records may say.
        rank: how high it stands.
        above: the groups it is within, outermost first.
        total: one-based row of its subtotal, if it has one.
    """

    row: int
    label: str
    words: str
    rank: int
    above: tuple[FormHead, ...] = ()
    total: int | None = None

    @property
    def path(self) -> tuple[FormHead, ...]:
        """The groups from the outermost to this one."""
        return (*self.above, self)


@define(eq=False)
class FormPlace:
    """Rows of a form that are ready for records.

    Attributes:
        first: one-based row of the first.
        path: the printed groups they are under, outermost first.
        names: the names printed in them, in order; empty: they are blank.
        numbers: the sequence numbers printed in them.
        slots: how many there are.
    """

    first: int
    path: tuple[FormHead, ...] = ()
    names: list[str] = field(factory=list)
    numbers: list[int] = field(factory=list)
    slots: int = 0


@frozen(eq=False)
class Body:
    """What is printed below a form's header.

    Attributes:
        places: rows ready for records, from the top.
        heads: printed groups.
        totals: one-based rows of totals over everything.
        notes: what was not understood, in Chinese.
    """

    places: tuple[FormPlace, ...]
    heads: tuple[FormHead, ...]
    totals: tuple[int, ...]
    notes: tuple[str, ...]


def read_body(layout: Layout, rows: Sequence[Row], merged: Merged) -> Body:
    """Return what is printed in *rows* below the header of *layout*."""
    reader = _Reader(next(p.index for p in layout.placed if p.match.column.required), merged)
    for index in range(layout.header_row + 1, len(rows)):
        if not reader.take(index, rows[index]):
            break
    if not reader.places and not reader.heads:  # nothing below the header: a row is made there
        below = max([layout.header_row + 1, *reader.totals])
        reader.places.append(FormPlace(below + 1, slots=1))
    for head in reader.heads:
        if not any(head in place.path for place in reader.places):
            reader.notes.append(f"第{head.row}行“{head.label}”下面没有空行，没有填")
    return Body(
        tuple(reader.places), tuple(reader.heads), tuple(reader.totals), tuple(reader.notes)
    )


def group_words(label: str) -> str:
    """Return what a printed group is called, without its number and count: 一、产业项目（3个） is 产业项目."""
    return _COUNT.sub("", _NUMBERING.sub("", clean(label))).strip()


@define(eq=False)
class _Reader:
    """Takes the rows one by one, knowing which group is open."""

    name: int
    merged: Merged
    places: list[FormPlace] = field(factory=list)
    heads: list[FormHead] = field(factory=list)
    totals: list[int] = field(factory=list)
    notes: list[str] = field(factory=list)
    _open: tuple[FormHead, ...] = ()
    _place: FormPlace | None = None

    def take(self, index: int, row: Row) -> bool:
        """Take one row; whether the form goes on below it."""
        number = index + 1
        label = total_label(row, self.name + 1, self.name, None, is_numbered=True)
        own = _first_text(row)
        if label is not None and is_sum(label):
            return self._sum(number, label)
        if not own:
            self._ready(number, row, "")
            return True
        if label is not None or self._is_head(index, row):
            self._head(number, label or own)
            return True
        if is_note(row, is_wide=self._is_wide(index)):
            return False
        if self.name < len(row) and not is_blank(row[self.name]):
            self._ready(number, row, one_line(clean(row[self.name])))
            return True
        self.notes.append(f"第{number}行印着“{own}”，看不懂，没有动，它以下也没有填")
        return False

    def _sum(self, number: int, label: str) -> bool:
        words = group_words(_SUM.sub("", clean(label)))
        if label.startswith(_TOTALS):
            self.totals.append(number)
            self._open, self._place = (), None
            return not self.places  # a total above its records, or the end
        if not self._open:
            self.notes.append(f"第{number}行“{label}”上面没有印分组，没有填")
            return True
        closed = next(
            (head for head in self._open if words and words in head.words), self._open[-1]
        )
        closed.total = number
        self._open, self._place = closed.above, None
        return True

    def _head(self, number: int, label: str) -> None:
        high = rank(label) if _NUMBERING.match(label) else _LOOSE
        above = tuple(head for head in self._open if head.rank < high)
        self.heads.append(FormHead(number, _COUNT.sub("", label), group_words(label), high, above))
        self._open, self._place = self.heads[-1].path, None

    def _ready(self, number: int, row: Row, printed: str) -> None:
        place = self._place
        if place is None or bool(printed) != bool(place.names):
            place = FormPlace(number, self._open)
            self.places.append(place)
            self._place = place
        place.slots += 1
        if printed:
            place.names.append(printed)
        counted = next((c for c in row[: self.name] if not is_blank(c)), None)
        text = str(counted).strip().removesuffix(".0")
        if text.isdigit():
            place.numbers.append(int(text))

    def _is_wide(self, index: int) -> bool:
        return any(
            top == index == bottom and left < right for (top, left), (bottom, right) in self.merged
        )

    def _is_head(self, index: int, row: Row) -> bool:
        """Whether the one text of a row stands where a group's does: before the name, or over several columns."""
        told = [i for i, cell in enumerate(row) if not is_blank(cell)]
        return (
            len(told) == 1
            and (told[0] < self.name or (told[0] == self.name and self._is_wide(index)))
            and not is_note(row, is_wide=False)
        )


def _first_text(row: Row) -> str:
    """Return the first words that are printed in *row*; numbers that count rows are none."""
    return next(
        (
            one_line(clean(c))
            for c in row
            if isinstance(c, str) and not is_blank(c) and not c.strip().isdigit()
        ),
        "",
    )
