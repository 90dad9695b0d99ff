"""Columns of people and telephones in a workbook, whatever the ledger makes of them: the reader leaves unknown columns out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack.errors import SourceError
from investtrack.input_limits import bounded_bytes
from investtrack_ooxml.package import open_archive
from investtrack_ooxml.spreadsheet.workbook import Workbook


if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


_PEOPLE = re.compile(
    r"联系人|负责人|责任人|经办人|填报人|审核人|填表人|制表人|姓名|法定代表人|法人代表|领导"
)
_CONTACTS = re.compile(r"电话|手机|联系方式|身份证")
_NOT_PEOPLE = re.compile(r"单位|部门|职务|是否|个数|数量|人数|电话|手机|联系方式")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})+")
_APART = re.compile(r"[、,，;；/／\s\n]+|和")
_SIGNED = re.compile(
    r"(?:填报人|审核人|填表人|制表人|负责人|联系人|经办人)[ \u3000]*[:：][ \u3000]*([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
_HEADER_ROWS = 12
_TELEPHONE = re.compile(r"\d{7,18}")


@frozen
class PersonalCells:
    """What a workbook says of people.

    Attributes:
        people: names, in the order in which they come.
        contacts: part of a worksheet → addresses of cells where a telephone is a number.
    """

    people: tuple[str, ...]
    contacts: dict[str, tuple[str, ...]]


def personal_cells(path: Path) -> PersonalCells:
    """Return the people of the workbook at *path*, and where its telephones are numbers.

    Raises:
        SourceError: it cannot be read.
    """
    from openpyxl import load_workbook
    from openpyxl.worksheet.worksheet import Worksheet

    try:
        book = load_workbook(path, data_only=True)
    except Exception as error:
        raise SourceError(
            path, f"读不了这个工作簿（{error}）；请用 Excel 或 WPS 另存为 xlsx"
        ) from error
    parts = {
        each.name: each.part for each in Workbook(open_archive(path, bounded_bytes(path))).sheets
    }
    people: dict[str, None] = {}
    contacts = {}
    for sheet in book.worksheets:
        if isinstance(sheet, Worksheet):
            people.update(dict.fromkeys(_people(sheet)))
            if found := tuple(_telephones(sheet)):
                contacts[parts[sheet.title]] = found
    return PersonalCells(tuple(people), contacts)


def signed_people(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the people that *texts* name behind 填报人：, 联系人： and their like."""
    return tuple(dict.fromkeys(name for text in texts for name in _SIGNED.findall(text)))


def _columns(sheet: Worksheet, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield column and row of each header that *pattern* finds."""
    for row in sheet.iter_rows(max_row=_HEADER_ROWS):
        for cell in row:
            if isinstance(cell.value, str) and pattern.search(cell.value):
                yield cell.column, cell.row


def _people(sheet: Worksheet) -> Iterator[str]:
    for column, header in _columns(sheet, _PEOPLE):
        title = str(sheet.cell(header, column).value)
        if _NOT_PEOPLE.search(title):
            continue
        for row in sheet.iter_rows(min_row=header + 1, min_col=column, max_col=column):
            if isinstance(text := row[0].value, str):
                yield from (part for part in _APART.split(text) if _PERSON.fullmatch(part))


def _telephones(sheet: Worksheet) -> Iterator[str]:
    for column, header in _columns(sheet, _CONTACTS):
        for row in sheet.iter_rows(min_row=header + 1, min_col=column, max_col=column):
            cell = row[0]
            if isinstance(cell.value, int) and _TELEPHONE.fullmatch(str(cell.value)):
                yield cell.coordinate
