"""Mappings that nobody can change: what a report hands out stays as it was computed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NoReturn, TypeVar, cast


Key = TypeVar("Key")
Item = TypeVar("Item")


class FrozenDict(dict[Key, Item]):
    """A dict that is read and never changed; :meth:`dict.copy` and ``dict(…)`` give one that can be."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("what was computed cannot be changed; dict(…) makes a copy that can")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


def frozen_dict(given: Mapping[str, object]) -> Mapping[str, Any]:
    """Return *given* as a mapping of its own that nobody can change."""
    return given if isinstance(given, FrozenDict) else FrozenDict(given)


def deep_frozen(value: object) -> Any:  # noqa: ANN401 - any value of a figure
    """Return *value* with its mappings frozen, those within them too; anything else as it is."""
    kind: Any = type(value)
    if not _is_mapping(kind) or isinstance(value, FrozenDict):
        return value
    items = cast("Mapping[object, object]", value).items()
    return FrozenDict({key: deep_frozen(item) for key, item in items})


@cache
def _is_mapping(kind: type) -> bool:
    """Whether values of a type are mappings: asked of every cell of every list, and an abstract class answers slowly."""
    return issubclass(kind, Mapping)
