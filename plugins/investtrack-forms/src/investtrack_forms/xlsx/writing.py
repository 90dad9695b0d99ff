"""Writes an answer into every cell of a sheet that asks for one, after its rows were repeated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import define, field

from investtrack.model.source import column_letters
from investtrack.reading.cells.number_format import number_format
from investtrack.values.amount import Amount
from investtrack_forms.expressions.answers import Answer
from investtrack_forms.expressions.fields import field_of
from investtrack_forms.expressions.form_context import FormContext
from investtrack_forms.expressions.lines import NAMING, Chosen, Line
from investtrack_forms.expressions.rendered import CellValue, as_cell
from investtrack_forms.expressions.syntax import Expression, FormSyntaxError
from investtrack_forms.trace import FilledPlaceholder
from investtrack_forms.xlsx.merging import merge_equal
from investtrack_forms.xlsx.reading import FormSheet, Slot
from investtrack_ooxml.runs import replaced
from investtrack_ooxml.spreadsheet import cells
from investtrack_ooxml.spreadsheet.addresses import address, split_address
from investtrack_ooxml.spreadsheet.fit_rows import RowFitter, fixed
from investtrack_ooxml.spreadsheet.row_mapping import RowMapping
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook


if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_RANGES = 100


@define(eq=False)
class Writer:
    """Fills one sheet.

    Attributes:
        context: what answers.
        book: the workbook.
        sheet: the sheet of the form.
        chosen: its repeated rows, from top to bottom.
        moves: where its rows went.
        entries: what was filled.
    """

    context: FormContext
    book: Workbook
    sheet: FormSheet
    chosen: list[Chosen]
    moves: RowMapping
    entries: list[FilledPlaceholder] = field(factory=list)
    _rows: dict[int, _Element] = field(factory=dict)
    _slots: dict[int, list[Slot]] = field(factory=dict)

    def write(self) -> None:
        """Fill every cell, from top to bottom."""
        root = self.book.package.tree(self.sheet.part.part)
        data = root.find(tag("sheetData"))
        if data is None:
            return
        heights = RowFitter(self.book, root)
        self._rows = {int(row.get("r", "0")): row for row in data}
        for slot in sorted(self.sheet.slots.values(), key=lambda item: (item.row, item.column)):
            self._slots.setdefault(slot.row, []).append(slot)
        for new, old, chosen, line in sorted(self._work(), key=lambda item: item[0]):
            row = self._row(data, new)
            if line is not None and not line.source:
                is_ready = chosen is not None and not chosen.ready.rows.names
                model = chosen.ready.rows.first if chosen is not None and is_ready else old
                self._leave_blank(row, new, self._slots.get(model, []), line)
                continue
            for slot in self._slots.get(old, []):
                self._fill(row, new, slot, chosen, line)
            if (chosen is not None and chosen.ready.rows.grow) or not fixed(row):
                heights.fit(row)
        for chosen, block in zip(self.chosen, self.moves.blocks, strict=True):
            if chosen.ready.rows.merge:
                slots = self._slots.get(chosen.ready.rows.first, [])
                merge_equal(root, self.context.report_context, chosen, block, slots)

    def _work(self) -> Iterator[tuple[int, int, Chosen | None, Line | None]]:
        """Yield each new row with the form's row whose placeholders it takes."""
        for old in self._slots:
            if self.moves.block(old) is None:
                yield self.moves.after(old), old, None, None
        for chosen, block in zip(self.chosen, self.moves.blocks, strict=True):
            for offset, line in enumerate(chosen.lines):
                yield block.at + offset, line.source or line.row, chosen, line

    def _row(self, data: _Element, number: int) -> _Element:
        from lxml import etree

        row = self._rows.get(number)
        if row is None:
            row = etree.Element(tag("row"), r=str(number))
            after = [element for other, element in self._rows.items() if other < number]
            if after:
                max(after, key=lambda element: int(element.get("r", "0"))).addnext(row)
            else:
                data.insert(0, row)
            self._rows[number] = row
        return row

    def _leave_blank(self, row: _Element, new: int, slots: list[Slot], line: Line) -> None:
        """Leave a row without a record blank but for its rulings, and say 无 where there is no record at all."""
        for cell in row.iter(tag("c")):
            if cell.find(tag("f")) is not None:
                cells.blank(cell)
        named = [s for s in slots if s.pieces and s.pieces.whole and s.pieces.whole.name in NAMING]
        saying = (named or [slot for slot in slots if slot.pieces] or slots)[:1]
        for slot in slots:
            cell = _cell(row, new, slot.column)
            cells.blank(cell)
            if slot in saying and line.empty.strip():
                cells.write_text(cell, line.empty)

    def _fill(
        self, row: _Element, new: int, slot: Slot, chosen: Chosen | None, line: Line | None
    ) -> None:
        cell = _cell(row, new, slot.column)
        if slot.pieces is None:
            cells.write_text(cell, slot.text)
            return
        place = f"{self.sheet.part.name}!{address(new, slot.column)}"
        whole = slot.pieces.whole
        if whole is not None:
            self._fill_whole(cell, place, whole, chosen, line)
            return
        words = []
        for expression in slot.pieces.expressions:
            answer = self.context.answer(expression, self.sheet.part.name, chosen, line)
            words.append(self.context.text(answer, expression))
            self.entries.append(self.context.entry(place, answer, expression, words[-1]))
        if slot.runs:
            cells.write_runs(
                self.book,
                cell,
                replaced(cells.run_texts(self.book, cell), slot.pieces.spans, words),
            )
        else:
            told = iter(words)
            parts = slot.pieces.parts
            cells.write_text(
                cell, "".join(part if isinstance(part, str) else next(told) for part in parts)
            )

    def _fill_whole(
        self,
        cell: _Element,
        place: str,
        expression: Expression,
        chosen: Chosen | None,
        line: Line | None,
    ) -> None:
        answer = self.context.answer(expression, self.sheet.part.name, chosen, line)
        if answer.value is None:
            text = self.context.absent_text(answer, expression)
            cells.write_text(cell, text)
            self.entries.append(self.context.entry(place, answer, expression, text))
            return
        style = cell.get("s", "")
        display = self.context.report_context.report.profile.display
        shown = as_cell(
            answer,
            expression.options,
            self.context.spec.unit,
            display,
            self.book.styles.number_format(style),
        )
        scale = _scale(shown.number_format or self.book.styles.number_format(style))
        formula = self._formula(expression, answer, shown, chosen, line, scale)
        if formula and shown.number is not None:
            cells.write_formula(cell, formula, shown.number.scaleb(scale))
        elif shown.number is not None:
            cells.write_number(cell, shown.number.scaleb(scale))
        elif shown.day is not None:
            cells.write_day(self.book, cell, shown.day)
        else:
            cells.write_text(cell, shown.text or "")
        if shown.number_format:
            cell.set("s", self.book.styles.with_number_format(style, shown.number_format))
        self.entries.append(self.context.entry(place, answer, expression, _said(shown), formula))

    def _formula(  # noqa: PLR0913, PLR0917 - a cell, what it asks for and where it stands
        self,
        expression: Expression,
        answer: Answer,
        shown: CellValue,
        chosen: Chosen | None,
        line: Line | None,
        scale: int,
    ) -> str:
        """Return the formula a sum is written as; empty where the rows it is over do not show what it adds."""
        if (
            expression.function != "sum"
            or shown.number is None
            or not isinstance(answer.value, Amount)
        ):
            return ""
        over = self.context.over(expression, chosen, self.sheet.part.name)
        ranges: list[str] = []
        for item in over:
            if item not in self.chosen or item.ready.rows.height > 1:
                return ""
            if not item.records:
                continue
            column = self._column_of(item, expression)
            if column is None or self._scale_of(item.ready.rows.first, column) != scale:
                return ""
            path = line.path if line is not None and item is chosen else ()
            first, last = self._span_of(item, path)
            letters = column_letters(column - 1)
            ranges.append(f"{letters}{first}:{letters}{last}")
        listed = [id(record) for item in over for record in item.records]
        if not ranges or len(ranges) > _MOST_RANGES or len(set(listed)) != len(listed):
            return ""
        return f"SUBTOTAL(9,{','.join(ranges)})"

    def _span_of(self, over: Chosen, path: tuple[int, ...]) -> tuple[int, int]:
        """Return the first and the last of the new rows of *over* for *path*."""
        rows = over.ready.rows
        if rows.ready_rows > 1:
            return self.moves.span(rows.first, rows.first + rows.ready_rows - 1)
        copies = self.moves.blocks[self.chosen.index(over)].copies(rows.first, path)
        return copies[0], copies[-1]

    def _scale_of(self, old: int, column: int) -> int:
        first = self.moves.first(old)
        row = self._rows.get(first)
        style = _cell(row, first, column).get("s", "") if row is not None else ""
        return _scale(self.book.styles.number_format(style))

    def _column_of(self, over: Chosen, expression: Expression) -> int | None:
        """Return the column of repeated rows whose cells are the numbers that *expression* adds."""
        wanted = field_of(over.ready.records, expression.name, expression.keys).key
        unit = expression.options.unit or self.context.spec.unit
        rows = over.ready.rows
        for slot in self._slots.get(rows.first, []):
            if self._adds(slot, over, wanted, unit, "") and all(
                self._harmless(group.row, slot.column, over, wanted, unit)
                for group in rows.group_rows
            ):
                return slot.column
        return None

    def _adds(self, slot: Slot, over: Chosen, key: str, unit: object, function: str) -> bool:
        whole = slot.pieces.whole if slot.pieces else None
        if whole is None or whole.function != function or whole.options.manner:
            return False
        try:
            known = field_of(over.ready.records, whole.name, whole.keys).key
        except FormSyntaxError:
            return False
        first = self.moves.first(slot.row)
        row = self._rows.get(first)
        style = _cell(row, first, slot.column).get("s", "") if row is not None else ""
        return (
            known == key
            and (whole.options.unit or self.context.spec.unit) is unit
            and self.book.styles.number_format(style) != "@"
        )

    def _harmless(self, old: int, column: int, over: Chosen, key: str, unit: object) -> bool:
        """Whether a group's cell between the records adds nothing: it is a subtotal formula, text or blank."""
        slot = next((slot for slot in self._slots.get(old, []) if slot.column == column), None)
        if slot is not None:
            text = slot.pieces is None or slot.pieces.whole is None
            return text or (self._adds(slot, over, key, unit, "sum") and slot.pieces is not None)
        row = self._rows.get(self.moves.first(old))
        if row is None:
            return True
        cell = _cell(row, self.moves.first(old), column)
        return cell.find(tag("f")) is None and (cell.find(tag("v")) is None or cell.get("t") == "s")


def _scale(code: str) -> int:
    """Return the power of ten by which a format shows a number less than it is (元 as 万元): so much more is written."""
    found = number_format(code)
    return max(found.power, 0) if found is not None else 0


def _said(shown: CellValue) -> str:
    if shown.number is not None:
        return cells.number_text(shown.number)
    return shown.day.isoformat() if shown.day is not None else shown.text or ""


def _cell(row: _Element, number: int, column: int) -> _Element:
    """Return the cell of *row* in *column*, made where there is none."""
    from lxml import etree

    place = address(number, column)
    before = None
    for cell in row.iter(tag("c")):
        there = split_address(cell.get("r", ""))
        if there is None or there[1] > column:
            break
        if there[1] == column:
            return cell
        before = cell
    made = etree.Element(tag("c"), r=place)
    if before is None:
        row.insert(0, made)
    else:
        before.addnext(made)
    return made
