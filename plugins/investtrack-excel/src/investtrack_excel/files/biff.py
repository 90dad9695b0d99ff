"""Looks into an old workbook (xls, et) for the numbers that the reader believes and does not survive.

The reader reserves memory for as many rows, columns and shared strings as the workbook says it has: a damaged
count ends the process. So the counts are held against what can be first.
"""

from __future__ import annotations

import struct
from collections.abc import Callable


_TWO_COUNTS = 8
_WIDE_DIMENSIONS = 14
"""Bytes of a record of dimensions since 1997."""


_HEADER = 512
_END = 0xFFFFFFF8  # sector numbers from here on mean something else
_SHARED_STRINGS = 0x00FC
_DIMENSIONS = 0x0200
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_STREAM = 2
_NAMES = {"Workbook", "Book"}


def is_sound(data: bytes) -> bool:
    """Whether the counts can be true; what is not understood is left to the reader."""
    try:
        return all(_is_possible(stream) for stream in streams(data))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return True


def streams(data: bytes) -> list[bytes]:
    """Return the workbook streams of an OLE2 file (MS-CFB); small ones lie in the root's own stream."""
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    first, limit, small_first = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    size, small_size = 1 << shift, 1 << small_shift
    tables = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]

    def sector(number: int) -> bytes:
        return data[_HEADER + number * size :][:size] if size == _HEADER else data[(number + 1) * size :][:size]  # fmt: skip

    def table(raw: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    chain = table(b"".join(map(sector, tables)))
    entries = _join(first, chain, sector)
    small_chain = table(_join(small_first, chain, sector))
    root_first = struct.unpack_from("<I", entries, 116)[0]
    root = _join(root_first, chain, sector)
    found = []
    for at in range(0, len(entries) - 127, 128):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if entries[at + 66] == _STREAM and name in _NAMES:
            start, total = struct.unpack_from("<II", entries, at + 116)
            if total < limit:
                found.append(_join(start, small_chain, lambda n: root[n * small_size :][:small_size]))  # fmt: skip
            else:
                found.append(_join(start, chain, sector))
    return found


def _join(start: int, chain: tuple[int, ...], sector: Callable[[int], bytes]) -> bytes:
    parts, seen = [], set()
    while start < len(chain) and start not in seen:
        seen.add(start)
        parts.append(sector(start))
        start = chain[start]
    return b"".join(parts)


def _is_possible(stream: bytes) -> bool:
    at, end = 0, len(stream)
    header = struct.Struct("<HH")
    while at + 4 <= end:
        code, length = header.unpack_from(stream, at)
        if code == _SHARED_STRINGS and length >= _TWO_COUNTS:
            # A string takes three bytes at least.
            if struct.unpack_from("<I", stream, at + 8)[0] * 3 > end:
                return False
        elif code == _DIMENSIONS and length in {10, _WIDE_DIMENSIONS}:
            form = "<IIHH" if length == _WIDE_DIMENSIONS else "<HHHH"
            top, bottom, left, right = struct.unpack_from(form, stream, at + 4)
            if bottom > _MOST_ROWS or right > _MOST_COLUMNS:
                return False
            if (bottom and top > bottom) or (right and left > right):
                return False
        at += 4 + length
    return True
