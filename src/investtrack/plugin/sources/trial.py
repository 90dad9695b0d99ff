"""Reads an input that may come to much in a child process first: what ends the child is one sentence, and the run goes on.

A reader that gets no memory may end the process: so may Python's own parser of XML. Only a child is bounded, where the system
lets a process bound what it takes (Linux); elsewhere what is tried may still die, and no more.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from investtrack.errors import SourceError
from investtrack.input_limits import MEMORY, PACKED, too_much_memory


if sys.platform == "linux":
    import resource

TRIED_UNPACKED = 128 << 20
"""Bytes unpacked that a workbook may come to and be read without a trial: 50,000 projects come to 106 MiB."""
TRIED_TEXT, TRIED_SIGNS = 32 << 20, 2_500_000
"""Bytes of a text, packed or not, and signs in it that part cells, likewise."""
TRIED_CELLS = 8_000_000
"""Cells of all sheets of a workbook, blank ones counted, likewise: 32 bytes each."""

_ENDED = "读这个文件的程序中途停了（文件可能已损坏，或要用的内存太大），没有读取；请用 Excel 或 WPS 打开后另存一份再试"
_FULL, _WELL = 3, 0
_ZIP = b"PK\x03\x04"
_PARTING = (b",", b"\t", b";", b"\n")
_is_child = False


def comes_to_much(path: Path) -> bool:
    """Whether the input at *path* is to be tried: by the bytes it unpacks to, or the cells that its text may have."""
    with suppress(OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(len(_ZIP))
        if head == _ZIP:
            with zipfile.ZipFile(path) as archive:
                members = archive.infolist()
            texts = sum(each.file_size for each in members if each.filename.lower().endswith(".csv"))  # fmt: skip
            return texts > TRIED_TEXT or sum(each.file_size for each in members) > TRIED_UNPACKED
        if TRIED_SIGNS < size <= min(TRIED_TEXT, PACKED):
            data = path.read_bytes()
            return sum(map(data.count, _PARTING)) > TRIED_SIGNS
        return TRIED_TEXT < size <= PACKED
    return False


def demand_possible(path: Path, read: Callable[[], object], most: int = MEMORY) -> None:
    """Demand that *read*, done in a child process, neither ends it nor takes more than *most* bytes more than this one holds.

    What *read* raises is left to whoever reads next: it says why.

    Args:
        path: the input, for messages; it is read as the installed plugins read it where a process cannot be forked.
        read: what reads it.
        most: bytes that it may take.

    Raises:
        SourceError: the child died over it, or it takes more memory than may be.
    """
    if _is_child:
        return
    status = _of_fork(read, most) if hasattr(os, "fork") else _of_program(path)
    if status == _FULL:
        raise SourceError(path, too_much_memory(most))
    if status != _WELL:
        raise SourceError(path, _ENDED)


def is_bounded() -> bool:
    """Whether the system lets a process bound what it takes of memory."""
    return sys.platform == "linux" and Path("/proc/self/statm").exists()


def _bound(most: int) -> None:
    if sys.platform == "linux" and is_bounded():
        held = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = int(held) * resource.getpagesize() + most
        if hard != resource.RLIM_INFINITY:
            wanted = min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def _status(read: Callable[[], object]) -> int:
    """Return how reading ended, where it did not end the process."""
    global _is_child  # noqa: PLW0603 - nothing is tried within a trial
    _is_child = True
    try:
        read()
    except MemoryError:
        return _FULL
    except BaseException:  # noqa: BLE001 - panics of readers too
        return _WELL
    return _WELL


def _of_fork(read: Callable[[], object], most: int) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads: the child starts none
        child = os.fork()
    if not child:
        _end_as(read, most)
    try:
        _, status = os.waitpid(child, 0)
    except BaseException:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    return os.waitstatus_to_exitcode(status)


def _end_as(read: Callable[[], object], most: int) -> NoReturn:
    status = _FULL
    try:
        # A reader that gives up says so on standard error, in words that are nobody's here.
        faulthandler.disable()
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        _bound(most)
        status = _status(read)
    finally:
        os._exit(status)


def _of_program(path: Path) -> int:
    if getattr(sys, "frozen", False):  # one file: there is no Python to start
        return _WELL
    import subprocess  # noqa: PLC0415 - few runs need it

    done = subprocess.run(  # noqa: S603 - this interpreter, on this module
        [sys.executable, "-m", __name__, str(path)], capture_output=True, check=False
    )
    return done.returncode


def _read(path: Path) -> None:
    from investtrack.model.profile import Profile  # noqa: PLC0415 - in the child alone
    from investtrack.plugin.loading.manager import load_plugins  # noqa: PLC0415 - as above

    load_plugins().importer_for(path).extract(path, Profile())


if __name__ == "__main__":
    raise SystemExit(_status(lambda: _read(Path(sys.argv[1]))))
