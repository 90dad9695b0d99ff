"""Tables of the core as Arrow tables, every number exact.

Money is in 万元 as ``decimal128``: six decimals, which is the fen, and more where an amount of the column has more.
Other numbers have twelve. A column has 18 digits where its values fit, so that Arrow and what builds on it can subtract
and divide; else 37, which can still be subtracted, or 38. Keyed tables, made to be stacked, have 37 digits, eighteen decimals everywhere, so that those of all counties have
one schema: fifteen digits, all that a spreadsheet keeps, of any amount from one yuan up. Nothing is rounded: what 38
digits cannot hold is refused.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from investtrack.errors import AmountError
from investtrack.json_object import JsonObject
from investtrack.model.ledger import Ledger
from investtrack.report import Report
from investtrack.tables import TABLE_NAMES, Table, TableColumn, ValueKind, ledger_tables
from investtrack.tables.table import DictionaryColumn, Values
from investtrack_arrow.buffers import array_of, counted_from_one, whole_numbers


if TYPE_CHECKING:
    import pyarrow as pa


_DIGITS = 38
# Of 18 digits Arrow can divide, of 37 subtract: the result of either must have 38 at most.
_TIERS = (18, 37, _DIGITS)
_MONEY_SCALE = 6
_NUMBER_SCALE = 12
_STACKED_SCALE = 18


def arrow_tables(
    source: Report | Ledger, *, provenance: bool = False, keyed: bool = False
) -> dict[str, pa.Table]:
    """Return every table of a report, or every sheet of a ledger, by name.

    Args:
        source: the report; or a ledger, which has no figures, contributions and findings.
        provenance: whether columns say which file, sheet, row and cells a row came from.
        keyed: whether each row begins with ``region``, ``period`` and ``as_of``, and numbers have eighteen decimals,
            so that tables of many counties and dates can be stacked.

    Raises:
        AmountError: a number has more digits than Arrow's decimals hold.
    """
    return dict(each_table(source, provenance=provenance, keyed=keyed))


def each_table(
    source: Report | Ledger, *, provenance: bool = False, keyed: bool = False
) -> Iterator[tuple[str, pa.Table]]:
    """Yield the tables of :func:`arrow_tables` with their names, each made when it is its turn.

    Raises:
        AmountError: a number has more digits than Arrow's decimals hold.
    """
    for name, taken in each_taken(source, provenance=provenance, keyed=keyed):
        yield name, taken.table()


def each_taken(
    source: Report | Ledger, *, provenance: bool = False, keyed: bool = False
) -> Iterator[tuple[str, TakenTable]]:
    """Yield what :func:`each_table` does, for writing some rows at a time.

    Raises:
        AmountError: a number has more digits than Arrow's decimals hold.
    """
    if isinstance(source, Report):
        tables = {name: source.table(name, provenance=provenance) for name in TABLE_NAMES}
    else:
        tables = dict(ledger_tables(source, provenance=provenance))
    key = key_of(source) if keyed else None
    for name, table in tables.items():
        yield name, TakenTable(table, None if name == "about" else key)


def key_of(source: Report | Ledger) -> JsonObject:
    """Return what tells one report from another: region, period and as-of date."""
    ledger = source.ledger if isinstance(source, Report) else source
    period = source.period
    return {
        "region": ledger.region.name,
        "period": period.code if period else None,
        "as_of": source.as_of,
    }


def arrow_table(table: Table, *, key: Mapping[str, object] | None = None) -> pa.Table:
    """Return one table of the core as an Arrow table; labels and units are in the metadata of its fields.

    Raises:
        AmountError: a number has more digits than Arrow's decimals hold.
    """
    return TakenTable(table, key).table()


class TakenTable:
    """A table of the core taken in, what comes again but once: millions of rows are never held as they are written.

    Args:
        table: the table.
        key: what stands before every row.

    Raises:
        AmountError: a number has more digits than Arrow's decimals hold.
    """

    def __init__(self, table: Table, key: Mapping[str, object] | None = None) -> None:
        import pyarrow as pa

        self._columns = [_column(column, table) for column in table.columns]
        self._key = dict(key or {})
        self.count = 0
        for batch in table.batches():
            self.count += len(batch[0])
            for column, values in zip(self._columns, batch, strict=True):
                column.take(values)
        fields = [
            pa.field(name, pa.date32() if name == "as_of" else pa.string()) for name in self._key
        ]
        for column in self._columns:
            kind = column.close(is_stacked=key is not None)
            fields.append(pa.field(column.of.name, kind, metadata=_metadata(column.of)))
        about = {"investtrack.table": table.name, "investtrack.label": table.label}
        self.schema = pa.schema(fields, metadata=about)

    def table(self) -> pa.Table:
        """Return all of it."""
        return self._rows(0, self.count)

    def pieces(self, at_once: int) -> Iterator[pa.Table]:
        """Yield it, *at_once* rows at a time; of no rows one table without any."""
        for start in range(0, max(self.count, 1), at_once):
            yield self._rows(start, min(at_once, self.count - start))

    def _rows(self, start: int, count: int) -> pa.Table:
        import pyarrow as pa

        of_key = [
            pa.repeat(pa.scalar(value, self.schema.field(place).type), count)
            for place, value in enumerate(self._key.values())
        ]
        told = [column.rows(start, count) for column in self._columns]
        return pa.Table.from_arrays([*of_key, *told], schema=self.schema)


def _metadata(column: TableColumn) -> dict[str, str]:
    return {"label": column.label, **({"unit": column.unit} if column.unit else {})}


class _Numbered(dict[Any, int]):
    """Values, each with the number that it got when it first came: its place in a list, counted from one; None has 0."""

    def __init__(self, values: list[Any]) -> None:
        super().__init__({None: 0})
        self._values = values

    def __missing__(self, value: object) -> int:
        self._values.append(value)
        self[value] = number = len(self._values)
        return number


class _Rows:
    """The numbers of a column, row by row; a stretch of rows that have one number is kept as that."""

    def __init__(self) -> None:
        self._parts: list[tuple[pa.Array, int]] = []

    def add(self, part: pa.Array, times: int = 1) -> None:
        """Add the numbers of *part*, or, *times* over, its one number."""
        self._parts.append((part, times))

    def some(self, start: int, count: int) -> pa.Array:
        """Return those of *count* rows from *start*."""
        import pyarrow as pa

        found = []
        for part, times in self._parts:
            size = len(part) * times
            if start < size and count > 0:
                taken = min(size - start, count)
                found.append(part.slice(start, taken) if times == 1 else pa.repeat(part[0], taken))
                count -= taken
            start = max(start - size, 0)
        return pa.concat_arrays(found) if found else whole_numbers(array("i"))


class _Column:
    """A column that is being filled: values are kept once, and their numbers row by row; number 0 is None."""

    def __init__(self, of: TableColumn) -> None:
        self.of = of
        self._values: list[Any] = []
        self._numbers = _Numbered(self._values)
        self._rows = _Rows()
        self._known: pa.Array = None
        self._dictionary: Values = ()
        self._numbers_there = array("i")

    def take(self, values: Values) -> None:
        """Add *values*."""
        number_of = self._numbers.__getitem__
        if isinstance(values, DictionaryColumn):
            if values.values is not self._dictionary:
                self._dictionary, self._numbers_there = values.values, array("i")
            there = self._numbers_there
            new = values.values[len(there) :]
            if self.of.kind is ValueKind.CHOICE:
                there.extend(map(number_of, new))
            else:  # known once as it is: to look for each among all others takes more room than they do
                there.extend(range(len(self._values) + 1, len(self._values) + 1 + len(new)))
                self._values += new
            self._rows.add(whole_numbers(there).take(whole_numbers(array("i", values.places))))
        elif values[0] is values[-1] and values.count(values[0]) == len(values):
            self._rows.add(whole_numbers(array("i", [number_of(values[0])])), len(values))
        else:
            self._rows.add(whole_numbers(array("i", map(number_of, values))))

    def close(self, *, is_stacked: bool) -> pa.DataType:
        """Return the type of the column, now that all is there."""
        import pyarrow as pa

        values = self._values
        self._numbers.clear()
        self._dictionary, self._numbers_there = (), array("i")
        kind = self._kind(values, is_stacked=is_stacked)
        if self.of.kind is ValueKind.CHOICE:
            self._known = array_of(values, kind)
            kind = pa.dictionary(pa.int32(), kind)
        else:
            self._known = array_of([None, *values], kind)
        values.clear()
        return kind

    def _kind(self, _: Values, *, is_stacked: bool) -> pa.DataType:  # noqa: ARG002 - numbers look at it
        return _type(self.of.kind)

    def rows(self, start: int, count: int) -> pa.Array:
        """Return some of it."""
        import pyarrow as pa

        rows = self._rows.some(start, count)
        if self.of.kind is not ValueKind.CHOICE:
            return self._known.take(rows)
        counted = counted_from_one(rows, len(self._known))
        return pa.DictionaryArray.from_arrays(counted, self._known)


class _Integers(_Column):
    """A column of whole numbers; while they only count, from where to where."""

    def __init__(self, of: TableColumn) -> None:
        super().__init__(of)
        self._counted: list[range] | None = []

    def take(self, values: Values) -> None:
        """Add *values*."""
        if self._counted is not None and isinstance(values, range):
            self._counted.append(values)
            return
        for each in self._counted or ():
            super().take(each)
        self._counted = None
        super().take(values)

    def rows(self, start: int, count: int) -> pa.Array:
        """Return some of it."""
        import pyarrow as pa

        if self._counted is None:
            return super().rows(start, count)
        found, left = array("q"), count
        for each in self._counted:
            part = each[start : start + left]
            found.extend(part)
            left -= len(part)
            start = max(start - len(each), 0)
        return pa.Array.from_buffers(pa.int64(), count, [None, pa.py_buffer(found)])


class _Texts(_Column):
    """A column of lists of texts."""

    def take(self, values: Values) -> None:
        """Add *values*."""
        super().take([value if value is None else tuple(value) for value in values])


class _Cells(_Column):
    """A column of cells, which hardly ever come again."""

    def __init__(self, of: TableColumn) -> None:
        super().__init__(of)
        self._parts: list[pa.Array] = []

    def take(self, values: Values) -> None:
        """Add *values*."""
        import pyarrow as pa

        self._parts.append(pa.array(values, _type(self.of.kind)))

    def close(self, *, is_stacked: bool) -> pa.DataType:  # noqa: ARG002 - no numbers
        """Return the type of the column, now that all is there."""
        import pyarrow as pa

        kind = _type(self.of.kind)
        self._known, self._parts = pa.chunked_array(self._parts, kind), []
        return kind

    def rows(self, start: int, count: int) -> pa.Array:
        """Return some of it."""
        import pyarrow as pa

        chunks = self._known.slice(start, count).chunks
        return pa.concat_arrays(chunks) if chunks else pa.array([], self._known.type)


class _Numbers(_Column):
    """A column of exact numbers: how many digits it needs is known when all are there."""

    def __init__(self, of: TableColumn, table: Table) -> None:
        super().__init__(of)
        self._table = table

    def _kind(self, stated: Values, *, is_stacked: bool) -> pa.DataType:
        import pyarrow as pa

        values: list[Decimal] = [value for value in stated if value is not None]
        for value in values:
            if not value.is_finite():
                raise AmountError(f"not finite: {value}")
        widest = max(values, key=Decimal.copy_abs, default=Decimal(0))
        whole = max(widest.adjusted() + 1, 1) if widest else 1
        decimals = [0, *map(_decimals, map(str, values))]
        after = max(decimals)
        finest = [Decimal(0), *values][decimals.index(after)]
        if whole + after > _DIGITS:
            raise AmountError(
                f"“{self._table.label}”的“{self.of.label}”既有 {widest} 又有 {finest}，一列放不下（合起来最多{_DIGITS}位）；请核对金额"
            )
        least = _MONEY_SCALE if self.of.unit == "万元" else _NUMBER_SCALE
        least = _STACKED_SCALE if is_stacked else least
        # The fewest digits that hold every value exactly, and *least* decimals where there is room.
        digits = next(
            tier for tier in (_TIERS[1:] if is_stacked else _TIERS) if whole + after <= tier
        )
        return pa.decimal128(digits, max(after, min(least, digits - whole)))


def _decimals(digits: str) -> int:
    """Return how many decimals a number has whose *digits* these are."""
    before, mark, power = digits.partition("E")
    after = len(before.partition(".")[2])
    return max(after - int(power), 0) if mark else after


def _column(of: TableColumn, table: Table) -> _Column:
    if of.kind is ValueKind.NUMBER:
        return _Numbers(of, table)
    kinds = {ValueKind.TEXTS: _Texts, ValueKind.CELLS: _Cells, ValueKind.INTEGER: _Integers}
    return kinds.get(of.kind, _Column)(of)


def _type(kind: ValueKind) -> pa.DataType:
    """Return the type of what is no number; of a choice, that of its values."""
    import pyarrow as pa

    cell = pa.struct([(name, pa.string()) for name in ("field", "file", "sheet", "cell")])
    return {
        ValueKind.TEXT: pa.string(),
        ValueKind.CHOICE: pa.string(),
        ValueKind.TEXTS: pa.list_(pa.string()),
        ValueKind.INTEGER: pa.int64(),
        ValueKind.FLAG: pa.bool_(),
        ValueKind.DATE: pa.date32(),
        ValueKind.CELLS: pa.list_(cell),
    }[kind]
