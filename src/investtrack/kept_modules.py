"""The byte code of all modules of a run, kept in one file beside the package's own: one is opened, not five hundred.

Finding and opening the modules one by one took a twentieth of a short run. Whether a source is still the one that was
compiled is asked of each as Python asks it: by its time and size.
"""

from __future__ import annotations

import contextlib
import marshal
import mmap
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, spec_from_file_location
from types import CodeType, ModuleType
from typing import Any, BinaryIO


_HEAD = 16
"""Bytes before the code in a file of byte code: the magic number, flags, time and size of the source."""
_MOST = 24 << 20
"""Bytes that are kept; beyond, the modules of this run alone are."""
_FORM = 3
"""Of the file: it is another number where an entry is of another form."""
_LENGTH = 8
"""Bytes at the beginning that tell how long the list of modules is, after which their code lies end to end."""

Entry = tuple[str, str, str, bytes, bytes | memoryview]
"""Where a module's source lies, its folder where it is a package, its byte code, time and size of the source, the code."""


def kept_modules() -> Callable[[], None]:
    """Let modules be found where an earlier run left them, and return what leaves there those that were new in this one.

    What was found by another search path is never taken. A file that cannot be read is as none, one that cannot be
    written is not needed.
    """
    path = cache_from_source(__file__).removesuffix(".pyc") + ".modules"
    known = _read(path)
    found = _Found(known)
    if known:
        sys.meta_path.insert(0, found)

    def keep() -> None:
        if sys.dont_write_bytecode:
            return
        new = {
            name: spec
            for name, module in list(sys.modules.items())
            if (spec := _kept_spec(name, module)) is not None
            and (name not in known or name in found.stale)
        }
        if not new:
            return
        made = {name: entry for name, spec in new.items() if (entry := _entry(spec)) is not None}
        if made:
            before = {name: entry for name, entry in known.items() if name not in found.stale}
            here = {name: entry for name, entry in before.items() if name in sys.modules}
            with contextlib.suppress(OSError):
                _write(path, {**before, **made}, {**here, **made})

    return keep


class _Found:
    """Finds modules among those that were kept; a module whose source has changed is left to Python."""

    def __init__(self, known: Mapping[str, Entry]) -> None:
        self._known = known
        self._path = sys.path[1:]
        self.stale: set[str] = set()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where the module *name* is; None where it was not kept, or lies elsewhere by now."""
        del target
        entry = self._known.get(name)
        if entry is None:
            return None
        source, package, cached, stamp, code = entry
        folder = os.path.dirname(package or source)
        is_there = sys.path[1:] == self._path if path is None else folder in path
        try:
            is_same = is_there and _stamp(source) == stamp
        except OSError:
            is_same = False
        if not is_same:
            self.stale.add(name)
            return None
        spec = spec_from_file_location(
            name,
            source,
            loader=_Loader(name, source, code),
            submodule_search_locations=[package] if package else None,
        )
        if spec is not None:
            spec.cached = (
                cached  # else every module works it out, which takes a hundredth of a short run
            )
        return spec


class _Loader(SourceFileLoader):
    """Loads a module from code that was kept; everything else of it is as if it had been loaded from its file."""

    def __init__(self, name: str, path: str, code: bytes | memoryview) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """Return the code of the module."""
        try:
            code = marshal.loads(self._code)  # noqa: S302 - as byte code
        except (ValueError, EOFError, TypeError):
            code = None
        return code if isinstance(code, CodeType) else super().get_code(fullname)


def _kept_spec(name: str, module: ModuleType) -> ModuleSpec | None:
    """Return the spec of a module that came from a file of its own by the search path; None of any other."""
    spec = getattr(module, "__spec__", None)
    if (
        not isinstance(spec, ModuleSpec)
        or spec.name != name
        or not isinstance(spec.loader, SourceFileLoader)
    ):
        return None
    return None if _is_first(name) else spec


def _is_first(name: str) -> bool:
    """Whether a module's package lies in the folder of the command, or where the user is: another every time."""
    top = getattr(sys.modules.get(name.partition(".")[0]), "__spec__", None)
    places = list(getattr(top, "submodule_search_locations", None) or ())
    place = os.path.dirname(places[0] if places else getattr(top, "origin", None) or "")
    return bool(sys.path) and place == os.path.abspath(sys.path[0])


def _entry(spec: ModuleSpec) -> Entry | None:
    """Return what is kept of a module: the code that Python itself has kept of its source as it is now."""
    source, cached = spec.origin, spec.cached
    folders = list(spec.submodule_search_locations or ())
    if source is None or cached is None or len(folders) > 1:
        return None
    try:
        stamp = _stamp(source)
        with open(cached, "rb") as stream:
            data = stream.read()
    except OSError:
        return None
    if data[:_HEAD] != MAGIC_NUMBER + bytes(4) + stamp:
        return None
    return source, folders[0] if folders else "", cached, stamp, data[_HEAD:]


def _stamp(source: str) -> bytes:
    """Return time and size of a source as byte code states them."""
    stat = os.stat(source)
    return b"".join(
        (int(number) & 0xFFFFFFFF).to_bytes(4, "little") for number in (stat.st_mtime, stat.st_size)
    )


def _by() -> tuple[object, ...]:
    """Return what modules are found by; the folder of the command goes first and holds none that is kept."""
    return _FORM, MAGIC_NUMBER, sys.prefix, tuple(sys.path[1:])


def _read(path: str) -> dict[str, Entry]:
    try:
        with open(path, "rb") as stream:
            data = memoryview(_mapped(stream))
        end = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
        by, known = marshal.loads(data[_LENGTH:end])  # noqa: S302 - as byte code
        if by != _by():
            return {}
        return {
            name: (*about, data[end + first : end + last])
            for name, (*about, first, last) in known.items()
        }
    except (OSError, ValueError, EOFError, TypeError, AttributeError):
        return {}


def _mapped(stream: BinaryIO) -> bytes | mmap.mmap:
    """Return the bytes of a file, of which what no module asks for is not read, where a mapped file can be replaced."""
    if os.name == "nt":
        return stream.read()
    return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _write(path: str, every: Mapping[str, Entry], here: Mapping[str, Entry]) -> None:
    is_little = sum(len(code) for *_, code in every.values()) <= _MOST
    known: dict[str, Any] = {}
    codes: list[bytes | memoryview] = []
    last = 0
    for name, (*about, code) in (every if is_little else here).items():
        first, last = last, last + len(code)
        known[name] = (*about, first, last)
        codes.append(code)
    told: Any = (_by(), known)
    head = marshal.dumps(told)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = f"{path}.{os.getpid()}"
    with open(beside, "wb") as stream:
        stream.write(len(head).to_bytes(_LENGTH, "little"))
        stream.writelines((head, *codes))
    os.replace(beside, path)
