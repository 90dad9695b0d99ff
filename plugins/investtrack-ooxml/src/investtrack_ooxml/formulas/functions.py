"""What formulas come to, exactly, in fractions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Protocol

from investtrack.values.rounding import RoundingPolicy, round_decimal
from investtrack_ooxml.formulas.trees import Area, CellError, FormulaNode, UnknownError


Value = Fraction | str | bool | None
Place = tuple[str, int, int]
"""Sheet, row and column."""
_MOST_POWER = 64


class Cells(Protocol):
    """The cells that a formula may ask for."""

    def value(self, place: Place) -> Value:
        """Return what is at *place*."""

    def area(self, area: Area) -> Iterator[Place]:
        """Yield the cells of *area* that exist."""

    def is_subtotal(self, place: Place) -> bool:
        """Whether the cell is a subtotal, which other subtotals leave out."""


def evaluate(node: FormulaNode, grid: Cells) -> Value:  # noqa: PLR0911 - one return a kind of node
    """Return what *node* comes to: a fraction, text, flag, or None for a blank cell.

    Raises:
        CellError: an error, such as a division by zero.
        UnknownError: it cannot be worked out here.
    """
    if node.kind == "number":
        return node.number
    if node.kind == "text":
        return node.text
    if node.kind == "flag":
        return node.text == "TRUE"
    if node.kind == "error":
        raise CellError(node.text)
    if node.kind == "area":
        area = node.area
        if area is None or (area.top, area.left) != (area.bottom, area.right):
            raise UnknownError
        return grid.value((area.sheet, area.top, area.left))
    if node.kind == "sign":
        value = _number(evaluate(node.parts[0], grid))
        return {"-": -value, "+": value, "%": value / 100}[node.text]
    if node.kind == "pair":
        return _pair(node.text, evaluate(node.parts[0], grid), evaluate(node.parts[1], grid))
    function = _FUNCTIONS.get(node.text)
    if function is None:
        raise UnknownError
    return function(node.parts, grid)


def _number(value: Value) -> Fraction:
    if value is None:
        return Fraction(0)
    if isinstance(value, bool):
        return Fraction(int(value))
    if isinstance(value, Fraction):
        return value
    try:
        return Fraction(value.strip().replace(",", ""))
    except ValueError:
        raise CellError("#VALUE!") from None


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value.denominator == 1:
        return str(value.numerator)
    raise UnknownError  # how a number is printed is the program's affair


def _pair(sign: str, left: Value, right: Value) -> Value:
    if sign == "&":
        return _text(left) + _text(right)
    if sign in {"=", "<>", "<", ">", "<=", ">="}:
        return _compared(sign, left, right)
    above, below = _number(left), _number(right)
    if sign == "/":
        if not below:
            raise CellError("#DIV/0!")
        return above / below
    if sign == "^":
        if below.denominator != 1 or abs(below) > _MOST_POWER or (not above and below <= 0):
            raise UnknownError
        return above ** int(below)
    return {"+": above + below, "-": above - below, "*": above * below}[sign]


def _rank(value: Value) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _compared(sign: str, left: Value, right: Value) -> bool:
    one, other = (
        _rank(left if left is not None else right),
        _rank(right if right is not None else left),
    )
    order = (one > other) - (one < other) if one != other else _order(left, right, one)
    return {
        "=": order == 0,
        "<>": order != 0,
        "<": order < 0,
        ">": order > 0,
        "<=": order <= 0,
        ">=": order >= 0,
    }[sign]


def _order(left: Value, right: Value, rank: int) -> int:
    """Return how two values of one kind compare; a blank is the empty one of that kind."""
    if rank == 1:
        one, other = _text(left).casefold(), _text(right).casefold()
        return (one > other) - (one < other)
    above, below = _number(left), _number(right)
    return (above > below) - (above < below)


def _values(
    parts: Sequence[FormulaNode], grid: Cells, *, subtotals: bool = True
) -> Iterator[tuple[Value, bool]]:
    """Yield the values of arguments, cell by cell, each with whether it was given as it is."""
    for part in parts:
        if part.kind == "area" and part.area is not None:
            for place in grid.area(part.area):
                if subtotals or not grid.is_subtotal(place):
                    yield grid.value(place), False
        else:
            yield evaluate(part, grid), True


def _numbers(
    parts: Sequence[FormulaNode], grid: Cells, *, subtotals: bool = True
) -> list[Fraction]:
    """Return the numbers of arguments; text and blanks in cells count as nothing, as in Excel."""
    found = []
    for value, given in _values(parts, grid, subtotals=subtotals):
        if given and value is not None:
            found.append(_number(value))
        elif isinstance(value, Fraction):
            found.append(value)
    return found


def _mean(numbers: list[Fraction]) -> Fraction:
    if not numbers:
        raise CellError("#DIV/0!")
    return sum(numbers, Fraction(0)) / len(numbers)


_FOLDS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "SUM": lambda numbers: sum(numbers, Fraction(0)),
    "AVERAGE": _mean,
    "MAX": lambda numbers: max(numbers, default=Fraction(0)),
    "MIN": lambda numbers: min(numbers, default=Fraction(0)),
    "COUNT": lambda numbers: Fraction(len(numbers)),
}
_COUNTA = 3
_SUBTOTALS = {1: "AVERAGE", 2: "COUNT", 4: "MAX", 5: "MIN", 9: "SUM"}


def _fold(name: str) -> Callable[[Sequence[FormulaNode], Cells], Fraction]:
    return lambda parts, grid: _FOLDS[name](_numbers(parts, grid))


def _subtotal(parts: Sequence[FormulaNode], grid: Cells) -> Fraction:
    number = int(_number(evaluate(parts[0], grid))) % 100
    if number == _COUNTA:
        return Fraction(
            sum(value is not None for value, _ in _values(parts[1:], grid, subtotals=False))
        )
    if number not in _SUBTOTALS:
        raise UnknownError
    return _FOLDS[_SUBTOTALS[number]](_numbers(parts[1:], grid, subtotals=False))


def _counta(parts: Sequence[FormulaNode], grid: Cells) -> Fraction:
    return Fraction(sum(value is not None for value, _ in _values(parts, grid)))


def _truth(value: Value) -> bool:
    if isinstance(value, str):
        raise CellError("#VALUE!")
    return bool(value)


def _if(parts: Sequence[FormulaNode], grid: Cells) -> Value:
    chosen = 1 if _truth(evaluate(parts[0], grid)) else 2
    return evaluate(parts[chosen], grid) if chosen < len(parts) else False


def _iferror(parts: Sequence[FormulaNode], grid: Cells) -> Value:
    try:
        return evaluate(parts[0], grid)
    except CellError:
        return evaluate(parts[1], grid)


def _rounded(policy: RoundingPolicy | None) -> Callable[[Sequence[FormulaNode], Cells], Fraction]:
    def function(parts: Sequence[FormulaNode], grid: Cells) -> Fraction:
        number = _number(evaluate(parts[0], grid))
        places = int(_number(evaluate(parts[1], grid))) if len(parts) > 1 else 0
        size = Fraction(round_decimal(abs(number), places, policy or RoundingPolicy.HALF_UP))
        return size if number >= 0 else -size

    return function


def _flags(parts: Sequence[FormulaNode], grid: Cells) -> list[bool]:
    return [
        _truth(value)
        for value, _ in _values(parts, grid)
        if value is not None and not isinstance(value, str)
    ]


def _plain_number(value: Value) -> Fraction:
    """Return what N gives: text counts as nothing."""
    return Fraction(0) if isinstance(value, str) else _number(value)


def _is_blank(parts: Sequence[FormulaNode], grid: Cells) -> bool:
    return evaluate(parts[0], grid) is None


_FUNCTIONS: dict[str, Callable[[Sequence[FormulaNode], Cells], Value]] = {
    **{name: _fold(name) for name in _FOLDS},
    "SUBTOTAL": _subtotal,
    "COUNTA": _counta,
    "IF": _if,
    "IFERROR": _iferror,
    "ROUND": _rounded(None),
    "ROUNDUP": _rounded(RoundingPolicy.CEILING),
    "ROUNDDOWN": _rounded(RoundingPolicy.FLOOR),
    "ABS": lambda parts, grid: abs(_number(evaluate(parts[0], grid))),
    "INT": lambda parts, grid: Fraction(_number(evaluate(parts[0], grid)).__floor__()),
    "AND": lambda parts, grid: all(_flags(parts, grid)),
    "OR": lambda parts, grid: any(_flags(parts, grid)),
    "NOT": lambda parts, grid: not _truth(evaluate(parts[0], grid)),
    "ISBLANK": _is_blank,
    "N": lambda parts, grid: _plain_number(evaluate(parts[0], grid)),
    "ISNUMBER": lambda parts, grid: isinstance(evaluate(parts[0], grid), Fraction),
}
