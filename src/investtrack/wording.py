"""Phrases for figures: amounts, rates, changes, lists. Rounding happens here, once, from exact values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from investtrack.metrics.figure import Figure, Kind, rows_in_all
from investtrack.model.profile import DisplayProfile
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.dates import DateSpan
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy, round_decimal


_WHOLE = 100
Words = TypeVar("Words")


PENDING = "【待补】"
"""What stands where a figure is absent and the sentence has no other words."""

_PLAIN = DisplayProfile()
_NO_TITLES: Mapping[str, str] = {}
_RANK = "位"
_MONTHS = re.compile(r"^(\d{1,2})—(\d{1,2}月)$")
_BELOW = {
    "fai.excess": "缺口",
    "fai.excess_rate": "缺口",
    "fai.period.excess": "缺口",
    "fai.pace.gap": "超前",
    "year_plan.pace_gap": "超前",
}
"""Figures whose sign is a word: below zero they say which way, without a minus."""


def _either(number: Decimal | Fraction, above: Words, below: Words) -> Words:
    """Return what is said of *number*, which is not zero, by its sign."""
    return above if number > 0 else below


def amount_text(
    amount: Amount,
    unit: Unit = Unit.YI,
    display: DisplayProfile = _PLAIN,
    *,
    policy: RoundingPolicy | None = None,
    places: int | None = None,
) -> str:
    """Return ``12.35亿元``; in prose trailing zeros are dropped.

    An amount too small to show in 亿元 is shown in 万元, else in 元, so that nothing real prints as zero.
    """
    if unit is not Unit.YI:
        places = 2 if places is None else places
        shown = round_decimal(amount.to(unit), places, policy or display.rounding)
        if not shown and amount and unit is Unit.WAN:
            return amount_text(amount, Unit.YUAN, display, policy=policy)
        return f"{plain(shown)}{unit}"
    places = display.money_places if places is None else places
    shown = round_decimal(amount.to(unit), places, policy or display.rounding)
    if not shown and amount:
        return amount_text(amount, Unit.WAN, display, policy=policy)
    return f"{plain(shown)}{unit}"


def need_text(amount: Amount, display: DisplayProfile = _PLAIN) -> str:
    """Return an amount that must be reached (月均需), rounded up so that what is printed is enough; the same everywhere."""
    return amount_text(amount, display=display, policy=RoundingPolicy.CEILING)


def printed_places(unit: Unit, display: DisplayProfile = _PLAIN) -> int:
    """Return the decimals that amounts in *unit* are printed with."""
    return display.money_places if unit is Unit.YI else 2


def percent_number(
    rate: Rate, places: int, policy: RoundingPolicy = RoundingPolicy.HALF_UP
) -> Decimal:
    """Return the printed number of per cent; 100 only where the rate is exactly one."""
    number = rate.in_percent
    shown = round_decimal(number, places, policy)
    if shown == _WHOLE != number:
        toward = _either(number - _WHOLE, RoundingPolicy.CEILING, RoundingPolicy.FLOOR)
        shown = round_decimal(number, places, toward)
    return shown


def rate_text(
    rate: Rate,
    display: DisplayProfile = _PLAIN,
    *,
    places: int | None = None,
    policy: RoundingPolicy | None = None,
) -> str:
    """Return ``5.12％``; ``100％`` only where equal."""
    places = display.rate_places if places is None else places
    return (
        f"{plain(percent_number(rate, places, policy or display.rounding))}{display.percent_sign}"
    )


def at_least_text(rate: Rate, display: DisplayProfile = _PLAIN, places: int = 0) -> str:
    """Return ``59％以上``: rounded down, so that the words stay true; the whole is ``100％``."""
    if rate.fraction == 1:
        return f"100{display.percent_sign}"
    return f"{plain(round_decimal(rate.in_percent, places, RoundingPolicy.FLOOR))}{display.percent_sign}以上"


_TENTH = Fraction(1, 10)
_NEAR = Fraction(1, 50)


def tenths_text(rate: Rate, display: DisplayProfile = _PLAIN) -> str:
    """Return ``近六成``, ``六成``, ``六成多`` where a share is within two points of tenths; else ``64％以上``.

    近 is said below, 多 above: the words stay true. Below one tenth and from nine and a half no tenths are said.
    """
    tenths = round(rate.fraction * 10)
    away = rate.fraction - tenths * _TENTH
    if tenths not in range(1, 10) or abs(away) > _NEAR:  # nine tenths at most
        return at_least_text(rate, display)
    number = "一二三四五六七八九"[tenths - 1]
    if not away:
        return f"{number}成"
    return _either(away, f"{number}成多", f"近{number}成")


def change_text(rate: Rate, display: DisplayProfile = _PLAIN) -> str:
    """Return ``增长5.12％``, ``下降3％`` or ``持平``; never 增长-3％."""
    if rate.fraction == 0:
        return "持平"
    size = round_decimal(abs(rate.in_percent), display.rate_places, display.rounding)
    if not size:
        return "基本持平"
    return f"{_either(rate.fraction, '增长', '下降')}{plain(size)}{display.percent_sign}"


def excess_text(amount: Amount, unit: Unit = Unit.YI, display: DisplayProfile = _PLAIN) -> str:
    """Return ``超额0.33亿元``, ``缺口0.5亿元`` or ``与目标持平``."""
    if not amount:
        return "与目标持平"
    word, size = _either(amount.yuan, ("超额", amount), ("缺口", -amount))
    return word + amount_text(size, unit, display)


def points_text(points: Points, display: DisplayProfile = _PLAIN) -> str:
    """Return ``5.9个百分点``, without its sign: the word beside it says which way."""
    return (
        f"{plain(round_decimal(abs(points.number), display.rate_places, display.rounding))}个百分点"
    )


def pace_text(points: Points, display: DisplayProfile = _PLAIN) -> str:
    """Return ``落后序时进度5.9个百分点``, ``超序时进度…`` or ``与序时进度持平``."""
    if points.number == 0:
        return "与序时进度持平"
    return f"{_either(points.number, '落后', '超')}序时进度{points_text(points, display)}"


def day_text(day: date, *, year: bool = False) -> str:
    """Return ``3月5日``, with the year where asked."""
    return (f"{day.year}年" if year else "") + f"{day.month}月{day.day}日"


def names_text(names: Sequence[str], most: int = 0, in_all: int = 0) -> str:
    """Return ``甲、乙、丙``; with *most*, ``甲、乙等5个``; *in_all* where there are more than *names*."""
    shown = names[:most] if most else names
    whole = max(in_all, len(names))
    return f"{'、'.join(shown)}等{whole}个" if whole > len(shown) else "、".join(shown)


def some_text(names: Sequence[str], most: int) -> str:
    """Return ``甲、乙、丙等``: the first *most* of *names*."""
    return "、".join(names[:most]) + ("等" if len(names) > most else "")


def number_text(value: object, unit: Unit = Unit.YI, display: DisplayProfile = _PLAIN) -> str:
    """Return any one number as printed."""
    if isinstance(value, Amount):
        return amount_text(value, unit, display)
    if isinstance(value, Rate):
        return rate_text(value, display)
    if isinstance(value, Points):
        shown = points_text(value, display)
        return f"-{shown}" if value.number < 0 else shown
    if isinstance(value, Mapping):
        return part_text(value, unit, display)
    return str(value)


def key_text(key: str, display: DisplayProfile = _PLAIN) -> str:
    """Return a series key as printed: an ISO date becomes 3月5日; months have the profile's dash."""
    try:
        span = DateSpan.parse(key)
    except ValueError:
        return _MONTHS.sub(rf"\1{display.month_dash}\2", key)
    return day_text(span.first) if span.is_day else span.label.partition("年")[2] or span.label


def series_text(
    value: Mapping[str, object],
    unit: Unit = Unit.YI,
    display: DisplayProfile = _PLAIN,
    titles: Mapping[str, str] = _NO_TITLES,
) -> str:
    """Return ``收尾3个、续建5个``, ``1—2月4.28亿元、1—3月8.03亿元`` or ``王芳（8个，1.2亿元）``.

    With *titles*, name → title, of parts that have several numbers: ``续建（8个，年度计划投资1.2亿元，完成率50％）``.
    """
    return "、".join(
        f"{key_text(key, display)}{part_text(item, unit, display, titles)}"
        for key, item in value.items()
    )


_NONE_OF = {"completed": "尚未形成投资", "arrived": "尚未到位", "paid": "尚未支付"}
_FULL_NAMES = {
    "year_plan.by_level": {"国家": "国家级项目", "省级重大": "省级重大项目", "市级重大": "市级重大项目", "县级": "县级项目"},
    "funds.by_source": {"省级": "省级资金", "市级": "市级资金", "县级": "县级资金", "自筹": "自筹资金", "其他": "其他资金"},
}  # fmt: skip
"""Figure → what a sentence calls its groups, where a cell of the ledger says less."""


def groups_text(
    value: Mapping[str, object],
    figure: Figure,
    display: DisplayProfile = _PLAIN,
    names: Sequence[str] = (),
) -> str:
    """Return ``续建8个，年度计划投资1.2亿元，累计完成投资0.6亿元；新建…``: what a sentence says of each group in turn.

    Nothing done is said in words, and has no rate; an amount that is zero or unknown is left out. With *names* only these.
    """
    said: list[str] = []
    full = _FULL_NAMES.get(figure.id, {})
    for key, part in value.items():
        numbers = dict(part) if isinstance(part, Mapping) else {"count": part}
        if names:
            numbers = {name: numbers.get(name) for name in names}
        clauses: list[str] = []
        for name, each in numbers.items():
            if each is None or (isinstance(each, Rate) and not each.fraction):
                continue
            if isinstance(each, int):
                clauses.append(f"{each}个{'项目' if name == 'projects' else ''}")
            elif each or isinstance(each, Rate):
                title = figure.part_titles.get(name, "")
                clauses.append(title + number_text(each, figure.display_unit, display))
            elif name in _NONE_OF:
                clauses.append(_NONE_OF[name])
        said.append(f"{full.get(key) or key_text(key, display)}{'，'.join(clauses)}")
    return "；".join(said)


def part_text(
    item: object,
    unit: Unit = Unit.YI,
    display: DisplayProfile = _PLAIN,
    titles: Mapping[str, str] = _NO_TITLES,
) -> str:
    """Return the numbers of one part of a series as printed; a number that is not there is left out."""
    if isinstance(item, Mapping):
        titles = titles if len(titles) > 1 else _NO_TITLES  # one needs none
        numbers = ((name, each) for name, each in item.items() if each is not None)
        said = (titles.get(name, "") + part_text(each, unit, display) for name, each in numbers)
        return f"（{'，'.join(said)}）"
    return number_text(item, unit, display) + ("个" if isinstance(item, int) else "")


def figure_text(figure: Figure, display: DisplayProfile = _PLAIN) -> str:
    """Return *figure* as printed on its own; 【待补】 where it is absent."""
    value: Any = figure.value if figure.printed is None else figure.printed
    if value is None:
        return PENDING
    if figure.kind is Kind.COUNT:
        return f"第{value}{_RANK}" if figure.counted_in == _RANK else f"{value}{figure.counted_in}"
    if figure.kind is Kind.DAYS:
        return f"{value}天"
    if figure.kind is Kind.SERIES:
        return series_text(value, figure.display_unit, display, figure.part_titles) or "无"
    if figure.kind is Kind.LIST:
        names = [str(row.get("name") or "（未命名）") for row in value]
        return names_text(names, in_all=rows_in_all(value)) or "无"
    return signed_text(figure, value, display)


def below_zero_word(figure: Figure) -> str:
    """Return what a negative value of *figure* is called: 缺口, 超前; empty where it has a minus."""
    return _BELOW.get(figure.id, "")


def signed_text(figure: Figure, value: object, display: DisplayProfile = _PLAIN) -> str:
    """Return a number of *figure* as printed: 缺口0.5亿元, never -0.5亿元."""
    word = below_zero_word(figure)
    if word and isinstance(value, Amount) and value.yuan < 0:
        return word + amount_text(-value, figure.display_unit, display)
    if word and isinstance(value, Rate) and value.fraction < 0:
        return word + rate_text(Rate(-value.fraction), display)
    if word and isinstance(value, Points) and value.number < 0:
        return word + points_text(value, display)
    return number_text(value, figure.display_unit, display)


def is_whole(rate: Rate) -> bool:
    """Whether *rate* is exactly one, before any rounding."""
    return rate.fraction == Fraction(1)
