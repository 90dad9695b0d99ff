"""Build every distribution, the same bytes wherever and whenever that is done.

    python packaging/build.py [-o dist] [--wheels-only]

Wheels and source archives of the core and of each folder of plugins/, and SHA256SUMS beside them. The build back end is
pinned by ``build-constraint-dependencies``, and gives every member one time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tomllib
from pathlib import Path

from repository import ROOT, projects, uv


SUMS = "SHA256SUMS"
BACK_END = Path(__file__).with_name("backend.py")


def build(target: Path, *, root: Path = ROOT, wheels_only: bool = False) -> list[Path]:
    """Build every distribution of the tree at *root* into *target*, which is empty or not there; return the files.

    Raises:
        SystemExit: a build failed, *target* is not empty, or a distribution is missing from what was built.
    """
    if target.exists() and any(target.iterdir()):
        raise SystemExit(f"{target} is not empty")
    os.umask(0o022)  # the mode of a member is part of its archive
    target.mkdir(parents=True, exist_ok=True)
    uv(
        "run", "-q", "--no-project", "--isolated", "--python", sys.executable, *back_end(root), "python", BACK_END,
        target.resolve(), "wheels" if wheels_only else "all", *(path.parent for path in projects(root).values()),
        cwd=root,
    )  # fmt: skip
    files = sorted(path for path in target.iterdir() if path.suffix in {".whl", ".gz"})
    names = [path.name.split("-")[0].replace("_", "-") for path in files]
    per_project = 1 if wheels_only else 2
    wrong = [name for name in projects(root) if names.count(name) != per_project]
    if wrong or len(files) != per_project * len(projects(root)):
        raise SystemExit(f"not built once: {', '.join(wrong) or sorted(names)}")
    write_sums(target)
    return files


def back_end(root: Path) -> list[str]:
    """Return uv's arguments for the back end that every project of the tree at *root* builds with, in its pinned version.

    One process builds all of them: an environment for each took ten times as long.

    Raises:
        SystemExit: a project builds with another one.
    """
    files = {
        name: tomllib.loads(path.read_text(encoding="utf-8"))
        for name, path in projects(root).items()
    }
    for name, project in files.items():
        if project["build-system"] != files["investtrack"]["build-system"]:
            raise SystemExit(f"{name} builds with {project['build-system']}, the core with another")
    asked = files["investtrack"]["build-system"]["requires"]
    pinned = files["investtrack"]["tool"]["uv"]["build-constraint-dependencies"]
    return [word for part in (*asked, *pinned) for word in ("--with", part)]


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS of every file of *folder*, as sha256sum reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n" for path in files]  # fmt: skip
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def main() -> int:
    """Build into the folder asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    parser.add_argument("--wheels-only", action="store_true")
    options = parser.parse_args()
    files = build(options.output, wheels_only=options.wheels_only)
    sys.stdout.write("".join(f"{path}\n" for path in files))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
