"""Figures, findings and contributions as plain data, for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from investtrack.findings import FINDINGS, Catalogue, Finding, FindingKind
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Contribution, Figure, Kind
from investtrack.model.source import CellRef
from investtrack.tables.of_report import Reported
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.rate import Points, Rate
from investtrack.wording import figure_text


UNITS = {
    Kind.MONEY: "万元",
    Kind.COUNT: "个",
    Kind.RATE: "比率",
    Kind.POINTS: "百分点",
    Kind.DAYS: "天",
}


def plain_value(value: object) -> object:  # JSON
    """Return *value* as JSON: money a decimal string in 万元, rates, fractions and points decimal strings."""
    if isinstance(value, Amount):
        return plain(value.to(Unit.WAN))
    if isinstance(value, Fraction):
        return str(Rate(value))
    if isinstance(value, (Rate, Points)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain_value(item) for item in value]
    return value


def unit_of(figure: Figure) -> str:
    """Return the unit of the figure's plain value."""
    if figure.kind is Kind.COUNT:
        return figure.counted_in
    if figure.kind in UNITS:
        return UNITS[figure.kind]
    if figure.kind is Kind.SERIES and isinstance(figure.value, Mapping):
        first = next(iter(figure.value.values()), None)
        return "万元" if isinstance(first, Amount) else "" if isinstance(first, Mapping) else "个"
    return ""


def figure_data(figure: Figure, report: Reported) -> JsonObject:
    """Return one figure as JSON data."""
    data: JsonObject = {
        "title": figure.title,
        "kind": figure.kind.value,
        "value": plain_value(figure.value),
        "unit": unit_of(figure),
        "text": "" if figure.is_absent else figure_text(figure, report.profile.display),
        "missing": figure.missing,
        "reason": figure.reason or None,
    }
    if figure.note:
        data["note"] = figure.note
    if figure.id in report.errors_by_figure:
        data["errors"] = len(report.errors_by_figure[figure.id])
    if figure.breakdown:
        data["breakdown"] = figure.breakdown.value
        data["whole"] = figure.whole or None
    return data


def figures_data(report: Reported, prefix: str = "") -> JsonObject:
    """Return the figures whose id, or alias, begins with *prefix*, as the ``metrics`` command prints them."""
    figures: JsonObject = {}
    for figure in report.figures.values():
        for name in (figure.id, *figure.aliases):
            if name.startswith(prefix):
                figures[name] = figure_data(figure, report)
                if name != figure.id:
                    figures[name]["same_as"] = figure.id
    return {**head_data(report), "figures": figures}


def head_data(report: Reported) -> JsonObject:
    """Return what every document about a report begins with: whose it is, of which period and day."""
    return {
        "region": report.ledger.region.name,
        "period": report.period.code,
        "as_of": report.as_of.isoformat(),
    }


def cell_data(cell: CellRef) -> dict[str, str]:
    """Return one cell as JSON data."""
    return {"file": cell.file, "sheet": cell.sheet, "cell": cell.cell}


def findings_data(
    findings: Iterable[Finding], kinds: Mapping[str, FindingKind] | Catalogue = FINDINGS
) -> list[JsonObject]:
    """Return findings as JSON data; *kinds* are those whose titles are known, the core's by default."""
    return [
        {
            "code": finding.code,
            "title": kinds[finding.code].title if finding.code in kinds else "",
            "grade": finding.grade.value,
            **cell_data(finding.place),
            "message": finding.message,
            "found": finding.found,
            "expected": finding.expected,
            "mend": finding.mend,
            "related": [cell_data(cell) for cell in finding.related],
        }
        for finding in findings
    ]


def contribution_data(contribution: Contribution) -> JsonObject:
    """Return one contribution as JSON data."""
    return {
        "record": contribution.label,
        "amount": plain_value(contribution.amount),
        "role": contribution.role,
        "group": contribution.group or None,
        "figure": contribution.figure,
        "cells": [cell_data(cell) for cell in contribution.cells],
    }


def report_text(report: Reported) -> Iterator[str]:
    """Yield the whole report as JSON text, a line a value: figures, findings, ledger; a large ledger is never held twice.

    docs/reference/report.schema.json describes it.
    """
    from investtrack.model.converter import JSON_VERSION, json_text, ledger_as_it_goes  # noqa: PLC0415 - cattrs is loaded where it is used

    yield from json_text(
        {
            **figures_data(report),
            "findings": findings_data(report.findings),
            "ledger": ledger_as_it_goes(report.ledger),
            "schema": JSON_VERSION,
        }
    )
