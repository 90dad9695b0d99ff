"""The importer: workbook → ledger and findings."""

from __future__ import annotations

import gc
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from attrs import define, evolve, field

from investtrack.errors import PeriodError
from investtrack.model.finding import Finding, Grade
from investtrack.model.ledger import INFO_SHEET, SHEETS, Ledger, Region, Sheet, StatedTotal
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef, column_letters
from investtrack.plugin import Extract, Importer
from investtrack.values.amount import Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Period, parse_period
from investtrack_excel.cells import text_of
from investtrack_excel.guard import Guarded, scan
from investtrack_excel.headers import Layout, Merged, clean, find_layout, sheet_like, sheet_named
from investtrack_excel.sources import SUFFIXES, Opened, open_workbook
from investtrack_excel.table import Table


_SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class ExcelImporter(Importer):
    """Reads workbooks: xlsx, xlsm, xls, ods, et."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 台账"
    suffixes: ClassVar[tuple[str, ...]] = SUFFIXES

    def identify(self, path: Path) -> bool:
        """Claim files by suffix, and files without a telling suffix by signature."""
        if path.suffix.lower() in SUFFIXES:
            return True
        if path.suffix:
            return False
        try:
            with path.open("rb") as stream:
                return stream.read(4) in _SIGNATURES
        except OSError:
            return False

    def extract(self, path: Path, profile: Profile) -> Extract:
        """Read every known sheet of *path*.

        Raises:
            SourceError: the file cannot be used at all.
        """
        opened = open_workbook(path)
        with _no_collection():
            return _Reading(path.name, profile, opened).extract()


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


@define
class _Info:
    region: Region = Region()
    period: Period | None = None
    as_of: date | None = None
    unit: Unit | None = None


@define
class _Reading:
    """One pass over one workbook."""

    file: str
    profile: Profile
    opened: Opened
    findings: list[Finding] = field(factory=list)
    totals: list[StatedTotal] = field(factory=list)

    def extract(self) -> Extract:
        self.findings.extend(self.opened.findings)
        book = self.opened.book
        guarded = self._guard()
        info = self._info(book.sheet_names)
        found: dict[str, list[Any]] = {}
        for name in book.sheet_names:
            if clean(name) == INFO_SHEET:
                continue
            worksheet = book.get_sheet_by_name(name)
            rows = worksheet.to_python(skip_empty_area=False)
            if not any(any(cell != "" for cell in row) for row in rows):
                if (empty := sheet_named(name)) is not None:
                    self._headless(name, empty)
                continue
            merged = worksheet.merged_cell_ranges or ()
            placed = self._place(name, rows, info, merged)
            if placed is None:
                continue
            sheet, layout = placed
            table = Table(
                file=self.file,
                name=name,
                sheet=sheet,
                layout=layout,
                unit=layout.unit or info.unit or self.profile.unit,
                year=info.period.year if info.period else None,
                guarded=guarded.get(name, Guarded()),
                merged=merged,
                findings=self.findings,
                totals=self.totals,
            )
            found.setdefault(sheet.attribute, []).extend(table.records(rows))
            del rows
        if not found:
            self._nothing(book.sheet_names)
        ledger = Ledger(
            region=info.region,
            period=info.period,
            as_of=info.as_of,
            totals=tuple(self.totals),
            sources=(self.file,),
            **{attribute: tuple(records) for attribute, records in found.items()},
        )
        return Extract(ledger, tuple(self.findings))

    def _guard(self) -> dict[str, Guarded]:
        try:
            return scan(self.opened.archive)
        except (zipfile.BadZipFile, OSError, ValueError):
            self.findings.append(
                Finding(
                    "file-damaged",
                    Grade.ERROR,
                    "文件内部有损坏，公式和错误值没有检查到",
                    CellRef(self.file, ""),
                    mend="请用 Excel 或 WPS 打开后另存再试",
                )
            )
            return {}

    def _place(
        self, name: str, rows: Sequence[Sequence[Any]], info: _Info, merged: Merged
    ) -> tuple[Sheet, Layout] | None:
        year = info.period.year if info.period else None
        sheet = sheet_named(name)
        if sheet is not None:
            layout = find_layout(rows, sheet, year, merged)
            required = {c.key for c in layout.placed if c.column.required} if layout else set()
            if layout is None or not required:
                self._headless(name, sheet)
                return None
            return sheet, layout
        alike = sheet_like(rows, year, merged)
        if alike is None:
            self.findings.append(
                Finding(
                    "sheet-unknown",
                    Grade.NOTE,
                    f"“{name}”不是标准台账的表，没有读取",
                    CellRef(self.file, name),
                    found=name,
                    expected="、".join(s.name for s in SHEETS),
                    mend="如需读取，请改成对应的表名和表头",
                )
            )
            return None
        self.findings.append(
            Finding(
                "sheet-recognised",
                Grade.NOTE,
                f"“{name}”按表头认作“{alike[0].name}”读取",
                CellRef(self.file, name),
                found=name,
                expected=alike[0].name,
                mend="认错的，请改表名或表头",
            )
        )
        return alike

    def _headless(self, name: str, sheet: Sheet) -> None:
        self.findings.append(
            Finding(
                "header-missing",
                Grade.ERROR,
                f"“{name}”表找不到表头行，没有读取",
                CellRef(self.file, name),
                expected=f"有“{_required(sheet)}”等列的表头行",
                mend="补上表头行，可用 investtrack template excel 生成标准表头",
            )
        )

    def _nothing(self, names: Sequence[str]) -> None:
        self.findings.append(
            Finding(
                "no-known-sheet",
                Grade.ERROR,
                f"没有一张认识的表（现有：{'、'.join(names)}）",
                CellRef(self.file, ""),
                found="、".join(names),
                expected="、".join(s.name for s in SHEETS),
                mend="把表名、表头改成标准台账的，可用 investtrack template excel 生成一份对照",
            )
        )

    def _info(self, names: Sequence[str]) -> _Info:
        info = _Info()
        name = next((name for name in names if clean(name) == INFO_SHEET), None)
        if name is None:
            return info
        for number, row in enumerate(
            self.opened.book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1
        ):
            cells = [(index, cell) for index, cell in enumerate(row) if cell not in {"", None}]
            if len(cells) > 1:
                value_index, value = cells[1]
                place = CellRef(self.file, name, f"{column_letters(value_index)}{number}")
                self._item(info, clean(cells[0][1]).rstrip(":"), value, place)
        return info

    def _item(self, info: _Info, item: str, value: Any, place: CellRef) -> None:  # noqa: ANN401
        text = text_of(value)
        region = {"地区": "name", "上级地区": "parent", "填报单位": "reporting_unit"}.get(item)
        if region:
            info.region = evolve(info.region, **{region: text})
        elif item == "报告期":
            try:
                info.period = parse_period(text)
            except PeriodError:
                self._bad(place, "period-unreadable", "报告期读不懂", text, "如 2022年一季度")
        elif item == "截止日期":
            span = parse_date(text)
            if span is None:
                self._bad(place, "date-unreadable", "截止日期读不懂", text, "如 2022-03-20")
            else:
                info.as_of = span.last
        elif item == "金额单位":
            if text in set(Unit):
                info.unit = Unit(text)
            else:
                self._bad(place, "choice-unknown", "金额单位读不懂", text, "元、万元 或 亿元")

    def _bad(self, place: CellRef, code: str, message: str, found: str, expected: str) -> None:
        self.findings.append(
            Finding(
                code,
                Grade.ERROR,
                message,
                place,
                found=found,
                expected=expected,
                mend=f"改成{expected}",
            )
        )


def _required(sheet: Sheet) -> str:
    from investtrack.model.columns import columns

    return "、".join(column.label for column in columns(sheet.record) if column.required)
