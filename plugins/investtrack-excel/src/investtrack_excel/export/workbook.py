"""Report → a living workbook of figures, their details, findings and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import BinaryIO

from investtrack.findings import Grade
from investtrack.model.ledger import INFO_ITEMS, INFO_SHEET
from investtrack.report import Report
from investtrack.values.amount import Unit
from investtrack_excel.export import figures_sheet, parameters, parts_sheet, rankings_sheet
from investtrack_excel.export.body import taking_records
from investtrack_excel.export.charts import add_charts
from investtrack_excel.export.grid import Detail, Grid
from investtrack_excel.export.lights import Lamps
from investtrack_excel.export.packing import new_workbook
from investtrack_excel.export.sheets import COUNT, TEXT, WRAP, Head, WorkbookWriter


def write_workbook(report: Report, stream: BinaryIO) -> None:
    """Write *report* to *stream* as a workbook."""
    with new_workbook(stream) as workbook:
        workbook.set_properties(
            {"title": report.title, "author": "", "created": datetime.combine(report.as_of, time())}
        )
        book, grid = WorkbookWriter(workbook), Grid(report)
        lamps = Lamps(book, report)
        lines = figures_sheet.plan(grid)
        figures = figures_sheet.write(book, grid, lines, parts_sheet.places(report))
        lamps.on_figures(figures, grid)
        add_charts(book, grid)
        rankings_sheet.write(book, report)
        book.table("校核清单", f"{report.title}校核清单", _HEADS, _findings(report), unit="")
        if grid.details:
            _write_info(book, report)
        for detail in grid.details.values():
            lamps.on_details(_write_detail(book, report, detail), detail)
        parts_sheet.write(book, grid)
        parameters.write(book, grid)
        for name, reference in grid.names.items():
            workbook.define_name(name, f"={reference}")


_HEADS = (
    Head("序号", COUNT, 6), Head("等级", width=6), Head("代码", width=24), Head("文件", WRAP, 26), Head("表", width=12),
    Head("单元格", width=9), Head("发现", WRAP, 44), Head("现值", WRAP, 20), Head("应为", WRAP, 24), Head("怎么改", WRAP, 34),
)  # fmt: skip
_GRADES: Mapping[Grade, str] = {Grade.ERROR: "error", Grade.WARNING: "warning"}


def _findings(report: Report) -> Iterator[list[object]]:
    for number, finding in enumerate(report.findings, 1):
        place = finding.place
        grade = (finding.grade.label, _GRADES.get(finding.grade, TEXT))
        yield [
            number, grade, finding.code, place.file, place.sheet, place.cell,
            finding.message, finding.found, finding.expected, finding.mend,
        ]  # fmt: skip


def _write_info(book: WorkbookWriter, report: Report) -> None:
    """Write 基本信息, so that the workbook is a ledger too."""
    region = report.ledger.region
    values = {
        "地区": region.name, "上级地区": region.parent, "报告期": report.period.label, "截止日期": str(report.as_of),
        "金额单位": Unit.WAN.value, "填报单位": region.reporting_unit, "行政区划代码": region.code,
    }  # fmt: skip
    heads = (Head("项", width=16), Head("值", width=40))
    rows = ([item, values[item]] for item in INFO_ITEMS)
    book.table(INFO_SHEET, f"{report.title}{INFO_SHEET}", heads, rows, unit="")


def _write_detail(book: WorkbookWriter, report: Report, detail: Detail) -> object:
    reads = [one.read for one in detail.fields]
    return book.table(
        detail.sheet.name,
        f"{report.title}{detail.sheet.name}",
        [one.head for one in detail.fields],
        taking_records(detail.records, reads),
        formulas=detail.formulas() if detail.records else {},
        count=len(detail.records),
    )
