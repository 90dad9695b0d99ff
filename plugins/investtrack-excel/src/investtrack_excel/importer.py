"""The importer: workbook → ledger and findings."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from investtrack.errors import SourceError
from investtrack.model.columns import columns
from investtrack.model.ledger import INFO_SHEET, SHEETS, Ledger, Sheet, StatedTotal
from investtrack.model.profile import Profile
from investtrack.plugin import Extract, Importer
from investtrack_excel.guard import Guarded
from investtrack_excel.headers import clean
from investtrack_excel.info import Info, read_info
from investtrack_excel.layout import (
    SCANNED,
    Layout,
    Merged,
    Row,
    find_layout,
    required_keys,
    sheet_like,
    sheet_named,
)
from investtrack_excel.notes import Notes
from investtrack_excel.rows import is_blank
from investtrack_excel.sources import (
    NOT_WHOLE,
    SIGNATURES,
    SUFFIXES,
    Opened,
    open_workbook,
    reading,
)
from investtrack_excel.table import Table


if TYPE_CHECKING:
    from python_calamine import CalamineSheet


_ONE_ROW_EACH = frozenset(
    {"projects", "entries", "services", "resumptions", "reserves", "promotions"}
)


class ExcelImporter(Importer):
    """Reads workbooks: xlsx, xlsm, xls, ods, et."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 台账"
    suffixes: ClassVar[tuple[str, ...]] = SUFFIXES

    def identify(self, path: Path) -> bool:
        """Claim files by suffix, and files without a suffix by signature."""
        if path.suffix.lower() in SUFFIXES:
            return True
        if path.suffix:
            return False
        try:
            with path.open("rb") as stream:
                return stream.read(8).startswith(SIGNATURES)
        except (OSError, ValueError):
            return False

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read every known sheet of *path*.

        Raises:
            SourceError: the file cannot be used at all.
        """
        opened = open_workbook(path)
        with _no_collection():
            return _Reading(path, profile, opened).extract()


@contextmanager
def _no_collection() -> Iterator[None]:
    # Building some hundred thousand live objects makes the collector walk them again and again.
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def rows_of(sheet: CalamineSheet) -> Iterator[Row]:
    """Yield the rows of a sheet from row 1 and column A; the reader drops empty columns on the left."""
    left = sheet.start[1] if sheet.start else 0
    if not left:
        return iter(sheet.iter_rows())
    pad: list[Any] = [""] * left
    return ([*pad, *row] for row in sheet.iter_rows())


@define
class _Reading:
    """One pass over one workbook."""

    path: Path
    profile: Profile
    opened: Opened
    notes: Notes = field(init=False)
    info: Info = field(init=False, factory=Info)
    totals: list[StatedTotal] = field(factory=list)
    records: dict[str, list[Any]] = field(factory=dict)

    def extract(self) -> Extract:
        self.notes = Notes(self.path.name)
        self.notes.found.extend(self.opened.findings)
        names = self._sheet_names()
        if about := next((name for name in names if clean(name) == INFO_SHEET), None):
            rows = rows_of(self._sheet(about))
            self.info = read_info(islice(rows, 60), self._guarded(about), self.notes.on(about))
        taken = _chosen(names)
        for name in names:
            if name != about:
                self._read(name, taken)
        if not self.records:
            self.notes.error(
                "no-known-sheet", f"没有一张认识的表（现有：{'、'.join(names)}）", "", "、".join(names),
                "、".join(s.name for s in SHEETS), "把表名、表头改成标准台账的，可用 investtrack template excel 生成一份对照",
            )  # fmt: skip
        ledger = Ledger(
            region=self.info.region,
            period=self.info.period,
            as_of=self.info.as_of,
            totals=tuple(self.totals),
            sources=(self.path.name,),
            **{attribute: tuple(found) for attribute, found in self.records.items()},
        )
        return Extract(ledger, tuple(self.notes.found))

    # -- sheets ------------------------------------------------------------------------------

    def _sheet_names(self) -> list[str]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        names = []
        for sheet in self.opened.book.sheets_metadata:
            if sheet.typ == SheetTypeEnum.WorkSheet:
                names.append(sheet.name)
                if sheet.visible != SheetVisibleEnum.Visible and sheet_named(sheet.name):
                    self.notes.on(sheet.name).note(
                        "sheet-hidden", f"“{sheet.name}”是隐藏的表，已照常读取", mend="不应计入的请删去，不要隐藏"
                    )  # fmt: skip
        return names

    def _guarded(self, name: str) -> Guarded:
        return self.opened.guarded.get(name) or Guarded()

    def _sheet(self, name: str) -> CalamineSheet:
        if corner := self._guarded(name).corner:
            raise SourceError(
                self.path,
                f"“{name}”表一直延伸到 {corner}，大得无法读取；请删去数据以下、以右多余的单元格后另存再试",
            )
        with reading(self.path, f"“{name}”表已损坏，{NOT_WHOLE}"):
            return self.opened.book.get_sheet_by_name(name)

    def _read(self, name: str, taken: dict[str, set[str]]) -> None:
        worksheet = self._sheet(name)
        merged: Merged = worksheet.merged_cell_ranges or ()
        stream = rows_of(worksheet)
        head = list(islice(stream, 2 * SCANNED + 1))
        notes = self.notes.on(name)
        before = len(notes.found)
        placed = self._place(name, head, merged, taken, notes)
        if placed is None:
            return
        sheet, layout = placed
        unit = layout.unit or self.info.unit or self.profile.unit
        table = Table(sheet, layout, unit, self.profile, self._guarded(name), merged, notes)
        records, totals = table.read(chain(head, stream))
        known = self.records.setdefault(sheet.attribute, [])
        if sheet.attribute in _ONE_ROW_EACH and _overlaps(known, records):
            # The same projects listed another way, say by town and by trade: once is enough.
            del notes.found[before:]
            others = dict.fromkeys(record.origin.sheet.sheet for record in known)
            self._spare(name, sheet, "、".join(others), notes)
            return
        known.extend(records)
        self.totals.extend(totals)

    def _place(
        self, name: str, head: Sequence[Row], merged: Merged, taken: dict[str, set[str]], notes: Notes
    ) -> tuple[Sheet, Layout] | None:  # fmt: skip
        """Return which standard sheet a sheet is, and its layout; None, with a finding, for no one."""
        sheet = sheet_named(name)
        if sheet is not None:
            if name not in taken[sheet.attribute]:
                self._spare(name, sheet, "、".join(sorted(taken[sheet.attribute])), notes)
                return None
            layout = find_layout(head, sheet, self.info.year, merged)
            if layout and required_keys(sheet) <= set(layout.keys):
                return sheet, layout
            self._headless(sheet, layout, notes)
            return None
        if all(is_blank(cell) for row in head for cell in row):
            return None
        return self._recognised(name, head, merged, taken, notes)

    def _recognised(
        self, name: str, head: Sequence[Row], merged: Merged, taken: dict[str, set[str]], notes: Notes
    ) -> tuple[Sheet, Layout] | None:  # fmt: skip
        """Return which standard sheet a sheet of unknown name is by its headers."""
        alike = sheet_like(head, self.info.year, merged)
        if alike is None:
            notes.note(
                "sheet-unknown", f"“{name}”不是标准台账的表，没有读取", "", name, "、".join(s.name for s in SHEETS),
                "如需读取，请改成对应的表名和表头",
            )  # fmt: skip
            return None
        if taken.get(alike[0].attribute):
            self._spare(name, alike[0], "、".join(sorted(taken[alike[0].attribute])), notes)
            return None
        notes.note(
            "sheet-recognised", f"“{name}”按表头认作“{alike[0].name}”读取", "", name, alike[0].name, "认错的，请改表名或表头"
        )  # fmt: skip
        return alike

    @staticmethod
    def _spare(name: str, sheet: Sheet, others: str, notes: Notes) -> None:
        notes.warning(
            "sheet-spare", f"“{name}”像是“{sheet.name}”，但已有“{others}”表，为免重复计算没有读取", "", name, others,
            "需要计入的，请并入那张表；不需要的，可不理会",
        )  # fmt: skip

    @staticmethod
    def _headless(sheet: Sheet, layout: Layout | None, notes: Notes) -> None:
        labels = "、".join(column.label for column in columns(sheet.record) if column.required)
        found = "、".join(clean(place.header) for place in layout.placed) if layout else ""
        what = f"没有“{labels}”列" if layout else "找不到表头行"
        notes.error(
            "header-missing", f"“{notes.sheet}”表{what}，没有读取", f"第{layout.header_row + 1}行" if layout else "", found,
            f"有“{labels}”等列的表头行", "补上表头，可用 investtrack template excel 生成标准表头",
        )  # fmt: skip


def _overlaps(known: Sequence[Any], records: Sequence[Any]) -> bool:
    """Whether more than half of *records* are among those already read."""
    if not known or not records:
        return False
    seen = {record.name for record in known}
    return sum(record.name in seen for record in records) * 2 > len(records)


def _chosen(names: Sequence[str]) -> dict[str, set[str]]:
    """Return which sheets are read as what: the canonical name, else every synonym."""
    chosen: dict[str, set[str]] = {sheet.attribute: set() for sheet in SHEETS}
    for sheet in SHEETS:
        exact = {name for name in names if clean(name) == sheet.name}
        chosen[sheet.attribute] = exact or {name for name in names if sheet_named(name) is sheet}
    return chosen
