"""A comparison as JSON data. Numbers are exact: money in 万元, rates as decimals."""

from __future__ import annotations

from investtrack.comparison import Comparison, Moved
from investtrack.json_object import JsonObject
from investtrack.tables.plain import cell_data, plain_value
from investtrack_compare.since import story


def comparison_data(found: Comparison) -> JsonObject:
    """Return a comparison as JSON data: money in 万元 as decimal strings."""
    return {
        "old": {
            "region": found.old.ledger.region.name,
            "period": found.old.period.code,
            "as_of": found.old.as_of.isoformat(),
        },
        "new": {
            "region": found.new.ledger.region.name,
            "period": found.new.period.code,
            "as_of": found.new.as_of.isoformat(),
        },
        "remarks": list(found.remarks),
        "paragraph": story(found),
        "figures": [_moved_data(moved) for moved in found.moved],
        "changes": [
            {
                "nature": change.nature.value,
                "sheet": change.sheet,
                "record": change.record,
                "field": change.key,
                "label": change.label,
                "before": change.before,
                "after": change.after,
                "difference": plain_value(change.difference),
                "days": change.days,
                "cells": [cell_data(cell) for cell in change.cells],
            }
            for change in found.changes
        ],
    }


def _moved_data(moved: Moved) -> JsonObject:
    return {
        "id": moved.id,
        "title": moved.title,
        "before": plain_value(moved.before),
        "after": plain_value(moved.after),
        "difference": plain_value(moved.difference),
        "movers": [
            {
                "record": mover.record,
                "before": plain_value(mover.before),
                "after": plain_value(mover.after),
                "difference": plain_value(mover.difference),
                "cells": [cell_data(cell) for cell in mover.cells],
            }
            for mover in moved.movers
        ],
    }
