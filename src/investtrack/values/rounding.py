"""Rounding, once, at display; and shares that add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    localcontext,
)
from enum import StrEnum
from fractions import Fraction


class RoundingPolicy(StrEnum):
    """How a printed figure is rounded from its exact value (修约规则).

    ``HALF_UP`` is 四舍五入, ties away from zero. ``GBT8170`` is GB/T 8170-2008: ties to the even
    digit, in one step only. ``FLOOR`` serves 以上/超过, ``CEILING`` serves 不足/近.
    """

    HALF_UP = "half-up"
    GBT8170 = "gbt8170"
    FLOOR = "floor"
    CEILING = "ceiling"

    @property
    def mode(self) -> str:
        """The ``decimal`` rounding constant."""
        return _MODES[self]


_MODES = {
    RoundingPolicy.HALF_UP: ROUND_HALF_UP,
    RoundingPolicy.GBT8170: ROUND_HALF_EVEN,
    RoundingPolicy.FLOOR: ROUND_FLOOR,
    RoundingPolicy.CEILING: ROUND_CEILING,
}
_WIDE = Context(prec=80)


def round_decimal(
    value: Decimal | Fraction | int,
    places: int,
    policy: RoundingPolicy = RoundingPolicy.HALF_UP,
) -> Decimal:
    """Return *value* rounded to *places* decimals, in one step from the exact value.

    A fraction is rounded by exact integer arithmetic, so that no tie is made or lost by a
    division. A result of zero carries no sign.
    """
    if isinstance(value, Decimal):
        rounded = value.quantize(_last_place(places), rounding=policy.mode, context=_WIDE)
        return abs(rounded) if rounded.is_zero() else rounded
    above, below = value.as_integer_ratio()
    above, below = above * 10 ** max(places, 0), below * 10 ** max(-places, 0)
    whole, rest = divmod(above, below)
    twice = 2 * rest - below
    if policy is RoundingPolicy.CEILING:
        up = rest > 0
    elif policy is RoundingPolicy.FLOOR:
        up = False
    elif policy is RoundingPolicy.GBT8170:
        up = twice > 0 or (twice == 0 and whole % 2 == 1)
    else:
        up = twice > 0 or (twice == 0 and whole >= 0)
    return Decimal(
        f"{whole + up}E{-places}"
    )  # made of its digits, whatever the caller's settings are


def _last_place(places: int) -> Decimal:
    """Return one unit of the last of so many decimals."""
    return Decimal(1).scaleb(-places)


def apportion(
    parts: Sequence[Decimal],
    total: Decimal,
    places: int,
    policy: RoundingPolicy = RoundingPolicy.HALF_UP,
) -> list[Decimal]:
    """Round *parts* so that they add up to *total* as printed (largest-remainder method).

    Args:
        parts: exact parts of a partition.
        total: the exact whole; it alone decides the printed total.
        places: decimals printed.
        policy: how the total is rounded.

    Returns:
        The printed parts, in order; every part moves by less than one unit of the last place.
        Where the exact parts do not sum to the exact total, the parts are rounded on their own.
    """
    with localcontext(_WIDE):  # a caller's decimal settings must not round
        if sum(parts, Decimal(0)) != total:
            return [round_decimal(part, places, policy) for part in parts]
        unit = _last_place(places)
        printed = [round_decimal(part, places, RoundingPolicy.FLOOR) for part in parts]
        short = int((round_decimal(total, places, policy) - sum(printed, Decimal(0))) / unit)
        order = sorted(range(len(parts)), key=lambda i: (printed[i] - parts[i], i))
        for index in order[:short]:
            printed[index] += unit
        return printed
