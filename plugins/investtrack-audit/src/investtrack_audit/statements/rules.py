"""The arithmetic a statement claims, and how it is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import product

from attrs import frozen

from investtrack.values import Quantity
from investtrack.values.quantity import Interval
from investtrack_audit.exact import added


def total(parts: Sequence[Interval]) -> Interval:
    """Return the interval of a sum."""
    lows = [part.low for part in parts if part.low is not None]
    highs = [part.high for part in parts if part.high is not None]
    return Interval(
        added(lows) if len(lows) == len(parts) else None,
        added(highs) if len(highs) == len(parts) else None,
    )


def image(
    rule: Callable[[Sequence[Fraction]], Fraction | None], operands: Sequence[Interval]
) -> Interval | None:
    """Return the interval of *rule* over bounded *operands*, or None where it has no value in it.

    The rule must be monotone in each operand over its interval, so that its extremes lie at the
    corners; every rule here is, as long as no divisor's interval holds zero.
    """
    ends = [(part.low, part.high) for part in operands]
    corners = []
    for corner in product(*ends):
        known = [end for end in corner if end is not None]
        if len(known) < len(corner):
            return None
        value = rule(known)
        if value is None:
            return None
        corners.append(value)
    return Interval(min(corners), max(corners))


@frozen
class ArithmeticRule:
    """A rule from printed operands to the stated number.

    Attributes:
        apply: the value from the operands' values, None where there is none (a zero base).
        words: how it is written, with ``{0}``, ``{1}`` for the operands; empty for a sum.
        signs: of a sum, each term's sign.
        keeps_units: whether units are written even where all are the same.
        is_quotient: whether it rises with the first of two operands and, that being no debt, falls with the second.
    """

    apply: Callable[[Sequence[Fraction]], Fraction | None]
    words: str = ""
    signs: tuple[int, ...] = ()
    keeps_units: bool = False
    is_quotient: bool = False

    def interval(self, operands: Sequence[Quantity]) -> Interval | None:
        """Return what the operands as printed allow, None where that cannot be said."""
        printed = [operand.interval for operand in operands]
        if self.signs:
            return total(
                [
                    part if sign > 0 else -part
                    for part, sign in zip(printed, self.signs, strict=True)
                ]
            )
        if self.is_quotient:
            part, whole = printed
            if part.low is not None and part.low >= 0 and whole.low is not None and whole.low > 0:
                if part.high is None or whole.high is None:
                    return None
                low, high = self.apply([part.low, whole.high]), self.apply([part.high, whole.low])
                return Interval(low, high)  # two corners of four
        return image(self.apply, printed)

    def written(self, operands: Sequence[Quantity]) -> str:
        """Return the left side of the equation: units left out where all are the same."""
        units = {operand.unit for operand in operands}
        texts = [
            operand.number
            if len(units) == 1 and not self.keeps_units
            else f"{operand.number}{operand.unit}"
            for operand in operands
        ]
        if not self.signs:
            return self.words.format(*(_signed(text) for text in texts))
        terms = [
            f"{'+' if sign > 0 else '−'} {_signed(text)}"
            for text, sign in zip(texts, self.signs, strict=True)
        ]
        if len(terms) > _SHOWN:
            terms = [*terms[: _SHOWN - 2], f"+ …（共{len(terms)}项）", terms[-1]]
        return " ".join(terms).removeprefix("+ ")


_SHOWN = 8


def _signed(text: str) -> str:
    return f"（{text.replace('-', '−')}）" if text.startswith("-") else text


@lru_cache(maxsize=64)  # the same for all wholes that a list may be of
def add(*signs: int) -> ArithmeticRule:
    """Return the rule of a sum with these signs."""

    def apply(values: Sequence[Fraction]) -> Fraction:
        return added(values, signs)

    return ArithmeticRule(apply, signs=signs)


def plus(count: int) -> ArithmeticRule:
    """Return the rule of a sum of *count* parts."""
    return add(*([1] * count))


MINUS = add(1, -1)


def _divided(part: Fraction, whole: Fraction, times: int) -> Fraction:
    top, bottom = part.as_integer_ratio()
    other, below = whole.as_integer_ratio()
    return Fraction(top * below * times, bottom * other)


def _ratio(values: Sequence[Fraction]) -> Fraction | None:
    part, whole = values
    return _divided(part, whole, 100) if whole.numerator > 0 else None


def _quotient(values: Sequence[Fraction]) -> Fraction | None:
    part, whole = values
    return _divided(part, whole, 1) if whole.numerator > 0 else None


def _growth(values: Sequence[Fraction]) -> Fraction | None:
    current, base = values
    return _divided(current, base, 100) - 100 if base.numerator > 0 else None


def _growth_times(values: Sequence[Fraction]) -> Fraction | None:
    current, base = values
    return current / base - 1 if base > 0 else None


def _growth_by(values: Sequence[Fraction]) -> Fraction | None:
    current, increment = values
    base = current - increment
    return increment / base * 100 if base > 0 else None


def _fall_by(values: Sequence[Fraction]) -> Fraction | None:
    current, decrement = values
    base = current + decrement
    return decrement / base * -100 if base > 0 else None


def _pace_excess(values: Sequence[Fraction]) -> Fraction | None:
    done, rate, pace = values
    return done - done / rate * pace if rate > 0 else None


def _excess_rate(values: Sequence[Fraction]) -> Fraction | None:
    excess, rate, done = values
    return excess * rate / done if done > 0 else None


def _pull(values: Sequence[Fraction]) -> Fraction | None:
    growth, share, overall = values
    before = 1 + growth / 100
    return growth * share / 100 * (1 + overall / 100) / before if before > 0 else None


RATIO = ArithmeticRule(_ratio, "{0} ÷ {1}", is_quotient=True)
REST_RATIO = ArithmeticRule(
    lambda values: _ratio((values[0] - values[1], values[0])), "（{0} − {1}）÷ {0}"
)
QUOTIENT = ArithmeticRule(_quotient, "{0} ÷ {1}", is_quotient=True)
ITSELF = ArithmeticRule(lambda values: values[0], "{0}")
GROWTH = ArithmeticRule(_growth, "{0} ÷ {1} − 1", is_quotient=True)
GROWTH_TIMES = ArithmeticRule(_growth_times, "{0} ÷ {1} − 1", is_quotient=True)
GROWTH_BY = ArithmeticRule(_growth_by, "{1} ÷（{0} − {1}）")
FALL_BY = ArithmeticRule(_fall_by, "−{1} ÷（{0} + {1}）")
# Beyond the planned pace: the task is what was done over its rate.
PACE_EXCESS = ArithmeticRule(_pace_excess, "{0} − {0} ÷ {1} × {2}")
EXCESS_RATE = ArithmeticRule(_excess_rate, "{0} ÷（{2} ÷ {1}）")
# Points a part adds to the growth of the whole, from its share of the whole now.
PULL = ArithmeticRule(_pull, "{0} × {1} ×（1 + {2}）÷（1 + {0}）", keeps_units=True)
