"""Files that come in: named safely, written whole or not at all, never over another of the same name."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable
from enum import StrEnum
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from investtrack.errors import InvesttrackError
from investtrack.plugin.files import drop_left_over, own_part


LARGEST = 64 * 1024 * 1024
"""Bytes of one file."""
LARGEST_IN_ALL = 1024 * 1024 * 1024
"""Bytes of all that the folder receives."""
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 120
_COMING = "收件"


class DroppedAs(StrEnum):
    """What a file is dropped as; the value is the folder it is kept in."""

    LEDGER = "收到的表"
    EDITED = "改过的汇报"
    EARLIER = "上期的表"
    FORM = "要填的表"
    ASIDE = "以前收到的表"


class RefusedError(InvesttrackError):
    """A file is not taken: its message says why, in Chinese.

    Args:
        why: the sentence.
        status: the HTTP status that says it.
    """

    def __init__(self, why: str, status: int = 415) -> None:
        super().__init__(why)
        self.status = status


def safe_name(given: str) -> str:
    """Return the name of a file without its folders and without what no name may hold.

    Raises:
        RefusedError: nothing is left, or the name is one of Windows' own.
    """
    name = _FORBIDDEN.sub("_", given.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    name = f"{stem[: _LONGEST - len(suffix)]}{dot}{suffix}" if dot else name[:_LONGEST]
    if not name or name.startswith("~$") or _RESERVED.match(name):
        why = (
            "这是 Word、Excel、WPS 打开文件时的临时文件，请拖原来的文件"
            if name.startswith("~$")
            else "文件名不能用，请改名再拖"
        )
        raise RefusedError(why)
    return name


def free_place(folder: Path, name: str) -> Path:
    """Return a path in *folder* that no file has: 台账.xlsx, 台账（2）.xlsx …."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, f"{dot}{suffix}") if dot else (name, "")
    tried = (folder / f"{stem}{f'（{n}）' if n > 1 else ''}{suffix}" for n in range(1, 10_000))
    return next(path for path in tried if not path.exists())


async def receive(
    folder: Path,
    name: str,
    chunks: AsyncIterator[bytes],
    held: int,
    arrived: Callable[[], None] = lambda: None,
) -> Path:
    """Write what comes to *folder* and return where; nothing stays of what was cut off or is too large.

    Args:
        folder: where it goes.
        name: what it is called.
        chunks: its bytes.
        held: how many bytes are there already.
        arrived: called when all of it is there, before it gets its name.

    Raises:
        RefusedError: it is too large.
    """
    await run_in_threadpool(folder.mkdir, parents=True, exist_ok=True)
    drop_left_over(folder, _COMING)
    handle, part, done = own_part(folder / _COMING)
    size = 0
    try:
        with os.fdopen(handle, "wb") as stream:
            async for chunk in chunks:
                size += len(chunk)
                demand_size(size, held)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        if not size:
            raise RefusedError("这个文件是空的", 400)
        arrived()
        path = free_place(folder, name)
        part.replace(path)
    finally:
        done()
    return path


def demand_size(size: int, held: int) -> None:
    """Refuse what is too large, alone or with what is there already.

    Raises:
        RefusedError: it is.
    """
    if size > LARGEST:
        raise RefusedError(f"文件太大，超过{LARGEST // 1024 // 1024}兆，没有收下", 413)
    if size + held > LARGEST_IN_ALL:
        raise RefusedError("收到的文件太多，放不下了；把文件夹里不用的移走再拖", 413)
