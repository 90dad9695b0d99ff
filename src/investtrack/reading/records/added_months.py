"""Adds the single months of a row up into amounts from January to the end of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, field

from investtrack.reading.cells.cell_values import UnreadableError, is_rough, money, text_of
from investtrack.reading.columns.monthly import differs_little
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import Months
from investtrack.reading.sheet import Notes, address
from investtrack.values.amount import ZERO, Amount, Unit, plain
from investtrack.values.period import Month, month


Texts = list[tuple[str, str]]
Silent = Callable[[int, int, str, Texts], bool]
"""Says what an empty cell hides; whether it hides anything."""


def note_unfounded(notes: Notes, place: str, label: str, found: str) -> None:
    """Say that the amount of a month cannot be added up, since one before it is not stated."""
    notes.make(
        "amount-unreadable", place, label=label, found=found,
        expected="前面各月都有数，才能累计", mend="补填前面空着的月份；没有发生的填0",
    )  # fmt: skip


@define
class AddedMonths:
    """The columns of one series that is stated month by month.

    What follows a month that is not stated, or cannot be read, is unknown and said; beside a column of totals that is
    the sum of the months, a month that is not stated counts for nothing.
    """

    months: Months
    usual: Unit
    notes: Notes
    silent: Silent
    unread: Callable[[UnreadableError, object, int, int, str, str, Texts], None]
    keys: list[tuple[int, str, str, Month]] = field(init=False)
    """Index, key, label and month of each column."""

    def __attrs_post_init__(self) -> None:
        each, series = self.months, self.months.column
        self.keys = [
            (column.index, f"{series.key}.{end}", f"{end.year}年{end.month}月{series.label}", end)
            for column in each.columns
            for end in (month(each.year, column.month),)
        ]

    def columns(self) -> tuple[dict[str, int], dict[str, str]]:
        """Return field key → column and header: of an amount to date, each month's that it is the sum of."""
        indices: dict[str, int] = {}
        headers: dict[str, str] = {}
        for number, (_, key, _, _) in enumerate(self.keys):
            for back in range(number + 1):
                name = f"{key}.{back + 1}" if back else key
                column = self.months.columns[number - back]
                indices[name], headers[name] = column.index, column.header
        return indices, headers

    def of(
        self, row: Sequence[object], number: int, texts: Texts
    ) -> tuple[tuple[Month, Amount], ...]:
        """Return the amounts to date of one-based row *number*; keep in *texts* what cannot be read."""
        made: list[tuple[Month, Amount]] = []
        so_far, is_known, is_open, is_said = ZERO, True, False, False
        for column, (index, key, label, end) in zip(self.months.columns, self.keys, strict=True):
            cell = row[index] if index < len(row) else ""
            try:
                amount = money(column.unit or self.usual)(cell) if cell != "" else None
            except UnreadableError as error:
                self.unread(error, cell, index, number, key, label, texts)
                is_known, is_said = False, True
                continue
            if amount is None:
                is_open = is_open or self.months.total is None
                is_known = is_known and not (cell == "" and self.silent(index, number, key, texts))
                continue
            if not is_known or is_open:
                texts.append((key, text_of(cell)))
                if not is_said:
                    note_unfounded(self.notes, address(index, number), label, text_of(cell))
                is_known, is_said = False, True
                continue
            if isinstance(cell, str) and is_rough(cell):
                self.notes.make(
                    "number-rough", address(index, number), label=label, found=cell, taken=amount
                )
            so_far += amount
            made.append((end, so_far))
        if is_known:
            self._hold(row, number, so_far)
        return tuple(made)

    def _hold(self, row: Sequence[object], number: int, whole: Amount) -> None:
        """Say where the row's own total is not the sum of its months."""
        total = self.months.total
        if total is None or total.index >= len(row) or row[total.index] == "":
            return
        cell, unit = row[total.index], total.unit or self.usual
        try:
            stated = money(unit)(cell)
        except UnreadableError:
            return
        if stated is not None and not differs_little(stated, whole):
            self.notes.make(
                "months-total-differs", address(total.index, number), row=number, label=self.months.column.label,
                header=clean(total.header), found=text_of(cell), whole=f"{plain(whole.to(unit))}{unit}",
            )  # fmt: skip
