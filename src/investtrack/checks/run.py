"""Runs every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from investtrack.metrics.facts import Facts
from investtrack.metrics.figure import Figure
from investtrack.model.finding import Finding


def check_ledger(facts: Facts, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield every fault of the ledger behind *facts* and of the figures computed from it."""
    yield from ()
