"""This repository as its scripts see it: its root, its distributions, and uv."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
_OF_THIS_RUN = {"VIRTUAL_ENV", "UV_PROJECT_ENVIRONMENT", "UV_RUN_RECURSION_DEPTH"}


def uv(*arguments: str | Path, cwd: Path = ROOT, environ: dict[str, str] | None = None) -> str:
    """Run uv in *cwd* and return what it printed.

    Raises:
        SystemExit: it failed, with what it said.
    """
    command = [os.environ["UV"]] if "UV" in os.environ else [sys.executable, "-m", "uv"]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, env=surroundings() | (environ or {}),
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"uv {' '.join(map(str, arguments))}:\n{done.stderr}")
    return done.stdout


def surroundings() -> dict[str, str]:
    """Return the environment without what would lead uv back to the environment this script runs in."""
    return {name: value for name, value in os.environ.items() if name not in _OF_THIS_RUN}


def take_over_compiled(environment: Path) -> None:
    """Give a fresh *environment* what this interpreter has compiled of the same files, so that none is compiled anew.

    Python itself looks whether the file is the same one: what is of another version or interpreter is passed over.
    """
    site = Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    ours, theirs = Path(sys.prefix, site), environment / site
    for folder in {path.parent for path in theirs.rglob("*.py")}:
        kept, put = ours / folder.relative_to(theirs) / "__pycache__", folder / "__pycache__"
        if kept.is_dir() and not put.exists():
            shutil.copytree(kept, put, copy_function=_linked)


def _linked(kept: str, put: str) -> None:
    try:
        os.link(kept, put)
    except OSError:  # on another device
        shutil.copyfile(kept, put)


def projects(root: Path = ROOT) -> dict[str, Path]:
    """Return the project file of every distribution by its name: the core first, then each of plugins/."""
    files = (root / "pyproject.toml", *sorted(root.glob("plugins/*/pyproject.toml")))
    return {
        tomllib.loads(path.read_text(encoding="utf-8"))["project"]["name"]: path for path in files
    }


def tracked() -> list[Path]:
    """Return every file that belongs to the tree, relative to its root: known to git, or new and not ignored."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, check=True, cwd=ROOT
    )  # fmt: skip
    names = filter(None, done.stdout.decode().split("\0"))
    return [Path(name) for name in sorted(names) if (ROOT / name).is_file()]


def copy_tree(target: Path) -> Path:
    """Copy the tree to *target*, with the times of the copying; return *target*."""
    for path in tracked():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target / path)
    return target
