"""What is about to go: a public name, or an argument, works for one minor version more and says what takes its place."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar


Given = ParamSpec("Given")
Returned = TypeVar("Returned")


class Going(NamedTuple):
    """A name, or an argument, that goes.

    Attributes:
        until: the version that has it no more, such as ``0.3``.
        instead: what takes its place.
        home: the module that still holds it.
    """

    until: str
    instead: str
    home: str = ""

    def warn(self, what: str, depth: int = 3) -> None:
        """Warn whoever uses *what*, *depth* calls up."""
        text = f"{what} goes with investtrack {self.until}; use {self.instead}"
        warnings.warn(text, DeprecationWarning, stacklevel=depth)


def still_takes(
    **going: Going,
) -> Callable[[Callable[Given, Returned]], Callable[Given, Returned]]:
    """Let a function take arguments by the names they had; each is handed on by the name that takes its place."""

    def decorate(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
        @wraps(function)
        def call(*args: Given.args, **given: Given.kwargs) -> Returned:
            for name in going.keys() & given.keys():
                going[name].warn(f"{function.__qualname__}({name}=…)")
                given[going[name].instead] = given.pop(name)
            return function(*args, **given)

        return call

    return decorate
