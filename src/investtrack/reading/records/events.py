"""What has happened of which no day is told: 是否复工 is 是, and 实际复工时间 is empty, or there is no such column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from investtrack.model.columns import column_by_key
from investtrack.model.source import SheetRef
from investtrack.reading.cells.cell_values import text_of
from investtrack.reading.cells.choices import PLAIN_YES
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import EventColumn, Layout, event_columns
from investtrack.reading.sheet import Notes, address
from investtrack.values.text_width import folded


def has_happened(cell: object, word: str) -> bool:
    """Whether a cell says of *word* that it has happened: 是, 已复工, 复工."""
    found = folded(text_of(cell)).upper()
    return found in PLAIN_YES or found == word or found.startswith(f"已{word}")


@define
class Events:
    """The columns of one sheet that say whether something has happened, and the rows that do not tell its day.

    Attributes:
        record: the record type of the sheet.
        layout: its columns.
        ref: where each field stands.
        notes: where findings go.
        columns: the columns that are heeded.
    """

    record: type
    layout: Layout
    ref: SheetRef
    notes: Notes
    columns: tuple[EventColumn, ...] = field(init=False, default=())
    _dayless: dict[str, list[tuple[int, str]]] = field(init=False, factory=dict)
    """Field of a day for which there is no column → the rows that say that it has come, each with its words."""

    def __attrs_post_init__(self) -> None:
        self.columns = event_columns(self.layout, self.record)

    def look(
        self, values: Mapping[str, Any], row: Sequence[Any], number: int, texts: list[tuple[str, str]]
    ) -> None:  # fmt: skip
        """Say of one-based row *number* what has happened on no day: it must not pass for what has not."""
        for each in self.columns:
            if each.index >= len(row) or not has_happened(row[each.index], each.word):
                continue
            if values.get(each.key) is not None or any(key == each.key for key, _ in texts):
                continue
            found = text_of(row[each.index]).strip()
            if each.key not in self.layout.keys:
                self._dayless.setdefault(each.key, []).append((number, found))
                continue
            texts.append((each.key, found))
            label = column_by_key(self.record)[each.key].label
            at = self.ref.cell(each.key, number).cell
            self.notes.make("event-undated", at, word=each.word, label=label, found=found)

    def say(self) -> None:
        """Say once a column which rows tell of what has happened, where no column tells when."""
        for each in self.columns:
            rows = self._dayless.pop(each.key, [])
            if not rows:
                continue
            number, found = rows[0]
            self.notes.make(
                "event-undated", address(each.index, number), variant="no-column", number=len(rows), found=found,
                word=each.word, header=clean(each.header), label=column_by_key(self.record)[each.key].label,
            )  # fmt: skip
