"""The importer: workbook → ledger and findings."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, evolve, field

from investtrack.errors import SourceError
from investtrack.model.ledger import INFO_SHEET, SHEETS, Ledger, Sheet, StatedTotal
from investtrack.model.profile import Profile
from investtrack.plugin import Extract, Importer
from investtrack.reading.classify_sheet import SheetClassifier, chosen_names, headless, spare
from investtrack.reading.generated_columns import without_generated
from investtrack.reading.headers import clean
from investtrack.reading.heading import Heading
from investtrack.reading.info import Info, read_info
from investtrack.reading.layout import (
    SCANNED,
    Layout,
    Merged,
    Row,
    find_layout,
    required_keys,
    sheet_named,
    sheets_like,
)
from investtrack.reading.mapping import mapping_for
from investtrack.reading.notes import Notes
from investtrack.reading.recognise import Reading, described, uses
from investtrack.reading.resolve_columns import SheetContext, resolve_columns
from investtrack.reading.rows import is_blank
from investtrack.reading.sheet import SheetMarks
from investtrack.reading.table import AHEAD, Below, Table
from investtrack_excel.sources import (
    NOT_WHOLE,
    SIGNATURES,
    SUFFIXES,
    Opened,
    open_workbook,
    reading,
    too_large,
)


if TYPE_CHECKING:
    from python_calamine import CalamineSheet


_ONE_ROW_EACH = frozenset(
    {"projects", "entries", "services", "resumptions", "reserves", "promotions"}
)

_SAMPLED = 20


class ExcelImporter(Importer):
    """Reads workbooks: xlsx, xlsm, xls, ods, et."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 台账"
    suffixes: ClassVar[tuple[str, ...]] = SUFFIXES
    is_general: ClassVar[bool] = True

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
        return self.recognise(path, profile)[0]

    def recognise(self, path: Path, profile: Profile) -> tuple[Extract, tuple[Reading, ...]]:
        """Read *path*, and say too how each column of each of its ledgers was understood.

        Raises:
            SourceError: the file cannot be used at all.
        """
        opened = open_workbook(path)
        with _no_collection():
            reading = _Reading(path, profile, opened)
            return reading.extract(), tuple(reading.readings)

    def describe_columns(self, path: Path, profile: Profile) -> list[dict[str, str]]:
        """Return one plain record a column, for ``check --columns``: sheet, column, header, state, meaning, why.

        Raises:
            SourceError: the file cannot be used at all.
        """
        return [
            {
                "file": path.name,
                "sheet": reading.name,
                "standard": reading.sheet.name,
                "left_out": reading.left_out,
                **described(use),
            }
            for reading in self.recognise(path, profile)[1]
            for use in uses(reading)
        ]


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
    readings: list[Reading] = field(factory=list)
    headings: list[tuple[Notes, Heading]] = field(factory=list)

    def extract(self) -> Extract:
        self.notes = Notes(self.path.name)
        self.notes.found.extend(self.opened.findings)
        names = self._sheet_names()
        if about := next((name for name in names if clean(name) == INFO_SHEET), None):
            rows = rows_of(self._sheet(about))
            self.info = read_info(islice(rows, 60), self._guarded(about), self.notes.on(about))
        placer = SheetClassifier(chosen_names(names), self.info.year)
        for name in names:
            if name != about:
                self._read(name, placer)
        self._dated()
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

    def _guarded(self, name: str) -> SheetMarks:
        return self.opened.guarded.get(name) or SheetMarks()

    def _sheet(self, name: str) -> CalamineSheet:
        if corner := self._guarded(name).corner:
            raise SourceError(self.path, too_large(name, corner))
        with reading(self.path, f"“{name}”表已损坏，{NOT_WHOLE}"):
            return self.opened.book.get_sheet_by_name(name)

    def _read(self, name: str, placer: SheetClassifier) -> None:
        mapping = mapping_for(self.profile, self.path.name, name)
        if mapping is not None and mapping.skip:
            return
        worksheet = self._sheet(name)
        merged: Merged = worksheet.merged_cell_ranges or ()
        stream = rows_of(worksheet)
        head = list(islice(stream, AHEAD))
        notes = self.notes.on(name)
        before = len(notes.found)
        placed = placer.place(name, head, merged, mapping, notes)
        if placed is None:
            if placer.headless is not None:
                sheet, layout = placer.headless
                layout = resolve_columns(layout, head[layout.header_row + 1 :], SheetContext(self.info.year, self.info.month))  # fmt: skip
                self.readings.append(Reading(name, sheet, layout, {}, "没有项目名称列"))
            return
        start = 0
        rows: Iterator[Row] = chain(head, stream)
        while placed is not None:
            sheet, layout = placed
            body = head[layout.header_row + 1 - start :]
            layout = without_generated(layout, sheet.attribute)
            layout = resolve_columns(layout, body, SheetContext(self.info.year, self.info.month))
            unit = layout.unit or self.info.unit or self.profile.unit
            table = Table(sheet, layout, unit, self.profile, self._guarded(name), merged, notes)
            records, totals = table.read(rows, start)
            is_kept = self._keep(name, sheet, records, totals, before, notes)
            left_out = "" if is_kept else "同样的项目已在别的表里"
            self.readings.append(Reading(name, sheet, table.layout, table.papers, left_out, _samples(table.layout, body)))  # fmt: skip
            if not is_kept:
                return
            self.headings.append((notes, layout.heading))
            if table.below is None:
                return
            before = len(notes.found)
            start, head, rows = (
                table.below.row,
                list(islice(table.below.rows, AHEAD)),
                table.below.rows,
            )
            rows = chain(head, rows)
            placed = _placed_below(table.below, head, sheet, merged, self.info.year, notes)

    def _keep(  # noqa: PLR0913, PLR0917 - what one ledger gave
        self, name: str, sheet: Sheet, records: list[Any], totals: list[StatedTotal], before: int, notes: Notes
    ) -> bool:  # fmt: skip
        """Add records to the ledger, unless the same projects are in it already."""
        known = self.records.setdefault(sheet.attribute, [])
        if sheet.attribute in _ONE_ROW_EACH and _overlaps(known, records):
            # The same projects listed another way, say by town and by trade: once is enough.
            del notes.found[before:]
            others = dict.fromkeys(record.origin.sheet.sheet for record in known)
            spare(name, sheet, "、".join(others), notes)
            return False
        known.extend(records)
        self.totals.extend(totals)
        return True

    def _dated(self) -> None:
        """Take period and date from the lines above the tables where 基本信息 does not state them."""
        days = {heading.as_of for _, heading in self.headings if heading.as_of}
        periods = {heading.period for _, heading in self.headings if heading.period}
        if self.info.as_of is None and len(days) == 1:
            self.info.as_of = days.pop()
        elif self.info.as_of is None and days:
            self.notes.warning(
                "sheets-disagree", "各表上写的截至日期不同，没有采用", "", "、".join(map(str, sorted(days))), "同一个日期",
                "改成同一天，或在“基本信息”里填截止日期，或用 --as-of 给出",
            )  # fmt: skip
        if self.info.period is None and len(periods) == 1:
            self.info.period = periods.pop()


def _samples(layout: Layout, body: Sequence[Row]) -> dict[int, list[Any]]:
    """Return some of the cells of each column that is not understood."""
    return {
        index: list(islice((row[index] for row in body if index < len(row) and not is_blank(row[index])), _SAMPLED))
        for index in layout.unknown
    }  # fmt: skip


def _placed_below(  # noqa: PLR0913, PLR0917 - where, and what it is tried as
    below: Below, head: Sequence[Row], sheet: Sheet, merged: Merged, year: int | None, notes: Notes
) -> tuple[Sheet, Layout] | None:
    """Return what the ledger is that begins further down a sheet: another one of the same kind, or one alike."""
    start = below.row - len(below.lines)
    rows = [*below.lines, *head[: 2 * SCANNED]]
    inside: Merged = [
        ((top - start, left), (bottom - start, right))
        for (top, left), (bottom, right) in merged
        if top >= below.row
    ]
    own = find_layout(rows, sheet, year, inside)
    alike = sheets_like(rows, year, inside)
    if own is None or not required_keys(sheet) <= set(own.keys):
        own = None
    if own is not None and not any(layout.told > own.told for _, layout in alike):
        found = (sheet, own)
    elif len(alike) == 1:
        found = alike[0]
    else:
        headless(sheet, None, rows, notes)
        return None
    placed, layout = found
    layout = evolve(
        layout, header_row=layout.header_row + start, first_row=layout.first_row + start
    )
    notes.note(
        "ledger-below", f"“{notes.sheet}”表从第{layout.first_row + 1}行起是另一份台账，按“{placed.name}”读取",
        f"第{layout.first_row + 1}行", "", placed.name, "认错的，请分成两张表",
    )  # fmt: skip
    return placed, layout


def _overlaps(known: Sequence[Any], records: Sequence[Any]) -> bool:
    """Whether more than half of *records* are among those already read."""
    if not known or not records:
        return False
    seen = {record.name for record in known}
    return sum(record.name in seen for record in records) * 2 > len(records)
