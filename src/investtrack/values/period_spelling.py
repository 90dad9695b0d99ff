"""How texts spell periods of a year: 一季度, 第1季度, Q1, 4月份, 1—4月, 前四个月, 上半年, 前三季度, 全年.

One grammar for a whole cell, for the beginning of a header and for prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from investtrack.values.numerals import arabic_years, whole_number, year_number
from investtrack.values.text_width import half_width


_MONTHS = 12


@frozen
class PeriodSpelling:
    """A period as spelled.

    Attributes:
        first: its first month.
        last: its last month; may be below *first* or beyond 12 where a text says so.
        year: the year it names, if any.
        is_doubtful: whether it may be meant from January as well as on its own: 三季度累计.
        is_year: whether it says the whole year: 全年, 2022年.
        start: where it begins in the text.
        end: where it ends, a 累计 after it not included.
    """

    first: int
    last: int
    year: int | None = None
    is_doubtful: bool = False
    is_year: bool = False
    start: int = 0
    end: int = 0

    @property
    def is_possible(self) -> bool:
        """Whether there are such months."""
        return 1 <= self.first <= self.last <= _MONTHS


_TO = r" ?[-—–―‐‑‒~至到]+ ?"
_MONTH = r"(?:\d{1,2}|元|十[一二]?|[一二三四五六七八九])"
_COUNT = r"(?:\d{1,2}|十[一二]?|[一二两三四五六七八九])"
_QUARTER = "[一二三四1-4]"
_YEAR = r"(?:(?P<year>\d{4}|\d{2}(?= ?年)) ?(?:年 ?度?)? ?|(?:今|本|当)年 ?度?)"
_WITHIN = (
    rf"(?:(?P<from_month>{_MONTH}) ?(?:月份?)?{_TO}(?P<to_month>{_MONTH}) ?月份?"
    rf"|[前头] ?(?P<first_months>{_COUNT}) ?个?月份?"
    rf"|第?(?P<from_quarter>{_QUARTER}) ?(?:季度?)?{_TO}第?(?P<to_quarter>{_QUARTER}) ?季度"
    rf"|[前头] ?(?P<first_quarters>[一二两三四1-4]) ?个?季度"
    rf"|第?(?P<quarter>{_QUARTER}) ?季度|(?P<first_quarter>首季度?)|(?P<half>[上下])半年度?|(?P<whole>全年度?)"
    rf"|(?P<month>{_MONTH}) ?月份?)"
)
_SPELLED = re.compile(
    rf"(?:{_YEAR}?{_WITHIN}|(?P<dotted_year>\d{{4}}) ?[-./] ?(?P<dotted>\d{{1,2}})(?: ?月份?)?(?![\d./-])"
    rf"|(?P<compact_year>(?:19|20|21)\d{{2}})(?P<compact>\d{{2}})(?!\d)|(?P<only_year>\d{{4}})(?: ?年 ?度?(?:全年)?|(?![\d.]))|(?P<this_year>[今本当]年度?|年度))"
    r"(?P<total>累计)?"
)
_CODE = re.compile(
    r"(\d{4})(?: ?年)? ?(?:[Qq]([1-4])|[Hh]([12])|M(\d{2})(?:-(\d{2}))?)|[Qq]([1-4])"
)
# In prose: 4月底 and 4月5日 are dates, 3月龄 is none; 12022年 is no year.
_NO_PERIOD = re.compile(r" ?(?:\d|[底末初龄嫂饼]|[上中下]旬)")
_BEGINS = re.compile(r"(?<![\d.第A-Za-z])(?:\d|[一二两三四五六七八九十元前头首上下全今本当第])")


def spelled_period(text: str) -> PeriodSpelling | None:
    """Return the period that *text* is, all of it; None where it is none."""
    plain = _plain(text).strip()
    if code := _CODE.fullmatch(plain):
        return _of_code(code)
    found = _SPELLED.fullmatch(re.sub(r"\s+", "", plain))
    return _spelling(found) if found else None


def period_at_start(text: str) -> PeriodSpelling | None:
    """Return the period *text* begins with, such as a header's (2022年1—7月完成投资); a mere year counts."""
    found = _SPELLED.match(_plain(text))
    return _spelling(found) if found else None


def periods_in(text: str) -> Iterator[PeriodSpelling]:
    """Yield the periods prose names, in order, a mere year not: 2022年 is the year of what follows or is said before.

    A date (4月5日, 4月底) is no period.
    """
    plain = _plain(text)
    end = 0
    for begin in _BEGINS.finditer(plain):
        if begin.start() < end or not (found := _SPELLED.match(plain, begin.start())):
            continue
        spelling = _spelling(found)
        if (
            found["only_year"]
            or found["this_year"]
            or found["compact"]
            or _NO_PERIOD.match(plain, found.end())
        ):
            continue
        if found["dotted"] or not spelling.is_possible:
            continue
        end = found.end()
        yield spelling


def _plain(text: str) -> str:
    return arabic_years(half_width(text))


def _of_code(code: re.Match[str]) -> PeriodSpelling:
    year = int(code[1]) if code[1] else None
    end = code.end()
    if quarter := code[2] or code[6]:
        return PeriodSpelling(int(quarter) * 3 - 2, int(quarter) * 3, year, end=end)
    if code[3]:
        return PeriodSpelling(int(code[3]) * 6 - 5, int(code[3]) * 6, year, end=end)
    return PeriodSpelling(int(code[4]), int(code[5] or code[4]), year, end=end)


def _spelling(found: re.Match[str]) -> PeriodSpelling:
    first, last = _months(found)
    year = found["year"] or found["dotted_year"] or found["compact_year"] or found["only_year"]
    return PeriodSpelling(
        first, last, year_number(year) if year else None,
        bool(found["total"]) and first != 1,
        bool(found["whole"] or found["only_year"] or found["this_year"]),
        found.start(), found.start("total") if found["total"] else found.end(),
    )  # fmt: skip


def _months(found: re.Match[str]) -> tuple[int, int]:  # noqa: PLR0911 - one return a way of spelling
    if found["from_month"]:
        return _number(found["from_month"]), _number(found["to_month"])
    if found["first_months"]:
        return 1, _number(found["first_months"])
    if found["from_quarter"]:
        return _number(found["from_quarter"]) * 3 - 2, _number(found["to_quarter"]) * 3
    if found["first_quarters"]:
        return 1, _number(found["first_quarters"]) * 3
    if found["quarter"] or found["first_quarter"]:
        quarter = _number(found["quarter"] or "1")
        return quarter * 3 - 2, quarter * 3
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    if month := found["month"] or found["dotted"] or found["compact"]:
        return _number(month), _number(month)
    return 1, 12


def _number(text: str) -> int:
    return 1 if text == "元" else whole_number(text) or 0
