"""One table as CSV, or all of them in a zip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin.interfaces import PlainExporter, WithChecksums


if TYPE_CHECKING:
    from investtrack.report import Report
    from investtrack.tables import Table


_MODE = 0o644 << 16
_LEVEL = 1  # a third larger than the usual level, in less than half of its time
_TABLES = ("figures", "contributions", "findings")


class CsvExporter(PlainExporter):
    """Writes one table: by default the figures, one row a figure and one a part of it."""

    name: ClassVar[str] = "csv"
    label: ClassVar[str] = "指标表（CSV）"
    suffix: ClassVar[str] = ".csv"
    options: ClassVar[Mapping[str, str]] = {
        "table": "哪张表：figures 指标（默认）、contributions 指标构成、findings 校核清单、projects 项目台账……"
    }

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write the table to *stream*.

        Raises:
            UnknownFormatError: there is no table of the name that the option gives.
        """
        from investtrack_csv.text import table_csv

        stream.write(table_csv(self._table(report)))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the row that is not as it was to be written."""
        from investtrack_csv.text import faults_of_table

        return faults_of_table(self._table(report), path.read_bytes())

    def _table(self, report: Report) -> Table:
        given = report.profile.options_of(self.name, self.options)
        return report.table(given.get("table", "figures"), provenance=True)


class CsvZipExporter(WithChecksums, PlainExporter):
    """Writes a zip of CSV files: figures, what they are made of, findings, and the sheets of the ledger.

    The sheets have the standard ledger's headers, so that the zip, or its unpacked folder, is a source again.
    """

    name: ClassVar[str] = "csv-zip"
    label: ClassVar[str] = "全部表（CSV 压缩包）"
    suffix: ClassVar[str] = ".zip"

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write the zip to *stream*."""
        start = stream.tell()
        try:
            self._write(report, stream, is_wide=False)
        except RuntimeError:  # an entry begins with its size's width, and one grew beyond it
            stream.seek(start)
            stream.truncate()
            self._write(report, stream, is_wide=True)

    def _write(self, report: Report, stream: BinaryIO, *, is_wide: bool) -> None:
        import zipfile

        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            for name, write in _files(report):
                # opened by its name alone, it has neither the day nor the user's rights
                with archive.open(name, "w", force_zip64=is_wide) as target:
                    write(target)
                archive.getinfo(name).external_attr = _MODE
            self._written.note_archive(report, archive)

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return what of the figures, their parts and the findings is not as it was to be written."""
        import zipfile

        from investtrack_csv.text import faults_of_table

        faults: list[str] = []
        with zipfile.ZipFile(path) as archive:
            if self._written.hold_archive(report, archive):
                return faults
            for name in _TABLES:
                table = report.table(name, provenance=True)
                found = faults_of_table(table, archive.read(f"{table.label}.csv"))
                faults += [f"{table.label}：{fault}" for fault in found]
        return faults


def _files(report: Report) -> Iterator[tuple[str, Callable[[IO[bytes]], None]]]:
    """Yield the name of each file and what writes it."""
    from attrs import evolve

    from investtrack_csv.sheets import sheets
    from investtrack_csv.text import lines, table_lines, write_lines

    for name in _TABLES:
        table = report.table(name, provenance=True)
        yield f"{table.label}.csv", partial(write_lines, lines=table_lines(table))
    dated = evolve(report.ledger, period=report.period, as_of=report.as_of)
    for sheet, head, columns in sheets(dated):
        yield f"{sheet}.csv", partial(write_lines, lines=lines(head, columns))
