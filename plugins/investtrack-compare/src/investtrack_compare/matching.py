"""Which record of the new ledger is which of the old."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from typing import Any

from attrs import frozen

from investtrack.checks.identity import identity_of
from investtrack.metrics.ledger_view import normal_name
from investtrack.values.amount import Amount


Key = Callable[[Any], Hashable | None]

LIBRARIES = ("projects", "entries", "reserves", "promotions")
"""Sheets that list projects with their amounts; the others speak of projects listed in them."""
WHOLE = ("total_investment", "agreed")
"""What a project costs in all, by the field of its sheet."""
_SETTLED = (*WHOLE, "cumulative_before_year", "year_plan", "funds_needed")
_SERIES = ("planned", "actual", "contribution")
_ALIKE = 0.6


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
    """Pair the records of a sheet: by what identifies them surely, then by name, then by code.

    Equal keys pair in order. A code that now stands for something else is no pair: offices number their rows anew.
    """
    partner: dict[int, Any] = {}
    taken: set[int] = set()
    for key in _KEYS.get(sheet, _BY_NAME_THEN_CODE):
        waiting: dict[Hashable, list[Any]] = {}
        for record in old:
            if id(record) not in taken and (known := key(record)) is not None:
                waiting.setdefault(known, []).append(record)
        for record in new:
            if id(record) in partner or (known := key(record)) is None:
                continue
            queue = waiting.get(known)
            if queue and (key not in _NUMBERING or _may_be_one(queue[0], record)):
                found = queue.pop(0)
                partner[id(record)] = found
                taken.add(id(found))
    return MatchedRecords(
        tuple((partner[id(record)], record) for record in new if id(record) in partner),
        tuple(record for record in new if id(record) not in partner),
        tuple(record for record in old if id(record) not in taken),
    )


def settled_amounts(record: object) -> dict[str, Amount]:
    """Return the amounts that no month moves on, by field: total, plan of the year, each month."""
    found = {
        key: value for key in _SETTLED if isinstance(value := getattr(record, key, None), Amount)
    }
    for key in _SERIES:
        for end, amount in getattr(record, key, None) or ():
            found[f"{key}.{end}"] = amount
    return found


def names_alike(one: object, other: object) -> bool:
    """Whether two records are called much the same; one without a name is called like none."""
    first, second = (
        identity_of(getattr(record, "name", None) or "").base for record in (one, other)
    )
    if not first or not second:
        return False
    return (
        first in second
        or second in first
        or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
    )


def _may_be_one(old: object, new: object) -> bool:
    """Whether two records of one code or number may be one: called alike, or an amount is the same, or nothing tells."""
    names = [getattr(record, "name", None) for record in (old, new)]
    if not all(names) or names_alike(old, new):
        return True
    before, after = settled_amounts(old), settled_amounts(new)
    both = before.keys() & after.keys()
    if not both:
        return bool(getattr(old, "code", None))
    return any(before[key] == after[key] and before[key] for key in both)


def _fields(*names: str) -> Key:
    """Key of several fields; None where all are empty. Names are compared as between sheets."""

    def key(record: object) -> Hashable | None:
        values = tuple(_plain(getattr(record, name, None)) for name in names)
        return values if any(value is not None for value in values) else None

    return key


def _plain(value: object) -> Hashable:
    return normal_name(value) or None if isinstance(value, str) and type(value) is str else value


_CODE, _NAME, _NUMBER = _fields("code"), _fields("name"), _fields("number")
_NUMBERING = {_CODE, _NUMBER}
_BY_NAME_THEN_CODE = (_fields("code", "name"), _NAME, _CODE)

_KEYS: dict[str, tuple[Key, ...]] = {
    "targets": (_fields("indicator", "period", "assigned_by"),),
    "projects": _BY_NAME_THEN_CODE,
    "entries": _BY_NAME_THEN_CODE,
    "services": (_fields("credit_code"), _NAME),
    "resumptions": _BY_NAME_THEN_CODE,
    "starts": (_fields("batch", "code", "name"), _fields("batch", "name"), *_BY_NAME_THEN_CODE),
    "issues": (
        _fields("number", "name", "description"),
        _fields("name", "description"),
        _NUMBER,
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
