"""The sheet of contributions: which records a figure was folded from, each leading to its row and its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from investtrack.metrics.figure import ContributionColumn, Figure, Kind, label_of
from investtrack.model.record import Record
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack_excel.export.body import taking_columns
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
    shown = _shown(report)
    grid.find(record for _, section, size in shown for record in section.records[:size])
    figures, places, columns = _columns(grid, shown)
    left = sum(_size(figure) for figure in listed(report)) - MOST
    rows = [figures, *columns]
    if left > 0:
        more = (None, f"……另有{left}条，用 investtrack explain 查看", None, None)
        rows = [[*column, last] for column, last in zip(rows, more, strict=True)]
    sheet = book.table(
        PARTS,
        f"{report.title}指标构成",
        _HEADS,
        taking_columns(rows),
        note="点编号回到指标。" if report.rankings else "点编号回到指标，点记录到明细表的那一行。",
    )
    first = FIRST_ROW
    for figure, same in groupby(figures):
        last = first + len(list(same)) - 1
        cells = f"A{first}" if first == last else f"A{first}:A{last}"
        sheet.link(cells, FIGURES, grid.figure(figure).replace("$", ""))
        first = last + 1
    names = {name: detail.sheet.name for name, detail in grid.details.items()}
    for number, place in enumerate(places, FIRST_ROW):
        if place is not None:
            sheet.link(f"B{number}", names[place[0]], f"A{place[1]}")


def _shown(report: Report) -> list[tuple[Figure, ContributionColumn, int]]:
    """Return the columns of contributions that are listed, each with its figure and how many of it are."""
    found, left = [], MOST
    for figure in listed(report):
        for section in figure.sections:
            size = min(len(section.records), left)
            if size:
                found.append((figure, section, size))
            left -= size
    return found


def _columns(
    grid: Grid, shown: Sequence[tuple[Figure, ContributionColumn, int]]
) -> tuple[list[str], list[tuple[str, int] | None], list[list[Any]]]:
    """Return of each contribution the figure and where the record stands; and the columns of labels, amounts, sources."""
    formulas = formulas_of(grid.report)
    label_of, source_of = _labels(), _sources()
    figures: list[str] = []
    places: list[tuple[str, int] | None] = []
    labels: list[str] = []
    cells: list[object] = []
    sources: list[str] = []
    for figure, section, size in shown:
        records = section.records[:size]
        word = formulas.get(section.figure)
        figures += [figure.id] * size
        here = list(map(grid.row_of, records))
        places += here
        labels += map(label_of, records)
        cells += _cells(grid, section, here, word.measure if word else "")
        sources += [Once(source_of(record, section.keys(record))) for record in records]
    return figures, places, [labels, cells, sources]


def _cells(
    grid: Grid, section: ContributionColumn, places: Sequence[tuple[str, int] | None], measure: str
) -> Iterator[object]:
    """Yield the amounts of a column: where the record's own cell is known, as a formula that leads there."""
    sign = "-" if section.is_subtracted else ""
    columns: dict[str, str] = {}
    for place, amount in zip(places, section.signed_amounts, strict=False):
        if not isinstance(amount, Amount):
            yield amount, COUNT
            continue
        column = ""
        if measure and place is not None:
            if place[0] not in columns:
                columns[place[0]] = grid.column(place[0], measure)
            column = columns[place[0]]
        yield Live(f"{sign}{column}{place[1]}", amount) if column and place else amount


def _labels() -> Callable[[Record], str]:
    """Return what gives the label of a record; a record counts in many figures, and is told once."""
    known: dict[int, str] = {}

    def label(record: Record) -> str:
        found = known.get(id(record))
        if found is None:
            found = known[id(record)] = label_of(record)
        return found

    return label


def _sources() -> Callable[[Any, Sequence[str]], str]:
    """Return what gives the cell of a record's first field; a record counts in many figures, and its cell is told once."""
    known: dict[tuple[int, str], str] = {}

    def source_of(record: Record, keys: Sequence[str]) -> str:
        if not keys:
            return ""
        place = (id(record), keys[0])
        if place not in known:
            origin = getattr(record, "origin", None)
            if origin is None or not origin.sheet.sheet:  # made in code
                known[place] = ""
            else:
                known[place] = str(origin.cell(keys[0]))
        return known[place]

    return source_of


def _size(figure: Figure) -> int:
    return sum(len(section.records) for section in figure.sections)
