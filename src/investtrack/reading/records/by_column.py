"""Makes records column by column: of most rows nothing is to be said, and a call a cell would cost.

A row is left to be looked at by itself where any cell of it cannot be read, may be something else than what its
column holds, or calls for a finding. What is made here of a row is what it would be made of by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat, zip_longest
from typing import Any

from attrs import define, field, frozen

from investtrack.model.made_in_code import many
from investtrack.model.source import Origin, SheetRef
from investtrack.reading.cells.cell_values import ODD, Amounts
from investtrack.reading.records.events import has_happened
from investtrack.reading.sheet import Row
from investtrack.values.period import Month


_KEPT = 1 << 13  # cells of a column that are kept in mind; more would be those that come once
_SHARED = (
    1 << 12
)  # entries of a column of a series that records share; more would be those that come once
Cells = Sequence[object]
"""The cells of a column, or what they are read as."""
Look = Callable[[object], bool]
"""Whether a cell makes its row one to be looked at by itself."""


class ReadCells(dict[object, object]):
    """What the cells of a column are read as, each told once; :data:`ODD` of one that is to be looked at by itself.

    Attributes:
        is_odd: whether any cell was odd so far.
    """

    def __init__(
        self,
        tell: Callable[[object], object],
        looks: Sequence[Look] = (),
        is_plain: Callable[[str], object] | None = None,
    ) -> None:
        """Tell cells by *tell*, unless one of *looks* is true of them; texts of which *is_plain* is true are what they are."""
        super().__init__()
        self.is_odd = False
        self._tell = tell
        self._looks = looks
        self._is_plain = is_plain

    def __missing__(self, cell: object) -> object:
        if self._is_plain is not None and cell.__class__ is str and self._is_plain(cell):
            self[cell] = cell
            return cell
        if cell is True or cell is False:
            value = ODD  # not kept: it equals 1 or 0
        else:
            value = ODD if any(look(cell) for look in self._looks) else self._tell(cell)
            self[cell] = value
        self.is_odd |= value is ODD
        return value


Known = ReadCells | Amounts
"""What the cells of a column are read as, by the cell."""


class Entries(dict[object, object]):
    """The entries of a series by the cells of one month, each made once: what most rows of a column plan is a round amount.

    Attributes:
        told: what the cells are read as.
    """

    def __init__(self, end: Month, told: Known) -> None:
        """Join what *told* says of a cell to the month *end*."""
        super().__init__()
        self.told = told
        self._end = end

    @property
    def is_odd(self) -> bool:
        """Whether any cell was odd so far."""
        return self.told.is_odd

    def __missing__(self, cell: object) -> object:
        value = self.told[cell]
        if value is None or value is ODD:
            return value
        entry = self._end, value
        if len(self) < _SHARED:
            self[cell] = entry
        return entry


@frozen
class Scalar:
    """A column whose cells are one value each.

    Attributes:
        index: where it is.
        key: the field.
        told: what its cells are read as.
        default: what the field is where a cell says nothing.
    """

    index: int
    key: str
    told: Known
    default: object


@define
class ByColumn:
    """Makes the records of many rows at once.

    Attributes:
        kind: the type of the records.
        ref: the sheet.
        required: the field without which a row is no record.
        scalars: the columns of one value a cell.
        series: of each series the columns, in the order of their months.
        papers: the columns of papers: where, which, what their cells are read as.
        fixed: what every record of the sheet states.
        empty: columns in which a row of this kind has nothing.
        events: the columns that say whether something has happened, the field of its day, and the word.
        needs_more: whether a row of a name alone is doubtful.
        looks: columns whose cells may make a row another, though no field is read from them.
    """

    kind: type
    ref: SheetRef
    required: str
    scalars: Sequence[Scalar]
    series: Mapping[str, Sequence[tuple[int, Entries]]]
    papers: Sequence[tuple[int, str, Known]]
    fixed: Mapping[str, object]
    empty: Sequence[int]
    events: Sequence[tuple[int, str, str]]
    needs_more: bool
    looks: Sequence[tuple[int, Known]] = field(default=())

    def read(self, rows: Sequence[Row], first: int, odd: Iterable[int] = ()) -> list[Any]:
        """Return the records of *rows*, None for those that are to be looked at by themselves.

        Args:
            rows: the rows.
            first: the one-based number of the first.
            odd: those of which that is known already, by their places.
        """
        apart, size = set(odd), len(rows)
        if 2 * len(apart) > size:
            return [None] * size
        columns = list(zip_longest(*rows, fillvalue=""))
        width = len(columns)
        values: dict[str, Cells] = {
            each.key: _told(each.told, columns[each.index], apart)
            for each in self.scalars
            if each.index < width
        }
        if self.required not in values:
            return [None] * size
        for key, entries in self.series.items():
            if any(index < width for index, _ in entries):
                values[key] = _series(entries, columns, apart)
        if self.papers:
            values["papers"] = self._papers(columns, size, apart)
        for index, told in self.looks:
            if index < width:
                _told(told, columns[index], apart)
        self._look(values, columns, apart)
        kept: Sequence[int] = range(size)
        if apart:
            kept = [at for at in kept if at not in apart]
            values = {key: [column[at] for at in kept] for key, column in values.items()}
        records: list[object] = [None] * size
        for at, record in zip(kept, self._made(values, [first + at for at in kept]), strict=True):
            records[at] = record
        return records

    def _made(self, values: Mapping[str, Cells], numbers: Sequence[int]) -> Sequence[object]:
        """Return the records of the rows *numbers*, of each field the values."""
        size = len(numbers)
        fields: dict[str, Cells] = dict(values)
        for each in self.scalars:
            if each.default is not None and each.key in values:
                fields[each.key] = [
                    each.default if value is None else value for value in values[each.key]
                ]
        fields |= {key: [value] * size for key, value in self.fixed.items()}
        fields["origin"] = many(Origin, size, {"sheet": repeat(self.ref), "row": numbers})
        return many(self.kind, size, fields)

    def _papers(
        self, columns: Sequence[Cells], size: int, apart: set[int]
    ) -> list[dict[str, object]]:
        names = [name for _, name, _ in self.papers]
        states = [
            _told(told, columns[index], apart) if index < len(columns) else [None] * size
            for index, _, told in self.papers
        ]
        return [dict(zip(names, row, strict=True)) for row in zip(*states, strict=True)]

    def _look(
        self,
        values: Mapping[str, Cells],
        columns: Sequence[Cells],
        apart: set[int],
    ) -> None:
        """Add to *apart* what several cells of a row tell."""
        apart.update(at for at, value in enumerate(values[self.required]) if value is None)
        if self.needs_more:
            others = [column for key, column in values.items() if key != self.required]
            rows = zip(*others, strict=True) if others else repeat((), len(columns[0]))
            apart.update(at for at, row in enumerate(rows) if not any(row))
        for index in self.empty:
            if index < len(columns):
                apart.update(at for at, cell in enumerate(columns[index]) if cell != "")
        for index, key, word in self.events:
            if index < len(columns):
                days = values.get(key) or repeat(None)
                apart.update(
                    at
                    for at, (cell, day) in enumerate(zip(columns[index], days, strict=False))
                    if day is None and cell != "" and has_happened(cell, word)
                )


def _series(
    entries: Sequence[tuple[int, Entries]], columns: Sequence[Cells], apart: set[int]
) -> list[tuple[object, ...]]:
    """Return the series of each row: the months that have an amount, each with it."""
    parts = [_told(told, columns[index], apart) for index, told in entries if index < len(columns)]
    return list(map(tuple, map(filter, repeat(None), zip(*parts, strict=True))))


def _told(told: Known | Entries, column: Cells, apart: set[int]) -> list[object]:
    """Return what the cells of *column* are read as, adding to *apart* the places of those that are odd."""
    found = list(map(told.__getitem__, column))
    odd = [at for at, value in enumerate(found) if value is ODD] if told.is_odd else []
    # A bool finds what is known of 1 or 0.
    known = told.told if isinstance(told, Entries) else told
    if (0 in known or 1 in known) and bool in set(map(type, column)):
        odd += [at for at, cell in enumerate(column) if type(cell) is bool]
    if odd:
        apart.update(odd)
    if isinstance(told, ReadCells) and len(told) > _KEPT:
        told.clear()
    return found
