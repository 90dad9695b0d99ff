"""Hypothesis strategies for ledgers with every field of every sheet, made from the types."""

import types
import typing
from datetime import date
from enum import Enum

from hypothesis import strategies as st

from investtrack.model.columns import CellKind, columns
from investtrack.model.entry import PaperState
from investtrack.model.ledger import SHEETS, Ledger, Region
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


# Texts such as ledgers hold, and such as nobody hopes to meet in one; marks alone mean the cell above.
TEXTS = st.one_of(
    st.sampled_from(("=1+1", "+甲", "-乙", "@丙", "'=丁", "甲,乙", '引"号', "两\n行", "0012", "一、二", "＝戊")),
    st.text("甲乙丙ab01 .,;'\"=+-@\n", min_size=1, max_size=12).map(str.strip).filter(lambda text: any(map(str.isalnum, text))),
)  # fmt: skip
NAMES = st.text("甲乙丙丁", min_size=2, max_size=4)
# 万元 to the fen and beyond: what Excel keeps, 15 significant digits, of amounts small and large; less than 10⁻¹² of a unit is none.
AMOUNTS = st.builds(
    lambda digits, exponent, sign: Amount.of(f"{sign}{digits}E{exponent}", Unit.WAN),
    st.integers(0, 10**15 - 1), st.integers(-8, 0), st.sampled_from(("", "-")),
)  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))
SPANS = st.one_of(
    DAYS.map(DateSpan.day),
    DAYS.map(lambda day: DateSpan.month(day.year, day.month)),
    DAYS.map(lambda day: DateSpan(date(day.year, 1, 1), date(day.year, 12, 31))),
    st.tuples(DAYS, DAYS).map(lambda days: DateSpan(min(days), max(days))),
)
PERIODS = st.one_of(
    st.builds(Period.quarter, st.integers(1990, 2050), st.integers(1, 4)),
    st.builds(Period.year_to_date, st.integers(1990, 2050), st.integers(1, 12)),
)
RATES = st.fractions(-5, 5, max_denominator=1000).map(Rate)
SERIES = st.dictionaries(
    st.builds(Month, st.integers(2021, 2022), st.integers(1, 12)), AMOUNTS, max_size=3
).map(lambda found: tuple(sorted(found.items())))


def _bare(kind):
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return next(arg for arg in typing.get_args(kind) if arg is not type(None))
    return kind


def _values(column, kind):
    if column.kind is CellKind.SERIES:
        return SERIES
    if column.kind is CellKind.NAMES:
        return st.lists(NAMES, max_size=3, unique=True).map(tuple)
    if column.kind is CellKind.PAPERS:
        return st.fixed_dictionaries(
            dict.fromkeys(("立项", "施工合同"), st.none() | st.sampled_from(PaperState))
        )
    simple = {Amount: AMOUNTS, Rate: RATES, DateSpan: SPANS, Period: PERIODS, bool: st.booleans()}
    if kind in simple:
        found = simple[kind]
    elif issubclass(kind, Enum):
        found = st.sampled_from(kind)
    elif column.key == "unit":
        found = st.sampled_from([unit.value for unit in Unit])
    elif column.required or column.key in {"name", "leaders"}:
        # What tells one row from another has a word in it: a mere number is none, nor is 1-.
        found = TEXTS.filter(
            lambda text: text == "=1+1" or any("一" <= sign <= "龥" for sign in text)
        )
    else:
        found = TEXTS
    return found if column.required else st.none() | found


def records(sheet):
    """Records of one sheet, each with the row it stands in and the columns of the sheet."""
    hints = typing.get_type_hints(sheet.record)
    fields = {c.key: _values(c, _bare(hints[c.key])) for c in columns(sheet.record)}
    ref = SheetRef("甲.xlsx", sheet.name, {key: i for i, key in enumerate(fields)})

    def placed(rows):
        return tuple(
            sheet.record(**row, origin=Origin(ref, number)) for number, row in enumerate(rows, 2)
        )

    return st.lists(st.fixed_dictionaries(fields), max_size=3).map(placed)


ledgers = st.builds(
    Ledger,
    region=st.builds(
        Region, name=NAMES, parent=st.none() | NAMES, reporting_unit=st.none() | NAMES
    ),
    period=st.builds(Period.quarter, st.integers(2021, 2022), st.integers(1, 4)),
    as_of=st.dates(date(2021, 1, 1), date(2022, 12, 31)),
    sources=st.just(("甲.xlsx",)),
    **{sheet.attribute: st.none() | records(sheet) for sheet in SHEETS},
)
"""Whole ledgers, every sheet present or absent."""
