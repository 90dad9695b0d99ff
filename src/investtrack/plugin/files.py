"""The host's side of files: which sources there are, and writing whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from investtrack.errors import ExportError, SourceError
from investtrack.model.profile import Profile
from investtrack.plugin.interfaces import Extract
from investtrack.plugin.manager import Plugins
from investtrack.plugin.merge import merge


def find_sources(plugins: Plugins, paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: each file given, and of each folder those an importer is offered.

    Raises:
        SourceError: a path is absent, or a folder holds nothing readable.
    """
    suffixes = {suffix for importer in plugins.importers.values() for suffix in importer.suffixes}
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(
            p
            for p in path.iterdir()
            if p.is_file() and p.suffix.lower() in suffixes and not _is_lock(p)
        )
        if not inside:
            raise SourceError(path, f"文件夹里没有可读取的台账（{'、'.join(sorted(suffixes))}）")
        found.extend(inside)
    return list(dict.fromkeys(found))


def _is_lock(path: Path) -> bool:
    # Office and LibreOffice leave these beside an open workbook.
    return path.name.startswith(("~$", ".~lock", "."))


def read_sources(
    plugins: Plugins,
    paths: Sequence[Path],
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
        extracts.append(plugins.importer_for(path).extract(path, profile))
    return merge(extracts)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Give a stream to write to; *path* is replaced only when the block ends without an error.

    Raises:
        ExportError: the folder or file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise ExportError(path, "这是一个文件夹，请给出文件名")
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        if isinstance(error, ExportError):
            raise
        raise ExportError(
            path,
            f"无法写入（{error.strerror or error}）；请检查文件夹是否存在、有无权限、磁盘是否已满",
        ) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        raise ExportError(path, f"无法写入（{error.strerror or error}）；原有文件未改动") from error
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
