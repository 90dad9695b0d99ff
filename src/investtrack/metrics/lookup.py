"""Computes definitions, each once, in the order of the contract."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.metrics.figure import Figure
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.rules import Definition, Outcome


def compute_all(
    definitions: Iterable[Definition], facts: LedgerView, only: Iterable[str] = ()
) -> dict[str, Figure]:
    """Return id → figure for every definition, or for those of *only*; one needed by another is computed when asked for, once."""
    by_id = {definition.id: definition for definition in definitions}
    done: dict[str, Figure] = {}

    def lookup(figure_id: str) -> Figure:
        if figure_id not in done:
            done[figure_id] = _figure(by_id[figure_id])
        return done[figure_id]

    def _figure(definition: Definition) -> Figure:
        try:
            outcome = definition.rule.compute(definition.id, facts, lookup)
        except AbsentError as absent:
            outcome = Outcome(None, reason=str(absent))
        return Figure(
            id=definition.id,
            title=definition.title,
            kind=definition.kind,
            definition=definition.words,
            value=outcome.value,
            reason=outcome.reason,
            missing=outcome.missing,
            note=outcome.note,
            breakdown=definition.breakdown,
            whole=definition.whole,
            display_unit=definition.display_unit,
            aliases=definition.aliases,
            counted_in=definition.counted_in,
            part_titles=definition.part_titles,
            sections=outcome.sections,
        )

    return {figure_id: lookup(figure_id) for figure_id in only or by_id}
