"""Exact values: money, rates, percentage points, periods, rounding, and the one reader of each. No domain words beyond these.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.values.amount import Amount, Unit
    from investtrack.values.dates import DateSpan, parse_date
    from investtrack.values.numerals import chinese_numeral, whole_number
    from investtrack.values.period import AmbiguousPeriodError, Month, Period, parse_period
    from investtrack.values.quantities import (
        quantities_in,
        read_amount,
        read_count,
        read_points,
        read_quantity,
        read_rate,
    )
    from investtrack.values.quantity import Hedge, Quantity
    from investtrack.values.rate import Points, Rate, growth, ratio
    from investtrack.values.rounding import RoundingPolicy, apportion, round_decimal
    from investtrack.values.text_width import display_width, folded, half_width
    from investtrack.values.units import (
        QuantityKind,
        QuantityUnit,
        money_unit,
        split_unit,
        unit_named,
    )

_HOMES = {
    ".amount": ("Amount", "Unit"),
    ".dates": ("DateSpan", "parse_date"),
    ".numerals": ("chinese_numeral", "whole_number"),
    ".period": ("AmbiguousPeriodError", "Month", "Period", "parse_period"),
    ".quantities": (
        "quantities_in",
        "read_amount",
        "read_count",
        "read_points",
        "read_quantity",
        "read_rate",
    ),
    ".quantity": ("Hedge", "Quantity"),
    ".rate": ("Points", "Rate", "growth", "ratio"),
    ".rounding": ("RoundingPolicy", "apportion", "round_decimal"),
    ".text_width": ("display_width", "folded", "half_width"),
    ".units": ("QuantityKind", "QuantityUnit", "money_unit", "split_unit", "unit_named"),
}

__all__ = [
    "AmbiguousPeriodError",
    "Amount",
    "DateSpan",
    "Hedge",
    "Month",
    "Period",
    "Points",
    "Quantity",
    "QuantityKind",
    "QuantityUnit",
    "Rate",
    "RoundingPolicy",
    "Unit",
    "apportion",
    "chinese_numeral",
    "display_width",
    "folded",
    "growth",
    "half_width",
    "money_unit",
    "parse_date",
    "parse_period",
    "quantities_in",
    "ratio",
    "read_amount",
    "read_count",
    "read_points",
    "read_quantity",
    "read_rate",
    "round_decimal",
    "split_unit",
    "unit_named",
    "whole_number",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
