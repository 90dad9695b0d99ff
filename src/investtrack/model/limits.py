"""Ranges of what a profile states: a value beyond them is a slip of unit, sign or key, and is refused by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs


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
