"""Rows that go on with the project above: one project over several rows, by source of funds or by measure."""

from __future__ import annotations

from collections.abc import Container, Sequence

from attrs import define, field

from investtrack.model.columns import AMOUNT_KINDS
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import Placed
from investtrack.reading.layout.row_kinds import is_blank
from investtrack.reading.sheet import Notes, Row, address


_SUMS = frozenset({"合计", "小计", "总计", "计"})


@define
class Continued:
    """The rows of one sheet that go on with the project above, and what is said of them.

    Attributes:
        placed: the columns that are read.
        name_index: column of the name.
        notes: where findings go.
        merged: cells that a cell merged downward covers.
    """

    placed: Sequence[Placed]
    name_index: int
    notes: Notes
    merged: Container[tuple[int, int]]
    _runs: list[tuple[int, int, int]] = field(
        init=False, factory=list
    )  # of a project: its row, first, last

    def takes(self, row: Row, number: int, above: int, first: Row) -> bool:
        """Whether one-based row *number* states nothing of its own but goes on with the record of row *above*.

        Its name is merged with that of the row above and it has no amount; or it follows without a name and
        holds nothing in any column that is read; or what it follows, *first*, says of itself that it is the
        sum (合计) of what comes. Words that it has of its own are not read, which is said.
        """
        if not above or (self.name_index < len(row) and not is_blank(row[self.name_index])):
            return False
        own = [p for p in self.placed if p.index < len(row) and not is_blank(row[p.index])]
        is_merged = (number, self.name_index) in self.merged
        counted = [p for p in own if p.match.column.kind in AMOUNT_KINDS]
        is_part = any(isinstance(cell, str) and clean(cell) in _SUMS for cell in first)
        if own and (
            any(p.key == "code" for p in own) or (not is_part and (counted or not is_merged))
        ):
            return False
        is_next = number == above + 1 or (
            self._runs and self._runs[-1][0::2] == (above, number - 1)
        )
        if not is_merged and not is_next:
            return False
        for place in own if not is_part else [p for p in own if p not in counted]:
            header = clean(place.header)
            self.notes.make(
                "row-continued",
                address(place.index, number),
                variant="words",
                row=number,
                above=above,
                label=header,
                found=row[place.index],
            )
        if self._runs and self._runs[-1][0] == above:
            _, begun, _ = self._runs.pop()
            self._runs.append((above, begun, number))
        else:
            self._runs.append((above, number, number))
        return True

    def say(self) -> None:
        """Say once which rows were taken for further rows of a project."""
        if not self._runs:
            return
        spans = "、".join(f"{a}行" if a == b else f"{a}—{b}行" for _, a, b in self._runs)
        self.notes.make("row-continued", address(self.name_index, self._runs[0][1]), rows=spans)
