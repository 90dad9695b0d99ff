"""Tables of the core as Arrow tables, every number exact.

Money is in 万元 as ``decimal128``: six decimals, which is the fen, and more where an amount of the column has more.
Other numbers have twelve. A column has 18 digits where its values fit, so that Arrow and what builds on it can subtract
and divide; else 37, which can still be subtracted, or 38. Keyed tables, made to be stacked, have 37 digits, eighteen decimals everywhere, so that those of all counties have
one schema: fifteen digits, all that a spreadsheet keeps, of any amount from one yuan up. Nothing is rounded: what 38
digits cannot hold is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from investtrack.errors import AmountError
from investtrack.json_object import JsonObject
from investtrack.model.ledger import Ledger
from investtrack.report import Report
from investtrack.tables import TABLE_NAMES, Table, TableColumn, ValueKind, ledger_tables


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
    if isinstance(source, Report):
        tables = {name: source.table(name, provenance=provenance) for name in TABLE_NAMES}
    else:
        tables = dict(ledger_tables(source, provenance=provenance))
    key = key_of(source) if keyed else None
    return {
        name: arrow_table(table, key=None if name == "about" else key)
        for name, table in tables.items()
    }


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

    rows = list(table)
    fields, arrays = [], []
    for name, value in (key or {}).items():
        kind = pa.date32() if name == "as_of" else pa.string()
        fields.append(pa.field(name, kind))
        arrays.append(pa.array([value] * len(rows), kind))
    for index, column in enumerate(table.columns):
        values = [row[index] for row in rows]
        kind = _type(column, values, table, is_stacked=key is not None)
        fields.append(pa.field(column.name, kind, metadata=_metadata(column)))
        arrays.append(_array(values, kind))
    about = {"investtrack.table": table.name, "investtrack.label": table.label}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def _metadata(column: TableColumn) -> dict[str, str]:
    return {"label": column.label, **({"unit": column.unit} if column.unit else {})}


def _type(
    column: TableColumn, values: Sequence[Any], table: Table, *, is_stacked: bool
) -> pa.DataType:
    import pyarrow as pa

    if column.kind is ValueKind.NUMBER:
        least = _MONEY_SCALE if column.unit == "万元" else _NUMBER_SCALE
        least = _STACKED_SCALE if is_stacked else least
        tiers = _TIERS[1:] if is_stacked else _TIERS
        return pa.decimal128(*_digits(values, least, tiers, column, table))
    cell = pa.struct([(name, pa.string()) for name in ("field", "file", "sheet", "cell")])
    return {
        ValueKind.TEXT: pa.string(),
        ValueKind.CHOICE: pa.dictionary(pa.int32(), pa.string()),
        ValueKind.TEXTS: pa.list_(pa.string()),
        ValueKind.INTEGER: pa.int64(),
        ValueKind.FLAG: pa.bool_(),
        ValueKind.DATE: pa.date32(),
        ValueKind.CELLS: pa.list_(cell),
    }[column.kind]


def _digits(
    values: Sequence[Decimal | None],
    least: int,
    tiers: Sequence[int],
    column: TableColumn,
    table: Table,
) -> tuple[int, int]:
    """Return the fewest digits of *tiers* that hold every value exactly, and the decimals: *least* where there is room."""
    whole, after = 1, 0
    widest = finest = Decimal(0)
    for value in values:
        if value is None:
            continue
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):  # never of a finite number
            raise AmountError(f"not finite: {value}")
        if -exponent > after:
            after, finest = -exponent, value
        if value and value.adjusted() + 1 > whole:
            whole, widest = value.adjusted() + 1, value
    if whole + after > _DIGITS:
        raise AmountError(
            f"“{table.label}”的“{column.label}”既有 {widest} 又有 {finest}，一列放不下（合起来最多{_DIGITS}位）；请核对金额"
        )
    digits = next(tier for tier in tiers if whole + after <= tier)
    return digits, max(after, min(least, digits - whole))


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return pa.array(values, pa.string()).dictionary_encode().cast(kind)
    return pa.array(values, kind)
