"""A table as columns with headers, units and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from attrs import evolve, frozen

from investtrack.plugin import TextTable
from investtrack.values import Hedge, Quantity, QuantityUnit, half_width, read_quantity, unit_named
from investtrack.values import QuantityKind as Kind


class ColumnKind(StrEnum):
    """What a column's numbers are."""

    AMOUNT = "amount"
    """May be added down the rows."""
    RATE = "rate"
    RANK = "rank"
    OTHER = "other"
    """Numbers that mean something on their own only: ordinals, dates, prices, averages."""


@frozen
class GridColumn:
    """One column of a grid."""

    index: int
    header: str
    kind: ColumnKind
    unit: QuantityUnit | None


@frozen
class TextGrid:
    """A table read: what its columns are, and its rows of numbers.

    Attributes:
        table: the table it was read from.
        columns: the columns.
        rows: the rows below the header that are not empty, by their index in the table.
        numbers: the numbers by row index and column index.
        labels: the words that name each row.
    """

    table: TextTable
    columns: tuple[GridColumn, ...]
    rows: tuple[int, ...]
    numbers: dict[tuple[int, int], Quantity]
    labels: dict[int, str]

    def of_kind(self, kind: ColumnKind) -> tuple[GridColumn, ...]:
        """Return the columns of that kind."""
        return tuple(column for column in self.columns if column.kind is kind)


_RATE = re.compile(r"%|率|比例|比重|占比|增长|增速|增幅|涨幅|同比|环比|±")
_RANK = re.compile(r"排名|排位|位次|名次|排序")
_OTHER = re.compile(
    r"序号|编号|代码|时间|日期|年限|工期|电话|单价|平均|均价|人均|年份|月份|期限|面积\(|天数"
    r"|百分点|价格|指数|系数|得分|单产|亩产|密度|强度|月均|年均|户均|每[万千百]"
)
_UNITS = re.compile(r"(?:计[算量])?单位")
_MOST_HEADER_ROWS = 4
_LABEL_COLUMNS = 3


def read_grid(table: TextTable, caption: str = "") -> TextGrid | None:
    """Return *table* as a grid, or None where it has no header or no numbers.

    Args:
        table: the table.
        caption: the paragraph before it, which may name the unit.
    """
    cells = [[half_width(cell).replace("\n", "").strip() for cell in row] for row in table.rows]
    width = max((len(row) for row in cells), default=0)
    first = next((at for at, row in enumerate(cells) if _is_data(row)), None)
    if first is None or width <= 1:
        return None
    titles = [row for row in cells[:first] if sum(map(bool, row)) <= 1]
    heads = [row for row in cells[:first] if sum(map(bool, row)) > 1][-_MOST_HEADER_ROWS:]
    if not heads:
        return None
    said = " ".join((half_width(caption), *(cell for row in titles for cell in row)))
    shared = re.search(r"单位: ?\(?([^\s,;、)]+)", said)
    shared_unit = unit_named(shared.group(1)) if shared else None
    headers = _headers(heads, width)
    columns = tuple(_column(index, header, shared_unit) for index, header in enumerate(headers))
    measured = next((at for at, header in enumerate(headers) if _UNITS.fullmatch(header)), None)
    numbers: dict[tuple[int, int], Quantity] = {}
    labels: dict[int, str] = {}
    rows = []
    for at in range(first, len(cells)):
        row = cells[at]
        of_row = unit_named(row[measured]) if measured is not None and row[measured:] else None
        for column in columns[: len(row)]:
            own = column.kind is ColumnKind.AMOUNT and of_row is not None
            found = _number(row[column.index], evolve(column, unit=of_row) if own else column)
            if found is not None and column.index:
                numbers[at, column.index] = found
        labels[at] = " ".join(
            cell
            for at_cell, cell in enumerate(row[:_LABEL_COLUMNS])
            if cell and not _is_number(cell) and at_cell != measured
        )
        if any(row):
            rows.append(at)
    return TextGrid(table, columns, tuple(rows), numbers, labels)


def _is_data(row: Sequence[str]) -> bool:
    return any(map(_is_number, row[1:])) and not _are_years(row[1:])


_YEAR = re.compile(r"(?:19|20)\d\d")


def _are_years(cells: Sequence[str]) -> bool:
    """Whether two cells or more are years that follow each other, and no other is a number: 项目, 2018, 2019."""
    years = [int(cell) for cell in cells if _YEAR.fullmatch(cell)]
    others = any(_is_number(cell) and not _YEAR.fullmatch(cell) for cell in cells)
    steps = {later - year for year, later in pairwise(years)}
    return not others and len(steps) == 1 and steps <= {1, -1}


_DIGITS = re.compile(r"[+-]?[\d,]{1,20}(?:\.\d{1,12})?(?![\d.])")


def _is_number(text: str) -> bool:
    return _read(text) is not None


def _read(text: str) -> Quantity | None:
    """Return the number that a cell is, in ASCII digits and without a hedge; None where it is none."""
    if not _DIGITS.match(text.replace(" ", "")):
        return None
    found = read_quantity(text)
    return None if found is None or found.high or found.hedge is not Hedge.NONE else found


def _headers(heads: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return one header a column: the rows of the header joined, what spans columns repeated."""
    joined = [""] * width
    for number, row in enumerate(heads):
        # A row short of columns lacks the ones its first cell spans.
        short = width - len(row)
        full = [row[0], *[""] * short, *row[1:]] if short > 0 else list(row)
        carried = ""
        for index, cell in enumerate(full):
            carried = cell or carried
            joined[index] += cell if number == len(heads) - 1 else carried
    return [text.replace(" ", "") for text in joined]


def _column(index: int, header: str, shared: QuantityUnit | None) -> GridColumn:
    own = re.search(r"\(([^()]*)\)[^()]*$", header)
    unit = unit_named(own.group(1)) if own else None
    if (unit is None or not unit.text) and "%" in header:
        unit = unit_named("％")
    is_money = unit is not None and unit.kind is Kind.MONEY
    if _RANK.search(header):
        kind = ColumnKind.RANK
    elif _OTHER.search(header):
        kind = ColumnKind.OTHER
    elif _RATE.search(header) and not is_money:
        kind = ColumnKind.RATE
    else:
        kind = ColumnKind.AMOUNT
    if (unit is None or not unit.text) and kind is ColumnKind.AMOUNT:
        counts = re.search(r"个数|项目数|数量|户数|家数", header)
        unit = unit_named("个") if counts else shared
    return GridColumn(index, header, kind, unit)


_MONEY_SCALES = {"万": "万元", "亿": "亿元"}


def _number(text: str, column: GridColumn) -> Quantity | None:
    found = _read(text)
    if found is None:
        return None
    unit = unit_named(_MONEY_SCALES.get(found.unit, found.unit)) if found.unit else column.unit
    if unit is None and column.kind is ColumnKind.RATE:
        unit = unit_named("％")
    return (
        Quantity(Kind.BARE, found.number, "") if unit is None else Quantity.of(found.number, unit)
    )
