"""The same kinds of amounts in a table of a Word document, and what the proofreading makes of its sum."""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from excel_layouts.styled import LOWERED, RAISED, STRUCK, Cell

from investtrack import load_plugins
from investtrack_audit import Verdict, audit_document

from .books import MONEY
from .stain import Stain


LEFT = "left aside"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}  # fmt: skip
_PROPERTIES = {
    STRUCK: "<w:strike/>", RAISED: '<w:vertAlign w:val="superscript"/>', LOWERED: '<w:vertAlign w:val="subscript"/>',
}  # fmt: skip


def _runs(cell: Any) -> str:
    pieces: tuple[tuple[str, str], ...] = (("", str(cell)),)
    if isinstance(cell, Cell):
        pieces = cell.pieces or ((STRUCK if cell.is_struck else "", cell.text),)
    return "".join(
        f'<w:r><w:rPr>{_PROPERTIES.get(kind, "")}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'.replace("\n", "</w:t><w:br/><w:t>")
        for kind, text in pieces
    )  # fmt: skip


def _document(rows: list[list[Any]]) -> str:
    table = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p>{_runs(cell)}</w:p></w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>重点项目投资情况如下。</w:t></w:r></w:p><w:tbl>{table}</w:tbl></w:body></w:document>'


@cache
def _plugins() -> Any:
    return load_plugins()


def verdicts(rows: list[list[Any]], path: Path) -> set[Verdict]:
    """Return how the sums of a table in a document turn out; nothing where none is judged."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**_PARTS, "word/document.xml": _document(rows)}.items():
            archive.writestr(name, content)
    document = _plugins().document_reader_for(path).read(path)
    return {statement.verdict for statement in audit_document(document)}


def table(amount: Any, *, total: float = 9300) -> list[list[Any]]:
    return [["项目名称", "总投资（万元）"], ["甲大桥", 2600], ["乙水厂", amount], ["丙公路", 1500], ["合计", f"{total:g}"]]  # fmt: skip


def can_be(stain: Stain) -> bool:
    """Whether a kind is one of amounts that a text can hold."""
    if stain.of != MONEY or stain.cell is None:
        return False
    cell, _ = stain.cell(Random(1), 5200) or (None, None)
    if isinstance(cell, Cell):
        return bool(cell.pieces or cell.is_struck)
    return (
        not isinstance(cell, bool) and isinstance(cell, (str, int, float)) and "#" not in str(cell)
    )


def outcome_in_word(stain: Stain, path: Path) -> str:
    """Return what becomes of a kind in a table of a document."""
    if not can_be(stain) or stain.cell is None:
        return "cannot occur"
    for seed in range(4):
        cell, value = stain.cell(Random(seed), 5200) or ("", None)
        found = verdicts(table(cell, total=4100 + (5200 if value is None else value)), path)
        if found - {Verdict.HOLDS}:
            return f"wrong: {cell!r} makes a right sum false"
        if not found:
            return LEFT
    return "right"
