"""A plain table: typed columns and rows of plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import islice, repeat
from typing import Any, overload

from attrs import field, frozen

from investtrack.values.amount import EXACT, Amount, Unit, plain
from investtrack.values.rate import Points, Rate


class ValueKind(StrEnum):
    """What the values of a column are; every column may hold None, which is unknown.

    TEXT, CHOICE: ``str``, a choice one of few. TEXTS: a list of ``str``. INTEGER: ``int``. FLAG: ``bool``.
    NUMBER: ``Decimal``. DATE: ``date``. CELLS: a list of ``{"field", "file", "sheet", "cell"}``.
    """

    TEXT = "text"
    CHOICE = "choice"
    TEXTS = "texts"
    INTEGER = "integer"
    FLAG = "flag"
    NUMBER = "number"
    DATE = "date"
    CELLS = "cells"


@frozen
class TableColumn:
    """A column of a table.

    Attributes:
        name: English name, stable.
        label: Chinese name.
        kind: what its values are.
        unit: unit of its numbers, where all have one: 万元, or 比率 (0.0512 is 5.12％).
        choices: for a choice, every value it may have → the Chinese word for it.
    """

    name: str
    label: str
    kind: ValueKind = ValueKind.TEXT
    unit: str = ""
    choices: Mapping[str, str] = field(factory=dict)

    @property
    def is_fraction(self) -> bool:
        """Whether it holds the exact fraction of the rate in the column before it."""
        return self.name == "fraction" or self.name.endswith("_fraction")


Row = tuple[Any, ...]
Values = Sequence[Any]
"""The plain values of a column, of the kind that it says."""
Columns = tuple[Values, ...]
"""Some rows, column by column."""


class SameColumn(Values):
    """A column that says the same of every row."""

    def __init__(self, value: object, size: int) -> None:
        self.value, self._size = value, size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401 - any plain value
    @overload
    def __getitem__(self, index: slice) -> Values: ...
    def __getitem__(self, index: int | slice) -> Any:
        rows = range(self._size)[index]  # which says where there is none
        return SameColumn(self.value, len(rows)) if isinstance(rows, range) else self.value

    def __iter__(self) -> Iterator[Any]:
        return repeat(self.value, self._size)

    def count(self, value: object) -> int:
        """Return how many rows say *value*: all or none."""
        return self._size if self.value is value or self.value == value else 0


class DictionaryColumn(Values):
    """A column whose values come again: each stands once in a dictionary, where rows say its place.

    Attributes:
        values: the dictionary, one list for all batches of a column; it only grows.
        places: of each row, where its value stands there.
    """

    def __init__(self, values: Values, places: Sequence[int]) -> None:
        self.values, self.places = values, places

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Any: ...  # noqa: ANN401 - any plain value
    @overload
    def __getitem__(self, index: slice) -> Values: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return DictionaryColumn(self.values, self.places[index])
        return self.values[self.places[index]]

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.places)


_AT_ONCE = 1 << 12


@frozen(eq=False)
class Table:
    """Columns, and rows made when they are asked for.

    Attributes:
        name: English name, stable, such as ``projects``.
        label: Chinese name, such as 项目台账.
        columns: its columns.
        make_rows: gives the rows, one plain value a column.
        make_batches: gives the same rows, some at a time, column by column; None where it is no quicker.
    """

    name: str
    label: str
    columns: tuple[TableColumn, ...]
    make_rows: Callable[[], Iterator[Row]]
    make_batches: Callable[[], Iterator[Columns]] | None = None

    @classmethod
    def of_batches(
        cls,
        name: str,
        label: str,
        columns: tuple[TableColumn, ...],
        make_batches: Callable[[], Iterator[Columns]],
    ) -> Table:
        """Return a table that is made some rows at a time, column by column."""

        def rows() -> Iterator[Row]:
            for batch in make_batches():
                yield from zip(*batch, strict=True)

        return cls(name, label, columns, rows, make_batches)

    def __iter__(self) -> Iterator[Row]:
        return self.make_rows()

    def batches(self) -> Iterator[Columns]:
        """Yield the rows some thousand at a time, column by column; none of no rows."""
        if self.make_batches is not None:
            yield from self.make_batches()
            return
        rows = iter(self)
        while some := list(islice(rows, _AT_ONCE)):
            yield tuple(zip(*some, strict=True))

    def to_rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries, column name → value; the form that data frames take."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self]


# Decimals of a rate whose decimal has no end; its ``fraction`` column is exact.
_RATE_PLACES = 12
_WIDE = Context(prec=200)
_WAN, _scaled, _ONE = Unit.WAN.power, EXACT.scaleb, Decimal(1)


def number_of(value: object) -> Decimal | None:
    """Return a number of the domain as a decimal: money in 万元, exact; a rate to twelve decimals.

    A rate whose decimal ends within twelve decimals is exact too; of the others, the fraction is.
    """
    if type(value) is Amount:
        wan = _scaled(value.yuan, -_WAN)
        whole = wan.to_integral_value()
        is_plain = whole == wan and whole.same_quantum(
            _ONE
        )  # no zeros after the point, no exponent
        return whole if is_plain else Decimal(plain(wan))
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Rate):
        return _decimal(value.fraction)
    return _decimal(value.number) if isinstance(value, Points) else None


class AmountNumbers:
    """Amounts as :func:`number_of` tells them, equal ones once.

    Attributes:
        values: their numbers.
    """

    def __init__(self) -> None:
        self.values: list[Decimal | None] = []
        self._places: dict[object, int] = {}

    def column(self, amounts: Sequence[Any]) -> DictionaryColumn:
        """Return the numbers of *amounts*, of which some may be None."""
        keys: list[object] = []
        for amount in amounts:
            yuan = None if amount is None else amount.yuan
            keys.append(yuan if yuan or yuan is None or not yuan.is_signed() else "-0")
        places = self._places
        for key, amount in dict(zip(keys, amounts, strict=True)).items():
            if key not in places:
                places[key] = len(self.values)
                self.values.append(number_of(amount))
        return DictionaryColumn(self.values, [*map(places.__getitem__, keys)])


def wan_text(amount: Amount) -> str:
    """Return 万元 of *amount*, exact, as digits."""
    return plain(_scaled(amount.yuan, -_WAN))


def _decimal(fraction: Fraction) -> Decimal:
    # round() of a fraction is half-even, from the exact value.
    return Decimal(plain(_WIDE.scaleb(Decimal(round(fraction * 10**_RATE_PLACES)), -_RATE_PLACES)))


def fraction_of(value: object) -> str | None:
    """Return the exact fraction of a rate, or of points, as ``p/q``; None of everything else."""
    if isinstance(value, Rate):
        return str(value.fraction)
    return str(value.number) if isinstance(value, Points) else None
