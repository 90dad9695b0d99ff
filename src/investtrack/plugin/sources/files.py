"""Which files are meant, and reading them into one ledger."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.errors import SourceError
from investtrack.plugin.addresses import placed, scheme_of
from investtrack.plugin.sources.merge import merge
from investtrack.plugin.sources.trial import comes_to_much, demand_possible
from investtrack.plugin.unreadable import absent_reason, is_lock, lock_reason
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
    one = isinstance(paths, (str, os.PathLike))
    given = [_path(paths)] if one else [_path(each) for each in paths]  # type: ignore[arg-type, union-attr]
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
    for path in find_sources(plugins, paths):
        progress(path)
        importer = plugins.importer_for(path)
        if comes_to_much(path):
            demand_possible(path, partial(importer.extract, path, profile))
        extracts.append(importer.extract(path, profile))
    return merge(extracts)
