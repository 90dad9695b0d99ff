"""Runs verbs of the command line in this process: the same reading, the same sentences, nothing started anew."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.cli.main import build_parser
from investtrack.cli.session import Session


if TYPE_CHECKING:
    from investtrack.model.profile import Profile
    from investtrack.plugin.installed import Plugins
    from investtrack.report import Report


Step = Callable[[str], None]


class KeptSession(Session):
    """A session that keeps what it is told to print, and takes what is loaded and computed already.

    Args:
        plugins: what is installed, loaded once.
        profile: what ledgers are read with; None: as the options say, or as lies beside them.
        known: returns the report of those sources where it is computed already, else None.
        progress: called with label, step and number of steps.
    """

    def __init__(
        self,
        plugins: Plugins,
        profile: Profile | None = None,
        known: Callable[[Sequence[Path]], Report | None] = lambda _: None,
        progress: Callable[[str, str, int], None] = lambda *_: None,
    ) -> None:
        super().__init__()
        self._loaded = plugins
        self._profile = profile
        self._known = known
        self._told = progress
        self.lines: list[str] = []

    @cached_property
    def plugins(self) -> Plugins:
        """What is installed."""
        return self._loaded

    @property
    def is_interactive(self) -> bool:
        """Nobody: the terminal, if there is one, is not where who asked sits."""
        return False

    def profile(self, options: Namespace) -> Profile:
        """Return the one profile for all, where there is one."""
        return super().profile(options) if self._profile is None else self._profile

    def report(self, options: Namespace, sources: Sequence[Path] | None = None) -> Report:
        """Return the report of the sources, computed once."""
        paths = options.source if sources is None else sources
        return self._known(paths) or super().report(options, sources)

    def print(self, text: str = "") -> None:
        """Keep a line."""
        self.lines.append(text)

    def progress(self, label: str, total: int) -> AbstractContextManager[Step]:
        """Pass on how far something long is."""

        @contextmanager
        def told() -> Iterator[Step]:
            yield lambda name: self._told(label, name, total)

        return told()


def run_verb(arguments: Sequence[str], session: KeptSession) -> int:
    """Run a verb as the command line does, and return its status; what it prints stays with *session*.

    Raises:
        InvesttrackError: the input cannot be used.
    """
    options = build_parser(arguments).parse_args(list(arguments))
    status: int = options.command.run(options, session)
    return status
