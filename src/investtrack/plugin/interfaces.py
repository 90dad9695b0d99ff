"""What a plugin offers: importers, exporters, templates, annotators, document readers, pictures, forecasters, comparers, proofreaders, words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar, NamedTuple

from attrs import field, frozen

from investtrack.errors import ExportError
from investtrack.plugin.kept import EDITABLE, is_changed


if TYPE_CHECKING:
    from datetime import date

    from investtrack.analysis.outlook import Outlook
    from investtrack.comparison import Change, Comparison
    from investtrack.findings import Finding
    from investtrack.json_object import JsonObject
    from investtrack.model.extract import Extract
    from investtrack.model.ledger import Ledger, Sheet
    from investtrack.model.profile import Profile
    from investtrack.plugin.document_layout import DocumentLayout
    from investtrack.plugin.documents import Document
    from investtrack.plugin.read_back import Checksums
    from investtrack.report import Report


@frozen(kw_only=True)
class StoredLedger:
    """A ledger in a database: where, which, and what tells that it is still the same.

    Attributes:
        importer: name of the importer that reads it.
        address: the database, its password included: never printed.
        region: whose ledger it is.
        number: which one of the database.
        digest: of its content.
    """

    importer: str
    address: str = field(repr=False)
    region: str = ""
    number: int = 0
    digest: str = ""


class Importer(ABC):
    """Reads one kind of file; states what is there and fills nothing in.

    Attributes:
        name: how the command line and the profile call it, such as ``excel``.
        label: Chinese name.
        suffixes: suffixes it is offered in a folder, lower case with the dot.
        is_general: whether it claims any file of its suffixes, whoever made it. One that knows an office's own
            files, as a county's does, goes before it.
        profile: name of the installed profile that its files are read and reported with, where none lies beside them and
            none is named; empty: the general one.
        schemes: what addresses of databases begin with that it reads, such as postgresql; none for files.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    is_general: ClassVar[bool] = False
    profile: ClassVar[str] = ""
    schemes: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def identify(self, path: Path) -> bool:
        """Whether this importer is for *path*: cheap, by suffix and signature; never raises."""

    @abstractmethod
    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read *path*, called once a file. Every record carries its origin.

        Raises:
            SourceError: the file cannot be used at all. Dirty cells are findings, not errors.
        """

    def stored(self, address: str, at: date | None = None) -> Sequence[StoredLedger]:
        """Return the ledgers at *address*, one of its :attr:`schemes`: of each region the newest no later than *at*.

        Raises:
            SourceError: it cannot be reached; the password is not in the message.
        """
        raise NotImplementedError

    def extract_stored(self, stored: StoredLedger, profile: Profile) -> Extract:
        """Read one of what :meth:`stored` returned, in any process.

        Raises:
            SourceError: it cannot be reached or read; the password is not in the message.
        """
        raise NotImplementedError

    def with_sheets(self, sheets: Sequence[Sheet]) -> Importer:  # noqa: ARG002 - most know their files otherwise
        """Return the importer for a run in which a ledger has *sheets*, those of plugins among them; asked where one adds any.

        One that knows a file by the name of its sheet overrides it.
        """
        return self


class FlagKind(Enum):
    """What an exporter's flag takes on the command line, and what the exporter is given.

    SWITCH: given or not, a bool. TEXT: a str. FILE: a path that exists. LEDGER: a ledger, read and
    computed by the host with the same profile; the exporter is given its :class:`Report`.
    """

    SWITCH = "switch"
    TEXT = "text"
    FILE = "file"
    LEDGER = "ledger"


class ExportFlag(NamedTuple):
    """What one run can be asked for of an exporter, ``--name`` of the verbs ``report`` and ``export``.

    Attributes:
        name: keyword of :meth:`Exporter.export`, an identifier; the flag has dashes for underlines.
        help: one Chinese line.
        kind: what it takes.
    """

    name: str
    help: str
    kind: FlagKind = FlagKind.SWITCH

    @property
    def text(self) -> str:
        """As written, such as ``--clean``."""
        return f"--{self.name.replace('_', '-')}"


class Exporter(ABC):
    """Formats a finished report; never calculates.

    Attributes:
        name: how the command line calls it, such as ``word``.
        label: Chinese name.
        suffix: suffix of what it writes, with the dot.
        takes_template: whether ``--template`` means something to it.
        in_report: whether the ``report`` command runs it.
        stem: what the ``report`` command puts after 地区 and 报告期 in the file's name.
        whom: whom the file is for, in Chinese, which ``report`` says where it writes several of one format.
        if_edited: how one that a person edited gets new numbers, in Chinese, where it can; ``{name}`` stands for the file.
        options: option → what it means, in Chinese; given by ``--option`` or by ``[options.NAME]`` of the profile,
            and read by ``report.profile.options_of(self.name, self.options)``.
        flags: what one run can be asked for beside that; each is a keyword of its ``export`` with a default.
        states: ids of the figures it prints; ``check_exporter`` looks for each in what it writes.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffix: ClassVar[str]
    takes_template: ClassVar[bool] = False
    in_report: ClassVar[bool] = False
    stem: ClassVar[str] = ""
    whom: ClassVar[str] = ""
    if_edited: ClassVar[str] = ""
    options: ClassVar[Mapping[str, str]] = {}
    flags: ClassVar[Sequence[ExportFlag]] = ()
    states: ClassVar[tuple[str, ...]] = ()

    def suffix_for(self, template: Path | None) -> str:  # noqa: ARG002 - most write one format
        """Return the suffix of what is written with *template*; by default ``suffix`` whatever it is."""
        return self.suffix

    @abstractmethod
    def export(
        self, report: Report, stream: BinaryIO, template: Path | None = None
    ) -> Sequence[Finding] | None:
        """Write *report* to *stream* and leave it open. Same report, same flags, same bytes.

        The host opens a temporary file, calls this, and moves it into place only on success. It gives
        each flag that was asked for by its keyword, and no other.

        Returns:
            findings about what was written, which the command line lists; None for none.

        Raises:
            SourceError: *template* cannot be used.
        """

    def read_back(self, report: Report, path: Path) -> Sequence[str]:  # noqa: ARG002 - most need no more
        """Return what the file at *path* lacks of *report*, in Chinese; nothing where its figures are found again.

        Called with what was just written, before it goes into place; that it opens has been tested by then.
        """
        return ()

    def is_edited(self, path: Path) -> bool:
        """Return whether the file at *path* is one that a person has worked on, so that it must not be overwritten.

        Of what people open and save, documents, workbooks, pages and CSV, any file is that is not, to the last byte, what
        was written there. A format that carries a mark of its own may know it better.
        """
        return self.suffix in EDITABLE and is_changed(path)


class WithChecksums:
    """An exporter that knows what it wrote again, instead of making it a second time to compare."""

    @cached_property
    def _written(self) -> Checksums:
        from investtrack.plugin.read_back import Checksums  # noqa: PLC0415 - see above

        return Checksums()


class PlainExporter(Exporter):
    """An exporter that takes neither template nor flags: its author writes :meth:`write` alone."""

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:  # noqa: ARG002 - takes none
        """Write *report* to *stream*, whatever the template."""
        self.write(report, stream)

    @abstractmethod
    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write *report* to *stream* and leave it open. Same report, same bytes."""


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

    def guide(self, profile: Profile) -> Sequence[Sequence[str]]:  # noqa: ARG002 - most have no tags
        """Return what an author can write in the form (``template NAME --tags``): kind, what to write, what it prints, example."""
        return ()


class Annotator(ABC):
    """Writes the findings into a copy of the source they are about (校核副本).

    Attributes:
        name: such as ``excel``.
        label: Chinese name.
        suffix: suffix of the copy.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffix: ClassVar[str]

    @abstractmethod
    def identify(self, path: Path) -> bool:
        """Whether this annotator is for the source *path*: cheap; never raises."""

    def suffix_for(self, source: Path) -> str:  # noqa: ARG002 - most write one format
        """Return the suffix of the copy of *source*; by default ``suffix`` whatever it is. Never raises."""
        return self.suffix

    @abstractmethod
    def annotate(self, path: Path, findings: Sequence[Finding], stream: BinaryIO) -> Sequence[str]:
        """Write a copy of *path* with *findings* to *stream* and leave it open; *path* is only read.

        Same source and findings, same bytes.

        Args:
            path: the source.
            findings: those about it, gravest first; one whose place names another file is about
                several files, or has this one among its related cells.
            stream: where the copy goes.

        Returns:
            what the copy lacks of the source, one Chinese sentence each.

        Raises:
            SourceError: the source cannot be used.
        """


class DocumentReader(ABC):
    """Reads a written document, anybody's, as paragraphs and tables.

    Attributes:
        name: such as ``word``.
        label: Chinese name.
        suffixes: suffixes it reads, lower case with the dot.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def identify(self, path: Path) -> bool:
        """Whether this reader is for *path*: cheap, by suffix and signature; never raises."""

    @abstractmethod
    def read(self, path: Path) -> Document:
        """Read the text of *path* as a person sees it: insertions in, deletions out.

        Raises:
            SourceError: the file cannot be used at all.
        """

    def layout(self, path: Path) -> DocumentLayout | None:  # noqa: ARG002 - a text file has none
        """Return how *path* is laid out: pages, faces, sizes, spacing; None for a format that has no layout.

        Raises:
            SourceError: the file cannot be used at all.
        """
        return None


class Picture(ABC):
    """A picture of a report (图): the wall chart, or one of its parts.

    Attributes:
        name: how ``investtrack draw`` calls it, such as ``wall``.
        label: Chinese title.
        formats: suffixes it can be drawn as, with the dot.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    formats: ClassVar[tuple[str, ...]]

    def format_of(self, path: Path) -> str:
        """Return the suffix of *path* that decides how it is drawn.

        Raises:
            ExportError: it cannot be drawn as that.
        """
        suffix = path.suffix.lower()
        if suffix not in self.formats:
            raise ExportError(path, f"图只能写成 {'、'.join(self.formats)}，请改文件后缀")
        return suffix

    @abstractmethod
    def draw(self, report: Report, stream: BinaryIO, suffix: str) -> None:
        """Draw *report* to *stream* as *suffix* and leave it open. Same report, same bytes on one machine.

        Raises:
            ExportError: it cannot be drawn here, as where no Chinese font is installed.
        """


class Forecaster(ABC):
    """Forecasts what the period's investment may come to (预测).

    Attributes:
        name: such as ``chances``.
        label: Chinese name.
    """

    name: ClassVar[str]
    label: ClassVar[str]

    @abstractmethod
    def forecast(self, report: Report) -> Outlook | None:
        """Return the law of the period's investment; None where what is expected is absent."""


class Comparer(ABC):
    """Says what changed between two ledgers of one county, and which records moved which figures.

    Attributes:
        name: how it is known.
        label: Chinese name.
    """

    name: ClassVar[str]
    label: ClassVar[str]

    @abstractmethod
    def compare(self, old: Report, new: Report) -> Comparison:
        """Compare two reports; the later one second."""

    @abstractmethod
    def record_changes(self, old: Ledger, new: Ledger) -> Sequence[Change]:
        """Return every difference of the records of two ledgers, sheet by sheet."""

    @abstractmethod
    def paragraph(self, found: Comparison) -> str:
        """Return a comparison as one paragraph in Chinese."""

    @abstractmethod
    def since_last(self, old: Report, new: Report) -> str:
        """Return what *new* has beyond the last report, in Chinese; the two may be of different periods."""

    @abstractmethod
    def to_data(self, found: Comparison) -> JsonObject:
        """Return a comparison as JSON data: money in 万元 as decimal strings."""


class Proofreader(ABC):
    """Reads what a document states of its own numbers (核对).

    Attributes:
        name: such as ``audit``.
        label: Chinese name.
    """

    name: ClassVar[str]
    label: ClassVar[str]

    @abstractmethod
    def impossible(self, document: Document) -> Sequence[str]:
        """Return what cannot be true of the printed numbers, one Chinese line each with its place."""


@frozen
class Phrase:
    """A sentence that reports made from templates can print, as ``{{ phrases.NAME }}``.

    The packaged report prints every phrase that has something to say before its last paragraph.

    Attributes:
        name: an identifier.
        label: Chinese name, for the list of tags.
        text: the sentence, with the tags of a template: ``全县共调度{{ dispatch.count }}次。``
        needs: id of a figure without which nothing is said; empty: it always is.
    """

    name: str
    label: str
    text: str
    needs: str = ""


@frozen
class WordFilter:
    """A way to word a figure in a template: ``{{ dispatch.count|NAME }}``.

    Attributes:
        name: an identifier.
        label: what it prints, in Chinese.
        say: the value and the profile's ``DisplayProfile``, then what stands in brackets → the text.
        example: a tag and what it prints.
    """

    name: str
    label: str
    say: Callable[..., str]
    example: str = ""
