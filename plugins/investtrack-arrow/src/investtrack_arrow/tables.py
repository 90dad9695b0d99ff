"""Tables of the core as Arrow tables, every number exact.

Money is in 万元 as ``decimal128``: six decimals, which is the fen, and more where an amount of the column has more.
Other numbers have twelve. A column has 18 digits where its values fit, so that Arrow and what builds on it can subtract
and divide; else 37, which can still be subtracted, or 38. Keyed tables, made to be stacked, have 37 digits, eighteen decimals everywhere, so that those of all counties have
one schema: fifteen digits, all that a spreadsheet keeps, of any amount from one yuan up. Nothing is rounded: what 38
digits cannot hold is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from investtrack.errors import AmountError
from investtrack.json_object import JsonObject
from investtrack.model.ledger import Ledger
from investtrack.report import Report
from investtrack.tables import TABLE_NAMES, Table, TableColumn, ValueKind, ledger_tables


if TYPE_CHECKING:
    import pyarrow as pa


_AT_ONCE = 1 << 15
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
    if isinstance(source, Report):
        tables = {name: source.table(name, provenance=provenance) for name in TABLE_NAMES}
    else:
        tables = dict(ledger_tables(source, provenance=provenance))
    key = key_of(source) if keyed else None
    for name, table in tables.items():
        yield name, arrow_table(table, key=None if name == "about" else key)


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
    import pyarrow as pa

    made = [_Column(column, table) for column in table.columns]
    rows, count = iter(table), 0
    while some := list(
        islice(rows, _AT_ONCE)
    ):  # so that millions of rows are never held as Python's
        count += len(some)
        for column, values in zip(made, zip(*some, strict=True), strict=True):
            column.take(values)
    fields, arrays = [], []
    for name, value in (key or {}).items():
        kind = pa.date32() if name == "as_of" else pa.string()
        fields.append(pa.field(name, kind))
        arrays.append(pa.array([value] * count, kind))
    for column in made:
        array = column.array(is_stacked=key is not None)
        arrays.append(array)
        fields.append(pa.field(column.of.name, array.type, metadata=_metadata(column.of)))
    about = {"investtrack.table": table.name, "investtrack.label": table.label}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def _metadata(column: TableColumn) -> dict[str, str]:
    return {"label": column.label, **({"unit": column.unit} if column.unit else {})}


class _Column:
    """A column that is being filled."""

    def __init__(self, of: TableColumn, table: Table) -> None:
        self.of, self._table = of, table
        self._arrays: list[pa.Array] = []
        self._whole, self._after = 1, 0
        self._widest = self._finest = Decimal(0)

    def take(self, values: Sequence[Any]) -> None:
        """Add *values*; numbers with as many decimals as all so far need."""
        import pyarrow as pa

        if self.of.kind is ValueKind.NUMBER:
            self._measure(values)
            self._arrays.append(pa.array(values, pa.decimal128(_DIGITS, self._after)))
        else:
            self._arrays.append(pa.array(values, _type(self.of.kind)))

    def array(self, *, is_stacked: bool) -> pa.Array:
        """Return all of it, of the type that it needs; its parts are let go."""
        import pyarrow as pa

        parts, self._arrays = self._arrays, []
        if self.of.kind is ValueKind.NUMBER:
            least = _MONEY_SCALE if self.of.unit == "万元" else _NUMBER_SCALE
            least = _STACKED_SCALE if is_stacked else least
            tiers = _TIERS[1:] if is_stacked else _TIERS
            kind = pa.decimal128(*self._digits(least, tiers))
            return pa.concat_arrays([part.cast(kind) for part in parts] or [pa.array([], kind)])
        kind = _type(self.of.kind)
        whole = pa.concat_arrays(parts or [pa.array([], kind)])
        if self.of.kind is not ValueKind.CHOICE:
            return whole
        return whole.dictionary_encode().cast(pa.dictionary(pa.int32(), pa.string()))

    def _measure(self, values: Sequence[Decimal | None]) -> None:
        for value in values:
            if value is None:
                continue
            exponent = value.as_tuple().exponent
            if not isinstance(exponent, int):  # never of a finite number
                raise AmountError(f"not finite: {value}")
            if -exponent > self._after:
                self._after, self._finest = -exponent, value
            if value and value.adjusted() + 1 > self._whole:
                self._whole, self._widest = value.adjusted() + 1, value
        if self._whole + self._after > _DIGITS:
            raise AmountError(
                f"“{self._table.label}”的“{self.of.label}”既有 {self._widest} 又有 {self._finest}，一列放不下（合起来最多{_DIGITS}位）；请核对金额"
            )

    def _digits(self, least: int, tiers: Sequence[int]) -> tuple[int, int]:
        """Return the fewest digits of *tiers* that hold every value exactly, and the decimals: *least* where there is room."""
        digits = next(tier for tier in tiers if self._whole + self._after <= tier)
        return digits, max(self._after, min(least, digits - self._whole))


def _type(kind: ValueKind) -> pa.DataType:
    """Return the type of what is no number; a choice is told apart at the end."""
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
