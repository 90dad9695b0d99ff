"""The author's help inside the written template: every tag and filter, on pages that no report prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.xml import escaped
from investtrack_word.report.packing import written
from investtrack_word.template.guide import Row


STOP = "{%p stop %}"
_BODY = "word/document.xml"
_HEADING = "写模板的说明（从上一行起都不进汇报，可以删去）"
_WIDTHS = (1100, 2700, 3000, 2000)
_HEAD = ("类别", "写什么", "印什么", "例")


def with_appendix(template: bytes, rows: Sequence[Row]) -> bytes:
    """Return *template* with *rows* as a table after its end; examples stand there as text, never filled."""
    xml = open_document(Path(_BODY), template).read(_BODY).decode()
    end = xml.rindex("<w:sectPr")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_row(_HEAD)}{''.join(map(_row, rows))}</w:tbl>"
    )
    added = f"{_paragraph(STOP)}{_paragraph(_HEADING)}{table}{_paragraph('')}"
    return written(template, {_BODY: (xml[:end] + added + xml[end:]).encode()})


def _row(cells: Sequence[str]) -> str:
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(text, small=True)}</w:tc>'
        for text, width in zip(cells, _WIDTHS, strict=True)
    )
    return f"<w:tr>{made}</w:tr>"


def _paragraph(text: str, *, small: bool = False) -> str:
    size = '<w:rPr><w:sz w:val="18"/></w:rPr>' if small else ""
    run = f'<w:r>{size}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""
    return f"<w:p>{run}</w:p>"
