"""Groups of rows in statistical tables: 其中, 分产业, classes that follow their total, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from investtrack.values import Quantity, QuantityKind
from investtrack.values.quantity import number_text
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import RATIO, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.tables.grid import ColumnKind, GridColumn, TextGrid
from investtrack_audit.text.classification import (
    are_one_classification,
    classifications_of,
    is_partition,
    may_be_partition,
)


_WHOLE = 100
"""Per cent of a whole."""


Found = tuple[tuple[int, int], list[Claim]]

_AMONG = re.compile(r"^(?:其中|#|\(?其中\)?)[::]?")
_GROUP = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、)?(?:分|按)[^,;:。]{1,10}$|^[^,;:。]{1,8}分[:：]?$"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_TOTAL = re.compile(r"合计|总计|小计|共计")
_STRUCTURE = re.compile(r"构成|^结构|比重|占比|比例|^占|份额")
_MOST_ROWS = 60


@frozen
class _Group:
    """Rows that are classes of one classification, the rows that may be their total, and whether a number heads them."""

    rows: tuple[int, ...]
    wholes: tuple[int, ...]
    names: tuple[str, ...]
    is_numbered: bool = False


def read_groups(grid: TextGrid) -> Iterator[Found]:
    """Yield that the rows of a group make the row they are of, in every column of amounts and of shares."""
    names = {row: _name(grid.labels[row]) for row in grid.rows}
    for group in _groups(grid, names):
        for column in (*grid.of_kind(ColumnKind.AMOUNT), *_structures(grid)):
            claims = list(_sums(grid, column, group))
            if claims:
                row, claim = next((own for own in claims if _holds(own[1])), claims[0])
                yield (row, column.index), [claim]


def _holds(claim: Claim) -> bool:
    allowed = claim.rule.interval(claim.operands)
    return allowed is not None and allowed.meets(claim.stated.interval)


def _name(label: str) -> str:
    return _AMONG.sub("", re.sub(r"\s+", "", label))


def _groups(grid: TextGrid, names: dict[int, str]) -> Iterator[_Group]:
    rows = [row for row in grid.rows if names[row]]
    labels = {row: re.sub(r"\s+", "", grid.labels[row]) for row in rows}
    numbered = [
        row for row in rows if any((row, column.index) in grid.numbers for column in grid.columns)
    ]
    first_row = numbered[0] if numbered else None
    previous: tuple[int, ...] = ()
    for at, row in enumerate(rows):
        opens = _AMONG.match(labels[row]) is not None
        follows_group = at > 0 and _GROUP.match(labels[rows[at - 1]]) is not None
        follows_total = at > 0 and rows[at - 1] == first_row
        if not (opens or follows_group or follows_total) or row not in numbered:
            continue
        members = _members(rows[at:], names, labels)
        if len(members) < SEVERAL:
            continue
        before = [other for other in reversed(rows[:at]) if other in numbered]
        wholes = [] if follows_group else before[:1]
        wholes += [*previous, *([first_row] if first_row is not None else [])]
        kinds = classifications_of(names[row])
        chosen = tuple(
            dict.fromkeys(
                whole
                for whole in wholes
                if whole < row and (opens or not classifications_of(names[whole]) & kinds)
            )
        )
        if chosen:
            previous = chosen[-1:]
            # 三、按企业规模分 may sort something else than the first row
            headed = follows_group and _NUMBERED.match(labels[rows[at - 1]]) is not None
            listed = tuple(names[member] for member in members)
            yield _Group(tuple(members), chosen, listed, headed)


def _members(rows: Sequence[int], names: dict[int, str], labels: dict[int, str]) -> list[int]:
    """Return the rows that go on with the class of the first one; rows of groups inside are passed over."""
    kinds = classifications_of(names[rows[0]])
    members = [rows[0]]
    for row in rows[1:_MOST_ROWS]:
        own = classifications_of(names[row])
        if _TOTAL.search(names[row]) or (_GROUP.match(labels[row]) and not own & kinds):
            break
        if _NUMBERED.match(names[row]) and not _NUMBERED.match(names[rows[0]]):
            break  # 三、…限额 after 其中：一般债务限额 opens another group
        if _AMONG.match(labels[row]) and own & kinds:
            break
        if own & kinds and names[row] not in {names[member] for member in members}:
            kinds &= own
            members.append(row)
        elif own and not kinds & {"三次产业"}:
            break
    return members


def _sums(grid: TextGrid, column: GridColumn, group: _Group) -> Iterator[tuple[int, Claim]]:
    parts = [grid.numbers.get((row, column.index)) for row in group.rows]
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts) or not are_one_classification(group.names):
        return
    complete = is_partition(group.names) and not group.is_numbered
    likely = complete or (may_be_partition(group.names) and not group.is_numbered)
    wholes = [(row, grid.numbers.get((row, column.index))) for row in group.wholes]
    stated = [(row, whole) for row, whole in wholes if whole is not None]
    for number, (row, printed) in enumerate(stated):
        whole = printed
        if printed.kind is QuantityKind.PERCENT and printed.number == "100":  # exactly
            places = max(part.places for part in known)
            whole = evolve(printed, number=f"100.{'0' * places}" if places else "100")
        if all(part.is_like(whole) for part in known):
            yield (
                row,
                Claim(
                    Relation.SUM,
                    whole,
                    plus(len(known)),
                    known,
                    is_firm=complete and len(stated) == 1,
                    is_likely=likely and not number,
                    is_list=not complete,
                ),
            )


def _structures(grid: TextGrid) -> list[GridColumn]:
    """Return the columns of shares of one whole."""
    return [
        column
        for column in grid.of_kind(ColumnKind.RATE)
        if _STRUCTURE.search(column.header)
        and not re.search(r"完成|计划|目标|同比|增", column.header)
    ]


def _of_all_rows(
    grid: TextGrid, column: GridColumn, amount: GridColumn, rows: Sequence[int]
) -> Iterator[Found]:
    """Yield the shares of a table without a row for its total, where all or all but one are of what all rows make.

    One that is off by a unit of its last place was fitted so that all make 100: nothing is said of it.
    """
    shares = [grid.numbers[row, column.index] for row in rows]
    amounts = [grid.numbers[row, amount.index] for row in rows]
    if len(rows) < _LEAST_ROWS:
        return
    if not all(one.is_like(amounts[0]) and one.size == amounts[0].size for one in amounts):
        return
    places = max(one.places for one in amounts)
    total = sum((one.value for one in amounts), Fraction(0)) / amounts[0].size
    whole = evolve(amounts[0], number=number_text(total, places), start=0, end=0)
    claims = [
        Claim(Relation.SHARE, share, RATIO, (own, whole), is_firm=False)
        for share, own in zip(shares, amounts, strict=True)
    ]
    if sum(map(_holds, claims)) < len(claims) - 1:
        return
    for row, claim in zip(rows, claims, strict=True):
        right = claim.stated.value * whole.value / _WHOLE
        is_fitted = abs(right - claim.operands[0].value) <= claim.stated.step * whole.value / _WHOLE
        yield (row, column.index), [evolve(claim, is_likely=not is_fitted, is_guess=is_fitted)]


_LEAST_ROWS = 4


def _above(row: int, wholes: Sequence[int]) -> int | None:
    """Return the last of *wholes* before *row*: 一、法人单位 100.0, …, 二、产业活动单位 100.0, …."""
    return max((whole for whole in wholes if whole < row), default=None)


def read_proven(grid: TextGrid) -> Iterator[Found]:
    """Yield that the rows whose shares make the 100 of the row above them make its amounts, whatever they are called."""
    for column in _structures(grid):
        rows = [row for row in grid.rows if (row, column.index) in grid.numbers]
        for at, whole in enumerate(rows):
            if grid.numbers[whole, column.index].value != _WHOLE:
                continue
            members = _to_hundred(grid, column, rows[at + 1 : at + 1 + _MOST_ROWS])
            for other in (*grid.of_kind(ColumnKind.AMOUNT), column) if members else ():
                claim = _made_of(grid, other, whole, members)
                if claim is not None:
                    yield (whole, other.index), [claim]


def _to_hundred(grid: TextGrid, column: GridColumn, rows: Sequence[int]) -> list[int]:
    """Return the first of *rows*, two or more, whose shares come nearest to 100, where that is within their rounding."""
    total, step = Fraction(0), Fraction(0)
    best, nearest = 0, Fraction(_WHOLE)
    for count, row in enumerate(rows, 1):
        share = grid.numbers[row, column.index]
        total, step = total + share.value, step + share.step
        apart = abs(total - _WHOLE)
        if share.value == _WHOLE or total > _WHOLE + step:
            break
        if count > 1 and apart * 2 <= step and apart <= nearest:
            best, nearest = count, apart
    return list(rows[:best])


def _made_of(
    grid: TextGrid, column: GridColumn, whole: int, members: Sequence[int]
) -> Claim | None:
    parts = [grid.numbers.get((row, column.index)) for row in members]
    known = tuple(part for part in parts if part is not None)
    stated = grid.numbers.get((whole, column.index))
    if stated is None or len(known) < len(parts) or not all(map(stated.is_like, known)):
        return None
    if stated.kind is QuantityKind.PERCENT:  # 100 exactly
        places = max(part.places for part in known)
        stated = evolve(stated, number=f"100.{'0' * places}" if places else "100")
    return Claim(Relation.SUM, stated, plus(len(known)), known, is_firm=False, is_likely=True)


def read_following(grid: TextGrid) -> Iterator[Found]:
    """Yield that the rows right below a row make it, whatever they are called; only where they do to the last place."""
    for column in grid.of_kind(ColumnKind.AMOUNT):
        rows = [row for row in grid.rows if (row, column.index) in grid.numbers]
        first = rows[0] if rows else 0
        starts = [(at + 1, whole) for at, whole in enumerate(rows)]
        # 其中: after the three industries lists the same by trades
        starts += [
            (at, first)
            for at, row in enumerate(rows)
            if at > 1 and _AMONG.match(re.sub(r"\s+", "", grid.labels[row]))
        ]
        for at, whole in starts:
            stated = grid.numbers[whole, column.index]
            parts: list[Quantity] = []
            total, limit = Fraction(0), stated.value + stated.step
            digits = len(stated.number.replace(".", "").strip("0"))
            if digits <= _FEW or _are_peers(grid, rows[at : at + 1], whole):
                continue
            for row in rows[at : at + _MOST_BELOW]:
                part = grid.numbers[row, column.index]
                total += part.value
                if not part.is_like(stated) or total > limit:
                    break
                parts.append(part)
                exact = total == stated.value and digits > _LONG
                many = len(parts) > SEVERAL and abs(total - stated.value) <= stated.step
                if many or (exact and len(parts) > 1):
                    rule, own = plus(len(parts)), tuple(parts)
                    claim = Claim(Relation.SUM, stated, rule, own, is_firm=False, is_guess=True)
                    yield (whole, column.index), [claim]
                    break


_MOST_BELOW, _FEW, _LONG = 24, 3, 5


def _are_peers(grid: TextGrid, rows: Sequence[int], whole: int) -> bool:
    """Whether the first of *rows* is of the class of *whole*: one town is no total of others."""
    own = classifications_of(_name(grid.labels[whole]))
    return any(own & classifications_of(_name(grid.labels[row])) for row in rows)


_TIME = re.compile(r"(?:19|20)\d\d|[本上去今前]年|[本上]月|\d{1,2}月|累计")

_FORMER = re.compile("[上去]年(?!.*(?:提高|下降|变化|增))")


def _amount_of(column: GridColumn, left: Sequence[GridColumn]) -> GridColumn | None:
    """Return the amounts that a column of shares is of: those of its own year, else the nearest; none where that is of another."""
    times = set(_TIME.findall(column.header))
    own = [other for other in left if times and set(_TIME.findall(other.header)) == times]
    if own:
        return own[-1]
    of_another = times and (_FORMER.search(column.header) or _TIME.search(left[-1].header))
    return None if of_another else left[-1]


def read_structure_columns(grid: TextGrid) -> Iterator[Found]:
    """Yield 构成（％）: each row's amount over that of the row which is 100, or the first row."""
    amounts = grid.of_kind(ColumnKind.AMOUNT)
    for column in _structures(grid):
        left = [other for other in amounts if other.index < column.index]
        if not left:
            continue
        amount = _amount_of(column, left)
        if amount is None:
            continue
        rows = [
            row
            for row in grid.rows
            if (row, column.index) in grid.numbers and (row, amount.index) in grid.numbers
        ]
        wholes = [row for row in rows if grid.numbers[row, column.index].value == _WHOLE]
        whole = wholes[0] if wholes else None
        if whole is None:
            first = next((row for row in grid.rows if (row, amount.index) in grid.numbers), None)
            whole = first if first is not None and first not in rows else None
        if whole is None:
            yield from _of_all_rows(grid, column, amount, rows)
            continue
        is_own = amount is not left[-1]
        firm = is_own or len(left) == 1 or amount.index == column.index - 1
        claims = {
            row: Claim(
                Relation.SHARE,
                grid.numbers[row, column.index],
                RATIO,
                (
                    grid.numbers[row, amount.index],
                    grid.numbers[_above(row, wholes) or whole, amount.index],
                ),
                firm,
            )
            for row in rows
            if row != whole and row not in wholes
        }
        likely = sum(map(_holds, claims.values())) * 2 >= len(claims)
        for row, claim in claims.items():
            yield (row, column.index), [evolve(claim, is_likely=likely)]
