"""CSV files of a ledger as a source: one file a sheet, or a zip of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.input_limits import bounded_bytes
from investtrack.model.extract import Extract
from investtrack.model.ledger import INFO_SHEET, SHEETS, Sheet
from investtrack.plugin.interfaces import Importer
from investtrack_csv.rows import (
    read_member,
    rows_of,
    sheet_of,
    zipped_sheets,
)


if TYPE_CHECKING:
    from investtrack.model.profile import Profile
    from investtrack.reading.reader import ReadSource
    from investtrack.reading.sheet import OpenedSheet, SheetCells


class CsvImporter(Importer):
    """Reads CSV files named as sheets of the standard ledger (项目台账.csv), or a zip of them.

    基本信息.csv beside a file says whose it is, for which period, and in which unit. A sheet that a plugin adds is one too.
    """

    name: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV 台账"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".zip")
    is_general: ClassVar[bool] = True

    def __init__(self, sheets: Sequence[Sheet] = SHEETS) -> None:
        """Read files named as one of *sheets*, those of the standard ledger if none are given."""
        self._sheets = sheets

    def with_sheets(self, sheets: Sequence[Sheet]) -> CsvImporter:
        """Return the reader of files named as one of *sheets*."""
        return CsvImporter(sheets)

    def identify(self, path: Path) -> bool:
        """Claim CSV files named as a sheet, and zips that hold one."""
        suffix = path.suffix.lower()
        if suffix == ".csv":
            return sheet_of(path.stem, self._sheets) is not None
        return suffix == ".zip" and bool(zipped_sheets(path, self._sheets))

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read *path*.

        Raises:
            SourceError: it cannot be used at all.
        """
        read = _read(path, profile)
        return Extract(read.ledger, read.findings)

    def describe_columns(self, path: Path, profile: Profile) -> list[dict[str, str]]:
        """Return one plain record a column, for ``check --columns``.

        Raises:
            SourceError: the file cannot be used at all.
        """
        return self.sight(path, profile)[1]

    def sight(self, path: Path, profile: Profile) -> tuple[Extract, list[dict[str, str]]]:
        """Read *path* once, and return with it what :meth:`describe_columns` says.

        Raises:
            SourceError: it cannot be used at all.
        """
        from investtrack.reading.columns.recognise import described_columns

        read = _read(path, profile)
        return Extract(read.ledger, read.findings), described_columns(path.name, read.readings)

    def sheets(self, path: Path) -> list[OpenedSheet]:
        """Return the sheets of *path* as they are, for whoever shows cells rather than reads them.

        Raises:
            SourceError: it cannot be used at all.
        """
        return list(_opened_in(path, self._sheets))


def _read(path: Path, profile: Profile) -> ReadSource:
    from investtrack.reading.reader import read_sheets

    sheets = list(_opened_in(path, profile.extensions.sheets))
    return read_sheets(path.name, sheets, profile, is_part=True)


def _opened_in(path: Path, sheets: Sequence[Sheet]) -> Iterator[OpenedSheet]:
    return (_zipped if path.suffix.lower() == ".zip" else _beside)(path, sheets)


def _beside(path: Path, sheets: Sequence[Sheet]) -> Iterator[OpenedSheet]:
    """Yield the one sheet of a file, and 基本信息 where it is a file beside it."""
    sheet = sheet_of(path.stem, sheets) or path.stem
    yield _opened(sheet, path, bounded_bytes(path))
    beside = path.with_name(f"{INFO_SHEET}.csv")
    if sheet != INFO_SHEET and beside.is_file():
        yield _opened(INFO_SHEET, beside, bounded_bytes(beside))


def _zipped(path: Path, sheets: Sequence[Sheet]) -> Iterator[OpenedSheet]:
    members = zipped_sheets(path, sheets)
    for name in (INFO_SHEET, *(sheet.name for sheet in sheets)):
        if name in members:
            yield _opened(name, path, read_member(path, members[name]))


def _opened(name: str, path: Path, data: bytes) -> OpenedSheet:
    from investtrack.reading.sheet import OpenedSheet

    return OpenedSheet(name, partial(_cells, path, data), file=path.name)


def _cells(path: Path, data: bytes) -> SheetCells:
    from investtrack.reading.sheet import SheetCells, typed_rows

    return SheetCells(typed_rows(rows_of(path, data)), is_delimited=True)
