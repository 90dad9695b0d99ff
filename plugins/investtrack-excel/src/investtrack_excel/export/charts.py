"""The chart sheet: native charts over small tables beside them, which read the figures; every series filled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from investtrack.values.amount import Amount, Unit
from investtrack.wording import key_text
from investtrack_excel.export.grid import FIGURES, Grid
from investtrack_excel.export.sheets import WorkbookWriter


_COLOURS = ("#2F5597", "#C55A11", "#548235", "#7F6000")
_STATES = (
    ("已入库", "entered"),
    ("收集资料", "collecting"),
    ("已申报", "submitted"),
    ("退回", "returned"),
    ("其他", "other"),
)
_REMAINING = (
    ("房开", "remaining.real_estate"),
    ("非房开", "remaining.other"),
    ("可报", "remaining.reportable"),
    ("不可报", "remaining.unreportable"),
)

_FEW = 10
Cell = tuple[str, float] | None
"""Formula and stored value of a cell; None where there is no number."""


@frozen
class Chart:
    """A chart and the table it is drawn from."""

    title: str
    names: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    unit: str


def add_charts(book: WorkbookWriter, grid: Grid) -> None:
    """Write the chart sheet; a chart whose figures are absent is left out."""
    sheet = book.workbook.add_worksheet("图表")
    sheet.set_column(0, 0, 14)
    made = (_months(grid), _pipeline(grid), _resumption(grid), _remaining(grid))
    row = 0
    for chart in made:
        if chart is None:
            continue
        sheet.set_row(row, 30)
        form = book.formats["count" if chart.unit == "个" else "money"]
        sheet.write_string(row, 0, chart.title, book.formats["head"])
        for index, name in enumerate(chart.names, 1):
            sheet.write_string(row, index, name, book.formats["head"])
        for offset, (label, cells) in enumerate(chart.rows, row + 1):
            sheet.write_string(offset, 0, label, book.formats["text"])
            for index, cell in enumerate(cells, 1):
                if cell is not None:
                    sheet.write_formula(offset, index, cell[0], form, cell[1])
        sheet.insert_chart(
            row, 4, _drawn(book, chart, row), {"object_position": 2, "y_offset": 3}
        )  # clear of the page break
        row += max(len(chart.rows) + 2, 17)
    sheet.set_h_pagebreaks([34, 68])
    book.print_setup(sheet)


def _drawn(book: WorkbookWriter, chart: Chart, row: int) -> object:
    drawn = book.workbook.add_chart({"type": "column"})
    last = row + len(chart.rows)
    for index, _ in enumerate(chart.names, 1):
        drawn.add_series(
            {
                "name": ["图表", row, index],
                "categories": ["图表", row + 1, 0, last, 0],
                "values": ["图表", row + 1, index, last, index],
                "fill": {"color": _COLOURS[index - 1]},
                "border": {"none": True},
                "data_labels": {"value": True, "font": {"size": 8}},
                "gap": 80,
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"name": "黑体", "size": 12}})
    axis: dict[str, object] = {
        "name": chart.unit,
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
    }
    most = max((cell[1] for _, cells in chart.rows for cell in cells if cell), default=0)
    if chart.unit == "个" and most <= _FEW:  # else the axis counts half projects
        axis["major_unit"] = 1
    drawn.set_y_axis(axis)
    drawn.set_legend({"position": "bottom"} if len(chart.names) > 1 else {"none": True})
    drawn.set_size({"width": 640, "height": 300})
    return drawn


def _cell(grid: Grid, figure_id: str, key: str = "") -> Cell:
    """Return a cell that reads a figure: money in 亿元 to four places, counts as they are."""
    figure = grid.report.figures[figure_id]
    value: Any = figure.value.get(key) if isinstance(figure.value, dict) else figure.value
    if value is None:
        return None
    place = f"{FIGURES}!{grid.figure(figure_id, key)}"
    if isinstance(value, Amount):
        return f"=ROUND({place}/10000,4)", float(round(value.to(Unit.YI), 4))
    return f"={place}", float(value)


def _months(grid: Grid) -> Chart | None:
    plan = grid.report.figures["fai.plan.ytd"].value
    if not isinstance(plan, dict):
        return None
    rows = [
        (label, [_cell(grid, "fai.plan.ytd", label), _cell(grid, "fai.actual.ytd", label)])
        for label in plan
    ]
    return Chart("各月累计计划与完成投资", ("计划", "完成"), rows, "亿元")


def _pipeline(grid: Grid) -> Chart | None:
    rows = [(label, [_cell(grid, f"entry.{state}.count")]) for label, state in _STATES]
    if any(cells[0] is None for _, cells in rows):
        return None
    return Chart("本期计划入库项目进展", ("个数",), rows, "个")


def _resumption(grid: Grid) -> Chart | None:
    dates = grid.report.figures["resumption.by_date"].value
    if not isinstance(dates, dict) or not dates:
        return None
    rows = [(key_text(key), [_cell(grid, "resumption.by_date", key)]) for key in dates]
    return Chart("按日复工项目", ("个数",), rows, "个")


def _remaining(grid: Grid) -> Chart | None:
    rows = [(label, [_cell(grid, figure)]) for label, figure in _REMAINING]
    if all(cells[0] is None for _, cells in rows):
        return None
    return Chart("接转在库项目剩余投资", ("剩余投资",), rows, "亿元")
