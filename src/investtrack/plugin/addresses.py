"""Addresses of databases as sources: a file of no content stands for each, and only this process knows which.

So whatever takes the path of a ledger takes an address, and no message can print a password: it is not in the path.
"""

from __future__ import annotations

import atexit
import re
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path


_ADDRESS = re.compile(r"([a-z][a-z0-9]*)(?:\+[a-z0-9_]+)?://", re.IGNORECASE)
_KNOWN: dict[Path, str] = {}


def scheme_of(text: str) -> str:
    """Return what an address begins with, postgresql of postgresql+psycopg://…; empty of what is none."""
    found = _ADDRESS.match(text)
    return found[1].lower() if found else ""


def placed(text: str) -> Path:
    """Return the path that stands for the address *text* in this process."""
    known = next((path for path, address in _KNOWN.items() if address == text), None)
    if known is not None:
        return known
    folder = _folder() / str(len(_KNOWN) + 1)
    folder.mkdir()
    path = folder / "数据库"
    path.touch(mode=0o600)
    _KNOWN[path] = text
    return path


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="investtrack-")).resolve()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def address_at(path: Path) -> str | None:
    """Return the address that *path* stands for; None where it is a file or folder."""
    return _KNOWN.get(path) if _KNOWN else None


# Their values are addresses by themselves.
_OWN = {"--store", "--dask"}
_OTHERS = {"", "http", "https", "file", "tcp", "tls"}


def with_addresses_placed(given: Sequence[str]) -> list[str]:
    """Return arguments of the command line, each address of a database as the path that stands for it.

    One that no plugin reads is placed as well: what says so then names no password.
    """
    before = ["", *given]
    return [
        str(placed(each)) if scheme_of(each) not in _OTHERS and last not in _OWN else each
        for last, each in zip(before, given, strict=False)
    ]
