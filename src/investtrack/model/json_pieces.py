"""A ledger in JSON as we lay it out, one item a line, read some records at a time: its data are never held whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from investtrack.model.converter import JSON_VERSION, RecordReader
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.ledger import Ledger


_LEAST = 1 << 20
"""Bytes from which it is worth it."""
_AT_ONCE = 1 << 21
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def ledger_in_pieces(data: bytes, extensions: Extensions = NO_EXTENSIONS) -> Ledger | None:
    """Return the ledger that *data* hold as :func:`investtrack.model.converter.ledger_from_json` does.

    None where they are few, not laid out as we do it, or at fault: then they are to be read whole, which says what is wrong.
    """
    if len(data) < _LEAST or _HALF.search(data):
        return None
    try:
        return _read(data, extensions)
    except Exception:  # noqa: BLE001 - whatever it is, reading it whole says it
        return None


def _read(data: bytes, extensions: Extensions) -> Ledger | None:
    is_report = b'\n "ledger": {\n' in data
    indent = b"  " if is_report else b" "
    kind = extensions.ledger
    places: dict[str, tuple[int, int]] = {}
    for sheet in kind().sheets:
        head = b'\n%s"%s": [\n' % (indent, sheet.attribute.encode())
        begin = data.find(head)
        if begin >= 0:
            # No text holds an end of line, so that these stand at the beginning and the end of the list alone.
            places[sheet.attribute] = begin + len(head), data.index(b"\n%s]" % indent, begin)
    whole = json.loads(_without(data, places.values()).decode())
    rest: dict[str, Any] = whole["ledger"] if is_report else whole
    if (
        ({"figures", "ledger"} <= whole.keys()) is not is_report
        or type(version := rest.get("schema", JSON_VERSION)) is not int
        or version > JSON_VERSION
        or any(rest[name] != [] for name in places)
    ):
        return None
    reader = RecordReader(rest.get("sheets", ()), kind)
    found = {
        name: [reader.read(name, item) for item in _items(data, *place, indent)]
        for name, place in places.items()
    }
    return reader.ledger({**rest, **dict.fromkeys(places, ())}, found)


def _without(data: bytes, places: Any) -> bytes:  # noqa: ANN401 - a view of pairs
    """Return *data* without what stands between each two *places*."""
    kept, last = [], 0
    for begin, end in sorted(places):
        kept.append(data[last:begin])
        last = end
    return b"".join((*kept, data[last:]))


def _items(data: bytes, begin: int, end: int, indent: bytes) -> Iterator[object]:
    """Yield the items of a list that stands between two places, parsed some at a time."""
    between = b"\n%s },\n%s {" % (indent, indent)
    while begin < end:
        stop = data.find(between, min(begin + _AT_ONCE, end), end)
        stop = end if stop < 0 else stop + len(indent) + 3  # behind the bracket
        items = json.loads(f"[{data[begin:stop].decode()}]")
        yield from items
        begin = stop + 1  # behind the comma
