"""The sheet of contributions: which records a figure was folded from, each leading to its row and its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from investtrack.metrics.figure import Figure, Kind, cells_of, label_of
from investtrack.model.record import Record
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack_excel.export.cell_text import Live, Once
from investtrack_excel.export.formulas import formulas_of
from investtrack_excel.export.grid import FIGURES, FIRST_ROW, Grid
from investtrack_excel.export.sheets import COUNT, MONEY, Head, WorkbookWriter


MOST = 5_000
"""Most contributions that are listed; ``investtrack explain`` lists all."""
PARTS = "指标构成"
_HEADS = (
    Head("指标编号", width=30), Head("记录", width=44), Head("数额", MONEY), Head("来源单元格", width=60),
)  # fmt: skip


def listed(report: Report) -> list[Figure]:
    """Return the figures whose contributions are listed: amounts and counts."""
    return [
        figure
        for figure in report.figures.values()
        if figure.kind in {Kind.MONEY, Kind.COUNT} and not figure.is_absent
    ]


def places(report: Report) -> dict[str, tuple[int, int]]:
    """Return figure → the first row of its contributions, and how many it has; those not shown are left out."""
    found: dict[str, tuple[int, int]] = {}
    row = FIRST_ROW
    for figure in listed(report):
        size = _size(figure)
        if size and row < FIRST_ROW + MOST:
            found[figure.id] = (row, size)
        row += size
    return found


def write(book: WorkbookWriter, grid: Grid) -> None:
    """Write the sheet: amounts are formulas that point to the record's own cell."""
    report = grid.report
    sections = (section for figure in listed(report) for section in figure.sections)
    grid.find(islice((record for section in sections for record in section.records), MOST))
    rows = list(islice(_parts(grid), MOST))
    cells = [row for row, _ in rows]
    left = sum(_size(figure) for figure in listed(report)) - MOST
    if left > 0:
        cells.append([None, f"……另有{left}条，用 investtrack explain 查看", None, None])
    sheet = book.table(
        PARTS,
        f"{report.title}指标构成",
        _HEADS,
        cells,
        note="点编号回到指标。" if report.rankings else "点编号回到指标，点记录到明细表的那一行。",
    )
    names = {name: detail.sheet.name for name, detail in grid.details.items()}
    listed_here = dict.fromkeys(row[0] for row, _ in rows)
    figures = {figure: grid.figure(figure).replace("$", "") for figure in listed_here}
    for number, (row, place) in enumerate(rows, FIRST_ROW):
        sheet.link(f"A{number}", FIGURES, figures[row[0]])
        if place is not None:
            sheet.link(f"B{number}", names[place[0]], f"A{place[1]}")


def _parts(grid: Grid) -> Iterator[tuple[list[Any], tuple[str, int] | None]]:
    """Yield each contribution as a row, and where its record stands."""
    formulas = formulas_of(grid.report)
    source_of = _sources()
    for figure in listed(grid.report):
        for section in figure.sections:
            word = formulas.get(section.figure)
            measure = word.measure if word else ""
            columns: dict[str, str] = {}
            for record, amount in zip(section.records, section.amounts, strict=True):
                place = grid.row_of(record)
                cell: object = (amount, COUNT)
                if isinstance(amount, Amount):
                    cell = amount
                    if measure and place is not None:
                        if place[0] not in columns:
                            columns[place[0]] = grid.column(place[0], measure)
                        if columns[place[0]]:
                            cell = Live(f"{columns[place[0]]}{place[1]}", amount)
                source = Once(source_of(record, section.keys(record)))
                row = [figure.id, label_of(record), cell, source]
                yield (_negated(row) if section.is_subtracted else row), place


def _sources() -> Callable[[Any, Sequence[str]], str]:
    """Return what gives the cell of a record's first field; a record counts in many figures, and its cell is told once."""
    known: dict[tuple[int, str], str] = {}

    def source_of(record: Record, keys: Sequence[str]) -> str:
        if not keys:
            return ""
        place = (id(record), keys[0])
        if place not in known:
            known[place] = next(map(str, cells_of(record, keys[:1])), "")
        return known[place]

    return source_of


def _negated(row: list[Any]) -> list[object]:
    """Return a row whose amount is taken away."""
    figure_id, label, cell, source = row
    if type(cell) is Live:
        return [figure_id, label, Live(f"-{cell.formula}", -cell.value), source]
    if type(cell) is tuple:
        return [figure_id, label, (-cell[0], cell[1]), source]
    return [figure_id, label, -cell, source]


def _size(figure: Figure) -> int:
    return sum(len(section.records) for section in figure.sections)
