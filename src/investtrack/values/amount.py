"""Money, exact, with its unit named at both edges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import (
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    localcontext,
)
from enum import StrEnum
from functools import reduce, wraps
from typing import ParamSpec, TypeVar

from attrs import frozen

from investtrack.errors import AmountError


# Own context: a caller's decimal settings must never round our sums.
EXACT = Context(prec=60, traps=[Inexact, InvalidOperation, Overflow])


_OWN = Context(prec=60, traps=[InvalidOperation, DivisionByZero, Overflow])
Given = ParamSpec("Given")
Result = TypeVar("Result")


def with_own_decimals(function: Callable[Given, Result]) -> Callable[Given, Result]:
    """Return *function* as it runs whatever the caller's decimal settings are: their precision and traps are not ours."""

    @wraps(function)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        with localcontext(_OWN):
            return function(*args, **kwargs)

    return run


class Unit(StrEnum):
    """Units of money (金额单位): 元, 万元 = 10⁴ 元, 亿元 = 10⁸ 元."""

    power: int
    """Power of ten of one unit, in yuan."""

    YUAN = "元"
    WAN = "万元"
    YI = "亿元"


# Kept on each unit: asked for millions of times, and an enum's members hash slowly.
Unit.YUAN.power, Unit.WAN.power, Unit.YI.power = 0, 4, 8


@frozen
class Amount:
    """An exact amount of money (金额).

    The one field is yuan as a ``Decimal``; nothing is ever rounded inside. Floats are refused.

    Examples:
        >>> Amount.of("1.2", Unit.YI).to(Unit.WAN) == 12_000
        True

    Attributes:
        yuan: the exact amount in 元.
    """

    yuan: Decimal

    # Written out: made millions of times, and a validator is one more call each time.
    def __init__(self, yuan: Decimal) -> None:
        """Hold *yuan*.

        Raises:
            AmountError: *yuan* is no Decimal, or not finite.
        """
        if not isinstance(yuan, Decimal):
            raise AmountError(f"an amount holds a Decimal, not {type(yuan).__name__}")
        if not yuan.is_finite():
            raise AmountError(f"an amount is finite, not {yuan}")
        _hold(self, yuan)

    @classmethod
    def of(cls, number: Decimal | int | str, unit: Unit) -> Amount:
        """Return *number* of *unit*.

        Raises:
            AmountError: *number* is a float, a bool, or not a finite decimal number.
        """
        if isinstance(number, (float, bool)):
            raise AmountError(f"money is never a {type(number).__name__}: {number!r}")
        try:
            value = Decimal(number)
            return cls(EXACT.scaleb(value, unit.power) if value.is_finite() else value)
        except AttributeError as error:
            raise AmountError(f"a unit is a Unit, such as Unit.WAN: {unit!r}") from error
        except (ArithmeticError, TypeError, ValueError) as error:
            raise AmountError(f"not an amount: {number!r}") from error

    def to(self, unit: Unit) -> Decimal:
        """Return the exact number of *unit*."""
        return EXACT.scaleb(self.yuan, -unit.power)

    @classmethod
    def total(cls, amounts: Iterable[Amount]) -> Amount:
        """Return the exact sum of *amounts*; of none, zero yuan."""
        yuan = [amount.yuan for amount in amounts]
        if len(yuan) < _MANY:
            return exact(reduce(EXACT.add, yuan, _NOTHING))
        with localcontext(EXACT):  # worth it from here on: bare sums are quicker than calls
            return exact(sum(yuan, _NOTHING))

    # Written out: compared millions of times, and attrs' own ordering builds two tuples each time.
    def __lt__(self, other: object) -> bool:
        return self.yuan < other.yuan if isinstance(other, Amount) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.yuan <= other.yuan if isinstance(other, Amount) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.yuan > other.yuan if isinstance(other, Amount) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.yuan >= other.yuan if isinstance(other, Amount) else NotImplemented

    def __add__(self, other: Amount) -> Amount:
        if not isinstance(other, Amount):
            return NotImplemented
        return exact(EXACT.add(self.yuan, other.yuan))

    def __sub__(self, other: Amount) -> Amount:
        if not isinstance(other, Amount):
            return NotImplemented
        return exact(EXACT.subtract(self.yuan, other.yuan))

    def __neg__(self) -> Amount:
        return exact(EXACT.minus(self.yuan))

    def __bool__(self) -> bool:
        return bool(self.yuan)

    def __str__(self) -> str:
        return f"{plain(self.to(Unit.WAN))}万元"

    def __repr__(self) -> str:
        return f"Amount({self})"


_new = object.__new__
_hold = Amount.yuan.__set__  # type: ignore[attr-defined]  # the slot of a frozen class


def exact(yuan: Decimal) -> Amount:
    """Return an amount of what the exact context gave: a finite Decimal, so that nothing is asked of it."""
    amount = _new(Amount)
    _hold(amount, yuan)
    return amount


_NOTHING, _MANY = Decimal(0), 32
ZERO = Amount(_NOTHING)


def plain(value: Decimal) -> str:
    """Return *value* without exponent and without trailing zeros after the point."""
    text = str(value)  # a quarter of what format takes
    if "E" in text or "e" in text:  # as the caller's settings have it
        text = format(value, "f")
    return text.rstrip("0").removesuffix(".") if "." in text else text
