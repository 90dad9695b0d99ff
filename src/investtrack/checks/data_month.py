"""The month of the data: who has not reached it, who is ahead of it, and whether it is old for the as-of date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from investtrack.checks.alike import Alike
from investtrack.findings import Finding, make
from investtrack.metrics.figure import Figure
from investtrack.metrics.figures.month_of_data import month_of_data
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.project import Project
from investtrack.model.series import reached
from investtrack.values.cell import CellRef
from investtrack.values.period import Month


OLD = 3
"""Months by which data are a quarter behind the as-of date."""


def check_data_month(view: LedgerView, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield what is of other months than the county's data, and that these are old."""
    projects: tuple[Project, ...] = view.ledger.projects or ()
    end = month_of_data(view, figures["fai.period.completed"]) or reached(
        [found for project in projects if (found := view.actual_ytd(project))]
    )
    if end is not None:
        yield from _others(view, projects, end)
    yield from _old(view, projects, end)


def _others(view: LedgerView, projects: tuple[Project, ...], end: Month) -> Iterator[Finding]:
    """Yield the projects that reported less than most, or more: each kind once a sheet."""
    alike = Alike()
    for project in projects:
        found = view.actual_ytd(project)
        if found is None or found[0].ordinal == end.ordinal:
            continue
        said, newest = found[0].ytd_label, end.ytd_label
        if found[0] < end:
            earlier = {"month": "更早的月份"}
            alike.tally("actual-behind", project, f"actual.{end}", several=earlier, month=said, newest=newest)  # fmt: skip
        else:
            alike.tally("actual-ahead", project, f"actual.{found[0]}", month=said, newest=newest)
    yield from alike.findings()


def _old(view: LedgerView, projects: tuple[Project, ...], end: Month | None) -> Iterator[Finding]:
    if end is None:
        # Nothing of this year: what most projects last reported is of an earlier one.
        held = [(p, [e for e in p.actual if e[0] <= view.newest_month]) for p in projects]
        end = reached([entries[-1] for _, entries in held if entries])
    if end is None:
        return
    months = view.newest_month.year * 12 + view.newest_month.month - end.year * 12 - end.month
    if months < OLD:
        return
    said = end.ytd_label if end.year == view.as_of.year else f"{end.year}年{end.ytd_label}"
    place = next(
        (p.origin.cell(f"actual.{end}") for p in projects if any(e == end for e, _ in p.actual)),
        CellRef("、".join(view.ledger.sources), ""),
    )
    yield make("data-old", place, month=said, as_of=view.as_of, months=months)
