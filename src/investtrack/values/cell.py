"""The address of a cell."""

from __future__ import annotations

from functools import cache

from attrs import frozen


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
