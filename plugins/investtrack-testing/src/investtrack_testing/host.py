"""A host for commands under test: it reads and computes like the command line, and keeps what is printed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO

from attrs import define, field

from investtrack.model.extract import Extract
from investtrack.model.profile import Profile
from investtrack.plugin.files import writing
from investtrack.plugin.installed import Plugins
from investtrack.plugin.sources.files import read_sources
from investtrack.report import Report, build_report
from investtrack.values.period import parse_period


@define
class RecordingHost:
    """What a command is lent in a test.

    Attributes:
        plugins: what is installed.
        lines: what was printed, rows of tables joined by tabs.
        documents: what was printed as JSON.
        written: the paths that were written.
    """

    plugins: Plugins
    lines: list[str] = field(factory=list)
    documents: list[object] = field(factory=list)
    written: list[Path] = field(factory=list)

    @property
    def is_interactive(self) -> bool:
        """Nobody sits at a terminal in a test."""
        return False

    def profile(self, options: Namespace) -> Profile:
        """Return the installed profile of that name, else the general one."""
        name = getattr(options, "profile", None)
        return self.plugins.profile(name) if name else Profile()

    def read(self, options: Namespace, sources: Sequence[Path] | None = None) -> Extract:
        """Read *sources*, by default ``options.source``, into one ledger."""
        paths = options.source if sources is None else sources
        return read_sources(self.plugins, paths, self.profile(options))

    def report(self, options: Namespace, sources: Sequence[Path] | None = None) -> Report:
        """Read and compute."""
        return self.compute(options, self.read(options, sources))

    def compute(self, options: Namespace, extract: Extract) -> Report:
        """Compute what was read."""
        period = getattr(options, "period", None)
        return build_report(
            extract.ledger,
            profile=self.profile(options),
            period=parse_period(period) if period else None,
            as_of=getattr(options, "as_of", None),
            findings=extract.findings,
            checks=self.plugins.checks.values(),
        )

    def writing(
        self, path: Path, check: Callable[[Path], Sequence[str]] | None = None
    ) -> AbstractContextManager[BinaryIO]:
        """Open *path* for writing; it appears there, whole, only on success."""
        self.written.append(path)
        return writing(path, check)

    def stage(self, name: str) -> AbstractContextManager[None]:  # noqa: ARG002 - nothing is timed
        """Do nothing."""
        return nullcontext()

    def progress(self, label: str, total: int) -> AbstractContextManager[Callable[[str], None]]:  # noqa: ARG002
        """Show nothing."""
        return nullcontext(lambda _: None)

    def print(self, text: str = "") -> None:
        """Keep a line."""
        self.lines.append(text)

    def print_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Keep rows as lines."""
        self.lines += ["\t".join(row) for row in rows]

    def print_json(self, data: object) -> None:
        """Keep one document."""
        self.documents.append(data)
