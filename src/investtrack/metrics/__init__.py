"""Every figure a report states, each declared once and folded from its contributions."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.metrics.figure import Breakdown, Contribution, Figure, Kind
from investtrack.metrics.figures import (
    entry,
    funds,
    leaders,
    milestones,
    progress,
    prospects,
    resumption,
    services,
    starts,
    stock,
    supervision,
    targets,
    year,
)
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.lookup import compute_all
from investtrack.metrics.rules import Definition


DEFINITIONS: tuple[Definition, ...] = (
    *targets.DEFINITIONS,
    *entry.DEFINITIONS,
    *services.DEFINITIONS,
    *resumption.DEFINITIONS,
    *starts.DEFINITIONS,
    *stock.DEFINITIONS,
    *progress.DEFINITIONS,
    *prospects.DEFINITIONS,
    *supervision.DEFINITIONS,
    *leaders.DEFINITIONS,
    *year.DEFINITIONS,
    *milestones.DEFINITIONS,
    *funds.DEFINITIONS,
)
"""Definitions of all figures, in the order of the contract."""


def compute(view: LedgerView, definitions: Iterable[Definition] | None = None) -> dict[str, Figure]:
    """Return id → figure: of *definitions*, by default every figure of the run, those of plugins included.

    Each is computed once, and where another asks for it first, then.
    """
    if definitions is None:
        definitions = view.profile.extensions.definitions or DEFINITIONS
    return compute_all(definitions, view)


__all__ = [
    "DEFINITIONS",
    "Breakdown",
    "Contribution",
    "Definition",
    "Figure",
    "Kind",
    "LedgerView",
    "compute",
]
