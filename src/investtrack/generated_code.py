"""What attrs generates is compiled once and kept beside the package's byte code; at each start it took a tenth of a short run."""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
from collections.abc import Callable
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType


_SALT = re.compile(r"(?<=hash\(\(\n)\s+-?\d+(?=,\n)")
"""A number that tells the hashes of classes apart, another one in each process; that of an earlier one does as well."""
_MOST = 4000
"""Pieces that are kept; beyond, those of this run alone are."""


def kept_code() -> Callable[[], None]:
    """Let attrs take code from where an earlier run left it, and return what leaves there what was new in this one.

    The text itself is the key, so that code of another version of anything is never taken. A file that cannot be read is
    as none, one that cannot be written is not needed.
    """
    import attr._make as making  # noqa: PLC0415 - few starts need it

    path = Path(cache_from_source(__file__)).with_suffix(".attrs")
    known = _read(path)
    used: dict[tuple[str, str], CodeType] = {}

    def compile_once(text: str, name: str, mode: str) -> CodeType:
        key = (name, _SALT.sub("", text))
        code = used.get(key) or known.get(key)
        if code is None:
            code = compile(text, name, mode)
        used[key] = code
        return code

    def keep() -> None:
        if used.keys() <= known.keys() or sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            _write(path, used if len(known) > _MOST else {**known, **used})

    vars(making)["compile"] = compile_once
    return keep


def _read(path: Path) -> dict[tuple[str, str], CodeType]:
    try:
        data = path.read_bytes()
        found = marshal.loads(data[len(MAGIC_NUMBER) :]) if data.startswith(MAGIC_NUMBER) else {}  # noqa: S302 - as byte code
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, code: dict[tuple[str, str], CodeType]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(MAGIC_NUMBER + marshal.dumps(code))
    beside.replace(path)
