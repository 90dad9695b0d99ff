"""Holds a record made in code to the types its fields declare, where it is made: importers make theirs so, people slip. And to the ranges of what a profile states."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from itertools import pairwise, repeat
from types import MemberDescriptorType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from investtrack.model.record import Record
from investtrack.model.series import Series
from investtrack.model.source import NOWHERE, Origin


Made = TypeVar("Made")
_LINE = 60
"""What a line of a message holds of a value."""


def origin_field() -> Origin:
    """Declare where a record was read from; one that was read nowhere is held to its types."""
    return attrs.field(default=NOWHERE, validator=_demand)


def _demand(record: Record, _: object, origin: Origin) -> None:
    if origin is not NOWHERE and getattr(origin, "sheet", NOWHERE.sheet).sheet:
        return  # what an importer read is taken as it is
    if faults := list(_faults(record)):
        raise TypeError("\n".join(faults))


def many(kind: type[Made], size: int, values: Mapping[str, Iterable[object]]) -> list[Made]:
    """Return *size* objects of *kind*, a class of attrs, as a call each would make them of the columns *values*.

    What an importer reads is made so, many at once: where ``origin`` is among them, it is of a sheet.
    """
    of_attrs: type = kind
    slots = _slots(of_attrs)
    needed = {name for name, (_, default) in (slots or {}).items() if default is attrs.NOTHING}
    if slots is None or not needed <= values.keys() <= slots.keys():
        rows = zip(range(size), *values.values(), strict=False)
        return [kind(**dict(zip(values, row, strict=True))) for _, *row in rows]
    new: Any = object.__new__
    made: list[Made] = list(map(new, repeat(kind, size)))
    for name, (hold, default) in slots.items():
        deque(map(hold, made, values.get(name) or repeat(default)), maxlen=0)
    return made


@lru_cache(maxsize=64)
def _slots(kind: type) -> dict[str, tuple[Callable[[object, object], None], object]] | None:
    """Return what sets each field of *kind*, and its default; None where more is done when one is made."""
    slots: dict[str, Any] = {
        each.name: getattr(kind, each.name, None) for each in attrs.fields(kind)
    }
    is_plain = all(
        each.init
        and each.converter is None
        and (each.validator is None or each.validator is _demand)
        and not isinstance(each.default, attrs.Factory)  # type: ignore[arg-type]
        and isinstance(slots[each.name], MemberDescriptorType)
        for each in attrs.fields(kind)
    )
    if not is_plain or any(hasattr(kind, f"__attrs_{when}_init__") for when in ("pre", "post")):
        return None
    return {each.name: (slots[each.name].__set__, each.default) for each in attrs.fields(kind)}


def _faults(record: Record) -> Iterator[str]:
    name = type(record).__name__
    for field, hint in _hints(record.__class__).items():
        value = getattr(record, field)
        if not holds(hint)(value):
            yield f"{name}.{field} is {_said(hint)}, not {shown(value)}{_meant(value, hint)}"
        elif hint == Series and not all(one[0] < two[0] for one, two in pairwise(value)):
            yield f"{name}.{field} has its months ascending, each once, not {shown(value)}"


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - a class
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in attrs.fields(kind)}


@lru_cache(maxsize=512)
def holds(hint: Any) -> Callable[[Any], bool]:  # noqa: ANN401, PLR0911 - any annotation; one line a kind
    """Return what tells whether a value is of the annotation *hint*; a bool is no int."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return lambda _: True
    if origin in {Union, UnionType}:
        tests = tuple(map(holds, inner))
        return lambda value: any(is_of(value) for is_of in tests)
    if origin is tuple and inner[-1] is ...:
        each = holds(inner[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    if origin is tuple:
        tests = tuple(map(holds, inner))
        return lambda value: isinstance(value, tuple) and len(value) == len(tests) and all(is_of(one) for is_of, one in zip(tests, value, strict=True))  # fmt: skip
    if origin is not None and issubclass(origin, Mapping):
        of_key, of_item = map(holds, inner)
        return lambda value: isinstance(value, Mapping) and all(of_key(key) and of_item(item) for key, item in value.items())  # fmt: skip
    if hint is int:
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    kind = NoneType if hint is None else origin or hint
    return lambda value: isinstance(value, kind)


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


def _meant(value: object, hint: object) -> str:
    """Return which member of an enum a text is likely to mean."""
    kinds = [one for one in (hint, *get_args(hint)) if isinstance(one, type)]
    choices = next((one for one in kinds if issubclass(one, Enum)), None)
    return f"; {meant(value, choices)}" if choices and isinstance(value, str) else ""


def meant(text: str, choices: type[Enum]) -> str:
    """Return the question whether *text* means the nearest of *choices*; where none is near, what they are."""
    from difflib import get_close_matches  # noqa: PLC0415 - few runs need it

    members = {str(each.value): each for each in choices} | {each.name: each for each in choices}
    near = get_close_matches(text, members, 1) or get_close_matches(text.upper(), members, 1)
    if near:
        return f"is {choices.__name__}.{members[near[0]].name} meant?"
    return ", ".join(f"{choices.__name__}.{each.name} ({each.value})" for each in choices)


def shown(value: object) -> str:
    """Return *value* with its type, in a line's width."""
    text = repr(value)
    return f"{text if len(text) <= _LINE else text[: _LINE - 3] + '…'} ({type(value).__name__})"


def demand_limits(
    item: attrs.AttrsInstance, limits: Mapping[str, tuple[object, object]], *more: str
) -> None:
    """Refuse *item* where fields lie outside their limits, both included; None is no value.

    Args:
        item: the attrs value.
        limits: field → least and most.
        more: what else is wrong, empty where nothing is.

    Raises:
        ValueError: something is wrong; every field is named.
    """
    if faults := [*_outside(item, limits), *filter(None, more)]:
        raise ValueError("；".join(faults))


def _outside(
    item: attrs.AttrsInstance, limits: Mapping[str, tuple[object, object]]
) -> Iterator[str]:
    for name in attrs.fields_dict(type(item)):
        value = getattr(item, name)
        if name in limits and value is not None:
            least, most = limits[name]
            if not least <= value <= most:
                yield f"{name}：应在 {_shown(least)} 到 {_shown(most)} 之间，不能是 {_shown(value)}"


def _shown(value: object) -> str:
    label = getattr(value, "in_percent", None)
    if label is not None:
        return f"{float(label):g}％"
    points = getattr(value, "number", None)
    return f"{float(points):g}个百分点" if points is not None else str(value)
