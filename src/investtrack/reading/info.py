"""Reads 基本信息: whose ledger, for which period, as of when, in which unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import define, evolve

from investtrack.errors import PeriodError
from investtrack.model.ledger import Region
from investtrack.reading.cells.cell_values import NOTHING, period_of, text_of
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.heading import year_of
from investtrack.reading.layout.row_kinds import is_blank
from investtrack.reading.sheet import Notes, Row, SheetMarks, address
from investtrack.values.amount import Unit
from investtrack.values.codes import region_code
from investtrack.values.dates import parse_date
from investtrack.values.period import AmbiguousPeriodError, Period
from investtrack.values.units import money_unit


_REGION = {"地区": "name", "上级地区": "parent", "填报单位": "reporting_unit"}
_ITEMS = {
    "地区名称": "地区", "县区": "地区", "县": "地区", "上级": "上级地区", "报告期间": "报告期", "期间": "报告期",
    "截止时间": "截止日期", "截至日期": "截止日期", "截至时间": "截止日期", "单位": "金额单位",
    "年度": "年份", "编制单位": "填报单位", "报送单位": "填报单位",
    "区划代码": "行政区划代码", "地区代码": "行政区划代码", "行政区划编码": "行政区划代码", "行政区代码": "行政区划代码",
}  # fmt: skip


@define
class Info:
    """What 基本信息 says; None where it is silent.

    Attributes:
        region: whose ledger it is.
        period: 报告期.
        as_of: 截止日期.
        unit: 金额单位.
        said_year: 年份, where it is stated by itself.
    """

    region: Region = Region()
    period: Period | None = None
    as_of: date | None = None
    unit: Unit | None = None
    said_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year that headers and dates without one mean."""
        if self.period:
            return self.period.year
        return self.as_of.year if self.as_of else self.said_year

    @property
    def month(self) -> int | None:
        """The month that amounts to date reach to: that of the as-of date."""
        return self.as_of.month if self.as_of else None


def read_info(
    rows: Iterable[Row], marks: SheetMarks, notes: Notes, known: Info | None = None
) -> Info:
    """Read the two columns 项目 and 值, beside what is *known* already."""
    info = evolve(known or Info())
    items = list(_items(rows))
    for _, item, filled in items:  # before the dates that lack a year
        if item == "年份" and len(filled) > 1:
            info.said_year = year_of(filled[1][1]) or info.said_year
    for number, item, filled in items:
        if len(filled) > 1:
            _item(info, item, filled[1][1], address(filled[1][0], number), notes)
            continue
        place = address(filled[0][0] + 1, number)
        if place in marks.errors:
            found = marks.errors[place]
            notes.make("cell-error", place, variant="info", label=item, found=found)
        elif place in marks.uncomputed:
            notes.make("formula-uncomputed", place, variant="info", label=item)
    return info


def _items(rows: Iterable[Row]) -> Iterator[tuple[int, str, list[tuple[int, object]]]]:
    """Yield number, item and filled cells of each row."""
    for number, row in enumerate(rows, 1):
        filled = [(index, cell) for index, cell in enumerate(row) if not is_blank(cell)]
        if filled:
            item = clean(filled[0][1]).rstrip(":")
            yield number, _ITEMS.get(item, item), filled


def _item(info: Info, item: str, value: object, place: str, notes: Notes) -> None:
    text = text_of(value)
    if text in NOTHING:
        return
    unread = {"label": item, "found": text}
    if item in _REGION:
        info.region = evolve(info.region, **{_REGION[item]: text})
    elif item == "行政区划代码":
        _code(info, text, place, notes)
    elif item == "报告期":
        _period(info, value, place, notes)
    elif item == "截止日期":
        span = parse_date(text, year=info.year)
        if span is None:
            unread["expected"] = "日期，如 2022-03-20"
            notes.make("date-unreadable", place, variant="info", **unread)
        else:
            info.as_of = span.last
    elif item == "金额单位":
        info.unit = money_unit(text)
        if info.unit is None:
            unread["expected"] = "元、万元 或 亿元"
            notes.make("choice-unknown", place, variant="info", **unread)


def _code(info: Info, text: str, place: str, notes: Notes) -> None:
    code = region_code(text)
    if code is None:
        expected = "六位行政区划代码，如 320300"
        notes.make(
            "choice-unknown",
            place,
            variant="info",
            label="行政区划代码",
            found=text,
            expected=expected,
        )
    else:
        info.region = evolve(info.region, code=code)


def _period(info: Info, value: object, place: str, notes: Notes) -> None:
    expected = "期间，如 2022年一季度"
    try:
        info.period = period_of(value, info.year)
    except AmbiguousPeriodError as error:
        expected = error.expected
    except PeriodError:
        pass
    else:
        return
    found = text_of(value)
    notes.make(
        "period-unreadable", place, variant="info", label="报告期", found=found, expected=expected
    )
