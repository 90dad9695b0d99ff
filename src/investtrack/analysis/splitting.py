"""Splitting an amount exactly: parts to the fen (分) that sum to the whole, each within its cap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from investtrack.values.amount import EXACT, Amount
from investtrack.values.rounding import RoundingPolicy, round_decimal


_FEN = -2


def to_fen(value: Fraction, policy: RoundingPolicy = RoundingPolicy.HALF_UP) -> Amount:
    """Return *value* yuan as an amount, rounded once to the fen."""
    return Amount(round_decimal(value, -_FEN, policy))


def split(total: Amount, weights: Sequence[Fraction | int]) -> list[Amount]:
    """Split *total* by *weights*, to the fen, by the largest-remainder method.

    The parts sum to *total* exactly; where *total* is finer than a fen, so are they. A weight of
    zero gets nothing.

    Raises:
        ValueError: *total* or a weight is negative, or every weight is zero.
    """
    power = _power([total])
    return [_amount(part, power) for part in _parts(_units(total, power), weights)]


@frozen
class Share:
    """Shares of a need over what can give.

    Attributes:
        parts: one a giver, in order, none above its cap.
        shortfall: what all caps together do not cover.
    """

    parts: tuple[Amount, ...]
    shortfall: Amount


def share(need: Amount, caps: Sequence[Amount]) -> Share:
    """Share *need* in proportion to *caps*, to the fen; no part exceeds its cap.

    The parts and the shortfall sum to *need* exactly.

    Raises:
        ValueError: *need* or a cap is negative.
    """
    power = _power([need, *caps])
    wanted = _units(need, power)
    room = [_units(cap, power) for cap in caps]
    given = min(wanted, sum(room))
    parts = _parts(given, room) if given else [0] * len(room)
    return Share(tuple(_amount(part, power) for part in parts), _amount(wanted - given, power))


def per(total: Amount, number: int) -> Amount:
    """Return *total* ÷ *number*, rounded up to the fen, so that *number* of it is enough."""
    return to_fen(Fraction(total.yuan) / number, RoundingPolicy.CEILING)


def _parts(whole: int, weights: Sequence[Fraction | int]) -> list[int]:
    if whole < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither the whole nor a weight may be negative")
    base = sum(weights)
    if not base:
        raise ValueError("nothing can be split over weights that are all zero")
    exact = [divmod(whole * Fraction(weight) / base, 1) for weight in weights]
    parts = [int(part) for part, _ in exact]
    order = sorted(range(len(parts)), key=lambda i: (-exact[i][1], i))
    for index in order[: whole - sum(parts)]:
        parts[index] += 1
    return parts


def _power(amounts: Sequence[Amount]) -> int:
    """Power of ten of the unit in which all *amounts* are whole: the fen, or finer."""
    powers = (amount.yuan.as_tuple().exponent for amount in amounts)
    return min([_FEN, *(power for power in powers if isinstance(power, int))])


def _units(amount: Amount, power: int) -> int:
    return int(EXACT.scaleb(amount.yuan, -power))


def _amount(units: int, power: int) -> Amount:
    return Amount(EXACT.scaleb(Decimal(units), power))
