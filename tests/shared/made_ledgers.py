"""Ledgers with every field of every sheet, made from the types."""

import types
import typing
from datetime import date
from enum import Enum
from fractions import Fraction

from by_chance import often_none, one_of, rows_by_chance, several

from investtrack.model.columns import CellKind, columns
from investtrack.model.entry import PaperState
from investtrack.model.ledger import SHEETS, Ledger, Region
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


# Texts such as ledgers hold, and such as nobody hopes to meet in one; marks alone mean the cell above.
_TEXTS = ("=1+1", "+甲", "-乙", "@丙", "'=丁", "甲,乙", '引"号', "两\n行", "0012", "一、二", "＝戊")
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1).toordinal(), date(2050, 12, 31).toordinal()


def text(chance):
    if chance.random() < 0.5:
        return chance.choice(_TEXTS)
    while True:
        signs = chance.choices("甲乙丙ab01 .,;'\"=+-@\n", k=chance.randint(1, 12))
        if any(map(str.isalnum, signs)):
            return "".join(signs).strip()


def telling_text(chance):
    """What tells one row from another has a word in it: a mere number is none, nor is 1-."""
    while True:
        found = text(chance)
        if found == "=1+1" or any("一" <= sign <= "龥" for sign in found):
            return found


def name(chance):
    return "".join(chance.choices("甲乙丙丁", k=chance.randint(2, 4)))


def amount(chance):
    """万元 to the fen and beyond: what Excel keeps, 15 significant digits, of amounts small and large; less than 10⁻¹² of a unit is none."""
    digits, exponent = chance.randrange(10 ** chance.randint(0, 15)), chance.randint(-8, 0)
    return Amount.of(f"{chance.choice(('', '-'))}{digits}E{exponent}", Unit.WAN)


def day(chance):
    return date.fromordinal(chance.randint(_FIRST_DAY, _LAST_DAY))


def span(chance):
    first, other = sorted((day(chance), day(chance)))
    return chance.choice((
        DateSpan.day(first), DateSpan.month(first.year, first.month),
        DateSpan(date(first.year, 1, 1), date(first.year, 12, 31)), DateSpan(first, other),
    ))  # fmt: skip


def period(chance):
    year = chance.randint(1990, 2050)
    return chance.choice((Period.quarter(year, chance.randint(1, 4)), Period.year_to_date(year, chance.randint(1, 12))))  # fmt: skip


def rate(chance):
    below = chance.randint(1, chance.choice((1, 10, 1000)))
    return Rate(Fraction(chance.randint(-5 * below, 5 * below), below))


def series(chance):
    months = several(chance, [Month(year, month) for year in (2021, 2022) for month in range(1, 13)], most=3)  # fmt: skip
    return tuple((month, amount(chance)) for month in sorted(months))


def _bare(kind):
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        return next(arg for arg in typing.get_args(kind) if arg is not type(None))
    return kind


def _values(column, kind):
    if column.kind is CellKind.SERIES:
        return series
    if column.kind is CellKind.NAMES:
        return lambda chance: tuple(dict.fromkeys(name(chance) for _ in range(chance.randint(0, 3))))  # fmt: skip
    if column.kind is CellKind.PAPERS:
        return lambda chance: {paper: chance.choice((None, *PaperState)) for paper in ("立项", "施工合同")}  # fmt: skip
    simple = {Amount: amount, Rate: rate, DateSpan: span, Period: period, bool: one_of((False, True))}  # fmt: skip
    if kind in simple:
        found = simple[kind]
    elif issubclass(kind, Enum):
        found = one_of(kind)
    elif column.key == "unit":
        found = one_of(unit.value for unit in Unit)
    else:
        found = telling_text if column.required or column.key in {"name", "leaders"} else text
    return found if column.required else often_none(found)


def maker_of(sheet):
    """Return a maker of records of one sheet, each with the row it stands in and the columns of the sheet."""
    hints = typing.get_type_hints(sheet.record)
    fields = {c.key: _values(c, _bare(hints[c.key])) for c in columns(sheet.record)}
    ref = SheetRef("甲.xlsx", sheet.name, {key: i for i, key in enumerate(fields)})
    return lambda chance, place: sheet.record(
        **{key: make(chance) for key, make in fields.items()}, origin=Origin(ref, place + 2)
    )


def _ledger(chance, **rows):
    parent, unit = often_none(name), often_none(name)
    return Ledger(
        region=Region(name=name(chance), parent=parent(chance), reporting_unit=unit(chance)),
        period=Period.quarter(chance.randint(2021, 2022), chance.randint(1, 4)),
        as_of=date.fromordinal(chance.randint(date(2021, 1, 1).toordinal(), date(2022, 12, 31).toordinal())),
        sources=("甲.xlsx",),
        **{key: None if found is None else tuple(found) for key, found in rows.items()},
    )  # fmt: skip


ledgers = rows_by_chance({sheet.attribute: maker_of(sheet) for sheet in SHEETS}, _ledger, most=3)
"""Whole ledgers, every sheet present or absent."""
