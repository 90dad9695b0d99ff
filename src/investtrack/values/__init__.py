"""Exact values: money, rates, percentage points, periods, rounding. No domain words beyond these."""

from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.period import Month, Period, parse_period
from investtrack.values.rate import Points, Rate, growth, ratio
from investtrack.values.rounding import RoundingPolicy, apportion, round_decimal


__all__ = [
    "Amount",
    "DateSpan",
    "Month",
    "Period",
    "Points",
    "Rate",
    "RoundingPolicy",
    "Unit",
    "apportion",
    "growth",
    "parse_date",
    "parse_period",
    "ratio",
    "round_decimal",
]
