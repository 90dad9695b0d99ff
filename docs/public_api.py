"""The public surface as text: every name of the doors with its signature, its fields, its methods.

Fields of attrs classes are arguments of their ``__init__``, so that signatures tell when one comes, goes or changes.

    python docs/public_api.py v0.1.0    # what of that version's list went or changed, and was not said to go
"""

from __future__ import annotations

import enum
import inspect
import re
import subprocess
import sys
from collections.abc import Collection, Iterator
from importlib import import_module
from pathlib import Path


DOORS = (
    "investtrack",
    "investtrack.plugin",
    "investtrack.plugin.cells",
    "investtrack.figures",
    "investtrack.analysis",
    "investtrack.comparison",
    "investtrack_testing",
    "investtrack_arrow",
    "investtrack_audit",
    "investtrack_compare",
    "investtrack_csv",
    "investtrack_excel",
    "investtrack_forecast",
    "investtrack_forms",
    "investtrack_oc4ids",
    "investtrack_rollup",
    "investtrack_sql",
    "investtrack_word",
    "investtrack_word.verify",
)
"""The modules whose ``__all__`` is public: the core's, then those of plugins that may be used as libraries."""
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


def broken_promises(before: str, now: str, going: Collection[str] = ()) -> list[str]:
    """Return the names of the list *before* that are gone *now*, or lost an argument, and are not among *going*.

    A name is written with its door, ``investtrack.read``, a member after it, ``investtrack.Report.text``. What is added, and an
    argument that has a default, breaks nothing.
    """
    old, new = _entries(before), _entries(now)
    return [
        f"{name}: {_arguments_lost(said, new[name])}" if name in new else f"{name}: gone"
        for name, said in old.items()
        if not any(name == each or name.startswith(f"{each}.") for each in going)
        and (name not in new or _arguments_lost(said, new[name]))
    ]


_ENTRY = re.compile(r"( *\.?)(\w+)(.*)")
_ARGUMENT = re.compile(r"[(,] *\*{0,2}(\w+): '?")


def _entries(text: str) -> dict[str, str]:
    """Return door and name → signature of every line of a list."""
    found: dict[str, str] = {}
    door = owner = ""
    for line in text.splitlines():
        if line.startswith("["):
            door = line.strip("[]")
        elif entry := _ENTRY.fullmatch(line):
            owner = owner if entry[1] else f"{door}.{entry[2]}"
            found[f"{owner}.{entry[2]}" if entry[1] else owner] = entry[3]
    return found


def _arguments_lost(before: str, now: str) -> str:
    lost = [name for name in _ARGUMENT.findall(before) if name not in _ARGUMENT.findall(now)]
    return f"takes {', '.join(lost)} no more" if lost else ""


def _going() -> list[str]:
    return [
        f"{door}.{name}" for door in DOORS for name in getattr(import_module(door), "GOING", ())
    ]


def main() -> int:
    """Print what of a version's list went without a warning; return 1 where something did."""
    shown = subprocess.run(  # noqa: S603 - git, of the repository this stands in
        ["git", "show", f"{sys.argv[1]}:docs/reference/public-api.txt"],  # noqa: S607
        check=True, capture_output=True, text=True, encoding="utf-8", cwd=Path(__file__).parent,
    )  # fmt: skip
    broken = broken_promises(shown.stdout, public_api(), _going())
    print(*broken, sep="\n")  # noqa: T201 - a script
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
