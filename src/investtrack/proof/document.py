"""What a reader of documents hands over: paragraphs and tables in order, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen


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
class Table:
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


Block = Paragraph | Table


@frozen
class Document:
    """A document's text: the body in reading order, then notes, headers and footers.

    Attributes:
        name: the file's name.
        blocks: paragraphs that have text, and tables that have a cell with text.
    """

    name: str = ""
    blocks: tuple[Block, ...] = ()

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs, in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> Iterator[Table]:
        """The tables, in order."""
        return (block for block in self.blocks if isinstance(block, Table))
