"""Formulas as trees, and what they come to, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from investtrack.values.rounding import RoundingPolicy, round_decimal
from investtrack_forms.cells import split_address


if TYPE_CHECKING:
    from investtrack_forms.reckoner import _Grid

_PREFIX = re.compile(
    r"((?:'(?:[^']|'')*'|[^'!\[\]:]+)!)?(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?",
    re.IGNORECASE,
)
_BINDS = {
    "=": 1,
    "<>": 1,
    "<": 1,
    ">": 1,
    "<=": 1,
    ">=": 1,
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
}
_MOST_POWER = 64


class UnknownError(Exception):
    """What a formula comes to is not known here."""


class CellError(Exception):
    """A formula comes to an error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@frozen
class Area:
    """Cells of one sheet, from corner to corner, one-based."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@frozen
class Node:
    """A part of a formula.

    Attributes:
        kind: ``number``, ``text``, ``flag``, ``error``, ``area``, ``call``, ``sign`` (one operand) or ``pair``.
        text: the text, the function, or the operator.
        parts: operands.
        number: the number.
        area: the cells.
    """

    kind: str
    text: str = ""
    parts: tuple[Node, ...] = ()
    number: Fraction = Fraction(0)
    area: Area | None = None


def parse(formula: str, sheet: str) -> Node | None:
    """Return the tree of *formula*, without its equals sign; None where it holds what is not known here."""
    from openpyxl.formula.tokenizer import Tokenizer

    try:
        tokens = [token for token in Tokenizer(f"={formula}").items if token.type != "WHITE-SPACE"]
        reader = _Reader(tokens, sheet)
        tree = reader.expression(0)
    except (UnknownError, IndexError):
        return None
    except Exception:  # noqa: BLE001 - the tokenizer has no error of its own for what it cannot read
        return None
    return tree if not reader.tokens else None


class _Reader:
    """Reads tokens by the strength of their operators."""

    def __init__(self, tokens: list[Any], sheet: str) -> None:
        self.tokens = tokens
        self.sheet = sheet

    def expression(self, least: int) -> Node:
        left = self.operand()
        while self.tokens:
            token = self.tokens[0]
            if token.type == "OPERATOR-POSTFIX":
                self.tokens.pop(0)
                left = Node("sign", "%", (left,))
                continue
            binds = _BINDS.get(token.value, 0) if token.type == "OPERATOR-INFIX" else 0
            if not binds or binds <= least:
                if token.type == "OPERATOR-INFIX" and not binds:
                    raise UnknownError
                break
            self.tokens.pop(0)
            left = Node("pair", token.value, (left, self.expression(binds)))
        return left

    def operand(self) -> Node:
        token = self.tokens.pop(0)
        if token.type == "OPERATOR-PREFIX":
            return Node(
                "sign", token.value, (self.expression(5),)
            )  # a sign binds closer than a power
        if token.type == "PAREN" and token.subtype == "OPEN":
            inside = self.expression(0)
            self.tokens.pop(0)
            return inside
        if token.type == "FUNC" and token.subtype == "OPEN":
            return self._call(token.value)
        if token.type != "OPERAND":
            raise UnknownError
        return self._literal(token)

    def _call(self, opening: str) -> Node:
        parts: list[Node] = []
        while not (self.tokens[0].type == "FUNC" and self.tokens[0].subtype == "CLOSE"):
            if self.tokens[0].type == "SEP":
                self.tokens.pop(0)
                continue
            parts.append(self.expression(0))
        self.tokens.pop(0)
        return Node("call", opening.rstrip("(").upper(), tuple(parts))

    def _literal(self, token: Any) -> Node:
        if token.subtype == "NUMBER":
            return Node("number", number=Fraction(token.value))
        if token.subtype == "TEXT":
            return Node("text", token.value[1:-1].replace('""', '"'))
        if token.subtype == "LOGICAL":
            return Node("flag", token.value.upper())
        if token.subtype == "ERROR":
            return Node("error", token.value)
        found = _PREFIX.fullmatch(token.value)
        if found is None:
            raise UnknownError
        name = (found[1] or "").rstrip("!").strip("'").replace("''", "'") or self.sheet
        first, last = split_address(found[2]), split_address(found[3] or found[2])
        if first is None or last is None:
            raise UnknownError
        return Node("area", area=Area(name, first[0], first[1], last[0], last[1]))


def evaluate(node: Node, grid: _Grid) -> Any:  # noqa: PLR0911 - one return a kind of node
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


def _number(value: Any) -> Fraction:
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


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value.denominator == 1:
        return str(value.numerator)
    raise UnknownError  # how a number is printed is the program's affair


def _pair(sign: str, left: Any, right: Any) -> Any:
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


def _rank(value: Any) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _compared(sign: str, left: Any, right: Any) -> bool:
    if left is None:
        left = {1: "", 2: False}.get(_rank(right), Fraction(0))
    if right is None:
        right = {1: "", 2: False}.get(_rank(left), Fraction(0))
    one, other = (_rank(left), left), (_rank(right), right)
    if one[0] == other[0] == 1:
        one, other = (1, left.casefold()), (1, right.casefold())
    if one[0] != other[0]:
        one, other = (one[0], 0), (other[0], 0)
    return {"=": one == other, "<>": one != other, "<": one < other, ">": one > other,
            "<=": one <= other, ">=": one >= other}[sign]  # fmt: skip


def _values(parts: Sequence[Node], grid: _Grid, *, subtotals: bool = True) -> Iterator[Any]:
    """Yield the values of arguments, cell by cell; (value, whether it was given as it is)."""
    for part in parts:
        if part.kind == "area" and part.area is not None:
            for place in grid.area(part.area):
                if subtotals or not grid.is_subtotal(place):
                    yield grid.value(place), False
        else:
            yield evaluate(part, grid), True


def _numbers(parts: Sequence[Node], grid: _Grid, *, subtotals: bool = True) -> list[Fraction]:
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
_SUBTOTALS = {1: "AVERAGE", 2: "COUNT", 4: "MAX", 5: "MIN", 9: "SUM"}


def _fold(name: str) -> Callable[[Sequence[Node], _Grid], Fraction]:
    return lambda parts, grid: _FOLDS[name](_numbers(parts, grid))


def _subtotal(parts: Sequence[Node], grid: _Grid) -> Fraction:
    number = int(_number(evaluate(parts[0], grid))) % 100
    if number == 3:  # noqa: PLR2004 - COUNTA
        return Fraction(
            sum(value is not None for value, _ in _values(parts[1:], grid, subtotals=False))
        )
    if number not in _SUBTOTALS:
        raise UnknownError
    return _FOLDS[_SUBTOTALS[number]](_numbers(parts[1:], grid, subtotals=False))


def _counta(parts: Sequence[Node], grid: _Grid) -> Fraction:
    return Fraction(sum(value is not None for value, _ in _values(parts, grid)))


def _truth(value: Any) -> bool:
    if isinstance(value, str):
        raise CellError("#VALUE!")
    return bool(value)


def _if(parts: Sequence[Node], grid: _Grid) -> Any:
    chosen = 1 if _truth(evaluate(parts[0], grid)) else 2
    return evaluate(parts[chosen], grid) if chosen < len(parts) else False


def _iferror(parts: Sequence[Node], grid: _Grid) -> Any:
    try:
        return evaluate(parts[0], grid)
    except CellError:
        return evaluate(parts[1], grid)


def _rounded(policy: RoundingPolicy | None) -> Callable[[Sequence[Node], _Grid], Fraction]:
    def function(parts: Sequence[Node], grid: _Grid) -> Fraction:
        number = _number(evaluate(parts[0], grid))
        places = int(_number(evaluate(parts[1], grid))) if len(parts) > 1 else 0
        size = Fraction(round_decimal(abs(number), places, policy or RoundingPolicy.HALF_UP))
        return size if number >= 0 else -size

    return function


def _flags(parts: Sequence[Node], grid: _Grid) -> list[bool]:
    return [
        _truth(value)
        for value, _ in _values(parts, grid)
        if value is not None and not isinstance(value, str)
    ]


def _plain_number(value: Any) -> Fraction:
    """Return what N gives: text counts as nothing."""
    return Fraction(0) if isinstance(value, str) else _number(value)


def _is_blank(parts: Sequence[Node], grid: _Grid) -> bool:
    return evaluate(parts[0], grid) is None


_FUNCTIONS: dict[str, Callable[[Sequence[Node], _Grid], Any]] = {
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
