"""Splitting a whole over parts with floors and caps, exact, proportional and stable."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen


@frozen
class Allotted:
    """What each part gets.

    Attributes:
        parts: whole numbers, in order.
        shortfall: what no part can take; positive where the caps end below the whole.
        excess: what the floors demand beyond the whole; positive where they do.
    """

    parts: tuple[int, ...]
    shortfall: int = 0
    excess: int = 0


def fill(
    whole: int, weights: Sequence[Fraction | int], floors: Sequence[int], caps: Sequence[int]
) -> Allotted:
    """Split *whole* in proportion to *weights*, each part between its floor and its cap.

    The level at which water stands in vessels of those widths: every part is ``weight × level``,
    or its floor where that is more, or its cap where that is less. There is one such level, it
    grows with the whole, and no part falls when the whole rises; so a small change of the whole
    moves parts a little. Parts are rounded to whole numbers by largest remainder, within caps.

    Args:
        whole: what is to be split, such as fen.
        weights: not negative; a part of weight zero gets its floor.
        floors: least each part gets.
        caps: most each part can take.

    Raises:
        ValueError: a weight is negative, or a floor exceeds its cap.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is not negative")
    if any(low < 0 or low > high for low, high in zip(floors, caps, strict=True)):
        raise ValueError("a floor lies between zero and its cap")
    least, most = (
        sum(floors),
        sum(cap if weight else low for weight, low, cap in zip(weights, floors, caps, strict=True)),
    )
    if whole <= least:
        return Allotted(tuple(floors), excess=least - whole)
    if whole >= most:
        full = tuple(
            cap if weight else low for weight, low, cap in zip(weights, floors, caps, strict=True)
        )
        return Allotted(full, shortfall=whole - most)
    level = _level(whole, weights, floors, caps)
    exact = [
        min(Fraction(cap), max(Fraction(low), weight * level))
        for weight, low, cap in zip(weights, floors, caps, strict=True)
    ]
    return Allotted(_rounded(exact, whole))


def _level(
    whole: int, weights: Sequence[Fraction | int], floors: Sequence[int], caps: Sequence[int]
) -> Fraction:
    """Return the level, found by walking up the points at which a part leaves its floor or meets its cap."""
    points: list[tuple[Fraction, Fraction | int, int]] = []
    for weight, low, cap in zip(weights, floors, caps, strict=True):
        if weight and low < cap:
            points.append((Fraction(low) / weight, weight, 1))
            points.append((Fraction(cap) / weight, weight, -1))
    points.sort(key=lambda point: (point[0], -point[2]))
    reached, level, width = Fraction(sum(floors)), Fraction(0), Fraction(0)
    for height, weight, turn in points:
        gain = width * (height - level)
        if reached + gain >= whole:
            return level + (whole - reached) / width
        reached, level = reached + gain, height
        width += weight * turn
    return level


def _rounded(exact: Sequence[Fraction], whole: int) -> tuple[int, ...]:
    """Round down, and give what is left, one each, to the largest remainders; of equal ones the first."""
    parts = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for index in order[: whole - sum(parts)]:
        parts[index] += 1
    return tuple(parts)
