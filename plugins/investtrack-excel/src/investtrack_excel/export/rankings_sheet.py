"""The sheet of rankings: every region below, what it has of each ranked figure, and its place by it."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.model.source import column_letters
from investtrack.report import Ranking, Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Rate
from investtrack_excel.export.cell_text import Live
from investtrack_excel.export.grid import FIRST_ROW
from investtrack_excel.export.sheets import COUNT, MONEY, PERCENT, Head, WorkbookWriter


SHEET = "地区排名"


def write(book: WorkbookWriter, report: Report) -> None:
    """Write the sheet where the report ranks regions; places are formulas over the column beside them."""
    rankings = [one for one in report.rankings if any(place for place, _, _ in one.rows)]
    if not rankings:
        return
    heads = [Head("地区", width=16)]
    for one in rankings:
        heads += [
            Head(one.title, _style(one), 15),
            Head("名次", COUNT, 7, is_reckoned=True),
        ]
    if any(one.apart for one in rankings):
        heads.append(Head("不参加排名的原因", width=48))
    book.table(
        SHEET,
        f"{report.title}{SHEET}",
        heads,
        _rows(rankings),
        unit="万元、个、％",
        note="数值大的在前，数值相同的并列；没有数的、月份或口径与多数不同的不排名。",
    )


def _style(ranking: Ranking) -> str:
    value = next(value for _, _, value in ranking.rows if value is not None)
    if isinstance(value, Amount):
        return MONEY
    return PERCENT if isinstance(value, Rate) else COUNT


def _rows(rankings: list[Ranking]) -> Iterator[list[object]]:
    """Yield a row a region, in the order of the first ranking."""
    found = [{region: (place, value) for place, region, value in one.rows} for one in rankings]
    last = FIRST_ROW + len(rankings[0].rows) - 1
    for row, (_, region, _) in enumerate(rankings[0].rows, FIRST_ROW):
        cells: list[object] = [region]
        for number, places in enumerate(found):
            place, value = places[region]
            letters = column_letters(1 + 2 * number)
            cell, column = f"{letters}{row}", f"{letters}${FIRST_ROW}:{letters}${last}"
            cells += [value, Live(f'IF({cell}="","",RANK({cell},{column}))', place)]
        if any(one.apart for one in rankings):
            why = (f"{one.title}：{one.apart[region]}" for one in rankings if region in one.apart)
            cells.append("；".join(why))
        yield cells
