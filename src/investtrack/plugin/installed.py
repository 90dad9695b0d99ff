"""What is installed, and the verbs that use it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar, Protocol, TypeVar

from attrs import evolve, field, frozen

from investtrack.errors import AmbiguousFormatError, SourceError, UnknownFormatError
from investtrack.plugin.failure import Failure
from investtrack.plugin.unreadable import advice


if TYPE_CHECKING:  # so that the help of a verb imports nothing that reads or computes
    from investtrack.checks import Check
    from investtrack.findings import FindingKind
    from investtrack.model.extensions import Extensions
    from investtrack.model.extract import Extract
    from investtrack.model.profile import Profile
    from investtrack.plugin.interfaces import (
        Annotator,
        DocumentReader,
        Exporter,
        Forecaster,
        Importer,
        Picture,
        Proofreader,
        Template,
    )
    from investtrack.report import Report

Offered = TypeVar("Offered")


def _no_extensions() -> Extensions:
    from investtrack.model.extensions import NO_EXTENSIONS  # noqa: PLC0415 - a verb's help needs no model

    return NO_EXTENSIONS


@frozen
class Plugins:
    """What is installed, by name. A plugin that failed is named in *failures*; the rest goes on."""

    importers: Mapping[str, Importer] = field(factory=dict)
    exporters: Mapping[str, Exporter] = field(factory=dict)
    templates: Mapping[str, Template] = field(factory=dict)
    profiles: Mapping[str, Profile] = field(factory=dict)
    commands: Mapping[str, Command] = field(factory=dict)
    checks: Mapping[str, Check] = field(factory=dict)
    annotators: Mapping[str, Annotator] = field(factory=dict)
    documents: Mapping[str, DocumentReader] = field(factory=dict)
    pictures: Mapping[str, Picture] = field(factory=dict)
    forecasters: Mapping[str, Forecaster] = field(factory=dict)
    proofreaders: Mapping[str, Proofreader] = field(factory=dict)
    findings: Mapping[str, FindingKind] = field(factory=dict)
    providers: Mapping[tuple[str, str], str] = field(factory=dict)
    failures: tuple[Failure, ...] = ()
    extensions: Extensions = field(factory=_no_extensions)

    def importer_for(self, path: Path) -> Importer:
        """Return the one importer that claims *path*; one that knows the file goes before a general one.

        Raises:
            SourceError: nothing is at *path*.
            UnknownFormatError: no importer claims it.
            AmbiguousFormatError: several do.
        """
        if not path.exists():
            raise SourceError(path, "没有这个文件或文件夹，请检查路径")
        claims = [importer for importer in self.importers.values() if importer.identify(path)]
        # A county's own reader knows its file better than one for every county.
        claims = [importer for importer in claims if not importer.is_general] or claims
        if not claims:
            raise UnknownFormatError("导入插件", str(path), sorted(self.importers), advice(path))
        if len(claims) > 1:
            raise AmbiguousFormatError(path, [importer.name for importer in claims])
        return claims[0]

    def bound(self, profile: Profile) -> Profile:
        """Return *profile* with what these plugins add to a run, unless it carries something already."""
        if profile.extensions is not _no_extensions():
            return profile
        return evolve(profile, extensions=self.extensions)

    def annotator_for(self, path: Path) -> Annotator:
        """Return the annotator, the first by name, that can write a copy of *path*.

        Raises:
            UnknownFormatError: none can.
        """
        for annotator in self.annotators.values():
            if annotator.identify(path):
                return annotator
        raise UnknownFormatError("校核副本插件", str(path), sorted(self.annotators))

    def document_reader_for(self, path: Path) -> DocumentReader:
        """Return the reader of documents, the first by name, that is for *path*.

        Raises:
            SourceError: nothing is at *path*.
            UnknownFormatError: none is.
        """
        if not path.exists():
            raise SourceError(path, "没有这个文件，请检查路径")
        for reader in self.documents.values():
            if reader.identify(path):
                return reader
        suffixes = sorted({end for reader in self.documents.values() for end in reader.suffixes})
        raise UnknownFormatError("文档读取插件", str(path), suffixes)

    def exporter(self, name: str) -> Exporter:
        """Return the exporter of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.exporters, "导出插件", name)

    def picture(self, name: str) -> Picture:
        """Return the picture of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.pictures, "图", name)

    def template(self, name: str) -> Template:
        """Return the template of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.templates, "模板", name)

    def profile(self, name: str) -> Profile:
        """Return the profile of that name.

        Raises:
            UnknownFormatError: there is none.
        """
        return _named(self.profiles, "县区配置", name)


def _named(offered: Mapping[str, Offered], kind: str, name: str) -> Offered:
    found = offered.get(name)
    if found is None:
        raise UnknownFormatError(kind, name, sorted(offered))
    return found


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
