"""Ledgers that hypothesis makes for the workbook: names of every kind, few of them, so that sheets meet."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum

from hypothesis import strategies as st

from investtrack.model.columns import columns
from investtrack.model.entry import PaperState
from investtrack.model.ledger import SHEETS, Ledger
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


Q1 = Period.quarter(2022, 1)
T = date(2022, 3, 20)
# What COUNTIFS would take for a pattern, an operator, a number or a date, and what XML must escape.
UNITS = (
    "住建局",
    "交通局",
    "*局",
    "?通局",
    "<甲",
    ">=1",
    "=1+1",
    "007",
    "7",
    "2022-3-5",
    'a"b',
    "A",
    "a",
    "县 局",
    "<b>&~*",
)
TEXTS = {
    "name": st.sampled_from(("甲桥", "乙园", "丙厂（一期）", "购置设备", "=1+1", "+@-", "<b>&")),
    "code": st.sampled_from(("A1", "A2", "A3")),
    "industry_code": st.sampled_from(("6510", "L72", "5211")),
    "batch": st.sampled_from(("2022年第一批", "2022年第二批", "2021年第十一批")),
    "indicator": st.sampled_from(("地区生产总值", "固定资产投资", "民间固定资产投资")),
    "responsible_unit": st.sampled_from(UNITS),
    "unreportable_reason": st.sampled_from(("无发票", "前期费用", "未说明", *UNITS)),
    "industry": st.sampled_from(("工业", "民生", *UNITS)),
}  # fmt: skip
amounts = st.decimals(min_value=0, max_value=90000, places=2).map(lambda d: Amount.of(d, Unit.WAN))
fine = st.decimals(min_value=0, max_value=9, places=6).map(lambda d: Amount.of(d, Unit.WAN))
days = st.dates(date(2021, 11, 1), date(2022, 5, 31))
spans = days.map(DateSpan.day) | days.map(lambda d: DateSpan.month(d.year, d.month))
series = st.dictionaries(st.integers(2, 5), amounts | fine, max_size=3).map(
    lambda found: tuple((Month(2022, number), found[number]) for number in sorted(found))
)
leaders = st.lists(st.sampled_from(("王一", "王一二", "李二", "A")), max_size=2).map(tuple)
papers = st.dictionaries(
    st.sampled_from(("立项", "用地", "用地规划")),
    st.none() | st.sampled_from(PaperState),
    max_size=3,
)


def _of_type(key, kind):
    if typing.get_origin(kind) is Mapping or key == "papers":
        return papers
    (kind,) = [arg for arg in typing.get_args(kind) if arg is not types.NoneType] or [kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return {
        str: lambda: TEXTS.get(key, st.text(max_size=4)),
        bool: st.booleans,
        Amount: lambda: amounts | fine,
        DateSpan: lambda: spans,
        Period: lambda: st.sampled_from((Q1, Period.full_year(2022))),
        Rate: lambda: st.fractions(-1, 1, max_denominator=999).map(Rate),
    }[kind]()


def _records(record):
    hints = typing.get_type_hints(record)
    made = {}
    for column in columns(record):
        if column.key == "leaders":
            made[column.key] = leaders
        elif column.kind == "series":
            made[column.key] = series
        else:
            found = _of_type(column.key, hints[column.key])
            made[column.key] = found if column.required else st.none() | found
    return st.builds(record, **made)


def _sheet(sheet):
    rows = st.lists(_records(sheet.record), max_size=6).map(tuple)
    return st.none() | rows | rows


ledgers = st.builds(
    Ledger, period=st.just(Q1), as_of=st.just(T), **{s.attribute: _sheet(s) for s in SHEETS}
)
