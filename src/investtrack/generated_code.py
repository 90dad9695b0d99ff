"""What attrs and cattrs generate, and regular expressions, are compiled once and kept beside the package's byte code.

At each start they took a sixth of a short run.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import re
import sys
from collections.abc import Callable, Mapping, MutableMapping
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType, ModuleType, SimpleNamespace
from typing import Any


_SALT = re.compile(r"(?<=hash\(\(\n)\s+-?\d+(?=,\n)")
"""A number that tells the hashes of classes apart, another one in each process; that of an earlier one does as well."""
_SALTED = "hash(("
_MOST = 4000
"""Pieces that are kept; beyond, those of this run alone are."""


_Key = tuple[str, str] | tuple[str | bytes, int]
_Kept = CodeType | tuple[Any, ...]
"""What was compiled: of a text and its file, code; of a pattern and its flags, what Python's engine is given."""
_Compile = Callable[[str, str, str], CodeType]
_adopted: list[_Compile] = []


def adopt(module: ModuleType) -> None:
    """Let *module*, which compiles what it generates, take code from where :func:`kept_code` has it, in a run that has any."""
    for compile_once in _adopted:
        vars(module)["compile"] = compile_once


def kept_code() -> Callable[[], None]:
    """Let attrs and ``re`` take code from where an earlier run left it, and return what leaves there what was new in this one.

    The text itself is the key, so that code of another version of anything is never taken. A file that cannot be read is
    as none, one that cannot be written is not needed.
    """
    import attr._make as making  # noqa: PLC0415 - few starts need it

    path = Path(cache_from_source(__file__)).with_suffix(".attrs")
    known = _read(path)
    used: dict[_Key, _Kept] = {}

    def compile_once(text: str, name: str, mode: str) -> CodeType:
        key = (name, _SALT.sub("", text) if _SALTED in text else text)
        code = used.get(key) or known.get(key)
        if not isinstance(code, CodeType):
            code = compile(text, name, mode)
        used[key] = code
        return code

    def keep() -> None:
        if used.keys() <= known.keys() or sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            _write(path, used if len(known) > _MOST else {**known, **used})

    _adopted[:] = [compile_once]
    adopt(making)
    with contextlib.suppress(ImportError, AttributeError):  # a Python that is made otherwise
        _patterns_too(known, used)
    return keep


def _patterns_too(known: Mapping[_Key, _Kept], used: MutableMapping[_Key, _Kept]) -> None:
    """Let ``re`` take what its compiler made of a pattern from *known*, and note what it uses."""
    import _sre  # type: ignore[import-not-found]  # noqa: PLC0415 - there may be none
    from re import _compiler as compiling  # type: ignore[attr-defined]  # noqa: PLC0415

    compile_ = _original.setdefault("compile", compiling.compile)
    last: list[tuple[Any, ...]] = [()]

    def note(pattern: str | bytes, flags: int, code: list[int], *more: object) -> object:
        last[0] = (pattern, int(flags), list(map(int, code)), *more)
        return _sre.compile(pattern, flags, code, *more)

    def compile_once(pattern: str | bytes, flags: int = 0) -> object:
        key = (pattern, int(flags))
        found = known.get(key) if type(pattern) in {str, bytes} else None
        if isinstance(found, tuple):
            used[key] = found
            return _sre.compile(*found)
        made = compile_(pattern, flags)
        given = last[0]
        is_its_own = bool(given) and given[0] is pattern  # and not that of another thread
        if is_its_own and not flags & re.DEBUG:
            used[key] = given
        return made

    vars(compiling).update(
        _sre=SimpleNamespace(**{**vars(_sre), "compile": note}), compile=compile_once
    )


_original: dict[str, Callable[..., Any]] = {}


def _read(path: Path) -> dict[_Key, _Kept]:
    try:
        data = path.read_bytes()
        found = marshal.loads(data[len(MAGIC_NUMBER) :]) if data.startswith(MAGIC_NUMBER) else {}  # noqa: S302 - as byte code
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, code: Mapping[_Key, _Kept]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(MAGIC_NUMBER + marshal.dumps(dict(code)))
    beside.replace(path)
