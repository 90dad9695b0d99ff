"""Columns of a table that follow from others: rates, growth, shares, differences, ranks.

Which columns a rate is of, a header says in many ways; so the table itself is asked: a rule that
nearly all rows obey is the column's rule, and the rows that do not are impossible. A rule that the
header names outright needs no majority.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from attrs import frozen

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import GROWTH, MINUS, RATIO, ArithmeticRule, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.tables.grid import ColumnKind, GridColumn, TextGrid
from investtrack_audit.text.labels import canonical


Found = tuple[tuple[int, int], list[Claim]]

_MOST_COLUMNS = 12
_SAMPLE = 12
_LEAST_ROWS = 3
_DIFFERS = re.compile(r"剩余|余额|差额|差距|增减|缺口|超额|净增|增量|结余|未")
_ADDS = re.compile(r"合计|总计|小计|总数")
_GROWS = re.compile(r"增长|增速|增幅|同比|±|涨幅")


@frozen
class _Candidate:
    """A rule for a column: from which columns, and whether the header names them."""

    relation: Relation
    rule: ArithmeticRule
    columns: tuple[int, ...]
    is_named: bool = False
    weight: int = 0


def read_columns(grid: TextGrid) -> Iterator[Found]:
    """Yield the numbers of every column that follows from others."""
    amounts = grid.of_kind(ColumnKind.AMOUNT)[:_MOST_COLUMNS]
    for column in grid.of_kind(ColumnKind.RATE)[:_MOST_COLUMNS]:
        candidates = [*_rates(column, amounts)]
        yield from _apply(grid, column, candidates)
    for column in amounts:
        others = [other for other in amounts if other is not column]
        if _DIFFERS.search(column.header):
            differences = [
                _Candidate(Relation.DIFFERENCE, MINUS, (one.index, two.index))
                for one, two in permutations(others, 2)
            ]
            yield from _apply(grid, column, differences)
        elif _ADDS.search(column.header) and len(others) > 1:
            yield from _apply(grid, column, list(_across(column, others)))


def _rates(column: GridColumn, amounts: Sequence[GridColumn]) -> Iterator[_Candidate]:
    header = set(canonical(column.header))
    plans = [
        other
        for other in amounts
        if _PLANNED.search(other.header) and not _DONE.search(other.header)
    ]
    done = [other for other in amounts if _DONE.search(other.header)]
    for part, whole in permutations(amounts, 2):
        if _GROWS.search(column.header) and "占" not in column.header:
            yield _Candidate(Relation.GROWTH, GROWTH, (part.index, whole.index))
            continue
        named, weight = _names(column, part, whole, header)
        if not named and _RATE_OF_PLAN.search(column.header):
            named = plans == [whole] and done == [part]  # 完成率, and only one plan to be rated by
        aimed = re.search(r"目标|计划|任务", column.header)
        relation = Relation.SHARE if "占" in column.header and not aimed else Relation.RATE
        yield _Candidate(relation, RATIO, (part.index, whole.index), named, weight)


_PLANNED = re.compile(r"计划|目标|任务")
_DONE = re.compile(r"完成(?!率|比例|进度)")
_RATE_OF_PLAN = re.compile(r"完成率|完成比例|完成进度|完成%|完成情况\(%\)")
_UNIT = re.compile(r"\([^()]*\)")


def _names(
    column: GridColumn, part: GridColumn, whole: GridColumn, header: set[str]
) -> tuple[bool, int]:
    """Return whether the header names both columns, and how much of the whole's name it says."""
    of = set(canonical(_UNIT.sub("", whole.header))) - set("投资额金")
    done = canonical(_UNIT.sub("", part.header))
    says_done = "完成" in done and re.search(r"完成|进度", column.header) is not None
    says_paid = "到位" in done and "到位" in column.header
    named = (says_done or says_paid) and len(of) > 1 and of <= header and "完成" not in whole.header
    return named, len(of & header)


def _across(column: GridColumn, others: Sequence[GridColumn]) -> Iterator[_Candidate]:
    same = [other for other in others if other.unit == column.unit]
    right = [other for other in same if other.index > column.index]
    left = [other for other in same if other.index < column.index]
    for chosen in (same, right, left):
        if len(chosen) > 1:
            yield _Candidate(
                Relation.SUM, plus(len(chosen)), tuple(other.index for other in chosen)
            )


def _apply(grid: TextGrid, column: GridColumn, candidates: Sequence[_Candidate]) -> Iterator[Found]:
    rows = [row for row in grid.rows if (row, column.index) in grid.numbers]
    best = _best(grid, column, candidates, rows)
    if best is None:
        return
    for row in rows:
        claim = _claim(grid, column, best, row)
        if claim is None:
            continue
        claims = [claim]
        if claim.relation is Relation.GROWTH and _IS_RATE.search(grid.labels[row]):
            # 客房开房率 48.64, 49.00, 0.4: the points it rose by stand among what the others grew by
            stated, operands = claim.stated, claim.operands
            claims.append(
                Claim(Relation.DIFFERENCE, stated, MINUS, operands, is_firm=False, is_guess=True)
            )
        yield (row, column.index), claims


_IS_RATE = re.compile(r"率(?:\([^()]*\))?$|比重|占比|比例")


def _best(
    grid: TextGrid, column: GridColumn, candidates: Sequence[_Candidate], rows: Sequence[int]
) -> _Candidate | None:
    """Return the rule that the header names, else the one that nearly all rows obey; or None."""
    best: tuple[int, int, int] = (0, 0, 0)
    chosen = None
    named = [candidate for candidate in candidates if candidate.is_named]
    heaviest = max((candidate.weight for candidate in named), default=0)
    for candidate in candidates:
        claims = [_claim(grid, column, candidate, row) for row in rows[:_SAMPLE]]
        made = [claim for claim in claims if claim is not None]
        by_name = candidate.is_named and candidate.weight == heaviest
        if not by_name:  # only agreement that is no accident counts
            made = [claim for claim in made if _says_much(claim)]
        holds = sum(_holds(claim) for claim in made)
        enough = holds >= _LEAST_ROWS and holds * 4 >= len(made) * 3
        if not made or not (enough or (by_name and holds * 2 >= len(made) - 1)):
            continue
        score = (int(by_name), holds, candidate.weight)
        if score > best or chosen is None:
            best, chosen = score, candidate
    return chosen


def _says_much(claim: Claim) -> bool:
    """Whether so little is allowed that agreement is hardly an accident."""
    value = claim.rule.apply([operand.value for operand in claim.operands])
    allowed = claim.rule.interval(claim.operands)
    if value is None or allowed is None or allowed.low is None or allowed.high is None:
        return False
    return allowed.high - allowed.low <= 4 * claim.stated.step + abs(value) / 5


def _claim(grid: TextGrid, column: GridColumn, candidate: _Candidate, row: int) -> Claim | None:
    stated = grid.numbers[row, column.index]
    operands = [grid.numbers.get((row, index)) for index in candidate.columns]
    known = tuple(operand for operand in operands if operand is not None)
    if len(known) < len(operands):
        return None
    if candidate.rule.signs:
        if any(not operand.is_like(stated) for operand in known):
            return None
    elif not known[0].is_like(known[1]) or stated.kind not in {Kind.PERCENT, Kind.BARE}:
        return None
    return Claim(candidate.relation, stated, candidate.rule, known)


def _holds(claim: Claim) -> bool:
    if claim.stated.value == 0 and all(operand.value == 0 for operand in claim.operands):
        return False  # says nothing
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)


def read_shares_of_total(grid: TextGrid) -> Iterator[Found]:
    """Yield 占比: each row's part of the total row, where nearly all rows obey it."""
    total = next(
        (
            row
            for row in grid.rows
            if re.fullmatch(r"(?:合计|总计|全[县市州省])", grid.labels[row].replace(" ", ""))
        ),
        None,
    )
    if total is None:
        return
    for column in grid.of_kind(ColumnKind.RATE)[:_MOST_COLUMNS]:
        if not re.search(r"占比|比重|占", column.header):
            continue
        for amount in grid.of_kind(ColumnKind.AMOUNT)[:_MOST_COLUMNS]:
            whole = grid.numbers.get((total, amount.index))
            rows = [
                row
                for row in grid.rows
                if row != total
                and (row, column.index) in grid.numbers
                and (row, amount.index) in grid.numbers
            ]
            if whole is None or len(rows) < _LEAST_ROWS:
                continue
            claims = {
                row: Claim(
                    Relation.SHARE,
                    grid.numbers[row, column.index],
                    RATIO,
                    (grid.numbers[row, amount.index], whole),
                )
                for row in rows
            }
            holds = sum(_holds(claim) for claim in claims.values())
            if holds >= _LEAST_ROWS and holds * 4 >= len(claims) * 3:
                for row, claim in claims.items():
                    yield (row, column.index), [claim]
                break


def read_ranks(grid: TextGrid) -> Iterator[tuple[tuple[int, int], Quantity, int, Quantity]]:
    """Yield each rank with what it is by the column before it: cell, stated, right, value.

    Only where nearly all ranks agree; equal values may share a rank or follow each other.
    """
    for column in grid.of_kind(ColumnKind.RANK):
        before = [
            other
            for other in grid.columns
            if other.index < column.index and other.kind in {ColumnKind.RATE, ColumnKind.AMOUNT}
        ]
        for other in reversed(before):
            rows = [
                row
                for row in grid.rows
                if (row, column.index) in grid.numbers and (row, other.index) in grid.numbers
            ]
            if len(rows) < _LEAST_ROWS:
                continue
            values = [grid.numbers[row, other.index].value for row in rows]
            stated = [grid.numbers[row, column.index] for row in rows]
            ordered = sorted(values, reverse=True)
            first = {value: at for at, value in reversed(list(enumerate(ordered, 1)))}
            last = {value: at for at, value in enumerate(ordered, 1)}
            right = [
                first[value] <= rank.value <= last[value]
                for value, rank in zip(values, stated, strict=True)
            ]
            if sum(right) * 4 < len(rows) * 3 or len({rank.value for rank in stated}) < SEVERAL:
                continue
            for row, value, rank, fits in zip(rows, values, stated, right, strict=True):
                place = int(rank.value) if fits else first[value]
                yield (row, column.index), rank, place, grid.numbers[row, other.index]
            break
