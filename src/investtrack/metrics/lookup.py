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
    computed = _Computed(definitions, facts)
    return {figure_id: computed[figure_id] for figure_id in only or computed.definitions}


class _Computed(dict[str, Figure]):
    """Id → figure, each computed when it is first asked for; no circle, so that it goes when it is let go."""

    def __init__(self, definitions: Iterable[Definition], facts: LedgerView) -> None:
        super().__init__()
        self.definitions = {definition.id: definition for definition in definitions}
        self._facts = facts

    def __missing__(self, figure_id: str) -> Figure:
        self[figure_id] = figure = self._figure(self.definitions[figure_id])
        return figure

    def _figure(self, definition: Definition) -> Figure:
        try:
            outcome = definition.rule.compute(definition.id, self._facts, self.__getitem__)
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
