"""Which record of the new ledger is which of the old."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from attrs import frozen

from investtrack.metrics.ledger_view import normal_name


Key = Callable[[Any], Hashable | None]


@frozen(eq=False)
class MatchedRecords:
    """Records of one sheet, paired.

    Attributes:
        pairs: old and new record of the same thing, in the new ledger's order.
        new: records only the new ledger has.
        gone: records only the old ledger has.
    """

    pairs: tuple[tuple[Any, Any], ...]
    new: tuple[Any, ...]
    gone: tuple[Any, ...]


def match(sheet: str, old: Sequence[object], new: Sequence[object]) -> MatchedRecords:
    """Pair the records of a sheet: by what identifies them surely, then by name; equal keys pair in order."""
    partner: dict[int, Any] = {}
    taken: set[int] = set()
    for key in _KEYS[sheet]:
        waiting: dict[Hashable, list[Any]] = {}
        for record in old:
            if id(record) not in taken and (known := key(record)) is not None:
                waiting.setdefault(known, []).append(record)
        for record in new:
            if id(record) in partner or (known := key(record)) is None:
                continue
            queue = waiting.get(known)
            if queue:
                found = queue.pop(0)
                partner[id(record)] = found
                taken.add(id(found))
    return MatchedRecords(
        tuple((partner[id(record)], record) for record in new if id(record) in partner),
        tuple(record for record in new if id(record) not in partner),
        tuple(record for record in old if id(record) not in taken),
    )


def _fields(*names: str) -> Key:
    """Key of several fields; None where all are empty. Names are compared as between sheets."""

    def key(record: object) -> Hashable | None:
        values = tuple(_plain(getattr(record, name)) for name in names)
        return values if any(value is not None for value in values) else None

    return key


def _plain(value: object) -> Hashable:
    return normal_name(value) or None if isinstance(value, str) and type(value) is str else value


_CODE, _NAME = _fields("code"), _fields("name")
_BY_CODE_THEN_NAME = (_fields("code", "name"), _CODE, _NAME)

_KEYS: dict[str, tuple[Key, ...]] = {
    "targets": (_fields("indicator", "period", "assigned_by"),),
    "projects": _BY_CODE_THEN_NAME,
    "entries": _BY_CODE_THEN_NAME,
    "services": (_fields("credit_code"), _NAME),
    "resumptions": _BY_CODE_THEN_NAME,
    "starts": (_fields("batch", "code", "name"), _fields("batch", "name"), *_BY_CODE_THEN_NAME),
    "issues": (
        _fields("number", "name", "description"),
        _fields("name", "description"),
        _fields("number"),
    ),
    "reserves": (_NAME,),
    "promotions": (_fields("name", "investor"), _NAME),
    "supervisions": (
        _fields("held_on", "mode", "name", "finding"),
        _fields("held_on", "mode", "name"),
    ),
    "funds": (
        _fields("code", "source", "allotted_on"),
        _fields("name", "source", "allotted_on"),
        _fields("name", "source"),
    ),
    "measures": (_fields("item", "content"), _fields("item")),
}
