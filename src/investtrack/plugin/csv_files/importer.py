"""CSV files of the standard ledger as a source: one file a sheet, or a zip of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from investtrack.model.ledger import INFO_SHEET, SHEETS, Ledger, StatedTotal
from investtrack.model.profile import Profile
from investtrack.plugin.csv_files.info import Info, read_info
from investtrack.plugin.csv_files.sheet import SheetReader
from investtrack.plugin.csv_files.source import (
    read_file,
    read_member,
    rows_of,
    sheet_of,
    zipped_sheets,
)
from investtrack.plugin.interfaces import Extract, Importer


class CsvImporter(Importer):
    """Reads CSV files named as sheets of the standard ledger (项目台账.csv), or a zip of them.

    基本信息.csv beside a file gives it the unit and the year that it does not name itself.
    """

    name: ClassVar[str] = "csv"
    label: ClassVar[str] = "CSV 台账"
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".zip")

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
        if path.suffix.lower() == ".zip":
            members = zipped_sheets(path)
            parts = {sheet: read_member(path, member) for sheet, member in members.items()}
            return _extract(path, parts, parts.get(INFO_SHEET), profile)
        sheet = sheet_of(path.stem) or path.stem
        beside = path.with_name(f"{INFO_SHEET}.csv")
        about = read_file(beside) if sheet != INFO_SHEET and beside.is_file() else None
        data = read_file(path)
        return _extract(path, {sheet: data}, data if sheet == INFO_SHEET else about, profile)


def _extract(
    path: Path, parts: Mapping[str, bytes], about: bytes | None, profile: Profile
) -> Extract:
    info, found = read_info(rows_of(path, about), path.name) if about else (Info(), [])
    if INFO_SHEET not in parts:  # said where 基本信息 itself is read
        found = []
    records: dict[str, Any] = {}
    totals: list[StatedTotal] = []
    for sheet in SHEETS:
        if sheet.name in parts:
            reader = SheetReader(path.name, sheet, info.unit or profile.unit, info.year)
            rows = list(rows_of(path, parts[sheet.name]))
            read = reader.read(rows)
            if read is not None:
                records[sheet.attribute] = tuple(read)
            found += reader.found
            totals += reader.totals
    return Extract(_ledger(path, parts, info, records, totals), tuple(found))


def _ledger(
    path: Path,
    parts: Mapping[str, bytes],
    info: Info,
    records: Mapping[str, Any],
    totals: list[StatedTotal],
) -> Ledger:
    stated: dict[str, Any] = {"region": info.region, "period": info.period, "as_of": info.as_of}
    return Ledger(
        totals=tuple(totals),
        sources=(path.name,),
        **(stated if INFO_SHEET in parts else {}),
        **records,
    )
