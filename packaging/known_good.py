"""Write the known good set: the version of every package that this repository runs with, and no address.

    python packaging/known_good.py                        keep what is written down; add what is new, drop what is gone
    python packaging/known_good.py --upgrade              the newest versions that fit, today
    python packaging/known_good.py --check                does what is written down give one answer?
    python packaging/known_good.py --exclude-newer DATE   each of these, as it would have been on that day

The set stands in pyproject.toml (``constraint-dependencies``, which every ``uv run`` obeys; ``build-constraint-dependencies``
for what builds the wheels) and, for pip, in constraints.txt. A package that nobody pinned is a fault: two clerks would get two programs.
"""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import tempfile
import tomllib
from pathlib import Path

from repository import ROOT, projects, uv


_RUN, _BUILD = "constraint-dependencies", "build-constraint-dependencies"
_HEAD = "# Versions this repository runs with; written by packaging/known_good.py. pip install -c constraints.txt …\n"


def _table(name: str) -> re.Pattern[str]:
    return re.compile(rf"^{name} = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)


def pinned(name: str = _RUN) -> list[str]:
    """Return the pins that pyproject.toml holds under *name*."""
    found = _table(name).search((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return re.findall(r"^  \"(.+)\",$", found[0], re.MULTILINE) if found else []


def with_pins(text: str, pins: list[str], name: str = _RUN) -> str:
    """Return the pyproject *text* with *pins* in place of those it holds under *name*."""
    lines = "".join(f'  "{pin}",\n' for pin in pins)
    return _table(name).sub(lambda _: f"{name} = [\n{lines}]\n", text, count=1)


def copy_projects(folder: Path, *, is_held: bool = True) -> Path:
    """Copy every project file to *folder*, with the pins or without; return *folder*.

    Metadata is static: the project files are all that a resolution reads.
    """
    for path in projects().values():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        target.write_text(text if is_held else with_pins(text, []), encoding="utf-8")
    return folder


def resolved(*, is_held: bool, until: str | None = None) -> list[str]:
    """Return every package of every distribution, group and extra as ``name==version ; where``.

    Args:
        is_held: by the pins there are; else the newest that fit.
        until: leave out what was published after this day.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = copy_projects(Path(made), is_held=is_held)
        uv("lock", "-q", *(("--exclude-newer", until) if until else ()), cwd=folder)
        said = uv(
            *("export", "-q", "--frozen", "--format", "requirements-txt", "--all-packages", "--all-groups"),
            *("--all-extras", "--no-hashes", "--no-emit-workspace", "--no-header", "--no-annotate"),
            cwd=folder,
        )  # fmt: skip
    return said.replace('"', "'").splitlines()


def resolved_builders(*, is_held: bool, until: str | None = None) -> list[str]:
    """Return what builds the wheels, in the same way."""
    needs = {need for path in projects().values() for need in tomllib.loads(path.read_text(encoding="utf-8"))["build-system"]["requires"]}  # fmt: skip
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "in").write_text("\n".join(sorted(needs)), encoding="utf-8")
        (folder / "held").write_text("\n".join(pinned(_BUILD) if is_held else ()), encoding="utf-8")
        said = uv(
            *("pip", "compile", "-q", "--universal", "--python-version", "3.11", "--no-header", "--no-annotate"),
            *("-c", "held", "in", *(("--exclude-newer", until) if until else ())),
            cwd=folder,
        )  # fmt: skip
    return said.replace('"', "'").splitlines()


def main() -> int:
    """Write the set, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--upgrade", action="store_true")
    parser.add_argument("--exclude-newer", metavar="DATE")
    options = parser.parse_args()
    found = {
        _RUN: resolved(is_held=not options.upgrade, until=options.exclude_newer),
        _BUILD: resolved_builders(is_held=not options.upgrade, until=options.exclude_newer),
    }
    said = [line for name in found for line in difflib.unified_diff(pinned(name), found[name], "written down", "resolved", lineterm="", n=0)]  # fmt: skip
    sys.stdout.write("".join(f"{line}\n" for line in said))
    project, constraints = ROOT / "pyproject.toml", ROOT / "constraints.txt"
    listed = _HEAD + "\n".join(found[_RUN]) + "\n"
    if not options.check:
        text = project.read_text(encoding="utf-8")
        for name, pins in found.items():
            text = with_pins(text, pins, name)
        project.write_text(text, encoding="utf-8", newline="\n")
        constraints.write_text(listed, encoding="utf-8", newline="\n")
    elif said or constraints.read_text(encoding="utf-8") != listed:
        sys.stdout.write("pyproject.toml and constraints.txt are to be written: python packaging/known_good.py\n")  # fmt: skip
        return 1
    sys.stdout.write(f"{len(found[_RUN])} packages, and {len(found[_BUILD])} to build\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
