"""JSON Schema (2020-12) of the model, walked from its types: what the converter writes and reads.

Nothing here names a field: a new field of a record is in the schema as soon as it is in the class.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import Any, Union, get_args, get_origin

import attrs

from investtrack.json_object import JsonObject
from investtrack.model.columns import CellKind, Column
from investtrack.model.converter import JSON_VERSION
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.ledger import Ledger
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate


Schema = JsonObject
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NUMBER = r"-?[0-9]+(\.[0-9]+)?"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


def _text(pattern: str, description: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$", "description": description}


_VALUES: Mapping[type, Schema] = {
    Amount: _text(_NUMBER, "Exact amount of money in 万元."),
    Rate: _text(rf"({_NUMBER}|-?[0-9]+/[1-9][0-9]*)", "Exact rate: 3/40 and 0.075 are 7.5％."),
    Points: _text(rf"({_NUMBER}|-?[0-9]+/[1-9][0-9]*)", "Exact number of percentage points."),
    Month: _text("[0-9]{4}-(0[1-9]|1[0-2])", "A month, 2022-03."),
    Period: _text(
        "[0-9]{4}(Q[1-4]|H[12]|M[0-9]{2}-[0-9]{2})?", "2022Q1, 2022H1, 2022, 2022M01-05."
    ),
    DateSpan: _text(f"{_DAY}(/{_DAY})?", "One day, or the first and last day that it may be."),
    date: {**_text(_DAY, "One day."), "format": "date"},
}
_PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    typing.Any: {},
}


class Definitions:
    """The ``$defs`` of a schema, filled as types are met."""

    left_out: frozenset[str] = frozenset()
    """Fields that are no part of what is written."""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:  # noqa: ANN401 - any annotation
        """Return the schema of a type; a class is defined once and referred to."""
        if kind in _PLAIN:
            return dict(_PLAIN[kind])
        if kind in _VALUES:
            return self._named(kind.__name__, lambda: dict(_VALUES[kind]))
        if kind is Origin:
            return self._named("Origin", self._origin)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._named(kind.__name__, lambda: _choices(kind))
        if isinstance(kind, type) and attrs.has(kind):
            return self._named(kind.__name__, lambda: self.record(kind))
        return self._compound(kind)

    def _compound(self, kind: object) -> Schema:
        origin, args = get_origin(kind), get_args(kind)
        if origin in {Union, types.UnionType}:
            inner = [self.of(arg) for arg in args if arg is not type(None)]
            if type(None) not in args:
                return {"anyOf": inner}
            if len(inner) == 1 and inner[0].keys() == {"type"}:
                return {"type": [inner[0]["type"], "null"]}
            return {"anyOf": [*inner, {"type": "null"}]}
        if origin is tuple and args[-1] is Ellipsis:
            return {"type": "array", "items": self.of(args[0])}
        if origin is tuple:
            return _fixed([self.of(arg) for arg in args])
        if isinstance(origin, type) and issubclass(origin, Mapping):
            named = {"pattern": "^[0-9]+$"} if args[0] is int else self.of(args[0])
            names = {} if args[0] is str else {"propertyNames": named}
            return {"type": "object", **names, "additionalProperties": self.of(args[1])}
        raise TypeError(f"no schema for {kind!r}")

    def _named(self, name: str, make: Callable[[], Schema]) -> Schema:
        if name not in self.found:
            self.found[name] = {}  # a type that refers to itself finds its place taken
            self.found[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def record(self, kind: type) -> Schema:
        """Return the schema of an attrs class: every field, and no other; those without a default required."""
        hints = typing.get_type_hints(kind)
        said = _attributes(kind)
        properties: Schema = {}
        required = []
        for field in attrs.fields(kind):
            if not field.init or field.name in self.left_out:
                continue
            properties[field.name] = {**self.of(hints[field.name]), **_words(field, said)}
            if field.default is attrs.NOTHING:
                required.append(field.name)
        made: Schema = {"type": "object", "description": summary(kind), "properties": properties}
        return {**made, **({"required": required} if required else {}), "additionalProperties": False}  # fmt: skip

    def _origin(self) -> Schema:
        texts = {"type": "object", "additionalProperties": {"type": "string"}}
        rows = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
        number = {"type": "integer", "minimum": 0, "title": "number of its sheet in sheets, from 0"}
        row = {"type": "integer", "minimum": 0, "title": "row, from 1"}
        texts["title"] = "cells that could not be read, by field"
        rows["title"] = "fields whose value stands in another row"
        there = {"type": "object", "additionalProperties": {"$ref": "#/$defs/Origin"}}
        there["title"] = "fields whose value stands on another sheet, with the row there"
        longer = [_fixed([number, row, texts, rows, *more]) for more in ((), (there,))]
        return {"description": summary(Origin), "anyOf": [_fixed([number, row]), *longer]}


def _fixed(items: list[Schema]) -> Schema:
    return {
        "type": "array",
        "prefixItems": items,
        "items": False,
        "minItems": len(items),
        "maxItems": len(items),
    }


def _choices(kind: type[Enum]) -> Schema:
    return {"enum": [member.value for member in kind], "description": summary(kind)}


def summary(kind: type) -> str:
    """Return the first paragraph of a class's docstring, on one line."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def _attributes(kind: type) -> dict[str, str]:
    """Return what the docstring says of each attribute."""
    _, _, section = (kind.__doc__ or "").partition("Attributes:\n")
    found = re.findall(r"^        (\w+): (.*(?:\n {12}.*)*)", section, re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in found}


def _words(field: Any, said: Mapping[str, str]) -> Schema:  # noqa: ANN401 - an attrs field
    column = field.metadata.get(Column)
    if column is None:
        return {"description": said[field.name]} if field.name in said else {}
    title = column.pattern.replace("{M}", "1—m月") or column.header
    if column.kind is CellKind.PAPERS:
        title = column.label
    return {"title": title, **({"description": column.note} if column.note else {})}


VERSION: Schema = {
    "type": "integer", "minimum": 1, "maximum": JSON_VERSION,
    "description": "Version of this schema; it rises where a key goes or changes, not where one is added.",
}  # fmt: skip


def ledger_definition(definitions: Definitions, kind: type[Ledger] = Ledger) -> Schema:
    """Return the schema of a ledger: its fields, and the sheets that origins name by number."""
    made = definitions.record(kind)
    sheets = {"type": "array", "items": definitions.of(SheetRef)}
    sheets["description"] = "The sheets that records came from; an origin names one by its number."
    made["properties"]["sheets"] = sheets
    made["properties"]["schema"] = VERSION
    return made


def ledger_schema(extensions: Extensions = NO_EXTENSIONS) -> Schema:
    """Return the JSON Schema of what ``ledger_to_json`` writes and ``ledger_from_json`` reads, with what plugins add to a run.

    The reader takes a little more: an amount may be a JSON integer or name its unit (0.5亿元).
    """
    definitions = Definitions()
    made = ledger_definition(definitions, extensions.ledger)
    return {
        "$schema": DIALECT,
        "$id": "urn:investtrack:schema:ledger",
        "title": "investtrack ledger",
        **made,
        "$defs": dict(sorted(definitions.found.items())),
    }
