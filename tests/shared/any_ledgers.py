"""Ledgers nobody thought of: any records, few names and codes so that they meet, dates around a quarter and its end."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from by_chance import often_none, one_of, rows_by_chance, said_by, several, text

from investtrack.model.columns import columns
from investtrack.model.entry import PaperState
from investtrack.model.ledger import SHEETS, Ledger
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


Q1 = Period.quarter(2022, 1)
T = date(2022, 3, 20)

# Few names and codes, so that records of different sheets meet; dates around P and t.
NAMES = ("甲桥", "乙园", "★ 甲桥", "丙厂（一期）", "丙厂(一期)", "购置设备")
TEXTS = {
    "name": NAMES,
    "code": ("A1", "A2", "A3"),
    "industry_code": ("6510", "L72", "5211"),
    "batch": ("2022年第一批", "2022年第二批", "2021年第十一批"),
    "indicator": ("地区生产总值", "固定资产投资", "民间固定资产投资"),
    "responsible_unit": ("住建局", "交通局"),
    "unreportable_reason": ("无发票", "前期费用"),
    "industry": ("工业", "民生"),
    "rank": ("3", "第3位", "12", "靠后"),
}
_FIRST_DAY, _LAST_DAY = date(2021, 11, 1).toordinal(), date(2022, 5, 31).toordinal()


def amount(chance):
    """Return an amount to the fen: nought, a small whole one, or any."""
    cents = chance.choice((0, 100 * chance.randint(0, 20), chance.randint(0, 10**4), *(chance.randint(0, 9 * 10**6) for _ in range(3))))  # fmt: skip
    return Amount.of(Decimal(cents).scaleb(-2), Unit.WAN)


def span(chance):
    day = date.fromordinal(chance.randint(_FIRST_DAY, _LAST_DAY))
    return DateSpan.day(day) if chance.random() < 0.5 else DateSpan.month(day.year, day.month)


def some_series(chance):
    return tuple((Month(2022, number), amount(chance)) for number in sorted(several(chance, range(2, 6), most=3)))  # fmt: skip


def full_series(chance):
    return ((Month(2022, 2), amount(chance)), (Month(2022, 3), amount(chance)))


def rate(chance):
    below = chance.randint(1, chance.choice((1, 10, 999)))
    return Rate(Fraction(chance.randint(-below, below), below))


def papers(chance):
    return {name: chance.choice((None, *PaperState)) for name in several(chance, ("立项", "施工许可"))}  # fmt: skip


def sheet_ref(chance):
    columns_ = {name: chance.randint(0, 40) for name in several(chance, ("name", "planned.2022-03"))}  # fmt: skip
    return SheetRef(file=chance.choice(("甲.xlsx", "乙.xls")), sheet=chance.choice(("项目台账", "Sheet1")), columns=columns_, headers={})  # fmt: skip


def origin(chance):
    return Origin(
        sheet=sheet_ref(chance),
        row=chance.randint(1, 99),
        texts=tuple({text(chance, 4): text(chance, 6) for _ in range(chance.randint(0, 2))}.items()),
        moved=tuple((name, chance.randint(1, 9)) for name in several(chance, ("name", "code"), most=1)),
    )  # fmt: skip


origins = said_by(origin)


def of_type(key, kind):
    """Return a maker of values of an annotated field: ``Amount | None`` gives amounts."""
    options = [arg for arg in typing.get_args(kind) if arg is not types.NoneType]
    if isinstance(kind, types.UnionType):
        (kind,) = options
    if isinstance(kind, type) and issubclass(kind, Enum):
        return one_of(kind)
    if typing.get_origin(kind) is Mapping or key == "papers":
        return papers
    return {
        str: one_of(TEXTS[key]) if key in TEXTS else lambda chance: text(chance, 5),
        bool: one_of((False, True)),
        Amount: amount,
        DateSpan: span,
        Period: one_of((Q1, Period.full_year(2022), Period(2022, 1, 5))),
        Rate: rate,
    }[kind]


def maker_of(record, *, whole):
    """Return a maker of records of one type; *whole* ones have every cell filled."""
    hints = typing.get_type_hints(record)
    made = {}
    for column in columns(record):
        if column.key == "leaders":
            made[column.key] = lambda chance: tuple(several(chance, ("王一", "李二"), int(whole)))
        elif column.kind == "series":
            made[column.key] = full_series if whole else some_series
        else:
            found = of_type(column.key, hints[column.key])
            made[column.key] = found if whole or column.required else often_none(found)
    return lambda chance, _: record(
        **{key: make(chance) for key, make in made.items()}, origin=origin(chance)
    )


def _apart(name, found):
    """Return records that no other contradicts: one project a code, one target a level."""
    if name == "projects":
        return tuple({p.code or id(p): p for p in found}.values())
    if name == "targets":
        return tuple({(t.indicator, t.period, t.assigned_by): t for t in found}.values())
    return tuple(found)


def _ledger(_, **rows):
    apart = {name: None if found is None else _apart(name, found) for name, found in rows.items()}
    return Ledger(period=Q1, as_of=T, **apart)


def ledgers(*, whole=False):
    makers = {sheet.attribute: maker_of(sheet.record, whole=whole) for sheet in SHEETS}
    return rows_by_chance(makers, _ledger, is_full=whole)
