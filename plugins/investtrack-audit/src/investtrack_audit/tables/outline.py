"""Numbered rows of statistical tables: 一、 and its 1、 2、, or a heading 一、按…分 and the classes of the first row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.tables.grid import ColumnKind, GridColumn, TextGrid


Found = tuple[tuple[int, int], list[Claim]]

_LEVELS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[、.](?!\d)"),
    re.compile(r"\(\d{1,2}\)"),
)
_AMONG = re.compile(r"其中|#|[—-]")
_PARTS_LEFT_OUT = re.compile(r"其中|主要|重点|部分")


@frozen
class _Node:
    """A numbered row, or the first row of the table, and the rows numbered one level below it."""

    row: int
    parts: tuple[int, ...]


def read_outline(grid: TextGrid) -> Iterator[Found]:
    """Yield that the rows numbered below a row make it; likely in the columns beside one where they do."""
    for node in _nodes(grid):
        columns = [
            (column, claim)
            for column in grid.of_kind(ColumnKind.AMOUNT)
            if (claim := _sum(grid, column, node)) is not None
        ]
        agreeing = [column.index for column, claim in columns if _holds(claim)]
        for column, claim in columns:
            beside = len(agreeing) > (column.index in agreeing)
            yield (node.row, column.index), [evolve(claim, is_likely=beside)]


def _nodes(grid: TextGrid) -> Iterator[_Node]:
    levels = {row: _level(grid.labels[row]) for row in grid.rows}
    numbered = [row for row in grid.rows if _is_numbered(grid, row)]
    if not numbered:
        return
    for at, row in enumerate(grid.rows):
        own = levels[row]
        if own is None or _PARTS_LEFT_OUT.search(grid.labels[row]):
            continue
        below: list[int] = []
        for other in grid.rows[at + 1 :]:
            level = levels[other]
            if level is not None and level <= own:
                break
            if level is not None and (not below or level == levels[below[0]]):
                below.append(other)
        if len(below) < SEVERAL:
            continue
        if row in numbered:
            yield _Node(row, tuple(below))
        elif levels[numbered[0]] is None and numbered[0] < row:  # 一、按销售所在地
            yield _Node(numbered[0], tuple(below))


def _is_numbered(grid: TextGrid, row: int) -> bool:
    return any((row, column.index) in grid.numbers for column in grid.columns)


def _level(label: str) -> int | None:
    """Return how deep a row's number stands; None where it has none, or is one of what 其中 lists."""
    text = re.sub(r"\s+", "", label)
    if _AMONG.match(text):
        return None
    return next((at for at, pattern in enumerate(_LEVELS) if pattern.match(text)), None)


def _sum(grid: TextGrid, column: GridColumn, node: _Node) -> Claim | None:
    whole = grid.numbers.get((node.row, column.index))
    parts = [grid.numbers.get((row, column.index)) for row in node.parts]
    known = tuple(part for part in parts if part is not None)
    if whole is None or len(known) < len(parts) or not all(part.is_like(whole) for part in known):
        return None
    return Claim(Relation.SUM, whole, plus(len(known)), known, is_firm=False, is_list=True)


def _holds(claim: Claim) -> bool:
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)
