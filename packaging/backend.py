"""Build each folder given with the back end of this one process; build.py runs it where the pinned back end is."""

from __future__ import annotations

import os
import sys
import tarfile
import tempfile
from pathlib import Path

from hatchling.build import build_sdist, build_wheel


def build_one(folder: Path, target: Path, *, wheels_only: bool) -> None:
    """Build the distribution of *folder* into *target*: its wheel, or its source archive and of that its wheel."""
    os.chdir(folder)  # where a back end looks for its project
    if wheels_only:
        build_wheel(str(target))
        return
    archive = target / build_sdist(str(target))
    with tempfile.TemporaryDirectory() as made, tarfile.open(archive) as members:
        members.extractall(made, filter="data")
        (unpacked,) = Path(made).iterdir()
        os.chdir(unpacked)
        build_wheel(str(target))
        os.chdir(folder)


def main() -> None:
    """Build what the command line names: the target, ``all`` or ``wheels``, and the folders."""
    target, what, *folders = sys.argv[1:]
    for folder in folders:
        build_one(Path(folder), Path(target), wheels_only=what == "wheels")


if __name__ == "__main__":
    main()
