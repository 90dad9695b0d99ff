"""A table as columns with headers, units and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from investtrack.plugin import Table
from investtrack_audit.numbers import normalised
from investtrack_audit.quantity import Kind, Quantity


class ColumnKind(StrEnum):
    """What a column's numbers are."""

    AMOUNT = "amount"
    """May be added down the rows."""
    RATE = "rate"
    RANK = "rank"
    OTHER = "other"
    """Numbers that mean something on their own only: ordinals, dates, prices, averages."""


@frozen
class Column:
    """One column of a grid."""

    index: int
    header: str
    kind: ColumnKind
    unit: str


@frozen
class Grid:
    """A table read: what its columns are, and its rows of numbers.

    Attributes:
        table: the table it was read from.
        columns: the columns.
        rows: the rows below the header that are not empty, by their index in the table.
        numbers: the numbers by row index and column index.
        labels: the words that name each row.
    """

    table: Table
    columns: tuple[Column, ...]
    rows: tuple[int, ...]
    numbers: dict[tuple[int, int], Quantity]
    labels: dict[int, str]

    def of_kind(self, kind: ColumnKind) -> tuple[Column, ...]:
        """Return the columns of that kind."""
        return tuple(column for column in self.columns if column.kind is kind)


_CELL = re.compile(
    r"(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,15}(?:\.\d{1,12})?)(个百分点|百分点|%|万亿元|亿元|万元|元|亿|万|个|项|家|户|宗|倍|人)?"
)
_UNIT = re.compile(r"(万亿元|亿元|万元|万美元|亿美元|美元|元|%|百分点|个|项|家|户|宗|人|倍)")
_SIZES = {
    "万亿元": 10**12,
    "亿元": 10**8,
    "亿": 10**8,
    "万元": 10**4,
    "万": 10**4,
    "万美元": 10**4,
    "亿美元": 10**8,
}
_RATE = re.compile(r"%|率|比例|比重|占比|增长|增速|增幅|涨幅|同比|环比|±")
_RANK = re.compile(r"排名|排位|位次|名次|排序")
_OTHER = re.compile(
    r"序号|编号|代码|时间|日期|年限|工期|电话|单价|平均|均价|人均|年份|月份|期限|面积\(|天数"
)
_MOST_HEADER_ROWS = 4
_LABEL_COLUMNS = 3


def read_grid(table: Table, caption: str = "") -> Grid | None:
    """Return *table* as a grid, or None where it has no header or no numbers.

    Args:
        table: the table.
        caption: the paragraph before it, which may name the unit.
    """
    cells = [[normalised(cell).replace("\n", "").strip() for cell in row] for row in table.rows]
    width = max((len(row) for row in cells), default=0)
    first = next((at for at, row in enumerate(cells) if _is_data(row)), None)
    if first is None or width < 2:  # noqa: PLR2004
        return None
    titles = [row for row in cells[:first] if sum(map(bool, row)) <= 1]
    heads = [row for row in cells[:first] if sum(map(bool, row)) > 1][-_MOST_HEADER_ROWS:]
    if not heads:
        return None
    said = " ".join((normalised(caption), *(cell for row in titles for cell in row)))
    shared = re.search(r"单位: ?\(?([^\s,;、)]+)", said)
    shared_unit = _UNIT.search(shared.group(1)) if shared else None
    headers = _headers(heads, width)
    columns = tuple(
        _column(index, header, shared_unit.group(1) if shared_unit else "")
        for index, header in enumerate(headers)
    )
    numbers: dict[tuple[int, int], Quantity] = {}
    labels: dict[int, str] = {}
    rows = []
    for at in range(first, len(cells)):
        row = cells[at]
        for column in columns[: len(row)]:
            found = _number(row[column.index], column)
            if found is not None and column.index:
                numbers[at, column.index] = found
        labels[at] = " ".join(
            cell for cell in row[:_LABEL_COLUMNS] if cell and not _CELL.fullmatch(cell)
        )
        if any(row):
            rows.append(at)
    return Grid(table, columns, tuple(rows), numbers, labels)


def _is_data(row: Sequence[str]) -> bool:
    return any(_CELL.fullmatch(cell.replace(" ", "")) for cell in row[1:])


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


def _column(index: int, header: str, shared: str) -> Column:
    own = re.search(r"\(([^()]*)\)[^()]*$", header)
    unit = _UNIT.search(own.group(1)) if own else None
    name = unit.group(1) if unit else "%" if "%" in header else ""
    if _RANK.search(header):
        kind = ColumnKind.RANK
    elif _OTHER.search(header):
        kind = ColumnKind.OTHER
    elif _RATE.search(header) and name not in {"亿元", "万元", "元"}:
        kind = ColumnKind.RATE
    else:
        kind = ColumnKind.AMOUNT
    if not name and kind is ColumnKind.AMOUNT:
        name = "个" if re.search(r"个数|项目数|数量|户数|家数", header) else shared
    return Column(index, header, kind, name)


def _number(text: str, column: Column) -> Quantity | None:
    match = _CELL.fullmatch(text.replace(" ", ""))
    if match is None:
        return None
    unit = match.group(2) or column.unit
    number = match.group(1).replace(",", "")
    if unit == "%" or (column.kind is ColumnKind.RATE and not unit):
        return Quantity(Kind.PERCENT, number, "％")
    if unit.endswith("元") or unit in {"亿", "万"}:
        currency = "美元" if unit.endswith("美元") else "元"
        return Quantity(Kind.MONEY, number, unit, Fraction(_SIZES.get(unit, 1)), currency=currency)
    kinds = {"个百分点": Kind.POINTS, "百分点": Kind.POINTS, "倍": Kind.TIMES, "": Kind.BARE}
    return Quantity(kinds.get(unit, Kind.COUNT), number, unit)
