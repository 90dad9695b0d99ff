"""The intervals of sums and of other rules over printed numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

from investtrack.values.interval import Interval


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
