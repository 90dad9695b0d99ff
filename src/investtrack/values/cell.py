"""The address of a cell, and the text of one that no spreadsheet runs."""

from __future__ import annotations

import re
from functools import cache

from attrs import frozen


# What a spreadsheet takes for a formula: full-width signs too, which some versions fold.
_RUNS = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


@frozen(order=True)
class CellRef:
    """One cell (单元格) of a source; *cell* is an A1 address, empty where a whole row or sheet is meant.

    Attributes:
        file: name of the file.
        sheet: name of the sheet.
        cell: address such as ``B3``, or 第3行 where no one cell is meant; empty for the sheet.
    """

    file: str
    sheet: str
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file}｜{self.sheet}" + (f"!{self.cell}" if self.cell else "")


def guarded(text: str) -> str:
    """Return *text* with an apostrophe before it where a spreadsheet would run it; :func:`bare` takes it off."""
    return f"'{text}" if _RUNS.match(text) else text


def bare(text: str) -> str:
    """Return the text that :func:`guarded` was given."""
    return text[1:] if _GUARDED.match(text) else text


def column_index(letters: str) -> int:
    """Return the zero-based index of the column *letters*, capital: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


@cache  # asked for again with every cell of a column
def column_letters(index: int) -> str:
    """Return the letters of the column with zero-based *index*: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
