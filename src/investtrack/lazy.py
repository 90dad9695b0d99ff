"""What is made when it is first used: public names of a package, and patterns."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, cast


if TYPE_CHECKING:
    from investtrack.deprecation import Going

_NOTHING: Mapping[str, Going] = MappingProxyType({})


def lazy_names(
    package: str, homes: Mapping[str, Sequence[str]], going: Mapping[str, Going] = _NOTHING
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` for *package*, so that importing it imports nothing else.

    Args:
        package: the package's ``__name__``.
        homes: module → the names it holds; a module that begins with a dot is the package's own.
        going: names that are about to go: no part of the list any more, loaded with a warning.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> object:
        home = home_of.get(name)
        if home is None and name in going:
            going[name].warn(f"{package}.{name}")
            home = going[name].home
        if home is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(home, package), name)

    def names() -> list[str]:
        return sorted([*vars(sys.modules[package]), *home_of])

    return load, names


class _Pattern:
    """Stands for a pattern until it is used; from then on its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        made = re.compile(self.pattern, self._flags)
        own = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
        vars(self).update({method: getattr(made, method) for method in own})
        return getattr(made, name)


def lazy_pattern(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what :func:`re.compile` returns, compiled when it is first used: for patterns that few runs need."""
    return cast("re.Pattern[str]", _Pattern(pattern, flags))
