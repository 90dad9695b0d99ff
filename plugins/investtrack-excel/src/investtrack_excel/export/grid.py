"""Where everything of the workbook stands: detail sheets, their columns and rows, the names of ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import define, field

from investtrack.metrics.figures.supervision import Occurrence, due
from investtrack.metrics.ledger_view import AbsentError
from investtrack.metrics.measures import before_period
from investtrack.model.ledger import Sheet
from investtrack.model.record import Record
from investtrack.model.source import column_letters
from investtrack.report import Report
from investtrack.values.period import Month
from investtrack_excel.export.column_formulas import (
    ACTUAL,
    ACTUAL_DUE,
    ACTUAL_MONTH,
    FROM_JANUARY,
    NOTHING,
    computed_columns,
    formula_of,
    named_columns,
    parameter,
    style_of,
)
from investtrack_excel.export.fields import DetailColumn, fields_of
from investtrack_excel.export.light_columns import is_small, light_fields
from investtrack_excel.export.sheets import HEAD_ROW, Head


FIRST_ROW = HEAD_ROW + 2
"""One-based row of a table's first record."""
FIGURES = "指标"
BETWEEN_NAMES = "、"
"""What stands between several names of one cell."""
_LONGEST_NAME = 99
_SHORT = {
    "targets": "目标", "projects": "项目", "entries": "入库", "services": "服务业", "resumptions": "复工",
    "starts": "开工", "issues": "问题", "reserves": "储备", "promotions": "招商", "supervisions": "督导", "measures": "措施", "funds": "资金", "occasions": "时段",
}  # fmt: skip


class InexpressibleError(Exception):
    """Raised by a word: the figure cannot be written as a formula here, and why (in Chinese)."""


@define(eq=False)
class Detail:
    """A detail sheet as laid out."""

    sheet: Sheet
    records: Sequence[Record]
    fields: list[DetailColumn]
    places: dict[str, int] = field(init=False)
    letters: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Know each column's place and letters."""
        self.places = {one.key: place for place, one in enumerate(self.fields)}
        self.letters = {key: column_letters(place) for key, place in self.places.items()}

    def add(self, fields: Sequence[DetailColumn]) -> None:
        """Add columns on the right."""
        self.fields.extend(fields)
        self.__attrs_post_init__()

    @property
    def short(self) -> str:
        """What names of its columns begin with."""
        return _SHORT.get(self.sheet.attribute, self.sheet.name)

    def reference(self, key: str) -> str:
        """Return the range of a column: 项目台账!$Q$4:$Q$103; one empty row where there is no record."""
        letters = self.letters[key]
        last = FIRST_ROW + max(len(self.records), 1) - 1
        return f"{self.sheet.name}!${letters}${FIRST_ROW}:${letters}${last}"

    def formulas(self) -> dict[int, str]:
        """Return column → the formula of its first row."""
        row = str(FIRST_ROW)
        return {
            place: one.formula.replace("§", row)
            for place, one in enumerate(self.fields)
            if one.formula
        }


def lay_out(report: Report, sheet: Sheet) -> Detail:
    """Return the detail sheet of *sheet*: the ledger's columns, then what is reckoned from them."""
    records = getattr(report.ledger, sheet.attribute)
    fields = fields_of(report, sheet)
    cells = {one.key: f"{column_letters(place)}§" for place, one in enumerate(fields)}
    before = before_period(report.facts)
    for one in fields:
        series, _, end = one.key.partition(".")
        if end == str(report.period.last_month):
            cells[f"{series}.@"] = cells[one.key]
        elif before is not None and end == str(before):
            cells[f"{series}.@before"] = cells[one.key]
    if before is None:
        cells[FROM_JANUARY] = ""
    ends = actual_months(report, fields)
    if ends:
        cells.update(_newest(ends, cells))
    _add_computed(report, sheet.attribute, fields, cells)
    _add_single_names(report, sheet.attribute, records, fields)
    return Detail(sheet, records, fields)


def _add_single_names(
    report: Report, attribute: str, records: Sequence[Record], fields: list[DetailColumn]
) -> None:
    """Add, for a column that holds several names a cell, a column for the first, for the second, and so on.

    Whether a text holds another cannot be asked of a whole column in every engine (Gnumeric and IronCalc ask it of one
    cell, and answer a number); whether cells are equal to a name can.
    """
    for key in sorted(key for of, key in named_columns(report.profile) if of == attribute):
        place = next((place for place, one in enumerate(fields) if one.key == key), None)
        if place is None:
            continue
        whole = fields[place]
        texts = {str(text) for text in whole.read(records) if text}
        most = max((text.count(BETWEEN_NAMES) for text in texts), default=0) + 1
        if most == 1:
            continue
        is_given = not whole.head.is_reckoned and not any(map(_is_blurred, texts))
        for number in range(most):
            formula = _single_name(f"{column_letters(place)}§", number) if is_given else ""
            head = Head(f"{whole.label}（第{number + 1}个）", whole.head.style, is_reckoned=True)
            label, read = f"{whole.label}第{number + 1}", _name_reader(whole, number)
            fields.append(DetailColumn(f"{key}#{number}", label, head, read, formula))


def _is_blurred(text: str) -> bool:
    """Whether the formula of single names would show another name than the text has."""
    names = text.split(BETWEEN_NAMES)
    return len({*names}) < len(names) or any(
        len(name) >= _LONGEST_NAME or name != name.strip(" ") or "  " in name for name in names
    )


def _single_name(cell: str, number: int) -> str:
    spread = f'SUBSTITUTE({cell},"{BETWEEN_NAMES}",REPT(" ",{_LONGEST_NAME}))'
    return f"TRIM(MID({spread},{number * _LONGEST_NAME + 1},{_LONGEST_NAME}))"


def _name_reader(whole: DetailColumn, number: int) -> Callable[[Sequence[object]], list[object]]:
    def name(text: object) -> object:
        names = list(dict.fromkeys(str(text or "").split(BETWEEN_NAMES)))
        return names[number] if number < len(names) else ""

    return lambda records: list(map(name, whole.read(records)))


def _occasions(report: Report) -> Detail | None:
    """Return the sheet of supervisions that are due; no ledger lists them."""
    try:
        records = report.facts.select(due).records
    except AbsentError:
        return None
    fields = [
        DetailColumn("label", "时段", Head("应督导时段", width=36), lambda due: [one.label for one in due]),
        DetailColumn("mode", "方式", Head("方式", width=12), lambda due: [one.mode.value for one in due]),
        DetailColumn("first", "起", Head("起", width=12), lambda due: [str(one.first) for one in due]),
        DetailColumn("last", "止", Head("止", width=12), lambda due: [str(one.last) for one in due]),
    ]  # fmt: skip
    _add_computed(report, "occasions", fields, {})
    return Detail(Sheet("督导时段", "occasions", Occurrence), records, fields)


def actual_months(report: Report, fields: Sequence[DetailColumn]) -> list[str]:
    """Return the keys of the columns of actual amounts that reach no further than t, of its year."""
    newest = report.facts.newest_month
    start, end = f"actual.{newest.year:04d}-01", f"actual.{newest}"
    return [one.key for one in fields if start <= one.key <= end]


def _newest(ends: Sequence[str], cells: Mapping[str, str]) -> dict[str, str]:
    """Return the formulas of the newest amount of a row, of its month and of the pace due by then.

    Written out, since LOOKUP(9E+307, …) stops at empty cells in LibreOffice, and INDEX/MATCH of one row elsewhere.
    """
    amount = label = due = NOTHING
    for key in ends:
        cell, end = cells[key], Month.parse(key.partition(".")[2])
        amount = f"IF(ISNUMBER({cell}),{cell},{amount})"
        label = f'IF(ISNUMBER({cell}),"{end.ytd_label}",{label})'
        due = f"IF(ISNUMBER({cell}),{parameter(pace_item(end))},{due})"
    return {ACTUAL: amount, ACTUAL_MONTH: label, ACTUAL_DUE: due}


def pace_item(end: Month) -> str:
    """Return what the pace due by a month is called."""
    return f"序时进度_{end.month:02d}"


def _add_computed(
    report: Report, attribute: str, fields: list[DetailColumn], cells: dict[str, str]
) -> None:
    """Add what figures take of each record, each column's formula over those before it."""
    for column in computed_columns(report.profile).get(attribute, ()):
        if column.needs_actual and ACTUAL not in cells:
            continue
        if column.after_january and report.period.first == 1:
            continue
        formula = formula_of(column, cells)
        cells[column.key] = f"{column_letters(len(fields))}§"
        head = Head(column.head, style_of(column), is_reckoned=True)
        fields.append(
            DetailColumn(column.key, column.head, head, column.reader(report.facts), formula)
        )


@define(eq=False)
class Grid:
    """The workbook's plan: what formulas and links refer to.

    Attributes:
        report: the report.
        details: attribute of the ledger → its sheet.
        names: defined name → what it refers to, as far as formulas use them.
        cells: figure, or figure and key of a part → its cell on the sheet of figures.
    """

    report: Report
    details: dict[str, Detail] = field(init=False)
    names: dict[str, str] = field(factory=dict)
    cells: dict[tuple[str, str], str] = field(factory=dict)
    _rows: dict[int, tuple[str, int]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        """Lay out every sheet the ledger has."""
        ledger = self.report.ledger
        self.details = {
            sheet.attribute: lay_out(self.report, sheet)
            for sheet in ledger.sheets
            if getattr(ledger, sheet.attribute) is not None
        }
        lit = [self.details[name] for name in ("projects", "entries") if name in self.details]
        if lit and is_small(self.report):
            lights = light_fields(self.report)
            for detail in lit:
                detail.add(lights)
        self.find(ledger.targets or ())
        if (occasions := _occasions(self.report)) is not None:
            self.details["occasions"] = occasions

    def has(self, attribute: str, key: str) -> bool:
        """Whether a detail sheet has a column."""
        detail = self.details.get(attribute)
        return detail is not None and self.key(key) in detail.places

    def key(self, key: str) -> str:
        """Return *key* with ``@`` put as the period's last month."""
        return key.replace("@", str(self.report.period.last_month)) if "@" in key else key

    def name(self, attribute: str, key: str) -> str:
        """Return the defined name of a column, such as _项目_总投资; it begins with a mark that every engine takes.

        Raises:
            InexpressibleError: there is no such column.
        """
        if not self.has(attribute, key):
            raise InexpressibleError("明细表没有所依据的列")
        detail = self.details[attribute]
        key = self.key(key)
        label = re.sub(r"\W", "", detail.fields[detail.places[key]].label)
        name = f"_{detail.short}_{label}"
        self.names[name] = detail.reference(key)
        return name

    def single_names(self, attribute: str, key: str) -> list[str]:
        """Return the defined names of the columns that hold one name a cell of a column of names.

        Raises:
            InexpressibleError: there is no such column.
        """
        singles = [
            one.key for one in self.details[attribute].fields if one.key.startswith(f"{key}#")
        ]
        return [self.name(attribute, single) for single in singles or [key]]

    def is_live(self, attribute: str, key: str) -> bool:
        """Whether a column is one of formulas."""
        if not key or not self.has(attribute, key):
            return False
        detail = self.details[attribute]
        return bool(detail.fields[detail.places[self.key(key)]].formula)

    def cell(self, record: Record, key: str) -> str:
        """Return the cell of one field of one record: 项目台账!Q5.

        Raises:
            InexpressibleError: the record, or its field, is on no detail sheet.
        """
        found = self.row_of(record)
        column = self.column(found[0], key) if found else ""
        if found is None or not column:
            raise InexpressibleError("记录不在明细表中")
        return f"{column}{found[1]}"

    def column(self, attribute: str, key: str) -> str:
        """Return what a cell of a column begins with, 项目台账!Q; empty where there is no such column."""
        if not self.has(attribute, key):
            return ""
        detail = self.details[attribute]
        return f"{detail.sheet.name}!{detail.letters[self.key(key)]}"

    def head(self, attribute: str, key: str) -> tuple[str, str] | None:
        """Return sheet and head cell of a column, for a link; None where there is none."""
        if not self.has(attribute, key):
            return None
        detail = self.details[attribute]
        return detail.sheet.name, f"{detail.letters[self.key(key)]}{FIRST_ROW - 1}"

    def row_of(self, record: Record) -> tuple[str, int] | None:
        """Return the sheet (as attribute of the ledger) and row of a target, or of a record that was found."""
        return self._rows.get(id(record))

    def find(self, records: Iterable[object]) -> None:
        """Find the rows of *records*: of those alone, since a large ledger has many."""
        wanted = {id(record) for record in records}
        for attribute, detail in self.details.items():
            for row, record in enumerate(detail.records, FIRST_ROW):
                if id(record) in wanted:
                    self._rows[id(record)] = attribute, row

    def figure(self, figure_id: str, key: str = "") -> str:
        """Return the cell of a figure, or of a part of it, on the sheet of figures.

        Raises:
            InexpressibleError: it has no value there.
        """
        found = self.cells.get((figure_id, key))
        if found is None or self.report.figures[figure_id].is_absent:
            raise InexpressibleError("所依据的指标没有数")
        return found
