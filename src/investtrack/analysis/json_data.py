"""Numbers of the analysis, and what a document about a report begins with, as JSON data; exact: money in 万元, rates as decimals."""

from __future__ import annotations

from fractions import Fraction

from investtrack.json_object import JsonObject
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.rate import Points, Rate


def number(value: object) -> object:
    """Return any number of a judgement as JSON: decimal strings, counts as they are."""
    if isinstance(value, Amount):
        return plain(value.to(Unit.WAN))
    if isinstance(value, Fraction):
        return str(Rate(value))
    if isinstance(value, (Rate, Points)):
        return str(value)
    if isinstance(value, dict):
        return {str(key): number(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [number(item) for item in value]
    return value


def head(report: Report) -> JsonObject:
    """Return what every document begins with."""
    return {
        "region": report.ledger.region.name,
        "period": report.period.code,
        "as_of": report.as_of.isoformat(),
    }
