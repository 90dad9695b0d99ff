"""The sheet of parameters: thresholds and pace that formulas read, and what every reckoned column means."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.metrics.figure import Figure
from investtrack.metrics.figures.month_of_data import month_of_data
from investtrack.report import RegionsBelow, Report
from investtrack.values.period import Month
from investtrack.values.rate import Points
from investtrack_excel.export.column_formulas import computed_columns, limits, parameter
from investtrack_excel.export.grid import FIRST_ROW, Grid, actual_months, pace_item
from investtrack_excel.export.light_columns import MANY, is_small
from investtrack_excel.export.sheets import MONEY, TEXT, WRAP, Head, WorkbookWriter


SHEET = "口径与参数"
_HEADS = (
    Head("类别", width=14),
    Head("项", width=20),
    Head("值", MONEY, 16),
    Head("说明", WRAP, 60),
)
_NOTE = "改了起点、幅度、序时进度，指标随之重算；要长期改，请改县区配置。"

Row = tuple[str, str, object, str]
"""Kind, item, value, words."""


def write(book: WorkbookWriter, grid: Grid) -> None:
    """Write the sheet and name the cells that formulas read."""
    report = grid.report
    if report.below is not None:
        _write_of_region(book, report, report.below)
        return
    rows: list[Row] = [*_texts(report), *_numbers(report)]
    pace = list(_pace(grid))
    first = FIRST_ROW + len(rows)
    for row, (_, item, value, _) in enumerate(rows, FIRST_ROW):
        if not isinstance(value, str):
            _name(book, item, f"$C${row}")
    for row, (end, _) in enumerate(pace, first):
        _name(book, pace_item(end), f"$C${row}")
    book.table(
        SHEET,
        f"{report.title}口径与参数",
        _HEADS,
        ([kind, item, (value, TEXT) if isinstance(value, str) else value, words] for kind, item, value, words in (*rows, *(row for _, row in pace), *_columns(grid))),
        unit="万元、百分点",
        note=_NOTE,
    )  # fmt: skip


def _write_of_region(book: WorkbookWriter, report: Report, below: RegionsBelow) -> None:
    """Write what each region below was reckoned by: no formula here reads a threshold, and none is offered to be changed."""
    rows: list[Row] = [*_texts(report)]
    for label, ways in below.definitions.items():
        rows += [("各地口径", label, way, "、".join(names)) for way, names in ways.items()]
    if below.month:
        ahead = f"已报到以后月份的：{'、'.join(below.ahead_of_it)}"
        rows.append(("各地口径", "完成投资所到月份", below.month, f"各地共同的月份；{ahead}"))
    book.table(
        SHEET,
        f"{report.title}口径与参数",
        _HEADS,
        ([kind, item, (value, TEXT), words] for kind, item, value, words in rows),
        unit="",
        note="各地按自己的口径计算，再汇总；改这里的字，指标不会重算。口径在各地的县区配置里改。",
    )


def _name(book: WorkbookWriter, item: str, reference: str) -> None:
    book.workbook.define_name(parameter(item), f"={SHEET}!{reference}")


def _texts(report: Report) -> Iterator[Row]:
    yield "报告", "报告期", report.period.label, ""
    yield "报告", "截止日期", str(report.as_of), "判定各项状态所依据的日期"


def _numbers(report: Report) -> Iterator[Row]:
    for limit in limits(report.profile):
        yield "参数", limit.label, limit.read(report.profile), limit.words_in(report.profile)
    due = _due(report, report.figures["fai.period.completed"])
    if due is not None:
        yield "参数", "应完成进度", due, "截至实际数所到月份，全年目标应完成的百分比"


def _due(report: Report, completed: Figure) -> Points | None:
    end = month_of_data(report.facts, completed)
    return report.profile.pace.due(end.month) if end else None


def _pace(grid: Grid) -> Iterator[tuple[Month, Row]]:
    """Yield the pace due by the months of the columns of 项目台账, in their order."""
    detail = grid.details.get("projects")
    for key in actual_months(grid.report, detail.fields) if detail else ():
        end = Month.parse(key.partition(".")[2])
        due = grid.report.profile.pace.due(end.month)
        words = f"截至{end.month}月底应完成年度计划的百分比"
        yield end, ("序时进度", end.ytd_label, "无" if due is None else due, words)


def _columns(grid: Grid) -> Iterator[Row]:
    if grid.details and not is_small(grid.report):
        yield "项目台账", "亮灯", "未列", f"记录满{MANY}条的台账不列，用 investtrack lights 查看"
    for attribute, detail in grid.details.items():
        for column in computed_columns(grid.report.profile).get(attribute, ()):
            if column.key in detail.places:
                is_formula = grid.is_live(attribute, column.key)
                how = "公式" if is_formula else "系统判定"
                yield detail.sheet.name, column.head, how, column.words
        for one in detail.fields:
            if one.key.endswith("#0"):
                yield (
                    detail.sheet.name,
                    one.head.label,
                    "拆分",
                    "一格有几个名称的，每列放一个，供公式计数",
                )
        if "light" in detail.places:
            yield (
                detail.sheet.name,
                "亮灯",
                "系统判定",
                "按县区配置的亮灯规则，各维度中最重的；缘由在右边一列",
            )
