"""Forecasts and suppositions as JSON data; numbers as in the core's."""

from __future__ import annotations

from fractions import Fraction

from investtrack.analysis.outlook import Between
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Kind
from investtrack.tables.plain import head_data, plain_value
from investtrack_forecast.chances import Forecast
from investtrack_forecast.whatif import Attainment, ChangedFigure, WhatIf


def attained(item: Attainment) -> JsonObject:
    """Return how the target stands."""
    return {
        "expected": plain_value(item.expected),
        "target": plain_value(item.target),
        "excess": plain_value(item.excess),
        "rate": plain_value(item.rate),
        "is_reached": item.is_reached,
        "figures": list(item.figures),
        "reason": item.reason or None,
    }


def changed(item: ChangedFigure) -> JsonObject:
    """Return one changed figure."""
    is_list = item.kind is Kind.LIST
    return {
        "id": item.id,
        "title": item.title,
        "kind": item.kind.value,
        "before": None if is_list else plain_value(item.before),
        "after": None if is_list else plain_value(item.after),
        "difference": plain_value(item.difference),
        "reason": item.reason or None,
    }


def between(item: Between | None) -> JsonObject | None:
    """Return a probability, as one number twice where it is exact."""
    return None if item is None else {"low": plain_value(item.low), "high": plain_value(item.high)}


def forecast_data(item: Forecast) -> JsonObject:
    """Return the forecast; the law itself only where it is exact."""
    tenths = {str(part): item.quantile(Fraction(part, 10)) for part in (1, 5, 9)}
    return {
        "is_exact": item.is_exact,
        "certain": plain_value(item.certain),
        "mean": plain_value(item.expected_value),
        "target": plain_value(item.target),
        "chance": between(item.chance),
        "quantiles": {f"0.{part}": plain_value(list(ends)) for part, ends in tenths.items()},
        "at_risk": [
            {
                "name": one.candidate.name,
                "contribution": plain_value(one.candidate.amount),
                "chance": plain_value(one.chance),
                "without": between(one.without),
                "drop": between(one.drop),
            }
            for one in item.at_risk
        ],
        "outcomes": [
            {"amount": plain_value(amount), "chance": plain_value(chance)}
            for amount, chance in (item.outcomes if item.is_exact else ())
        ],
    }


def what_if_data(item: WhatIf) -> JsonObject:
    """Return what suppositions come to."""
    return {
        **head_data(item.before),
        "changes": list(item.labels),
        "before": attained(item.attained_before),
        "after": attained(item.attained_after),
        "figures": [changed(figure) for figure in item.figures],
    }
