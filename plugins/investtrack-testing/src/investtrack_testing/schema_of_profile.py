"""JSON Schema of a county's profile, walked from its types: what editors show of a TOML file while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from investtrack.model.profile import Profile
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate
from investtrack_testing.schema_of_ledger import Definitions, Schema


# Dialect that editors of TOML know; the schemas of JSON documents are of a later one.
_DIALECT = "http://json-schema.org/draft-07/schema#"


def _number(description: str) -> Schema:
    return {"anyOf": [{"type": "string"}, {"type": "integer"}], "description": description}


_WRITTEN: Mapping[object, Schema] = {
    Amount: _number('Money: "500" is 500万元; or with its unit, "0.5亿元".'),
    Points: _number('Percentage points: "10", "1/3".'),
    Rate: _number('A share or rate: "0.3", "3/10".'),
    date: {"type": "string", "format": "date", "description": "A day: 2023-01-01, without quotes."},
    Month: {"type": "string", "description": 'A month: "2022-03".'},
    Period: {"type": "string", "description": 'A period: "2022Q1", "2022年一季度".'},
    DateSpan: {"type": "string", "description": 'A day: "2022-03-05".'},
}


class _Written(Definitions):
    """The types of a profile as TOML states them."""

    left_out = frozenset({"extensions", "before_dated"})

    def of(self, kind: Any) -> Schema:  # noqa: ANN401 - any annotation
        if kind in _WRITTEN:
            return self._named(kind.__name__, lambda: dict(_WRITTEN[kind]))
        return super().of(kind)


def profile_schema() -> Schema:
    """Return the JSON Schema of a profile's TOML; :func:`investtrack.profile_from_toml` reads it, and refuses more."""
    definitions = _Written()
    made = definitions.record(Profile)
    return {
        "$schema": _DIALECT,
        "$id": "urn:investtrack:schema:profile",
        "title": "investtrack 县区配置",
        **made,
        "$defs": dict(sorted(definitions.found.items())),
    }
