"""Runs every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from investtrack.checks.activity import check_activity
from investtrack.checks.entries import check_entries
from investtrack.checks.links import check_links
from investtrack.checks.projects import check_projects
from investtrack.checks.totals import check_breakdowns, check_stated_totals, check_targets
from investtrack.metrics.facts import Facts
from investtrack.metrics.figure import Figure
from investtrack.model.finding import Finding


def check_ledger(facts: Facts, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield every fault of the ledger behind *facts* and of the figures computed from it."""
    yield from check_projects(facts)
    yield from check_entries(facts)
    yield from check_links(facts)
    yield from check_activity(facts)
    yield from check_stated_totals(facts)
    yield from check_targets(facts, figures)
    yield from check_breakdowns(figures)
