"""Makes one record of one row. What each column needs is worked out once a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any, cast

import attrs
from attrs import define, field

from investtrack.model.columns import CellKind
from investtrack.model.ledger import Sheet
from investtrack.model.project import ProjectLevel
from investtrack.model.source import Origin, SheetRef
from investtrack.model.target import Target
from investtrack.reading.cells import cell_values
from investtrack.reading.cells.cell_values import (
    ODD,
    Amounts,
    Read,
    Remembered,
    UndatedError,
    UnreadableError,
    plain_texts,
    text_of,
)
from investtrack.reading.cells.choices import LEFT_LIBRARY, NO_PROBLEM
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import PROBLEM, Layout, Placed, joined_columns
from investtrack.reading.records.added_months import AddedMonths
from investtrack.reading.records.by_column import ByColumn, Entries, Known, Look, ReadCells, Scalar
from investtrack.reading.records.events import Events
from investtrack.reading.records.problems import problems_told
from investtrack.reading.records.several_names import may_have_several, names_in
from investtrack.reading.sheet import Notes, SheetMarks, address
from investtrack.values.amount import Amount, Unit
from investtrack.values.batch import normal_batch
from investtrack.values.period import Month
from investtrack.values.rate import Rate
from investtrack.values.text_width import folded
from investtrack.values.units import QuantityKind, QuantityUnit, money_unit, split_unit, unit_named


_TARGET_MONEY = ("amount", "base", "actual")
_SUSPICIOUS_RATE = 0.3
_NOWHERE = 1 << 20  # a column beyond every sheet
_SHORTEST_CODE = 6
_TAIL = 48  # signs at the end of a cell that a code and what parts it off may take
_NUMBERS = frozenset({Amount, Rate})
_LONGEST_SHOWN = 200  # characters of a cell that a finding quotes
_MANY = 4  # columns from which a row that has only its name is doubtful
_MARKED = {"★": ProjectLevel.PROVINCIAL, "☆": ProjectLevel.PROVINCIAL, "■": ProjectLevel.CITY}
_CODE = re.compile(r"[，,、:：\s]([0-9A-Za-z\-]{6,30})$")
_BEFORE = re.compile(r"\d月份?前$")
_TIMED = frozenset({datetime, float, str})  # what a date with a time of day may be
Filled = Mapping[tuple[int, int], tuple[Any, int]]
"""(one-based row, column) → value merged downward into it, and the row it stands in."""
Texts = list[tuple[str, str]]
Odd = Callable[[object, Any], bool]
"""Whether something is to be said of a cell, and of what it is read as."""
Ending = tuple[int, str, str, Month, Read, Remembered]
"""A column of a series: where, its key and label, the month it reaches to, its reader and what that knows."""


_RATES = frozenset({QuantityKind.PERCENT, QuantityKind.POINTS})
_GROWTH = re.compile(r"(?:增速|增幅|增长率|增长速度|同比增长)$")


def _unit_of(values: Mapping[str, Any]) -> QuantityUnit | None:
    """Return the unit of a target's amounts: of its cell, else of its name (固定资产投资（亿元）); a growth is in ％."""
    if values.get("unit"):
        return unit_named(clean(values["unit"]))
    name, unit = split_unit(clean(values.get("indicator") or ""))
    return unit_named("%") if unit is None and _GROWTH.search(name) else unit


@define
class Maker:
    """Makes the records of one sheet."""

    sheet: Sheet
    layout: Layout
    unit: Unit
    marks: SheetMarks
    notes: Notes
    papers: Mapping[int, str]
    ref: SheetRef = field(init=False)
    required: Placed = field(init=False)
    shifted: list[tuple[str, str]] = field(init=False, factory=list)
    """Dates stored as the evening before: cell and value."""
    _scalars: list[tuple[int, str, Read, Remembered, str]] = field(init=False, factory=list)
    _paper_states: dict[str, object] = field(init=False, factory=dict)
    """Cells of papers already read: they hold few words."""
    _plain_days: set[object] = field(init=False, factory=lambda: {""})
    """Cells of dates of which nothing is to be said."""
    _dated: tuple[tuple[str, int], ...] = field(init=False, default=())
    _optional: frozenset[str] = field(init=False, default=frozenset())
    _series: list[tuple[str, list[Ending]]] = field(init=False)
    _joined: list[tuple[int, Placed]] = field(init=False)
    _headers: dict[int, str] = field(init=False)  # of the columns that are joined
    _months: list[AddedMonths] = field(init=False)
    _targets: list[Placed] = field(init=False, factory=list)
    _level_index: int = field(init=False, default=_NOWHERE)
    _library_index: int = field(init=False, default=_NOWHERE)
    events: Events = field(init=False)
    _is_guarded: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        placed = self.layout.placed
        indices = {place.key: place.index for place in placed}
        headers = {place.key: place.header for place in placed}
        for index, header in self.papers.items():
            indices[f"papers.{header}"] = index
            headers[f"papers.{header}"] = header
        self._joined = [(index, place) for index, _, place in joined_columns(self.layout)]
        self._headers = {index: text for index, text, _ in joined_columns(self.layout)}
        met: dict[str, int] = {}
        for index, text, place in joined_columns(self.layout):
            number = met[place.key] = met.get(place.key, 1) + 1
            indices[f"{place.key}.{number}"] = index
            headers[f"{place.key}.{number}"] = text
        self._months = [
            AddedMonths(each, self.unit, self.notes, self.silent, self._unread)
            for each in self.layout.months
        ]
        for added in self._months:
            own, texts = added.columns()
            indices |= own
            headers |= texts
        self.ref = SheetRef(self.notes.file, self.notes.sheet, indices, headers)
        self.required = next(place for place in placed if place.match.column.required)
        self._is_guarded = bool(self.marks.errors or self.marks.uncomputed)
        self._dated = tuple((p.key, p.index) for p in placed if p.match.column.kind is CellKind.DATE and p.key != "building")  # fmt: skip
        self._library_index = indices.get("is_in_library", _NOWHERE)
        if hasattr(self.sheet.record, "level"):
            self._level_index = indices.get("name", _NOWHERE)
        self._optional = frozenset(p.key for p in placed if not p.match.column.standard)
        self.events = Events(self.sheet.record, self.layout, self.ref, self.notes)
        reader = cell_values.readers(self.layout.year, is_since_1904=self.marks.is_since_1904)
        series: dict[str, list[Ending]] = {}
        for place in placed:
            read, known = reader(place.match.column, place.match.unit or self.unit)
            name, _, end = place.key.partition(".")
            if end:
                month = Month.parse(end)
                label = f"{month.year}年{month.ytd_label}{place.match.column.label}"
                series.setdefault(name, []).append(
                    (place.index, place.key, label, month, read, known)
                )
            elif issubclass(self.sheet.record, Target) and place.key in _TARGET_MONEY:
                self._targets.append(place)
            else:
                self._scalars.append((place.index, place.key, read, known, place.match.column.label))  # fmt: skip
        self._series = [(name, sorted(part, key=lambda p: p[3])) for name, part in series.items()]

    def record(  # noqa: C901, PLR0912 - once a cell: calls would cost
        self, row: Sequence[Any], number: int, filled: Filled
    ) -> Any:  # noqa: ANN401 - of the sheet's type
        """Return the record of one-based row *number*; None, with a finding, where it has no name."""
        values: dict[str, Any] = {}
        texts: Texts = []
        moved: list[tuple[str, int]] = []
        size = len(row)
        for index, key, read, known, label in self._scalars:
            cell = row[index] if index < size else ""
            if not cell and cell == "":  # a number is held against a text slowly
                if filled and (number, index) in filled:
                    cell, source = filled[number, index]
                    moved.append((key, source))
                else:
                    if self._is_guarded:
                        self.silent(index, number, key, texts)
                    continue
            value = known.get(cell)
            if value is None or cell is True or cell is False:
                try:
                    value = read(cell)
                except (UnreadableError, UndatedError) as error:
                    self._unread(error, cell, index, number, key, label, texts)
                    continue
                if value is None:
                    continue
                if type(cell) is str and type(value) in _NUMBERS:
                    self._rough(value, cell, index, number, label)
            values[key] = value
        if self._joined:
            self._join(values, row, number, filled, texts)
        for name, entries in self._series:
            if series := self._ytd(row, number, entries, texts):
                values[name] = series
        for added in self._months:
            if series := added.of(row, number, texts):
                values[added.months.column.key] = series
        if self.papers:
            values["papers"] = self._states(row, number, texts)
        if self._targets:
            self._target(values, row, number, texts)
        values |= self._fixed()
        self._adjust(values, row, number)
        if self.events.columns:
            self.events.look(values, row, number, texts)
        if values.get(self.required.key) is None:
            return None
        if self.required.key == "description" and folded(values["description"]) in NO_PROBLEM:
            at = address(self.required.index, number)
            self.notes.make("row-no-problem", at, row=number, found=values["description"])
            return None
        if len(values) == 1 and not texts and len(self.layout.placed) >= _MANY:
            alone = self.required
            self.notes.make(
                "row-name-only",
                address(alone.index, number),
                row=number,
                label=alone.match.column.label,
                found=text_of(row[alone.index]),
            )
        origin = Origin(self.ref, number, tuple(texts), tuple(moved))
        return self.sheet.record(**values, origin=origin)

    def _fixed(self) -> dict[str, Any]:
        """Return what every record is of that no column says: a period, a source of money."""
        said = {"period": self.layout.period, "source": self.layout.source}
        return {key: value for key, value in said.items() if value is not None}

    def by_column(
        self, looks: Mapping[int, Sequence[Look]], is_plain_name: Callable[[str], object]
    ) -> ByColumn | None:
        """Return what makes the records of plain rows at once; None where each row needs a look of its own.

        Args:
            looks: column → what of its cells makes a row another, as the table knows.
            is_plain_name: what is true of most names: those that are read as they stand and of which no look is true.
        """
        if self._months or self._targets or "batch" in self.ref.columns or not self.ref.sheet:
            return None
        defaults = {each.name: each.default for each in attrs.fields(self.sheet.record)}
        columns = {place.key: place.match.column for place in self.layout.placed}
        scalars = []
        for index, key, read, known, _ in self._scalars:
            told: Known
            if isinstance(known, Amounts) and index not in looks:
                told = known
            else:
                odd = self._odd(index, key)
                plain = is_plain_name if key == "name" else None
                if odd is None and plain is None:
                    plain = plain_texts(columns[key], may_be_label=index in looks)
                told = ReadCells(partial(_told, read, known, odd), looks.get(index, ()), plain)
            scalars.append(Scalar(index, key, told, defaults[key]))
        read_from = {each.index for each in scalars}
        return ByColumn(
            self.sheet.record,
            self.ref,
            self.required.key,
            scalars,
            {
                name: [(i, Entries(end, cast("Amounts", known))) for i, _, _, end, _, known in part]
                for name, part in self._series
            },
            [(index, paper, ReadCells(_told_paper)) for index, paper in self.papers.items()],
            self._fixed(),
            sorted(
                {
                    *(index for index, _ in self._joined),
                    # a mark under the first of several kinds of problems is told by its header, too
                    *(place.index for _, place in self._joined if place.key == PROBLEM),
                }
            ),
            [(each.index, each.key, each.word) for each in self.events.columns],
            len(self.layout.placed) >= _MANY,
            [
                (i, ReadCells(lambda _: None, each))
                for i, each in looks.items()
                if i not in read_from
            ],
        )

    def _odd(self, index: int, key: str) -> Odd | None:
        """Return what of the cells of a column, and of what they are read as, calls for a look at the row."""
        if (key, index) in self._dated:
            return lambda cell, _: cell.__class__ is not date and is_odd_day(cell)
        if index == self._library_index:
            return lambda cell, _: (
                isinstance(cell, str)
                and (len(cell) > _SHORTEST_CODE or LEFT_LIBRARY.search(cell) is not None)
            )
        if key == self.required.key == "name":
            has_level = index == self._level_index
            return lambda cell, _: (
                isinstance(cell, str)
                and (
                    (has_level and cell.strip()[:1] in _MARKED)
                    or (may_have_several(cell) and bool(names_in(cell)))
                )
            )
        if key == self.required.key == "description":
            return lambda _, value: folded(value) in NO_PROBLEM
        return None

    def again(self, row: Sequence[Any], number: int, filled: Filled, said: int) -> Any:  # noqa: ANN401 - see record
        """Return what else a row is, by these columns; what was said of it since *said* is not said again."""
        known, before = self.notes.found[said:], len(self.notes.found)
        record = self.record(row, number, filled)
        self.notes.found[before:] = [f for f in self.notes.found[before:] if f not in known]
        return record

    # -- cells -------------------------------------------------------------------------------

    def _unread(  # noqa: PLR0913, PLR0917 - a cell, where it stands and what it is for
        self,
        error: UnreadableError | UndatedError,
        cell: object,
        index: int,
        number: int,
        key: str,
        label: str,
        texts: Texts,
    ) -> None:
        found = text_of(cell)
        texts.append((key, found))
        if len(found) > _LONGEST_SHOWN:
            found = f"{found[:_LONGEST_SHOWN]}…"
        place = address(index, number)
        if isinstance(error, UndatedError):
            self.notes.make(
                "date-undetermined", place, variant=str(error), label=label, found=found
            )
        elif cell_values.is_error(found):
            self._broken(label, place, found)
        else:
            # What no figure needs does not keep a ledger from being fit for a report.
            self.notes.make(
                error.code,
                place,
                variant="optional" if key in self._optional else "",
                label=label,
                found=found,
                expected=error.expected,
                mend=error.mend,
            )

    def _rough(self, value: object, cell: str, index: int, number: int, label: str) -> None:
        """Say that a number is a rough one."""
        if type(value) in _NUMBERS and cell_values.is_rough(cell):
            taken = f"{float(value.in_percent):g}％" if isinstance(value, Rate) else value
            self.notes.make(
                "number-rough", address(index, number), label=label.replace("\n", ""), found=text_of(cell), taken=taken,
            )  # fmt: skip

    def _broken(self, label: str, place: str, found: str) -> None:
        self.notes.make("cell-error", place, label=label, found=found)

    def _join(
        self,
        values: dict[str, Any],
        row: Sequence[object],
        number: int,
        filled: Filled,
        texts: Texts,
    ) -> None:
        """Add the people of further columns to those of the first, each once, from the left; and problems likewise."""
        read = cell_values.leaders()
        problems: dict[int, tuple[str, str]] = {}
        for index, place in self._joined:
            cell = row[index] if index < len(row) else ""
            if cell == "" and (number, index) in filled:
                cell = filled[number, index][0]
            if place.key == PROBLEM:
                told = self._read(cell_values.text({}), cell, index, number, place.key, texts)
                problems[index] = (self._headers[index], told or "")
                problems[place.index] = (place.header, values.get(place.key) or "")
                continue
            found = self._read(read, cell, index, number, place.key, texts) or ()
            known = values.get(place.key, ())
            ordered = (*found, *known) if index < place.index else (*known, *found)
            if ordered:
                values[place.key] = tuple(dict.fromkeys(ordered))
        if problems and (whole := problems_told([problems[index] for index in sorted(problems)])):
            values[PROBLEM] = whole

    def silent(self, index: int, number: int, key: str, texts: Texts) -> bool:
        """Say what an empty answer of the reader hides: an error cell, a formula without a result; whether it hides one."""
        place = address(index, number)
        label = self.ref.headers.get(key, key).replace("\n", "")
        if found := self.marks.errors.get(place):
            texts.append((key, found))
            self._broken(label, place, found)
        elif place in self.marks.uncomputed:
            texts.append((key, "（公式没有结果）"))
            self.notes.make("formula-uncomputed", place, label=label)
        else:
            return False
        return True

    def _ytd(
        self,
        row: Sequence[object],
        number: int,
        entries: list[Ending],
        texts: Texts,
    ) -> tuple[tuple[Month, Amount], ...]:
        series = []
        size = len(row)
        for index, key, label, end, read, known in entries:
            cell = row[index] if index < size else ""
            if not cell and cell == "":
                if self._is_guarded:
                    self.silent(index, number, key, texts)
                continue
            amount = known.get(cell)
            if amount is None or cell is True or cell is False:
                try:
                    amount = read(cell)
                except UnreadableError as error:
                    self._unread(error, cell, index, number, key, label, texts)
                    continue
                if amount is None:
                    continue
                if type(cell) is str:
                    self._rough(amount, cell, index, number, label)
            series.append((end, amount))
        return tuple(series)

    def _states(self, row: Sequence[object], number: int, texts: Texts) -> dict[str, Any]:
        states: dict[str, Any] = {}
        known, size = self._paper_states, len(row)
        for index, paper in self.papers.items():
            cell = row[index] if index < size else ""
            if type(cell) is str and cell in known:
                states[paper] = known[cell]
                continue
            states[paper] = state = self._read(
                cell_values.paper, cell, index, number, f"papers.{paper}", texts
            )
            if type(cell) is str and state is not None:
                known[cell] = state
        return states

    def _read(  # noqa: PLR0913, PLR0917 - a cell, where it stands and what it is for
        self,
        read: Read,
        cell: object,
        index: int,
        number: int,
        key: str,
        texts: Texts,
    ) -> Any:  # noqa: ANN401
        if cell == "":
            if self._is_guarded:
                self.silent(index, number, key, texts)
            return None
        label = self.ref.headers[key]
        try:
            value = read(cell)
        except (UnreadableError, UndatedError) as error:
            self._unread(error, cell, index, number, key, label, texts)
            return None
        if type(cell) is str:
            self._rough(value, cell, index, number, label)
        return value

    # -- what a row says in several cells -----------------------------------------------------

    def _target(
        self, values: dict[str, object], row: Sequence[object], number: int, texts: Texts
    ) -> None:
        """Amounts of a target are in its own unit; a unit of ％ makes them growth."""
        unit = _unit_of(values)
        is_rate = unit is not None and unit.kind in _RATES and unit.size == 1
        money = money_unit(unit.text) if unit is not None else None
        if unit is not None and unit.kind is QuantityKind.MONEY and money is None:
            self._inconvertible(unit, row, number, texts)
            return
        for place in self._targets:
            cell = row[place.index] if place.index < len(row) else ""
            amounts = cell_values.goal if place.key == "amount" else cell_values.money
            read = cell_values.rate if is_rate else amounts(money or place.match.unit or self.unit)
            value = self._read(read, cell, place.index, number, place.key, texts)
            if value is None:
                continue
            if not is_rate:
                values[place.key] = value
            elif place.key != "base":
                values.setdefault("growth" if place.key == "amount" else "actual_growth", value)
        for key in ("growth", "actual_growth"):
            rate = values.get(key)
            if isinstance(rate, Rate) and 0 < abs(rate.in_percent) < _SUSPICIOUS_RATE:
                self.notes.make(
                    "rate-suspicious",
                    self.ref.cell(key, number).cell,
                    found=f"{float(rate.in_percent):g}％",
                    likely=f"{float(rate.in_percent) * 100:g}",
                )

    def _inconvertible(
        self, unit: QuantityUnit, row: Sequence[object], number: int, texts: Texts
    ) -> None:
        """Leave out amounts of a target in a unit of money in which none are read (千元, 万美元)."""
        variant = "row" if unit.currency in {"", "元"} else "foreign"
        for place in self._targets:
            if place.index < len(row) and (found := text_of(row[place.index])):
                texts.append((place.key, found))
                at, label = address(place.index, number), place.match.column.label
                self.notes.make("unit-unreadable", at, variant=variant, unit=unit.text, label=label, found=found)  # fmt: skip

    def _adjust(self, values: dict[str, Any], row: Sequence[object], number: int) -> None:
        """Marks before a name state its level; “已纳统，CODE” states the code; 2022.1 may be October."""
        size = len(row)
        index = self._level_index
        if index < size and "level" not in values:
            written = row[index]
            mark = written.strip()[:1] if isinstance(written, str) else ""
            if mark in _MARKED:
                values["level"] = _MARKED[mark]
        index = self._library_index
        if index < size and values.get("is_in_library") is False and LEFT_LIBRARY.search(text_of(row[index])):  # fmt: skip
            values.pop("entered_on", None)
        if index < size and values.get("is_in_library") and "library_code" not in values:
            cell = row[index]
            found = (
                _CODE.search(cell.rstrip()[-_TAIL:])
                if isinstance(cell, str) and len(cell) > _SHORTEST_CODE
                else None
            )
            if found:
                values["library_code"] = found[1]
        if "batch" in values:
            planned = values.get("planned_on")
            values["batch"] = normal_batch(
                values["batch"], planned.last.year if planned else self.layout.year
            )
        if self.required.key == "name" and self.required.index < size:
            self._several(row[self.required.index], number)
        self._date(row, number)

    def _several(self, cell: object, number: int) -> None:
        """Say that a cell of names has several, which are read as one."""
        if isinstance(cell, str) and may_have_several(cell) and (names := names_in(cell)):
            at = address(self.required.index, number)
            label = self.required.match.column.label
            self.notes.make("names-several", at, number=len(names), found="；".join(names), label=label)  # fmt: skip

    def _date(self, row: Sequence[object], number: int) -> None:
        """Note dates stored as the evening before, and those of which a nought may be lost."""
        size = len(row)
        for key, index in self._dated:
            cell = row[index] if index < size else ""
            if cell in self._plain_days:
                continue  # as most are: many rows share a day
            if not is_odd_day(cell):
                self._plain_days.add(cell)
                continue
            if type(cell) in _TIMED and cell_values.is_shifted(cell):
                self.shifted.append((self.ref.cell(key, number).cell, text_of(cell) if type(cell) is float else str(cell)))  # fmt: skip
            if type(cell) is float and not cell.is_integer() and text_of(cell).endswith(".1"):
                place = self.ref.cell(key, number).cell
                self.notes.make("date-ambiguous", place, found=text_of(cell))
            if type(cell) is str and "前" in cell and _BEFORE.search(clean(cell)):
                place = self.ref.cell(key, number).cell
                self.notes.make("date-ambiguous", place, variant="before", found=cell.strip())


def is_odd_day(cell: object) -> bool:
    """Whether of the cell of a day something is to be said: it may be the evening before, October, or the time up to it."""
    if type(cell) is str:
        return ("前" in cell and _BEFORE.search(clean(cell)) is not None) or (":" in cell and cell_values.is_shifted(cell))  # fmt: skip
    if type(cell) is float and not cell.is_integer() and text_of(cell).endswith(".1"):
        return True
    return type(cell) in _TIMED and cell_values.is_shifted(cell)


def _told(read: Read, known: Remembered, is_odd: Odd | None, cell: object) -> object:
    """Return what a cell is read as, as :meth:`Maker.record` does; ODD where something is to be said of it."""
    if cell == "":
        return None
    value = known.get(cell)
    if value is None:
        try:
            value = read(cell)
        except (UnreadableError, UndatedError):
            return ODD
        if value is None:
            return None
        if type(cell) is str and type(value) in _NUMBERS and cell_values.is_rough(cell):
            return ODD
    return ODD if is_odd is not None and is_odd(cell, value) else value


def _told_paper(cell: object) -> object:
    if cell == "":
        return None
    try:
        return cell_values.paper(cell)
    except UnreadableError:
        return ODD
