"""What a printed number allows: an interval, open-ended where the prose says 以上 or 不足."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from attrs import frozen


@frozen
class Interval:
    """All values from *low* to *high*, both included; None is no bound."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def around(cls, value: Fraction, reach: Fraction) -> Interval:
        """Return the interval of *value* ± *reach*."""
        return cls(value - reach, value + reach)

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


def total(parts: Sequence[Interval]) -> Interval:
    """Return the interval of a sum."""
    lows = [part.low for part in parts]
    highs = [part.high for part in parts]
    return Interval(
        None if None in lows else sum((x for x in lows if x is not None), Fraction(0)),
        None if None in highs else sum((x for x in highs if x is not None), Fraction(0)),
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
