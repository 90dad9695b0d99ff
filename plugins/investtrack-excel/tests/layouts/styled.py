"""Cells that read otherwise than their values, in every file type that can hold them.

A sheet is a :class:`Styled`: rows of plain cells (a text, a number, a bool, a date, None) and of :class:`Cell`.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import openpyxl
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .writers import _MANIFEST, shown


PLAIN, STRUCK, RAISED, LOWERED = "", "struck", "raised", "lowered"
HIDING = ";;;"
"""A format that shows nothing."""


@dataclass(frozen=True)
class Cell:
    """A cell as a program stores it, and what the clerk sees of it.

    Attributes:
        value: what is stored.
        seen: its text as shown, which is all that CSV has; empty: as the value.
        format: its number format, as xlsx writes it.
        is_struck: whether all of it is struck out.
        pieces: (PLAIN, STRUCK, RAISED or LOWERED, text) of each run.
        error: its error value.
        is_formula: whether it is a formula whose result was not stored.
        is_white: whether it is written in white.
    """

    value: Any = None
    seen: str = ""
    format: str = ""
    is_struck: bool = False
    pieces: tuple[tuple[str, str], ...] = ()
    error: str = ""
    is_formula: bool = False
    is_white: bool = False

    @property
    def text(self) -> str:
        """What CSV says of it."""
        if self.error or self.pieces:
            return self.error or "".join(text for _, text in self.pieces)
        return self.seen or shown(self.value)


@dataclass
class Styled:
    """A sheet: its rows, merged ranges (top, left, bottom, right; from 1), what is hidden of it, and rows of no height."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    flat_rows: list[int] = field(default_factory=list)


def write_styled(path: Path, sheets: Sequence[Styled]) -> None:
    """Write *sheets* as the file type that *path* names; as CSV, one file a sheet in a zip."""
    _WRITERS[path.suffix](path, sheets)


# -- xlsx ------------------------------------------------------------------------------------------


def _xlsx(path: Path, sheets: Sequence[Styled]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        made = book.create_sheet(sheet.name)
        for number, row in enumerate(sheet.rows, 1):
            for index, cell in enumerate(row, 1):
                if cell is not None and cell != "":
                    _xlsx_cell(made.cell(number, index), cell)
        for top, left, bottom, right in sheet.merges:
            made.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for row in sheet.hidden_rows:
            made.row_dimensions[row].hidden = True
        for row in sheet.flat_rows:
            made.row_dimensions[row].height = 0.01  # openpyxl leaves a nought out
        for column in sheet.hidden_columns:
            made.column_dimensions[get_column_letter(column)].hidden = True
    book.save(path)


_STRUCK_FONT = Font(strike=True)
_WHITE_FONT = Font(color="FFFFFFFF")
_KINDS = {STRUCK: {"strike": True}, RAISED: {"vertAlign": "superscript"}, LOWERED: {"vertAlign": "subscript"}, PLAIN: {}}  # fmt: skip


def _xlsx_cell(made: Any, cell: Any) -> None:
    if not isinstance(cell, Cell):
        made.value = cell
        if made.data_type in {"f", "e"} and isinstance(cell, str) and not cell.startswith("#"):
            made.data_type = "s"
        return
    if cell.pieces:
        made.value = CellRichText(
            *(TextBlock(InlineFont(**_KINDS[kind]), text) for kind, text in cell.pieces)
        )
    elif cell.error:
        made.value = cell.error
        made.data_type = "e"
    elif cell.is_formula:
        made.value = "=1+1"
    else:
        made.value = cell.value
    if cell.format:
        made.number_format = cell.format
    if cell.is_struck:
        made.font = _STRUCK_FONT
    if cell.is_white:
        made.font = _WHITE_FONT


# -- xls -------------------------------------------------------------------------------------------

_ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}  # fmt: skip


def _xls(path: Path, sheets: Sequence[Styled]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, bool, bool], xlwt.XFStyle] = {}

    def style(form: str, *, struck: bool, white: bool) -> xlwt.XFStyle:
        if (form, struck, white) not in styles:
            made = styles[form, struck, white] = xlwt.XFStyle()
            made.num_format_str = form or "General"
            made.font.struck_out = struck
            if white:
                made.font.colour_index = xlwt.Style.colour_map["white"]
        return styles[form, struck, white]

    fonts = {kind: xlwt.Font() for kind in _KINDS}
    fonts[STRUCK].struck_out = True
    fonts[RAISED].escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    fonts[LOWERED].escapement = xlwt.Font.ESCAPEMENT_SUBSCRIPT
    for sheet in sheets:
        made = book.add_sheet(sheet.name)
        spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
        for number, row in enumerate(sheet.rows, 1):
            for index, given in enumerate(row, 1):
                cell = given if isinstance(given, Cell) else Cell(given)
                value = cell.value
                form = cell.format or (
                    "yyyy-mm-dd hh:mm" if isinstance(value, datetime)
                    else "yyyy-mm-dd" if isinstance(value, date) else ""
                )  # fmt: skip
                of = style(form, struck=cell.is_struck, white=cell.is_white)
                if (number, index) in spans:
                    bottom, right = spans[number, index]
                    made.write_merge(number - 1, bottom - 1, index - 1, right - 1, value, of)
                elif cell.pieces:
                    made.write_rich_text(number - 1, index - 1, [(text, fonts[kind]) for kind, text in cell.pieces], of)  # fmt: skip
                elif cell.error:
                    made.row(number - 1).set_cell_error(index - 1, _ERRORS[cell.error], of)
                elif value is not None and value != "":
                    made.write(number - 1, index - 1, value, of)
        for number in sheet.hidden_rows:
            made.row(number - 1).hidden = True
        for number in sheet.flat_rows:
            made.row(number - 1).height_mismatch = True
            made.row(number - 1).height = 0
        for column in sheet.hidden_columns:
            made.col(column - 1).hidden = True
    book.save(str(path))


# -- ods -------------------------------------------------------------------------------------------

_XMLNS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"), ("fo", "xsl-fo-compatible"))
)  # fmt: skip
_PIECES = {STRUCK: "T1", RAISED: "T2", LOWERED: "T3"}
_TEXT_STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>'
    '<style:style style:name="white" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="flat" style:family="table-row"><style:table-row-properties style:row-height="0cm"/></style:style>'
)
_CODE = re.compile(
    r'"([^"]*)"|[\\!]?([-.](?=[#0])|(?<=[\\!]).)|([#0](?:[#0,]*[#0])?)(?:\.(0+))?((?:,)*)|(%)'
)


def _ods(path: Path, sheets: Sequence[Styled]) -> None:
    styles: dict[tuple[str, bool], str] = {}
    tables = "".join(_ods_table(sheet, styles) for sheet in sheets)
    made = "".join(_ods_style(name, *key) for key, name in styles.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_XMLNS} office:version="1.3">'
        f"<office:automatic-styles>{_TEXT_STYLES}{made}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)


def _ods_table(sheet: Styled, styles: dict[tuple[str, bool], str]) -> str:
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    covered = {
        (r, c)
        for top, left, bottom, right in sheet.merges
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    } - spans.keys()
    width = max((len(row) for row in sheet.rows), default=0)
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        line = ""
        for index in range(1, width + 1):
            given = row[index - 1] if index <= len(row) else None
            cell = given if isinstance(given, Cell) else Cell(given)
            if (number, index) in covered:
                line += "<table:covered-table-cell/>"
                continue
            span = ""
            if (number, index) in spans:
                bottom, right = spans[number, index]
                span = f' table:number-rows-spanned="{bottom - number + 1}" table:number-columns-spanned="{right - index + 1}"'
            line += _ods_cell(cell, span, styles)
        hidden = ' table:visibility="collapse"' if number in sheet.hidden_rows else ""
        hidden += ' table:style-name="flat"' if number in sheet.flat_rows else ""
        rows.append(f"<table:table-row{hidden}>{line}</table:table-row>")
    hide = ' table:visibility="collapse"'
    columns = "".join(
        f"<table:table-column{hide if index in sheet.hidden_columns else ''}/>"
        for index in range(1, width + 1)
    )
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{''.join(rows)}</table:table>"


def _ods_cell(  # noqa: PLR0911 - one line a kind
    cell: Cell, span: str, styles: dict[tuple[str, bool], str]
) -> str:
    value, style = cell.value, ""
    if cell.format or cell.is_struck:
        name = styles.setdefault((cell.format, cell.is_struck), f"ce{len(styles) + 1}")
        style = f' table:style-name="{name}"'
    elif cell.is_white:
        style = ' table:style-name="white"'
    start = f"<table:table-cell{span}{style}"
    if cell.pieces:
        inner = "".join(
            f'<text:span text:style-name="{_PIECES[kind]}">{_lines(text)}</text:span>'
            if kind
            else _lines(text)
            for kind, text in cell.pieces
        )
        return f'{start} office:value-type="string"><text:p>{inner}</text:p></table:table-cell>'
    if cell.error:
        return f'{start} table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><text:p>{cell.error}</text:p></table:table-cell>'
    if cell.is_formula:
        return f'{start} table:formula="of:=1+1"/>'
    if value is None or value == "":
        return f"{start}/>"
    if isinstance(value, bool):
        return f'{start} office:value-type="boolean" office:boolean-value="{str(value).lower()}"/>'
    if isinstance(value, (int, float)):
        kind = "percentage" if "%" in cell.format else "float"
        return f'{start} office:value-type="{kind}" office:value="{value!r}"><text:p>{_seen(cell)}</text:p></table:table-cell>'
    if isinstance(value, date):
        return f'{start} office:value-type="date" office:date-value="{value.isoformat()}"/>'
    lines = "".join(f"<text:p>{_lines(line)}</text:p>" for line in value.split("\n"))
    return f'{start} office:value-type="string">{lines}</table:table-cell>'


def _seen(cell: Cell) -> str:
    return "" if cell.format == HIDING else escape(cell.text)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "</text:p><text:p>")


def _ods_style(name: str, code: str, is_struck: bool) -> str:
    struck = '<style:text-properties style:text-line-through-style="solid"/>' if is_struck else ""
    if not code:
        return f'<style:style style:name="{name}" style:family="table-cell">{struck}</style:style>'
    kind = "percentage" if "%" in code else "number"
    inner, pending, digits, before, embedded = "", [], "", "", []
    for quoted, sign, whole, decimals, commas, percent in (m.groups() for m in _CODE.finditer(code)):  # fmt: skip
        if whole and pending and digits:  # digits, a sign, digits
            before += whole
            embedded = [(at + len(whole), sign) for at, sign in embedded] + [
                (len(whole), pending[0])
            ]
            digits = _number(before, None, commas, embedded)
            pending = []
        elif whole:
            before, embedded = whole, []
            digits = _number(whole, decimals, commas)
        elif sign and not digits:
            inner += f"<number:text>{escape(sign)}</number:text>"
        elif sign:
            pending = [sign]
        else:
            words = f"<number:text>{escape(quoted or percent or '')}</number:text>"
            inner, digits = inner + digits + words, ""
    inner += digits
    return (
        f'<number:{kind}-style style:name="N{name}">{inner}</number:{kind}-style>'
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N{name}">{struck}</style:style>'
    )


def _number(
    whole: str, decimals: str | None, commas: str, embedded: Sequence[tuple[int, str]] = ()
) -> str:
    factor = f' number:display-factor="{1000 ** len(commas)}"' if commas else ""
    grouping = ' number:grouping="true"' if "," in whole else ""
    least = whole.replace("#,##", "").replace(",", "").count("0")
    places = f' number:decimal-places="{len(decimals or "")}"'
    head = f'<number:number{places} number:min-integer-digits="{least}"{grouping}{factor}'
    signs = "".join(
        f'<number:embedded-text number:position="{at}">{sign}</number:embedded-text>'
        for at, sign in embedded
    )
    return f"{head}>{signs}</number:number>"


# -- CSV -------------------------------------------------------------------------------------------


def _csv(path: Path, sheets: Sequence[Styled]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for sheet in sheets:
            text = io.StringIO()
            csv.writer(text).writerows(
                [cell.text if isinstance(cell, Cell) else shown(cell) for cell in row]
                for row in sheet.rows
            )
            archive.writestr(f"{sheet.name}.csv", text.getvalue().encode("utf-8-sig"))


_WRITERS = {".xlsx": _xlsx, ".xls": _xls, ".et": _xls, ".ods": _ods, ".zip": _csv}
