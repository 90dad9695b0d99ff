"""Forecasts and suppositions as JSON data; numbers as in the core's."""

from __future__ import annotations

from fractions import Fraction

from investtrack.analysis.json_data import head, number
from investtrack.analysis.outlook import Between
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Kind
from investtrack_forecast.chances import Forecast
from investtrack_forecast.whatif import Attainment, ChangedFigure, WhatIf


def attained(item: Attainment) -> JsonObject:
    """Return how the target stands."""
    return {
        "expected": number(item.expected),
        "target": number(item.target),
        "excess": number(item.excess),
        "rate": number(item.rate),
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
        "before": None if is_list else number(item.before),
        "after": None if is_list else number(item.after),
        "difference": number(item.difference),
        "reason": item.reason or None,
    }


def between(item: Between | None) -> JsonObject | None:
    """Return a probability, as one number twice where it is exact."""
    return None if item is None else {"low": number(item.low), "high": number(item.high)}


def forecast_data(item: Forecast) -> JsonObject:
    """Return the forecast; the law itself only where it is exact."""
    tenths = {str(part): item.quantile(Fraction(part, 10)) for part in (1, 5, 9)}
    return {
        "is_exact": item.is_exact,
        "certain": number(item.certain),
        "mean": number(item.expected_value),
        "target": number(item.target),
        "chance": between(item.chance),
        "quantiles": {f"0.{part}": number(list(ends)) for part, ends in tenths.items()},
        "at_risk": [
            {
                "name": one.candidate.name,
                "contribution": number(one.candidate.amount),
                "chance": number(one.chance),
                "without": between(one.without),
                "drop": between(one.drop),
            }
            for one in item.at_risk
        ],
        "outcomes": [
            {"amount": number(amount), "chance": number(chance)}
            for amount, chance in (item.outcomes if item.is_exact else ())
        ],
    }


def what_if_data(item: WhatIf) -> JsonObject:
    """Return what suppositions come to."""
    return {
        **head(item.before),
        "changes": list(item.labels),
        "before": attained(item.attained_before),
        "after": attained(item.attained_after),
        "figures": [changed(figure) for figure in item.figures],
    }
