"""References in formulas, moved as rows are repeated: single cells, ranges, whole rows, other sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from investtrack_ooxml.spreadsheet.row_mapping import Path, RowMapping


_PREFIX = re.compile(r"((?:'(?:[^']|'')*'|[^'!\[\]:]+)!)?(.+)", re.DOTALL)
_CELL = re.compile(r"(\$?[A-Z]{1,3})(\$?)(\d{1,7})", re.IGNORECASE)
_RANGE = re.compile(r"(\$?[A-Z]{1,3})(\$?)(\d{1,7}):(\$?[A-Z]{1,3})(\$?)(\d{1,7})", re.IGNORECASE)
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
_ADDS_UP = {"SUM(", "SUBTOTAL(", "COUNT(", "COUNTA(", "AVERAGE(", "MAX(", "MIN(", "PRODUCT("}
_MOST_RUNS = 200
_BY_TEXT = re.compile(r"\b(?:INDIRECT|OFFSET|ADDRESS)\(", re.IGNORECASE)


class TooManyAreasError(ValueError):
    """A sum would have to name more areas than a formula may, since rows between them do not count."""


All = Mapping[str, RowMapping]
"""Sheet name → its moves."""


@lru_cache(maxsize=4096)
def _tokens(formula: str) -> tuple[tuple[str, bool, str], ...]:
    """Return (text, whether it is a reference, the function it stands directly in) of *formula*."""
    from openpyxl.formula.tokenizer import Token, Tokenizer

    found: list[tuple[str, bool, str]] = []
    stack: list[str] = []
    for token in Tokenizer(formula).items:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            stack.append(token.value.upper())
        elif token.type == Token.PAREN and token.subtype == Token.OPEN:
            stack.append("(")
        elif token.subtype == Token.CLOSE and stack and token.type in {Token.FUNC, Token.PAREN}:
            stack.pop()
        is_reference = token.type == Token.OPERAND and token.subtype == Token.RANGE
        found.append((token.value, is_reference, stack[-1] if stack else ""))
    return tuple(found)


def moved_formula(
    formula: str, sheet: str, moves: All, path: Path = (), *, widen: bool = False
) -> str:
    """Return *formula*, without its equals sign, after the moves.

    Args:
        formula: as stored.
        sheet: the sheet it stands in.
        moves: of every sheet.
        path: which group or record its own row is for.
        widen: a single cell of a repeated row becomes all its copies, as a chart and a name want it.

    Raises:
        TooManyAreasError: a sum would have to leave out too many rows between its records.
    """
    if not any(item.moves_anything for item in moves.values()):
        return formula
    try:
        tokens = _tokens(f"={formula}")
    except Exception:  # noqa: BLE001 - the tokenizer has no error of its own for what it cannot read
        return formula
    return "".join(
        _moved(text, sheet, moves, path, "*" if widen else inside) if is_reference else text
        for text, is_reference, inside in tokens
    )


def names_cells_in_text(formula: str) -> bool:
    """Whether *formula* makes addresses of text or counts, which no move can follow."""
    return _BY_TEXT.search(formula) is not None


def _moved(  # noqa: PLR0911 - one return a way of writing
    text: str, sheet: str, moves: All, path: Path, inside: str
) -> str:
    found = _PREFIX.fullmatch(text)
    if found is None:
        return text
    prefix, body = found[1] or "", found[2]
    name = prefix.rstrip("!").strip("'").replace("''", "'") if prefix else sheet
    here = moves.get(name)
    if here is None or not here.moves_anything:
        return text
    own = path if name == sheet else ()
    if cell := _CELL.fullmatch(body):
        row = int(cell[3])
        if inside in _ADDS_UP and here.block(row) is not None:
            return _joined(
                prefix, (cell[1], cell[2], row, cell[1], cell[2], row), here, own, inside
            )
        if inside == "*" and here.block(row) is not None:
            top, bottom = here.span(row, row)
            if top != bottom:
                return f"{prefix}{cell[1]}{cell[2]}{top}:{cell[1]}{cell[2]}{bottom}"
        return f"{prefix}{cell[1]}{cell[2]}{here.first(row, own)}"
    if area := _RANGE.fullmatch(body):
        corners = (area[1], area[2], int(area[3]), area[4], area[5], int(area[6]))
        if inside in _ADDS_UP:
            return _joined(prefix, corners, here, own, inside)
        first, last = here.span(corners[2], corners[5], own)
        return f"{prefix}{area[1]}{area[2]}{first}:{area[4]}{area[5]}{last}"
    if rows := _ROWS.fullmatch(body):
        first, last = here.span(int(rows[2]), int(rows[4]), own)
        return f"{prefix}{rows[1]}{first}:{rows[3]}{last}"
    return text


def _joined(
    prefix: str,
    corners: tuple[str, str, int, str, str, int],
    moves: RowMapping,
    path: Path,
    inside: str,
) -> str:
    """Return a range within a sum: over the rows of records alone, so that no subtotal between is added twice."""
    left, pin, first, right, last_pin, last = corners
    block = moves.block(first)
    alone = block is not None and all(row in block.items for row in range(first, last + 1))
    runs = moves.runs(first, last, path) if alone else [moves.span(first, last, path)]
    if len(runs) > _MOST_RUNS:
        if inside != "SUBTOTAL(":  # it leaves out the subtotals between, as no other function does
            raise TooManyAreasError(
                f"公式里的 {left}{first}:{right}{last} 要跨{len(runs)}组，请改用 SUBTOTAL(9,…) 或 {{{{ 合计(…) }}}}"
            )
        runs = [(runs[0][0], runs[-1][1])]
    return ",".join(
        f"{prefix}{left}{pin}{top}"
        if top == bottom and left == right and first == last
        else f"{prefix}{left}{pin}{top}:{right}{last_pin}{bottom}"
        for top, bottom in runs
    )


def moved_areas(areas: str, moves: RowMapping, *, joined: bool = False) -> str:
    """Return a space-separated list of areas after the moves.

    Args:
        areas: such as ``A1 B2:C3``.
        moves: of the sheet.
        joined: one area for one, as where only one is allowed; else rows between copies are left out.
    """
    return " ".join(
        part for area in areas.split() for part in _moved_area(area, moves, joined=joined)
    )


def _moved_area(area: str, moves: RowMapping, *, joined: bool) -> list[str]:
    if cell := _CELL.fullmatch(area):
        left, pin, first, right, last_pin, last = (
            cell[1],
            cell[2],
            int(cell[3]),
            cell[1],
            cell[2],
            int(cell[3]),
        )
    elif found := _RANGE.fullmatch(area):
        left, pin, first, right, last_pin, last = (
            found[1],
            found[2],
            int(found[3]),
            found[4],
            found[5],
            int(found[6]),
        )
    elif rows := _ROWS.fullmatch(area):
        top, bottom = moves.span(int(rows[2]), int(rows[4]))
        return [f"{rows[1]}{top}:{rows[3]}{bottom}"]
    else:
        return [area]
    runs = [moves.span(first, last)] if joined else moves.runs(first, last)
    if len(runs) > _MOST_RUNS:
        runs = [moves.span(first, last)]
    return [
        f"{left}{pin}{top}"
        if (left, top) == (right, bottom)
        else f"{left}{pin}{top}:{right}{last_pin}{bottom}"
        for top, bottom in runs
    ]
