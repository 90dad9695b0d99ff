"""Holds records made in code to the types their fields declare: importers make theirs so, people slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs

from investtrack.model.ledger import SHEETS, Ledger, Region
from investtrack.model.series import Series


_MOST = 10


def demand_types(ledger: Ledger) -> None:
    """Demand that every record made in code holds what its fields declare.

    Records that an importer read, which know their sheet, are taken as they are.

    Raises:
        TypeError: one does not; the message names each field, what it holds and what it should.
    """
    faults = list(_faults(ledger))
    if faults:
        more = f"\n… and {len(faults) - _MOST} more" if len(faults) > _MOST else ""
        raise TypeError("\n".join(faults[:_MOST]) + more)


def _faults(ledger: Ledger) -> Iterator[str]:
    if not isinstance(ledger, Ledger):
        yield f"a ledger is a Ledger, not {_shown(ledger)}"
        return
    if not isinstance(ledger.region, Region):
        yield f"region is a Region, such as Region(name='甲县'), not {_shown(ledger.region)}"
    for sheet in SHEETS:
        records = getattr(ledger, sheet.attribute)
        if records is None:
            continue
        if not isinstance(records, (tuple, list)):
            yield f"{sheet.attribute} is a tuple of {sheet.record.__name__}, not {_shown(records)}"
            continue
        for place, record in enumerate(records):
            name = f"{sheet.attribute}[{place}]"
            if not isinstance(record, sheet.record):
                yield f"{name} is a {sheet.record.__name__}, not {_shown(record)}"
            elif not record.origin.sheet.sheet:  # type: ignore[attr-defined]
                yield from _of_record(record, name)


def _of_record(record: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - records share no base
    for field, hint in _hints(record.__class__).items():
        value = getattr(record, field)
        if not _is(value, hint):
            yield f"{name}.{field} is {_said(hint)}, not {_shown(value)}"
        elif hint == Series and not all(one[0] < two[0] for one, two in pairwise(value)):
            yield f"{name}.{field} has its months ascending, each once, not {_shown(value)}"


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - a class
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in attrs.fields(kind)}


def _is(value: Any, hint: Any) -> bool:  # noqa: ANN401, PLR0911 - any value, any annotation; one line a kind
    if hint is Any:
        return True
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return any(_is(value, one) for one in inner)
    if origin is tuple:
        if not isinstance(value, tuple):
            return False
        if inner[-1] is ...:
            return all(_is(one, inner[0]) for one in value)
        return len(value) == len(inner) and all(map(_is, value, inner))
    if origin is not None and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(
            _is(key, inner[0]) and _is(one, inner[1]) for key, one in value.items()
        )
    if hint is int and isinstance(value, bool):
        return False
    return isinstance(value, origin or hint)


def _said(hint: object) -> str:
    """Return an annotation as a reader would write it."""
    inner = get_args(hint)
    if get_origin(hint) in {Union, UnionType}:
        return " or ".join(map(_said, inner))
    if hint is NoneType:
        return "None"
    if hint is ...:
        return "…"
    name = getattr(get_origin(hint) or hint, "__name__", str(hint))
    return f"{name}[{', '.join(map(_said, inner))}]" if inner else name


def _shown(value: object) -> str:
    text = repr(value)
    return f"{text if len(text) <= 60 else text[:57] + '…'} ({type(value).__name__})"  # noqa: PLR2004 - a line holds so much
