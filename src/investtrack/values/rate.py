"""Rates (％) and differences of rates (百分点), exact."""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from attrs import field, frozen

from investtrack.errors import AmountError
from investtrack.values.amount import Amount, plain


# Width of a rate written as a decimal; a third has no end, so it is cut here, never earlier.
_WRITTEN = Context(prec=28)
_EXACT = re.compile(r"[+-]?\d{0,400}(?:\.\d{0,400})?(?:[eE][+-]?\d{1,3}|/\d{1,400})?", re.ASCII)


def exact_fraction(text: str | int) -> Fraction:
    """Return the number that *text* writes: 10, 0.05, 1/3, 1E-5.

    Raises:
        ValueError: it is none, or one of more digits than any figure has: an exponent of nine digits alone would fill the memory.
        ZeroDivisionError: it is divided by zero.
    """
    if isinstance(text, str) and not _EXACT.fullmatch(text.strip()):
        raise ValueError(f"no number of some hundred digits: {text[:40]!r}")
    return Fraction(text)


def _exact(_: object, __: object, value: Fraction) -> None:
    if not isinstance(value, Fraction):
        raise AmountError(f"a rate holds a Fraction, not {type(value).__name__}")


def _fraction(number: Fraction | Decimal | int | str) -> Fraction:
    if isinstance(number, (float, bool)):
        raise AmountError(f"a rate is never a {type(number).__name__}: {number!r}")
    try:
        return exact_fraction(number) if isinstance(number, str) else Fraction(number)
    except (ValueError, TypeError, OverflowError, ZeroDivisionError) as error:
        raise AmountError(f"not a rate: {number!r}") from error


def _written(value: Fraction) -> str:
    return plain(_WRITTEN.divide(Decimal(value.numerator), Decimal(value.denominator)))


@frozen(order=True)
class Rate:
    """A rate (比率), an exact fraction: 5.12％ is ``Rate(Fraction("0.0512"))``.

    Attributes:
        fraction: the exact share: 3/40 is 7.5％.
    """

    fraction: Fraction = field(validator=_exact)

    @classmethod
    def percent(cls, number: Fraction | Decimal | int | str) -> Rate:
        """Return the rate of *number* per cent.

        Raises:
            AmountError: *number* is a float or no number.
        """
        return cls(_fraction(number) / 100)

    @property
    def in_percent(self) -> Fraction:
        """The exact number of per cent."""
        return self.fraction * 100

    def __sub__(self, other: Rate) -> Points:
        if not isinstance(other, Rate):
            return NotImplemented
        return Points((self.fraction - other.fraction) * 100)

    def __str__(self) -> str:
        """Return the fraction as a decimal, 28 significant digits at most."""
        return _written(self.fraction)

    def __repr__(self) -> str:
        return f"Rate({self})"


@frozen(order=True)
class Points:
    """A difference of two rates in percentage points (百分点).

    Attributes:
        number: the exact number of percentage points (百分点).
    """

    number: Fraction = field(validator=_exact)

    @classmethod
    def of(cls, number: Fraction | Decimal | int | str) -> Points:
        """Return *number* percentage points.

        Raises:
            AmountError: *number* is a float or no number.
        """
        return cls(_fraction(number))

    def __neg__(self) -> Points:
        return Points(-self.number)

    def __str__(self) -> str:
        return _written(self.number)

    def __repr__(self) -> str:
        return f"Points({self})"


def ratio(part: Amount | int, whole: Amount | int) -> Rate | None:
    """Return *part* ÷ *whole*, or None where the whole is zero (no rate, never infinity)."""
    below, below_part = (whole.yuan if isinstance(whole, Amount) else whole).as_integer_ratio()
    if below == 0:
        return None
    above, above_part = (part.yuan if isinstance(part, Amount) else part).as_integer_ratio()
    return Rate(Fraction(above * below_part, above_part * below))


def growth(current: Amount, base: Amount | None) -> Rate | None:
    """Return *current* ÷ *base* − 1 (同比增速), or None where the base is missing, zero or negative."""
    if base is None or base.yuan <= 0:
        return None
    return Rate(Fraction(current.yuan) / Fraction(base.yuan) - 1)
