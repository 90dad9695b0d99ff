"""What figures are made of, as a table: there can be millions of rows, so it is made column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol, overload

from investtrack.metrics.figure import (
    ContributionColumn,
    Figure,
    Kind,
    SameKeys,
    cells_of,
    label_of,
)
from investtrack.model.record import Record
from investtrack.model.source import SheetRef
from investtrack.tables.table import Columns, Table, TableColumn, ValueKind, fraction_of, number_of
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate


UNITS = {unit: unit for unit in ("万元", "个", "比率", "百分点", "天")}
_ROLES = {role: role for role in ("＋", "－", "分子", "分母", "分子（减）", "分母（减）")}
CONTRIBUTION_COLUMNS = (
    TableColumn("id", "指标编号"),
    TableColumn("position", "序号", ValueKind.INTEGER),
    TableColumn("record", "记录"),
    TableColumn("role", "作用", ValueKind.CHOICE, "", _ROLES),
    TableColumn("key", "项"),
    TableColumn("value", "数值", ValueKind.NUMBER),
    TableColumn("unit", "单位", ValueKind.CHOICE, "", UNITS),
    TableColumn("fraction", "分数"),
    TableColumn("from_figure", "先属于的指标"),
)
_CELLS = TableColumn("cells", "单元格", ValueKind.CELLS)
_AT_ONCE = 1 << 14
Cell = dict[str, str | None]


class HasFigures(Protocol):
    """What has figures."""

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Id → figure."""


def contributions_table(report: HasFigures, *, provenance: bool = False) -> Table:
    """Return what every figure was folded from, one row a record's contribution."""

    def batches() -> Iterator[Columns]:
        told = _Told()
        for figure in report.figures.values():
            count = 0
            for section in figure.sections:
                for columns in _of_section(figure, section, told, provenance=provenance):
                    size = len(columns[0])
                    yield ([figure.id] * size, range(count + 1, count + size + 1), *columns)
                    count += size

    made = (*CONTRIBUTION_COLUMNS, _CELLS) if provenance else CONTRIBUTION_COLUMNS
    return Table.of_batches("contributions", "指标构成", made, batches)


def _of_section(
    figure: Figure, section: ContributionColumn, told: _Told, *, provenance: bool
) -> Iterator[Columns]:
    """Yield the columns after id and position."""
    records, groups, is_own = section.records, section.groups, not section.is_subtracted
    amounts = iter(section.amounts if is_own else section.signed_amounts)
    for start in range(0, len(records), _AT_ONCE):
        some = records[start : start + _AT_ONCE]
        size = len(some)
        own = [*islice(amounts, size)]
        if len(own) != size:
            raise ValueError(f"{figure.id}: fewer amounts than records")
        numbers, places = told.numbers(own, figure.kind, is_own=is_own), told.places(some)
        keys = (
            [group or None for group in groups[start : start + size]] if groups else [None] * size
        )
        columns = (
            [place[0] for place in places], [section.role] * size, keys, *numbers, [section.figure] * size,
        )  # fmt: skip
        yield (*columns, CellColumn(places, section.keys)) if provenance else columns
    if next(amounts, None) is not None:
        raise ValueError(f"{figure.id}: more amounts than records")


def number_and_unit(value: object, kind: Kind) -> tuple[Any, str | None, str | None]:
    """Return number, unit and fraction."""
    number = number_of(value)
    unit = None
    if isinstance(value, Amount):
        unit = "万元"
    elif isinstance(value, Rate):
        unit = "比率"
    elif isinstance(value, Points):
        unit = "百分点"
    elif number is not None:
        unit = "天" if kind is Kind.DAYS else "个"
    return number, unit, fraction_of(value)


class _Told:
    """What was told of records and amounts already: most of them count in dozens of figures."""

    def __init__(self) -> None:
        # Each is kept with what was told of it, so that nothing else gets its id.
        self._records: dict[int, _Place] = {}
        self._amounts: dict[int, Decimal | None] = {}
        self._kept: list[object] = []

    def places(self, records: Sequence[object]) -> list[_Place]:
        """Return where each record stands."""
        known = self._records
        try:
            return [known[each] for each in map(id, records)]
        except KeyError:
            for record in records:
                if id(record) not in known:
                    known[id(record)] = _place(record)
        return [known[each] for each in map(id, records)]

    def numbers(
        self, amounts: Sequence[object], kind: Kind, *, is_own: bool
    ) -> tuple[Sequence[Any], Sequence[str | None], Sequence[str | None]]:
        """Return number, unit and fraction of each; *is_own*: they are the records' own, which come again."""
        size, kinds = len(amounts), {*map(type, amounts)}
        if kinds == {Amount}:
            return (
                self._money(amounts) if is_own else [*map(number_of, amounts)],
                ["万元"] * size,
                [None] * size,
            )
        if kinds == {int}:  # nearly all are one
            known = {amount: number_and_unit(amount, kind) for amount in {*amounts}}
            numbers = [known[amount][0] for amount in amounts]
            return numbers, [known[amounts[0]][1]] * size, [None] * size
        each = [number_and_unit(amount, kind) for amount in amounts]
        number, unit, fraction = zip(*each, strict=True)
        return number, unit, fraction

    def _money(self, amounts: Sequence[object]) -> list[Decimal | None]:
        known = self._amounts
        try:
            return [known[each] for each in map(id, amounts)]
        except KeyError:
            for amount in amounts:
                if id(amount) not in known:
                    known[id(amount)] = number_of(amount)
                    self._kept.append(amount)
        return [known[each] for each in map(id, amounts)]


_Place = tuple[str, str, "SheetRef | None", Any]
"""Label, row, sheet, and the record itself; no sheet where not all its cells stand in one row of one."""


def _place(record: object) -> _Place:
    origin = getattr(record, "origin", None)
    if not origin or not origin.sheet.sheet or origin.moved or origin.elsewhere or not origin.row:
        return label_of(record), "", None, record
    return label_of(record), str(origin.row), origin.sheet, record


class CellColumn(Sequence[list[Cell]]):
    """The cells that many contributions were read from, each list made when it is asked for.

    :meth:`texts` writes them without making any.
    """

    def __init__(self, places: Sequence[_Place], keys: Callable[[Any], tuple[str, ...]]) -> None:
        self._places, self._keys = places, keys

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[list[Cell]]: ...
    def __getitem__(self, index: int | slice) -> list[Cell] | Sequence[list[Cell]]:
        if isinstance(index, slice):
            return CellColumn(self._places[index], self._keys)
        return next(iter(CellColumn([self._places[index]], self._keys)))

    def __iter__(self) -> Iterator[list[Cell]]:
        known: dict[tuple[int, tuple[str, ...]], list[list[str]]] = {}
        for _, row, sheet, record in self._places:
            keys = self._keys(record)
            if sheet is None:
                yield _listed(record, keys)
                continue
            key = (id(sheet), keys)
            if key not in known:
                known[key] = [cell.cell.split(row, 1) for cell in cells_of(record, keys)]
            file, name = sheet.file, sheet.sheet
            yield [
                {"field": None, "file": file, "sheet": name, "cell": row.join(around)}
                for around in known[key]
            ]

    def texts(self, told: Callable[[list[Cell]], str]) -> list[str]:
        """Return ``told(cells)`` of each contribution; what stands in one row is told once for all rows of its sheet.

        Args:
            told: says a list of cells; where only their rows differ, what it says differs in these rows' numbers alone.
        """
        _, rows, sheets, records = zip(*self._places, strict=True)
        own = self._keys
        keys = [own.keys] * len(rows) if isinstance(own, SameKeys) else [*map(own, records)]
        if keys.count(keys[0]) == len(keys) and sheets.count(sheets[0]) == len(sheets):
            parts = self._around(self._places[0], keys[0], told)
            if parts is not None:
                return [row.join(parts) for row in rows]
        known: dict[tuple[int, tuple[str, ...]], list[str] | None] = {}
        said = []
        for place, row, sheet, each in zip(self._places, rows, sheets, keys, strict=True):
            key = (id(sheet), each)
            if key not in known:
                known[key] = self._around(place, each, told)
            around = known[key]
            said.append(told(_listed(place[3], each)) if around is None else row.join(around))
        return said

    @staticmethod
    def _around(
        place: _Place, keys: tuple[str, ...], told: Callable[[list[Cell]], str]
    ) -> list[str] | None:
        """Return what is told around the rows' numbers; None where it must be told one by one."""
        _, row, sheet, record = place
        if sheet is None:
            return None
        cells = _listed(record, keys)
        for cell in cells:
            cell["cell"] = _ROW.join(str(cell["cell"]).split(row, 1))
        parts = told(cells).split(_ROW)
        return parts if len(parts) == len(cells) + 1 else None  # else a name holds the very sign


_ROW = "\x00"  # as good as never in the name of a file or sheet


def _listed(record: Record, keys: Sequence[str]) -> list[Cell]:
    return [
        {"field": None, "file": cell.file, "sheet": cell.sheet, "cell": cell.cell}
        for cell in cells_of(record, keys)
    ]
