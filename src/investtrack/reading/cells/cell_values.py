"""Turns one cell into one typed value. A cell that cannot be read raises, and is kept as text.

A reader is made once a column and called once a cell, so it tries the common case first and remembers what
it made: ledgers repeat their amounts, dates and words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isnan
from typing import Any

from investtrack.errors import AmountError, PeriodError
from investtrack.lazy import lazy_pattern
from investtrack.model.activity import IssueCategory, IssueStatus, Preliminaries
from investtrack.model.columns import AMOUNT_KINDS, CellKind, Column
from investtrack.model.entry import EntryStatus, PaperState
from investtrack.model.target import AssignedBy
from investtrack.reading.cells.choices import (
    LEFT_LIBRARY,
    NO,
    PAPERS,
    PICTURE,
    YES,
    kind_of_problem,
    words_of,
)
from investtrack.reading.cells.words_of_days import day_alone, is_ahead
from investtrack.values.amount import EXACT, Amount, Unit, exact
from investtrack.values.dates import YEARS, DateSpan, parse_date, parse_span
from investtrack.values.numerals import whole_number
from investtrack.values.period import AmbiguousPeriodError, Period, parse_period
from investtrack.values.quantities import read_amount, read_rate
from investtrack.values.quantity import Hedge
from investtrack.values.rate import Rate
from investtrack.values.text_width import (
    INVISIBLE,
    MARKS,
    folded,
    has_mark_for_digit,
    visible,
    without_marks,
)


Read = Callable[[Any], Any]
"""Cell value → typed value; None for what says nothing."""
Remembered = Mapping[Any, Any]
"""What a reader knows already: cell → value. Not to be asked about True and False, which equal 1 and 0."""


class UnreadableError(Exception):
    """A cell that holds something else than its column wants. Never leaves the importer."""

    def __init__(self, code: str, expected: str, mend: str) -> None:
        super().__init__(code, expected, mend)
        self.code = code
        self.expected = expected
        self.mend = mend


class UndatedError(Exception):
    """A date that is said to be open (待定), or of what has not happened (未开工): unknown, worth a note. Never leaves the importer."""


NOTHING = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "空", "N/A"})
_DASHES = frozenset({"", "-", "--", "—", "——", "–", "－", "/", "／", "\\"})
UNDETERMINED = frozenset({"待定", "未定", "待确定", "未确定", "暂定", "另行确定", "待明确"})
"""Dates that are said to be open."""
_ABOUT = frozenset({Hedge.ABOUT, Hedge.NEARLY, Hedge.OVER})
_AT_LEAST = frozenset({Hedge.ABOUT, Hedge.AT_LEAST})
_ROUGHLY = lazy_pattern("约|左右|[上以]|估|暂|预|拟|近|余|多")
_PROVISIONAL = lazy_pattern(r"[(（]?(?:暂定|暂估|暂列|暂按|估算|预估|预计|预|估|拟)[)）]?[:：]?")
_MOST = 10**20  # yuan: beyond it no sum is money
_LEAST = 1e-12  # a remainder of binary sums
_MOST_PERCENT = 10**9
_LOST_DIGITS = lazy_pattern(r"\d(?:\.\d+)?[Ee]\+?\d{2,}")
LONGEST_EXACT = 1e15
"""Whole numbers from here on have lost digits in a spreadsheet, which keeps 15."""
_TWO_NUMBERS = lazy_pattern(r"\d\s*\n\s*[+-]?\d")
_DIGITS = 15
_PLAIN_CODE = lazy_pattern(r"(?=[0-9E]*[A-DF-Z-])[0-9A-Z-]{8,}")
_PLAIN_TEXT = lazy_pattern(
    r"[\u4e00-\u9fa50-9A-DF-Z][\u4e00-\u9fa50-9A-Za-z、，。；：（）()％%+./—\-]{3,}"
)
_LONG_CODE = 17  # of so many digits, few end in noughts from the sixteenth on unless a spreadsheet made them so
_MINUTE = 60
_REMEMBERED = 1 << 17  # values a reader remembers; beyond, each is made anew
_FIRST_SERIAL, _LAST_SERIAL = (
    20_000,
    80_000,
)  # days from the epoch of spreadsheets that may be meant
_COUNTED = lazy_pattern("[个次项户家处件份人]$")
_SPACES = lazy_pattern(rf"[\s{INVISIBLE}]+")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_SOILED = lazy_pattern(rf"[\s{INVISIBLE}]|^[★☆■□▲△●◆※*]|[★■●]$")


def decimal_of(number: float) -> Decimal:
    """Return a spreadsheet number as it shows: 15 significant digits, the rest is binary noise."""
    text = repr(number)
    return Decimal(text if len(text) <= _DIGITS else format(number, f".{_DIGITS}g"))


_ERROR = lazy_pattern(
    r"#(?:REF!|N/A|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|[A-Z_]{4,14}!|GETTING_DATA)|Err:\d{3}"
)
_ERROR_SIGNS = frozenset("#E")
DITTO = frozenset({"同上", "同前", "〃", "″", '"', "''", "”", "“", "々"})
"""Signs that a cell says what the one above it does."""
_ditto = UnreadableError("cell-ditto", "上面那一格的内容", "把上面那一格的内容写出来")
_error = UnreadableError("cell-error", "能算出结果的公式，或数", "改正公式的引用，或直接填数")


def is_error(text: str) -> bool:
    """Whether a cell's text is an error value, as programs write it to CSV and copy it: #REF!, #SPILL!, Err:502."""
    return text[:1] in _ERROR_SIGNS and _ERROR.fullmatch(text) is not None


def is_picture(text: str) -> bool:
    """Whether a cell's text stands for a picture in it: ours, or the formula by which WPS holds one."""
    return text == PICTURE or (text.startswith("=") and "DISPIMG(" in text[:16].upper())


def text_of(value: object) -> str:
    """Return a cell as text: whole numbers without a point, dates as dates."""
    if isinstance(value, str):
        return visible(value).strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        is_whole = value.is_integer() and -LONGEST_EXACT < value < LONGEST_EXACT
        return str(int(value)) if is_whole else format(decimal_of(value), "f")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


_bad_amount = UnreadableError(
    "amount-unreadable", "数字，如 1200 或 1.2亿元", "改成数字；没有的留空"
)
_two_amounts = UnreadableError(
    "amount-unreadable", "一个数；这一格有两行数", "只留要计入的一个，另一个写在备注里"
)
_huge_amount = UnreadableError(
    "amount-unreadable", "投资数；这个数大得不可能", "改成实际的数；核对单位和位数"
)
_lost_digits = UnreadableError(
    "code-digits-lost", "文本格式的编码", "把这一列设成文本格式，重新填写完整的编码"
)
_bad_date = UnreadableError(
    "date-unreadable", "日期，如 2022-03-05、2022年3月", "改成日期；没有定的留空"
)
_bad_span = UnreadableError(
    "date-unreadable", "起止年限，如 2021—2023、2021年3月—2023年6月", "改成起止年月；没有定的留空"
)
_bad_rate = UnreadableError("rate-unreadable", "百分数，如 5.5", "改成数字；没有的留空")
_bad_count = UnreadableError("count-unreadable", "整数，如 3", "改成整数；没有的留空")
_bad_flag = UnreadableError("choice-unknown", "是 或 否", "改成“是”或“否”")
_bad_paper = UnreadableError("choice-unknown", "√、× 或 不需要", "改成“√”“×”或“不需要”")
_bad_period = UnreadableError(
    "period-unreadable", "期间，如 2022年、2022年一季度", "改成年、季度或1—m月"
)


_BAD = {
    CellKind.MONEY: _bad_amount,
    CellKind.SERIES: _bad_amount,
    CellKind.DATE: _bad_date,
    CellKind.PERCENT: _bad_rate,
    CellKind.COUNT: _bad_count,
    CellKind.FLAG: _bad_flag,
    CellKind.PAPERS: _bad_paper,
}


def unreadable(column: Column) -> UnreadableError:
    """Return what is said of a cell of *column* that holds something else than the column wants."""
    if column.choices:
        return _bad_choice(column.choices)
    return _BAD.get(column.kind, _bad_period)


ODD: Any = object()
"""What a mapping of cells answers of one that is to be looked at by itself: it cannot be read, or something is to be said of it."""


class Amounts(dict[object, Amount | None]):
    """The amounts of one unit by the cells they stand in; what was not asked for before is made.

    So a whole column is read at once. None is what says nothing, :data:`ODD` what a reader raises at or calls rough.

    Attributes:
        is_odd: whether any cell was odd so far.
    """

    def __init__(self, unit: Unit) -> None:
        super().__init__({"": None, None: None})
        self.is_odd = False
        self._unit = unit
        self._most = float(_MOST // 10**unit.power)
        self._scale = f"E{unit.power}"

    def __missing__(self, cell: object) -> object:
        if type(cell) is not float or not -self._most < cell < self._most:
            amount = self._of_another(cell)
            self.is_odd |= amount is ODD
            return amount
        text = repr(cell) if not -_LEAST < cell < _LEAST else "0.0"
        if len(text) > _DIGITS:  # as decimal_of does: a call once an amount would cost
            text = format(cell, f".{_DIGITS}g")
        if "e" in text:
            number = EXACT.scaleb(Decimal(text), self._unit.power)
        else:
            number = Decimal(text + self._scale)
        amount = exact(number)
        if len(self) < _REMEMBERED:
            self[cell] = amount
        return amount

    def _of_another(self, cell: object) -> object:
        if isinstance(cell, bool) or not isinstance(cell, (int, str)):
            return ODD
        try:
            amount = money(self._unit, self)(cell)
        except UnreadableError:
            return ODD
        return ODD if amount is not None and type(cell) is str and is_rough(cell) else amount


def money(unit: Unit, known: Amounts | None = None) -> Read:
    """Return a reader of amounts whose unit is *unit* unless the cell names one.

    Args:
        unit: the column's unit.
        known: amounts already made in this unit, shared by columns.
    """
    made = Amounts(unit) if known is None else known

    def read(value: object) -> Amount | None:
        if type(value) is float:
            amount = made[value]
            if amount is ODD:
                raise _bad_amount if isnan(value) else _huge_amount
            return amount
        if type(value) is int:
            return _possible(Amount.of(value, unit))
        if isinstance(value, str):
            return _written_amount(value, unit)
        if value is None:
            return None
        raise _bad_amount

    return read


_GOAL = lazy_pattern(r"^\s*(?:不低于|不少于|≥|>=|力争(?:达到|完成)?|确保(?:达到|完成)?)|以上\s*$")
"""What a target is said to be at least."""


def goal(unit: Unit) -> Read:
    """Return a reader of what is to be reached, in *unit*: an amount, or at least one (不低于5000, ≥5000, 5000以上)."""
    amounts = money(unit)

    def read(value: object) -> Amount | None:
        try:
            found: Amount | None = amounts(value)
        except UnreadableError:
            if type(value) is not str or (least := _GOAL.sub("", value)) == value:
                raise
            found = amounts(least)
        return found

    return read


_PARTS = lazy_pattern(r"[(（](?:其中|含|包括|包含|不含)[^()（）]*[)）]\s*$")
"""What a cell adds of the parts of its amount: 80000（其中贷款50000）."""


def is_rough(written: str) -> bool:
    """Whether a number is said to be none too exact, 约, 左右, 余, 以上, 暂定, 预计, or what it holds: 80000（其中贷款50000）."""
    return bool(_ROUGHLY.search(written) or _PARTS.search(written))


def _possible(amount: Amount) -> Amount:
    if not -_MOST < amount.yuan < _MOST:
        raise _huge_amount
    return amount


def _written_amount(value: str, unit: Unit) -> Amount | None:
    if value in NOTHING:
        return None
    if "\n" in value and _TWO_NUMBERS.search(value):
        raise _two_amounts
    try:
        amount = _possible(read_amount(value, unit, hedges=_ABOUT))
    except AmountError:
        if folded(value) in NOTHING:
            return None
        if (bare := without_marks(visible(value))) != value:
            return _written_amount(bare, unit)
        if (whole := _PARTS.sub("", value).rstrip()) != value:
            return _written_amount(whole, unit)
        provisional = _PROVISIONAL.sub("", value, count=1)
        if provisional == value:
            raise _bad_amount from None
        return _written_amount(provisional, unit)
    return amount


_SINCE_1904 = 1462
"""Days from the day from which spreadsheets count to that from which they count in workbooks since 1904."""


def dates(
    year: int | None, known: dict[object, DateSpan] | None = None, *, is_since_1904: bool = False
) -> Read:
    """Return a reader of dates; *year* where the text names none, *known* the dates already made."""
    made: dict[Any, DateSpan] = {} if known is None else known

    def read(written: object) -> DateSpan | None:
        value = written
        if value is None:
            return None
        span = None if isinstance(value, bool) else made.get(value)
        if span is None:
            if is_since_1904 and isinstance(value, float) and _is_serial(value + _SINCE_1904):
                value += _SINCE_1904
            span = _date(value, year)
            if span is not None and len(made) < _REMEMBERED:
                made[written] = span
        return span

    return read


_TO_MIDNIGHT = timedelta(hours=8)
"""From 16:00 of the day before to midnight in China."""
_A_MINUTE = timedelta(minutes=1)
"""What carries over the seconds by which a stored midnight may fall short."""


def is_shifted(value: object) -> bool:
    """Whether a date is the midnight of the next day in China, as writers under a browser's clock store it.

    They store 16:00 of the day before (UTC), or up to a minute before midnight where the clock's old local time was used.
    """
    moment = value if type(value) is datetime else _moment(value)
    if moment is None or not moment.hour:
        return False
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return abs(seconds - 57_600) < _MINUTE or seconds >= 86_400 - _MINUTE


_MOMENT = lazy_pattern(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:(Z)|([+-])(\d{2}):?(\d{2}))?",
    re.ASCII,
)
_ZONE = lazy_pattern(r":\d{2}(?:\.\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})$")
_EPOCH = datetime.fromisoformat("1899-12-30")  # cells have no time zone
_DAY_SECONDS = 86_400


def _is_serial(value: float) -> bool:
    """Whether a number may be a day as a spreadsheet counts them; what is no number is none."""
    return _FIRST_SERIAL <= value < _LAST_SERIAL


def _moment(value: object) -> datetime | None:
    """Return the date and time of day that a cell holds, in UTC where its text names a time zone; None where it has no time."""
    if type(value) is datetime:
        return value
    if type(value) is float and not value.is_integer() and _is_serial(value):
        return _EPOCH + timedelta(seconds=round(value * _DAY_SECONDS))
    if type(value) is str and ":" in value and (found := _MOMENT.fullmatch(value.strip())):
        try:
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
            moment = datetime.combine(date(year, month, day), time(hour, minute, second))
        except ValueError:
            return None
        ahead = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
        return moment - ahead if found[8] != "-" else moment + ahead
    return None


def _day_of(moment: datetime, written: object) -> date:
    """Return the day in China that is meant: of a text with its time zone, and of a midnight stored as the day before."""
    is_zoned = type(written) is str and _ZONE.search(written.rstrip()) is not None
    if is_shifted(moment):
        return (moment + _TO_MIDNIGHT + _A_MINUTE).date()
    return (moment + _TO_MIDNIGHT if is_zoned else moment).date()


def _date(value: object, year: int | None) -> DateSpan | None:
    if (moment := _moment(value)) is not None:
        value = _day_of(moment, value)
    if isinstance(value, date):
        if value.year not in YEARS:
            raise _bad_date
        return DateSpan.day(value)
    if value in {0, time()}:  # a formula that points to an empty cell
        return None
    if isinstance(value, (bool, time)) or not isinstance(value, (str, int, float)):
        raise _bad_date
    if isinstance(value, (int, float)) and _is_serial(value):
        value = str(int(value))
    return _written_date(text_of(value), year)


def _written_date(text: str, year: int | None) -> DateSpan | None:
    if has_mark_for_digit(text):
        raise _bad_date
    short = folded(text)
    if short in NOTHING:
        return None
    if short in UNDETERMINED:
        raise UndatedError
    if _NOT_YET.fullmatch(short):
        raise UndatedError("not-yet")
    if _NO_END.fullmatch(short):
        raise UndatedError("no-end")
    found = parse_date(text, year=year) or parse_date(short, year=year) or _span(text, _bad_date)
    if found.first.year not in YEARS or found.last.year not in YEARS:
        raise _bad_date
    return found


_NOT_YET = lazy_pattern(
    r"(?:尚|还|暂|仍)?未(?:实际)?(?:复工|开工|动工|停工|竣工|完工|建成|投产|入库|入统|纳统|解决|办结|整改|签约|下达|拨付|启动|开始|开展|完成)"
)
"""What a cell says instead of the day of what has not happened."""
_NO_END = lazy_pattern(
    r"长期(?:坚持|推进|整改|任务|工作)?|持续(?:推进|整改|跟踪|跟进|加强)?|常态化?(?:推进|坚持|整改)?|立即整改|立行立改|立整立改|即知即改|立查立改"
)
"""What a cell says instead of a limit: to be done at once, or for good."""


def _span(text: str, bad: UnreadableError) -> DateSpan:
    """Read a span as this software writes it: 2022-03-01/2022-03-15."""
    try:
        return DateSpan.parse(text)
    except PeriodError:
        raise bad from None


_OPEN_SPAN = lazy_pattern(
    r"(?!\d{4}年)(?:约|共)?\d+(?:\.\d+)?个?(?:月|年|天|日历天)|[一二三四五六七八九十两]+个?[月年]|"
    r"(?:(?:\d{4}|\d{2}(?=[.年]))(?:[.年]\d{1,2}月?|年)?)[-—–－~至到]+"
)


def building(value: object) -> DateSpan | None:
    """Read the years a project is built in; a mere length (24个月), or no end (2010-), leaves them open."""
    if isinstance(value, float) and not value.is_integer():
        return _date(value, None)
    written = text_of(value)
    short = folded(written)
    if short in NOTHING:
        return None
    if short in UNDETERMINED or _OPEN_SPAN.fullmatch(short):
        raise UndatedError
    return parse_span(written) or _span(written, _bad_span)


def rate(value: object) -> Rate | None:
    """Read a number of per cent: 5.5, 5.5%, ５．５％, 下降3.2％."""
    if isinstance(value, bool):
        raise _bad_rate
    if isinstance(value, (int, float)):
        if not -_MOST_PERCENT < value < _MOST_PERCENT:
            raise _bad_rate
        return Rate.percent(decimal_of(value) if isinstance(value, float) else value)
    if value is None:
        return None
    text = text_of(value)
    if folded(text) in NOTHING:
        return None
    try:
        found = read_rate(text, hedges=_AT_LEAST)
    except AmountError:
        raise _bad_rate from None
    if not -_MOST_PERCENT < found.in_percent < _MOST_PERCENT:
        raise _bad_rate
    return found


def count(value: object) -> int | None:
    """Read a whole number: 3, 3.0, 3次, 三, 12个."""
    if isinstance(value, bool):
        raise _bad_count
    if isinstance(value, int) or value is None:
        return value
    if isinstance(value, float):
        if value.is_integer():
            return int(value)
        raise _bad_count
    written = text_of(value)
    text = folded(written)
    if text in NOTHING:
        return None
    number = whole_number(_COUNTED.sub("", text))
    if number is None or has_mark_for_digit(written):
        raise _bad_count
    return number


_REMARK = lazy_pattern(r"[(（][^()（）]*[)）]$")


def flag(value: object) -> bool | None:
    """Read 是/否 in its many spellings, with or without a remark: 是（2026年3月）; “已纳统，CODE” is yes."""
    return _answer(value, _FLAGS)


def in_library(value: object) -> bool | None:
    """Read whether a project is in the library: 是 or 否, or how far its entry has come."""
    return _answer(value, _IN_LIBRARY)


_ENTERED_IN = lazy_pattern(
    r"((?:19|20)\d{2})[年./-](1[0-2]|0?[1-9])月?(?:份)?已?(?:入库|入统|纳统)"
)
"""The month of an entry behind which nothing stands: 2024年6月入库."""


_BEFORE_PLANNING = 9
"""The month after which the next year's ledger may be drawn up, and an entry in it still be planned."""


def _in_library(year: int | None) -> Read:
    """Return :func:`in_library` for a ledger of *year*, where 2024年6月入库 is yes in one of 2025; a later month may be planned."""

    def read(value: object) -> bool | None:
        try:
            return in_library(value)
        except UnreadableError:
            found = _ENTERED_IN.fullmatch(folded(text_of(value)))
            if found is None or year is None:
                raise
            if (int(found[1]), int(found[2])) > (year - 1, _BEFORE_PLANNING):
                raise
            return True

    return read


def _answer(value: object, answers: Mapping[str, bool]) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    text = folded(text_of(value)).upper()
    found = answers.get(text)
    if found is None and text.startswith(("已纳统", "已入库", "已入统")):
        if LEFT_LIBRARY.search(text):
            raise _bad_flag
        return True
    if found is None and text.startswith(("未纳统", "未入库", "未入统")):
        return False
    if found is None and text not in NOTHING:
        found = answers.get(_REMARK.sub("", text))
        if found is None:
            raise _bad_flag
    return found


def paper(value: object) -> PaperState | None:
    """Read the mark of one paper."""
    text = folded(text_of(value)).upper()
    if text in PAPERS:
        return PAPERS[text]
    if is_picture(text):
        return PaperState.HELD
    if text in NOTHING:
        return None
    raise _bad_paper


def _bad_choice(choices: Iterable[str]) -> UnreadableError:
    allowed = "、".join(choices)
    return UnreadableError("choice-unknown", allowed, f"改成其中之一：{allowed}")


_WITH_DAY = lazy_pattern(r"[(（][\d年月日号./-]+[)）]$")
"""A day behind a word (已入库（2月20日）), and nothing that may take it back."""
_LEVEL_OF_OFFICE = lazy_pattern(
    r"([国省市州县区])(?:家|委|府|政府|人民政府|[\u4e00-\u9fff]{0,8}(?:委|局|厅|办|部|组))"
)


def _by_office(text: str, known: Mapping[str, StrEnum]) -> StrEnum | None:
    """Return the level whose office a cell names where a level is asked for: 市发改委 is 市."""
    found = _LEVEL_OF_OFFICE.fullmatch(text)
    if found is None:
        return None
    level = known.get("国家" if found[1] == "国" else found[1])
    return level if isinstance(level, AssignedBy) else None


_UNDER_WAY = lazy_pattern(r"正在.{1,30}")
_TAKES_BACK = lazy_pattern("但|未|尚|待|剩|部分|其余|仍|还")


_NOT_YET_SO = lazy_pattern("[未尚拟待暂退补缺]|计划|预计|部分")
_ENTERING = (
    (EntryStatus("国家审核"), lazy_pattern("国家.{0,6}审")),
    (EntryStatus("省级审核"), lazy_pattern("省.{0,6}审")),
    (EntryStatus("市级审核"), lazy_pattern("市.{0,6}审")),
    (EntryStatus("已申报"), lazy_pattern("^(?:资料)?(?:已|正在)(?:上报|申报|报送|提交)")),
    (EntryStatus("收集资料"), lazy_pattern("(?:收集|准备|整理|完善).{0,6}[资材]料|[资材]料.{0,4}(?:收集|准备|整理|完善)")),
    (EntryStatus("前期"), lazy_pattern("前期(?:手续|工作)?(?:正在)?(?:办理|推进)中?$|^正在办理(?:前期|手续)")),
)  # fmt: skip
"""How far an entry has come, in words of its own: 已上报市统计局审核. The furthest is first."""


def _shorter(text: str, known: Mapping[str, StrEnum]) -> StrEnum | None:
    """Return what a cell says of a problem with more words: 资金类问题, 已解决，9月交地, 正在与镇里对接."""
    kind = type(next(iter(known.values())))
    if kind is IssueCategory:
        return known.get(kind_of_problem(text))
    if kind is EntryStatus and not _NOT_YET_SO.search(text):
        return next((state for state, words in _ENTERING if words.search(text)), None)
    if kind is Preliminaries and (text.endswith("办理中") or text.startswith("正在办理")):
        return Preliminaries.UNDER_WAY  # 施工许可办理中
    if kind is not IssueStatus:
        return None
    if found := known.get(re.split(r"[，,。;；:：(（]", text, maxsplit=1)[0]):
        against = _TAKES_BACK if found is IssueStatus.RESOLVED else _RESOLVED
        return None if against.search(text) else found
    return (
        IssueStatus.UNDER_WAY if _UNDER_WAY.fullmatch(text) and not _RESOLVED.search(text) else None
    )


_RESOLVED = lazy_pattern("已(?:解决|办结|销号|完成)")


def choice(kind: type[StrEnum]) -> Read:
    """Return a reader of one of *kind*, exact or in a known variant."""
    known = words_of(kind)
    bad = _bad_choice(member.value for member in kind)

    def read(value: object) -> StrEnum | None:
        found = known.get(value) if isinstance(value, str) else None
        if found is None:
            text = folded(text_of(value))
            found = known.get(text)
            if found is None and text not in NOTHING:
                found = (
                    known.get(_WITH_DAY.sub("", text))
                    or _by_office(text, known)
                    or _shorter(text, known)
                )
                if found is None:
                    raise bad
        return found

    return read


_MARK = lazy_pattern(f"[{MARKS}]+")
_PHONE = lazy_pattern(r"[(（]?(?:\+?86)?[-\d－]{7,}[)）]?")


def names(known: dict[str, tuple[str, ...]] | None = None) -> Read:
    """Return a reader of several names in one cell; a space inside a name (张 三) is no separator."""
    made: dict[str, tuple[str, ...]] = {} if known is None else known

    def read(value: object) -> tuple[str, ...]:
        written = text_of(value)
        found = made.get(written)
        if found is None:
            # A mark of a note, or the number of an item, is part of no name.
            bare = without_marks(written if written.isascii() else _MARK.sub("、", written))
            parts = re.split(r"[、，,;；/\n\r]+", bare)
            people = (name for part in parts for name in _people(part))
            found = tuple(dict.fromkeys(name for name in people if name not in NOTHING and not _PHONE.fullmatch(name)))  # fmt: skip
            made[written] = found
        return found

    return read


_OFFICE = r"(?:人民政府|政府|[县市区州省]委|党[组委工]{1,2}|管委会|人大常委会|人大|政协|委员会|办公室|局|委|公司|集团|中心|街道|镇|乡)"
_POST = r"(?:常务|第一|党组|党委)?副?(?:[县区市州省镇乡部局处厅院校]长|书记|主任|主席|秘书长|[县市区州省]委常委|常委|调研员|[科股所站]长|总?经理|董事长)"
_OF_OFFICE = rf"(?:[\u4e00-\u9fff]{{1,15}}?{_OFFICE})"
_BEFORE = lazy_pattern(
    rf"(?:{_OF_OFFICE}?(?:{_POST})+|[\u4e00-\u9fff]{{1,15}}?(?:政府|[县市区州省]委))[:：]?(?=[\u4e00-\u9fff·]{{2,}}$)"
)
_BEHIND = lazy_pattern(
    rf"(?<=[\u4e00-\u9fff·]{{2}})[(（]?(?:{_OF_OFFICE}?{_POST}|{_OF_OFFICE})[)）]?$"
)
_NO_PERSON = lazy_pattern(rf"[(（]?(?:{_OF_OFFICE}?(?:{_POST})+|{_OF_OFFICE})[)）]?")
_SHORTEST_TITLED, _LONGEST_TITLED, _LONGEST_NAME = 4, 60, 4


def leaders(known: dict[str, tuple[str, ...]] | None = None) -> Read:
    """Return a reader of leaders: offices and posts beside a name (某县政府 张二, 副县长张二) are no part of it.

    A cell that names only a post or a unit (王书记, 县住建局) stays as it is: it says who answers.
    """
    read_names = names()
    made: dict[str, tuple[str, ...]] = {} if known is None else known

    def read(value: object) -> tuple[str, ...]:
        written = text_of(value)
        found = made.get(written)
        if found is None:
            people = read_names(value)
            if written.strip() in UNDETERMINED:
                raise UndatedError
            if written.strip() in DITTO:
                raise _ditto
            bare = dict.fromkeys(_person(name) for name in people if not _is_no_person(name))
            found = made[written] = tuple(bare) or people
        return found

    return read


_ROLE = lazy_pattern(
    r"^[\u4e00-\u9fff]{2,8}[:：](?=[\u4e00-\u9fff·]{2,})|等$|同志$|[(（]?1\d{10}[)）]?$"
)


def _is_no_person(name: str) -> bool:
    return len(name) <= _LONGEST_TITLED and _NO_PERSON.fullmatch(name) is not None


def _person(name: str) -> str:
    """Return a name without the office, post, role and telephone written to it; what leaves no name stays."""
    if (bare := _ROLE.sub("", name)) and len(bare) > 1:
        name = bare
    if not _SHORTEST_TITLED <= len(name) <= _LONGEST_TITLED:
        return name
    for pattern in (_BEFORE, _BEHIND):
        bare = pattern.sub("", name, count=1)
        if bare != name and 1 < len(bare) <= _LONGEST_NAME:
            return bare
    return name


def _people(text: str) -> Iterable[str]:
    """Split at spaces, but join single characters: 张 三 is one person, 张 三 李 四 are two."""
    single: list[str] = []
    for word in [*text.split(), ""]:
        if len(word) == 1:
            single.append(word)
            continue
        pairs = 2 if len(single) % 2 == 0 else len(single) or 1
        yield from ("".join(single[i : i + pairs]) for i in range(0, len(single), pairs))
        single = []
        if word:
            yield word


def text(known: dict[str, str], nothing: frozenset[str] = _DASHES) -> Read:
    """Return a reader of text; equal texts share one object, and those of *nothing* say nothing."""

    def read(value: object) -> str | None:
        found = visible(value).strip() if type(value) is str else text_of(value)
        if found in nothing or is_picture(found):
            return None
        if found[0] in _ERROR_SIGNS and is_error(found):
            raise _error
        if found in DITTO:
            raise _ditto
        if len(known) < _REMEMBERED:
            found = known.setdefault(found, found)
        return found or None

    return read


def name(value: object) -> str | None:
    """Read a name: line breaks and spaces dropped, and the marks before it (★ ■)."""
    found = value if type(value) is str else text_of(value)
    # Most names are letters and digits alone, which is told much faster; of the unseen, only fillers are letters.
    if (not found.isalnum() or not _FILLERS.isdisjoint(found)) and _SOILED.search(found):
        found = _SPACES.sub("", found).strip("★☆■□▲△●◆※*")
    if found[:1] in _ERROR_SIGNS and is_error(found):
        raise _error
    return found or None


def plain_texts(column: Column, *, may_be_label: bool) -> Callable[[str], object] | None:
    """Return what is true of most texts of *column*: those that its reader gives back as they are; None where it is not known.

    Args:
        column: the column.
        may_be_label: whether its cells may be those of a subtotal or a note; a code never is.
    """
    if column.key in _CODES:
        return _PLAIN_CODE.fullmatch
    is_text = column.kind is CellKind.TEXT and column.key not in _OWN
    return _PLAIN_TEXT.fullmatch if is_text and not may_be_label else None


def codes(known: dict[str, str]) -> Read:
    """Return a reader of codes; one that a spreadsheet took for a number is none once it has lost digits."""
    read_text = text(known, NOTHING)

    def read(value: object) -> str | None:
        if isinstance(value, float) and abs(value) >= LONGEST_EXACT:
            raise _lost_digits
        if isinstance(value, str) and (
            (("E" in value or "e" in value) and _LOST_DIGITS.fullmatch(value))
            or (len(value) > _LONG_CODE and value.isdigit() and not value[_DIGITS:].strip("0"))
        ):
            raise _lost_digits
        if (
            type(value) is str
            and value[:1].isdigit()
            and value[-1] != " "
            and value.isascii()
            and value.isprintable()
        ):
            return known.setdefault(value, value) if len(known) < _REMEMBERED else value  # as most
        found: str | None = read_text(value)
        return found

    return read


def period(year: int | None) -> Read:
    """Return a reader of report periods."""

    def read(value: object) -> Period | None:
        if folded(text_of(value)) in NOTHING:
            return None
        try:
            return period_of(value, year)
        except AmbiguousPeriodError as error:
            raise UnreadableError("period-unreadable", error.expected, f"改成{error.expected}") from None  # fmt: skip
        except PeriodError:
            raise _bad_period from None

    return read


def period_of(value: object, year: int | None) -> Period:
    """Return the period a cell names; the number 2022.1 is January, or October with its nought lost.

    Raises:
        AmbiguousPeriodError: it names two.
        PeriodError: it names none, or no year is known.
    """
    written = folded(text_of(value))
    found = parse_period(written, year=year)
    if isinstance(value, float) and written.endswith(".1"):
        raise AmbiguousPeriodError(written, (found, Period(found.year, 10, 10)))
    return found


# Texts that name somebody or something: 无 there is nobody, while 存在问题：无 says that there is none.
_CODES = frozenset({"code", "credit_code", "library_code"})
_NAMED = frozenset({
    "code", "owner", "responsible_unit", "team", "industry", "library_code", "credit_code", "investor", "batch", "town", "place",
})  # fmt: skip


def readers(
    year: int | None, *, is_since_1904: bool = False
) -> Callable[[Column, Unit], tuple[Read, Remembered]]:
    """Return a maker of readers for the columns of one sheet, each with what it knows; they share what they remember."""
    texts: dict[frozenset[str], dict[str, str]] = {NOTHING: {}, _DASHES: {}}
    amounts: dict[Unit, Amounts] = {}
    days: dict[Any, DateSpan] = {}
    people: dict[str, tuple[str, ...]] = {}

    def reader(column: Column, unit: Unit) -> tuple[Read, Remembered]:  # noqa: PLR0911 - one line a kind
        if column.kind is CellKind.CHOICE and column.choices is not None:
            return choice(column.choices), words_of(column.choices)
        if column.key == "is_in_library":
            return _in_library(year), _IN_LIBRARY
        if column.key in _OWN:
            return _OWN[column.key](year), {}
        if column.key in _CODES:
            return codes(texts[NOTHING]), texts[NOTHING]
        if column.kind in AMOUNT_KINDS:
            known = amounts.get(unit) or amounts.setdefault(unit, Amounts(unit))
            return money(unit, known), known
        if column.kind is CellKind.DATE:
            read = dates(year, days, is_since_1904=is_since_1904)
            read = _alone(read, column.label)
            return (_entered(read) if column.key == "entered_on" else read), days
        if column.kind is CellKind.NAMES:
            return leaders(people), people
        if column.kind in _OF_KIND:
            return _OF_KIND[column.kind]
        nothing = NOTHING if column.key in _NAMED else _DASHES
        return text(texts[nothing], nothing), texts[nothing]

    return reader


_FLAGS = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}
_IN_LIBRARY = {
    **_FLAGS,
    **{word: status is EntryStatus.ENTERED for word, status in words_of(EntryStatus).items()},
}


def _alone(read: Read, label: str) -> Read:
    """Return *read* for a column of days of that label, where words may stand around the day."""

    def day(value: object) -> object:
        try:
            return read(value)
        except UnreadableError:
            if not isinstance(value, str):
                raise
            rest, is_planned = day_alone(value, label)
            if rest == folded(value):
                raise
            found = read(rest)
            if found is None:
                raise
            if is_planned and not is_ahead(label):
                raise UndatedError("not-yet") from None  # 计划2026年11月 in 入库时间
            return found

    return day


def _entered(read: Read) -> Read:
    """Return *read* for days of entry: 未入库 is no day, and nothing to mend."""

    def day(value: object) -> object:
        if isinstance(value, str) and _IN_LIBRARY.get(folded(value).upper()) is False:
            return None
        return read(value)

    return day


_OF_KIND: dict[CellKind, tuple[Read, Remembered]] = {
    CellKind.FLAG: (flag, _FLAGS), CellKind.PERCENT: (rate, {}), CellKind.COUNT: (count, {}),
}  # fmt: skip
_OWN: dict[str, Callable[[int | None], Read]] = {
    "name": lambda _: name, "indicator": lambda _: name, "building": lambda _: building, "period": period,
}  # fmt: skip
