"""One sheet, read row by row into records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from attrs import define, evolve, field

from investtrack.model.columns import CellKind
from investtrack.model.finding import Finding, Grade
from investtrack.model.ledger import Sheet, StatedTotal
from investtrack.model.project import ProjectLevel
from investtrack.model.source import CellRef, Origin, SheetRef, column_letters
from investtrack.model.target import Target
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month
from investtrack.values.rate import Rate
from investtrack_excel import cells, rows
from investtrack_excel.cells import Read, UndatedError, UnreadableError, text_of
from investtrack_excel.guard import Guarded
from investtrack_excel.headers import Layout, Placed, clean


_FILLED_DOWN = frozenset({CellKind.TEXT, CellKind.NAMES, CellKind.CHOICE})
_NEVER_FILLED = frozenset({"name", "code", "remark", "credit_code", "library_code", "number"})
_TARGET_MONEY = ("amount", "base", "actual")
_SUSPICIOUS_RATE = 0.3
_PAPER_MARKS = frozenset({"√", "×", "不需要", "✓", "X", "x", "是", "否"})


@define
class Table:
    """A sheet and what is needed to read it."""

    file: str
    name: str
    sheet: Sheet
    layout: Layout
    unit: Unit
    year: int | None
    guarded: Guarded
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    findings: list[Finding]
    totals: list[StatedTotal]
    ref: SheetRef = field(init=False)
    _scalars: list[tuple[int, str, Read, str]] = field(init=False, factory=list)
    _series: dict[str, list[tuple[int, Month, Read]]] = field(init=False, factory=dict)
    _papers: list[tuple[int, str]] = field(init=False, factory=list)
    _name_index: int | None = field(init=False, default=None)

    def records(self, grid: Sequence[Sequence[Any]]) -> list[Any]:
        """Return the records of *grid*, adding findings and stated totals on the way."""
        self._compile(grid)
        self._note_columns()
        filled = self._fill(grid)
        found: list[Any] = []
        groups: list[
            tuple[int, int, StatedTotal, int]
        ] = []  # rank, first row, total, index of its first record
        header = [clean(cell) for cell in grid[self.layout.header_row]]
        since_subtotal = 0
        for number in range(self.layout.header_row + 1, len(grid)):
            row = grid[number]
            if rows.is_empty(row):
                continue
            label = rows.total_label(row, self._name_index)
            if label is None:
                if rows.is_note(row) or self._repeats(row, header):
                    continue
                record = self._record(row, number + 1, filled)
                if record is not None:
                    found.append(record)
                continue
            total = self._total(row, number + 1, label)
            place = rows.rank(label)
            if re.search(r"小计", label):
                self.totals.append(evolve(total, scope=_rows(found[since_subtotal:])))
                since_subtotal = len(found)
            elif place == 0 and found:
                self.totals.append(evolve(total, scope=_rows(found)))
            else:
                self._close(groups, place, found)
                groups.append((place, number, total, len(found)))
                since_subtotal = len(found)
        self._close(groups, -1, found)
        self._hidden(found)
        return found

    # -- preparing ---------------------------------------------------------------------------

    def _compile(self, grid: Sequence[Sequence[Any]]) -> None:
        placed = {place.key: place for place in self.layout.placed}
        columns = {key: place.index for key, place in placed.items()}
        headers = {key: place.header for key, place in placed.items()}
        for index in self._paper_columns(grid):
            header = clean(self.layout.unknown.pop(index))
            self._papers.append((index, header))
            columns[f"papers.{header}"] = index
            headers[f"papers.{header}"] = header
        self.ref = SheetRef(self.file, self.name, columns, headers)
        for place in placed.values():
            read = cells.reader(place.column, place.unit or self.unit, self.year)
            if place.column.kind is CellKind.SERIES:
                field_name, _, end = place.key.partition(".")
                self._series.setdefault(field_name, []).append(
                    (place.index, Month.parse(end), read)
                )
            elif not self._is_target_money(place):
                self._scalars.append((place.index, place.key, read, place.column.label))
            if place.column.required:
                self._name_index = place.index
        for entries in self._series.values():
            entries.sort(key=lambda entry: entry[1])

    def _is_target_money(self, place: Placed) -> bool:
        return self.sheet.record is Target and place.key in _TARGET_MONEY

    def _paper_columns(self, grid: Sequence[Sequence[Any]]) -> list[int]:
        """Return unknown columns of 入库计划 whose cells are marks of papers."""
        if self.sheet.attribute != "entries":
            return []
        found = []
        for index in self.layout.unknown:
            marks = [
                text_of(row[index])
                for row in grid[self.layout.header_row + 1 :]
                if index < len(row) and row[index] != ""
            ]
            if not marks or sum(mark in _PAPER_MARKS for mark in marks) * 2 >= len(marks):
                found.append(index)
        return found

    def _note_columns(self) -> None:
        row = self.layout.header_row + 1
        for index, text in self.layout.unknown.items():
            if clean(text) not in {"序号", "编号"}:
                self._add(
                    "column-unknown", Grade.NOTE, f"“{self.name}”表的“{clean(text)}”列不认识，没有读取",
                    f"{column_letters(index)}{row}", found=clean(text), mend="需要读取的，请改成标准表头或其同义写法",
                )  # fmt: skip
        for index, text in self.layout.doubled:
            self._add(
                "header-duplicate", Grade.WARNING, f"“{self.name}”表的“{clean(text)}”列与前面一列意思相同，只读前一列",
                f"{column_letters(index)}{row}", found=clean(text), mend="删去或改名其中一列",
            )  # fmt: skip

    def _fill(self, grid: Sequence[Sequence[Any]]) -> dict[tuple[int, int], tuple[Any, int]]:
        """Return (row, column) → (value, its row) for labels merged downward; amounts are never filled."""
        labels = {
            place.index
            for place in self.layout.placed
            if place.column.kind in _FILLED_DOWN and place.key not in _NEVER_FILLED
        }
        filled: dict[tuple[int, int], tuple[Any, int]] = {}
        for (top, left), (bottom, _) in self.merged:
            if (
                top > self.layout.header_row
                and bottom > top
                and left in labels
                and left < len(grid[top])
            ):
                for number in range(top + 1, min(bottom, len(grid) - 1) + 1):
                    filled[number, left] = (grid[top][left], top + 1)
        return filled

    # -- one row -----------------------------------------------------------------------------

    def _record(
        self, row: Sequence[Any], number: int, filled: dict[tuple[int, int], tuple[Any, int]]
    ) -> Any:  # noqa: ANN401
        values: dict[str, Any] = {}
        texts: list[tuple[str, str]] = []
        moved: list[tuple[str, int]] = []
        size = len(row)
        for index, key, read, label in self._scalars:
            cell = row[index] if index < size else ""
            if cell == "":
                if filled and (number - 1, index) in filled:
                    cell, source = filled[number - 1, index]
                    moved.append((key, source))
                else:
                    self._silent(index, number, key, texts)
                    continue
            value = self._read(read, cell, index, number, key, label, texts)
            if value is not None:
                values[key] = value
        for key, entries in self._series.items():
            values[key] = self._ytd(row, number, key, entries, texts)
        if self._papers:
            values["papers"] = {
                paper: self._read(
                    cells.paper, row[index], index, number, f"papers.{paper}", paper, texts
                )
                if index < size
                else None
                for index, paper in self._papers
            }
        if self.sheet.record is Target:
            self._target(values, row, number, texts)
        self._specials(values, row)
        if not self._is_named(values, number):
            return None
        origin = Origin(self.ref, number, tuple(texts), tuple(moved))
        return self.sheet.record(**values, origin=origin)

    def _is_named(self, values: dict[str, Any], number: int) -> bool:
        required = next(place for place in self.layout.placed if place.column.required)
        if values.get(required.key) is not None:
            return True
        self._add(
            "name-missing", Grade.ERROR, f"第{number}行有数据，却没有{required.column.label}，没有读取",
            f"{column_letters(required.index)}{number}", expected=required.column.label, mend=f"补填{required.column.label}，或删去这一行",
        )  # fmt: skip
        return False

    def _read(  # noqa: PLR0913, PLR0917 - a cell, where it stands and what it is for
        self,
        read: Read,
        cell: Any,  # noqa: ANN401 - whatever a cell holds
        index: int,
        number: int,
        key: str,
        label: str,
        texts: list[tuple[str, str]],
    ) -> Any:  # noqa: ANN401
        try:
            return read(cell)
        except UnreadableError as error:
            texts.append((key, text_of(cell)))
            self._add(
                error.code, Grade.ERROR, f"“{label}”读不懂，没有计入", f"{column_letters(index)}{number}",
                found=text_of(cell), expected=error.expected, mend=error.mend,
            )  # fmt: skip
        except UndatedError:
            texts.append((key, text_of(cell)))
            self._add(
                "date-undetermined", Grade.NOTE, f"“{label}”还没有定", f"{column_letters(index)}{number}",
                found=text_of(cell), expected="日期", mend="定下后补填",
            )  # fmt: skip
        return None

    def _silent(self, index: int, number: int, key: str, texts: list[tuple[str, str]]) -> None:
        """An empty answer of the reader may hide an error cell or a formula without a value."""
        if not self.guarded.errors and not self.guarded.uncomputed:
            return
        cell = f"{column_letters(index)}{number}"
        if cell in self.guarded.errors:
            texts.append((key, self.guarded.errors[cell]))
            self._add(
                "cell-error", Grade.ERROR, "单元格是错误值，没有计入", cell, found=self.guarded.errors[cell],
                expected="能算出结果的公式或数", mend="改正公式的引用，或直接填数",
            )  # fmt: skip
        elif cell in self.guarded.uncomputed:
            texts.append((key, "（公式没有结果）"))
            self._add(
                "formula-uncomputed", Grade.ERROR, "单元格的公式没有存下结果，没有计入", cell, found="公式",
                expected="公式的结果", mend="用 Excel 或 WPS 打开，重新计算后保存",
            )  # fmt: skip

    def _ytd(
        self,
        row: Sequence[Any],
        number: int,
        key: str,
        entries: list[tuple[int, Month, Read]],
        texts: list[tuple[str, str]],
    ) -> tuple[tuple[Month, Amount], ...]:
        series = []
        size = len(row)
        for index, end, read in entries:
            cell = row[index] if index < size else ""
            if cell == "":
                self._silent(index, number, f"{key}.{end}", texts)
                continue
            amount = self._read(
                read, cell, index, number, f"{key}.{end}", f"{end.ytd_label}累计数", texts
            )
            if amount is not None:
                series.append((end, amount))
        return tuple(series)

    def _target(
        self, values: dict[str, Any], row: Sequence[Any], number: int, texts: list[tuple[str, str]]
    ) -> None:
        """Amounts of a target are in its own unit; a unit of ％ makes them growth."""
        written = clean(values.get("unit") or "")
        percent = written in {"%", "百分点"}
        unit = next((unit for unit in Unit if unit == written), None) or self.unit
        for place in self.layout.placed:
            if place.key not in _TARGET_MONEY:
                continue
            cell = row[place.index] if place.index < len(row) else ""
            if cell == "":
                self._silent(place.index, number, place.key, texts)
                continue
            read = cells.rate if percent else cells.money(place.unit or unit)
            value = self._read(
                read, cell, place.index, number, place.key, place.column.label, texts
            )
            if not percent:
                values[place.key] = value
            elif place.key in {"amount", "actual"} and value is not None:
                values.setdefault("growth" if place.key == "amount" else "actual_growth", value)
        for key in ("growth", "actual_growth"):
            rate = values.get(key)
            if isinstance(rate, Rate) and 0 < abs(rate.in_percent) < _SUSPICIOUS_RATE:
                index = self.ref.columns.get(key, 0)
                self._add(
                    "rate-suspicious", Grade.WARNING, "增速小得不寻常，是不是把百分数填成了小数（或单元格设了百分比格式）",
                    f"{column_letters(index)}{number}", found=f"{float(rate.in_percent):g}％",
                    expected=f"{float(rate.fraction) * 10000:g}％？", mend="本列填百分数，5.5％填5.5",
                )  # fmt: skip

    def _specials(self, values: dict[str, Any], row: Sequence[Any]) -> None:
        """Marks before a name state its level; “已纳统，CODE” states the code too."""
        if (
            self._name_index is not None
            and "level" not in values
            and self.sheet.attribute in {"projects", "resumptions"}
        ):
            written = text_of(row[self._name_index]) if self._name_index < len(row) else ""
            if written.startswith("★"):
                values["level"] = ProjectLevel.PROVINCIAL
            elif written.startswith("■"):
                values["level"] = ProjectLevel.CITY
        index = self.ref.columns.get("is_in_library")
        if (
            index is not None
            and values.get("is_in_library")
            and "library_code" not in values
            and index < len(row)
        ):
            found = re.search(r"[，,、:：]\s*([0-9A-Z]{9,24})$", text_of(row[index]))
            if found:
                values["library_code"] = found[1]

    def _repeats(self, row: Sequence[Any], header: list[str]) -> bool:
        """Whether *row* is the header again, as on a printed page."""
        same = [
            i
            for i, cell in enumerate(row)
            if isinstance(cell, str) and cell and i < len(header) and clean(cell) == header[i]
        ]
        filled = [cell for cell in row if cell != ""]
        return len(same) * 2 > max(len(filled), 1)

    # -- totals ------------------------------------------------------------------------------

    def _total(self, row: Sequence[Any], number: int, label: str) -> StatedTotal:
        amounts: list[tuple[str, Amount]] = []
        for place in self.layout.placed:
            if place.column.kind not in {CellKind.MONEY, CellKind.SERIES} or place.index >= len(
                row
            ):
                continue
            cell = row[place.index]
            if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                amounts.append((place.key, cells.money(place.unit or self.unit)(cell)))
        return StatedTotal(
            sheet=self.sheet.name,
            label=label,
            amounts=tuple(amounts),
            count=rows.stated_count(row, label),
            origin=Origin(self.ref, number),
        )

    def _close(
        self, groups: list[tuple[int, int, StatedTotal, int]], place: int, found: list[Any]
    ) -> None:
        """Close the groups that end where a group of rank *place* begins."""
        while groups and groups[-1][0] >= place:
            _, _, total, first = groups.pop()
            if total.amounts or total.count is not None:
                self.totals.append(evolve(total, scope=_rows(found[first:])))

    def _hidden(self, found: Sequence[Any]) -> None:
        for record in found if self.guarded.hidden_rows else ():
            if record.origin.row in self.guarded.hidden_rows:
                self._add(
                    "row-hidden", Grade.NOTE, f"第{record.origin.row}行是隐藏行，已照常读取", f"第{record.origin.row}行",
                    mend="不应计入的请删去，不要隐藏",
                )  # fmt: skip

    def _add(  # noqa: PLR0913 - the parts of a finding
        self,
        code: str,
        grade: Grade,
        message: str,
        cell: str,
        *,
        found: str = "",
        expected: str = "",
        mend: str = "",
    ) -> None:
        self.findings.append(
            Finding(
                code, grade, message, CellRef(self.file, self.name, cell), found, expected, mend
            )
        )


def _rows(records: Sequence[Any]) -> tuple[int, ...]:
    return tuple(record.origin.row for record in records)
