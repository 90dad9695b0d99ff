"""Write the known good set: the version of every package that this repository runs with, and no address.

    python packaging/known_good.py                        keep what is written down; add what is new, drop what is gone
    python packaging/known_good.py --upgrade              the newest versions that fit, today
    python packaging/known_good.py --check                does what is written down give one answer?
    python packaging/known_good.py --exclude-newer DATE   each of these, as it would have been on that day

The set stands in pyproject.toml (``constraint-dependencies``, which every ``uv run`` obeys) and, for pip, in
constraints.txt. A package that nobody pinned is a fault: two clerks would get two programs.
"""

from __future__ import annotations

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
_PINS = re.compile(r"^constraint-dependencies = \[\n.*?^\]\n", re.MULTILINE | re.DOTALL)
_HEAD = "# Versions this repository runs with; written by packaging/known_good.py. pip install -c constraints.txt …\n"


def uv(*arguments: str, cwd: Path) -> str:
    """Run uv in *cwd* and return what it printed; end with what it said where it failed."""
    done = subprocess.run(
        [sys.executable, "-m", "uv", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
    )
    if done.returncode:
        raise SystemExit(f"uv {' '.join(arguments)}:\n{done.stderr}")
    return done.stdout


def pinned(root: Path = ROOT) -> list[str]:
    """Return the pins that pyproject.toml holds."""
    found = _PINS.search((root / "pyproject.toml").read_text(encoding="utf-8"))
    return re.findall(r"^  \"(.+)\",$", found[0], re.MULTILINE) if found else []


def with_pins(text: str, pins: list[str]) -> str:
    """Return the pyproject *text* with *pins* in place of those it holds."""
    lines = "".join(f'  "{pin}",\n' for pin in pins)
    return _PINS.sub(lambda _: f"constraint-dependencies = [\n{lines}]\n", text, count=1)


def resolved(*, is_held: bool, until: str | None = None) -> list[str]:
    """Return every package of every distribution, group and extra as ``name==version ; where``.

    Args:
        is_held: by the pins there are; else the newest that fit.
        until: leave out what was published after this day.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        # Metadata is static: the project files are all that a resolution reads.
        for path in (ROOT / "pyproject.toml", *ROOT.glob("plugins/*/pyproject.toml")):
            target = folder / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8")
            target.write_text(text if is_held else with_pins(text, []), encoding="utf-8")
        uv("lock", "-q", *(("--exclude-newer", until) if until else ()), cwd=folder)
        said = uv(
            *("export", "-q", "--frozen", "--format", "requirements-txt", "--all-packages", "--all-groups"),
            *("--all-extras", "--no-hashes", "--no-emit-workspace", "--no-header", "--no-annotate"),
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
    found = resolved(is_held=not options.upgrade, until=options.exclude_newer)
    held, project, constraints = pinned(), ROOT / "pyproject.toml", ROOT / "constraints.txt"
    said = list(difflib.unified_diff(held, found, "written down", "resolved", lineterm="", n=0))
    sys.stdout.write("".join(f"{line}\n" for line in said))
    if not options.check:
        text = with_pins(project.read_text(encoding="utf-8"), found)
        project.write_text(text, encoding="utf-8", newline="\n")
        constraints.write_text(_HEAD + "\n".join(found) + "\n", encoding="utf-8", newline="\n")
    elif said or constraints.read_text(encoding="utf-8") != _HEAD + "\n".join(held) + "\n":
        sys.stdout.write("pyproject.toml and constraints.txt are to be written: python packaging/known_good.py\n")  # fmt: skip
        return 1
    sys.stdout.write(f"{len(found)} packages\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
