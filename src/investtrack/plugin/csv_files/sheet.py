"""Reads one CSV file as one sheet of the standard ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.entry import PaperState
from investtrack.model.finding import Finding, Grade
from investtrack.model.ledger import Sheet, StatedTotal
from investtrack.model.profile import NOT_READ, field_named
from investtrack.model.source import CellRef, Origin, SheetRef, column_letters
from investtrack.plugin.csv_files.cells import (
    NOTHING,
    UNDETERMINED,
    Read,
    UnreadableError,
    folded,
    money,
    paper,
    percent,
    reader,
)
from investtrack.plugin.csv_files.text import bare
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month


_UNIT = re.compile(r"\((亿元|万元|元)\)$")
_MONTH = re.compile(r"[a-z_]+\.(\d{4}-\d{2})")
_TARGET_AMOUNTS = {"amount": "growth", "base": None, "actual": "actual_growth"}
_TOTALS = frozenset({"合计", "总计", "共计", "小计"})
_NUMBERS = frozenset({"序号", "编号", "序列"})
_SUMMED = frozenset({CellKind.MONEY, CellKind.SERIES})


@frozen
class _Place:
    """A column of the file that is a field."""

    index: int
    key: str
    column: Column
    header: str
    read: Read


@define
class SheetReader:
    """One pass over one file.

    Attributes:
        file: file name.
        sheet: what the file is.
        unit: unit of amounts whose header names none.
        year: year of dates that name none.
        meanings: an office's own header → a standard header, a field key, or 不读.
        first: one-based row of the header.
        found: findings, in the order met.
    """

    file: str
    sheet: Sheet
    unit: Unit
    year: int | None
    meanings: Mapping[str, str] = field(factory=dict)
    first: int = 1
    found: list[Finding] = field(factory=list)
    totals: list[StatedTotal] = field(factory=list)
    _places: list[_Place] = field(factory=list)
    _left: dict[int, tuple[str, str]] = field(factory=dict)
    _ref: SheetRef = field(init=False)
    _required: Column = field(init=False)

    def read(self, rows: Sequence[list[str]]) -> list[Any] | None:
        """Return the records of *rows*, the header first; None, with a finding, where there is no header."""
        self._required = next(c for c in columns(self.sheet.record) if c.required)
        head = [bare(cell).strip() for cell in rows[0]] if rows else []
        self._place(head, rows[1:])
        if self._required.key not in {place.key for place in self._places}:
            self._add(
                "header-missing", Grade.ERROR, f"第{self.first}行没有“{self._required.label}”，没有读取", f"第{self.first}行",
                "、".join(head), self._required.label, "表头写标准台账的写法，可用 investtrack template excel 对照",
            )  # fmt: skip
            return None
        records: list[Any] = []
        since = 0
        for number, row in enumerate(rows[1:], self.first + 1):
            cells = [bare(cell).strip() for cell in row]
            if not any(cells):
                continue
            if any(cells[len(head) :]):
                self._too_long(number, len(head), cells)
            label = next((c for c in map(folded, cells[:3]) if c in _TOTALS), None)
            if label is not None:
                self._total(label, number, cells, records[since if label == "小计" else 0 :])
                since = len(records)
                continue
            record = self._record(number, cells)
            if record is not None:
                records.append(record)
        return records

    # -- the header --------------------------------------------------------------------------

    def _place(self, head: Sequence[str], body: Sequence[list[str]]) -> None:
        taken: set[str] = set()
        for index, header in enumerate(head):
            place = self._meaning(index, header, body)
            if header and (place is None or place.key in taken):
                self._left[index] = (header, place.column.label if place else "")
            if place is not None and place.key not in taken:
                taken.add(place.key)
                self._places.append(place)
            elif self.meanings.get(header) == NOT_READ:
                continue
            elif header and any(index < len(row) and row[index].strip() for row in body):
                cell, said = (
                    f"{column_letters(index)}{self.first}",
                    f"“{self.sheet.name}”表的“{header}”列",
                )
                if place is not None:
                    first = next(
                        f"{column_letters(p.index)}{self.first}"
                        for p in self._places
                        if p.key == place.key
                    )
                    self._add(
                        "header-duplicate", Grade.WARNING, f"{said}与 {first} 意思相同，只读 {first}", cell, header,
                        "每项一列", "删去或改名其中一列",
                    )  # fmt: skip
                elif folded(header) not in _NUMBERS:
                    self._add(
                        "column-unknown", Grade.NOTE, f"{said}不认识，没有读取", cell, header,
                        "标准表头或其同义写法", "需要读取的，请改成标准表头",
                    )  # fmt: skip
        self._ref = SheetRef(
            self.file,
            self.sheet.name,
            {place.key: place.index for place in self._places},
            {place.key: place.header for place in self._places},
        )

    def _meaning(self, index: int, header: str, body: Sequence[list[str]]) -> _Place | None:
        record = self.sheet.record
        named = field_named(record, self.meanings.get(header, header))
        if named is None:
            plain = _UNIT.sub("", folded(header))
            named = next(
                ((c, c.key) for c in columns(record) if plain in map(folded, c.synonyms)), None
            )
        if named is not None and (
            named[0].kind is not CellKind.SERIES or _MONTH.fullmatch(named[1])
        ):
            column, key = named
            own = _UNIT.search(folded(header))
            return _Place(index, key, column, header, reader(column, Unit(own[1]) if own else self.unit, self.year))  # fmt: skip
        papers = next((c for c in columns(record) if c.kind is CellKind.PAPERS), None)
        if papers is not None and header and self._is_paper(index, body):
            return _Place(index, f"papers.{header}", papers, header, paper)
        return None

    @staticmethod
    def _is_paper(index: int, body: Sequence[list[str]]) -> bool:
        marks = {row[index].strip() for row in body if index < len(row)} - {""}
        return marks <= set(PaperState)

    def described(self) -> list[dict[str, str]]:
        """Return what each column was read as, one plain record a column."""
        made = {
            place.index: {
                "header": place.header, "state": "已读取", "field": place.key, "meaning": place.column.label, "sure": "高",
                "why": "表头",
            }
            for place in self._places
        }  # fmt: skip
        for index, (header, meaning) in self._left.items():
            state = "认得，不读" if meaning else "不认识"
            why = "与前面的列意思相同" if meaning else ""
            made[index] = {
                "header": header, "state": state, "field": "", "meaning": meaning, "sure": "高" if meaning else "低",
                "why": why,
            }  # fmt: skip
        place_of = {"file": self.file, "sheet": self.sheet.name, "standard": self.sheet.name}
        return [
            {**place_of, "column": column_letters(index), **made[index]} for index in sorted(made)
        ]

    # -- rows --------------------------------------------------------------------------------

    def _record(self, number: int, cells: Sequence[str]) -> Any | None:  # noqa: ANN401
        values: dict[str, Any] = {}
        texts: list[tuple[str, str]] = []
        series: dict[str, list[tuple[Month, Amount]]] = {}
        for place in self._places:
            text = cells[place.index] if place.index < len(cells) else ""
            if place.column.kind is CellKind.PAPERS:
                values.setdefault("papers", {})[place.header] = None
            if not text or self._is_target_amount(place):
                continue
            value = self._value(place, place.read, text, number, texts)
            if value is None:
                continue
            if place.column.kind is CellKind.PAPERS:
                values["papers"][place.header] = value
            elif found := _MONTH.fullmatch(place.key):
                series.setdefault(place.column.key, []).append((Month.parse(found[1]), value))
            else:
                values[place.key] = value
        values.update({key: tuple(sorted(part)) for key, part in series.items()})
        self._target(values, cells, number, texts)
        if values.get(self._required.key) is None:
            label = self._required.label
            self._add(
                "name-missing", Grade.ERROR, f"第{number}行有数据，却没有{label}，没有读取",
                self._ref.cell(self._required.key, number).cell, "", label, f"补填{label}，或删去这一行",
            )  # fmt: skip
            return None
        return self.sheet.record(**values, origin=Origin(self._ref, number, tuple(texts)))

    def _value(
        self, place: _Place, read: Read, text: str, number: int, texts: list[tuple[str, str]]
    ) -> Any:  # noqa: ANN401 - of the column's type
        is_text = place.column.kind is CellKind.TEXT and read is str
        if not is_text and text in NOTHING:
            return None
        try:
            return read(text)
        except UnreadableError as error:
            texts.append((place.key, text))
            cell = self._ref.cell(place.key, number).cell
            if place.column.kind is CellKind.DATE and folded(text) in UNDETERMINED:
                self._add(
                    "date-undetermined", Grade.NOTE, f"“{place.header}”还没有定", cell, text, "日期", "定下后补填"
                )  # fmt: skip
            else:
                self._add(
                    error.code, Grade.ERROR, f"“{place.header}”读不懂，没有计入", cell, text, error.expected,
                    f"改成{error.expected}；没有的留空",
                )  # fmt: skip
            return None

    def _is_target_amount(self, place: _Place) -> bool:
        return self.sheet.attribute == "targets" and place.key in _TARGET_AMOUNTS

    def _target(
        self, values: dict[str, Any], cells: Sequence[str], number: int, texts: list[tuple[str, str]]
    ) -> None:  # fmt: skip
        """Amounts of a target are in its own unit; a unit of ％ makes them growth."""
        if self.sheet.attribute != "targets":
            return
        written = values.get("unit") or ""
        is_rate = folded(written) in {"%", "百分点"}
        for place in self._places:
            if place.key not in _TARGET_AMOUNTS or place.index >= len(cells):
                continue
            own = _UNIT.search(folded(place.header))
            unit = Unit(written) if written in set(Unit) else Unit(own[1]) if own else self.unit
            read = percent if is_rate else money(unit)
            text = cells[place.index]
            value = self._value(place, read, text, number, texts) if text else None
            key = _TARGET_AMOUNTS[place.key] if is_rate else place.key
            if value is not None and key is not None:
                values.setdefault(key, value)

    def _total(self, label: str, number: int, cells: Sequence[str], covered: Sequence[Any]) -> None:
        amounts = list(self._amounts(cells))
        if amounts:
            scope = tuple(record.origin.row for record in covered)
            self.totals.append(
                StatedTotal(
                    sheet=self.sheet.name, label=label, scope=scope, amounts=tuple(amounts),
                    origin=Origin(self._ref, number),
                )
            )  # fmt: skip

    def _amounts(self, cells: Sequence[str]) -> Iterator[tuple[str, Amount]]:
        for place in self._places:
            text = cells[place.index] if place.index < len(cells) else ""
            if text and place.column.kind in _SUMMED:
                try:
                    yield place.key, place.read(text)
                except UnreadableError:
                    continue

    def _too_long(self, number: int, width: int, cells: Sequence[str]) -> None:
        extra = "、".join(cell for cell in cells[width:] if cell)
        self._add(
            "row-too-long", Grade.ERROR, f"第{number}行比表头多出{len(cells) - width}格，多出的没有读取",
            f"第{number}行", extra, f"{width}格", "多半是文字里的逗号没有加引号；请用 Excel 或 WPS 改好再另存为 CSV",
        )  # fmt: skip

    def _add(  # noqa: PLR0913, PLR0917 - the parts of a finding
        self, code: str, grade: Grade, message: str, cell: str, found: str, expected: str, mend: str
    ) -> None:  # fmt: skip
        place = CellRef(self.file, self.sheet.name, cell)
        self.found.append(Finding(code, grade, message, place, found, expected, mend))
