"""A figure's number in a form of a person's own: 64300万元 for 6.43亿元, and the new number in that form."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from investtrack.metrics.figure import Kind
from investtrack.model.profile import DisplayProfile
from investtrack.values.amount import Amount, Unit
from investtrack.values.quantity import Quantity
from investtrack.values.rate import Points, Rate, exact_fraction
from investtrack.values.rounding import round_decimal
from investtrack_word.report.trace import Print, Trace
from investtrack_word.verify.figures_in_text import Number, equals, in_unit, normal, numbers_in


Exact = Amount | Rate | Points | int


def exact_of(item: Print, trace: Trace) -> Exact | None:
    """Return the exact value that a printing stated; None where it was no single number."""
    told = trace.figures.get(item.figure)
    text = item.value or (told.value if told is not None else "")
    sign = item.form.partition(".")[0]
    try:
        number = exact_fraction(text)
        if sign in set(Unit):
            return Amount.of(Decimal(text), Unit.YUAN)
        if sign == "百分点":
            return Points(number)
        return Rate(number) if sign else int(text)
    except (ValueError, ArithmeticError, InvalidOperation):
        return None


def is_same_number(item: Print, text: str, trace: Trace, display: DisplayProfile) -> bool:
    """Whether *text* states the number that was printed in another unit, with other decimals or another sign of per cent."""
    exact = exact_of(item, trace)
    here, there = list(numbers_in(text)), list(numbers_in(item.text))
    if exact is None or isinstance(exact, int) or len(here) != 1 or len(there) != 1:
        return False
    same_words = normal(_words(text, here[0])) == normal(_words(item.text, there[0]))
    return same_words and (
        equals(here[0], exact, Kind.MONEY, display) or _is_converted(here[0], there[0])
    )


def _is_converted(one: Number, other: Number) -> bool:
    """Whether a person only turned the printed number into another unit: 64300万元 of the 6.43亿元 that stood there."""
    same = one.quantity.value == other.quantity.value
    return same and one.unit != other.unit and one.quantity.is_like(other.quantity)


def _words(text: str, number: Number) -> str:
    return f"{text[: number.start]}…{text[number.end :]}"


def in_its_form(
    text: str, current: str, value: object, display: DisplayProfile, was: str = ""
) -> str | None:
    """Return what *current* says, its number written as the one in *text* is; None where that cannot be.

    Where *text* only turned the number that *was* printed into its unit, the new printed number is turned so, too.
    """
    here, there = list(numbers_in(text)), list(numbers_in(current))
    if len(here) != 1 or len(there) != 1:
        return None
    printed = [number for number in numbers_in(was) if _is_converted(here[0], number)]
    number = _converted(here[0], there[0]) if printed else None
    number = number or number_in_form(here[0], value, display)
    if number is None:
        return None
    return f"{current[: there[0].start]}{number}{current[there[0].end :]}"


def _converted(like: Number, new: Number) -> str | None:
    """Return the number *new* in the unit of *like*, exactly; None where it has more decimals there."""
    if not new.quantity.is_like(like.quantity):
        return None
    scaled = new.quantity.value / like.quantity.size * 10**like.places
    if scaled.denominator != 1:
        return None
    whole = Decimal(scaled.numerator).scaleb(-like.places)
    return f"{format(abs(whole), ',f' if like.comma else 'f')}{_unit(like)}"


def number_in_form(like: Number, value: object, display: DisplayProfile) -> str | None:
    """Return *value*, without its sign, in the unit and with the decimals of *like*; None where that is no unit of it."""
    if isinstance(value, int):
        return f"{abs(value)}{_unit(like)}"
    exact = in_unit(value, like.quantity)
    if exact is None:
        return None
    shown = round_decimal(abs(exact), like.places, display.rounding)
    digits = format(shown, ",f" if like.comma else "f")
    if "." in digits and not re.search(r"\.\d*0$", _digits(like)):
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}{_unit(like)}"


def _digits(like: Number) -> str:
    return like.text[: like.digits_end - like.start]


def _unit(like: Number) -> str:
    return like.text[like.digits_end - like.start :]


def is_of_kind(quantity: Quantity, value: object) -> bool:
    """Whether a number is of the kind that a value is: money of money, a rate of a rate."""
    if isinstance(value, int):
        return bool(quantity.unit)
    return in_unit(value, quantity) is not None
