"""What tells whether a slip of a column passes: the findings of the net, and the numbers that a figure's value is made of."""

from fractions import Fraction

from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate


NET = frozenset({
    "magnitude-doubtful", "magnitude-between-sheets", "magnitude-outsize", "growth-beyond", "expected-beyond-target",
    "amount-negative",
})  # fmt: skip
"""The findings of which a clean ledger has none."""


def numbers(value):
    """Return the numbers of a figure's value."""
    if isinstance(value, dict):
        return [number for part in value.values() for number in numbers(part)]
    if isinstance(value, Amount):
        return [Fraction(value.yuan)]
    if isinstance(value, Rate):
        return [value.fraction]
    if isinstance(value, Points):
        return [value.number]
    return [Fraction(value)] if type(value) is int else []
