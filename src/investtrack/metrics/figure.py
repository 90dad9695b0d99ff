"""A figure: a number the report states, with what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from investtrack.model.record import Record
from investtrack.model.source import CellRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.frozen import FrozenDict, deep_frozen, frozen_dict
from investtrack.values.rate import Points, Rate


class Kind(StrEnum):
    """Kinds of figure."""

    MONEY = "money"
    COUNT = "count"
    RATE = "rate"
    POINTS = "points"
    DAYS = "days"
    SERIES = "series"
    LIST = "list"


class Breakdown(StrEnum):
    """How the parts of a breakdown stand to their whole.

    PARTITION: they sum to it. PARTIAL: 其中, they need not. OVERLAPPING: a record may be in several.
    """

    PARTITION = "partition"
    PARTIAL = "partial"
    OVERLAPPING = "overlapping"


Number = Amount | int | Rate | Points
FigureRow = dict[str, Any]
"""One row of a list figure: what is said of a record, by column."""
SeriesValue = Mapping[str, Any]
"""The parts of a breakdown or series: a number, or several, by key."""
Value = Number | SeriesValue | tuple[Mapping[str, Any], ...]
"""Value of a figure: a number; for a series key → number (or a mapping of numbers); for a list rows."""


class Excerpt(tuple[Mapping[str, Any], ...]):  # noqa: SLOT001 - a tuple of any length has no slots
    """The first rows of a longer list, such as a city's: what prints a number of rows asks *in_all*."""

    in_all: int

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, object]], in_all: int) -> tuple[Mapping[str, Any], ...]:
        """Return *rows* as the first of *in_all*; a plain tuple where they are all."""
        found = cls(rows)
        found.in_all = in_all
        return found if in_all > len(rows) else tuple(rows)


def rows_in_all(rows: Sequence[object]) -> int:
    """Return how many rows a list has, those that an excerpt leaves out included."""
    return rows.in_all if isinstance(rows, Excerpt) else len(rows)


Keys = Callable[[Any], tuple[str, ...]]
"""Record → keys of the fields a contribution was read from."""


@frozen
class SameKeys:
    """Keys of fields that are the same of every record, so that nobody need ask each."""

    keys: tuple[str, ...]

    def __call__(self, _: object) -> tuple[str, ...]:
        """Return them."""
        return self.keys


@frozen
class Contribution:
    """What one record gives to a figure.

    Attributes:
        label: the record's name.
        amount: what it gives, in the figure's unit (an amount of money, a number, a rate, points); None where it is only named (a list).
        cells: the cells it was read from.
        role: how it takes part: ＋, －, 分子, 分母; 分子（减） and 分母（减） are subtracted there.
        group: the part of the breakdown it belongs to.
        figure: id of the figure it first belongs to.
    """

    label: str
    amount: Number | None
    cells: tuple[CellRef, ...]
    role: str
    group: str
    figure: str


@frozen(eq=False)
class ContributionColumn:
    """Contributions of one selection of records, kept as columns so that many cost little."""

    figure: str
    records: Sequence[Any]
    amounts: Sequence[Number | None]
    keys: Keys
    groups: Sequence[str] | None = None
    role: str = "＋"

    @property
    def is_subtracted(self) -> bool:
        """Whether its amounts are taken away; they are then negative in its contributions."""
        return self.role == "－" or self.role.endswith("（减）")

    @property
    def signed_amounts(self) -> Iterator[Number | None]:
        """What each record gives; negative where it is taken away, save a rate."""
        taken = self.is_subtracted
        for amount in self.amounts:
            yield (
                -amount if taken and amount is not None and not isinstance(amount, Rate) else amount
            )

    def __reduce__(self) -> tuple[Any, ...]:
        kept: dict[
            tuple[str, ...], tuple[str, ...]
        ] = {}  # most records have the same keys: written once
        keys = [kept.setdefault(k, k) for k in map(tuple, map(self.keys, self.records))]
        state = (
            self.figure,
            tuple(self.records),
            tuple(self.amounts),
            keys,
            self.groups,
            self.role,
        )
        return _restored, state

    def __repr__(self) -> str:
        return f"ContributionColumn({self.figure}, {len(self.records)} records)"

    def __iter__(self) -> Iterator[Contribution]:
        for index, amount in enumerate(self.signed_amounts):
            record = self.records[index]
            yield Contribution(
                label_of(record),
                amount,
                cells_of(record, self.keys(record)),
                self.role,
                self.groups[index] if self.groups else "",
                self.figure,
            )


def _restored(
    figure: str,
    records: Sequence[Any],
    amounts: Sequence[Number | None],
    keys: Sequence[tuple[str, ...]],
    *rest: Any,  # noqa: ANN401 - as the class takes them
) -> ContributionColumn:
    """Return a column as it was before it was pickled: which fields each record gave is told, no longer found out."""
    known = {id(record): own for record, own in zip(records, keys, strict=True)}
    return ContributionColumn(figure, records, amounts, lambda record: known[id(record)], *rest)


def label_of(record: object) -> str:
    """Return what a record is called: its name, its indicator, its item, or its number."""
    for attribute in ("name", "indicator", "item", "number", "label"):
        if value := getattr(record, attribute, None):
            return str(value)
    return "（未命名）"


def cells_of(record: Record, keys: Sequence[str]) -> tuple[CellRef, ...]:
    """Return the source cells of fields *keys* of *record*; none for what has no source."""
    origin = getattr(record, "origin", None)
    if origin is None or not origin.sheet.sheet:
        return ()
    return tuple(cell for key in keys for cell in origin.cells(key))


def _frozen_value(value: Value | None) -> Value | None:
    """Return the value of a figure as nobody can change it."""
    if value is None:
        return None
    if isinstance(value, tuple) and not all(isinstance(row, FrozenDict) for row in value):
        rows = tuple(map(deep_frozen, value))
        return Excerpt.of(rows, value.in_all) if isinstance(value, Excerpt) else rows
    frozen_value: Value | None = deep_frozen(value)
    return frozen_value


@frozen(eq=False, kw_only=True)
class Figure:
    """A figure of the report (指标).

    Attributes:
        sections: what it is made of, a column a measure; :attr:`contributions` tells it record by record.
        id: stable id.
        title: Chinese title.
        kind: what kind of value.
        definition: how it is computed, in Chinese.
        value: the exact value, or None; its kind tells the unit: an amount of money, a share (rate), percentage points, a number of
            what is counted in, days.
        reason: why there is no value, in Chinese.
        missing: number of records that lacked a needed cell.
        note: what must be said of how the value came about (computed, on which basis).
        breakdown: for a breakdown, how its parts stand to the whole.
        whole: id of the figure a breakdown breaks down.
        printed: what is printed in place of the value, at the profile's decimals, where parts are made to add
            up; of a series with all its parts. None: the value.
        display_unit: unit money is printed in.
        aliases: other ids the figure answers to.
        without: of a figure merged from several regions, those whose values it leaves out.
        counted_in: what a count is counted in; a rank is 位.
        part_titles: of a breakdown with several numbers a part, name → title, the number of records left out.
    """

    id: str
    title: str
    kind: Kind
    definition: str
    value: Value | None = field(default=None, converter=_frozen_value)
    reason: str = ""
    missing: int = 0
    note: str = ""
    breakdown: Breakdown | None = None
    whole: str = ""
    printed: Value | None = field(default=None, converter=_frozen_value)
    display_unit: Unit = Unit.YI
    aliases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    counted_in: str = "个"
    part_titles: Mapping[str, str] = field(factory=dict, converter=frozen_dict)
    sections: tuple[ContributionColumn, ...] = field(default=(), repr=False)

    @property
    def is_absent(self) -> bool:
        """Whether there is no value."""
        return self.value is None

    @property
    def records(self) -> tuple[Any, ...]:
        """The records it is made of, such as projects: each once, in the order in which they take part."""
        found = {id(record): record for section in self.sections for record in section.records}
        return tuple(found.values())

    @property
    def contributions(self) -> Iterator[Contribution]:
        """What the value was folded from, record by record, with source cells."""
        for section in self.sections:
            yield from section
