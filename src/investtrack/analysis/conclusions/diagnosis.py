"""The diagnosis (研判): every conclusion the figures bear out, and what could not be judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from investtrack.analysis.conclusions import (
    about_delivery,
    about_entries,
    about_targets,
)
from investtrack.analysis.conclusions.conclusion import (
    AbsentFigureError,
    Conclusion,
    ConclusionKind,
    Desk,
    Unsaid,
)
from investtrack.metrics.ledger_view import AbsentError


Diagnosis = Callable[[Desk], Conclusion | None]
"""Desk → the conclusion, or None where the figures say otherwise.

Raises AbsentFigureError where a figure it needs is absent, AbsentError where records are: a city's
rolled-up report has figures and no records.
"""

DIAGNOSES: Sequence[tuple[ConclusionKind, Diagnosis]] = (
    (ConclusionKind.BEHIND, about_targets.behind),
    (ConclusionKind.SHORTFALL, about_targets.shortfall),
    (ConclusionKind.THIN_STOCK, about_targets.thin_stock),
    (ConclusionKind.FEW_ENTRIES, about_entries.few_entries),
    (ConclusionKind.LATE_ENTRIES, about_entries.late_entries),
    (ConclusionKind.CONCENTRATION, about_entries.concentration),
    (ConclusionKind.MISSING_PAPERS, about_entries.missing_papers),
    (ConclusionKind.SLOW, about_delivery.slow_projects),
    (ConclusionKind.STOPPED, about_delivery.stopped_projects),
    (ConclusionKind.RESUMPTION, about_delivery.late_resumption),
    (ConclusionKind.OVERDUE_ISSUES, about_delivery.late_issues),
    (ConclusionKind.NOTED_PROBLEMS, about_delivery.noted_problems),
    (ConclusionKind.UNASSIGNED, about_delivery.unassigned),
    (ConclusionKind.SUPERVISION, about_delivery.missed_supervision),
    (ConclusionKind.MONEY, about_delivery.slow_money),
    (ConclusionKind.STRUCTURE, about_targets.structure),
    (ConclusionKind.INCOMPLETE, about_targets.incomplete),
)
"""In the order of a report's part three."""


def diagnose(desk: Desk) -> tuple[tuple[Conclusion, ...], tuple[Unsaid, ...]]:
    """Return the conclusions that hold, and those that absent figures neither bear out nor refute."""
    said: list[Conclusion] = []
    unsaid: list[Unsaid] = []
    for kind, judge in DIAGNOSES:
        try:
            found = judge(desk)
        except (AbsentFigureError, AbsentError) as absent:
            unsaid.append(Unsaid(kind, str(absent)))
        else:
            if found is None:
                continue
            if _is_of_one_set(desk, found):
                said.append(found)
            else:
                unsaid.append(Unsaid(kind, "所依据的指标不是同一些地区的数"))
    return tuple(said), tuple(unsaid)


def _is_of_one_set(desk: Desk, found: Conclusion) -> bool:
    """Whether all that a conclusion compares is of the same regions; the one that names them apart is."""
    sets = {frozenset(desk.report.figures[figure].without) for figure in found.figures}
    return len(sets) <= 1 or found.kind is ConclusionKind.INCOMPLETE
