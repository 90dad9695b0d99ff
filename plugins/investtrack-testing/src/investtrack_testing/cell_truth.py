"""Whether what an importer states is what the cells it names show: the kit looks into the workbook or CSV itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from pathlib import Path

from attrs import define, field

from investtrack.errors import AmountError
from investtrack.model.extract import Extract
from investtrack.model.source import CellRef, Origin
from investtrack.reading.cells.cell_values import NOTHING
from investtrack.values.amount import Amount, Unit
from investtrack.values.cell import column_letters
from investtrack.values.quantities import read_amount
from investtrack.values.quantity import Hedge
from investtrack.values.rate import Rate
from investtrack.values.text_width import folded
from investtrack.values.units import money_unit
from investtrack_testing import promises
from investtrack_testing.promises import demand
from investtrack_testing.samples import filled_keys
from investtrack_testing.texts import csv_rows, xlsx_text


_CELL = re.compile(r"^(.*?)!([A-Z]{1,3}\d+): (.*)$")
_IN_BRACKETS = re.compile(r"[（(\[]([^（()）\[\]]*)[)）\]]")
_IGNORED = re.compile(r"[^\w]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_ZERO = date(1899, 12, 30)
_EARLIER = re.compile(
    r"\.\d{4}-\d\d\.\d+$"
)  # the month before of a cumulated amount, which has a key of its own
_LONG = 4
_DIGITS = 15
ALL_UNITS = frozenset(Unit)
Cells = Mapping[tuple[str, str], str]
"""Sheet and cell → its text, numbers as the file holds them."""


def cells_of(path: Path) -> Cells | None:
    """Return the cells of a workbook or a CSV file; None of another format, or where it cannot be opened."""
    suffix = path.suffix.lower()
    if suffix in {".xlsx", ".xlsm"}:
        found = map(_CELL.match, xlsx_text(path.read_bytes()).split("\n"))
        return {(m[1], m[2]): m[3].partition(" 〔=")[0] for m in found if m}
    if suffix != ".csv":
        return None
    try:
        rows = csv_rows(path.read_bytes())
    except (UnicodeDecodeError, csv.Error):
        return None
    return {
        ("", f"{column_letters(place)}{number}"): text
        for number, row in enumerate(rows, 1)
        for place, text in enumerate(row)
    }


def check_cells(extract: Extract, path: Path) -> None:
    """Assert that every value, total and unit of *extract* is what the cells of *path* show, and that no fault is kept quiet.

    Raises:
        BrokenPromiseError: a promise is broken; the message names the cell, what it shows and what was stated.
    """
    cells = cells_of(path)
    if cells is not None:
        _Truth(extract, cells, path.name).check()


@define
class _Truth:
    extract: Extract
    cells: Cells
    file: str
    _sheets: frozenset[str] = field(init=False)
    _units: dict[tuple[int, str], frozenset[Unit]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self._sheets = frozenset(sheet for sheet, _ in self.cells)

    def check(self) -> None:
        said = {
            (cell.sheet, _row(cell))
            for finding in self.extract.findings
            for cell in (finding.place, *finding.related)
        }
        for sheet, record in self.extract.ledger.records():
            origin: Origin = record.origin
            if origin.sheet.file != self.file:
                continue
            is_own_unit = sheet.attribute == "targets"  # each row names its own
            for key in filled_keys(record):
                self._value(origin, key, _held(record, key), is_free=is_own_unit)
            self._silent(origin, set(filled_keys(record)), said)
        for total in self.extract.ledger.totals:
            for key, amount in total.amounts:
                where = total.origin.cell(key)
                shown = self._shown(where)
                stated = f"{amount} of “{total.label}” is {shown!r} in {where}"
                known = self._units.get((id(total.origin.sheet), _base(key)), ALL_UNITS)
                demand(bool(_units(shown, amount) & known), promises.TOTALS_TRUE, f"{stated}.")

    def _shown(self, cell: CellRef) -> str:
        sheets = self._sheets
        # A CSV has no sheet, and of a workbook of one sheet it is clear which is meant.
        sheet = cell.sheet if cell.sheet in sheets or len(sheets) != 1 else next(iter(sheets))
        return self.cells.get((sheet, cell.cell), "")

    def _value(self, origin: Origin, key: str, value: object, *, is_free: bool) -> None:
        shown = [self._shown(cell) for cell in origin.cells(key) if cell.cell[:1].isalpha()]
        if not shown:
            return  # no column holds it: that is another promise
        where, text = origin.cell(key), " + ".join(shown)
        stated = f"{value!r} is stated of {where}, which shows {text!r}"
        if not isinstance(value, Amount):
            fits = any(_fits(each, value) for each in shown)
            demand(fits, promises.VALUE_IN_CELL, f"{stated}.")
            return
        units = _units_of_sum(shown, value)
        demand(bool(units), promises.VALUE_IN_CELL, f"{stated}.")
        if is_free:
            return
        place = (id(origin.sheet), _base(key))
        if place not in self._units:
            header = origin.sheet.headers.get(key, "")
            named = {unit for inner in _IN_BRACKETS.findall(header) if (unit := money_unit(inner))}
            self._units[place] = frozenset(named) or ALL_UNITS
        held = self._units[place] & units
        demand(bool(held), promises.UNIT_HELD, f"{stated}, in another unit than its column.")
        self._units[place] = held

    def _silent(self, origin: Origin, filled: set[str], said: set[tuple[str, str]]) -> None:
        kept = dict(origin.texts)
        for key in origin.sheet.columns:
            cell = origin.cell(key)
            if key in filled or key in kept or _base(key) in filled or _EARLIER.search(key):
                continue
            text = folded(self._shown(cell))
            if text and text.upper() not in NOTHING:
                demand(
                    (cell.sheet, _row(cell)) in said,
                    promises.FAULTS_SAID,
                    f"{text!r} in {cell} is neither in the record nor in a finding.",
                )


def _base(key: str) -> str:
    return key.partition(".")[0]


def _row(cell: CellRef) -> str:
    return "".join(filter(str.isdigit, cell.cell))


def _held(record: object, key: str) -> object:
    name, _, part = key.partition(".")
    value = getattr(record, name)
    if not part:
        return value
    return value[part] if isinstance(value, Mapping) else next(held for end, held in value if str(end) == part)  # fmt: skip


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return Decimal(format(number, f".{_DIGITS}g")) if len(number.as_tuple().digits) > _DIGITS else number  # fmt: skip


def _units(text: str, value: Amount) -> frozenset[Unit]:
    """Return the units in which *text* is *value*; all where it names its own, none where it is another amount."""
    number = _number(text)
    if number is not None:
        return frozenset(unit for unit in Unit if Amount.of(number, unit) == value)
    return frozenset(unit for unit in Unit if _reads(text, unit) == value)


def _units_of_sum(shown: Sequence[str], value: Amount) -> frozenset[Unit]:
    """Return the units in which the cells *shown* are together *value*: single months that were cumulated, or one cell."""
    if len(shown) == 1:
        return _units(shown[0], value)
    numbers = [(_number(text), text) for text in shown]
    read = {
        unit: [_reads(text, unit) if n is None else Amount.of(n, unit) for n, text in numbers]
        for unit in Unit
    }
    return frozenset(
        unit
        for unit, amounts in read.items()
        if None not in amounts and Amount.total(filter(None, amounts)) == value
    )


def _reads(text: str, unit: Unit) -> Amount | None:
    try:
        return read_amount(text, unit, hedges=frozenset(Hedge))
    except AmountError:
        return None


def _fits(shown: str, value: object) -> bool:
    """Whether a cell that shows *shown* may be read as *value*; what is written in too many ways need only be there."""
    number = _number(shown)
    if isinstance(value, str) and not isinstance(value, Enum):
        return _is_text(shown, value)
    if isinstance(value, tuple):
        return all(_plain(str(each)) in _plain(shown) for each in value)
    if number is not None and isinstance(value, Rate):
        return Rate.percent(number) == value or value.fraction == Fraction(number)
    if number is not None and isinstance(value, int) and not isinstance(value, bool):
        return number == value
    return bool(shown.strip())


def _is_text(shown: str, value: str) -> bool:
    own, cell = _plain(value), _plain(shown)
    if _DAY.fullmatch(value) and cell.isdigit():  # a day is a number of days in a workbook
        return value == (_DAY_ZERO + timedelta(days=int(cell))).isoformat()
    # A long name may go on in the cell below.
    return bool(cell) and (own in cell or (len(cell) >= _LONG and cell in own))


def _plain(text: str) -> str:
    number = _number(text)
    written = str(number.to_integral_value()) if number is not None and number == number.to_integral_value() else text  # fmt: skip
    return _IGNORED.sub("", folded(written)).upper()
