"""The findings as a table for Excel and WPS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin.interfaces import PlainExporter


if TYPE_CHECKING:
    from investtrack.report import Report


class FindingsExporter(PlainExporter):
    """Writes the findings as a table that Excel and WPS open (CSV with a byte-order mark)."""

    name: ClassVar[str] = "findings"
    label: ClassVar[str] = "校核清单"
    suffix: ClassVar[str] = ".csv"
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "校核清单"

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write the findings of *report* to *stream*."""
        from investtrack_csv.text import to_csv

        stream.write(to_csv(_HEAD, _rows(report)))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the finding that is not as it was to be written."""
        from investtrack.plugin.read_back import read_csv, unlike_rows
        from investtrack.values.cell import guarded

        wanted = [_HEAD, *([guarded(text) for text in row] for row in _rows(report))]
        return unlike_rows(wanted, read_csv(path.read_text("utf-8-sig")))


_HEAD = ("等级", "代码", "文件", "表", "单元格", "发现", "现值", "应为", "怎么改")


def _rows(report: Report) -> Iterator[Sequence[str]]:
    for finding in report.findings:
        yield (
            finding.grade.label, finding.code, finding.place.file, finding.place.sheet, finding.place.cell,
            finding.message, finding.found, finding.expected, finding.mend,
        )  # fmt: skip
