"""The body of a large table, written as text beside XlsxWriter's own cells.

XlsxWriter keeps and formats cell by cell, about eight microseconds each; a table of one format a
column needs none of that. Heads, widths, charts and everything else stay with XlsxWriter.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import ceil
from typing import Any

from attrs import frozen

from investtrack.model.source import column_letters
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate


# The longest text a cell holds.
_LONGEST = 32_767
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]")
# Points of one line of 10-point type, and the highest row Excel shows.
_LINE, _HIGHEST = 13, 409
# Half-width characters that a width of one holds, at 10 points.
_FULL = 1.05
# The most links Excel opens on one sheet.
_MOST_LINKS = 65_530


@frozen(eq=False)
class Live:
    """A cell that is a formula, with the value that the core computed stored beside it.

    Attributes:
        formula: without its leading sign.
        value: the stored value; None is an empty text.
    """

    formula: str
    value: Any


class Once(str):
    """A text that stands in few cells: written in its cell, not among the shared strings."""

    __slots__ = ()


@cache
def sheet_class() -> Any:  # noqa: ANN401, C901 - XlsxWriter has no types; a class within, of short methods
    """Return XlsxWriter's worksheet with a body; made when a workbook is written, not before."""
    from xlsxwriter.worksheet import Worksheet

    class BodySheet(Worksheet):  # type: ignore[misc]
        """A worksheet whose rows from *first* on are text already."""

        dim_rowmax: Any

        def __init__(self) -> None:
            super().__init__()
            self._body: Any = None
            self._first = 0
            self._links: list[str] = []

        def write_body(  # noqa: PLR0913, PLR0917 - a table's rows, and what is known of each column
            self,
            first: int,
            rows: Iterable[Sequence[Any]],
            styles: Sequence[Any],
            formats: Mapping[str, Any],
            bordered: int,
            formulas: Mapping[int, str],
            last: int,
            wraps: Mapping[int, float],
        ) -> int:
            """Write *rows* from row *first* on and return the number of the last; once a sheet.

            Args:
                first: number of the first row.
                rows: the rows.
                styles: format of each column.
                formats: name → format, for cells that differ from their column.
                bordered: row up to which empty cells get a border.
                formulas: column → its formula in row *first*; the rows below share it.
                last: number of the last row that shares it.
                wraps: column whose text is wrapped → its width in characters.
            """
            self._first = first
            self._body = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed when copied
            index = self.str_table._get_shared_string_index  # noqa: SLF001 - there is no public name
            named = {name: form._get_xf_index() for name, form in formats.items()}  # noqa: SLF001
            kept = [form._get_xf_index() for form in styles]  # noqa: SLF001
            begun, shared = (
                _columns(kept, found) for found in _shared(formulas, len(kept), first, last)
            )
            number = first - 1
            for number, row in enumerate(rows, first):
                with_blanks = number < bordered
                self._body.write(_begin(row, number + 1, wraps if with_blanks else ()))
                columns = begun if number == first else shared
                line = _row(row, number + 1, columns, named, index, with_blanks=with_blanks)
                self._body.write(line)
            if number >= first:
                self._check_dimensions(first, 0)
                self._check_dimensions(number, max(len(styles) - 1, 0))
            return number

        def link(self, cell: str, sheet: str, target: str) -> None:
            """Make *cell* lead to cell *target* of *sheet*, a name of ours; the cell itself is written elsewhere."""
            if len(self._links) < _MOST_LINKS:
                self._links.append(f'<hyperlink ref="{cell}" location="{sheet}!{target}"/>')

        def _write_rows(self) -> None:
            """Write what stands above the body as XlsxWriter does, then the body."""
            if self._body is None:
                super()._write_rows()
                return
            last = self.dim_rowmax
            self.dim_rowmax = min(last, self._first - 1)
            super()._write_rows()
            self.dim_rowmax = last
            self._body.seek(0)
            shutil.copyfileobj(self._body, self.fh)
            self._body.close()

        def _write_hyperlinks(self) -> None:
            """Write the links; this sheet has none of XlsxWriter's own."""
            if self._links:
                self.fh.write(f"<hyperlinks>{''.join(self._links)}</hyperlinks>")

    return BodySheet


def _shared(
    formulas: Mapping[int, str], width: int, first: int, last: int
) -> tuple[list[str], list[str]]:
    """Return the formula of each column as the first row states it, and as the rows below share it."""
    shared, begun = [""] * width, [""] * width
    for number, (place, formula) in enumerate(formulas.items()):
        letters = column_letters(place)
        reach = f"{letters}{first + 1}:{letters}{last + 1}"
        shared[place] = f'<f t="shared" si="{number}"/>'
        begun[place] = f'<f t="shared" ref="{reach}" si="{number}">{escaped(formula)}</f>'  # fmt: skip
    return begun, shared


Column = tuple[str, str, str]
"""What its cells begin with, how their style is written, and their formula."""


def _columns(styles: Sequence[int], formulas: Sequence[str]) -> list[Column]:
    return [
        (f'<c r="{column_letters(place)}', f'" s="{style}"', formula)
        for place, (style, formula) in enumerate(zip(styles, formulas, strict=True))
    ]


def _begin(row: Sequence[Any], number: int, wraps: Mapping[int, float] | tuple[()]) -> str:
    """Return the beginning of a row, as high as its longest wrapped text: not every program fits heights."""
    lines = 1
    for place in wraps:
        cell = row[place]
        value = cell[0] if type(cell) is tuple else cell
        text = value.value if type(value) is Live else value
        if isinstance(text, str) and len(text) * 2 > wraps[place]:
            needed = sum(
                ceil(len(line.encode("gb18030", "replace")) / (wraps[place] * _FULL)) or 1
                for line in text.split("\n")
            )
            lines = max(lines, needed)
    if lines == 1:
        return f'<row r="{number}">'
    return f'<row r="{number}" ht="{min(lines * _LINE + 3, _HIGHEST)}" customHeight="1">'


def _row(  # noqa: C901, PLR0913 - called once a row; one branch a kind of cell
    row: Sequence[Any],
    number: int,
    columns: Sequence[Column],
    named: Mapping[str, int],
    index: Any,  # noqa: ANN401 - text → its number
    *,
    with_blanks: bool,
) -> str:
    """Return the cells of a row as XML; text is always text, so that a ledger's “=1+1” is no formula."""
    parts = []
    for cell, (letters, style, formula) in zip(row, columns, strict=True):
        value = cell
        if type(cell) is tuple:
            value, style = cell[0], f'" s="{named[cell[1]]}"'  # noqa: PLW2901 - one cell differs from its column
        if formula:
            parts.append(f"{letters}{number}{style}{_live(formula, value)}")
        elif value is None or value == "":
            if with_blanks:
                parts.append(f"{letters}{number}{style}/>")
        elif type(value) is str:
            parts.append(f'{letters}{number}{style} t="s"><v>{index(value[:_LONGEST])}</v></c>')
        elif type(value) is Amount:
            parts.append(f"{letters}{number}{style}><v>{value.to(Unit.WAN):f}</v></c>")
        elif type(value) is Once:
            text = escaped(value[:_LONGEST])
            parts.append(
                f'{letters}{number}{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            )
        elif type(value) is Live:
            live = _live(f"<f>{escaped(value.formula)}</f>", value.value)
            parts.append(f"{letters}{number}{style}{live}")
        elif isinstance(value, str):  # a choice
            parts.append(
                f'{letters}{number}{style} t="s"><v>{index(str(value)[:_LONGEST])}</v></c>'
            )
        else:
            parts.append(f"{letters}{number}{style}><v>{number_text(value)}</v></c>")
    parts.append("</row>")
    return "".join(parts)


def _live(formula: str, value: Any) -> str:  # noqa: ANN401 - a text or a number
    """Return what follows a formula cell's style: the formula and its stored value."""
    if value is None:
        return f' t="str">{formula}<v></v></c>'
    if isinstance(value, str):
        return f' t="str">{formula}<v>{escaped(value[:_LONGEST])}</v></c>'
    return f">{formula}<v>{number_text(value)}</v></c>"


def escaped(text: str) -> str:
    """Return *text* as XML content; control characters are written as workbooks write them."""
    if not _SPECIAL.search(text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def number_text(value: Amount | Rate | Points | int) -> str:
    """Return a value as a spreadsheet reads it: money in 万元, exact; rates as fractions."""
    if isinstance(value, Amount):
        return format(value.to(Unit.WAN), "f")
    if isinstance(value, Rate):
        return repr(float(value.fraction))
    return repr(float(value.number)) if isinstance(value, Points) else str(value)
