"""What the page shows, as plain data: texts are texts, never markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from investtrack.findings import Finding, Grade, folded
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Figure
from investtrack.report import Report
from investtrack.tables.plain import cell_data, contribution_data, figure_data
from investtrack.values.amount import Amount
from investtrack.values.cell import column_letters
from investtrack_desk.files import DroppedAs
from investtrack_desk.sheets import ShownSheet
from investtrack_desk.workroom import Work, Workroom


WINDOW = 40
"""Rows of a sheet that are shown at once."""
_LISTED = 200
_RELATED = 20


def state(room: Workroom) -> JsonObject:
    """Return all of the page that is small; the rest is asked for where it is looked at."""
    work, busy = room.work, room.busy
    report = work.report if work is not None else None
    return {
        "version": room.version,
        "busy": None if busy is None else {"label": busy.label, "step": busy.step, "done": busy.done, "total": busy.total},
        "error": room.error,
        "folder": str(room.folder),
        "watched": str(room.watched or ""),
        "period": room.period,
        "files": [
            {"kind": kind.name.lower(), "name": path.name, "size": path.stat().st_size}
            for kind in DroppedAs
            for path in room.files(kind)
        ],
        "outputs": [{"name": path.name, "size": path.stat().st_size} for path in room.outputs],
        "questions": [question.to_data() for question in work.questions] if work is not None else [],
        "has_answers": room.answers.is_file(),
        "why": work.why if work is not None else "",
        "report": _summary(report) if report is not None else None,
        "sheets": list(_sheets(work)) if work is not None else [],
        "texts": dict(room.texts),
        "asked_form": room.asked_form,
    }  # fmt: skip


def _summary(report: Report) -> JsonObject:
    counts = {grade.value: sum(f.grade is grade for f in report.findings) for grade in Grade}
    absent = sum(figure.is_absent for figure in report.figures.values())
    return {
        "title": report.title, "as_of": report.as_of.isoformat(), "region": report.ledger.region.name or "",
        "figures": len(report.figures), "absent": absent, "findings": counts,
        "projects": len(report.ledger.projects or ()),
    }  # fmt: skip


def _sheets(work: Work) -> Iterator[JsonObject]:
    columns = work.seen.columns
    for (file, sheet, standard), group in groupby(
        columns, lambda c: (c["file"], c["sheet"], c["standard"])
    ):
        own = list(group)
        totals = [
            {"label": total.label, "row": total.origin.row, "amounts": len(total.amounts)}
            for total in work.seen.ledger.totals
            if (total.origin.sheet.file, total.origin.sheet.sheet) == (file, sheet)
        ]
        yield {
            "file": file, "sheet": sheet, "standard": standard, "left_out": own[0].get("left_out", ""),
            "columns": own, "totals": totals[:_LISTED],
        }  # fmt: skip


def findings(work: Work) -> list[JsonObject]:
    """Return the findings, gravest first, those of one cause as one."""
    found: Sequence[Finding] = (
        work.report.findings if work.report is not None else work.seen.findings
    )
    return [
        {
            "code": own[0].code, "grade": own[0].grade.value, "label": own[0].grade.label, "message": own[0].message,
            "found": own[0].found, "expected": own[0].expected, "mend": own[0].mend, "count": len(own),
            "cells": [cell_data(finding.place) for finding in own[:_LISTED]],
            "related": [cell_data(cell) for cell in own[0].related[:_RELATED]],
        }
        for own in folded(found)
    ]  # fmt: skip


def figures(report: Report) -> list[JsonObject]:
    """Return every figure with its text."""
    return [{"id": figure.id, **figure_data(figure, report)} for figure in report.figures.values()]


def figure(report: Report, found: Figure) -> JsonObject:
    """Return one figure with what it was computed from, as far as a person reads."""
    items = list(islice(found.contributions, _LISTED + 1))
    return {
        "id": found.id, "definition": found.definition, **figure_data(found, report),
        "contributions": [
            contribution_data(item) | {"is_money": isinstance(item.amount, Amount)} for item in items[:_LISTED]
        ],
        "has_more": len(items) > _LISTED,
    }  # fmt: skip


def window(work: Work, shown: ShownSheet, file: str, name: str, first: int) -> JsonObject:
    """Return rows of a sheet from one-based *first* on, with the grade of each cell that a finding names."""
    first = max(1, min(first, len(shown.rows)))
    rows = shown.rows[first - 1 : first - 1 + WINDOW]
    all_ = work.report.findings if work.report is not None else work.seen.findings
    marks: dict[str, str] = {}
    for finding in all_:
        place = finding.place
        if (place.file, place.sheet) == (file, name) and place.cell:
            marks.setdefault(place.cell, finding.grade.value)
    numbers = range(first, first + len(rows))
    return {
        "file": file, "sheet": name, "first": first, "rows": rows, "in_all": len(shown.rows),
        "letters": [column_letters(index) for index in range(shown.width)],
        "marks": {cell: grade for cell, grade in marks.items() if _row_of(cell) in numbers},
    }  # fmt: skip


def _row_of(cell: str) -> int:
    digits = "".join(char for char in cell if char.isdigit())
    return int(digits) if digits else 0
