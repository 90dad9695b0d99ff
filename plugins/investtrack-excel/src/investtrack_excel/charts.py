"""The chart sheet: native charts over small tables beside them, every series filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from investtrack.metrics.figure import Figure
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack.wording import key_text
from investtrack_excel.sheets import Book


_COLOURS = ("#2F5597", "#C55A11", "#548235", "#7F6000")
_STATES = (
    ("已入库", "entered"),
    ("收集资料", "collecting"),
    ("已申报", "submitted"),
    ("退回", "returned"),
    ("其他", "other"),
)

Rows = list[tuple[str, list[float | None]]]


def add_charts(book: Book, report: Report) -> None:
    """Write the chart sheet; a chart whose figures are absent is left out."""
    sheet = book.workbook.add_worksheet("图表")
    sheet.set_column(0, 0, 12)
    charts = [
        chart
        for chart in (_months(report), _pipeline(report), _resumption(report), _remaining(report))
        if chart
    ]
    row = 0
    for title, names, rows, kind in charts:
        sheet.write_string(row, 0, title, book.formats["head"])
        for index, name in enumerate(names, 1):
            sheet.write_string(row, index, name, book.formats["head"])
        for offset, (label, values) in enumerate(rows, 1):
            sheet.write_string(row + offset, 0, label, book.formats["text"])
            for index, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(
                        row + offset, index, value, book.formats["money" if kind else "count"]
                    )
        chart = _chart(book, title, names, row, len(rows), "亿元" if kind else "个")
        sheet.insert_chart(row, 4, chart, {"object_position": 2})
        row += max(len(rows) + 2, 17)
    sheet.set_h_pagebreaks([34, 68])
    book.print_setup(sheet)


def _chart(  # noqa: PLR0913, PLR0917 - a table's place and size
    book: Book, title: str, names: Sequence[str], row: int, size: int, unit: str
) -> Any:  # noqa: ANN401
    chart = book.workbook.add_chart({"type": "column"})
    for index, _ in enumerate(names, 1):
        chart.add_series(
            {
                "name": ["图表", row, index],
                "categories": ["图表", row + 1, 0, row + size, 0],
                "values": ["图表", row + 1, index, row + size, index],
                "fill": {"color": _COLOURS[index - 1]},
                "border": {"none": True},
                "data_labels": {"value": True, "font": {"size": 8}},
                "gap": 80,
            }
        )
    chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 12}})
    chart.set_y_axis(
        {"name": unit, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    )
    chart.set_legend({"position": "bottom"} if len(names) > 1 else {"none": True})
    chart.set_size({"width": 640, "height": 300})
    return chart


Chart = tuple[str, list[str], Rows, bool]


def _yi(value: Any) -> float | None:  # noqa: ANN401
    return float(round(value.to(Unit.YI), 4)) if isinstance(value, Amount) else None


def _months(report: Report) -> Chart | None:
    plan, done = report.figure("fai.plan.ytd").value, report.figure("fai.actual.ytd").value
    if not isinstance(plan, dict):
        return None
    actual: dict[str, Any] = done if isinstance(done, dict) else {}
    rows: Rows = [(label, [_yi(amount), _yi(actual.get(label))]) for label, amount in plan.items()]
    return "各月累计计划与完成投资", ["计划", "完成"], rows, True


def _pipeline(report: Report) -> Chart | None:
    figures = [(label, report.figure(f"entry.{state}.count")) for label, state in _STATES]
    if any(figure.is_absent for _, figure in figures):
        return None
    return (
        "本期计划入库项目进展",
        ["个数"],
        [(label, [_count(figure)]) for label, figure in figures],
        False,
    )


def _count(figure: Figure) -> float | None:
    return float(figure.value) if isinstance(figure.value, int) else None


def _resumption(report: Report) -> Chart | None:
    dates = report.figure("resumption.by_date").value
    if not isinstance(dates, dict) or not dates:
        return None
    rows: Rows = [(key_text(key), [float(number)]) for key, number in dates.items()]
    return "按日复工项目", ["个数"], rows, False


def _remaining(report: Report) -> Chart | None:
    wanted = (
        ("房开", "remaining.real_estate"),
        ("非房开", "remaining.other"),
        ("可报", "remaining.reportable"),
        ("不可报", "remaining.unreportable"),
    )
    rows: Rows = [(label, [_yi(report.figure(figure).value)]) for label, figure in wanted]
    if all(values[0] is None for _, values in rows):
        return None
    return "接转在库项目剩余投资", ["剩余投资"], rows, True
