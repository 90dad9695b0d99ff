"""The one slip that would explain a number that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor
from operator import ne

from attrs import evolve, frozen

from investtrack.values import Hedge, Quantity
from investtrack.values import QuantityKind as Kind
from investtrack.values.quantity import number_text
from investtrack_audit.exact import added
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.rules import QUOTIENT, RATIO, ArithmeticRule
from investtrack_audit.statements.statement import Cause, Relation


@frozen
class Slip:
    """One change that makes the numbers agree.

    Attributes:
        cause: what it is.
        suspect: the number it is in, as printed.
        mended: the number without it.
        of_stated: whether the stated number is the suspect.
        is_telling: whether agreement after this change is hardly an accident.
    """

    cause: Cause
    suspect: str
    mended: str
    of_stated: bool = True
    is_telling: bool = False


def prints_as(value: Fraction, stated: Quantity) -> bool:
    """Whether *value* prints as *stated*: half up or half even, or inside what its hedge allows."""
    if stated.hedge is not Hedge.NONE:
        allowed = stated.interval
        return (allowed.low is None or value >= allowed.low) and (
            allowed.high is None or value <= allowed.high
        )
    if stated.kind is Kind.COUNT and is_count(stated):
        return value == stated.value
    apart, of = gap(value, stated.value)
    step, parts = stated.step.as_integer_ratio()
    return apart * 2 * parts <= step * of


def is_count(quantity: Quantity) -> bool:
    """Whether it is a number of things as it stands: no other number prints so."""
    plain = quantity.hedge is Hedge.NONE and not quantity.high
    return plain and quantity.kind is Kind.COUNT and quantity.size == 1 and not quantity.places


def gap(one: Fraction, two: Fraction) -> tuple[int, int]:
    """Return how far two numbers are apart, as numerator and denominator, not reduced: told often, kept never."""
    top, bottom = one.as_integer_ratio()
    other, below = two.as_integer_ratio()
    return abs(top * below - other * bottom), bottom * below


_MOST_OPERANDS, _MOST_TELLING = 24, 3
_TELLING_DIGITS = 3
_FAR = 100


def likely_slip(
    stated: Quantity,
    operands: Sequence[Quantity],
    rule: ArithmeticRule,
    relation: Relation,
    *,
    at_most: bool = False,
) -> Slip | None:
    """Return the likeliest slip that explains why *stated* does not follow, or None.

    A slip in the stated number is tried before one in an operand.
    """
    if at_most:
        greatest = max((operand.value for operand in operands), default=stated.value)
        if greatest < stated.value * _FAR:
            return None  # any part fits after 亿 is read as 万
        return _operand_slip(stated, operands, rule, (_unit_slips,), at_most=True)
    value = rule.apply([operand.value for operand in operands])
    allowed = rule.interval(operands)
    if value is None or allowed is None:
        return None
    telling = len(stated.number.strip("-").replace(".", "").strip("0")) >= _TELLING_DIGITS
    for cause, other in _own_slips(stated, value, relation):
        if prints_as(value, other) or allowed.meets(other.interval):
            exact = telling and prints_as(value, other)
            is_telling = exact and cause in {Cause.TRANSPOSED, Cause.UNIT}
            return Slip(cause, str(stated), str(other), is_telling=is_telling)
    both = telling or rule.signs
    changes = (_unit_slips, _transposed) if both else (_unit_slips,)
    found = _operand_slip(stated, operands, rule, changes)
    if found is not None:
        return evolve(found, is_telling=telling and found.cause is Cause.UNIT)
    is_one_off = stated.kind is Kind.COUNT and stated.size == 1 and abs(value - stated.value) == 1
    return Slip(Cause.OFF_BY_ONE, str(stated), stated.printed(value)) if is_one_off else None


_CLOSE = Fraction(3, 100)
_MANY_DIGITS = 4


def near_miss(
    stated: Quantity,
    operands: Sequence[Quantity],
    rule: ArithmeticRule,
    value: Fraction,
    *,
    is_complete: bool = False,
) -> Slip | None:
    """Return the slip in one number that would make a sum exact, or None.

    Of a list that need not be complete, only a slip whose effect is hardly an accident counts: the
    numbers have many digits, or the sum is missed by little.

    Args:
        stated: the whole.
        operands: the parts.
        rule: their sum.
        value: what it makes of them.
        is_complete: whether the words leave nothing out, so that any slip counts.
    """
    if not value or len(operands) > _MOST_OPERANDS:
        return None
    missed = stated.value - value
    finest = _finest(operands) or stated.step
    if not is_complete and not _is_slip_apart(missed, min(finest, stated.step)):
        return None
    digits = len(str(int(abs(stated.value) / max(finest, stated.step))))
    close = abs(missed) <= abs(stated.value) * _CLOSE
    if not is_complete and not (digits >= _MANY_DIGITS or (digits >= _TELLING_DIGITS and close)):
        return None
    for place, number in enumerate((stated, *operands)):
        wanted = number.value - missed if not place else number.value + missed
        if not is_complete and not _may_become(number, wanted):
            continue
        for cause, other in _any_slip(number, wanted):
            if other.value == wanted or (
                is_complete and _meets(place, other, stated, operands, rule)
            ):
                return Slip(cause, str(number), str(other), of_stated=not place)
        for other in _other_digits(number, wanted) if is_complete else ():
            if _meets(place, other, stated, operands, rule):
                return Slip(Cause.DIGIT, str(number), str(other), of_stated=not place)
    return None


def _may_become(number: Quantity, wanted: Fraction) -> bool:
    """Whether one slip could make *number* exactly *wanted*: seen from its digits, before each slip is built."""
    top, bottom = wanted.as_integer_ratio()
    step, parts = number.step.as_integer_ratio()
    steps, rest = divmod(top * parts, bottom * step)
    digits = number.number.replace(".", "")
    if not rest and sum(map(ne, digits, str(steps).zfill(len(digits)))) <= SEVERAL:
        return True
    own, below = number.value.as_integer_ratio()
    one, other = top * below, own * bottom
    return any(one == other * power or other == one * power for power in (10, _WAN))


_WAN = 10**4


def _finest(quantities: Iterable[Quantity]) -> Fraction | None:
    """Return the least step; whole numbers are compared at a fifth of the cost."""
    least, top, bottom = None, 1, 0
    for quantity in quantities:
        own, below = quantity.step.as_integer_ratio()
        if own * bottom < top * below:
            least, top, bottom = quantity.step, own, below
    return least


def _other_digits(number: Quantity, wanted: Fraction) -> Iterator[Quantity]:
    """Yield *number* with one digit another, for each digit the one that brings it nearest to *wanted*."""
    text = number.number
    point = text.find(".") if "." in text else len(text)
    for at, char in enumerate(text):
        if not char.isdigit():
            continue
        weight = number.size * Fraction(10) ** (point - at - (1 if at < point else 0))
        digit = int(char) + round((wanted - number.value) / weight)
        leads = at == 0 and point > 1
        if digit != int(char) and (1 if leads else 0) <= digit <= _NINE:
            yield evolve(number, number=f"{text[:at]}{digit}{text[at + 1 :]}")


def _is_slip_apart(missed: Fraction, finest: Fraction) -> bool:
    """Whether one slip can shift a number by *missed*: one digit does by one digit, the others by a multiple of nine."""
    top, bottom = missed.as_integer_ratio()
    step, parts = finest.as_integer_ratio()
    steps, rest = divmod(abs(top) * parts, bottom * step)
    return not rest and (steps % 9 == 0 or len(str(steps).strip("0")) == 1)


def _meets(
    place: int,
    other: Quantity,
    stated: Quantity,
    operands: Sequence[Quantity],
    rule: ArithmeticRule,
) -> bool:
    """Whether the sum agrees within rounding once the number at *place* is *other*."""
    changed = [stated, *operands]
    changed[place] = other
    allowed = rule.interval(changed[1:])
    return allowed is not None and allowed.meets(changed[0].interval)


def _any_slip(number: Quantity, wanted: Fraction) -> Iterator[tuple[Cause, Quantity]]:
    """Yield *number* after each slip, a wrong digit last: the one that makes it *wanted* if any does."""
    if wanted <= 0:
        return
    for other in _transposed(number):
        yield Cause.TRANSPOSED, other
    for other in _unit_slips(number):
        yield Cause.UNIT, other
    for power in (-1, 1):
        yield Cause.DECIMAL_POINT, evolve(number, number=_shifted(number.number, power))
    text = number_text(wanted / number.size, number.places)
    if len(text) == len(number.number):
        different = sum(one != two for one, two in zip(text, number.number, strict=True))
        if different == 1:
            yield Cause.DIGIT, evolve(number, number=text)


_NINE, _MUCH = 9, 50


def is_one_slip(
    stated: Quantity, operands: Sequence[Quantity], rule: ArithmeticRule, value: Fraction
) -> bool:
    """Whether one digit, the point, the unit or two neighbouring digits of one of the numbers would make them agree.

    Args:
        stated: the stated number.
        operands: those it should follow from.
        rule: how.
        value: what they give.
    """
    allowed = rule.interval(operands)
    if allowed is None or allowed.low is None or allowed.high is None:
        return False
    if any(allowed.meets(other.interval) for other in _slipped(stated, value)):
        return True
    if len(operands) > _MOST_OPERANDS:
        return False
    reach = (allowed.high - allowed.low + stated.step) / 2
    values = [operand.value for operand in operands]
    for at, operand in enumerate(operands):
        for other in _slipped(operand, _wanted(rule, values, at, stated.value)):
            result = (
                value + rule.signs[at] * (other.value - operand.value)
                if rule.signs
                else rule.apply([*values[:at], other.value, *values[at + 1 :]])
            )
            if result is not None and abs(result - stated.value) <= reach:
                return True
    return False


def _wanted(
    rule: ArithmeticRule, values: Sequence[Fraction], at: int, stated: Fraction
) -> Fraction | None:
    """Return what the operand at a place would have to be for the stated value; None where that is not reckoned."""
    if rule.signs:
        others = [sign * value for sign, value in zip(rule.signs, values, strict=True)]
        return rule.signs[at] * (stated - added(others) + others[at])
    if rule not in {RATIO, QUOTIENT} or not stated or not all(values):
        return None
    times = 100 if rule is RATIO else 1
    return stated * values[1] / times if at == 0 else values[0] * times / stated


def _slipped(number: Quantity, wanted: Fraction | None) -> Iterator[Quantity]:
    """Yield *number* after each slip; of other digits, where it is known what is *wanted*, only those nearest to it."""
    yield from _transposed(number)
    yield from _unit_slips(number)
    for power in (-1, 1):
        yield evolve(number, number=_shifted(number.number, power))
    if wanted is not None:
        yield from _other_digits(number, wanted)
        return
    for at, char in enumerate(number.number):
        for digit in "0123456789" if char.isdigit() else "":
            if digit != char:
                yield evolve(number, number=f"{number.number[:at]}{digit}{number.number[at + 1 :]}")


def telling_slip(
    stated: Quantity,
    operands: Sequence[Quantity],
    rule: ArithmeticRule,
    relation: Relation,
    value: Fraction,
) -> Slip | None:
    """Return the slip that makes *value* print as *stated* and would hardly do so by accident: two digits exchanged, 亿 for 万, of three digits or more."""
    if len(stated.number.strip("-").replace(".", "").strip("0")) < _TELLING_DIGITS:
        return None
    lacks_sign = stated.kind is Kind.BARE or (
        stated.kind is Kind.POINTS and relation is not Relation.DIFFERENCE
    )
    if lacks_sign and prints_as(value, stated):
        return None
    for cause, other in _telling_slips(stated, value):
        if prints_as(value, other):
            return Slip(cause, str(stated), str(other), is_telling=True)
    if (
        rule in {RATIO, QUOTIENT}
        and stated.value > 0
        and 1 < _MUCH * value / stated.value < _MUCH**2
    ):
        return None  # 亿 for 万 moves a ratio by ten thousand
    found = _operand_slip(stated, operands, rule, (_unit_slips,))
    return evolve(found, is_telling=True) if found is not None else None


def _telling_slips(stated: Quantity, value: Fraction) -> Iterator[tuple[Cause, Quantity]]:
    for other in _unit_slips(stated):
        yield Cause.UNIT, other
    # Two digits exchanged shift a number by a multiple of nine of the lower one's place.
    top, bottom = value.as_integer_ratio()
    other_top, other_bottom = stated.value.as_integer_ratio()
    step, parts = stated.step.as_integer_ratio()
    apart = (top * other_bottom - other_top * bottom) * parts
    of = bottom * other_bottom * step
    shift = (2 * apart + of) // (2 * of)  # in steps, half up
    if shift % _NINE in {0, 1, _NINE - 1} and abs(shift) < 10 ** len(stated.number):
        for other in _transposed(stated, shift if stated.hedge is Hedge.NONE else None):
            yield Cause.TRANSPOSED, other


def _own_slips(
    stated: Quantity, value: Fraction, relation: Relation
) -> Iterator[tuple[Cause, Quantity]]:
    if stated.kind is Kind.BARE:
        yield Cause.MISSING_PERCENT, evolve(stated, kind=Kind.PERCENT, unit="％")
    if stated.kind is Kind.POINTS and relation is not Relation.DIFFERENCE:
        yield Cause.POINTS_FOR_PERCENT, evolve(stated, kind=Kind.PERCENT, unit="％")
    if _cut(value, stated) == stated.value:
        yield Cause.TRUNCATED, _at(stated, value)
    if relation in {Relation.GROWTH, Relation.DIFFERENCE}:
        yield Cause.DIRECTION, -stated
    for other in _unit_slips(stated):
        yield Cause.UNIT, other
    for other in _transposed(stated):
        yield Cause.TRANSPOSED, other
    for power in (-1, 1, -2, 2):
        yield Cause.DECIMAL_POINT, evolve(stated, number=_shifted(stated.number, power))


def _operand_slip(
    stated: Quantity,
    operands: Sequence[Quantity],
    rule: ArithmeticRule,
    kinds: Sequence[object],
    *,
    at_most: bool = False,
) -> Slip | None:
    if len(operands) > _MOST_OPERANDS:
        return None
    causes = {_unit_slips: Cause.UNIT, _transposed: Cause.TRANSPOSED}
    for change, cause in causes.items():
        if change not in kinds:
            continue
        for index, operand in enumerate(operands):
            for other in change(operand):
                changed = [*operands[:index], other, *operands[index + 1 :]]
                value = rule.apply([item.value for item in changed])
                if value is None:
                    continue
                fits = value <= stated.value if at_most else prints_as(value, stated)
                # 万 for 亿 that makes a part nothing beside the whole only says that the others make it.
                vanishes = rule.signs and other.value < stated.step and other.size < operand.size
                if fits and not (vanishes and len(operands) > _MOST_TELLING):
                    return Slip(cause, str(operand), str(other), of_stated=False)
    return None


def _at(stated: Quantity, value: Fraction) -> Quantity:
    """Return *stated* with *value* rounded half up in its place."""
    text = stated.printed(value)
    return evolve(stated, number=text.removesuffix(stated.unit))


def _cut(value: Fraction, stated: Quantity) -> Fraction:
    """Return *value* with the places after the last printed one cut off, not rounded."""
    whole = floor(abs(value) / stated.step) * stated.step
    return whole if value >= 0 else -whole


_OTHER_SCALE = {"万": ("亿", 10**8), "亿": ("万", 10**4), "": ("万", 10**4)}


def _unit_slips(quantity: Quantity) -> Iterator[Quantity]:
    """Yield *quantity* with 亿 for 万, 万 for 亿, and 万 where none stands."""
    if quantity.kind is not Kind.MONEY:
        return
    for scale, (other, size) in _OTHER_SCALE.items():
        if quantity.unit in {f"{scale}{quantity.currency}", scale or "?"}:
            unit = f"{other}{quantity.unit.removeprefix(scale)}"
            yield evolve(quantity, unit=unit, size=Fraction(size))


def _transposed(quantity: Quantity, shift: int | None = None) -> Iterator[Quantity]:
    """Yield *quantity* with two neighbouring digits exchanged; of a known *shift* in last places, half up, only the one that makes it."""
    number = quantity.number
    places = [at for at, char in enumerate(number) if char.isdigit()]
    ahead = len(places) - 1  # digits behind the first of the two
    sign = -1 if number.startswith("-") else 1
    for one, two in pairwise(places):
        ahead -= 1
        if number[one] == number[two]:
            continue
        moved = sign * (int(number[two]) - int(number[one])) * _NINE * 10**ahead
        if shift is not None and shift - moved not in {0, 1}:
            continue
        swapped = (
            f"{number[:one]}{number[two]}{number[one + 1 : two]}{number[one]}{number[two + 1 :]}"
        )
        if not swapped.lstrip("-").startswith("00"):
            yield evolve(quantity, number=swapped)


def _shifted(number: str, power: int) -> str:
    sign = "-" if number.startswith("-") else ""
    whole, _, decimals = number.lstrip("-").partition(".")
    digits = whole + decimals
    at = len(whole) + power
    if at <= 0:
        digits, at = "0" * (1 - at) + digits, 1
    digits = digits.ljust(at, "0")
    head, tail = digits[:at].lstrip("0") or "0", digits[at:]
    return f"{sign}{head}.{tail}" if tail else f"{sign}{head}"
