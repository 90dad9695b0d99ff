"""JSON Schema of a report as plain data: of ``metrics --json`` and of the JSON exporter."""

from __future__ import annotations

import typing

import attrs

from investtrack.findings import FINDINGS, Finding
from investtrack.findings.catalogue import CODE
from investtrack.json_object import JsonObject
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import Breakdown, Figure, Kind
from investtrack.metrics.rules import Definition
from investtrack.model.source import CellRef
from investtrack.tables.plain import UNITS
from investtrack.values.amount import Amount
from investtrack.values.period import Period
from investtrack_testing.schema_of_ledger import (
    DIALECT,
    VERSION,
    Definitions,
    Schema,
    ledger_definition,
    summary,
)


_NULL = {"type": "null"}


def report_schema() -> Schema:
    """Return the JSON Schema of a report; ``metrics --json`` leaves out findings and ledger."""
    definitions = Definitions()
    values = _values(definitions)
    kinds = {f"{kind.value}Figure": _figure(kind, values[kind], definitions) for kind in Kind}
    ledger = ledger_definition(definitions)
    found = _finding(definitions)
    figures = {
        name: _of(definition, name) for definition in DEFINITIONS for name in _names(definition)
    }
    others = {
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in kinds],
        "description": "a plugin's own",
    }
    text_or_null = {"type": ["string", "null"]}
    return {
        "$schema": DIALECT,
        "$id": "urn:investtrack:schema:report",
        "title": "investtrack report",
        "type": "object",
        "properties": {
            "region": {**text_or_null, "title": "地区"},
            "period": {**definitions.of(Period), "title": "报告期"},
            "as_of": {"type": "string", "format": "date", "title": "截止日期"},
            "figures": {"type": "object", "properties": figures, "additionalProperties": others},
            "findings": {"type": "array", "items": {"$ref": "#/$defs/Finding"}},
            "ledger": {"$ref": "#/$defs/Ledger"},
            "schema": VERSION,
        },
        "required": ["region", "period", "as_of", "figures"],
        "dependentRequired": {"findings": ["ledger"], "ledger": ["findings"]},
        "additionalProperties": False,
        "$defs": dict(
            sorted({**definitions.found, **kinds, "Finding": found, "Ledger": ledger}.items())
        ),
    }


def _names(definition: Definition) -> tuple[str, ...]:
    return (definition.id, *definition.aliases)


def _of(definition: Definition, name: str) -> Schema:
    made: Schema = {
        "$ref": f"#/$defs/{definition.kind.value}Figure",
        "title": definition.title,
        "description": definition.words,
    }
    if name != definition.id:
        made["description"] = f"as {definition.id}: {definition.words}"
    return made


def _values(definitions: Definitions) -> dict[Kind, Schema]:
    """Return the schema of the value of each kind of figure, where there is one."""
    decimal = {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}
    money = definitions.of(Amount)
    number = {"anyOf": [money, {"type": "integer"}]}
    loads = {
        "type": "object",
        "additionalProperties": {"anyOf": [number, decimal, {"type": "null"}]},
    }
    text = {"type": ["string", "integer", "null"]}
    cell = {"anyOf": [text, {"type": "array", "items": {"type": "string"}}]}
    row = {"type": "object", "properties": {"name": text}, "required": ["name"], "additionalProperties": cell}  # fmt: skip
    return {
        Kind.MONEY: money,
        Kind.COUNT: {"type": "integer"},
        Kind.RATE: {**decimal, "description": "0.0512 is 5.12％; at most 28 digits."},
        Kind.POINTS: {**decimal, "description": "Percentage points; at most 28 digits."},
        Kind.DAYS: {"type": "integer"},
        Kind.SERIES: {"type": "object", "additionalProperties": {"anyOf": [number, loads]}},
        Kind.LIST: {"type": "array", "items": row},
    }


def _figure(kind: Kind, value: Schema, definitions: Definitions) -> Schema:
    """Return the schema of a figure of one kind: a value and no reason, or none and why."""
    hints = typing.get_type_hints(Figure)
    own = {name: definitions.of(hints[name]) for name in ("title", "missing", "note")}
    text, said = {"type": "string"}, {"type": "string", "minLength": 1}
    unit: Schema = {"const": UNITS[kind]} if kind in UNITS else {"enum": ["", "个", "万元"]}
    if kind is Kind.COUNT:
        unit = {**said, "examples": sorted({each.counted_in for each in DEFINITIONS})}
    return {
        "type": "object",
        "properties": {
            **own,
            "kind": {"const": kind.value},
            "value": {"anyOf": [value, _NULL]},
            "unit": unit,
            "text": {**text, "description": "as printed, rounded"},
            "reason": {"anyOf": [said, _NULL], "description": "why there is no value"},
            "breakdown": definitions.of(Breakdown),
            "whole": {"anyOf": [said, _NULL]},
            "errors": {
                "type": "integer",
                "minimum": 1,
                "description": "how many errors that are not mended stand in what it is computed from",
            },
            "same_as": {**said, "description": "the id that this is another name of"},
        },
        "required": ["title", "kind", "value", "unit", "text", "missing", "reason"],
        "if": {"properties": {"value": _NULL}},
        "then": {"properties": {"reason": said}},
        "else": {"properties": {"reason": _NULL}},
        "additionalProperties": False,
    }


def _codes() -> Schema:
    """Return the schema of a code: those of the core with what they mean, or one of a plugin's own."""
    known = [
        {"const": kind.code, "title": kind.title, "description": kind.meaning} for kind in FINDINGS
    ]
    return {
        "type": "string",
        "anyOf": [*known, {"pattern": f"^{CODE.pattern}$", "description": "a plugin's own"}],
    }


def _finding(definitions: Definitions) -> Schema:
    """Return the schema of a finding: its fields, its place spread out."""
    hints = typing.get_type_hints(Finding)
    properties: JsonObject = {}
    for field in attrs.fields(Finding):
        if hints[field.name] is CellRef:
            for part in attrs.fields(CellRef):
                properties[part.name] = definitions.of(typing.get_type_hints(CellRef)[part.name])
        else:
            properties[field.name] = definitions.of(hints[field.name])
        if field.name == "code":
            properties["code"] = _codes()
            properties["title"] = {"type": "string", "description": "its short name; empty where a plugin's is not at hand"}  # fmt: skip
    return {
        "type": "object",
        "description": summary(Finding),
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
