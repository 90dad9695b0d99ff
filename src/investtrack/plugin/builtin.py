"""Built-in plugin: JSON, the findings table and plain text, through the same hooks as everybody's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.errors import SourceError
from investtrack.model.profile import Profile
from investtrack.plugin.csv_files.exporter import CsvExporter, CsvZipExporter
from investtrack.plugin.csv_files.importer import CsvImporter
from investtrack.plugin.hookspecs import hookimpl
from investtrack.plugin.interfaces import DocumentReader, Exporter, Extract, Importer
from investtrack.report import Report


if TYPE_CHECKING:
    from investtrack.proof.document import Document


class JsonImporter(Importer):
    """Reads a ledger saved as JSON."""

    name: ClassVar[str] = "json"
    label: ClassVar[str] = "JSON 台账"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)

    def identify(self, path: Path) -> bool:
        """Claim files named .json."""
        return path.suffix.lower() == ".json"

    def extract(self, path: Path, profile: Profile) -> Extract:  # noqa: ARG002 - JSON names its units
        """Read *path*.

        Raises:
            SourceError: it is no ledger in JSON.
        """
        from investtrack.errors import ProfileError  # noqa: PLC0415 - cattrs is loaded where it is used
        from investtrack.model.converter import ledger_from_json  # noqa: PLC0415

        try:
            return Extract(ledger_from_json(path.read_text(encoding="utf-8")))
        except (ProfileError, UnicodeDecodeError, OSError) as error:
            raise SourceError(path, f"不是可用的 JSON 台账（{error}）") from error


class JsonExporter(Exporter):
    """Writes every figure, every finding and the whole ledger as one JSON document."""

    name: ClassVar[str] = "json"
    label: ClassVar[str] = "JSON"
    suffix: ClassVar[str] = ".json"

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:  # noqa: ARG002
        """Write *report* to *stream*."""
        import json  # noqa: PLC0415

        from investtrack.model.converter import ledger_to_data  # noqa: PLC0415
        from investtrack.plugin.plain import figures_data, findings_data  # noqa: PLC0415

        data = {
            **figures_data(report),
            "findings": findings_data(report.findings),
            "ledger": ledger_to_data(report.ledger),
        }
        stream.write(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")


class FindingsExporter(Exporter):
    """Writes the findings as a table that Excel and WPS open (CSV with a byte-order mark)."""

    name: ClassVar[str] = "findings"
    label: ClassVar[str] = "校核清单"
    suffix: ClassVar[str] = ".csv"
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "校核清单"

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:  # noqa: ARG002
        """Write the findings of *report* to *stream*."""
        from investtrack.plugin.csv_files.text import to_csv  # noqa: PLC0415

        head = ["等级", "代码", "文件", "表", "单元格", "发现", "现值", "应为", "怎么改"]
        rows = (
            [
                finding.grade.label, finding.code, finding.place.file, finding.place.sheet, finding.place.cell,
                finding.message, finding.found, finding.expected, finding.mend,
            ]
            for finding in report.findings
        )  # fmt: skip
        stream.write(to_csv(head, rows))


class TextReader(DocumentReader):
    """Reads plain text and Markdown: UTF-8, UTF-16 with its mark, else GB 18030."""

    name: ClassVar[str] = "text"
    label: ClassVar[str] = "纯文本、Markdown"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text", ".md", ".markdown")

    def identify(self, path: Path) -> bool:
        """Claim files by their suffix."""
        return path.suffix.lower() in self.suffixes

    def read(self, path: Path) -> Document:
        """Read *path*.

        Raises:
            SourceError: it cannot be read, or is no text.
        """
        from investtrack.proof.plaintext import document_from_text  # noqa: PLC0415

        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(path, f"读不了这个文件（{error.strerror or error}）") from error
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return document_from_text(text, path.name)
        raise SourceError(path, "不是文本文件；请另存为 UTF-8 文本，或直接给 docx 文件")


@hookimpl
def investtrack_importers() -> Iterable[Importer]:
    """Offer JSON and CSV as sources."""
    return (CsvImporter(), JsonImporter())


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer JSON, CSV and the findings."""
    return (CsvExporter(), CsvZipExporter(), FindingsExporter(), JsonExporter())


@hookimpl
def investtrack_documents() -> Iterable[DocumentReader]:
    """Offer the reader of plain text."""
    return (TextReader(),)


@hookimpl
def investtrack_profiles() -> Iterable[Profile]:
    """Offer the default profile."""
    return (Profile(),)
