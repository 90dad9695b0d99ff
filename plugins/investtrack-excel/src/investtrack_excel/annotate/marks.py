"""What is said of each cell: by findings about it, and by those that it takes part in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import define, field

from investtrack.findings import Finding, Grade
from investtrack.model.source import CellRef
from investtrack_ooxml.spreadsheet.addresses import LAST_COLUMN, LAST_ROW, column_number
from investtrack_ooxml.spreadsheet.comments import Position
from investtrack_ooxml.spreadsheet.sheet_outline import SheetOutline


_SMALL_SCREEN = 420
"""Pixels of height that fit one."""
_LATIN_END = 0x250
"""The first code point after the Latin letters."""


FILLS = {Grade.ERROR: "FFB3B3", Grade.WARNING: "FFDF80", Grade.NOTE: "BDD7EE"}
RELATED_FILLS = {Grade.ERROR: "FFE3E3", Grade.WARNING: "FFF5D6", Grade.NOTE: "E7F1FA"}
HEAD = "【校核】"
AUTHOR = "校核"
BACK = "清单第"
LINK_COLOUR = "0563C1"
# Office opens a sheet of many thousand comments slowly; cells beyond keep their fill.
MOST_COMMENTS = 10_000
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ROW = re.compile(r"第(\d{1,7})行")
_ORDER = (Grade.ERROR, Grade.WARNING, Grade.NOTE)


@define
class Mark:
    """What is said of one cell.

    Attributes:
        grade: the gravest of its findings; None where it only takes part in others'.
        related: the gravest of the findings it takes part in.
        texts: one a finding, in the order of the list.
        numbers: their numbers in the list.
    """

    grade: Grade | None = None
    related: Grade | None = None
    texts: list[str] = field(factory=list)
    numbers: list[int] = field(factory=list)

    @property
    def colour(self) -> str:
        """The colour of its cell."""
        if self.grade is not None:
            return FILLS[self.grade]
        return RELATED_FILLS[self.related or Grade.NOTE]

    @property
    def text(self) -> str:
        """The text of its comment."""
        return f"{HEAD}\n" + "\n\n".join(self.texts)


def position(outline: SheetOutline, cell: str) -> Position | None:
    """Return (row, column) to mark for the place *cell* of a finding; None where it names no cell.

    A whole row is marked at its first filled cell, a merged cell at its top left one.
    """
    if found := _ADDRESS.match(cell):
        row, column = int(found[2]), column_number(found[1])
    elif found := _ROW.fullmatch(cell):
        row = int(found[1])
        column = outline.first_filled.get(row, 1)
    else:
        return None
    if not 1 <= row <= LAST_ROW or column > LAST_COLUMN:
        return None
    return outline.corner((row, column))


def rows_named(places: Iterable[CellRef]) -> dict[str, set[int]]:
    """Return sheet → the whole rows that *places* name, a sheet with none of them too."""
    found: dict[str, set[int]] = {}
    for place in places:
        rows = found.setdefault(place.sheet, set())
        if row := _ROW.fullmatch(place.cell):
            rows.add(int(row[1]))
    return found


def gather(
    sheets: Mapping[str, SheetOutline], file: str, findings: Sequence[Finding]
) -> dict[str, dict[Position, Mark]]:
    """Return sheet → cell → what is said of it, of the findings about *file*."""
    marks: dict[str, dict[Position, Mark]] = {}
    for number, finding in enumerate(findings, 1):
        mark = _at(marks, sheets, file, finding.place)
        if mark is not None:
            mark.grade = _graver(mark.grade, finding.grade)
            mark.texts.append(_text(finding, number))
            mark.numbers.append(number)
        for cell in finding.related:
            mark = _at(marks, sheets, file, cell)
            if mark is not None and number not in mark.numbers:
                mark.related = _graver(mark.related, finding.grade)
                mark.texts.append(_related_text(finding, number, file))
                mark.numbers.append(number)
    return marks


def _at(
    marks: dict[str, dict[Position, Mark]],
    sheets: Mapping[str, SheetOutline],
    file: str,
    place: CellRef,
) -> Mark | None:
    sheet = sheets.get(place.sheet) if place.file == file else None
    where = position(sheet, place.cell) if sheet is not None else None
    if where is None:
        return None
    return marks.setdefault(place.sheet, {}).setdefault(where, Mark())


def _graver(one: Grade | None, other: Grade) -> Grade:
    return other if one is None else min(one, other, key=_ORDER.index)


def _text(finding: Finding, number: int) -> str:
    values = [
        f"现值：{' '.join(finding.found.split())}" if finding.found else "",
        f"应为：{finding.expected}" if finding.expected else "",
    ]
    lines = [
        f"{finding.grade.label}｜{finding.message}",
        "；".join(value for value in values if value),
        f"怎么改：{finding.mend}" if finding.mend else "",
        f"（清单第{number}条，{finding.code}）",
    ]
    return "\n".join(line for line in lines if line)


def _related_text(finding: Finding, number: int, file: str) -> str:
    place = finding.place
    where = f"{place.sheet}!{place.cell}" if place.file == file else str(place)
    return f"相关｜{where}：{finding.message}（清单第{number}条）"


def comment_size(text: str) -> tuple[int, int]:
    """Return width and height, in pixels, of a comment that shows *text* whole, or most of a long one."""
    for width in (320, 480, 640):
        per_line = width // 7  # columns of the 9 point comment font; a Chinese character takes two
        lines = sum(max(1, -(-_columns(line) // per_line)) for line in text.split("\n"))
        height = 18 * lines + 14
        if height <= _SMALL_SCREEN:
            break
    return width, min(height, 640)


def _columns(line: str) -> int:
    return sum(1 if ord(char) < _LATIN_END else 2 for char in line)
