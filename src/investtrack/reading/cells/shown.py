"""Cells as the clerk sees them: numbers by their formats, struck-out text gone, footnote marks no digits, pictures pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import define, field

from investtrack.reading.cells.cell_values import LONGEST_EXACT
from investtrack.reading.cells.choices import PICTURE
from investtrack.reading.cells.number_format import format_of
from investtrack.reading.sheet import Notes, Row, Run, SheetMarks, typed
from investtrack.values.cell import column_index
from investtrack.values.text_width import is_note_mark


_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
_SHOWN = 40
_NUMBERED = 2  # cells of a row that has a number and more than a name


@define
class ShownRows:
    """The rows of a sheet as they are seen; what was left out of them is said when they have been read.

    Attributes:
        rows: the rows as they are stored.
        marks: what the stored values do not tell.
    """

    rows: Iterable[Row]
    marks: SheetMarks
    _by_row: dict[int, dict[int, str]] = field(init=False, factory=dict)
    _said: list[tuple[int, Callable[[Notes], None]]] = field(init=False, factory=list)
    _unseen: dict[str, list[tuple[int, float]]] = field(init=False, factory=dict)
    """Column → row and number of each cell whose format hides it."""

    def __attrs_post_init__(self) -> None:
        marks = self.marks
        for address in {*marks.formats, *marks.runs, *marks.struck, *marks.pictures}:
            if found := _ADDRESS.fullmatch(address):
                self._by_row.setdefault(int(found[2]), {})[column_index(found[1])] = address

    @property
    def changes(self) -> bool:
        """Whether any cell is seen otherwise than it is stored, so that something may be said of it."""
        return bool(self._by_row)

    def __iter__(self) -> Iterator[Row]:
        if not self._by_row:
            return iter(self.rows)
        return self._each()

    def _each(self) -> Iterator[Row]:
        for number, row in enumerate(self.rows, 1):
            marked = self._by_row.get(number)
            yield self._seen(number, row, marked) if marked else row

    def say(self, notes: Notes, after: int) -> None:
        """Add the findings on what was left out below one-based row *after*, the last of the header."""
        for number, say in self._said:
            if number > after:
                say(notes)
        self._said.clear()
        for letters, cells in self._unseen.items():
            if found := [(row, value) for row, value in cells if row > after]:
                place = f"{letters}{found[0][0]}"
                notes.make("number-unseen", place, number=len(found), found=_text(found[0][1]))
        self._unseen.clear()

    def _seen(self, number: int, row: Row, marked: dict[int, str]) -> Row:
        filled = [index for index, cell in enumerate(row) if cell not in {"", None}]
        if self._is_struck(row, filled, marked):
            found = " ".join(_text(row[index]) for index in filled)[:_SHOWN]
            self._row(number, found)
            return [""] * len(row)
        seen = list(row)
        for index, address in marked.items():
            if index < len(seen):
                seen[index] = self._cell(number, address, seen[index])
            elif address in self.marks.pictures:
                seen += [""] * (index - len(seen)) + [PICTURE]
        return seen

    def _is_struck(self, row: Row, filled: list[int], marked: dict[int, str]) -> bool:
        """Whether a row is struck out as a whole; its number (序号) may be left as it is."""
        left = [index for index in filled if not self._is_out(marked.get(index, ""))]
        if not left:
            return bool(filled)
        is_numbered = left == filled[:1] and len(filled) > _NUMBERED and row[left[0]] is not True
        return is_numbered and isinstance(row[left[0]], (int, float))

    def _is_out(self, address: str) -> bool:
        runs = self.marks.runs.get(address)
        return address in self.marks.struck or (
            runs is not None and all(run.is_struck or not run.text.strip() for run in runs)
        )

    def _cell(self, number: int, address: str, value: object) -> object:
        marks = self.marks
        if address in marks.pictures:
            return PICTURE
        if address in marks.struck:
            if value not in {"", None}:
                self._struck(number, address, _text(value), "（空）")
            return ""
        if address in marks.runs:
            return self._unmarked(number, address, marks.runs[address])
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return value
        return self._formatted(number, address, value)

    def _formatted(self, number: int, address: str, value: float) -> float | str:
        """Return a number as its format shows it."""
        form = format_of(self.marks.formats[address], value)
        # A code without its last digits is one however it is shown.
        if form is None or (form.is_code and abs(value) >= LONGEST_EXACT):
            return value
        if form.is_hiding:
            self._unseen.setdefault(address.rstrip("0123456789"), []).append((number, value))
            return value
        return form.shown(value)

    def _unmarked(self, number: int, address: str, runs: Sequence[Run]) -> object:
        whole = "".join(run.text for run in runs)
        standing = [run for run in runs if not run.is_struck]
        kept = "".join(run.text for run in standing)
        if len(standing) < len(runs):
            self._struck(number, address, whole, kept.strip() or "（空）")
        text, dropped = "", ""
        for run in standing:
            # m² and the like are units; a raised sign elsewhere points to a note.
            if run.is_raised and is_note_mark(run.text, text):
                dropped += run.text
            else:
                text += run.text
        if dropped:
            self._mark(number, address, whole, dropped.strip())
        return typed(text)

    def _row(self, number: int, found: str) -> None:
        def say(notes: Notes) -> None:
            notes.make("row-struck", f"第{number}行", row=number, found=found)

        self._said.append((number, say))

    def _struck(self, number: int, address: str, found: str, kept: str) -> None:
        def say(notes: Notes) -> None:
            notes.make("cell-struck", address, found=found, kept=kept)

        self._said.append((number, say))

    def _mark(self, number: int, address: str, found: str, mark: str) -> None:
        def say(notes: Notes) -> None:
            notes.make("footnote-mark", address, found=found, mark=mark)

        self._said.append((number, say))


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
