"""The cells of a sheet's XML: read as text, written as number, day, text or formula."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from investtrack_ooxml.spreadsheet.addresses import LONGEST_TEXT, address, split_address
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook
from investtrack_ooxml.xml import SPACE, local_name, normalized


if TYPE_CHECKING:
    from lxml.etree import _Element


def clean(text: str) -> str:
    """Return *text* without what a cell cannot hold, and no longer than it may be."""
    return normalized(text)[:LONGEST_TEXT]


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


def text_of(book: Workbook, cell: _Element) -> str | None:
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
        if element.getparent() is not None and local_name(element.getparent()) != "rPh"
    ]


def _holder(book: Workbook, cell: _Element) -> _Element | None:
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


def write_day(book: Workbook, cell: _Element, day: date) -> None:
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
    element.set(SPACE, "preserve")


def write_runs(book: Workbook, cell: _Element, changed: list[str]) -> None:
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
        element.set(SPACE, "preserve")
    for reading in [*copy.findall(tag("rPh")), *copy.findall(tag("phoneticPr"))]:
        copy.remove(reading)
    blank(cell)
    cell.set("t", "inlineStr")
    cell.append(copy)


def run_texts(book: Workbook, cell: _Element) -> list[str]:
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
