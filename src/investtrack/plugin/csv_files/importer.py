"""CSV files of the standard ledger as a source: one file a sheet, or a zip of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from investtrack.model.finding import Finding
from investtrack.model.ledger import INFO_SHEET, SHEETS, Ledger, StatedTotal
from investtrack.model.profile import Profile
from investtrack.plugin.csv_files.source import (
    read_file,
    read_member,
    rows_of,
    sheet_of,
    zipped_sheets,
)
from investtrack.plugin.interfaces import Extract, Importer


if TYPE_CHECKING:
    from investtrack.plugin.csv_files.sheet import SheetReader


class CsvImporter(Importer):
    """Reads CSV files named as sheets of the standard ledger (项目台账.csv), or a zip of them.

    基本信息.csv beside a file says whose it is, for which period, and in which unit.
    """

    name: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV 台账"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".zip")
    is_general: ClassVar[bool] = True

    def identify(self, path: Path) -> bool:
        """Claim CSV files named as a sheet, and zips that hold one."""
        suffix = path.suffix.lower()
        if suffix == ".csv":
            return sheet_of(path.stem) is not None
        return suffix == ".zip" and bool(zipped_sheets(path))

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read *path*.

        Raises:
            SourceError: it cannot be used at all.
        """
        return _Source.of(path).extract(profile)

    def describe_columns(self, path: Path, profile: Profile) -> list[dict[str, str]]:
        """Return one plain record a column, for ``check --columns``.

        Raises:
            SourceError: the file cannot be used at all.
        """
        source = _Source.of(path)
        source.extract(profile)
        return [column for reader in source.readers for column in reader.described()]


@define
class _Source:
    """A file and what is in it: standard sheet → its bytes; and 基本信息, which may be a file beside it."""

    path: Path
    parts: Mapping[str, bytes]
    about: bytes | None
    about_name: str
    readers: list[SheetReader] = field(factory=list)

    @classmethod
    def of(cls, path: Path) -> _Source:
        """Return the source at *path*."""
        if path.suffix.lower() == ".zip":
            members = zipped_sheets(path)
            parts = {sheet: read_member(path, member) for sheet, member in members.items()}
            return cls(path, parts, parts.get(INFO_SHEET), path.name)
        sheet = sheet_of(path.stem) or path.stem
        beside = path.with_name(f"{INFO_SHEET}.csv")
        data = read_file(path)
        if sheet == INFO_SHEET:
            return cls(path, {sheet: data}, data, path.name)
        about = read_file(beside) if beside.is_file() else None
        return cls(path, {sheet: data}, about, beside.name)

    def extract(self, profile: Profile) -> Extract:
        """Read every sheet."""
        from investtrack.plugin.csv_files.info import Info, read_info  # noqa: PLC0415 - few runs need it
        from investtrack.plugin.csv_files.sheet import SheetReader  # noqa: PLC0415

        info = Info()
        found: list[Finding] = []
        if self.about is not None:
            info, found = read_info(rows_of(self.path, self.about), self.about_name)
        records: dict[str, Any] = {}
        totals: list[StatedTotal] = []
        for sheet in SHEETS:
            if sheet.name in self.parts:
                unit = info.unit or profile.unit
                reader = SheetReader(self.path.name, sheet, unit, info.year)
                read = reader.read(list(rows_of(self.path, self.parts[sheet.name])))
                if read is not None:
                    records[sheet.attribute] = tuple(read)
                found += reader.found
                totals += reader.totals
                self.readers.append(reader)
        ledger = Ledger(
            region=info.region,
            period=info.period,
            as_of=info.as_of,
            totals=tuple(totals),
            sources=(self.path.name,),
            **records,
        )
        return Extract(ledger, tuple(found))
