"""Months and report periods.

Statistics cumulate from January and January alone is not reported (1月份数据免报), so the first
figure of a year is 1—2月 and a single month is a difference of two cumulated figures.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from attrs import field, frozen

from investtrack.errors import PeriodError
from investtrack.values.numerals import chinese_numeral
from investtrack.values.period_spelling import spelled_period


MONTHS = range(1, 13)
"""The months of a year."""


_FIRST_REPORTED = 2
_YEARS = range(1900, 2201)
"""As far as plans reach."""


def _year(_: object, __: object, value: int) -> None:
    if type(value) is not int or value not in _YEARS:
        raise PeriodError(f"a year is an int from 1900 to 2200, not {value!r}")


def _number_of_month(_: object, __: object, value: int) -> None:
    if type(value) is not int or value not in MONTHS:
        raise PeriodError(f"a month is an int from 1 to 12, not {value!r}")


@lru_cache(maxsize=4096)
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@frozen
class Month:
    """A calendar month; as the end of a YTD column it means 1—m月 of its year.

    Attributes:
        year: its year.
        month: its number, 1 to 12.
        ordinal: months since the year 0: later months have greater ones, and bare numbers compare quickly.
    """

    year: int = field(validator=_year)
    month: int = field(validator=_number_of_month)
    ordinal: int = field(init=False)
    _text: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "ordinal", self.year * 12 + self.month)
        object.__setattr__(self, "_text", f"{self.year:04d}-{self.month:02d}")

    # Written out: compared millions of times, and attrs' own comparisons build two tuples each time.
    def __eq__(self, other: object) -> bool:
        return self.ordinal == other.ordinal if isinstance(other, Month) else NotImplemented

    def __hash__(self) -> int:
        return self.ordinal

    def __lt__(self, other: object) -> bool:
        return self.ordinal < other.ordinal if isinstance(other, Month) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.ordinal <= other.ordinal if isinstance(other, Month) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.ordinal > other.ordinal if isinstance(other, Month) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.ordinal >= other.ordinal if isinstance(other, Month) else NotImplemented

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return _last_day(self.year, self.month)

    @property
    def is_reported(self) -> bool:
        """Whether statistics know a YTD figure that ends here: January alone has none."""
        return self.month >= _FIRST_REPORTED

    @property
    def is_december(self) -> bool:
        """Whether it ends its year: what is cumulated by then is the year's."""
        return self.month == MONTHS[-1]

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of *day*."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``2022-03``.

        Raises:
            PeriodError: *text* is not a month so written.
        """
        found = re.fullmatch(r"(\d{4})-(\d{2})", text)
        if not found or int(found[2]) not in MONTHS:
            raise PeriodError(f"not a month: {text!r}")
        try:
            return cls(int(found[1]), int(found[2]))
        except ValueError as error:
            raise PeriodError(f"not a month: {text!r}") from error

    @property
    def ytd_label(self) -> str:
        """``1—3月``; January alone is ``1月``."""
        return "1月" if self.month == 1 else f"1—{self.month}月"

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Month({self})"


@lru_cache(maxsize=4096)
def month(year: int, number: int) -> Month:
    """Return the one shared :class:`Month` of that year and number."""
    return Month(year, number)


@frozen(order=True)
class Period:
    """A run of whole months within one year (报告期): a quarter, a half, a year, or 1—m月.

    Attributes:
        year: its year.
        first: its first month, from 1.
        last: its last month, to 12.
    """

    year: int = field(validator=_year)
    first: int = field(validator=_number_of_month)
    last: int = field(validator=_number_of_month)
    # Kept: asked for once a record.
    start: date = field(init=False, eq=False)
    """The first day."""
    end: date = field(init=False, eq=False)
    """The last day."""
    last_month: Month = field(init=False, eq=False)
    """The month whose YTD figure is the period's cumulated figure."""
    year_start: date = field(init=False, eq=False)
    """t₀: the first day of the year."""

    def __attrs_post_init__(self) -> None:
        if self.first > self.last:
            raise PeriodError(f"a period does not end before it begins: {self.first}—{self.last}")
        last = month(self.year, self.last)
        for key, value in (
            ("start", date(self.year, self.first, 1)),
            ("end", last.end),
            ("last_month", last),
            ("year_start", date(self.year, 1, 1)),
        ):
            object.__setattr__(self, key, value)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Return quarter *number* (1 to 4) of *year*.

        Raises:
            PeriodError: there is no such quarter.
        """
        if number not in {1, 2, 3, 4}:
            raise PeriodError(f"a year has quarters 1 to 4: {number}")
        return cls(year, number * 3 - 2, number * 3)

    @classmethod
    def full_year(cls, year: int) -> Period:
        """Return the whole of *year*."""
        return cls(year, 1, 12)

    @classmethod
    def year_to_date(cls, year: int, last: int) -> Period:
        """Return 1—*last*月 of *year*."""
        return cls(year, 1, last)

    @property
    def to_date(self) -> Period:
        """January to its last month: what investment is stated for (1—4月 for 4月)."""
        return self if self.first == 1 else Period(self.year, 1, self.last)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def quarter_number(self) -> int | None:
        """1 to 4 where the period is a quarter, else None."""
        return self.last // 3 if self.last % 3 == 0 and self.first == self.last - 2 else None

    @property
    def code(self) -> str:
        """Stable code: ``2022Q1``, ``2022H1``, ``2022``, ``2022M01-05``."""
        if self.quarter_number:
            return f"{self.year}Q{self.quarter_number}"
        if (self.first, self.last) == (1, 12):
            return f"{self.year}"
        if (self.first, self.last) in {(1, 6), (7, 12)}:
            return f"{self.year}H{1 if self.first == 1 else 2}"
        return f"{self.year}M{self.first:02d}-{self.last:02d}"

    @property
    def name(self) -> str:
        """The name within its year: 一季度, 上半年, 前三季度, 全年, 1—5月, 4月."""
        if self.quarter_number:
            return f"{chinese_numeral(self.quarter_number)}季度"
        if (self.first, self.last) == (1, 12):
            return "全年"
        if (self.first, self.last) in {(1, 6), (7, 12)}:
            return "上半年" if self.first == 1 else "下半年"
        if (self.first, self.last) == (1, 9):
            return "前三季度"
        return self.months

    @property
    def months(self) -> str:
        """The months alone: 1—3月, 4月."""
        return f"{self.last}月" if self.first == self.last else f"{self.first}—{self.last}月"

    @property
    def label(self) -> str:
        """Full Chinese label: 2022年一季度; a year is 2022年."""
        return (
            f"{self.year}年" if (self.first, self.last) == (1, 12) else f"{self.year}年{self.name}"
        )

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"Period({self})"


class AmbiguousPeriodError(PeriodError):
    """A text names two periods, such as 三季度累计; whoever wrote it is to say which.

    Args:
        text: what was written.
        choices: the periods it may name.
    """

    def __init__(self, text: str, choices: Sequence[Period]) -> None:
        super().__init__(text, tuple(choices))
        self.text = text
        self.choices = tuple(choices)

    @property
    def expected(self) -> str:
        """The periods it may name: 2022年7—9月 或 2022年1—9月."""
        return " 或 ".join(f"{period.year}年{period.months}" for period in self.choices)

    def __str__(self) -> str:
        return f"“{self.text}”可指{self.expected}，请写明其中一个"


def parse_period(text: str, *, year: int | None = None) -> Period:
    """Read a report period as clerks write it.

    Understood, each with or without its year: 2022年一季度, 2022年第1季度, 2022Q1; 4月, 4月份, 2022.4, 2022-04;
    1—4月, 1至4月, 前4个月, 前四个月, 前4月, 头两个月; 上半年, 下半年, 2022H1; 前三季度, 一至三季度, 1-3季度; 全年, 2022年,
    2022年度; 二〇二二年一季度; and what :attr:`Period.code` writes.

    Args:
        text: what was written.
        year: the year where the text names none.

    Raises:
        AmbiguousPeriodError: *text* names two periods (三季度累计).
        PeriodError: *text* names no period, or no year is known.
    """
    found = spelled_period(text)
    if found is None or not found.is_possible:
        raise PeriodError(f"not a period: {text!r}")
    named = year if found.year is None else found.year
    if named is None:
        raise PeriodError(f"no year is known for the period {text!r}")
    try:
        period = Period(named, found.first, found.last)
    except ValueError as error:  # a year such as 0202
        raise PeriodError(f"not a period: {text!r}") from error
    if found.is_doubtful:
        raise AmbiguousPeriodError(text, (period, period.to_date))
    return period
