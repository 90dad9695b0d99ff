"""The same cells as xlsx, xls, ods and CSV: sheets of typed cells, and merges where a format has them.

A sheet is (name, rows, merges); a cell is a text, a number, a bool, a date or None.
"""

import csv
import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import xlwt
from openpyxl import Workbook


_XMLNS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def write_xlsx(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows, merges in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
            for cell in sheet[sheet.max_row]:
                if cell.data_type == "f":  # a text, whatever it begins with
                    cell.data_type = "s"
        for (top, left), (bottom, right) in merges:
            sheet.merge_cells(
                start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
            )
    book.save(path)


def write_xls(path, sheets):
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, rows, merges in sheets:
        sheet = book.add_sheet(name)
        spans = dict(merges)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                style = (day,) if isinstance(cell, date) else ()
                if (r, c) in spans:
                    sheet.write_merge(r, spans[r, c][0], c, spans[r, c][1], cell, *style)
                elif cell is not None and not any(
                    top <= r <= bottom and left <= c <= right
                    for (top, left), (bottom, right) in merges
                ):
                    sheet.write(r, c, cell, *style)
    book.save(str(path))


def write_ods(path, sheets):
    tables = []
    for name, rows, merges in sheets:
        spans = dict(merges)
        covered = {
            (r, c)
            for (top, left), (bottom, right) in merges
            for r in range(top, bottom + 1)
            for c in range(left, right + 1)
        } - set(spans)
        lines = [
            "".join(_ods_cell(cell, (r, c), spans, covered) for c, cell in enumerate(row))
            for r, row in enumerate(rows)
        ]
        body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        tables.append(f"<table:table table:name={quoteattr(name)}>{body}</table:table>")
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_XMLNS} office:version="1.3"><office:body>'
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", content)


def _ods_cell(cell, place, spans, covered):
    if place in covered:
        return "<table:covered-table-cell/>"
    span = ""
    if place in spans:
        (row, column), (bottom, right) = place, spans[place]
        span = f' table:number-rows-spanned="{bottom - row + 1}" table:number-columns-spanned="{right - column + 1}"'
    if cell is None:
        return f"<table:table-cell{span}/>"
    if isinstance(cell, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, (int, float)):
        kind = f'office:value-type="float" office:value="{cell!r}"'
    elif isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    else:
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n"))
        return f'<table:table-cell{span} office:value-type="string">{lines}</table:table-cell>'
    return f"<table:table-cell{span} {kind}/>"


def shown(cell):
    """A cell as a spreadsheet writes it to CSV."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def write_csv_zip(path, sheets):
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows, _ in sheets:
            text = io.StringIO()
            csv.writer(text).writerows([shown(cell) for cell in row] for row in rows)
            archive.writestr(f"{name}.csv", text.getvalue().encode("utf-8-sig"))
