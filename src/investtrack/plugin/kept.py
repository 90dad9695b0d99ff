"""Whether a file on disk is still what was written there, so that what a person has worked on is never overwritten."""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Callable
from pathlib import Path


_SECOND = 10**9
_STEP = 100
"""Nanoseconds between two marks: as fine as Windows tells times."""
_MARKS = 10**7
_CHUNK = 1 << 20
EDITABLE = frozenset({".docx", ".xlsx", ".html", ".csv"})
"""Suffixes of what people open and save, as against what programs read."""
_PACKAGES = frozenset({".docx", ".xlsx", ".xlsm"})


def stamp(path: Path, checksum: int | None = None) -> None:
    """Note what is in the file at *path* in the fraction of the second of its time of change.

    Whoever saves the file after that leaves another time, and other contents. No other file is needed, and it holds
    for formats that have no room for a mark, such as CSV.

    Args:
        path: the file.
        checksum: its check sum, where the file was just held against it; None: it is read for it.
    """
    mark = (checksum_of(path) if checksum is None else checksum) % _MARKS
    now = time.time_ns()
    os.utime(path, ns=(now, (now // _SECOND - 1) * _SECOND + mark * _STEP))


def is_as_written(path: Path) -> bool:
    """Whether the file at *path* is, to the last byte, what :func:`stamp` marked, and was not copied since.

    A copy that lost its fraction of a second, or a disk that keeps none, cannot be told from one that was edited.
    """
    written = path.stat().st_mtime_ns
    return written % _SECOND == checksum_of(path) % _MARKS * _STEP


def is_changed(path: Path) -> bool:
    """Whether the file at *path* holds what may be a person's work: anything but what was written there, or nothing at all."""
    return holds_work(path) and not is_as_written(path)


def holds_work(path: Path) -> bool:
    """Whether there is a file at *path* that could be somebody's work; what no program opens is none."""
    if not path.is_file() or not path.stat().st_size:
        return False
    if path.suffix.lower() not in _PACKAGES:
        return True
    from zipfile import is_zipfile  # noqa: PLC0415 - costs a start more than all else here

    return is_zipfile(path)


def place_for(path: Path, is_edited: Callable[[Path], bool] = is_changed) -> tuple[Path, str]:
    """Return where to write what is to go to *path*, and what a clerk is told where that is another place.

    Args:
        path: where the file is to go.
        is_edited: whether what stands there is a person's work.
    """
    if not path.is_file() or not is_edited(path):
        return path, ""
    numbers = ("", *range(2, 1000))
    names = (path.with_name(f"{path.stem}（新稿{number}）{path.suffix}") for number in numbers)
    beside = next(name for name in names if not name.exists())
    return beside, f"{path.name} 有人改过，没有覆盖，新的写在旁边：{beside.name}"


def checksum_of(path: Path) -> int:
    """Return the check sum of a file, read in pieces."""
    total = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            total = zlib.crc32(chunk, total)
    return total
