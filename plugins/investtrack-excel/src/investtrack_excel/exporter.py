"""The exporter: report → workbook of figures, tables, findings and charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from enum import Enum
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar

from investtrack.metrics.figure import Figure, Kind
from investtrack.metrics.progress import lag, plan_rate
from investtrack.metrics.selections import is_in_library_at
from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.finding import Grade
from investtrack.model.ledger import SHEETS, Sheet
from investtrack.model.series import at
from investtrack.model.target import Target
from investtrack.plugin import Exporter
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate
from investtrack.wording import figure_text, key_text
from investtrack_excel.charts import add_charts
from investtrack_excel.sheets import COUNT, MONEY, PERCENT, TEXT, WRAP, Book, Head


_MOST_CONTRIBUTIONS = 5_000
_STYLES = {
    Kind.MONEY: (MONEY, "万元"),
    Kind.COUNT: (COUNT, "个"),
    Kind.RATE: (PERCENT, "％"),
    Kind.POINTS: (MONEY, "百分点"),
    Kind.DAYS: (COUNT, "天"),
}


class ExcelExporter(Exporter):
    """Writes the workbook: figures, what they are made of, every table, projects, findings, charts."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 工作簿"
    suffix: ClassVar[str] = ".xlsx"
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "指标与台账"

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:  # noqa: ARG002
        """Write *report* to *stream*."""
        import xlsxwriter

        workbook = xlsxwriter.Workbook(
            stream,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        workbook.set_properties(
            {"title": report.title, "author": "", "created": datetime.combine(report.as_of, time())}
        )
        book = Book(workbook)
        title = report.title
        book.table(
            "指标", f"{title}主要指标", _FIGURE_HEADS, _figure_rows(report), unit="万元、个、％"
        )
        add_charts(book, report)
        book.table("校核清单", f"{title}校核清单", _FINDING_HEADS, _finding_rows(report), unit="")
        if report.ledger.projects:
            book.table(
                "项目明细", f"{title}项目明细", _project_heads(report), _project_rows(report)
            )
        for sheet in SHEETS:
            if getattr(report.ledger, sheet.attribute) is not None:
                fields = _fields(report, sheet)
                heads = [head for head, _ in fields]
                rows = (
                    [read(r) for _, read in fields] for r in getattr(report.ledger, sheet.attribute)
                )
                book.table(sheet.name, f"{title}{sheet.name}", heads, rows)
        book.table("指标构成", f"{title}指标构成", _PART_HEADS, _part_rows(report))
        workbook.close()


_FIGURE_HEADS = (
    Head("编号", width=30), Head("指标", width=34), Head("数值", MONEY, 15), Head("单位", width=8),
    Head("文字", WRAP, 34), Head("缺数", COUNT), Head("说明", WRAP, 26), Head("口径", WRAP, 40),
)  # fmt: skip


def _figure_rows(report: Report) -> Iterator[list[Any]]:
    for figure in report.figures.values():
        style, unit = _STYLES.get(figure.kind, (TEXT, ""))
        value: Any = None if isinstance(figure.value, (Mapping, tuple)) else figure.value
        text = "" if figure.is_absent else figure_text(figure, report.profile.display)
        said = figure.reason or figure.note
        yield [
            figure.id, figure.title, (value, style if value is not None else TEXT), unit, text,
            figure.missing or None, said, figure.definition,
        ]  # fmt: skip
        if isinstance(figure.value, Mapping):
            for key, item in figure.value.items():
                number, form, of = _part_of(item)
                yield [None, f"　　{key_text(key)}", (number, form), of, None, None, None, None]


def _part_of(item: Any) -> tuple[Any, str, str]:  # noqa: ANN401 - a number or a load
    if isinstance(item, Mapping):
        return item.get("count"), COUNT, "个"
    return (item, MONEY, "万元") if isinstance(item, Amount) else (item, COUNT, "个")


_FINDING_HEADS = (
    Head("序号", COUNT, 6), Head("等级", width=6), Head("代码", width=24), Head("文件", width=24), Head("表", width=12),
    Head("单元格", width=9), Head("发现", WRAP, 44), Head("现值", WRAP, 20), Head("应为", WRAP, 24), Head("怎么改", WRAP, 34),
)  # fmt: skip


def _finding_rows(report: Report) -> Iterator[list[Any]]:
    for number, finding in enumerate(report.findings, 1):
        place = finding.place
        grade = (
            finding.grade.label,
            {Grade.ERROR: "error", Grade.WARNING: "warning"}.get(finding.grade, TEXT),
        )
        yield [
            number, grade, finding.code, place.file, place.sheet, place.cell,
            finding.message, finding.found, finding.expected, finding.mend,
        ]  # fmt: skip


def _project_heads(report: Report) -> list[Head]:
    end = report.period.last_month.ytd_label
    return [
        Head("项目编码", width=24), Head("项目名称", WRAP, 36), Head("建设阶段", width=8), Head("在库", width=6),
        Head("总投资", MONEY), Head("累计完成", MONEY), Head("剩余投资", MONEY), Head("不可报投资", MONEY),
        Head("年度计划", MONEY), Head(f"{end}计划", MONEY), Head("最近累计完成", MONEY), Head("所到月份", width=9),
        Head("完成年度计划", PERCENT), Head("落后序时（百分点）", MONEY), Head("包保领导", width=12), Head("责任单位", width=20),
    ]  # fmt: skip


def _project_rows(report: Report) -> Iterator[list[Any]]:
    facts, end = report.facts, report.period.last_month
    for project in report.ledger.projects or ():
        done, rest, latest = (
            facts.cumulative(project),
            facts.remaining(project),
            facts.actual_ytd(project),
        )
        yield [
            project.code, project.name, project.stage, "是" if is_in_library_at(facts, project) else "否",
            project.total_investment, done[0] if done else None, rest[0] if rest else None, project.unreportable,
            project.year_plan, at(project.planned, end), latest[1] if latest else None,
            latest[0].ytd_label if latest else None, plan_rate(facts, project), lag(facts, project), "、".join(project.leaders),
            project.responsible_unit,
        ]  # fmt: skip


_PART_HEADS = (
    Head("指标编号", width=30), Head("记录", width=44), Head("数额", MONEY), Head("来源单元格", width=60),
)  # fmt: skip


def _part_rows(report: Report) -> Iterator[list[Any]]:
    scalars = [
        f for f in report.figures.values() if f.kind in {Kind.MONEY, Kind.COUNT} and not f.is_absent
    ]
    parts = ((figure, item) for figure in scalars for item in figure.contributions)
    for figure, item in islice(parts, _MOST_CONTRIBUTIONS):
        style = MONEY if isinstance(item.amount, Amount) else COUNT
        source = str(item.cells[0]) if item.cells else None
        yield [figure.id, item.label, (item.amount, style), source]
    left = sum(_size(figure) for figure in scalars) - _MOST_CONTRIBUTIONS
    if left > 0:
        yield [None, f"……另有{left}条，用 investtrack explain 查看", None, None]


def _size(figure: Figure) -> int:
    return sum(len(section.records) for section in figure.sections)


def _fields(report: Report, sheet: Sheet) -> list[tuple[Head, Any]]:
    """Return (head, reader) of each column that the standard ledger has for *sheet*, or its records hold more of."""
    records = getattr(report.ledger, sheet.attribute)
    fields: list[tuple[Head, Any]] = []
    for column in columns(sheet.record):
        if column.kind is CellKind.SERIES:
            ends = sorted({end for record in records for end, _ in getattr(record, column.key)})
            fields += [(_series_head(column, end), _series_reader(column.key, end)) for end in ends]
        elif column.kind is CellKind.PAPERS:
            names = dict.fromkeys(paper for record in records for paper in record.papers or ())
            fields += [(Head(paper, width=9), _paper_reader(paper)) for paper in names]
        elif column.standard or any(getattr(record, column.key) is not None for record in records):
            fields.append((_head(column, sheet), _reader(column)))
    return fields


def _head(column: Column, sheet: Sheet) -> Head:
    is_money = column.kind is CellKind.MONEY
    if sheet.record is Target and column.key in {"amount", "base", "actual"}:
        return Head(f"{column.label}（万元）", MONEY)
    style = MONEY if is_money or column.kind is CellKind.PERCENT else TEXT
    wide = column.key in {"name", "description", "measures", "finding"}
    return Head(column.header, WRAP if wide else style, 36 if wide else None)


def _series_head(column: Column, end: Month) -> Head:
    return Head(column.pattern.replace("{Y}", str(end.year)).replace("{M}", end.ytd_label), MONEY)


def _series_reader(key: str, end: Month) -> Any:  # noqa: ANN401 - record → amount
    return lambda record: at(getattr(record, key), end)


def _paper_reader(paper: str) -> Any:  # noqa: ANN401
    return lambda record: _shown((record.papers or {}).get(paper))


def _reader(column: Column) -> Any:  # noqa: ANN401
    return lambda record: _shown(getattr(record, column.key))


def _shown(value: Any) -> Any:  # noqa: ANN401
    """Return a field as a cell: amounts stay amounts, everything else becomes text."""
    if value is None or (isinstance(value, (Amount, int)) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Rate):
        return Points(value.in_percent)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (DateSpan, Period)):
        return value.label if not isinstance(value, DateSpan) or not value.is_day else str(value)
    return "、".join(value) if isinstance(value, tuple) else str(value)
