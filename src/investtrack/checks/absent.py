"""What a ledger leaves out, where its absence would read as a good state: nothing in the library, no leader, no problem."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from investtrack.findings import Finding, make
from investtrack.metrics.figure import label_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE
from investtrack.model.project import Project
from investtrack.model.record import Record
from investtrack.reading.cells.choices import NO_PROBLEM
from investtrack.reading.layout.header_rows import sheet_named
from investtrack.values.cell import CellRef


_LIBRARY = ("is_in_library", "entered_on")
_SHOWN = 3


def check_absent(facts: LedgerView) -> Iterator[Finding]:
    """Yield what is not stated, and what was taken for it."""
    yield from _library(facts.ledger.projects or ())
    if facts.ledger.issues is None:
        yield from _problems(facts.ledger.projects or ())
    for attribute in ("entries", "resumptions"):
        yield from _borrowed(facts, attribute)


def _library(projects: tuple[Project, ...]) -> Iterator[Finding]:
    """Yield that nothing tells which projects are in the library; records made in code have no column to lack."""
    read = [project for project in projects if project.origin.sheet.sheet]
    if not read or any(getattr(project, key) is not None for project in read for key in _LIBRARY):
        return
    first = read[0].origin
    key = next((key for key in _LIBRARY if any(project.origin.has(key) for project in read)), "")
    if key:
        yield make("library-unknown", first.cell(key), variant="blank")
    else:
        is_named = sheet_named(first.sheet.sheet) is SHEET_BY_ATTRIBUTE["projects"]
        place = CellRef(first.sheet.file, first.sheet.sheet)
        yield make("library-unknown", place, variant="" if is_named else "recognised")


def with_problems(projects: tuple[Project, ...]) -> list[Project]:
    """Return the projects whose own row tells a problem (存在问题); 无 and the like are none."""
    return [p for p in projects if p.problem and p.problem.strip() not in NO_PROBLEM]


def _problems(projects: tuple[Project, ...]) -> Iterator[Finding]:
    told = with_problems(projects)
    if told:
        yield make(
            "problems-unlisted",
            told[0].origin.cell("problem"),
            number=len(told),
            name=label_of(told[0]),
            problem=told[0].problem,
            related=tuple(p.origin.cell("problem") for p in told[1:_SHOWN]),
        )


def _has_leaders(record: Record) -> bool:
    """Whether the sheet of a record could name a leader: one without the column leaves it to others."""
    return not record.origin.sheet.sheet or record.origin.has("leaders")


def _borrowed(facts: LedgerView, attribute: str) -> Iterator[Finding]:
    taken: list[tuple[Any, tuple[str, ...]]] = [
        (record, leaders)
        for record in getattr(facts.ledger, attribute) or ()
        if not record.leaders and _has_leaders(record) and (leaders := facts.leaders_of(record))
    ]
    if taken:
        first, leaders = taken[0]
        yield make(
            "leader-borrowed",
            first.origin.cell("leaders"),
            sheet=SHEET_BY_ATTRIBUTE[attribute].name,
            number=len(taken),
            name=label_of(first),
            leaders="、".join(leaders),
            related=tuple(record.origin.cell("leaders") for record, _ in taken[1:_SHOWN]),
        )
