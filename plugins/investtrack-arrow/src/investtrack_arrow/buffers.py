"""Arrow arrays of plain values, made of bytes: ``pyarrow.array`` imports pandas wherever it is installed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context
from itertools import accumulate
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    import pyarrow as pa

_EPOCH = date(1970, 1, 1).toordinal()
_WIDE = Context(prec=80)
_BYTES = 16


def array_of(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return *values* as an array of texts, lists of them, whole numbers, days, truths or exact decimals; None is null."""
    import pyarrow as pa

    children = None
    if pa.types.is_list(kind):
        children = [array_of([each for value in values for each in value or ()], kind.value_type)]
    buffers = _buffers(values, kind)
    missing = values.count(None)
    given = _bits([value is not None for value in values]) if missing else None
    made = [None if each is None else pa.py_buffer(each) for each in (given, *buffers)]
    return pa.Array.from_buffers(kind, len(values), made, missing, children=children)


def _buffers(values: Sequence[Any], kind: pa.DataType) -> tuple[Any, ...]:
    from pyarrow import types

    if types.is_list(kind):
        return (_ends([len(value or ()) for value in values]),)
    if types.is_string(kind):
        texts = [(value or "").encode() for value in values]
        return _ends(map(len, texts)), b"".join(texts)
    if types.is_decimal(kind):
        scale = kind.scale
        return (
            b"".join(
                int(_WIDE.scaleb(value or 0, scale)).to_bytes(_BYTES, "little", signed=True)
                for value in values
            ),
        )
    if types.is_date32(kind):
        return (array("i", [value.toordinal() - _EPOCH if value else 0 for value in values]),)
    if types.is_boolean(kind):
        return (_bits([bool(value) for value in values]),)
    return (array("i" if types.is_int32(kind) else "q", [value or 0 for value in values]),)


def _ends(lengths: Iterable[int]) -> array[int]:
    """Return where each begins, and where the last ends."""
    return array("i", accumulate(lengths, initial=0))


def _bits(flags: Sequence[bool]) -> bytes:
    """Return a bit for each flag, the lowest first."""
    digits = bytes(flags)[::-1].translate(_DIGITS)
    return int(digits or b"0", 2).to_bytes((len(flags) + 7) // 8, "little")


def whole_numbers(values: array[int]) -> pa.Array:
    """Return whole numbers of 32 bits, where they lie."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int32(), len(values), [None, pa.py_buffer(values)])


def counted_from_one(rows: pa.Array, count: int) -> pa.Array:
    """Return the numbers of *rows*, which are *count* at most, less one; null for 0."""
    import pyarrow as pa

    return array_of([None, *range(count)], pa.int32()).take(rows)


_DIGITS = bytes.maketrans(b"\0\1", b"01")
