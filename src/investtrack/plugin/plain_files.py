"""The findings as a table for Excel and WPS, and plain text as a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar

from investtrack.errors import SourceError
from investtrack.plugin.csv_files.text import guarded, to_csv
from investtrack.plugin.documents import Document, document_from_text
from investtrack.plugin.interfaces import DocumentReader, Exporter
from investtrack.plugin.read_back import read_csv, unlike_rows
from investtrack.report import Report


class FindingsExporter(Exporter):
    """Writes the findings as a table that Excel and WPS open (CSV with a byte-order mark)."""

    name: ClassVar[str] = "findings"
    label: ClassVar[str] = "校核清单"
    suffix: ClassVar[str] = ".csv"
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "校核清单"

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:  # noqa: ARG002
        """Write the findings of *report* to *stream*."""
        stream.write(to_csv(_HEAD, _rows(report)))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the finding that is not as it was to be written."""
        wanted = [_HEAD, *([guarded(text) for text in row] for row in _rows(report))]
        return unlike_rows(wanted, read_csv(path.read_text("utf-8-sig")))


_HEAD = ("等级", "代码", "文件", "表", "单元格", "发现", "现值", "应为", "怎么改")


def _rows(report: Report) -> Iterator[Sequence[str]]:
    for finding in report.findings:
        yield (
            finding.grade.label, finding.code, finding.place.file, finding.place.sheet, finding.place.cell,
            finding.message, finding.found, finding.expected, finding.mend,
        )  # fmt: skip


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
