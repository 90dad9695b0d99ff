"""Exact sums, reckoned in whole numbers: one fraction at the end costs less than one a term."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import repeat


def added(values: Iterable[Fraction], signs: Iterable[int] | None = None) -> Fraction:
    """Return the sum of *values*, each by its sign; 0 of none.

    Raises:
        ValueError: there are more of one than of the other.
    """
    top, bottom = 0, 1
    for value, sign in zip(values, signs or repeat(1), strict=signs is not None):
        own, below = value.as_integer_ratio()
        if below == bottom:
            top += sign * own
        else:
            top, bottom = top * below + sign * own * bottom, bottom * below
    return Fraction(top, bottom)
