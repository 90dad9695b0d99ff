"""Finds the installed entry points as ``importlib.metadata`` does, in a quarter of its time.

Importing that module costs as much as a Python starts, most of it for mail headers and archives. Where every
distribution lies unpacked in a folder, which is to say nearly always, its ``entry_points.txt`` is all it takes; anywhere
else ``importlib.metadata`` is asked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple, Protocol


_METADATA = {".dist-info": "METADATA", ".egg-info": "PKG-INFO"}


class Distribution(Protocol):
    """The distribution that an entry point came with."""

    @property
    def name(self) -> str:
        """Its name, as it calls itself."""

    def read_text(self, filename: str, /) -> str | None:
        """Return a file of its metadata; None where there is none."""


class EntryPoint(Protocol):
    """A plugin that is installed."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def dist(self) -> Distribution | None:
        """The distribution it came with."""

    def load(self) -> object:
        """Import it."""


class _Folder(NamedTuple):
    """The metadata of a distribution, a folder."""

    path: str

    @property
    def name(self) -> str:
        return os.path.basename(self.path).partition("-")[0]  # noqa: PTH119 - read at every start

    def read_text(self, filename: str, /) -> str | None:
        wanted = _METADATA[os.path.splitext(self.path)[1].lower()] if filename == "METADATA" else filename  # noqa: PTH122  # fmt: skip
        try:
            with open(f"{self.path}{os.sep}{wanted}", encoding="utf-8") as stream:  # noqa: PTH123 - read at every start
                return stream.read()
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return None


class _Entry(NamedTuple):
    name: str
    value: str
    dist: _Folder

    def load(self) -> object:
        """Import the module that the entry point names, and of it the attribute, where it names one.

        Raises:
            ImportError: there is none.
            AttributeError: the module has no such attribute.
        """
        module, _, attributes = self.value.partition("[")[0].partition(":")
        found: object = import_module(module.strip())
        for attribute in filter(None, attributes.strip().split(".")):
            found = getattr(found, attribute)
        return found


def entry_points(group: str) -> Iterable[EntryPoint]:
    """Return the entry points of *group*; of two copies of a distribution, those of the one that is imported."""
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    is_usual = [getattr(finder, "__name__", "") for finder in finders] == ["PathFinder"]
    entries = _looked_up(group, tuple(map(_stamp, sys.path))) if is_usual else None
    if entries is None:
        from importlib.metadata import entry_points as slowly  # noqa: PLC0415 - it is what is saved here

        return slowly(group=group)
    return entries


def _stamp(root: str) -> tuple[str, int]:
    """Return a folder of the path with when something was last installed there."""
    try:
        return root, os.stat(root or ".").st_mtime_ns  # noqa: PTH116 - asked at every start
    except OSError:
        return root, 0


@lru_cache(maxsize=4)
def _looked_up(group: str, path: tuple[tuple[str, int], ...]) -> tuple[_Entry, ...] | None:
    """Return the entries of *group*, looked up once as long as nothing is installed; None where some may lie elsewhere."""
    folders = _folders([root for root, _ in path])
    if folders is None:
        return None
    return tuple(
        _Entry(name, value, folder) for folder in folders for name, value in _entries(folder, group)
    )


def _folders(path: Sequence[str]) -> list[_Folder] | None:
    """Return the folders of metadata on *path*, the first of each distribution; None where some may lie elsewhere."""
    found: dict[str, _Folder] = {}
    for root in path:
        try:
            names = os.listdir(root or ".")  # noqa: PTH208 - in the order that importlib.metadata sees
        except NotADirectoryError:
            return None  # an archive, which may hold distributions
        except OSError:
            continue
        if root.lower().endswith(".egg"):
            return None
        for name in names:
            stem, ending = os.path.splitext(name.lower())  # noqa: PTH122 - read at every start
            if ending in _METADATA:
                key = stem.partition("-")[0].replace(".", "_")
                found.setdefault(key, _Folder(os.path.join(root, name)))  # noqa: PTH118
    return list(found.values())


def _entries(folder: _Folder, group: str) -> Iterator[tuple[str, str]]:
    text = folder.read_text("entry_points.txt")
    if text is None or f"[{group}]" not in text:
        return
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == group and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield name.strip(), value.strip()
