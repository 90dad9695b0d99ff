"""What a plugin offers: importers, exporters, templates."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import BinaryIO, ClassVar

from attrs import frozen

from investtrack.model.finding import Finding
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.report import Report


@frozen
class Extract:
    """What an importer read: the ledger, and every fault met on the way."""

    ledger: Ledger
    findings: tuple[Finding, ...] = ()


class Importer(ABC):
    """Reads one kind of file; states what is there and fills nothing in.

    Attributes:
        name: how the command line and the profile call it, such as ``excel``.
        label: Chinese name.
        suffixes: suffixes it is offered in a folder, lower case with the dot.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def identify(self, path: Path) -> bool:
        """Whether this importer is for *path*: cheap, by suffix and signature; never raises."""

    @abstractmethod
    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read *path*, called once a file. Every record carries its origin.

        Raises:
            SourceError: the file cannot be used at all. Dirty cells are findings, not errors.
        """


class Exporter(ABC):
    """Formats a finished report; never calculates.

    Attributes:
        name: how the command line calls it, such as ``word``.
        label: Chinese name.
        suffix: suffix of what it writes, with the dot.
        takes_template: whether ``--template`` means something to it.
        in_report: whether the ``report`` command runs it.
        stem: what the ``report`` command puts after 地区 and 报告期 in the file's name.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffix: ClassVar[str]
    takes_template: ClassVar[bool] = False
    in_report: ClassVar[bool] = False
    stem: ClassVar[str] = ""

    @abstractmethod
    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:
        """Write *report* to *stream* and leave it open. Same report, same bytes.

        The host opens a temporary file, calls this, and moves it into place only on success.

        Raises:
            SourceError: *template* cannot be used.
        """


class Template(ABC):
    """A blank form to fill or edit: the standard ledger, the Word template.

    Attributes:
        name: how the command line calls it, such as ``excel``.
        label: Chinese name.
        suffix: suffix of what it writes.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffix: ClassVar[str]

    @abstractmethod
    def write(self, profile: Profile, stream: BinaryIO) -> None:
        """Write the form to *stream* and leave it open."""
