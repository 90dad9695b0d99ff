"""Ledgers nobody thought of: any records, few names and codes so that they meet, dates around a quarter and its end."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import Enum

from hypothesis import strategies as st

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
    "name": st.sampled_from(NAMES),
    "code": st.sampled_from(("A1", "A2", "A3")),
    "industry_code": st.sampled_from(("6510", "L72", "5211")),
    "batch": st.sampled_from(("2022年第一批", "2022年第二批", "2021年第十一批")),
    "indicator": st.sampled_from(("地区生产总值", "固定资产投资", "民间固定资产投资")),
    "responsible_unit": st.sampled_from(("住建局", "交通局")),
    "unreportable_reason": st.sampled_from(("无发票", "前期费用")),
    "industry": st.sampled_from(("工业", "民生")),
}
amounts = st.decimals(min_value=0, max_value=90000, places=2).map(lambda d: Amount.of(d, Unit.WAN))
days = st.dates(date(2021, 11, 1), date(2022, 5, 31))
spans = days.map(DateSpan.day) | days.map(lambda d: DateSpan.month(d.year, d.month))
series = st.dictionaries(st.integers(2, 5), amounts, max_size=3).map(
    lambda found: tuple((Month(2022, number), found[number]) for number in sorted(found))
)
full_series = st.tuples(amounts, amounts).map(
    lambda found: ((Month(2022, 2), found[0]), (Month(2022, 3), found[1]))
)
sheets = st.builds(
    SheetRef,
    file=st.sampled_from(("甲.xlsx", "乙.xls")),
    sheet=st.sampled_from(("项目台账", "Sheet1")),
    columns=st.dictionaries(st.sampled_from(("name", "planned.2022-03")), st.integers(0, 40)),
    headers=st.just({}),
)
origins = st.builds(
    Origin,
    sheet=sheets,
    row=st.integers(1, 99),
    texts=st.dictionaries(st.text(max_size=4), st.text(max_size=6), max_size=2).map(
        lambda found: tuple(found.items())
    ),
    moved=st.dictionaries(st.sampled_from(("name", "code")), st.integers(1, 9), max_size=1).map(
        lambda found: tuple(found.items())
    ),
)


def of_type(key, kind):
    """Return values of an annotated field: ``Amount | None`` gives amounts."""
    options = [arg for arg in typing.get_args(kind) if arg is not types.NoneType]
    if isinstance(kind, types.UnionType):
        (kind,) = options
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if typing.get_origin(kind) is Mapping or key == "papers":
        papers = st.sampled_from(("立项", "施工许可"))
        return st.dictionaries(papers, st.none() | st.sampled_from(PaperState), max_size=2)
    return {
        str: lambda: TEXTS.get(key, st.text(max_size=5)),
        bool: st.booleans,
        Amount: lambda: amounts,
        DateSpan: lambda: spans,
        Period: lambda: st.sampled_from((Q1, Period.full_year(2022), Period(2022, 1, 5))),
        Rate: lambda: st.fractions(-1, 1, max_denominator=999).map(Rate),
    }[kind]()


def records_of(record, *, whole):
    """Return records of one type; *whole* ones have every cell filled."""
    hints = typing.get_type_hints(record)
    made = {}
    for column in columns(record):
        hint = hints[column.key]
        if column.key == "leaders":
            people = st.lists(st.sampled_from(("王一", "李二")), min_size=int(whole), max_size=2)
            made[column.key] = people.map(tuple)
        elif column.kind == "series":
            made[column.key] = full_series if whole else series
        else:
            found = of_type(column.key, hint)
            made[column.key] = found if whole or column.required else st.none() | found
    return st.builds(record, **made, origin=origins)


def _apart(sheet, found):
    """Return records that no other contradicts: one project a code, one target a level."""
    if sheet.attribute == "projects":
        return tuple({p.code or id(p): p for p in found}.values())
    if sheet.attribute == "targets":
        return tuple({(t.indicator, t.period, t.assigned_by): t for t in found}.values())
    return tuple(found)


def ledgers(*, whole=False):
    made = {}
    for sheet in SHEETS:
        rows = st.lists(records_of(sheet.record, whole=whole), max_size=5).map(
            lambda found, sheet=sheet: _apart(sheet, found)
        )
        made[sheet.attribute] = rows if whole else st.none() | rows
    return st.builds(Ledger, period=st.just(Q1), as_of=st.just(T), **made)
