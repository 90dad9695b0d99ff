"""Turns the text of one CSV cell into a typed value. What it cannot read raises, and is kept as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from investtrack.errors import PeriodError
from investtrack.model.columns import CellKind, Column
from investtrack.model.entry import PaperState
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.period import Period, parse_period
from investtrack.values.rate import Rate


class UnreadableError(Exception):
    """A cell that holds something else than its column wants. Never leaves the importer."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(code, expected)
        self.code = code
        self.expected = expected


NOTHING = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无"})
"""What says nothing in a column that is no text."""
UNDETERMINED = frozenset({"待定", "未定", "待确定", "未确定", "暂定", "另行确定", "待明确"})
"""Dates that are said to be open."""


Read = Callable[[str], Any]
_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_FRACTION = re.compile(r"[+-]?\d+/\d*[1-9]\d*")
_YES, _NO = frozenset({"是", "√", "TRUE"}), frozenset({"否", "×", "FALSE"})


def folded(text: str) -> str:
    """Return *text* width folded and without spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def money(unit: Unit) -> Read:
    """Return a reader of amounts in *unit*, unless the cell names its own: 1.2亿元."""

    def read(text: str) -> Amount:
        own, number = unit, folded(text)
        for named in (Unit.YI, Unit.WAN, Unit.YUAN):
            if number.endswith(named.value):
                own, number = named, number.removesuffix(named.value)
                break
        if not _NUMBER.fullmatch(number):
            raise UnreadableError("amount-unreadable", "数字，如 1200 或 1.2亿元")
        return Amount.of(number.replace(",", ""), own)

    return read


def percent(text: str) -> Rate:
    """Read a number of per cent: 5.5, 5.5%, 1/3."""
    number = folded(text).removesuffix("%")
    if _FRACTION.fullmatch(number):
        return Rate.percent(Fraction(number))
    if not _NUMBER.fullmatch(number):
        raise UnreadableError("rate-unreadable", "百分数，如 5.5")
    return Rate.percent(number.replace(",", ""))


def day(year: int | None) -> Read:
    """Return a reader of dates; *year* where the text names none."""

    def read(text: str) -> DateSpan:
        try:
            return DateSpan.parse(text)
        except PeriodError:
            found = parse_date(text, year=year)
        if found is None:
            raise UnreadableError("date-unreadable", "日期，如 2022-03-05、2022年3月")
        return found

    return read


def period(year: int | None) -> Read:
    """Return a reader of report periods."""

    def read(text: str) -> Period:
        try:
            return parse_period(text, year=year)
        except PeriodError:
            raise UnreadableError("period-unreadable", "期间，如 2022年、2022年一季度") from None

    return read


def flag(text: str) -> bool:
    """Read 是 or 否."""
    word = folded(text).upper()
    if word not in _YES | _NO:
        raise UnreadableError("choice-unknown", "是 或 否")
    return word in _YES


def paper(text: str) -> PaperState:
    """Read the mark of one paper."""
    return PaperState(_member(PaperState, text))


def choice(column: Column) -> Read:
    """Return a reader of a choice, as the standard ledger writes it."""
    kind = column.choices
    if kind is None:
        raise TypeError(f"{column.key} has no choices")
    return lambda text: _member(kind, text)


def _member(kind: Any, text: str) -> Any:  # noqa: ANN401 - any of the choices
    try:
        return kind(text.strip())
    except ValueError:
        allowed = "、".join(member.value for member in kind)
        raise UnreadableError("choice-unknown", allowed) from None


def names(text: str) -> tuple[str, ...]:
    """Read several names in one cell."""
    return tuple(name for part in re.split(r"[、，,;；\n\r]+", text) if (name := part.strip()))


def reader(column: Column, unit: Unit, year: int | None) -> Read:
    """Return the reader of a column's cells."""
    if column.key == "period":
        return period(year)
    readers: dict[CellKind, Callable[[], Read]] = {
        CellKind.MONEY: lambda: money(unit),
        CellKind.SERIES: lambda: money(unit),
        CellKind.PERCENT: lambda: percent,
        CellKind.DATE: lambda: day(year),
        CellKind.CHOICE: lambda: choice(column),
        CellKind.FLAG: lambda: flag,
        CellKind.NAMES: lambda: names,
        CellKind.PAPERS: lambda: paper,
    }
    return readers.get(column.kind, lambda: str)()
