"""One sheet, read row by row into records and stated totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import chain, islice
from string import ascii_uppercase
from typing import Any

from attrs import define, field, frozen

from investtrack.errors import AmountError
from investtrack.findings import Finding
from investtrack.lazy import lazy_pattern
from investtrack.model.columns import AMOUNT_KINDS, CellKind
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import Sheet, StatedTotal
from investtrack.model.profile import Profile
from investtrack.model.source import Origin
from investtrack.reading.cells import cell_values
from investtrack.reading.cells.choices import KNOWN_PAPERS, MARKS, PICTURE
from investtrack.reading.columns.by_period import OF_A_PERIOD
from investtrack.reading.columns.column_findings import note_columns
from investtrack.reading.columns.unit_column import UnitColumn
from investtrack.reading.headers.header import clean
from investtrack.reading.headers.unit_line import money_units, said_units
from investtrack.reading.layout import row_kinds
from investtrack.reading.layout.header_rows import Layout, Placed, joined_columns, read_columns
from investtrack.reading.layout.heading import read_heading
from investtrack.reading.layout.other_table import (
    NUMBERS,
    TITLE_BEGINS,
    TITLE_ENDS,
    is_line,
    is_other_header,
    is_title,
)
from investtrack.reading.layout.row_kinds import NAME_HEADERS, is_header
from investtrack.reading.records.across import fund_makers, funds_of, is_stated
from investtrack.reading.records.by_column import ByColumn, Look
from investtrack.reading.records.continued import Continued
from investtrack.reading.records.example import FORM_ROW, is_example, note_example_residue
from investtrack.reading.records.further_sources import FurtherSources
from investtrack.reading.records.grouped import tell_groups
from investtrack.reading.records.nested_rows import NestedRows, is_phase
from investtrack.reading.records.record import Maker
from investtrack.reading.records.totals import Totals
from investtrack.reading.sheet import MergedRows, Notes, Row, SheetMarks, address
from investtrack.values.amount import Amount, Unit
from investtrack.values.text_width import folded


ONE_ROW_EACH = frozenset(
    {"projects", "entries", "services", "resumptions", "reserves", "promotions"}
)
"""Attributes of the sheets in which what is listed has one row."""
AHEAD = 400
"""Rows looked at before the first record is made."""
_FILLED_DOWN = frozenset({CellKind.TEXT, CellKind.NAMES, CellKind.CHOICE})
_NEVER_FILLED = frozenset(
    {"name", "code", "remark", "credit_code", "library_code", "number", "indicator", "description",
     "amount", "base", "actual", "unreportable_reason"}
)  # fmt: skip
_LONGEST_HEADER = 8
_LONGEST_MARK = 4
_AT_ONCE = 1000  # rows read at once, column by column
_PLAIN_NAME = lazy_pattern(
    rf"(?![附表{re.escape(''.join(sorted(row_kinds.SUSPECT_FIRST | row_kinds.STATISTIC_FIRST)))}])(?!.*[计示])"
    rf"[\u4e00-\u9fa5][\u4e00-\u9fa50-9A-Za-z（）()、，·“”《》+—\-]{{{_LONGEST_HEADER},}}(?<![{''.join(sorted(TITLE_ENDS))}])(?<!元[）)])"
)
"""Most names: longer than a header, without the signs of anything else, and with none that is not read."""


class _Kind(Enum):
    """What a row is: of a record, the header of another ledger, or anything else."""

    RECORD = auto()
    HEADER = auto()
    OTHER = auto()


@frozen
class Below:
    """Another ledger further down the sheet.

    Attributes:
        row: zero-based row of its first header row.
        lines: the lines that stand just above it.
        rows: that row and all below it.
        is_plain: whether the header is plainly that of a ledger, not of some other table.
    """

    row: int
    lines: tuple[Row, ...]
    rows: Iterator[Row]
    is_plain: bool


@frozen(eq=False)
class _InUnit:
    """What reads rows whose amounts are in one unit."""

    maker: Maker
    further: list[Maker]
    funds: list[tuple[FundSource, Maker]]
    summed: list[tuple[Placed, cell_values.Read]]


@define
class SheetTable:
    """A sheet and what is needed to read it."""

    sheet: Sheet
    layout: Layout
    unit: Unit
    profile: Profile
    marks: SheetMarks
    merged: MergedRows
    notes: Notes
    _maker: Maker = field(init=False)
    _makers: list[Maker] = field(init=False, factory=list)  # of the same rows' further periods
    _unit_column: UnitColumn | None = field(init=False, default=None)
    _in_units: dict[Unit, _InUnit] = field(init=False, factory=dict)
    _name_index: int = field(init=False, default=0)
    _code_index: int | None = field(init=False, default=None)
    _number_index: int | None = field(init=False, default=None)  # column of 序号, before the name
    _label_limit: int = field(init=False, default=0)  # label cells stand before this column
    _name_headers: frozenset[str] = field(init=False, default=frozenset())
    _is_numbered: bool = field(init=False, default=False)
    _labels: frozenset[int] = field(init=False, default=frozenset())  # columns filled downward
    _carried: dict[int, tuple[int, tuple[Any, int]]] = field(init=False, factory=dict)
    """Column → last row of the label merged downward there, and what it is."""
    _amounts: dict[int, str] = field(init=False, factory=dict)  # column of amounts → header
    _headers: list[list[str]] = field(init=False, factory=list)
    _written: list[Row] = field(init=False, factory=list)  # the header rows as they stand
    _summed: list[tuple[Placed, cell_values.Read]] = field(init=False, factory=list)
    _filled: dict[tuple[int, int], tuple[Any, int]] = field(init=False, factory=dict)
    _read: list[Any] = field(init=False, factory=list)
    _under: list[int] = field(
        init=False, factory=list
    )  # records numbered 1.1, 1.2 before their name
    _unnumbered: list[int] = field(
        init=False, factory=list
    )  # records with no number where others have one
    _lines: list[Row] = field(init=False, factory=list)  # lines since the last record
    _again: list[Row] = field(init=False, factory=list)  # header rows that stood again since then
    _continued: Continued = field(init=False)
    _sources: FurtherSources | None = field(init=False, default=None)
    _above: Row = field(init=False, default=())  # the row of the last record
    _is_parted: bool = field(init=False, default=False)  # whether an empty row stands since then
    _titles: list[Finding] = field(
        init=False, factory=list
    )  # what is said since then of rows of one text
    below: Below | None = field(init=False, default=None)
    _fund_makers: list[tuple[FundSource, Maker]] = field(init=False, factory=list)
    funds: list[Fund] = field(init=False, factory=list)
    """Rows of 项目资金 that its columns of money by source are; filled by :meth:`read`."""
    papers: dict[int, str] = field(init=False, factory=dict)

    def read(
        self, grid: Iterable[Row], start: int = 0, *, ahead: bool = True
    ) -> tuple[list[Any], list[StatedTotal]]:
        """Return the records and stated totals of *grid*, the rows from zero-based *start* on, adding findings.

        Where another ledger begins below, reading ends there and :attr:`below` is what follows.

        Args:
            grid: the rows.
            start: the first of them.
            ahead: whether rows may be taken from *grid* long before they are read: nothing is said as they are.
        """
        layout = self.layout
        stream = iter(grid)
        skipped = list(islice(stream, layout.header_row + 1 - start))
        self._written = skipped[max(layout.first_row - start, 0) :]
        self._headers = [[clean(c) for c in row] for row in self._written]
        body = list(islice(stream, AHEAD))
        self._maker = self._make(body)
        # Columns that say whether what another dates has happened are heeded row by row.
        heeded = {each.index for each in self._maker.events.columns}
        note_columns(layout.without(heeded), self._maker.ref.columns, self.notes)
        totals = Totals(self._read)
        self._rows(body, layout.header_row + 2, stream, totals, ahead=ahead)
        self._hidden()
        self._across()
        self._shifted()
        self._maker.events.say()
        self._continued.say()
        keys = [place.key for place, _ in self._summed]
        nested = NestedRows(self.sheet.attribute, self._read, keys, len(self.layout.placed), frozenset(self._under), self.notes, totals.bounds, frozenset(self._unnumbered))  # fmt: skip
        totals.drop(nested.dropped())
        if self.funds:
            self._only_funds()
        stated = totals.end()
        tell_groups(self._read, totals.groups, self.sheet, self._maker.ref.columns, self.notes)
        for total in totals.unplaced:
            place = total.origin.cell("name")
            self.notes.make("total-unplaced", place.cell, row=total.label)
        return self._read, stated

    def _only_funds(self) -> None:
        """Keep the money of the rows that are records; a row of 项目资金 written across is its sources' rows alone."""
        rows = {record.origin.row for record in self._read}
        self.funds = [fund for fund in self.funds if fund.origin.row in rows]
        if self.sheet.attribute == "funds":
            self._read[:] = [each for each in self._read if is_stated(each)]

    def _turn(self, row: Row, number: int, rest: Iterator[Row]) -> None:
        """Note the ledger that begins in *row*: the lines just above belong to it, and so do their findings."""
        ahead = self._again  # upper rows of its header, the same as those of this one
        self._untitle()
        units = [place for place, line in enumerate(self._lines) if said_units([line])]
        lines = self._lines[units[-2] + 1 if units[1:] else 0 :]  # the unit before is of this table
        self.below = Below(
            number - 1 - len(ahead), tuple(lines), chain([*ahead, row], rest), is_header(row)
        )

    def _untitle(self) -> None:
        """Take back what was made of the title of what begins now: a row without a name, or with a name alone."""
        titles = {id(found) for found in self._titles}
        if self._read and is_title(self._above):
            place = self._maker.ref.cell(self._maker.required.key, self._read.pop().origin.row)
            titles |= {id(found) for found in self.notes.found if found.code == "row-name-only" and found.place == place}  # fmt: skip
            self._lines.insert(0, self._above)
        if titles:
            self.notes.found[:] = [found for found in self.notes.found if id(found) not in titles]
            self._titles = []

    @property
    def headers(self) -> Sequence[Sequence[str]]:
        """The header rows, cleaned."""
        return self._headers

    # -- preparing ---------------------------------------------------------------------------

    def _make(self, body: Sequence[Row]) -> Maker:
        papers = self.papers = dict(self._papers(body))
        for index in papers:
            self.layout.unknown.pop(index)
        self._unit_column = UnitColumn.found(self.layout, body, self.unit)
        if self._unit_column is not None:
            self.layout.unknown.pop(self._unit_column.index)
        self._turn_to(self.unit if self._unit_column is None else self._unit_column.usual, papers)
        maker = self._maker
        columns = maker.ref.columns
        self._name_index = columns.get("name", maker.required.index)
        self._code_index = columns.get("code", columns.get("credit_code"))
        before = self._name_index - 1
        if before >= 0 and all(place.index != before for place in self.layout.placed):
            self._number_index = before
        is_text = "name" not in columns and maker.required.key == "description"
        self._label_limit = self._name_index + (0 if is_text else 1)
        self._is_numbered = row_kinds.has_sequence(body, self._name_index)
        self._sources = FurtherSources.of(self.sheet.attribute, columns)
        self._continued = Continued(self.layout.placed, self._name_index, self.notes, self._filled)
        self._find_labels()
        self._name_headers = frozenset(
            header[self._name_index] for header in self._headers if self._name_index < len(header)
        )
        return maker

    def _turn_to(self, unit: Unit, papers: Mapping[int, str]) -> None:
        """Read what follows with amounts in *unit*, as far as their columns name none."""
        made = self._in_units.get(unit)
        if made is None:
            first = next(iter(self._in_units.values()), None)
            maker = Maker(self.sheet, self.layout, unit, self.marks, self.notes, papers)
            if first is not None:  # the rows stay of one sheet
                maker.ref, maker.shifted = first.maker.ref, first.maker.shifted
                maker.events = first.maker.events
            made = self._in_units[unit] = _InUnit(
                maker,
                [Maker(self.sheet, layout, unit, self.marks, self.notes, {}) for layout in self.layout.further],
                fund_makers(self.layout, unit, self.marks, self.notes, self.profile.extensions.sheets),
                [
                    (place, cell_values.money(place.match.unit or unit))
                    for place in self.layout.placed
                    if place.match.column.kind in AMOUNT_KINDS
                ],
            )  # fmt: skip
        self._maker, self._makers = made.maker, made.further
        self._fund_makers, self._summed = made.funds, made.summed

    def _in_own_unit(self, row: Row, number: int) -> None:
        """Read the amounts of a row in the unit that it names, where a column of units does."""
        column = self._unit_column
        if column is None or all(row_kinds.is_blank(row[i]) for i in self._amounts if i < len(row)):
            return
        cell = row[column.index] if column.index < len(row) else ""
        if cell == "" and (above := self._filled.get((number, column.index))):
            cell = above[0]
        self._turn_to(column.of(cell, number, self.notes), self.papers)

    def _papers(self, body: Sequence[Row]) -> Iterator[tuple[int, str]]:
        """Yield the columns of 入库计划 that are papers: they hold √ and ×, or are known to be."""
        if self.sheet.attribute != "entries":
            return
        known = KNOWN_PAPERS | {
            paper
            for rule in self.profile.entry.rules
            for paper in (*rule.all_of, *chain(*rule.any_of), *rule.substitutes, *chain(*rule.substitutes.values()))
        }  # fmt: skip
        for index, header in self.layout.unknown.items():
            text = clean(header)
            texts = [
                cell_values.text_of(row[index])
                for row in body
                if index < len(row) and not row_kinds.is_blank(row[index])
            ]
            folds = {text: folded(text) for text in set(texts)}  # they are few
            folds |= {text: PICTURE for text, mark in folds.items() if cell_values.is_picture(mark)}
            marks = [folds[text] for text in texts]
            is_marked = sum(mark in MARKS for mark in marks) * 2 > len(marks)
            is_short = sum(len(mark) <= _LONGEST_MARK for mark in marks) * 2 >= len(marks)
            if is_marked or (text in known and is_short):
                yield index, text

    def _find_labels(self) -> None:
        """Note which columns hold labels, whose merged cells count in every row, and which amounts."""
        placed = self.layout.placed
        labels = {
            place.index
            for place in placed
            if place.match.column.kind in _FILLED_DOWN and place.key not in _NEVER_FILLED
        }
        labels |= {index for index, _, _ in joined_columns(self.layout)}
        self._amounts = {p.index: p.header for p in placed if p.match.column.kind in AMOUNT_KINDS}
        if self._unit_column is not None:
            labels.add(self._unit_column.index)
        self._labels = frozenset(labels | {self._name_index})

    def _downward(self, number: int) -> list[tuple[int, int]]:
        """Return last row and column of what is merged downward from row *number*: labels, amounts, names."""
        return [
            (bottom + 1, left)
            for bottom, left, _ in self.merged.at(number - 1)
            if bottom >= number and (left in self._labels or left in self._amounts)
        ]

    # -- rows --------------------------------------------------------------------------------

    def _rows(
        self, rows: list[Row], number: int, stream: Iterator[Row], totals: Totals, *, ahead: bool
    ) -> None:
        """Read *rows*, the first of which is one-based row *number*, and those of *stream*: plain ones at once, the others one by one."""
        columns, odd = self._by_column(), self._odd_rows()
        while rows:
            numbers = range(number, number + len(rows))
            apart = [each - number for each in odd.intersection(numbers)]
            made = columns.read(rows, number, apart) if columns else [None] * len(rows)
            is_calm = self._is_calm()
            for row, at, record in zip(rows, numbers, made, strict=True):
                if is_calm and record is not None:
                    self._read.append(record)
                    self._above = row
                elif self._row(row, at, totals):
                    is_calm = self._is_calm()
                else:
                    self._turn(row, at, chain(rows[at + 1 - number :], stream))
                    return
            if 2 * sum(record is not None for record in made) < len(rows):
                columns = None  # few rows here are plain
            number += len(rows)
            rows = list(islice(stream, _AT_ONCE if columns and ahead else 1))

    def _is_calm(self) -> bool:
        """Whether no row before bears on what the next one is."""
        return bool(self._read) and not (
            self._lines or self._again or self._is_parted or self._carried
        )

    def _by_column(self) -> ByColumn | None:
        """Return what makes the records of plain rows at once."""
        if self._makers or self._fund_makers or self._unit_column is not None:
            return None
        looks: dict[int, list[Look]] = {0: [NUMBERS.__contains__]}
        for index in range(self._name_index):  # the name is looked at below
            looks.setdefault(index, []).append(_is_suspect_label)
        if self._number_index is not None:
            looks.setdefault(self._number_index, []).append(row_kinds.is_under)
            if self._is_numbered:
                looks[self._number_index].append(row_kinds.is_blank)
        looks[self._name_index] = [*looks.get(self._name_index, ()), self._is_doubtful]
        return self._maker.by_column(looks, self._is_plain_name)

    def _odd_rows(self) -> frozenset[int]:
        """Return the rows of which more is known than their cells: merged, with errors, with what an example left."""
        marked = (*self.marks.errors, *self.marks.uncomputed)
        numbers = (place.lstrip(ascii_uppercase) for place in marked)
        return frozenset((FORM_ROW, *map(int, numbers), *(top + 1 for top in self.merged.tops)))

    def _is_doubtful(self, name: object) -> bool:
        """Whether the row of a name is to be looked at: it may have none, or be a title, a sum, a note, a header."""
        return (
            not isinstance(name, str)
            or not name.strip()
            or name[-1:] in TITLE_ENDS
            or name[:1] in TITLE_BEGINS
            or row_kinds.is_no_name(name)
            or _is_suspect_label(name)
            or self._is_suspect_name(name)
        )

    def _is_plain_name(self, name: str) -> bool:
        return _PLAIN_NAME.fullmatch(name) is not None and name not in self.layout.heading.lines

    def _row(self, row: Row, number: int, totals: Totals) -> bool:
        """Read one row; False where another ledger begins in it."""
        name = row[self._name_index] if self._name_index < len(row) else ""
        self._carry(row, number)
        is_plain = isinstance(name, str) and bool(name.strip()) and not self._is_suspect(row)
        if self._is_other(row, name):
            kind = _Kind.HEADER
        elif (not self._read or self._again) and row_kinds.numbers_columns(row):
            kind = _Kind.OTHER
        else:
            kind = _Kind.RECORD if is_plain else self._kind(row, number, totals)
        if kind is _Kind.HEADER:
            return False
        if kind is _Kind.OTHER:
            return True
        above = self._read[-1].origin.row if self._read and not self._lines else 0
        if not is_plain and self._continued.takes(row, number, above, self._above):
            self._broken(row, number)
            return True
        self._in_own_unit(row, number)
        said = len(self.notes.found)
        record = self._maker.record(row, number, self._filled)
        if (record is None or record.origin.texts) and is_plain and is_header(row):
            del self.notes.found[said:]
            return False
        if record is None and [f.code for f in self.notes.found[said:]] == ["row-no-problem"]:
            return True  # it has a name, and nothing to list
        if record is None or (row_kinds.is_no_name(name) and self._label_limit > self._name_index):
            self._nameless(row, number)
        else:
            self._shares_name(row, number)
            self._add(self._of_each_period(record, row, number, said), row, number)
        return True

    def _shares_name(self, row: Row, number: int) -> None:
        """Say that a row with amounts of its own has its name merged with the row above: nothing tells how they add up."""
        above = self._filled.get((number, self._name_index))
        if above is None or self.sheet.attribute not in ONE_ROW_EACH:
            return
        own = [clean(header) for index, header in self._amounts.items() if index < len(row) and not row_kinds.is_blank(row[index])]  # fmt: skip
        if own:
            self.notes.make(
                "rows-share-name", address(self._name_index, number), related=(address(self._name_index, above[1]),),
                row=number, above=above[1], name=above[0], labels="、".join(own),
            )  # fmt: skip

    def _add(self, records: Sequence[object], row: Row, number: int) -> None:
        if self._is_under(row):
            self._under.append(len(self._read))
        elif self._is_numbered and self._number_index is not None and row_kinds.is_blank(row[self._number_index]):  # fmt: skip
            self._unnumbered.append(len(self._read))
        self._read += records
        self._above = row
        if number == FORM_ROW:
            note_example_residue(row, number, self.layout, self.notes)
        if self._lines or self._again or self._is_parted:
            self._lines, self._again, self._titles, self._is_parted = [], [], [], False
        name = row[self._name_index] if self._name_index < len(row) else ""
        if (
            type(name) is str
            and (name[-1:] in TITLE_ENDS or name[:1] in TITLE_BEGINS)
            and is_title(row)
        ):
            self._is_parted = True  # it may be a title in the column of names

    def _is_under(self, row: Row) -> bool:
        """Whether the number of a row, as 1.1, says that it is a part of one above."""
        return self._number_index is not None and row_kinds.is_under(row[self._number_index])

    def _of_each_period(self, record: object, row: Row, number: int, said: int) -> Sequence[object]:
        """Return the records of a row for each period it speaks of; what was said since *said* is not said again."""
        if self._fund_makers:
            self.funds += funds_of(self._fund_makers, row, number, self._filled, said)
        if not self._makers:
            return (record,)
        records = [record]
        records += (maker.again(row, number, self._filled, said) for maker in self._makers)
        stated = [r for r in records if any(getattr(r, key, None) is not None for key in OF_A_PERIOD)]  # fmt: skip
        return stated or [record]

    def _carry(self, row: Row, number: int) -> None:
        """Fill labels merged downward into *row* and from it; amounts are of their first row alone, which is said."""
        if self._carried:
            self._filled.clear()
            self._carried = {left: held for left, held in self._carried.items() if number <= held[0]}  # fmt: skip
            for left, (_, label) in self._carried.items():
                self._filled[number, left] = label
        if self._sources is not None and self._is_calm() and self._sources.has(row):
            self._sources.name(number, self._above, self._read[-1].origin.row, self._filled)
        downward = self._downward(number) if self.merged.at(number - 1) else ()
        for bottom, left in downward:
            cell = row[left] if left < len(row) else ""
            if left not in self._amounts:
                self._carried[left] = (bottom, (cell, number))
            elif not row_kinds.is_blank(cell) and (bottom, self._name_index) not in downward:
                header = clean(self._amounts[left])
                self.notes.make(
                    "amount-merged",
                    address(left, number),
                    row=number,
                    last=bottom,
                    label=header,
                    found=cell_values.text_of(cell),
                )

    def _kind(self, row: Row, number: int, totals: Totals) -> _Kind:
        """Return what a row is that does not plainly begin with a name, noting what it states."""
        if row_kinds.is_empty(row):
            self._is_parted, self._again = True, []
            self._broken(row, number)
            return _Kind.OTHER
        label = row_kinds.total_label(
            row, self._label_limit, self._name_index, self._code_index, is_numbered=self._is_numbered
        )  # fmt: skip
        if label is not None and not (
            (is_phase(label) or self._is_under(row))
            and self._read
            and any(map(row_kinds.is_number, row))
        ):
            words = [cell for cell in row[: self._label_limit] if isinstance(cell, str)]
            totals.add(label, self._total(row, number, label), words)
            self._broken(row, number, label)
            self._lines.append(row)
            return _Kind.OTHER
        if self._is_again(row):
            self._untitle()
            totals.block()
            self._again.append(row)
            return _Kind.OTHER
        if (self._sources and self._sources.is_sum(row)) or self._is_example(row, number) or self._is_line(row, number) or row_kinds.is_statistic(row, self._name_index, self._code_index):  # fmt: skip
            self._lines.append(row)
            self._again = []
            return _Kind.OTHER
        return _Kind.HEADER if is_header(row) else _Kind.RECORD

    def _is_again(self, row: Row) -> bool:
        """Whether a row is a header again, and what stands above it says nothing new."""
        if row not in self._written and not row_kinds.repeats(row, self._headers):
            return False
        return not self.layout.heading.differs(read_heading(self._lines, self.layout.year))

    def _is_other(self, row: Row, name: object) -> bool:
        """Whether a row is the header of another kind of table; the own header again is none."""
        is_parted = self._is_parted or bool(self._lines)
        if not is_parted and not (row and row[0] in NUMBERS):
            return False  # as most
        return is_other_header(row, name, is_parted=is_parted) and not (
            row in self._written or row_kinds.repeats(row, self._headers)
        )

    def _is_line(self, row: Row, number: int) -> bool:
        """Whether a row is a title, again or of what comes, a note or a signature."""
        return (
            row_kinds.repeats_title(row, self.layout.heading.lines)
            or row_kinds.is_note(row, is_wide=self._is_wide(number))
            or (is_title(row) and not any(row[self._name_index : self._name_index + 1]))
            or (is_line(row) and bool(said_units([row])))
        )

    def _is_suspect(self, row: Row) -> bool:
        """Whether a named row may be none the less a subtotal, a note or a repeated header."""
        return self._is_suspect_name(row[self._name_index]) or any(
            map(_is_suspect_label, row[: self._label_limit])
        )

    def _is_suspect_name(self, name: str) -> bool:
        """Whether a name may be that of an example, a statistic, a title, a line of units or a header."""
        if "示" in name and is_example(name):
            return True
        if name[0] in row_kinds.STATISTIC_FIRST and row_kinds.STATISTIC.fullmatch(clean(name)):
            return True
        if name in self.layout.heading.lines or name.rstrip().endswith(("：", ":")):
            return True
        if (name.endswith(("元）", "元)")) or "单位" in name) and any(money_units(name)):
            return True
        return len(name) <= _LONGEST_HEADER and (
            name in NAME_HEADERS or clean(name) in self._name_headers
        )

    def _is_wide(self, number: int) -> bool:
        """Whether a cell of the row is merged over more than two columns."""
        return any(right - left > 1 for _, left, right in self.merged.at(number - 1))

    def _is_example(self, row: Row, number: int) -> bool:
        """Whether a row is the example of the blank form; says so."""
        if self._name_index >= len(row) or not is_example(row[self._name_index]):
            return False
        self.notes.make("example-row", address(self._name_index, number), row=number)
        return True

    def _nameless(self, row: Row, number: int) -> None:
        required = self._maker.required
        label = required.match.column.label
        inside = self._filled.get((number, required.index))
        place = address(required.index, number)
        name = row[self._name_index] if self._name_index < len(row) else ""
        if not row_kinds.is_blank(name):
            self.notes.make("name-missing", place, variant="no-name", row=number, label=label, found=cell_values.text_of(name))  # fmt: skip
        elif inside is None:
            self.notes.make("name-missing", place, row=number, label=label)
        else:
            self.notes.make(
                "name-missing", place, variant="merged", row=number, label=label, above=inside[1]
            )
        if is_line(row):
            self._titles.append(self.notes.found[-1])
            self._lines.append(row)

    def _total(self, row: Row, number: int, label: str) -> StatedTotal:
        amounts: list[tuple[str, Amount]] = []
        self._in_own_unit(row, number)
        for place, read in self._summed:
            cell = row[place.index] if place.index < len(row) else ""
            if cell == "":
                continue
            try:
                amount = read(cell)
            except (cell_values.UnreadableError, AmountError):
                self.notes.make(
                    "total-unreadable",
                    address(place.index, number),
                    row=label,
                    label=clean(place.header),
                    found=cell_values.text_of(cell),
                )
                continue
            if amount is not None:
                amounts.append((place.key, amount))
        return StatedTotal(
            sheet=self.sheet.name,
            label=label,
            amounts=tuple(amounts),
            count=row_kinds.stated_count(row, label),
            origin=Origin(self._maker.ref, number),
        )

    def _broken(self, row: Row, number: int, label: str = "") -> None:
        """Say which cells of a row that is no record, but a subtotal or empty, are errors."""
        errors, uncomputed = self.marks.errors, self.marks.uncomputed
        if not errors and not uncomputed:
            return
        what = f"“{label}”行" if label else f"第{number}行"
        for place in self.layout.placed:
            cell = address(place.index, number)
            if place.index < len(row) and row[place.index] != "":
                continue
            header = clean(place.header)
            if cell in errors:
                found = errors[cell]
                self.notes.make(
                    "cell-error", cell, variant="total", row=what, label=header, found=found
                )
            elif cell in uncomputed:
                self.notes.make("formula-uncomputed", cell, variant="total", row=what, label=header)

    def _across(self) -> None:
        """Say which amounts are merged over several columns of amounts: each counts in the first."""
        rows = sorted({record.origin.row for record in self._read})
        for top, left, right in (
            (row - 1, left, right)
            for row in rows
            for _, left, right in self.merged.at(row - 1)
            if left in self._amounts
        ):
            others = [index for index in self._amounts if left < index <= right]
            if others:
                place = address(left, top + 1)
                label, other = clean(self._amounts[left]), "、".join(clean(self._amounts[i]) for i in others)  # fmt: skip
                self.notes.make("amount-merged", place, variant="across", row=top + 1, label=label, other=other, found="合并单元格")  # fmt: skip

    def _shifted(self) -> None:
        """Say once which dates were stored as the evening before."""
        if self._maker.shifted:
            place, found = self._maker.shifted[0]
            self.notes.make("date-shifted", place, number=len(self._maker.shifted), found=found)

    def _hidden(self) -> None:
        """Say which hidden columns and rows were read, the columns at once and the rows a run at once."""
        hidden_columns = self.marks.hidden_columns
        if columns := [each for each in read_columns(self.layout) if each[0] in hidden_columns]:
            headers = "、".join(clean(header) for _, header in columns)
            place = address(columns[0][0], self.layout.header_row + 1)
            self.notes.make("column-hidden", place, headers=headers)
        hidden = self.marks.hidden_rows
        run: list[int] = []
        for row in [r.origin.row for r in self._read if r.origin.row in hidden] if hidden else ():
            if run and row != run[-1] + 1:
                self._hidden_run(run)
                run = []
            run.append(row)
        if run:
            self._hidden_run(run)

    def _hidden_run(self, run: list[int]) -> None:
        span = f"第{run[0]}行" if len(run) == 1 else f"第{run[0]}—{run[-1]}行"
        self.notes.make("row-hidden", f"第{run[0]}行", rows=span)


def _is_suspect_label(cell: object) -> bool:
    """Whether a cell that may hold a label may be that of a subtotal or a note."""
    return (
        isinstance(cell, str)
        and cell != ""
        and (cell[0] in row_kinds.SUSPECT_FIRST or "计" in cell)
        and row_kinds.SUSPECT.search(cell) is not None
    )
