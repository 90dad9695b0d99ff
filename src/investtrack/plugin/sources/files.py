"""Which files are meant, and reading them into one ledger."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from investtrack.errors import SourceError
from investtrack.findings import Finding, make
from investtrack.model.source import CellRef
from investtrack.plugin.addresses import placed, scheme_of
from investtrack.plugin.sources.merge import merge
from investtrack.plugin.sources.trial import comes_to_much, demand_possible
from investtrack.plugin.unreadable import (
    absent_reason,
    advice,
    is_lock,
    is_written,
    lock_reason,
    may_hold_ledger,
)
from investtrack.values.amount import with_own_decimals


if TYPE_CHECKING:
    from investtrack.model.extract import Extract
    from investtrack.model.profile import Profile
    from investtrack.plugin.installed import Plugins


def find_sources(plugins: Plugins, paths: Sequence[Path | str] | Path | str) -> list[Path]:
    """Return the files to read: each file given, and of each folder those that an importer says are its own.

    One path alone is that path, never its letters.

    A folder may hold other files of the same suffixes: the findings of a report are CSV too.

    Raises:
        SourceError: a path is absent, or a folder holds nothing readable.
    """
    importers = plugins.importers.values()
    suffixes = {suffix for importer in importers for suffix in importer.suffixes}
    found: list[Path] = []
    given = _given(paths)
    for index, path in enumerate(given):
        if not path.exists():
            raise SourceError(path, absent_reason(given, index))
        if not path.is_dir():
            if is_lock(path):
                raise SourceError(path, lock_reason(path))
            found.append(path)
            continue
        inside = sorted(
            p
            for p in path.iterdir()
            if p.is_file()
            and not p.name.startswith(".")
            and not is_lock(p)
            and any(p.suffix.lower() in item.suffixes and item.identify(p) for item in importers)
        )
        if not inside:
            raise SourceError(path, f"文件夹里没有可读取的台账（{'、'.join(sorted(suffixes))}）")
        found.extend(inside)
    return list(dict.fromkeys(found))


def _left_in(
    plugins: Plugins, paths: Sequence[Path | str] | Path | str, read: Collection[Path]
) -> Iterator[Finding]:
    """Yield a note of what lies in the folders of *paths*, may hold a ledger, and is not among what is *read*.

    That is an archive, a workbook of another program, a CSV named as no sheet; and a folder below with files to read:
    only those of the folder itself are read. What is named as a report is passed over.
    """
    importers = plugins.importers.values()
    suffixes = {suffix for importer in importers for suffix in importer.suffixes}
    for folder in filter(Path.is_dir, _given(paths)):
        for path in sorted(folder.iterdir()):
            if path in read or path.name.startswith(".") or is_lock(path):
                continue
            place = CellRef(path.name, "")
            if path.is_file() and may_hold_ledger(path):
                helps = advice(path, suffixes)
                yield make("file-left", place, name=path.name, mend=helps)
            elif path.is_dir():
                inside = [
                    below
                    for below in path.iterdir()
                    if below.suffix.lower() in suffixes and not is_lock(below) and not is_written(below)
                ]  # fmt: skip
                if inside:
                    yield make("folder-left", place, name=path.name, count=len(inside))


def _given(paths: Sequence[Path | str] | Path | str) -> list[Path]:
    is_one = isinstance(paths, (str, os.PathLike))
    return [_path(paths)] if is_one else [_path(each) for each in paths]  # type: ignore[arg-type, union-attr]


def _path(given: Path | str) -> Path:
    return placed(given) if isinstance(given, str) and scheme_of(given) else Path(given)


@with_own_decimals
def read_sources(
    plugins: Plugins,
    paths: Sequence[Path | str] | Path | str,
    profile: Profile,
    progress: Callable[[Path], None] = lambda _: None,
) -> Extract:
    """Read files and folders into one ledger.

    Args:
        plugins: what is installed.
        paths: files and folders.
        profile: the county's profile.
        progress: called with each file before it is read.

    Raises:
        SourceError: a source cannot be used.
        UnknownFormatError: no importer claims a file.
        AmbiguousFormatError: several importers claim a file.
    """
    extracts: list[Extract] = []
    found = find_sources(plugins, paths)
    for path in found:
        progress(path)
        importer = plugins.importer_for(path)
        if comes_to_much(path):
            demand_possible(path, partial(importer.extract, path, profile))
        extracts.append(importer.extract(path, profile))
    read = merge(extracts)
    left = tuple(_left_in(plugins, paths, frozenset(found)))
    return evolve(read, findings=(*read.findings, *left)) if left else read
