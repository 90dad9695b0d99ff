"""What a printed number allows: an interval of exact values, open where the prose says 以上 or 不足."""

from __future__ import annotations

from fractions import Fraction

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
