"""Parquet and Arrow files of a report."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from io import BufferedWriter
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.errors import ProfileError
from investtrack.plugin import PlainExporter
from investtrack.plugin.interfaces import WithChecksums


if TYPE_CHECKING:
    import pyarrow as pa

    from investtrack.report import Report
    from investtrack_arrow.tables import TakenTable


_TABLE = {
    "table": "哪张表：figures 指标（默认）、contributions 指标构成、findings 校核清单、projects 项目台账……"
}
_COMMON = {
    "provenance": "yes 则写出来源的文件、表、行和单元格",
    "keyed": "yes 则每行前加地区、报告期、截止日期，便于几个县合在一起",
}
_SAID = {"yes": True, "true": True, "no": False, "false": False}
_AT_ONCE = 1 << 16
_MOST_OF_A_ROW = 1 << 9
"""Bytes of a row, packed, when there are millions: what is far from it is a small table."""
_POOL = "ARROW_DEFAULT_MEMORY_POOL"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def _flags(name: str, given: Mapping[str, str]) -> dict[str, bool]:
    """Return the two options that are yes or no.

    Raises:
        ProfileError: one is neither.
    """
    faults = [
        f"options.{name}.{option}：应为 yes 或 no，不能是 {given[option]!r}"
        for option in _COMMON
        if option in given and given[option].lower() not in _SAID
    ]
    if faults:
        raise ProfileError(name, faults)
    return {option: _SAID[given.get(option, "no").lower()] for option in _COMMON}


def _chosen(report: Report, exporter: PlainExporter) -> pa.Table:
    """Return the one table that the options name."""
    from investtrack_arrow.tables import arrow_table, key_of

    given = report.profile.options_of(exporter.name, exporter.options)
    flags = _flags(exporter.name, given)
    table = report.table(given.get("table", "figures"), provenance=flags["provenance"])
    is_keyed = flags["keyed"] and table.name != "about"
    return arrow_table(table, key=key_of(report) if is_keyed else None)


def parquet_bytes(table: pa.Table) -> bytes:
    """Return *table* as a Parquet file; the same table gives the same bytes."""
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())


def _write_parquet(taken: TakenTable, stream: IO[bytes]) -> None:
    """Write a table as a Parquet file, made some rows at a time; the same table gives the same bytes."""
    from pyarrow import parquet

    with parquet.ParquetWriter(stream, taken.schema, compression="zstd") as writer:
        for piece in taken.pieces(_AT_ONCE):
            writer.write_table(piece, row_group_size=_AT_ONCE)


def _import_arrow() -> None:
    """Import Arrow so that it takes its memory from the system, unless the environment or who imported it before says otherwise.

    Its own pool keeps what it was given back, a tenth of what writing a large ledger needs; which pool it is, is asked once.
    """
    if _POOL in os.environ or "pyarrow" in sys.modules:
        return
    os.environ[_POOL] = "system"
    try:
        import pyarrow as pa

        pa.default_memory_pool()
    finally:
        del os.environ[_POOL]


def _unlike(wanted: pa.Table, found: pa.Table) -> list[str]:
    """Return the columns of a table that were not written as they were to be, in Chinese."""
    if wanted.num_rows != found.num_rows or wanted.column_names != found.column_names:
        return ["行数或列名不对"]
    return [f"列“{name}”不对" for name in wanted.column_names if wanted[name] != found[name]]


class ParquetExporter(PlainExporter):
    """Writes one table as Parquet, by default the figures."""

    name: ClassVar[str] = "parquet"
    label: ClassVar[str] = "Parquet 数据表"
    suffix: ClassVar[str] = ".parquet"
    options: ClassVar[Mapping[str, str]] = {**_TABLE, **_COMMON}

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write the table to *stream*.

        Raises:
            UnknownFormatError: there is no table of the name that the option gives.
            ProfileError: an option is unknown or neither yes nor no.
            AmountError: a number has more digits than Parquet's decimals hold.
        """
        stream.write(parquet_bytes(_chosen(report, self)))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the columns that are not in the file as they were to be."""
        from pyarrow import parquet

        return _unlike(_chosen(report, self), parquet.read_table(path, memory_map=False))


class ArrowExporter(PlainExporter):
    """Writes one table as an Arrow file (IPC, Feather 2), by default the figures."""

    name: ClassVar[str] = "arrow"
    label: ClassVar[str] = "Arrow 数据表"
    suffix: ClassVar[str] = ".arrow"
    options: ClassVar[Mapping[str, str]] = {**_TABLE, **_COMMON}

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write the table to *stream*.

        Raises:
            UnknownFormatError: there is no table of the name that the option gives.
            ProfileError: an option is unknown or neither yes nor no.
            AmountError: a number has more digits than Arrow's decimals hold.
        """
        import pyarrow as pa

        table = _chosen(report, self)
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        stream.write(bytes(sink.getvalue()))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the columns that are not in the file as they were to be."""
        import pyarrow as pa

        with pa.ipc.open_file(pa.py_buffer(path.read_bytes())) as reader:
            return _unlike(_chosen(report, self), reader.read_all())


class ParquetZipExporter(WithChecksums, PlainExporter):
    """Writes a zip of Parquet files, one a table."""

    name: ClassVar[str] = "parquet-zip"
    label: ClassVar[str] = "全部表（Parquet 压缩包）"
    suffix: ClassVar[str] = ".zip"
    options: ClassVar[Mapping[str, str]] = _COMMON

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write the zip to *stream*.

        Raises:
            ProfileError: an option is unknown or neither yes nor no.
            AmountError: a number has more digits than Parquet's decimals hold.
        """
        import zipfile

        from investtrack_arrow.tables import each_taken

        flags = _flags(self.name, report.profile.options_of(self.name, self.options))
        _import_arrow()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, taken in each_taken(report, **flags):
                entry = zipfile.ZipInfo(f"{name}.parquet", _FIRST_DAY)
                entry.file_size = (
                    taken.count * _MOST_OF_A_ROW
                )  # an entry begins with its size's width
                with BufferedWriter(archive.open(entry, "w"), _AT_ONCE) as target:
                    _write_parquet(taken, target)
                del taken  # before the next is taken in
            self._written.note_archive(report, archive)

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the columns that are not in the files as they were to be."""
        import zipfile

        import pyarrow as pa
        from pyarrow import parquet

        from investtrack_arrow.tables import each_table

        flags = _flags(self.name, report.profile.options_of(self.name, self.options))
        faults: list[str] = []
        with zipfile.ZipFile(path) as archive:
            if self._written.hold_archive(report, archive):
                return faults
            for name, table in each_table(report, **flags):
                found = parquet.read_table(pa.BufferReader(archive.read(f"{name}.parquet")))
                faults += [f"{name}：{fault}" for fault in _unlike(table, found)]
        return faults
