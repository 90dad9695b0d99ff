"""Printed parts that add up to their printed whole (尾数调整), where the profile asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from investtrack.findings import Finding, make
from investtrack.metrics.figure import Breakdown, Figure, Kind
from investtrack.model.profile import DisplayProfile
from investtrack.model.source import CellRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.rounding import apportion, round_decimal
from investtrack.wording import amount_text, printed_places


Parts = dict[str, Any]
"""Name of a part → its exact amount."""


def add_up(
    figures: Mapping[str, Figure], display: DisplayProfile
) -> tuple[dict[str, Figure], list[Finding]]:
    """Return *figures* with what is printed of the parts of every money partition, and what that moved.

    The largest-remainder method: the whole is rounded from its own exact value, and every part
    moves by less than one unit of the last place. Exact values stay as they are. A partition whose
    exact parts do not make up the whole, or of which a part is printed in a smaller unit, is left.
    """
    done = dict(figures)
    found: list[Finding] = []
    groups: dict[str, list[Figure]] = {}
    for figure in figures.values():
        whole = figures.get(figure.whole)
        if figure.breakdown is not Breakdown.PARTITION or whole is None:
            continue
        if figure.kind is Kind.MONEY:
            groups.setdefault(whole.id, []).append(figure)
        elif isinstance(figure.value, Mapping):
            moved = _moved(whole, dict(figure.value), display)
            if moved:
                done[figure.id] = evolve(figure, printed={**figure.value, **moved})
                found += _told(figure, whole, moved, {k: k for k in moved}, figure.value, display)
    for whole_id, parts in groups.items():
        whole = figures[whole_id]
        values = {part.id: part.value for part in parts}
        moved = _moved(whole, values, display)
        for part_id, amount in moved.items():
            done[part_id] = evolve(figures[part_id], printed=amount)
        titles = {part.id: part.title for part in parts}
        found += _told(parts[0], whole, moved, titles, values, display)
    return done, found


def _moved(whole: Figure, parts: Parts, display: DisplayProfile) -> dict[str, Amount]:
    """Return the parts whose printed amount is not their own rounded one."""
    total: object = whole.value
    amounts = list(parts.values())
    if not isinstance(total, Amount) or not all(isinstance(part, Amount) for part in amounts):
        return {}
    unit = whole.display_unit
    places = printed_places(unit, display)
    own = [round_decimal(part.to(unit), places, display.rounding) for part in amounts]
    if any(part and not shown for part, shown in zip(amounts, own, strict=True)):
        return {}
    fitted = apportion(
        [part.to(unit) for part in amounts], total.to(unit), places, display.rounding
    )
    return {
        name: Amount.of(shown, unit)
        for name, shown, alone in zip(parts, fitted, own, strict=True)
        if shown != alone
    }


def _told(  # noqa: PLR0913, PLR0917 - what is said of one moved digit
    figure: Figure,
    whole: Figure,
    moved: Mapping[str, Amount],
    titles: Mapping[str, str],
    values: Mapping[str, Any],
    display: DisplayProfile,
) -> list[Finding]:
    unit: Unit = whole.display_unit
    cell = next((c for item in figure.contributions for c in item.cells), CellRef("", ""))
    return [
        make(
            "digit-moved",
            cell,
            part=titles[name],
            whole=whole.title,
            printed=amount_text(amount, unit, display),
            rounded=amount_text(values[name], unit, display),
        )
        for name, amount in moved.items()
    ]
