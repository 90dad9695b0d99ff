"""What figures are made of, as a table: there can be millions of rows, so it is made column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, count, repeat
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
from investtrack.tables.table import (
    AmountNumbers,
    Columns,
    DictionaryColumn,
    SameColumn,
    Table,
    TableColumn,
    ValueKind,
    fraction_of,
    number_of,
)
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
_MOST_KEPT = 24
Cell = dict[str, str | None]


class HasFigures(Protocol):
    """What has figures."""

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Id → figure."""


def contributions_table(report: HasFigures, *, provenance: bool = False) -> Table:
    """Return what every figure was folded from, one row a record's contribution."""

    def batches() -> Iterator[Columns]:
        told = _Told(provenance=provenance)
        for figure in report.figures.values():
            told_of_it = 0
            for section in figure.sections:
                for columns in _of_section(figure, section, told, provenance=provenance):
                    size = len(columns[0])
                    yield (
                        SameColumn(figure.id, size),
                        range(told_of_it + 1, told_of_it + size + 1),
                        *columns,
                    )
                    told_of_it += size
        told.forget()

    made = (*CONTRIBUTION_COLUMNS, _CELLS) if provenance else CONTRIBUTION_COLUMNS
    return Table.of_batches("contributions", "指标构成", made, batches)


def _of_section(
    figure: Figure, section: ContributionColumn, told: _Told, *, provenance: bool
) -> Iterator[Columns]:
    """Yield the columns after id and position."""
    records, groups, is_own = section.records, section.groups, not section.is_subtracted
    amounts = section.amounts if is_own else [*section.signed_amounts]
    if len(amounts) != len(records):
        raise ValueError(f"{figure.id}: {len(records)} records, {len(amounts)} amounts")
    for start in range(0, len(records), _AT_ONCE):
        end = min(start + _AT_ONCE, len(records))
        size = end - start
        numbers = told.numbers(amounts, start, end, figure.kind, is_own=is_own)
        cells = told.cells(section, start, end)
        keys = [group or None for group in groups[start:end]] if groups else SameColumn(None, size)
        columns = (
            DictionaryColumn(told.labels, cells.places), SameColumn(section.role, size), keys, *numbers,
            SameColumn(section.figure, size),
        )  # fmt: skip
        yield (*columns, cells) if provenance else columns


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
    """What was told of records and amounts already: most of them count in dozens of figures.

    Attributes:
        records: each record once.
        labels: what each is called.
        rows: the row of each; empty where not all its cells stand in one row of one sheet. Not told without provenance.
        sheets: the sheet of each; None where ``rows`` is empty.
    """

    def __init__(self, *, provenance: bool) -> None:
        self._provenance = provenance
        self.records: list[Any] = []
        self.labels: list[str] = []
        self.rows: list[str] = []
        self.sheets: list[SheetRef | None] = []
        self._rows_as_bytes: list[bytes] = []
        self._amounts = AmountNumbers()
        self._places_of_records: dict[int, int] = {}
        # Of the sections told last, for the same ones are told of several figures.
        self._of_records: dict[tuple[int, ...], tuple[object, list[int]]] = {}
        self._cells: dict[tuple[int, ...], tuple[object, CellColumn]] = {}
        self._columns: dict[tuple[int, ...], tuple[object, DictionaryColumn]] = {}

    def forget(self) -> None:
        """Let what was kept go: cells hold what they were told by, and would never be let go with it."""
        self._cells.clear()
        self._columns.clear()
        self._of_records.clear()

    def cells(self, section: ContributionColumn, start: int, end: int) -> CellColumn:
        """Return the cells of some contributions; its places say which records they are of."""
        records, keys = section.records, section.keys
        place = (id(records), id(keys), start)
        if place not in self._cells:
            found = CellColumn(self, self._places(records, start, end), keys)
            _keep(self._cells, place, ((records, keys), found))
        return self._cells[place][1]

    def _places(self, records: Sequence[object], start: int, end: int) -> list[int]:
        place = (id(records), start)
        if place not in self._of_records:
            found, new = _places(self._places_of_records, records[start:end])
            for record in new:
                self.labels.append(label_of(record))
                if self._provenance:
                    row, sheet = _row_and_sheet(record)
                    self.rows.append(row)
                    self.sheets.append(sheet)
            self.records += new
            _keep(self._of_records, place, (records, found))
        return self._of_records[place][1]

    def rows_as_bytes(self) -> list[bytes]:
        """Return the row of each record as it is written, each made once."""
        known = self._rows_as_bytes
        known += map(str.encode, self.rows[len(known) :])
        return known

    def numbers(
        self, amounts: Sequence[object], start: int, end: int, kind: Kind, *, is_own: bool
    ) -> tuple[Sequence[Any], Sequence[str | None], Sequence[str | None]]:
        """Return number, unit and fraction of some amounts; *is_own*: they are the records' own, which come again."""
        size, place = end - start, (id(amounts), start)
        if place in self._columns:
            return self._columns[place][1], SameColumn("万元", size), SameColumn(None, size)
        some = amounts[start:end]
        kinds = {*map(type, some)}
        if kinds == {Amount}:
            found = self._amounts.column(some)
            if is_own:
                _keep(self._columns, place, (amounts, found))
            return found, SameColumn("万元", size), SameColumn(None, size)
        if kinds == {int}:  # nearly all are one
            known = {amount: number_and_unit(amount, kind) for amount in {*some}}
            unit = SameColumn(known[some[0]][1], size)
            if len(known) == 1:
                return SameColumn(known[some[0]][0], size), unit, SameColumn(None, size)
            return [known[amount][0] for amount in some], unit, SameColumn(None, size)
        each = [number_and_unit(amount, kind) for amount in some]
        number, unit_of_each, fraction = zip(*each, strict=True)
        return number, unit_of_each, fraction


def _keep(kept: dict[tuple[int, ...], Any], place: tuple[int, ...], told: object) -> None:
    """Keep what was told, and of the rest what came last."""
    if len(kept) >= _MOST_KEPT:
        del kept[next(iter(kept))]
    kept[place] = told


def _places(known: dict[int, int], things: Sequence[object]) -> tuple[list[int], list[object]]:
    """Return where each of *things* stands, by its id, and those that are new."""
    ids = [*map(id, things)]
    try:
        return [*map(known.__getitem__, ids)], []
    except KeyError:
        new = {each: thing for each, thing in zip(ids, things, strict=True) if each not in known}
        known.update(zip(new, count(len(known)), strict=False))
        return [*map(known.__getitem__, ids)], [*new.values()]


def _row_and_sheet(record: object) -> tuple[str, SheetRef | None]:
    """Return where all cells of a record stand; no sheet where it is not one row of one."""
    origin = getattr(record, "origin", None)
    if not origin or not origin.sheet.sheet or origin.moved or origin.elsewhere or not origin.row:
        return "", None
    return str(origin.row), origin.sheet


class CellColumn(Sequence[list[Cell]]):
    """The cells that many contributions were read from, each list made when it is asked for.

    :meth:`texts` and :meth:`pieces` write them without making any.
    """

    def __init__(
        self, told: _Told, places: Sequence[int], keys: Callable[[Any], tuple[str, ...]]
    ) -> None:
        self.places = places
        self._told, self._keys = told, keys
        self._said: tuple[object, list[bytes | list[bytes]]] = (None, [])

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> list[Cell]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[list[Cell]]: ...
    def __getitem__(self, index: int | slice) -> list[Cell] | Sequence[list[Cell]]:
        if isinstance(index, slice):
            return CellColumn(self._told, self.places[index], self._keys)
        return next(iter(CellColumn(self._told, [self.places[index]], self._keys)))

    def __iter__(self) -> Iterator[list[Cell]]:
        known: dict[tuple[int, tuple[str, ...]], list[list[str]]] = {}
        for place in self.places:
            record, row, sheet = (
                self._told.records[place],
                self._told.rows[place],
                self._told.sheets[place],
            )
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

    def pieces(self, told: Callable[[list[Cell]], str]) -> list[bytes | list[bytes]]:
        """Return what :meth:`texts` does in pieces of UTF-8: one after the other, a text of all or the texts of each, they are it.

        Args:
            told: as :meth:`texts` has it.
        """
        if self._said[0] != told:
            rows = [*map(self._told.rows_as_bytes().__getitem__, self.places)]
            found: list[bytes | list[bytes]] = []
            for piece in self._pieces(told):
                if piece is None:
                    found.append(rows)
                elif isinstance(piece, str):
                    found.append(piece.encode())
                else:  # as a rule a few texts, each of many
                    made = {text: text.encode() for text in {*piece}}
                    found.append([*map(made.__getitem__, piece)])
            self._said = (told, found)
        return self._said[1]

    def texts(self, told: Callable[[list[Cell]], str]) -> list[str]:
        """Return ``told(cells)`` of each contribution; what stands in one row is told once for all rows of its sheet.

        Args:
            told: says a list of cells; where only their rows differ, what it says differs in these rows' numbers alone.
        """
        rows = [*map(self._told.rows.__getitem__, self.places)]
        of_each = [
            rows if piece is None else repeat(piece) if isinstance(piece, str) else piece
            for piece in self._pieces(told)
        ]
        return ["".join(some) for _, *some in zip(self.places, *of_each, strict=False)]

    def _pieces(self, told: Callable[[list[Cell]], str]) -> list[str | Sequence[str] | None]:
        """Return the pieces; None stands for the rows' numbers."""
        sheets = [*map(self._told.sheets.__getitem__, self.places)]
        keys = self._keys_of_each()
        if sheets.count(sheets[0]) == keys.count(keys[0]) == len(sheets):
            parts = self._around(self.places[0], keys[0], told)
            if parts is not None:
                return [parts[0], *chain.from_iterable((None, part) for part in parts[1:])]
        kinds = [*zip(map(id, sheets), keys, strict=True)]
        around = {
            kind: self._around(place, kind[1], told)
            for kind, place in dict(zip(kinds, self.places, strict=True)).items()
        }
        found = [parts for parts in around.values() if parts is not None]
        if len(found) == len(around) and len({*map(len, found)}) == 1:
            first, *rest = zip(*map(around.__getitem__, kinds), strict=True)
            return [first, *chain.from_iterable((None, part) for part in rest)]
        rows = map(self._told.rows.__getitem__, self.places)
        each = map(
            self._text, self.places, rows, keys, map(around.__getitem__, kinds), repeat(told)
        )
        return [[*each]]

    def _text(
        self,
        place: int,
        row: str,
        keys: tuple[str, ...],
        around: list[str] | None,
        told: Callable[[list[Cell]], str],
    ) -> str:
        return (
            told(_listed(self._told.records[place], keys)) if around is None else row.join(around)
        )

    def _keys_of_each(self) -> list[tuple[str, ...]]:
        if isinstance(self._keys, SameKeys):
            return [self._keys.keys] * len(self)
        return [*map(self._keys, map(self._told.records.__getitem__, self.places))]

    def _around(
        self, place: int, keys: tuple[str, ...], told: Callable[[list[Cell]], str]
    ) -> list[str] | None:
        """Return what is told around the rows' numbers; None where it must be told one by one."""
        if self._told.sheets[place] is None:
            return None
        cells = _listed(self._told.records[place], keys)
        for cell in cells:
            cell["cell"] = _ROW.join(str(cell["cell"]).split(self._told.rows[place], 1))
        parts = told(cells).split(_ROW)
        return parts if len(parts) == len(cells) + 1 else None  # else a name holds the very sign


_ROW = "\x00"  # as good as never in the name of a file or sheet


def _listed(record: Record, keys: Sequence[str]) -> list[Cell]:
    return [
        {"field": None, "file": cell.file, "sheet": cell.sheet, "cell": cell.cell}
        for cell in cells_of(record, keys)
    ]
