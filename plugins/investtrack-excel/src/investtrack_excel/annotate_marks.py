"""Marks the cells that findings are about: a fill by grade, a comment, and a link back to the list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field

from investtrack.findings import Finding, Grade
from investtrack.model.source import CellRef
from investtrack_excel.annotate_open import clean


if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

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
_NEAR = 50
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_ORDER = (Grade.ERROR, Grade.WARNING, Grade.NOTE)

Position = tuple[int, int]


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


def position(sheet: Worksheet, cell: str) -> Position | None:
    """Return (row, column) to mark for the place *cell* of a finding; None where it names no cell.

    A whole row is marked at its first filled cell, a merged cell at its top left one.
    """
    from openpyxl.cell.cell import MergedCell
    from openpyxl.utils import column_index_from_string

    if found := _ADDRESS.match(cell):
        row, column = int(found[2]), column_index_from_string(found[1])
    elif found := _ROW.fullmatch(cell):
        row, column = int(found[1]), 0
    else:
        return None
    if not 1 <= row <= _LAST_ROW or column > _LAST_COLUMN:
        return None
    column = column or _first_filled(sheet, row)
    if isinstance(sheet.cell(row, column), MergedCell):
        for area in sheet.merged_cells.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                return area.min_row, area.min_col
    return row, column


def _first_filled(sheet: Worksheet, row: int) -> int:
    columns = range(1, min(sheet.max_column, 200) + 1)
    return next((c for c in columns if sheet.cell(row, c).value not in {None, ""}), 1)


def gather(
    sheets: Mapping[str, Worksheet], file: str, findings: Sequence[Finding]
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
    sheets: Mapping[str, Worksheet],
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


def apply(sheet: Worksheet, marks: Mapping[Position, Mark], most_comments: int) -> int:
    """Mark *sheet* and return how many cells got a comment, at most *most_comments*."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    fills: dict[str, Any] = {}
    written = 0
    for (row, column), mark in sorted(marks.items()):
        cell: Any = sheet.cell(row, column)
        if mark.grade is not None:
            colour = FILLS[mark.grade]
        else:
            colour = RELATED_FILLS[mark.related or Grade.NOTE]
        cell.fill = fills.setdefault(colour, PatternFill("solid", fgColor=colour, bgColor=colour))
        if written < most_comments:
            before = f"{cell.comment.text.rstrip()}\n\n" if cell.comment else ""
            text = clean(f"{before}{HEAD}\n" + "\n\n".join(mark.texts))
            width, height = comment_size(text)
            cell.comment = Comment(text, AUTHOR, height, width)
            written += 1
    return written


def comment_size(text: str) -> tuple[int, int]:
    """Return width and height, in pixels, of a comment that shows *text* whole, or most of a long one."""
    for width in (320, 480, 640):
        per_line = width // 7  # columns of the 9 point comment font; a Chinese character takes two
        lines = sum(max(1, -(-_columns(line) // per_line)) for line in text.split("\n"))
        height = 18 * lines + 14
        if height <= 420:  # noqa: PLR2004 - fits a small screen
            break
    return width, min(height, 640)


def _columns(line: str) -> int:
    return sum(1 if ord(char) < 0x250 else 2 for char in line)  # noqa: PLR2004 - Latin letters end here


def link_back(sheet: Worksheet, marks: Mapping[Position, Mark], title: str, first: int) -> None:
    """Write, right of the last filled column, a link from every marked row to its first finding.

    Args:
        sheet: the marked sheet.
        marks: its marks.
        title: name of the list.
        first: row of the list's first finding.
    """
    from openpyxl.cell.cell import MergedCell
    from openpyxl.styles import Alignment

    column = _last_column(sheet) + 1
    if column > _LAST_COLUMN:
        return
    rows: dict[int, list[int]] = {}
    for (row, _), mark in marks.items():
        rows.setdefault(row, []).extend(mark.numbers)
    align = Alignment(vertical="center")
    for row, listed in sorted(rows.items()):
        numbers = sorted(set(listed))
        shown = "、".join(map(str, numbers[:3])) + ("等" if len(numbers) > 3 else "")  # noqa: PLR2004 - enough to find
        cell: Any = sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            continue
        cell.value, cell.alignment = f"{BACK}{shown}条", align
        link(cell, title, f"A{first + numbers[0] - 1}")


def _last_column(sheet: Worksheet) -> int:
    """Return the last column that holds anything, or that a merged title reaches a little beyond it."""
    # openpyxl's own iterators create every empty cell they pass.
    cells = sheet._cells.items()  # noqa: SLF001
    last = max((column for (_, column), cell in cells if cell.value is not None), default=0)
    merged: list[int] = [area.max_col for area in sheet.merged_cells.ranges]
    return max([last, *(column for column in merged if column < last + _NEAR)])


def link(cell: Any, title: str, address: str) -> None:  # noqa: ANN401 - openpyxl's cell
    """Make *cell* a link, and look like one, to *address* of the sheet *title* in the same workbook."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    name = title.replace("'", "''")
    cell.font = Font(cell.font.name, cell.font.size, underline="single", color=LINK_COLOUR)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{address}")


def unmark(sheet: Worksheet, title: str) -> set[str]:
    """Take off *sheet* what an earlier run put there: our part of comments, fills and links back.

    Returns:
        addresses of the links taken off: what an importer says of them is about us.
    """
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    ours = {*FILLS.values(), *RELATED_FILLS.values()}
    links: set[str] = set()
    for cell in list(sheet._cells.values()):  # noqa: SLF001
        target = getattr(getattr(cell, "hyperlink", None), "location", None) or ""
        if target.startswith(f"'{title}'!") and str(cell.value).startswith(BACK):
            cell.value, cell.hyperlink, cell.style = None, None, "Normal"
            links.add(cell.coordinate)
        if cell.comment and HEAD in cell.comment.text:
            before = cell.comment.text.partition(HEAD)[0].rstrip()
            cell.comment = Comment(before, cell.comment.author) if before else None
            if str(cell.fill.fgColor.rgb)[-6:] in ours:
                cell.fill = PatternFill()
    return links
