"""Puts every comment's box beside its cell: openpyxl leaves all of them in the sheet's corner."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SHAPE = re.compile(
    rb"(width:(\d+)px;\s*height:(\d+)px;(?:(?!</\w+:shape>).)*?)"
    rb"(<(\w+):AutoFill>.*?<\w+:Row>(\d+)</\w+:Row><\w+:Column>(\d+)</\w+:Column>)",
    re.DOTALL,
)
_GAP = 12  # pixels between the cell and its comment
_DEFAULT_WIDTH, _DEFAULT_HEIGHT = 8.43, 15.0  # characters, points
_MOST_COLUMNS = 1000  # whose widths are looked up
_MOST = 400  # columns or rows a box may reach over


def anchored(vml: bytes, sheet: Worksheet) -> bytes:
    """Return the drawing *vml* of *sheet*'s comments with an anchor in each box, its size unchanged."""
    widths, heights = _widths(sheet), _heights(sheet)

    def place(shape: re.Match[bytes]) -> bytes:
        width, height, row, column = (int(shape[i]) for i in (2, 3, 6, 7))
        left, right = _span(widths, column + 1, _GAP, width)
        top, bottom = _span(heights, max(row - 1, 0), 4, height)
        anchor = ", ".join(map(str, (*left, *top, *right, *bottom))).encode()
        prefix = shape[5]
        return b"%b<%b:Anchor>%b</%b:Anchor>%b" % (shape[1], prefix, anchor, prefix, shape[4])

    return _SHAPE.sub(place, vml)


def _span(
    sizes: Callable[[int], int], start: int, offset: int, length: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return where a box of *length* pixels begins and ends, each as (line, pixels into it)."""
    line, rest = start, offset + length
    while rest > sizes(line) and line < start + _MOST:
        rest -= sizes(line)
        line += 1
    return (start, offset), (line, rest)


def _widths(sheet: Worksheet) -> Callable[[int], int]:
    known: dict[int, int] = {}
    for dimension in sheet.column_dimensions.values():
        if dimension.min is not None and dimension.max is not None:
            size = 0 if dimension.hidden else int(dimension.width * 7 + 5)
            last = min(dimension.max, _MOST_COLUMNS)
            known |= {column - 1: size for column in range(dimension.min, last + 1)}
    default = int((sheet.sheet_format.defaultColWidth or _DEFAULT_WIDTH) * 7 + 5)
    return lambda column: known.get(column, default)


def _heights(sheet: Worksheet) -> Callable[[int], int]:
    known: dict[int, int] = {}
    for number, dimension in sheet.row_dimensions.items():
        if dimension.hidden:
            known[number - 1] = 0
        elif dimension.height is not None:
            known[number - 1] = round(dimension.height * 4 / 3)
    default = round((sheet.sheet_format.defaultRowHeight or _DEFAULT_HEIGHT) * 4 / 3)
    return lambda row: known.get(row, default)
