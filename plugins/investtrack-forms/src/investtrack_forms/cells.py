"""The cells of a sheet's XML: read as text, written as number, day, text or formula."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from investtrack.model.source import column_letters
from investtrack_forms.book import Book, local, tag


if TYPE_CHECKING:
    from lxml.etree import _Element

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def clean(text: str) -> str:
    """Return *text* without what a cell cannot hold, and no longer than it may be."""
    return _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]


def split_address(address: str) -> tuple[int, int] | None:
    """Return (row, column), one-based, of ``B3``; None where it is no address."""
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def address(row: int, column: int) -> str:
    """Return ``B3`` for row 3, column 2."""
    return f"{column_letters(column - 1)}{row}"


def number_rows(root: _Element) -> None:
    """Give every row and cell its address, which writers may leave out."""
    row_number = 0
    for row in root.iter(tag("row")):
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in row.iter(tag("c")):
            place = split_address(cell.get("r", ""))
            column = place[1] if place else column + 1
            cell.set("r", address(row_number, column))


def text_of(book: Book, cell: _Element) -> str | None:
    """Return the text of *cell*; None where it holds a number, a formula or nothing."""
    if cell.find(tag("f")) is not None:
        return None
    holder = _holder(book, cell)
    if holder is None:
        return None
    return "".join(element.text or "" for element in texts(holder))


def texts(holder: _Element) -> list[_Element]:
    """Return the elements that hold the text of a string, readings (拼音) left out."""
    return [
        element
        for element in holder.iter(tag("t"))
        if element.getparent() is not None and local(element.getparent()) != "rPh"
    ]


def _holder(book: Book, cell: _Element) -> _Element | None:
    kind = cell.get("t", "n")
    if kind == "s":
        value = cell.find(tag("v"))
        return book.shared(value.text or "") if value is not None else None
    return cell.find(tag("is")) if kind == "inlineStr" else None


def blank(cell: _Element) -> None:
    """Empty *cell*; its style stays."""
    for child in list(cell):
        cell.remove(child)
    for attribute in ("t", "cm", "vm"):
        cell.attrib.pop(attribute, None)


def write_number(cell: _Element, number: Decimal) -> None:
    """Write *number*."""
    from lxml import etree

    blank(cell)
    etree.SubElement(cell, tag("v")).text = number_text(number)


def number_text(number: Decimal) -> str:
    """Return *number* as a worksheet stores it: no exponent, no useless zeros."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def write_day(book: Book, cell: _Element, day: date) -> None:
    """Write *day* as the serial number of the workbook's calendar."""
    start = date(1904, 1, 1) if book.dates_from_1904 else date(1899, 12, 30)
    write_number(cell, Decimal((day - start).days))


def write_text(cell: _Element, text: str) -> None:
    """Write *text* as text, whatever it begins with."""
    from lxml import etree

    blank(cell)
    if not text:
        return
    cell.set("t", "inlineStr")
    element = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
    element.text = clean(text)
    element.set(_SPACE, "preserve")


def write_runs(book: Book, cell: _Element, changed: list[str]) -> None:
    """Write *changed*, one text a run of the cell's own text, so that each keeps its font."""
    holder = _holder(book, cell)
    if holder is None:
        write_text(cell, "".join(changed))
        return
    copy = deepcopy(holder)
    copy.tag = tag("is")
    copy.attrib.clear()
    for element, text in zip(texts(copy), changed, strict=True):
        element.text = clean(text)
        element.set(_SPACE, "preserve")
    for reading in [*copy.findall(tag("rPh")), *copy.findall(tag("phoneticPr"))]:
        copy.remove(reading)
    blank(cell)
    cell.set("t", "inlineStr")
    cell.append(copy)


def run_texts(book: Book, cell: _Element) -> list[str]:
    """Return the texts of the runs of *cell*."""
    holder = _holder(book, cell)
    return [element.text or "" for element in texts(holder)] if holder is not None else []


def write_formula(cell: _Element, formula: str, stored: Decimal | None) -> None:
    """Write *formula*, without its equals sign, with the value it comes to."""
    from lxml import etree

    blank(cell)
    etree.SubElement(cell, tag("f")).text = formula
    if stored is not None:
        etree.SubElement(cell, tag("v")).text = number_text(stored)
