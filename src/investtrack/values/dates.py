"""Dates as ledgers write them: a day, a ten-day, a month, a quarter or a year."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Any

from attrs import field, frozen

from investtrack.errors import PeriodError
from investtrack.values.numerals import arabic_years, chinese_numeral, whole_number, year_number
from investtrack.values.period import MONTHS
from investtrack.values.text_width import half_width


YEARS = range(1950, 2101)
"""The years that a ledger may name."""
_PIVOT = 50
"""Two digits below it are of this century."""


def _is_day(_: object, __: object, value: Any) -> None:  # noqa: ANN401 - whatever was given
    if not isinstance(value, date) or isinstance(value, datetime):
        raise PeriodError(f"a date span holds dates, such as date(2022, 3, 5), not {value!r}")


@frozen(order=True)
class DateSpan:
    """A date known to some precision: from *first* to *last* day, both included.

    2022年3月 is the span of that month. A day is a span of one day. Comparisons with a day name
    which end they mean: something planned for 2022年3月 is past only after the 31st.

    Attributes:
        first: the first day it may be.
        last: the last day it may be; the same where the day is known.
    """

    first: date = field(validator=_is_day)
    last: date = field(validator=_is_day)

    def __attrs_post_init__(self) -> None:
        if self.first > self.last:
            raise PeriodError(
                f"a date span does not end before it begins: {self.first}, {self.last}"
            )

    @classmethod
    def day(cls, day: date) -> DateSpan:
        """Return the span of one day."""
        return cls(day, day)

    @classmethod
    def month(cls, year: int, number: int) -> DateSpan:
        """Return the span of one month.

        Raises:
            PeriodError: there is no such month.
        """
        try:
            last = calendar.monthrange(year, number)[1]
            return cls(date(year, number, 1), date(year, number, last))
        except (ValueError, TypeError) as error:
            raise PeriodError(f"there is no month {number!r} of {year!r}") from error

    @property
    def is_day(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    @property
    def label(self) -> str:
        """Chinese text: 2022年3月5日, 2022年3月上旬, 2022年3月, 2022年一季度, 2022年."""
        first, last = self.first, self.last
        if self.is_day:
            return f"{first.year}年{first.month}月{first.day}日"
        month_end = calendar.monthrange(last.year, last.month)[1]
        if (first.year, first.month) == (last.year, last.month):
            ten = {(1, 10): "上旬", (11, 20): "中旬", (21, month_end): "下旬", (1, month_end): ""}
            part = ten.get((first.day, last.day))
            if part is not None:
                return f"{first.year}年{first.month}月{part}"
        if first.day == 1 and last.day == month_end and first.year == last.year:
            if (first.month, last.month) == (1, 12):
                return f"{first.year}年"
            if (last.month - first.month, last.month % 3) == (2, 0):  # a quarter
                return f"{first.year}年{chinese_numeral(last.month // 3)}季度"
        return f"{first.isoformat()}/{last.isoformat()}"

    def __str__(self) -> str:
        """Return ISO text: one day, or ``first/last``."""
        return self.first.isoformat() if self.is_day else f"{self.first}/{self.last}"

    def __repr__(self) -> str:
        return f"DateSpan({self})"

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Read what ``str`` writes.

        Raises:
            PeriodError: *text* is not so written.
        """
        first, _, last = text.partition("/")
        try:
            return cls(date.fromisoformat(first), date.fromisoformat(last or first))
        except ValueError as error:
            raise PeriodError(f"not a date: {text!r}") from error


_SEP = r"[-./年]"
_NUMBER_OF_MONTH = r"\d{1,2}|元|(?:十[一二]?|[一二三四五六七八九])(?=\s*月)"
_DAY = re.compile(
    rf"(?:(\d{{4}}|\d{{2}}(?=[年.])) ?{_SEP} ?)?({_NUMBER_OF_MONTH}) ?(?:月份?|[-./]) ?"
    r"(\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]) ?"
    r"(?:[日号](?: ?[(（](?:星期|周)[一二三四五六日天][)）])?(?:[之以]?前|左右)?)?(?: \d{1,2}:\d{2}(?::\d{2})?)?"
)
_MONTH = re.compile(
    rf"(?:(\d{{4}}|\d{{2}}(?=[年.])) ?{_SEP} ?)?({_NUMBER_OF_MONTH}) ?月?份? ?"
    r"(上旬|中旬|下旬|上中旬|中下旬|初|中|底|末|月底|月初|月中)?(?:前|左右)?"
)
_MONTHS = re.compile(
    rf"(?:(\d{{4}}) ?{_SEP} ?)?({_NUMBER_OF_MONTH}|\d{{1,2}}) ?(?:月份? ?)?[-—–－~～至到]+ ?({_NUMBER_OF_MONTH}) ?月份?"
)
_QUARTER = re.compile(r"(?:(\d{4}) ?年?)? ?(?:第?([一二三四1-4]) ?季度|[Qq]([1-4]))(初|[底末]前?)?")
_YEAR = re.compile(
    r"(?:(\d{4}) ?年?|(?=年[底末内]|[上下]半年)) ?(上半年|下半年|年?[底末]前?|年?内)?"
)
_NAMED_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "去年": -1, "上年": -1}
"""Years that a text names by the year of its table; 本年度, 上半年 are no such names."""
_SPACES = re.compile(r"\s+")
_LONGEST = 40
"""Characters beyond which a text is no date, runs of blanks taken as one."""
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
# Excel counts days from here, its fictitious 29 February 1900 included.
_EPOCH = date(1899, 12, 30)
_SERIALS = range(29000, 60000)
_TENS = {
    "上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 0), "底": (21, 0), "末": (21, 0),
    "上中旬": (1, 20), "中下旬": (11, 0),
}  # fmt: skip
"""The first and the last day of a part of a month; 0 is the month's last."""


def parse_date(text: str, *, year: int | None = None) -> DateSpan | None:
    """Read a date as clerks write it.

    Understood: 2022-03-05, 2022.3.5, 2022/3/5, 2022年3月5日, 3月5日, 2022.3, 2022-03, 202203,
    20220305, 2022年3月, 3月底, 元月, 五月, 2022年3月上旬, 3—4月, 一季度, 2022Q1, 上半年, 年底前, 2022年, 明年3月, 正月初八,
    二〇二二年三月五日, and Excel serials such as 44621. A limit (3月15日前, 6月底前) is the day or span that it names.

    Args:
        text: what was written.
        year: the year where the text names none.

    Returns:
        The span, or None where *text* is no date (待定, 已开工), names no year and none is given,
        or names a day that does not exist.
    """
    clean = _SPACES.sub(" ", text).strip()
    if len(clean) > _LONGEST:
        return None
    clean = arabic_years(half_width(clean)).rstrip(".。")
    if _SERIAL.fullmatch(clean) and (serial := int(clean.split(".")[0])) in _SERIALS:
        return DateSpan.day(_EPOCH + timedelta(days=serial))
    if year is not None and (distance := _NAMED_YEARS.get(clean[:2])) is not None:
        clean = f"{year + distance}年{clean[2:]}"
    try:
        return (
            _compact(clean)
            or _quarter(clean, year)
            or _day(clean, year)
            or _month(clean, year)
            or _months(clean, year)
            or _year(clean, year)
            or _lunar(clean, year)
        )
    except ValueError:
        return None


_DASHES = re.compile(r"[-—–－~～―至到]+")
_SHORT_MONTH = re.compile(r"(\d{2})\s*[.年]\s*(\d{1,2})\s*月?")
_SHORT_YEAR = re.compile(r"(\d{2})\s*年?")


def parse_span(text: str) -> DateSpan | None:
    """Read the years a project is built in: 2009-2011, 09.3-11.12, 2022年3月至2023年6月, 2021—2023年, or one date.

    A two-digit year is of this century up to 49, else of the last. The end may leave out a year that is the
    beginning's (2022年3月—10月).

    Returns:
        The span from the first day of the one to the last of the other; None where *text* is no such span,
        has no end (2010-), ends before it begins, or can be read in two ways (2009-11: November, or 2009 to 2011).
    """
    clean = re.sub(r"\s+", "", arabic_years(half_width(text)))
    parts = _DASHES.split(clean)
    if len(parts) == 1:
        return parse_date(clean)
    if not parts[2:]:  # beginning and end
        if re.fullmatch(r"\d{4}", parts[0]) and re.fullmatch(r"\d{2}", parts[1]):
            end = _century(parts[1])
            if end <= int(parts[0]):
                return parse_date(
                    clean
                )  # 2022-03, and 2012-12: nobody writes a span of one year so
            is_month = int(parts[1]) in MONTHS
            return None if is_month else _between(_year(parts[0]), _year(str(end)))
        first = _end_of_span(parts[0], None)
        last = _end_of_span(parts[1], first.first.year) if first else None
        return _between(first, last)
    return parse_date(clean)  # 2022-03-05


def _end_of_span(text: str, year: int | None) -> DateSpan | None:
    try:
        if found := _SHORT_MONTH.fullmatch(text):
            return DateSpan.month(_century(found[1]), int(found[2]))
    except ValueError:
        return None
    if year is not None and (found := _SHORT_YEAR.fullmatch(text)):
        return _year(str(_century(found[1])))
    return parse_date(text, year=year)


def _century(digits: str) -> int:
    return (2000 if int(digits) < _PIVOT else 1900) + int(digits)


def _between(first: DateSpan | None, last: DateSpan | None) -> DateSpan | None:
    if first is None or last is None or first.first > last.last:
        return None
    return DateSpan(first.first, last.last)


def _year_of(written: str | None, year: int | None) -> int | None:
    if written is None:
        return year
    return year_number(written)


def _compact(text: str) -> DateSpan | None:
    if not (found := _COMPACT.fullmatch(text)) or int(found[1]) not in YEARS:
        return None
    if found[3]:
        return DateSpan.day(date(int(found[1]), int(found[2]), int(found[3])))
    return DateSpan.month(int(found[1]), int(found[2]))


def _quarter(text: str, year: int | None) -> DateSpan | None:
    if not (found := _QUARTER.fullmatch(text)) or (named := _year_of(found[1], year)) is None:
        return None
    number = _number(found[2] or found[3])
    whole = DateSpan(
        DateSpan.month(named, number * 3 - 2).first, DateSpan.month(named, number * 3).last
    )
    if not found[4]:
        return whole
    return DateSpan.month(named, number * 3 - 2 if found[4] == "初" else number * 3)


def _day(text: str, year: int | None) -> DateSpan | None:
    if not (found := _DAY.fullmatch(text)) or (named := _year_of(found[1], year)) is None:
        return None
    return DateSpan.day(date(named, _number(found[2]), _number(found[3])))


def _number(text: str) -> int:
    return int(text) if text.isascii() else 1 if text == "元" else whole_number(text) or 0


def _month(text: str, year: int | None) -> DateSpan | None:
    found = _MONTH.fullmatch(text)
    if not found or not (found[1] or "月" in text) or (named := _year_of(found[1], year)) is None:
        return None
    whole = DateSpan.month(named, _number(found[2]))
    if not found[3]:
        return whole
    first, last = _TENS[found[3].removeprefix("月")]
    return DateSpan(
        whole.first.replace(day=first), whole.first.replace(day=last) if last else whole.last
    )


def _months(text: str, year: int | None) -> DateSpan | None:
    if not (found := _MONTHS.fullmatch(text)) or (named := _year_of(found[1], year)) is None:
        return None
    first, last = (DateSpan.month(named, _number(found[place])) for place in (2, 3))
    return _between(first, last)


_NEW_YEAR = {
    2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1),
    2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3),
    2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
"""The first day of the first lunar month (正月初一): work is resumed by its days."""
_LUNAR = re.compile(
    r"(?:(\d{4}) ?年?)? ?(?:农历)?(?:正月|大年) ?(?:初([一二三四五六七八九十])|(十[一二三四五六七八九]?|(?:二十|廿)[一二三四五六七八九]?))日?(?:[之以]?前)?"
)
_SHORTEST_LUNAR = 29
"""Days that every lunar month has."""


def _lunar(text: str, year: int | None) -> DateSpan | None:
    """Return the day of 正月初八; the thirtieth may not exist, and is none."""
    found = _LUNAR.fullmatch(text)
    if not found or (named := _year_of(found[1], year)) is None or named not in _NEW_YEAR:
        return None
    written = (found[2] or found[3]).replace("廿", "二十")
    number = whole_number(written) or 0
    if number not in range(1, _SHORTEST_LUNAR + 1):
        return None
    return DateSpan.day(date(named, *_NEW_YEAR[named]) + timedelta(days=number - 1))


_PARTS_OF_YEAR = {"上半年": (1, 6), "下半年": (7, 12), "": (1, 12), "内": (1, 12)}


def _year(text: str, year: int | None = None) -> DateSpan | None:
    if not (found := _YEAR.fullmatch(text)) or (named := _year_of(found[1], year)) is None:
        return None
    if named not in YEARS:
        return None
    part = (found[2] or "").removeprefix("年")
    first, last = _PARTS_OF_YEAR.get(part, (12, 12))
    return DateSpan(DateSpan.month(named, first).first, DateSpan.month(named, last).last)
