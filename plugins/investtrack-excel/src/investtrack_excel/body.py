"""The body of a large table, written as text beside XlsxWriter's own cells.

XlsxWriter keeps and formats cell by cell, about eight microseconds each; a table of one format a
column needs none of that. Heads, widths, charts and everything else stay with XlsxWriter.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from investtrack.model.source import column_letters
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate


# The longest text a cell holds.
_LONGEST = 32_767


@cache
def sheet_class() -> Any:  # noqa: ANN401 - XlsxWriter has no types
    """Return XlsxWriter's worksheet with a body; made when a workbook is written, not before."""
    from xlsxwriter.worksheet import Worksheet

    class BodySheet(Worksheet):  # type: ignore[misc]
        """A worksheet whose rows from *first* on are text already."""

        dim_rowmax: Any

        def __init__(self) -> None:
            super().__init__()
            self._body: Any = None
            self._first = 0

        def write_body(
            self,
            first: int,
            rows: Iterable[Sequence[Any]],
            styles: Sequence[Any],
            formats: Mapping[str, Any],
            bordered: int,
        ) -> int:
            """Write *rows* from row *first* on and return the number of the last; once a sheet."""
            self._first = first
            self._body = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed when copied
            index = self.str_table._get_shared_string_index  # noqa: SLF001 - there is no public name
            named = {name: form._get_xf_index() for name, form in formats.items()}  # noqa: SLF001
            columns = [f'<c r="{column_letters(i)}' for i in range(len(styles))]
            kept = [form._get_xf_index() for form in styles]  # noqa: SLF001
            number = first - 1
            for number, row in enumerate(rows, first):
                line = _row(
                    row, number + 1, columns, kept, named, index, with_blanks=number < bordered
                )
                self._body.write(line)
            if number >= first:
                self._check_dimensions(first, 0)
                self._check_dimensions(number, max(len(styles) - 1, 0))
            return number

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

    return BodySheet


def _row(  # noqa: PLR0913, PLR0917 - called once a row, with everything made before
    row: Sequence[Any],
    number: int,
    columns: Sequence[str],
    styles: Sequence[int],
    named: Mapping[str, int],
    index: Any,  # noqa: ANN401 - text → its number
    *,
    with_blanks: bool,
) -> str:
    """Return one row as XML; text is always text, so that a ledger's “=1+1” is no formula."""
    parts = [f'<row r="{number}">']
    for place, cell in enumerate(row):
        value, style = (cell[0], named[cell[1]]) if type(cell) is tuple else (cell, styles[place])
        if value is None or value == "":
            if with_blanks:
                parts.append(f'{columns[place]}{number}" s="{style}"/>')
        elif isinstance(value, str):
            text = index(value[:_LONGEST])
            parts.append(f'{columns[place]}{number}" s="{style}" t="s"><v>{text}</v></c>')
        else:
            parts.append(f'{columns[place]}{number}" s="{style}"><v>{number_text(value)}</v></c>')
    parts.append("</row>")
    return "".join(parts)


def number_text(value: Amount | Rate | Points | int) -> str:
    """Return a value as a spreadsheet reads it: money in 万元, exact; rates as fractions."""
    if isinstance(value, Amount):
        return format(value.to(Unit.WAN), "f")
    if isinstance(value, Rate):
        return repr(float(value.fraction))
    return repr(float(value.number)) if isinstance(value, Points) else str(value)
