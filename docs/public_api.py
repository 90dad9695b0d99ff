"""The public surface as text: every name of the doors with its signature, its fields, its methods.

Fields of attrs classes are arguments of their ``__init__``, so that signatures tell when one comes, goes or changes.
"""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Iterator
from importlib import import_module


DOORS = (
    "investtrack",
    "investtrack.plugin",
    "investtrack.plugin.cells",
    "investtrack.figures",
    "investtrack_testing",
)
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def public_api() -> str:
    """Return the text: a line a name, its members below it."""
    lines = []
    for door in DOORS:
        module = import_module(door)
        lines.append(f"[{door}]")
        for name in sorted(module.__all__):
            lines += _described(name, getattr(module, name))
        lines.append("")
    return "\n".join(lines)


def _described(name: str, item: object) -> Iterator[str]:
    if isinstance(item, type) and issubclass(item, enum.Enum):
        yield f"{name}: {', '.join(member.name for member in item)}"
    elif isinstance(item, type):
        yield f"{name}{_signature(item)}"
        for member in sorted(vars(item)):
            held = inspect.getattr_static(item, member)
            if not member.startswith("_") and _is_own(held):
                yield f"  .{member}{_signature(getattr(item, member, None))}"
    elif callable(item):
        yield f"{name}{_signature(item)}"
    else:
        yield f"{name}: {type(item).__name__}"


def _is_own(held: object) -> bool:
    return isinstance(held, (property, classmethod, staticmethod)) or inspect.isfunction(held)


def _signature(item: object) -> str:
    if not callable(item):
        return ""
    try:
        return _ADDRESS.sub("", str(inspect.signature(item)))
    except (TypeError, ValueError):
        return "(…)"
