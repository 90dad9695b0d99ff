"""Formulas as trees: what is read of their text, and nothing run."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack_ooxml.spreadsheet.addresses import split_address


if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

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
class FormulaNode:
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
    parts: tuple[FormulaNode, ...] = ()
    number: Fraction = Fraction(0)
    area: Area | None = None


def parse(formula: str, sheet: str) -> FormulaNode | None:
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

    def __init__(self, tokens: list[Token], sheet: str) -> None:
        self.tokens = tokens
        self.sheet = sheet

    def expression(self, least: int) -> FormulaNode:
        left = self.operand()
        while self.tokens:
            token = self.tokens[0]
            if token.type == "OPERATOR-POSTFIX":
                self.tokens.pop(0)
                left = FormulaNode("sign", "%", (left,))
                continue
            binds = _BINDS.get(token.value, 0) if token.type == "OPERATOR-INFIX" else 0
            if not binds or binds <= least:
                if token.type == "OPERATOR-INFIX" and not binds:
                    raise UnknownError
                break
            self.tokens.pop(0)
            left = FormulaNode("pair", token.value, (left, self.expression(binds)))
        return left

    def operand(self) -> FormulaNode:
        token = self.tokens.pop(0)
        if token.type == "OPERATOR-PREFIX":
            return FormulaNode(
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

    def _call(self, opening: str) -> FormulaNode:
        parts: list[FormulaNode] = []
        while not (self.tokens[0].type == "FUNC" and self.tokens[0].subtype == "CLOSE"):
            if self.tokens[0].type == "SEP":
                self.tokens.pop(0)
                continue
            parts.append(self.expression(0))
        self.tokens.pop(0)
        return FormulaNode("call", opening.rstrip("(").upper(), tuple(parts))

    def _literal(self, token: Token) -> FormulaNode:
        if token.subtype == "NUMBER":
            return FormulaNode("number", number=Fraction(token.value))
        if token.subtype == "TEXT":
            return FormulaNode("text", token.value[1:-1].replace('""', '"'))
        if token.subtype == "LOGICAL":
            return FormulaNode("flag", token.value.upper())
        if token.subtype == "ERROR":
            return FormulaNode("error", token.value)
        found = _PREFIX.fullmatch(token.value)
        if found is None:
            raise UnknownError
        name = (found[1] or "").rstrip("!").strip("'").replace("''", "'") or self.sheet
        first, last = split_address(found[2]), split_address(found[3] or found[2])
        if first is None or last is None:
            raise UnknownError
        return FormulaNode("area", area=Area(name, first[0], first[1], last[0], last[1]))
