"""上年末余额, 发行额, 还本额, 年末余额: the rows of a table of debt, and how each year's end follows from the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from investtrack.values import Quantity
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import ArithmeticRule, add, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.tables.grid import ColumnKind, TextGrid


Found = tuple[tuple[int, int], list[Claim]]

_YEAR = r"((?:19|20)\d\d)年"
_ROWS = {
    name: re.compile(_YEAR + pattern)
    for name, pattern in (
        ("balance", "末.{0,12}债务余额(?!限额)"),
        ("limit", "末?.{0,12}债务(?:余额)?限额"),
        ("issued", ".{0,12}(?:债务|债券)(?:发行|举借)"),
        ("repaid", ".{0,12}(?:债务|债券)(?:还本|偿还)"),
        ("added", ".{0,12}(?:新增.{0,8}限额|债务新增限额)"),
    )
}


def read_debt(grid: TextGrid) -> Iterator[Found]:
    """Yield that a year's debt is that of the year before and what was issued, less what was repaid; and its limit likewise.

    What was written off is printed nowhere: where one slip does not explain what is missing, nothing is said.
    """
    years = {name: _years(grid, pattern) for name, pattern in _ROWS.items()}
    if not years["balance"] and not years["limit"]:
        return
    for column in grid.of_kind(ColumnKind.AMOUNT):
        of = {name: _numbers(grid, column.index, rows) for name, rows in years.items()}
        for year, (row, balance) in of["balance"].items():
            if year - 1 in of["balance"] and year in of["issued"] and year in of["repaid"]:
                debt = (of["balance"][year - 1][1], of["issued"][year][1], of["repaid"][year][1])
                yield (row, column.index), [_claim(balance, debt, add(1, 1, -1))]
        for year, (row, limit) in of["limit"].items():
            if year - 1 in of["limit"] and year in of["added"]:
                limits = (of["limit"][year - 1][1], of["added"][year][1])
                yield (row, column.index), [_claim(limit, limits, plus(2))]


def _years(grid: TextGrid, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return the year and the row of each label that *pattern* names; none of what is added to a limit."""
    found = []
    for row in grid.rows:
        label = grid.labels[row].replace(" ", "")
        match = pattern.search(label)
        if match is not None and (pattern is not _ROWS["limit"] or "新增" not in label):
            found.append((int(match[1]), row))
    return found


def _numbers(
    grid: TextGrid, column: int, rows: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, Quantity]]:
    """Return row and number of each year that has one in *column*."""
    found: dict[int, list[tuple[int, Quantity]]] = {}
    for year, row in rows:
        number = grid.numbers.get((row, column))
        if number is not None:
            found.setdefault(year, []).append((row, number))
    return {year: own[0] for year, own in found.items() if len(own) == 1}


def _claim(whole: Quantity, parts: tuple[Quantity, ...], rule: ArithmeticRule) -> Claim:
    return Claim(Relation.SUM, whole, rule, parts, is_firm=False, is_list=True)
