"""The body of a large table, written as text beside XlsxWriter's own cells.

XlsxWriter keeps and formats cell by cell, about eight microseconds each; a table of one format a
column needs none of that. Heads, widths, charts and everything else stay with XlsxWriter.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, islice, repeat
from math import ceil
from typing import TYPE_CHECKING, Any

from investtrack.model.source import column_letters
from investtrack_excel.export.cell_text import ROW, Live, Texts, escaped


if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


# Points of one line of 10-point type, and the highest row Excel shows.
_LINE, _HIGHEST = 13, 409
# Half-width characters that a width of one holds, at 10 points.
_FULL = 1.05
# The most links Excel opens on one sheet.
_MOST_LINKS = 65_530
# Rows made at once: column by column, so that what holds for a column is asked once.
_AT_ONCE = 512
_PIECE = 1 << 20

Take = Callable[[int], Sequence[Sequence[object]]]
"""How many rows → the next so many, as columns; none after the last."""


def taking_rows(rows: Iterable[Sequence[object]]) -> Take:
    """Return what takes *rows*."""
    stream = iter(rows)
    return lambda number: list(zip(*islice(stream, number), strict=True))


def taking_columns(columns: Sequence[Sequence[object]]) -> Take:
    """Return what takes the rows that *columns* make, all of one length."""
    begun = 0

    def take(number: int) -> Sequence[Sequence[object]]:
        nonlocal begun
        taken = [column[begun : begun + number] for column in columns]
        begun += number
        return taken if taken[0] else ()

    return take


def taking_records(
    records: Sequence[object],
    reads: Sequence[Callable[[Sequence[object]], Sequence[object]]],
) -> Take:
    """Return what takes *records*, each column read by one of *reads*."""
    begun = 0

    def take(number: int) -> Sequence[Sequence[object]]:
        nonlocal begun
        taken = records[begun : begun + number]
        begun += number
        return [read(taken) for read in reads] if taken else ()

    return take


@cache
def sheet_class() -> type[Worksheet]:  # noqa: C901 - a class within, of short methods
    """Return XlsxWriter's worksheet with a body; made when a workbook is written, not before."""
    from xlsxwriter.worksheet import Worksheet

    class BodySheet(Worksheet):  # type: ignore[misc]
        """A worksheet whose rows from *first* on are text already."""

        dim_rowmax: Any

        def __init__(self) -> None:
            super().__init__()
            self._body: Any = None
            self._first = self._cut = 0
            self._links: list[str] = []

        def write_body(  # noqa: PLR0913, PLR0917 - a table's rows, and what is known of each column
            self,
            first: int,
            take: Take,
            styles: Sequence[Any],
            formats: Mapping[str, Any],
            bordered: int,
            formulas: Mapping[int, str],
            last: int,
            wraps: Mapping[int, float],
        ) -> int:
            """Write the rows that *take* gives from row *first* on and return the number of the last; once a sheet.

            Args:
                first: number of the first row.
                take: gives the rows.
                styles: format of each column.
                formats: name → format, for cells that differ from their column.
                bordered: row up to which empty cells get a border.
                formulas: column → its formula in row *first*; the rows below share it.
                last: number of the last row that shares it.
                wraps: column whose text is wrapped → its width in characters.
            """
            self._first = first
            self._body = tempfile.SpooledTemporaryFile(_PIECE)  # noqa: SIM115 - closed when dropped
            named = {name: form._get_xf_index() for name, form in formats.items()}  # noqa: SLF001
            texts = Texts(self.str_table, named)
            kept = [form._get_xf_index() for form in styles]  # noqa: SLF001
            begun, shared = _shared(formulas, len(kept), first, last)
            letters = [f'<c r="{column_letters(place)}' for place in range(len(kept))]
            number = first
            while columns := take(_portion(number, first, bordered)):
                with_blanks = number < bordered
                numbers = list(map(str, range(number + 1, number + 1 + len(columns[0]))))
                begin, begins = _begin(columns, len(numbers), wraps if with_blanks else {})
                made = [
                    texts.column(values, numbers, cell, style, formula, with_blanks=with_blanks)
                    for values, cell, style, formula in zip(
                        columns, letters, kept, begun if number == first else shared, strict=True
                    )
                ]
                row = "".join((begin, *(common for common, _ in made), "</row>"))
                told = list(chain(begins, *(own for _, own in made)))
                cells = zip(*told, strict=True) if told else repeat(())
                rows = [
                    row.replace(ROW, each) % own for each, own in zip(numbers, cells, strict=False)
                ]
                self._body.write("".join(rows).encode())
                number += len(numbers)
            if number > first:
                self._check_dimensions(first, 0)
                self._check_dimensions(number - 1, max(len(styles) - 1, 0))
            return number - 1

        def link(self, cell: str, sheet: str, target: str) -> None:
            """Make *cell*, or every cell of a range, lead to cell *target* of *sheet*, a name of ours; it is written elsewhere."""
            if len(self._links) < _MOST_LINKS:
                self._links.append(f'<hyperlink ref="{cell}" location="{sheet}!{target}"/>')

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002 - XlsxWriter's
            """Return *formula* as it is: ours call only what every spreadsheet has; XlsxWriter looks for thirty newer names."""
            if formula.startswith("{"):
                prepared: str = super()._prepare_formula(formula, expand_future_functions)
                return prepared
            return formula.removeprefix("=")

        def _write_rows(self) -> None:
            """Write what stands above the body as XlsxWriter does, and know where the body belongs."""
            if self._body is None:
                super()._write_rows()
                return
            last = self.dim_rowmax
            self.dim_rowmax = min(last, self._first - 1)
            super()._write_rows()
            self.dim_rowmax = last
            self._cut = self.fh.tell()

        def pieces(self, text: str) -> Iterator[bytes]:
            """Yield the sheet's part of the archive, *text* with the body where it belongs."""
            if self._body is None:
                yield text.encode()
                return
            yield text[: self._cut].encode()
            self._body.seek(0)
            while piece := self._body.read(_PIECE):
                yield piece
            yield text[self._cut :].encode()

        def drop(self) -> None:
            """Give up what is kept of the body."""
            if self._body is not None:
                self._body.close()

        def _write_hyperlinks(self) -> None:
            """Write the links; this sheet has none of XlsxWriter's own."""
            if self._links:
                self.fh.write(f"<hyperlinks>{''.join(self._links)}</hyperlinks>")

    return BodySheet


def _portion(number: int, first: int, bordered: int) -> int:
    """Return how many rows are made at once from row *number* on: the first is alone, it states the formulas."""
    if number == first:
        return 1
    return min(bordered - number, _AT_ONCE) if number < bordered else _AT_ONCE


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


def _begin(
    columns: Sequence[Sequence[object]], size: int, wraps: Mapping[int, float]
) -> tuple[str, list[list[str]]]:
    """Return the beginning of rows, as high as their longest wrapped text: not every program fits heights."""
    lines: dict[int, int] = {}
    for place, width in wraps.items():
        for index, cell in enumerate(columns[place]):
            value = cell[0] if type(cell) is tuple else cell
            text = value.value if type(value) is Live else value
            if isinstance(text, str) and len(text) * 2 > width:
                needed = sum(
                    ceil(len(line.encode("gb18030", "replace")) / (width * _FULL)) or 1
                    for line in text.split("\n")
                )
                if needed > 1:
                    lines[index] = max(lines.get(index, 1), needed)
    if not lines:
        return f'<row r="{ROW}">', []
    high = [""] * size
    for index, needed in lines.items():
        high[index] = f' ht="{min(needed * _LINE + 3, _HIGHEST)}" customHeight="1"'
    return f'<row r="{ROW}"%s>', [high]
