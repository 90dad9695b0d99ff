"""A number as printed, with its unit, how it is hedged, and the values that print so."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from attrs import evolve, field, frozen

from investtrack.errors import AmountError
from investtrack.values.amount import EXACT, Amount
from investtrack.values.rounding import round_decimal
from investtrack.values.units import QuantityKind, QuantityUnit


@frozen
class Interval:
    """All values from *low* to *high*, both included; None is no bound."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def around(cls, value: Fraction, reach: Fraction) -> Interval:
        """Return the interval of *value* ± *reach*."""
        top, bottom = value.as_integer_ratio()
        wide, parts = reach.as_integer_ratio()
        middle, apart, of = top * parts, wide * bottom, bottom * parts
        return cls(Fraction(middle - apart, of), Fraction(middle + apart, of))

    @property
    def is_bounded(self) -> bool:
        """Whether it has both ends."""
        return self.low is not None and self.high is not None

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return _not_above(self.low, other.high) and _not_above(other.low, self.high)

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high, None if self.low is None else -self.low
        )


def _not_above(low: Fraction | None, high: Fraction | None) -> bool:
    return low is None or high is None or low <= high


class Hedge(StrEnum):
    """How a text hedges a number."""

    NONE = ""
    ABOUT = "约"
    NEARLY = "近"
    OVER = "余"
    """A little more: 300余个, 30多亿元."""
    AT_LEAST = "以上"
    AT_MOST = "不足"


@frozen(cache_hash=True)
class Quantity:
    """A number as printed (数量).

    Attributes:
        kind: what it measures.
        number: the number as printed, ASCII digits, sign and point, no thousands commas.
        unit: the unit in its usual spelling: 亿元, 个, ％; empty for none.
        size: base units in one printed unit: 元 for money, 1 for a count, one per cent or one
            percentage point for rates; of measures see :class:`~investtrack.values.units.QuantityUnit`.
        hedge: how it is hedged.
        currency: of money, as printed: 元, 美元.
        start: where its number begins in the text, a sign included.
        end: where it ends, its unit and a hedge after it (左右) included.
        high: the upper number where a range is printed (5—8亿元); *number* is the lower one.
        digits_end: where its digits end.
        unit_end: where its unit ends.
        commas: whether its thousands are parted.
        is_threshold: whether it bounds what follows and is none of its own: 500万元以上项目.
    """

    kind: QuantityKind
    number: str
    unit: str
    size: Fraction = field(
        default=Fraction(1), hash=False
    )  # the unit says it, and its hash is dear
    hedge: Hedge = Hedge.NONE
    currency: str = ""
    start: int = 0
    end: int = 0
    high: str = ""
    digits_end: int = 0
    unit_end: int = 0
    commas: bool = False
    is_threshold: bool = False

    @classmethod
    def of(cls, number: str, unit: QuantityUnit) -> Quantity:
        """Return *number*, in ASCII digits, of *unit*."""
        return cls(unit.kind, number, unit.text, unit.size, currency=unit.currency)

    def of_unit(self, unit: QuantityUnit) -> Quantity:
        """Return it with *unit* in place of its own, as a table's header names it."""
        return evolve(self, kind=unit.kind, unit=unit.text, size=unit.size, currency=unit.currency)

    @property
    def places(self) -> int:
        """Decimals printed."""
        return len(self.number.partition(".")[2])

    @cached_property
    def step(self) -> Fraction:
        """One unit of the last printed place, in base units."""
        size, parts = self.size.as_integer_ratio()
        return Fraction(size, parts * 10**self.places)

    @cached_property
    def value(self) -> Fraction:
        """The printed value, in base units; of a range, its lower end."""
        whole, _, decimals = self.number.partition(".")
        size, parts = self.size.as_integer_ratio()
        return Fraction(int(whole + decimals) * size, 10 ** len(decimals) * parts)

    @property
    def decimal(self) -> Decimal:
        """The number as printed, of its unit."""
        return Decimal(self.number)

    @property
    def amount(self) -> Amount:
        """The printed amount of money, exact.

        Raises:
            AmountError: it is no amount of yuan, or a range.
        """
        if self.kind is not QuantityKind.MONEY or self.currency != "元" or self.high:
            raise AmountError(f"not an amount: {self}")
        return Amount(EXACT.multiply(self.decimal, Decimal(self.size.numerator)))

    @cached_property
    def interval(self) -> Interval:
        """The values that print so; a count is what it says."""
        value, half = self.value, self.step / 2
        if self.high:
            return Interval(value - half, Fraction(self.high) * self.size + half)
        if self.hedge is Hedge.NONE:
            is_exact = self.kind is QuantityKind.COUNT and self.size == 1 and not self.places
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
        """Return it with the other sign; a range turns round."""
        hedge = {Hedge.AT_LEAST: Hedge.AT_MOST, Hedge.AT_MOST: Hedge.AT_LEAST}.get(
            self.hedge, self.hedge
        )
        if self.high:
            return evolve(self, number=_negated(self.high), high=_negated(self.number), hedge=hedge)
        return evolve(self, number=_negated(self.number), hedge=hedge)

    def is_like(self, other: Quantity) -> bool:
        """Whether the two measure the same, so that they may be added or compared."""
        if self.kind is not other.kind or self.currency != other.currency:
            return False
        return self.kind is not QuantityKind.COUNT or family(self.unit) == family(other.unit)

    def printed(self, value: Fraction) -> str:
        """Return *value* as this number would print it: same unit, same places, half up."""
        return f"{number_text(value / self.size, self.places)}{self.unit}"

    def __str__(self) -> str:
        return f"{self.number}{f'—{self.high}' if self.high else ''}{self.unit}"


def _negated(number: str) -> str:
    return number[1:] if number.startswith("-") else f"-{number}"


_PROJECTS = frozenset("个项宗件")


def family(unit: str) -> str:
    """Return what a classifier counts: 个, 项, 宗 and 件 serve for the same things."""
    last = unit[-1:]
    return "个" if last in _PROJECTS else last


def number_text(value: Fraction, places: int) -> str:
    """Return *value* with *places* decimals, half up, exact."""
    return f"{round_decimal(value, places):f}"
