"""Reads a workbook form: placeholders and markers in cells and comments, and what TOML beside it adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from investtrack_forms.expressions.directives import (
    Marker,
    marker_in_comment,
    markers_in,
    parse_marker,
    rows_of,
    with_settings,
)
from investtrack_forms.expressions.form_context import FormFault
from investtrack_forms.expressions.syntax import FormSyntaxError, Pieces, parse_text
from investtrack_forms.spec import FormSpec, Rows
from investtrack_ooxml.spreadsheet.addresses import address, split_address
from investtrack_ooxml.spreadsheet.cells import number_rows, text_of
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook, Worksheet
from investtrack_ooxml.xml import local_name


if TYPE_CHECKING:
    from lxml.etree import _Element


@define
class Slot:
    """A cell to fill.

    Attributes:
        row: in the form.
        column: one-based.
        pieces: its text with placeholders; None: only a marker stood there.
        runs: whether the text is the form's own, whose fonts are kept.
        text: what is left of the cell's own text without markers.
    """

    row: int
    column: int
    pieces: Pieces | None
    runs: bool
    text: str = ""


@define(eq=False)
class FormSheet:
    """One sheet of a form, read.

    Attributes:
        part: name and part.
        slots: (row, column) → what to fill.
        rows: its repeated rows.
        commented: addresses of comments that are markers.
    """

    part: Worksheet
    slots: dict[tuple[int, int], Slot] = field(factory=dict)
    rows: list[Rows] = field(factory=list)
    commented: list[str] = field(factory=list)


def read_workbook(
    book: Workbook, spec: FormSpec, faults: list[FormFault]
) -> tuple[FormSpec, list[FormSheet]]:
    """Return the settings and sheets of a form; what is wrong goes to *faults*, all of it."""
    sheets, settings = [], []
    for part in book.sheets:
        sheet = FormSheet(part)
        root = book.package.tree(part.part)
        number_rows(root)
        markers = [*_cells(book, sheet, root, faults), *_comments(book, sheet, faults)]
        settings += [marker for _, _, marker in markers]
        markers.sort(key=lambda item: item[0])
        try:
            sheet.rows = rows_of(markers, part.name)
        except FormSyntaxError as error:
            faults.append(FormFault(part.name, str(error)))
        sheets.append(sheet)
    _declared(spec, sheets, faults)
    return with_settings(spec, settings), sheets


def _cells(
    book: Workbook, sheet: FormSheet, root: _Element, faults: list[FormFault]
) -> Iterator[tuple[int, str, Marker]]:
    for cell in root.iter(tag("c")):
        text = text_of(book, cell)
        if not text or not any(sign in text for sign in ("{{", "{%", "｛｛", "｛%", "｛％")):
            continue
        place = split_address(cell.get("r", ""))
        if place is None:
            continue
        where = f"{sheet.part.name}!{cell.get('r')}"
        own = text
        for start, inside, end in markers_in(text):
            own = own.replace(text[start:end], "")
            try:
                yield place[0], where, parse_marker(inside)
            except FormSyntaxError as error:
                faults.append(FormFault(where, str(error)))
        if "{%" in own:
            faults.append(FormFault(where, "有“{%”而没有“%}”"))
        pieces = None
        try:
            pieces = parse_text(own)
        except FormSyntaxError as error:
            faults.append(FormFault(where, str(error)))
        sheet.slots[place] = Slot(
            *place, pieces, runs=own == text, text=own.strip() if own != text else own
        )


def _comments(
    book: Workbook, sheet: FormSheet, faults: list[FormFault]
) -> Iterator[tuple[int, str, Marker]]:
    for part in book.package.related(sheet.part.part, "comments"):
        for element in book.package.tree(part).iter(tag("comment")):
            text = "".join(
                t.text or "" for t in element.iter(tag("t")) if local_name(t.getparent()) != "rPh"
            )
            marker = marker_in_comment(text)
            place = split_address(element.get("ref", ""))
            if marker is None or place is None:
                continue
            where = f"{sheet.part.name}!{element.get('ref')}的批注"
            sheet.commented.append(element.get("ref", ""))
            try:
                yield place[0], where, parse_marker(marker)
            except FormSyntaxError as error:
                faults.append(FormFault(where, str(error)))


def _declared(spec: FormSpec, sheets: list[FormSheet], faults: list[FormFault]) -> None:
    """Add what the TOML file declares."""
    adder = _Adder(sheets, faults)
    for number, cell in enumerate(spec.cell, 1):
        where = f"cell[{number}]"
        sheet, place = adder.sheet(cell.sheet, where), split_address(cell.at)
        if cell.after:
            faults.append(FormFault(where, "after 只用于 Word 表；Excel 表写 at"))
        elif place is None:
            faults.append(FormFault(where, f"at 应是单元格地址（如 B3），不能是“{cell.at}”"))
        elif sheet is not None:
            adder.put(sheet, place, cell.value, where)
    for number, rows in enumerate(spec.rows, 1):
        where = f"rows[{number}]"
        sheet = adder.sheet(rows.sheet, where)
        if sheet is None:
            continue
        sheet.rows.append(evolve(rows, sheet=sheet.part.name, place=where))
        adder.put_row(sheet, rows.first, rows.cells, f"{where}.cells")
        for index, group in enumerate(rows.group_rows, 1):
            adder.put_row(sheet, group.row, group.cells, f"{where}.group_rows[{index}]")


@define(eq=False)
class _Adder:
    """Puts what TOML declares where it belongs, and notes what does not fit."""

    sheets: list[FormSheet]
    faults: list[FormFault]

    def sheet(self, name: str, where: str) -> FormSheet | None:
        """Return the sheet of that name; none named, the first."""
        found = [sheet for sheet in self.sheets if sheet.part.name == name or not name]
        if not found:
            known = "、".join(sheet.part.name for sheet in self.sheets)
            self.faults.append(FormFault(where, f"表里没有工作表“{name}”（有：{known}）"))
        return found[0] if found else None

    def put_row(self, sheet: FormSheet, row: int, cells: Mapping[str, str], where: str) -> None:
        """Add the cells of one row, by column or by address."""
        for column, text in cells.items():
            place = split_address(column) or split_address(f"{column}{row}")
            if place is None:
                self.faults.append(FormFault(where, f"列应写作字母（如 B），不能是“{column}”"))
            else:
                self.put(sheet, place, text, where)

    def put(self, sheet: FormSheet, place: tuple[int, int], text: str, where: str) -> None:
        """Add one cell: an expression, or a text with placeholders."""
        taken = sheet.slots.get(place)
        if taken is not None and taken.pieces is not None:
            said = f"{sheet.part.name}!{address(*place)} 里已有占位符，两处只能写一处"
            self.faults.append(FormFault(where, said))
            return
        try:
            pieces = parse_text(text if "{{" in text or "｛｛" in text else f"{{{{{text}}}}}")
        except FormSyntaxError as error:
            self.faults.append(FormFault(f"{where} {address(*place)}", str(error)))
        else:
            sheet.slots[place] = Slot(*place, pieces, runs=False)
