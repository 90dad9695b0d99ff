"""Turns one cell into one typed value. A cell that cannot be read raises, and is kept as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from investtrack.errors import PeriodError
from investtrack.model.columns import CellKind, Column
from investtrack.model.entry import PaperState
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.period import parse_period
from investtrack.values.rate import Rate


Read = Callable[[Any], Any]
"""Cell value → typed value; None for what says nothing."""


class UnreadableError(Exception):
    """A cell that holds something else than its column wants. Never leaves the importer."""

    def __init__(self, code: str, expected: str, mend: str) -> None:
        super().__init__(code, expected, mend)
        self.code = code
        self.expected = expected
        self.mend = mend


class UndatedError(Exception):
    """A date that is said to be open (待定): unknown, worth a note. Never leaves the importer."""


_NOTHING = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "暂无", "空", "N/A", "n/a"})
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)(亿元|亿|万元|万|元)?")
_UNITS = {"亿元": Unit.YI, "亿": Unit.YI, "万元": Unit.WAN, "万": Unit.WAN, "元": Unit.YUAN}
_DIGITS = 15


def decimal_of(number: float) -> Decimal:
    """Return a spreadsheet number as it shows: 15 significant digits, the rest is binary noise."""
    text = repr(number)
    return Decimal(text if len(text) <= _DIGITS else format(number, f".{_DIGITS}g"))


def text_of(value: Any) -> str:  # noqa: ANN401 - whatever a cell holds
    """Return a cell as text: whole numbers without a point, dates as dates."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(decimal_of(value), "f")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _amount(value: Any, unit: Unit) -> Amount | None:  # noqa: ANN401
    if isinstance(value, bool):
        raise _bad_amount
    if isinstance(value, (float, int)):
        return Amount.of(decimal_of(float(value)) if isinstance(value, float) else value, unit)
    if isinstance(value, str):
        text = _folded(value)
        if text in _NOTHING:
            return None
        text = re.sub(r"[,，]", "", text)
        text = re.sub(r"^[约￥¥]|(?:左右|以上)$", "", text)
        found = _NUMBER.fullmatch(text)
        if found:
            return Amount.of(found[1], _UNITS[found[2]] if found[2] else unit)
    elif value is None:
        return None
    raise _bad_amount


_bad_amount = UnreadableError(
    "amount-unreadable", "数字，如 1200 或 1.2亿元", "改成数字；没有的留空"
)
_bad_date = UnreadableError(
    "date-unreadable", "日期，如 2022-03-05、2022年3月", "改成日期；没有定的留空"
)
_bad_rate = UnreadableError("rate-unreadable", "百分数，如 5.5", "改成数字；没有的留空")
_bad_flag = UnreadableError("choice-unknown", "是 或 否", "改成“是”或“否”")
_bad_paper = UnreadableError("choice-unknown", "√、× 或 不需要", "改成“√”“×”或“不需要”")
_bad_period = UnreadableError(
    "period-unreadable", "期间，如 2022年、2022年一季度", "改成年、季度或1—m月"
)


def money(unit: Unit) -> Read:
    """Return a reader of amounts whose unit is *unit* unless the cell names one."""
    return lambda value: _amount(value, unit)


def dates(year: int | None) -> Read:
    """Return a reader of dates; *year* where the text names none."""

    def read(value: Any) -> DateSpan | None:  # noqa: ANN401
        if isinstance(value, datetime):
            return DateSpan.day(value.date())
        if isinstance(value, date):
            return DateSpan.day(value)
        if value is None or isinstance(value, (bool, time, timedelta)):
            if value is None:
                return None
            raise _bad_date
        text = text_of(value)
        if _folded(text) in _NOTHING:
            return None
        if _folded(text) in {"待定", "未定", "待确定", "未确定", "暂定"}:
            raise UndatedError
        found = parse_date(text, year=year) or parse_date(_folded(text), year=year)
        if found is None:
            raise _bad_date
        return found

    return read


def rate(value: Any) -> Rate | None:  # noqa: ANN401
    """Read a number of per cent: 5.5, 5.5%, ５．５％."""
    if isinstance(value, float):
        return Rate.percent(decimal_of(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Rate.percent(value)
    if value is None:
        return None
    text = (
        _folded(text_of(value))
        .removesuffix("%")
        .removesuffix("左右")
        .removesuffix("以上")
        .removesuffix("%")
    )
    if text in _NOTHING:
        return None
    if not re.fullmatch(r"[+-]?\d+(?:\.\d+)?", text):
        raise _bad_rate
    return Rate.percent(text)


_YES = frozenset(
    {"是", "√", "✓", "有", "已", "Y", "YES", "1", "TRUE", "已入库", "已纳统", "已入统", "在库"}
)
_NO = frozenset(
    {
        "否",
        "×",
        "✗",
        "X",
        "未",
        "N",
        "NO",
        "0",
        "FALSE",
        "不是",
        "未入库",
        "未纳统",
        "未入统",
        "没有",
    }
)


def flag(value: Any) -> bool | None:  # noqa: ANN401
    """Read 是/否 in its many spellings; “已纳统，CODE” is yes."""
    if isinstance(value, bool) or value is None:
        return value
    text = _folded(text_of(value)).upper()
    if text in _YES or text.startswith(("已纳统", "已入库", "已入统")):
        return True
    if text in _NO or text.startswith(("未纳统", "未入库", "未入统")):
        return False
    if text in _NOTHING:
        return False if text == "无" else None
    raise _bad_flag


def paper(value: Any) -> PaperState | None:  # noqa: ANN401
    """Read the mark of one paper."""
    text = _folded(text_of(value)).upper()
    if text in {"√", "✓", "是", "有", "已办", "已办理", "已完成", "1", "Y", "齐"}:
        return PaperState.HELD
    if text in {"×", "✗", "X", "否", "无", "未办", "未办理", "未完成", "0", "N", "缺", "办理中"}:
        return PaperState.LACKING
    if text in {"不需要", "无需", "不涉及", "不需", "免", "/"}:
        return PaperState.NOT_NEEDED
    if text in _NOTHING:
        return None
    raise _bad_paper


_VARIANTS = {
    "省级": "省级重大", "省重大": "省级重大", "省重点": "省级重大", "省级重点": "省级重大", "省": "省级重大",
    "市级": "市级重大", "市重大": "市级重大", "市重点": "市级重大", "市级重点": "市级重大", "市": "市级重大",
    "县": "县级", "县重点": "县级", "县级重点": "县级", "国家级": "国家", "国家重大": "国家",
    "新开工": "新建", "新建项目": "新建", "新开工项目": "新建", "计划新开工": "新建", "续建项目": "续建",
    "在建": "续建", "收尾项目": "收尾", "竣工投产": "收尾", "预备项目": "预备",
    "已纳统": "已入库", "已入统": "已入库", "正在收集资料": "收集资料", "收集资料中": "收集资料",
    "资料收集": "收集资料", "已上报": "已申报", "申报": "已申报", "市审": "市级审核", "省审": "省级审核",
    "国家审": "国家审核", "已退回": "退回", "前期工作": "前期", "储备": "谋划",
    "年度新入库": "年度新增", "新增": "年度新增", "新增入库": "年度新增", "完成": "已完成", "正在办理": "办理中",
    "已办结": "已完成", "未开展": "未启动", "解决": "已解决", "已销号": "已解决", "销号": "已解决", "已办": "已解决", "解决中": "推进中", "在解决": "推进中",
    "省级下达": "省", "市级下达": "市", "县级": "县", "市级下达目标": "市",
    "可比价": "可比口径", "可比": "可比口径", "名义": "现价", "当年价": "现价", "不变价格": "不变价",
    "已签约": "签约", "已开工": "开工", "已投产": "投产", "洽谈": "在谈",
    "日通报": "每日通报", "每日一通报": "每日通报", "周督导": "周督查", "旬调度会": "旬调度", "月度分析": "月分析",
    "专项债": "地方政府专项债券", "专项债券": "地方政府专项债券", "地方专项债": "地方政府专项债券",
    "中央预算": "中央预算内投资", "中央预算内": "中央预算内投资", "银行贷款": "银行融资",
}  # fmt: skip


def choice(kind: type[StrEnum]) -> Read:
    """Return a reader of one of *kind*, exact or in a known variant."""
    known = {member.value: member for member in kind}
    known.update(
        {
            variant: known[real]
            for variant, real in _VARIANTS.items()
            if real in known and variant not in known
        }
    )
    allowed = "、".join(member.value for member in kind)
    bad = UnreadableError("choice-unknown", allowed, f"改成其中之一：{allowed}")

    def read(value: Any) -> StrEnum | None:  # noqa: ANN401
        text = _folded(text_of(value))
        if text in known:
            return known[text]
        if text in _NOTHING:
            return None
        if text == "市级" and "市" in known:
            return known["市"]
        raise bad

    return read


def names(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Read several names in one cell; a space inside a two-character name (张 三) is no separator."""
    text = text_of(value)
    found: list[str] = []
    for part in re.split(r"[、，,;；/\n\r]+", text):
        words = part.split()
        if len(words) > 1 and all(len(word) == 1 for word in words):
            found.append("".join(words))
        else:
            found.extend(words)
    return tuple(name for name in found if name not in _NOTHING)


_interned: dict[str, str] = {}


def text(value: Any) -> str | None:  # noqa: ANN401
    """Read text; equal texts share one object."""
    found = text_of(value)
    return _interned.setdefault(found, found) if found else None


def name(value: Any) -> str | None:  # noqa: ANN401
    """Read a name: line breaks and spaces folded, leading marks (★ ■) dropped."""
    found = re.sub(r"\s+", "", text_of(value)).lstrip("★☆■□▲●◆※*")
    return found or None


def period(year: int | None) -> Read:
    """Return a reader of report periods."""

    def read(value: Any) -> Any:  # noqa: ANN401
        written = _folded(text_of(value))
        if written in _NOTHING:
            return None
        try:
            return parse_period(written, year=year)
        except PeriodError:
            raise _bad_period from None

    return read


def reader(column: Column, unit: Unit, year: int | None) -> Read:
    """Return the reader of a column's cells."""
    if column.kind is CellKind.CHOICE and column.choices is not None:
        return choice(column.choices)
    if column.key in {"name", "indicator"}:
        return name
    if column.key == "period":
        return period(year)
    return {
        CellKind.MONEY: money(unit),
        CellKind.SERIES: money(unit),
        CellKind.DATE: dates(year),
        CellKind.PERCENT: rate,
        CellKind.FLAG: flag,
        CellKind.PAPERS: paper,
        CellKind.NAMES: names,
    }.get(column.kind, text)
