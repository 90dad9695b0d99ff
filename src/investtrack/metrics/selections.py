"""Selections that several figures share, each made once a ledger."""

from __future__ import annotations

from datetime import date

from investtrack.metrics.ledger_view import LedgerView, Selected, Selection, decided
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.project import Project


def every(attribute: str) -> Selection:
    """Return the selection of all records of one sheet."""
    return _EVERY[attribute]


def _whole_sheet(attribute: str) -> Selection:
    def selection(facts: LedgerView) -> Selected:
        return Selected(facts.sheet(attribute))

    return selection


_EVERY = {
    name: _whole_sheet(name)
    for name in ("reserves", "promotions", "resumptions", "starts", "issues", "projects", "entries")
}


def in_library_before_period(facts: LedgerView) -> Selected:
    """Projects in the library at t₀, or entered before P."""
    return _entered_before(facts, facts.period.start)


def _entered_before(facts: LedgerView, day: date) -> Selected:
    """Projects in the library before *day*; of a project that states neither 是否入库 nor 入库时间 nobody knows."""
    projects: tuple[Project, ...] = facts.sheet("projects")
    unknown = sum(p.is_in_library is None and p.entered_on is None for p in projects)
    kept = tuple(p for p in projects if facts.entered_before(p, day))
    return decided(kept, unknown, len(projects), "是否入库、入库时间")


def carried_over(facts: LedgerView) -> Selected:
    """Projects in the library at t₀ and not finished before it (接转在库)."""
    day = facts.period.year_start
    found = _entered_before(facts, day)
    kept = tuple(p for p in found.records if not (p.finished_on and p.finished_on.last < day))
    return Selected(kept, found.undecided)


def in_library_now(facts: LedgerView) -> Selected:
    """Projects in the library at t."""
    projects: tuple[Project, ...] = facts.sheet("projects")
    unknown = sum(p.is_in_library is None and p.entered_on is None for p in projects)
    kept = tuple(p for p in projects if is_in_library_at(facts, p))
    return decided(kept, unknown, len(projects), "是否入库、入库时间")


def is_in_library_at(facts: LedgerView, project: Project) -> bool:
    """Whether *project* is in the library at t and was not finished before the year."""
    if project.finished_on and project.finished_on.last < facts.period.year_start:
        return False
    if project.is_in_library is False:
        return False
    if project.entered_on is not None:
        return project.entered_on.first <= facts.as_of
    return project.is_in_library is True


def has_entered(facts: LedgerView, entry: Entry) -> bool:
    """Whether *entry* has entered the library at t."""
    if entry.status is not EntryStatus.ENTERED:
        return False
    return entry.entered_on is None or entry.entered_on.first <= facts.as_of


def entering_in_period(facts: LedgerView) -> Selected:
    """Entries planned to enter, or entered, within P, whose project is not in the library before P.

    A project counts here or among the projects in the library, never in both. An entry that names
    neither a planned nor an actual date cannot be decided.
    """
    period = facts.period
    kept: list[Entry] = []
    undecided = 0
    entries = facts.sheet("entries")
    for entry in entries:
        dates = [span for span in (entry.planned_on, entry.entered_on) if span is not None]
        if not dates:
            undecided += 1
        elif any(span.last in period for span in dates):
            project = facts.project_of(entry)
            if project is None or not facts.entered_before(project, period.start):
                kept.append(entry)
    return decided(tuple(kept), undecided, len(entries), "计划入库时间、实际入库时间")


def above_threshold(facts: LedgerView) -> Selected:
    """Entries whose total investment reaches the entry threshold."""
    floor = facts.profile.entry.threshold
    entries = facts.sheet("entries")
    unknown = sum(entry.total_investment is None for entry in entries)
    kept = tuple(
        e for e in entries if e.total_investment is not None and e.total_investment >= floor
    )
    return decided(kept, unknown, len(entries), "总投资")


def planned_entries(facts: LedgerView) -> Selected:
    """Entries with a planned date in P and a total at or above the threshold."""
    eligible = facts.select(above_threshold)
    undated = sum(entry.planned_on is None for entry in eligible.records)
    kept = tuple(e for e in eligible.records if e.planned_on and e.planned_on.last in facts.period)
    found = decided(kept, undated, len(eligible.records), "计划入库时间")
    return Selected(found.records, found.undecided + eligible.undecided)
