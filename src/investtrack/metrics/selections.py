"""Selections that several figures share, each made once a ledger."""

from __future__ import annotations

from datetime import date

from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import INVESTMENT
from investtrack.metrics.parameters import ENTRY_THRESHOLD
from investtrack.metrics.selection import AtLeast, Holds, Selection, Verdict
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.project import Project
from investtrack.values.dates import DateSpan


def _entered_before(view: LedgerView, project: Project, day: date) -> Verdict:
    """Whether *project* was in the library before *day*; of one that states neither 是否入库 nor 入库时间 nobody knows."""
    if project.is_in_library is None and project.entered_on is None:
        return None
    return view.entered_before(project, day)


def stands_in_library(view: LedgerView, project: Project) -> Verdict:
    """Whether *project* is in the library at t; of one that states neither 是否入库 nor 入库时间 nobody knows."""
    if project.is_in_library is None and project.entered_on is None:
        return None
    return is_in_library_at(view, project)


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


def _entered_on(view: LedgerView, entry: Entry) -> DateSpan | None:
    """Return when *entry* entered, as its own row says, else that of its project."""
    if entry.entered_on is not None:
        return entry.entered_on
    project = view.project_of(entry)
    return project.entered_on if project and project.is_in_library is not False else None


def _enters_by_period_end(view: LedgerView, entry: Entry) -> Verdict:
    """Whether *entry* is to enter, or entered, from 1 January to the end of P, its project not in the library before."""
    dates = [span for span in (entry.planned_on, _entered_on(view, entry)) if span is not None]
    if not dates:
        return None
    if not any(view.period.year_start <= span.last <= view.period.end for span in dates):
        return False
    project = view.project_of(entry)
    return project is None or not view.entered_before(project, view.period.year_start)


def _entered_before_period(view: LedgerView, entry: Entry) -> Verdict:
    entered = _entered_on(view, entry)
    return entered is not None and view.period.year_start <= entered.last < view.period.start


def _not_before_period(view: LedgerView, entry: Entry) -> Verdict:
    return not _entered_before_period(view, entry)


def _planned_in_period(view: LedgerView, entry: Entry) -> Verdict:
    return None if entry.planned_on is None else entry.planned_on.last in view.period


def _unfinished_at_new_year(view: LedgerView, project: Project) -> Verdict:
    return not (project.finished_on and project.finished_on.last < view.period.year_start)


OF_LIBRARY = "是否入库、入库时间"
"""What decides whether a project is in the library."""
_ENTERED_BEFORE = Holds(
    lambda view, project: _entered_before(view, project, view.period.year_start)
)

in_library_before_period = Selection(
    key="before_period", sheet="projects", head="期前在库", words="年初在库；本年入库的，按入库计划的预计贡献计",
    where=(_ENTERED_BEFORE,),
    decided_by=OF_LIBRARY,
)  # fmt: skip
"""Projects in the library at t₀, whose plan is that of 项目台账; one that enters later counts what 入库计划 says."""

_in_library_at_new_year = Selection(
    key="at_new_year", sheet="projects", decided_by=OF_LIBRARY,
    where=(_ENTERED_BEFORE,),
)  # fmt: skip

carried_over = Selection(
    key="carried_over", head="接转在库", words="年初在库，且年初前未竣工",
    among=_in_library_at_new_year, where=(Holds(_unfinished_at_new_year),),
)  # fmt: skip
"""Projects in the library at t₀ and not finished before it (接转在库)."""

in_library_now = Selection(
    key="in_library", sheet="projects", head="截止日在库", words="截止日期在库，且年初前未竣工",
    where=(Holds(stands_in_library),), decided_by=OF_LIBRARY,
)  # fmt: skip
"""Projects in the library at t."""

_DATED = "计划入库时间、实际入库时间"

entering_by_period_end = Selection(
    key="new_this_year", sheet="entries", words="计划或实际入库时间在年初至本期末，且年初不在库",
    where=(Holds(_enters_by_period_end),), decided_by=_DATED,
)  # fmt: skip
"""Entries planned to enter, or entered, from 1 January to the end of P, whose project is not in the library at t₀.

They are the same for any two periods that end in one month. An entry that names neither a planned nor an actual date
cannot be decided.
"""

entering_in_period = Selection(
    key="new", head="本期新增", words="计划入库时间在年初至本期末，或实际入库时间在本期内，且本期之前没有入库",
    among=entering_by_period_end, where=(Holds(_not_before_period),),
)  # fmt: skip
"""Of these, the entries that had not entered before P: one planned earlier this year and not yet in stays counted."""

entered_before_period = Selection(
    key="entered_earlier", head="期前入库", words="实际入库时间在年初至本期之前", among=entering_by_period_end,
    where=(Holds(_entered_before_period),), after_january=True,
)  # fmt: skip
"""Of these, the entries that entered this year and before P; none where P begins in January."""

above_threshold = Selection(
    key="above", sheet="entries", where=(AtLeast(INVESTMENT, ENTRY_THRESHOLD),), decided_by="总投资"
)
"""Entries whose total investment reaches the entry threshold."""

planned_entries = Selection(
    key="planned", head="本期计划", words="计划入库时间在本期内，总投资达到参数所定入库起点", among=above_threshold,
    where=(Holds(_planned_in_period, "dated", "计划在本期", "计划入库时间在本期内"),), decided_by="计划入库时间",
)  # fmt: skip
"""Entries with a planned date in P and a total at or above the threshold."""
