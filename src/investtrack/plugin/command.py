"""A verb of the command line, and what it is lent; imports no more than it takes to tell its arguments."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Protocol


if TYPE_CHECKING:
    from investtrack.model.extract import Extract
    from investtrack.model.profile import Profile
    from investtrack.plugin.installed import Plugins
    from investtrack.report import Report


class Host(Protocol):
    """What the command line lends a command: reading, computing, writing whole, printing."""

    @property
    def plugins(self) -> Plugins:
        """What is installed."""

    @property
    def is_interactive(self) -> bool:
        """Whether somebody sits at a terminal who can be asked."""

    def profile(self, options: Namespace) -> Profile:
        """Return the profile that ``--profile`` names, else the general one."""

    def read(self, options: Namespace, sources: Sequence[Path] | None = None) -> Extract:
        """Read *sources*, by default ``options.source``, into one ledger.

        Raises:
            SourceError: a source cannot be used.
        """

    def report(self, options: Namespace, sources: Sequence[Path] | None = None) -> Report:
        """Read and compute; the report that every verb states.

        Raises:
            SourceError: a source cannot be used, or holds no known sheet.
            PeriodError: the period is not known.
        """

    def compute(self, options: Namespace, extract: Extract) -> Report:
        """Compute what was read, for the period and the date of the options.

        Raises:
            PeriodError: the period is not known.
        """

    def writing(
        self, path: Path, check: Callable[[Path], Sequence[str]] | None = None
    ) -> AbstractContextManager[BinaryIO]:
        """Open *path* for writing beside it; it appears there, whole and read back, only on success.

        Args:
            path: where the file goes.
            check: told where the written file lies, returns what is wrong with it, in Chinese.
        """

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Time a stage of the run; shown on standard error where INVESTTRACK_TIMINGS is set."""

    def progress(self, label: str, total: int) -> AbstractContextManager[Callable[[str], None]]:
        """Show how far something long is, on a terminal; what is lent is called with the name of each of *total* steps."""

    def print(self, text: str = "") -> None:
        """Print a line for a clerk."""

    def print_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Print *rows* aligned; a Chinese character counts two columns."""

    def print_json(self, data: object) -> None:
        """Print one JSON document, and nothing else may be printed then."""


class Command(ABC):
    """A verb of the command line.

    Attributes:
        name: the verb, such as ``verify``.
        label: one Chinese line for ``--help``.
        takes_source: whether SOURCE… comes last among its arguments.
        takes_common: whether it takes ``--profile``, ``--as-of`` and ``--period``.
        needs: kinds of plugin it needs beside those that read, such as ``exporters``.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    takes_source: ClassVar[bool] = True
    takes_common: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def arguments(self, parser: ArgumentParser) -> None:
        """Add the command's own arguments to *parser*; Chinese help."""

    def further_arguments(self, parser: ArgumentParser) -> None:  # noqa: B027 - most verbs have none
        """Add what is costly to find out, such as the flags that every exporter declares.

        Called after :meth:`arguments`, and only where help is asked for or a flag is given that is not known yet.
        """

    @abstractmethod
    def run(self, options: Namespace, host: Host) -> int:
        """Do it and return 0, or 1 where there is something to mend.

        Raises:
            InvesttrackError: the input cannot be used; the command line prints it and exits with 2.
        """


def actions_of(parser: ArgumentParser) -> Sequence[Action]:
    """Return the arguments of *parser*, its flags and its help among them."""
    return parser._actions  # noqa: SLF001 - argparse has no other way


def flags_of(parser: ArgumentParser) -> frozenset[str]:
    """Return every spelling of the flags of *parser*."""
    return frozenset(text for action in actions_of(parser) for text in action.option_strings)


_OF_FILES = frozenset(
    {".docx", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".pdf", ".csv", ".zip", ".html", ".json", ".toml"}
)  # fmt: skip


def output_folder(text: str) -> Path:
    """Return the folder that files go into; an argparse type.

    Raises:
        ArgumentTypeError: it is named as a file is (报告.docx), and no such folder is there.
    """
    path = Path(text)
    if path.suffix.lower() in _OF_FILES and not path.is_dir():
        raise ArgumentTypeError(f"要写文件夹的名字，“{text}”像是文件名")
    return path
