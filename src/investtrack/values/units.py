"""Units of what is counted and measured: one table of their spellings, for money, shares, counts and measures."""

from __future__ import annotations

import re
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from attrs import frozen

from investtrack.values.amount import Unit
from investtrack.values.text_width import folded


class QuantityKind(StrEnum):
    """What a number measures; only like is ever compared with like."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    """A difference of two rates (百分点)."""
    TIMES = "times"
    AREA = "area"
    LENGTH = "length"
    VOLUME = "volume"
    MASS = "mass"
    POWER = "power"
    ENERGY = "energy"
    FREIGHT = "freight"
    """What was carried how far: 吨公里."""
    TRAVEL = "travel"
    """How far people travelled: 人公里."""
    DURATION = "duration"
    BARE = "bare"
    """A number without a unit, or with a mere scale: 1.2万."""
    OTHER = "other"
    """Of a measure that has no kind here: 5万株, 3亿度."""


@frozen
class QuantityUnit:
    """A unit as printed.

    Attributes:
        kind: what it measures.
        text: the unit in its usual spelling: 亿元, 个, ％, 万亩; empty for none.
        size: base units in one: 元, 个, one per cent, one percentage point, 倍, 平方米, 米, 立方米, 吨, 千瓦, 千瓦时, 吨公里, 人公里, 天.
        currency: of money: 元, 美元.
    """

    kind: QuantityKind
    text: str = ""
    size: Fraction = Fraction(1)
    currency: str = ""


CLASSIFIERS = "个项宗件家户名次处批台套座条所栋人笔幢辆张"
CURRENCIES = ("元", "美元", "港元", "欧元", "日元")
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "": 1,
}
# A measure that another one's name begins comes first: 吨公里 before 吨.
_MEASURES = {
    "吨公里": (QuantityKind.FREIGHT, Fraction(1)),
    "人公里": (QuantityKind.TRAVEL, Fraction(1)),
    "兆瓦时": (QuantityKind.ENERGY, Fraction(1000)),
    "千瓦时": (QuantityKind.ENERGY, Fraction(1)),
    "平方公里": (QuantityKind.AREA, Fraction(10**6)),
    "平方千米": (QuantityKind.AREA, Fraction(10**6)),
    "平方米": (QuantityKind.AREA, Fraction(1)),
    "㎡": (QuantityKind.AREA, Fraction(1)),
    "m2": (QuantityKind.AREA, Fraction(1)),
    "公顷": (QuantityKind.AREA, Fraction(10**4)),
    "亩": (QuantityKind.AREA, Fraction(2000, 3)),
    "立方米": (QuantityKind.VOLUME, Fraction(1)),
    "公里": (QuantityKind.LENGTH, Fraction(1000)),
    "千米": (QuantityKind.LENGTH, Fraction(1000)),
    "米": (QuantityKind.LENGTH, Fraction(1)),
    "吨": (QuantityKind.MASS, Fraction(1)),
    "公斤": (QuantityKind.MASS, Fraction(1, 1000)),
    "千克": (QuantityKind.MASS, Fraction(1, 1000)),
    "兆瓦": (QuantityKind.POWER, Fraction(1000)),
    "千瓦": (QuantityKind.POWER, Fraction(1)),
    "天": (QuantityKind.DURATION, Fraction(1)),
}
UNMEASURED = frozenset("吨米亩瓦立平方公斤克升里顷伏安度株头张字页步标枚只羽棵")
"""First characters of measures, those of no kind here among them: before them a scale is none of money."""

UNIT = re.compile(
    r" {0,2}(?:(?P<points>个?百分点)|(?P<percent>[%％]|百分比)|(?P<permille>‰)|(?P<times>倍)"
    rf"|(?P<more>[余多])?(?:(?P<measured>(?:亿|千万|百万|万|千(?![米克瓦]))?(?:{'|'.join(_MEASURES)}))(?!时)"
    r"|(?P<scale>万亿|千亿|百亿|个[余多]?亿|亿|千万|百万|万|千|)(?P<later>[余多])?"
    rf"(?:(?P<money>{'|'.join(CURRENCIES)})|(?P<count>[{CLASSIFIERS}])次?)?))"
)
"""A unit after a number in half-width text; matches the empty unit too."""


def unit_of_match(text: str, found: re.Match[str]) -> QuantityUnit:
    """Return the unit that :data:`UNIT` found in *text*."""
    following = text[found.end() : found.end() + 1]
    return _unit(found[0], found.group(*_GROUPS), is_unmeasured=following in UNMEASURED)


_GROUPS = ("points", "percent", "permille", "times", "measured", "scale", "money", "count")


@lru_cache(maxsize=512)  # the same few stand behind number after number
def _unit(  # noqa: PLR0911 - one return a kind of unit
    text: str, groups: tuple[str | None, ...], *, is_unmeasured: bool
) -> QuantityUnit:
    points, percent, permille, times, measured, scale, money, count = groups
    printed = re.sub("[余多 ]", "", text).replace("%", "％")
    if points:
        return QuantityUnit(QuantityKind.POINTS, printed)
    if percent or permille:
        return QuantityUnit(QuantityKind.PERCENT, printed, Fraction(1, 10 if permille else 1))
    if times:
        return QuantityUnit(QuantityKind.TIMES, printed)
    if measured:
        return _measure(measured)
    size = Fraction(_SCALES[re.sub("[个余多]", "", scale or "")])
    if money:
        return QuantityUnit(QuantityKind.MONEY, printed, size, money)
    if count:
        return QuantityUnit(QuantityKind.COUNT, printed, size)
    if is_unmeasured:
        return QuantityUnit(QuantityKind.OTHER, printed, size)
    if size >= _SCALES["亿"]:
        return QuantityUnit(QuantityKind.MONEY, printed, size, "元")
    return QuantityUnit(QuantityKind.BARE, printed, size)


def _measure(text: str) -> QuantityUnit:
    name = next(name for name in _MEASURES if text.endswith(name))
    kind, size = _MEASURES[name]
    return QuantityUnit(kind, text, size * _SCALES[text.removesuffix(name)])


@lru_cache(maxsize=1024)
def unit_named(text: str) -> QuantityUnit | None:
    """Return the unit *text* names, as a header or a unit cell does: 亿元, （万元）, 单位：万美元, ％, 个.

    Returns:
        The unit, or None where *text* names none.
    """
    plain = _WRAPPED.sub(r"\1", folded(text)).removeprefix("人民币")
    found = UNIT.fullmatch(plain)
    return unit_of_match(plain, found) if found and plain else None


_WRAPPED = re.compile(r"^[(\[【]?(?:金额|计量)?(?:单位[:为]?)?(.*?)[)\]】]?$")


def money_unit(text: str) -> Unit | None:
    """Return the unit of money *text* names; 万 and 亿 alone are 万元 and 亿元, “单位：” and brackets are left aside.

    Examples:
        >>> money_unit("单位：人民币万元"), money_unit("亿"), money_unit("个")
        (<Unit.WAN: '万元'>, <Unit.YI: '亿元'>, None)
    """
    try:
        return Unit(text)
    except ValueError:
        pass
    unit = unit_named(text)
    if unit is None or not unit.text or unit.kind not in _CASH or unit.currency not in {"", "元"}:
        return None
    return next((money for money in Unit if unit.size == 10**money.power), None)


_CASH = frozenset({QuantityKind.MONEY, QuantityKind.BARE})
_AT_END = re.compile(
    r"(?:[（(\[【](?P<inside>[^（）()\[\]【】]{1,12})[)）\]】]|单位[:：](?P<said>\S{1,8})|(?:[/／,，:：\-－]\s*)?(?:单位)?(?P<bare>亿元|万元|[%％]))$"
)


def split_unit(header: str) -> tuple[str, QuantityUnit | None]:
    """Return a header without the unit at its end, and that unit: 总投资（万元）, 增速(%), 个数（个）, 总投资万元.

    Brackets that hold no unit stay: 完成情况（是/否）.
    """
    text = header.rstrip()
    found = _AT_END.search(text)
    if not found:
        return text, None
    unit = unit_named(found["inside"] or found["said"] or found["bare"])
    if unit is None or not unit.text:
        return text, None
    return text[: found.start()].rstrip(), unit
