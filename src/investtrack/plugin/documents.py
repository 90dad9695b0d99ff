"""What a reader of documents hands over: paragraphs and tables in order, each with its place.

Plain text and Markdown are read here, for a line is a paragraph and aligned cells are a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen


_BAR = "|｜"
_RULE = frozenset("-:|｜ \t")
_LEAST_ROWS = 2


@frozen
class Paragraph:
    """A paragraph of text as a reader of the document sees it.

    Attributes:
        text: its text; a line break inside it is a newline.
        place: where it stands, for a clerk: 第3段, 脚注1, 页眉1.
    """

    text: str
    place: str


@frozen
class TextTable:
    """A table as a grid of texts.

    Attributes:
        rows: the cells by row; rows may differ in length. A cell merged over several columns or
            rows stands at its first place, and the places it covers are empty.
        place: where it stands, for a clerk: 表2.
    """

    rows: tuple[tuple[str, ...], ...]
    place: str

    def cell_place(self, row: int, column: int) -> str:
        """Return the name of a cell, counted from 1 as a clerk counts."""
        return f"{self.place}第{row + 1}行第{column + 1}列"


Block = Paragraph | TextTable


@frozen
class Document:
    """A document's text: the body in reading order, then notes, headers and footers.

    Attributes:
        name: the file's name.
        blocks: paragraphs that have text, and tables that have a cell with text.
        struck: texts that are struck out (删除线) and so no part of the blocks, each with its place.
    """

    name: str = ""
    blocks: tuple[Block, ...] = ()
    struck: tuple[Paragraph, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs, in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> Iterator[TextTable]:
        """The tables, in order."""
        return (block for block in self.blocks if isinstance(block, TextTable))


def document_from_text(text: str, name: str = "") -> Document:
    """Return *text* as a document.

    Lines with ``|`` or with tabs between words, two or more together, are a table; so Markdown
    tables and cells pasted from a spreadsheet are read alike. A lone one is a paragraph.
    """
    return Document(name, tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Block]:
    pending: list[tuple[int, str]] = []
    mark = ""
    tables = 0
    for number, line in enumerate((*re.split(r"\r\n|[\r\n\x0b\x0c\u2028\u2029]", text), ""), 1):
        own = _mark(line)
        if pending and own != mark:
            if len(pending) >= _LEAST_ROWS:
                tables += 1
                yield _table(pending, mark, tables)
            else:
                yield from (Paragraph(kept.strip(), f"第{at}行") for at, kept in pending)
            pending = []
        mark = own
        if own:
            pending.append((number, line))
        elif line.strip():
            yield Paragraph(line.strip(), f"第{number}行")


def _mark(line: str) -> str:
    """Return what parts the cells of *line*, or nothing where it is no row."""
    if any(bar in line for bar in _BAR):
        return "|"
    return "\t" if "\t" in line.strip() else ""


def _table(lines: list[tuple[int, str]], mark: str, number: int) -> TextTable:
    rows = [_cells(line, mark) for _, line in lines if not _RULE.issuperset(line.strip())]
    return TextTable(tuple(rows), f"表{number}（第{lines[0][0]}—{lines[-1][0]}行）")


def _cells(line: str, mark: str) -> tuple[str, ...]:
    if mark == "\t":
        return tuple(cell.strip() for cell in line.rstrip().split("\t"))
    text = line.replace("｜", "|").strip()
    return tuple(cell.strip() for cell in text.removeprefix("|").removesuffix("|").split("|"))
