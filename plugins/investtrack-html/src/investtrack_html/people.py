"""Who answers for what, what the figures bear out, and what is to be done."""

from __future__ import annotations

from investtrack.analysis.judging import Judgement
from investtrack.analysis.responsibility import Load
from investtrack.analysis.subjects import Subject
from investtrack.analysis.tasks import Task
from investtrack.json_object import JsonObject
from investtrack.wording import amount_text
from investtrack_html.book import Book


def loads(judgement: Judgement) -> JsonObject:
    """Return the load of each leader and unit, the heaviest first."""
    duty = judgement.responsibility
    return {
        "reason": duty.reason,
        "leaders": [_load(load, judgement) for load in duty.leaders],
        "units": [_load(load, judgement) for load in duty.units],
    }


def _load(load: Load, judgement: Judgement) -> list[object]:
    report = judgement.report
    days = load.days_since_visit(report.as_of)
    return [
        load.name,
        len(load.projects),
        amount_text(load.investment, display=report.profile.display),
        load.unstated,
        load.issues,
        load.overdue,
        {colour.value: number for colour, number in load.lights.items()},
        days,
    ]


def conclusions(judgement: Judgement, book: Book) -> list[JsonObject]:
    """Return what the figures bear out, with figures and further contributions."""
    return [
        {
            "title": item.title,
            "text": item.text,
            "caveat": item.caveat,
            "figures": list(item.figures),
            "sections": [book.section(section) for section in item.evidence],
        }
        for item in judgement.conclusions
    ]


def tasks(judgement: Judgement, book: Book) -> list[JsonObject]:
    """Return what is to be done, the late ones first, each with its record's number."""
    return [
        {
            "title": item.kind.value,
            "name": item.name,
            "what": item.what,
            "measure": item.measure,
            "owner": item.owner,
            "due": item.due.label if item.due else "",
            "late": item.is_late,
            "project": book.project_of(_subject(item, judgement)),
            "cells": book.cells(item.sources),
        }
        for item in judgement.tasks
    ]


def _subject(task: Task, judgement: Judgement) -> Subject | None:
    return judgement.scene.subject_named(task.sources[0][0]) if task.sources else None
