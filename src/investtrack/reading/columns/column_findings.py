"""What is said of the columns of a sheet: which were not read, which were asked about, which were decided how."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from investtrack.errors import AmountError
from investtrack.model.columns import AMOUNT_KINDS, CellKind
from investtrack.model.source import column_letters
from investtrack.reading.cells.choices import BUILD_KINDS
from investtrack.reading.cells.number_format import number_format
from investtrack.reading.columns.unit_column import are_units_named
from investtrack.reading.headers.header import Ambiguous, Match, MissingMonth, clean
from investtrack.reading.headers.ignored_columns import (
    BUILD_KIND,
    LEFT_OUT,
    MONTHS_IN_DOUBT,
    SEQUENCE,
    IgnoredColumn,
)
from investtrack.reading.headers.meanings import odd_unit
from investtrack.reading.headers.unit_line import SaidUnit
from investtrack.reading.layout.generated_columns import GENERATED
from investtrack.reading.layout.header_rows import Layout, Unplaced, joined_columns
from investtrack.reading.sheet import Notes, SheetMarks, address
from investtrack.values.amount import Amount, Unit
from investtrack.values.quantities import read_amount


_QUARTER = 3
"""The month that the first quarter ends with."""
_NUMBERS = frozenset({"序号", "编号", "序列"})


def choice_label(choice: Match | MissingMonth | IgnoredColumn) -> str:
    """Return a possible meaning as a clerk reads it: 建设阶段（新建、续建、收尾、预备）."""
    if isinstance(choice, Match) and choice.column.choices:
        return f"{choice.label}（{'、'.join(choice.column.choices)}）"
    if choice == BUILD_KIND or (isinstance(choice, Match) and choice.key == "build_kind"):
        return f"{BUILD_KIND.label}（{'、'.join(w for w in ('新建', '扩建', '改建', '迁建') if w in BUILD_KINDS)}等）"
    return choice.label


def note_columns(  # noqa: C901 - one branch a state of a column
    layout: Layout, columns: Mapping[str, int], notes: Notes
) -> None:
    """Add the findings about columns; *columns* is where each field stands."""
    row, sheet = layout.header_row + 1, notes.sheet
    optional = {place.key for place in layout.placed if not place.match.column.standard}
    for index, text in layout.unknown.items():
        _unknown(index, row, text, notes)
    for place in layout.placed:
        if place.why and not place.why.startswith("配置"):
            notes.make(
                "column-decided",
                address(place.index, row),
                sheet=sheet,
                header=clean(place.header),
                label=place.match.label,
                why=place.why,
            )
    _months(layout, notes)
    if money := [place for each in layout.sources for place in each.placed]:
        headers = "、".join(clean(place.header) for place in money)
        at = address(min(place.index for place in money), row)
        notes.make("funds-across", at, sheet=sheet, number=len(money), headers=headers)
    left = [(index, text) for index, text, key in layout.doubled if key in optional]
    for other in layout.others:
        if isinstance(other.meaning, (Ambiguous, MissingMonth)):
            _ask(other, row, notes)
        elif isinstance(other.meaning, IgnoredColumn) and other.meaning.kind is CellKind.MONEY:
            notes.make(
                "column-amount-left",
                address(other.index, row),
                sheet=sheet,
                header=clean(other.header),
                why=other.meaning.why,
            )
        elif isinstance(other.meaning, IgnoredColumn) and other.meaning not in {
            SEQUENCE,
            GENERATED,
            LEFT_OUT,
            MONTHS_IN_DOUBT,
        }:
            left.append((other.index, other.header))
    if left:
        left.sort()
        names = "、".join(f"{clean(text)}（{address(index, row)}）" for index, text in left)
        notes.make(
            "column-unkept",
            address(left[0][0], row),
            sheet=sheet,
            number=len(left),
            headers=names,
            header=clean(left[0][1]),
        )
    joined = joined_columns(layout)
    for index, text, place in joined:
        notes.make(
            "columns-joined",
            address(index, row),
            sheet=sheet,
            header=clean(text),
            first=address(place.index, row),
            label=place.match.label,
        )
    for index, text, key in layout.doubled:
        if key in optional or any(index == other for other, _, _ in joined):
            continue
        notes.make(
            "header-duplicate",
            address(index, row),
            sheet=sheet,
            header=clean(text),
            first=address(columns[key], row),
        )


def _months(layout: Layout, notes: Notes) -> None:
    """Say which single months are added up, and which may be single or to date."""
    row, sheet = layout.header_row + 1, notes.sheet
    for months in layout.months:
        first, last = months.columns[0], months.columns[-1]
        notes.make(
            "months-added",
            address(first.index, row),
            variant="quarters" if first.month == _QUARTER else "",
            sheet=sheet,
            header=clean(first.header),
            first=first.month,
            last=last.month,
            label=months.column.label,
            why=months.why,
        )
    if asked := [other for other in layout.others if other.meaning == MONTHS_IN_DOUBT]:
        headers = "、".join(clean(other.header) for other in asked)
        at = address(asked[0].index, row)
        notes.make("months-doubtful", at, sheet=sheet, number=len(asked), headers=headers)


def _unknown(index: int, row: int, text: str, notes: Notes) -> None:
    """Say that a column is not understood, or that its amounts are in no unit that is read."""
    header, place = clean(text), address(index, row)
    if unit := odd_unit(text):
        notes.make("unit-unreadable", place, variant="column", sheet=notes.sheet, header=header, unit=unit)  # fmt: skip
    elif header not in _NUMBERS:
        notes.make("column-unknown", place, sheet=notes.sheet, header=header)


def note_units(layout: Layout, units: Sequence[SaidUnit], taken: Unit, notes: Notes) -> None:
    """Say where lines name a unit of money that amounts are not read in, or units that differ.

    Args:
        layout: the columns; those that name a unit themselves need no line.
        units: the units that lines name, above and below.
        taken: the unit that amounts are read in where their column names none.
        notes: where findings go.
    """
    if are_units_named(layout):
        return
    words = list(dict.fromkeys(said.unit or said.text for said in units))
    odd = next((said for said in units if said.unit is None), None)
    if odd is not None:
        place = address(odd.index, odd.row + 1)
        notes.make("unit-unreadable", place, sheet=notes.sheet, unit=odd.text, taken=taken)
    elif len(words) > 1:
        last = units[-1]
        place = address(last.index, last.row + 1)
        notes.make("unit-conflict", place, sheet=notes.sheet, units="、".join(words), taken=taken)


def note_formats(layout: Layout, marks: SheetMarks, taken: Unit, notes: Notes) -> None:
    """Say where the number formats of a column write a unit that is not the column's.

    Args:
        layout: the columns.
        marks: the formats of their cells.
        taken: the unit of columns that name none.
        notes: where findings go.
    """
    columns = {
        column_letters(p.index): p for p in layout.placed if p.match.column.kind in AMOUNT_KINDS
    }
    said: set[tuple[str, str]] = set()
    for place, code in marks.formats.items():
        letters = place.rstrip("0123456789")
        form, column = number_format(code), columns.get(letters)
        if form is None or column is None or not form.suffix:
            continue
        if int(place[len(letters) :]) <= layout.header_row + 1 or (letters, form.suffix) in said:
            continue
        unit = column.match.unit or taken
        try:
            is_same = read_amount(f"1{form.suffix}") == Amount.of(1, unit)
        except AmountError:  # no unit of money: each cell is said to be unreadable
            continue
        if not is_same:
            said.add((letters, form.suffix))
            notes.make(
                "format-unit",
                place,
                label=clean(column.header),
                shown=form.suffix,
                unit=unit,
                found=code,
            )


def _ask(other: Unplaced, row: int, notes: Notes) -> None:
    header, place = clean(other.header), address(other.index, row)
    if isinstance(other.meaning, MissingMonth) and other.meaning.column.kind is not CellKind.SERIES:
        notes.make(
            "column-month-unknown", place, variant="target", sheet=notes.sheet, header=header
        )
    elif isinstance(other.meaning, MissingMonth):
        notes.make(
            "column-month-unknown",
            place,
            sheet=notes.sheet,
            header=header,
            label=other.meaning.column.label,
            lacks="哪一年" if other.meaning.month else "到几月",
        )
    elif isinstance(other.meaning, Ambiguous):
        choices = [choice_label(choice) for choice in other.meaning.choices]
        notes.make(
            "column-doubtful",
            place,
            sheet=notes.sheet,
            header=header,
            number=len(choices),
            choices=" 或 ".join(choices),
        )
