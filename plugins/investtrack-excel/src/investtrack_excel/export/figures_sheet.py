"""The sheet of figures: every value a formula over the detail sheets, with the core's value stored beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from investtrack.findings import Finding
from investtrack.metrics.figure import Figure, Kind
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Rate
from investtrack.wording import figure_text, key_text
from investtrack_excel.export import phrases
from investtrack_excel.export.cell_text import Live
from investtrack_excel.export.formula_builders import FormulaBuilder, SeriesPart
from investtrack_excel.export.formulas import formulas_of
from investtrack_excel.export.grid import FIGURES, FIRST_ROW, Grid, InexpressibleError
from investtrack_excel.export.parts_sheet import MOST, PARTS
from investtrack_excel.export.sheets import (
    COUNT,
    LINK,
    MONEY,
    PART,
    PERCENT,
    SAID,
    TEXT,
    WRAP,
    Head,
    WorkbookWriter,
)


_HEADS = (
    Head("编号", width=30), Head("指标", WRAP, 34), Head("数值", MONEY, 15), Head("单位", width=8),
    Head("文字", SAID, 30), Head("缺数", COUNT), Head("说明", WRAP, 24), Head("口径", WRAP, 40),
    Head("看明细", LINK, 11), Head("看构成", LINK, 9),
)  # fmt: skip
_MERE = "此处是数值，不是公式："
_TITLE, _VALUE, _SAID, _DETAIL, _MADE_OF = "B", "C", "E", "I", "J"
_STYLES = {
    Kind.MONEY: (MONEY, "万元"),
    Kind.COUNT: (COUNT, "个"),
    Kind.RATE: (PERCENT, "％"),
    Kind.POINTS: (MONEY, "百分点"),
    Kind.DAYS: (COUNT, "天"),
}
_MERGED_NOTE = "数值由所属各地区的数汇总；各地区各是多少，见“指标构成”和“地区排名”表。"
_NOTE = "数值是公式：改了明细表里的金额，合计、比率随之重算；日期、状态改了须重新生成。绿底的列由系统判定或推算，含义见“口径与参数”表。"


@frozen(eq=False)
class FigureLine:
    """A row of the sheet: a figure, or one number of a part of a series.

    Attributes:
        figure: the figure.
        row: one-based row.
        key: key of the part; empty for the figure itself.
        label: what stands in the column 指标.
        value: the number; None for a figure that is no number or has none.
        order: which of the part's numbers it is.
        title: what that number is called, where a part has several.
    """

    figure: Figure
    row: int
    key: str = ""
    label: str = ""
    value: Any = None
    order: int = 0
    title: str = ""

    @property
    def cell(self) -> str:
        """The cell of its number."""
        return f"{_VALUE}{self.row}"

    @property
    def said(self) -> str:
        """The cell of its words."""
        return f"{_SAID}{self.row}"


def plan(grid: Grid) -> list[FigureLine]:
    """Give every figure and every part of one its row, and tell *grid*."""
    lines: list[FigureLine] = []
    for figure in grid.report.figures.values():
        is_number = not isinstance(figure.value, (Mapping, tuple))
        lines.append(
            FigureLine(figure, FIRST_ROW + len(lines), label=figure.title, value=figure.value)
            if is_number
            else FigureLine(figure, FIRST_ROW + len(lines), label=figure.title)
        )
        grid.cells[figure.id, ""] = f"${_VALUE}${lines[-1].row}"
        if isinstance(figure.value, Mapping):
            for key, item in figure.value.items():
                grid.cells[figure.id, key] = f"${_VALUE}${FIRST_ROW + len(lines)}"
                for order, (title, value) in enumerate(_numbers(figure, item)):
                    row, label = FIRST_ROW + len(lines), key_text(key)
                    label = f"{label}（{title}）" if title else label
                    lines.append(FigureLine(figure, row, key, label, value, order, title))
    return lines


def _numbers(figure: Figure, item: object) -> list[tuple[str, object]]:
    """Return the numbers of a part, each with what it is called where there are several."""
    if not isinstance(item, Mapping):
        return [("", item)]
    return [(figure.part_titles.get(name, ""), each) for name, each in item.items()]


def write(
    book: WorkbookWriter,
    grid: Grid,
    lines: Sequence[FigureLine],
    parts: Mapping[str, tuple[int, int]],
) -> object:
    """Write the sheet; *parts* tells of each figure the first row and the number of its contributions."""
    report = grid.report
    rows = list(_rows(grid, lines, parts))
    sheet = book.table(
        FIGURES,
        f"{report.title}主要指标",
        _HEADS,
        rows,
        unit="万元、个、％",
        note="".join(
            (
                *(f"※{said}。" for said in report.cautions),
                _MERGED_NOTE if report.rankings else _NOTE,
            )
        ),
    )
    for line in lines:
        if line.key:
            continue
        word = formulas_of(grid.report).get(line.figure.id)
        if word and (found := word.leads_to(grid, line.figure)):
            sheet.link(f"{_DETAIL}{line.row}", *found)
        if line.figure.id in parts:
            sheet.link(f"{_MADE_OF}{line.row}", PARTS, f"A{parts[line.figure.id][0]}")
    return sheet


def _rows(
    grid: Grid, lines: Sequence[FigureLine], parts: Mapping[str, tuple[int, int]]
) -> Iterator[list[object]]:
    display = grid.report.profile.display
    below: dict[str, list[FigureLine]] = {}
    for line in lines:
        if line.key:
            below.setdefault(line.figure.id, []).append(line)
    for line in lines:
        figure = line.figure
        cell, why = live_value(grid, line) if grid.details else _rolled_up(line, parts)
        if line.key:
            style, unit = _of_part(line.value)
            text = _words(grid, line, cell) if line.value is not None else None
            yield [None, (line.label, PART), (cell, style), unit, text, None, None, why, None, None]
            continue
        style, unit = _STYLES.get(figure.kind, (TEXT, ""))
        if figure.is_absent:
            text = ""
        elif isinstance(figure.value, Mapping):
            text = _strung(grid.report, figure, below.get(figure.id, []))
        elif isinstance(figure.value, tuple):
            text = figure_text(figure, display)
        else:
            text = _words(grid, line, cell)
        found = (
            formula.leads_to(grid, figure)
            if (formula := formulas_of(grid.report).get(figure.id))
            else None
        )
        errors = grid.report.errors_by_figure.get(figure.id, ())
        number = parts.get(figure.id, (0, 0))[1]
        yield [
            figure.id, (figure.title, "error") if errors else figure.title, (cell, style if line.value is not None else TEXT), unit, text,
            figure.missing or None, _explained(figure, errors),
            f"{figure.definition}（{why}）" if why else figure.definition,
            found[0] if found else None, f"{number}条" if number else None,
        ]  # fmt: skip


def _explained(figure: Figure, errors: Sequence[Finding]) -> str:
    """Return why there is no value, or what must be said of it; first the errors in what it is computed from."""
    first = f"※台账有{len(errors)}条错误未改，可能不准（{errors[0].place}）" if errors else ""
    return "；".join(filter(None, (first, figure.reason or figure.note)))


def _of_part(value: object) -> tuple[str, str]:
    """Return style and unit of a part's number."""
    if isinstance(value, Amount):
        return MONEY, "万元"
    if isinstance(value, Rate):
        return PERCENT, "％"
    return (COUNT, "个") if isinstance(value, int) else (TEXT, "")


def live_value(grid: Grid, line: FigureLine) -> tuple[object, str]:
    """Return the cell of a line's number, a formula where it can be one, and else why not."""
    if line.value is None:
        return None, ""
    word = formulas_of(grid.report).get(line.figure.id)
    if word is None:
        return line.value, f"{_MERE}不由明细表算出"
    if not grid.details:  # a rolled-up report: its records stay with the counties
        return line.value, f"{_MERE}明细在各县区"
    try:
        return Live(_formula(word, grid, line), line.value), ""
    except InexpressibleError as why:
        return line.value, f"{_MERE}{why}"


def _rolled_up(line: FigureLine, parts: Mapping[str, tuple[int, int]]) -> tuple[object, str]:
    """Return the cell of a number that was merged from regions: the sum of theirs, where it is one."""
    first, size = parts.get(line.figure.id, (0, 0))
    if line.value is None:
        return None, ""
    if line.key or not size or first + size > FIRST_ROW + MOST or not _is_sum(line.figure):
        return line.value, f"{_MERE}由各地区分别计算后汇总"
    return Live(f"SUM({PARTS}!$C${first}:$C${first + size - 1})", line.value), ""


def _is_sum(figure: Figure) -> bool:
    amounts: list[Any] = [item.amount for item in figure.contributions]
    if isinstance(figure.value, Amount):
        return Amount.total(amounts) == figure.value
    return bool(sum(amounts) == figure.value)


def _formula(word: FormulaBuilder, grid: Grid, line: FigureLine) -> str:
    label = f"{_TITLE}{line.row - line.order}"
    return word.write(grid, line.figure, SeriesPart(line.key, label))[line.order]


def _words(grid: Grid, line: FigureLine, cell: object) -> object:
    """Return the printed words of a line: a formula of its number, where that is one."""
    display = grid.report.profile.display
    printed: Any = line.figure.printed
    if printed is not None:
        said = printed[line.key] if isinstance(printed, Mapping) and line.key else printed
        return (phrases.text_of(said, line.figure, display), WRAP)
    text = phrases.text_of(line.value, line.figure, display)
    if type(cell) is not Live or not phrases.is_live(display):
        return (text, WRAP)
    return Live(phrases.formula_of(line.value, line.cell, line.figure, display), text)


def _strung(report: Report, figure: Figure, lines: Sequence[FigureLine]) -> object:
    """Return the words of a series: the words of its parts in a row."""
    text = figure_text(figure, report.profile.display)
    if not lines or figure.printed is not None or not phrases.is_live(report.profile.display):
        return (text, WRAP)
    if len(lines) > phrases.MOST_PARTS:
        return (phrases.parts_below(len({line.key for line in lines})), WRAP)
    by_key: dict[str, list[FigureLine]] = {}
    for line in lines:
        by_key.setdefault(line.key, []).append(line)
    return Live('&"、"&'.join(_part(own) for own in by_key.values()), text)


def _part(lines: Sequence[FigureLine]) -> str:
    """Return the words of one part of a series: its key and number, or its key and (count, amount)."""
    if len(lines) == 1:
        return f"{_TITLE}{lines[0].row}&{lines[0].said}"
    has_titles = (
        sum(bool(line.title) for line in lines) > 1
    )  # of one alone the number says what it is
    said = '&"，"&'.join(
        f'"{line.title}"&{line.said}' if has_titles and line.title else line.said
        for line in lines
        if line.value is not None
    )
    return f'{_TITLE}{lines[0].row}&"（"&{said}&"）"'
