"""A number as printed, with its unit, and the interval of values that print so."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from investtrack_audit.interval import Interval


class Kind(StrEnum):
    """What a number measures; only like is ever compared with like."""

    MONEY = "money"
    COUNT = "count"
    MEASURE = "measure"
    """A weight, an area, a length, an energy, heads of livestock: 吨, 亩, 公顷, 头."""
    PERCENT = "percent"
    POINTS = "points"
    TIMES = "times"
    BARE = "bare"
    """A number without a unit."""


class Hedge(StrEnum):
    """How the prose hedges a number."""

    NONE = ""
    ABOUT = "约"
    NEARLY = "近"
    OVER = "余"
    """A little more: 300余个, 30多亿元."""
    AT_LEAST = "以上"
    AT_MOST = "不足"


@frozen
class Quantity:
    """A number as printed.

    Attributes:
        kind: what it measures.
        number: the number as printed, ASCII digits, sign and point, no thousands commas.
        unit: the unit as printed: 亿元, 个, ％.
        size: base units in one printed unit: 元 for money, 1 for a count, one per cent or one
            percentage point for rates.
        hedge: how it is hedged.
        currency: of money, as printed: 元, 美元.
        start: where its number begins in the text, a sign included.
        end: where its unit ends.
    """

    kind: Kind
    number: str
    unit: str
    size: Fraction = Fraction(1)
    hedge: Hedge = Hedge.NONE
    currency: str = ""
    start: int = 0
    end: int = 0

    @property
    def places(self) -> int:
        """Decimals printed."""
        return len(self.number.partition(".")[2])

    @cached_property
    def step(self) -> Fraction:
        """One unit of the last printed place, in base units."""
        return self.size / Fraction(10) ** self.places

    @cached_property
    def value(self) -> Fraction:
        """The printed value, in base units."""
        return Fraction(self.number) * self.size

    @cached_property
    def interval(self) -> Interval:
        """The values that print so; a count is what it says."""
        value, half = self.value, self.step / 2
        if self.hedge is Hedge.NONE:
            is_exact = self.kind is Kind.COUNT and self.size == 1 and not self.places
            return Interval(value, value) if is_exact else Interval.around(value, half)
        coarse = self._coarse_step
        by_hedge = {
            Hedge.ABOUT: Interval.around(value, coarse),
            Hedge.NEARLY: Interval(value - coarse, value + half),
            Hedge.OVER: Interval(value, value + coarse),
            Hedge.AT_LEAST: Interval(value, None),
            Hedge.AT_MOST: Interval(None, value),
        }
        return by_hedge[self.hedge]

    @property
    def _coarse_step(self) -> Fraction:
        """One unit of the last digit that is not zero: 约30亿元 allows 20 to 40."""
        digits = self.number.lstrip("-").replace(".", "")
        zeros = len(digits) - len(digits.rstrip("0")) if digits.strip("0") else 0
        return self.step * Fraction(10) ** zeros

    def __neg__(self) -> Quantity:
        number = self.number[1:] if self.number.startswith("-") else f"-{self.number}"
        hedge = {Hedge.AT_LEAST: Hedge.AT_MOST, Hedge.AT_MOST: Hedge.AT_LEAST}.get(
            self.hedge, self.hedge
        )
        return evolve(self, number=number, hedge=hedge)

    def is_like(self, other: Quantity) -> bool:
        """Whether the two measure the same, so that they may be added or compared."""
        if self.kind is not other.kind or self.currency != other.currency:
            return False
        if self.kind is Kind.MEASURE:
            return self.unit.lstrip(_SCALE_MARKS) == other.unit.lstrip(_SCALE_MARKS)
        return self.kind is not Kind.COUNT or family(self.unit) == family(other.unit)

    def printed(self, value: Fraction) -> str:
        """Return *value* as this number would print it: same unit, same places, half up."""
        return f"{number_text(value / self.size, self.places)}{self.unit}"

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


AMOUNTS = frozenset({Kind.MONEY, Kind.COUNT, Kind.MEASURE})
"""What may be added, and be a part of a whole."""
_SCALE_MARKS = "万亿"
_PROJECTS = "个项宗件"


def family(unit: str) -> str:
    """Return what a classifier counts: 个, 项, 宗 and 件 serve for the same things."""
    last = unit[-1:]
    return "个" if last in _PROJECTS else last


_WIDE = Context(prec=60)


def number_text(value: Fraction, places: int) -> str:
    """Return *value* with *places* decimals, half up, exact."""
    scaled = abs(value) * 10**places
    whole = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    number = Decimal(whole).scaleb(-places, context=_WIDE)
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE):f}"
