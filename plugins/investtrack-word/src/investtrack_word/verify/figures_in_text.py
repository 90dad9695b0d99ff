"""Numbers as Chinese prose writes them, and which figures each equals after its own rounding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from investtrack.metrics.figure import Figure, Kind
from investtrack.model.profile import DisplayProfile
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.quantities import quantities_in
from investtrack.values.quantity import Quantity
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy, round_decimal
from investtrack.values.text_width import folded, half_width
from investtrack.values.units import QuantityKind, QuantityUnit


_COUNTERS = "个项家次户条处件宗名座张"
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


@frozen
class Number:
    """A number in a text that a figure may have put there.

    Attributes:
        start: where its digits begin; its sign is left to words.
        end: where its unit ends.
        text: number and unit as written.
        quantity: what it says.
        unit: the unit as written; empty where none is.
        digits_end: where the digits end.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    unit: str
    digits_end: int

    @property
    def number(self) -> Decimal:
        """Its value in its unit, without a sign."""
        return abs(self.quantity.decimal)

    @property
    def places(self) -> int:
        """Decimals written."""
        return self.quantity.places

    @property
    def comma(self) -> bool:
        """Whether thousands are parted."""
        return self.quantity.commas

    def of_unit(self, unit: QuantityUnit) -> Number:
        """Return it with the unit that a table's header names."""
        return evolve(self, quantity=self.quantity.of_unit(unit), unit=unit.text)


def numbers_in(text: str) -> Iterator[Number]:
    """Yield the numbers in *text* that can be figures; dates, ordinals and names are none."""
    for found in quantities_in(text):
        start = found.start + found.number.startswith("-")
        unit = text[found.digits_end : found.unit_end].strip() if found.unit else ""
        yield Number(
            start, found.unit_end, text[start : found.unit_end], found, unit, found.digits_end
        )


def equals(item: Number, value: object, kind: Kind, display: DisplayProfile) -> bool:
    """Whether a figure's exact value, rounded as *item* is written, is its number; the sign is left to words."""
    said = item.quantity
    if said.high or said.is_threshold:
        return False
    if isinstance(value, int):
        return not item.places and said.value == value and _counts(said, kind)
    exact = in_unit(value, said)
    return exact is not None and _rounds(item, exact, display)


def _counts(said: Quantity, kind: Kind) -> bool:
    if kind is Kind.DAYS:
        return said.kind is QuantityKind.DURATION
    return not said.unit or (said.kind is QuantityKind.COUNT and said.unit in _COUNTERS)


def in_unit(value: object, said: Quantity) -> Fraction | None:
    """Return a figure's exact value in the unit written, None where that is no unit of it."""
    if isinstance(value, Amount):
        is_scale = said.kind is QuantityKind.BARE and bool(said.unit)
        return Fraction(value.yuan) / said.size if said.currency == "元" or is_scale else None
    if isinstance(value, Rate):
        return value.in_percent / said.size if said.kind is QuantityKind.PERCENT else None
    if isinstance(value, Points):
        return value.number if said.kind is QuantityKind.POINTS else None
    return None


def _rounds(item: Number, exact: Decimal | Fraction, display: DisplayProfile) -> bool:
    policies = {display.rounding, RoundingPolicy.HALF_UP}
    return any(item.number == abs(round_decimal(exact, item.places, p)) for p in policies)


def figures_equal(item: Number, report: Report) -> tuple[Figure, ...]:
    """Return the single-valued figures that a number equals."""
    display = report.profile.display
    return tuple(
        figure
        for figure in report.figures.values()
        if not isinstance(figure.value, (tuple, Mapping))
        and figure.value is not None
        and equals(item, figure.value, figure.kind, display)
    )


def normal(text: str) -> str:
    """Return *text* without what no one means by it: spaces, width of digits and signs, thousands commas."""
    return folded(_THOUSANDS.sub("", half_width(text)))
