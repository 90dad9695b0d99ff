"""The analysis as JSON data. Numbers are exact: money in 万元, rates and chances as decimals."""

from __future__ import annotations

from investtrack.analysis.conclusions.conclusion import Conclusion
from investtrack.analysis.judging import Judgement
from investtrack.analysis.lights import Light, SubjectLights
from investtrack.analysis.pace import Goal
from investtrack.analysis.responsibility import Load, Responsibility
from investtrack.analysis.subjects import Subject
from investtrack.analysis.tasks import Task
from investtrack.json_object import JsonObject
from investtrack.model.rules import Colour
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.tables.plain import head_data, plain_value


def cell(ref: CellRef) -> dict[str, str]:
    """Return one cell."""
    return {"file": ref.file, "sheet": ref.sheet, "cell": ref.cell}


def light(item: Light) -> JsonObject:
    """Return one light."""
    return {
        "dimension": item.dimension.value,
        "measure": item.rule.measure.value,
        "colour": item.colour.value,
        "word": item.word,
        "number": plain_value(item.number),
        "unit": item.rule.measure.unit,
        "reason": item.reason,
        "figures": list(item.figures),
        "cells": [cell(ref) for ref in item.cells],
    }


def subject_lights(item: SubjectLights) -> JsonObject:
    """Return all lights of one project."""
    return {
        **_subject(item.subject),
        "colour": item.colour.value,
        "word": item.word,
        "reason": item.reason,
        "lights": [light(one) for one in item.lights],
    }


def _subject(item: Subject) -> JsonObject:
    return {
        "name": item.name,
        "code": item.code,
        "unit": item.unit,
        "leaders": list(item.leaders),
    }


def lights(judgement: Judgement) -> JsonObject:
    """Return the board of lights."""
    board = judgement.board
    return {
        **head_data(judgement.report),
        "rules": board.label,
        "counts": {colour.value: count for colour, count in board.counts.items()},
        "county": [light(item) for item in board.county],
        "projects": [subject_lights(item) for item in board.ranked],
    }


def goal(item: Goal) -> JsonObject:
    """Return a target held against the pace."""
    return {
        "label": item.label,
        "target": plain_value(item.target),
        "completed": plain_value(item.completed),
        "data_month": str(item.data_month) if item.data_month else None,
        "due_points": plain_value(item.due),
        "due_amount": plain_value(item.due_amount),
        "gap": plain_value(item.gap),
        "left": plain_value(item.left),
        "per_month": plain_value(item.per_month),
        "per_day": plain_value(item.per_day),
        "days": item.days,
        "plan": {str(end): plain_value(amount) for end, amount in item.plan},
        "figures": list(item.figures),
        "reason": item.reason or item.unlike or None,
    }


def conclusion(item: Conclusion, report: Report) -> JsonObject:
    """Return one conclusion with its cells."""
    return {
        "kind": item.kind.name.lower(),
        "title": item.title,
        "text": item.text,
        "caveat": item.caveat or None,
        "names": list(item.names),
        "figures": list(item.figures),
        "cells": [cell(ref) for ref in item.cells(report)],
    }


def task(item: Task) -> JsonObject:
    """Return one task."""
    return {
        "kind": item.kind.name.lower(),
        "title": item.kind.value,
        "name": item.name,
        "what": item.what,
        "measure": item.measure or None,
        "unit": item.unit,
        "leaders": list(item.leaders),
        "due": str(item.due) if item.due else None,
        "is_late": item.is_late,
        "cells": [cell(ref) for ref in item.cells],
    }


def diagnosis(judgement: Judgement) -> JsonObject:
    """Return pace, waterfall, conclusions and tasks."""
    report = judgement.report
    return {
        **head_data(report),
        "pace": {
            "curve": judgement.pace.curve,
            "year": goal(judgement.pace.year),
            "period": goal(judgement.pace.period),
        },
        "waterfall": [
            {
                "label": step.label,
                "amount": plain_value(step.amount),
                "is_taken": step.is_taken,
                "figure": step.figure or None,
            }
            for step in judgement.waterfall
        ],
        "conclusions": [conclusion(item, report) for item in judgement.conclusions],
        "unsaid": [
            {"kind": item.kind.name.lower(), "title": item.kind.value, "reason": item.reason}
            for item in judgement.unsaid
        ],
        "tasks": [task(item) for item in judgement.tasks],
    }


def load(item: Load, report: Report) -> JsonObject:
    """Return one leader's, or unit's, load."""
    return {
        "name": item.name,
        "projects": [subject.name for subject in item.projects],
        "investment": plain_value(item.investment),
        "unstated": item.unstated,
        "issues": item.issues,
        "overdue": item.overdue,
        "lights": {colour.value: item.lights.get(colour, 0) for colour in Colour},
        "last_visit": item.last_visit.isoformat() if item.last_visit else None,
        "days_since_visit": item.days_since_visit(report.as_of),
        "unvisited": item.unvisited,
    }


def duties(judgement: Judgement) -> JsonObject:
    """Return the responsibility table."""
    found: Responsibility = judgement.responsibility
    report = judgement.report
    optional = {"without_team": found.without_team, "unvisited": found.unvisited}
    return {
        **head_data(report),
        "reason": found.reason or None,
        "leaders": [load(item, report) for item in found.leaders],
        "units": [load(item, report) for item in found.units],
        "uncovered": [_subject(item) for item in found.uncovered],
        "without_unit": [_subject(item) for item in found.without_unit],
        **{
            key: None if items is None else [_subject(item) for item in items]
            for key, items in optional.items()
        },
        "doubled": [
            {
                "name": item.subject.name,
                "leaders": list(item.leaders),
                "contradicts": item.contradicts,
                "cells": [cell(ref) for ref in item.cells],
            }
            for item in found.doubled
        ],
        "heavy": [item.name for item in found.heavy],
    }
