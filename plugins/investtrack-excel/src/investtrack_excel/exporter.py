"""The exporter as plugins see it; what writes the workbook is loaded when something is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import PlainExporter


if TYPE_CHECKING:
    from investtrack.report import Report


class ExcelExporter(PlainExporter):
    """Writes the workbook: figures as formulas over every table, what they are made of, findings, charts."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 工作簿"
    suffix: ClassVar[str] = ".xlsx"
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "指标与台账"

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write *report* to *stream*."""
        from investtrack_excel.export.workbook import write_workbook

        write_workbook(report, stream)

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the figures that are not in the workbook as they were to be."""
        from investtrack_excel.export.read_back import faults_of_workbook

        return faults_of_workbook(report, path)
