"""Printed parts beside their printed whole: made to add up where the profile asks for it (尾数调整), else said why they do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from attrs import evolve

from investtrack.findings import Finding, make
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import Breakdown, Figure, Kind
from investtrack.metrics.rules import Difference
from investtrack.model.profile import DisplayProfile
from investtrack.model.source import CellRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.rounding import apportion, round_decimal
from investtrack.wording import amount_text, names_text, printed_places


_NAMED = 3
DIFFERENCES = {
    definition.id: (definition.rule.first, definition.rule.second)
    for definition in DEFINITIONS
    if isinstance(definition.rule, Difference) and definition.kind is Kind.MONEY
}
"""Amount → the two that it is the difference of: printed beside both, it is a part of the first."""


Parts = dict[str, Any]
"""Name of a part → its exact amount."""
Groups = dict[str, tuple[str, list[object]]]
"""Id of the figure to be noted → its whole, and what is printed of the parts that make it up."""


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


def with_rounding_noted(
    figures: Mapping[str, Figure], display: DisplayProfile
) -> dict[str, Figure]:
    """Return *figures* with a note at every whole, or difference, that its printed parts do not give.

    Each is rounded once from its own exact value, so that what is printed need not add up; the exact amounts do.
    """
    done = dict(figures)
    for figure_id, apart in _apart(figures, _groups(figures), display).items():
        figure = figures[figure_id]
        said = (
            f"按印出的数相加减差{amount_text(apart, figure.display_unit, display)}，是四舍五入所致"
        )
        done[figure_id] = evolve(figure, note=f"{figure.note}；{said}" if figure.note else said)
    return done


def rounding_text(
    figures: Mapping[str, Figure], display: DisplayProfile, told: Collection[str] | None = None
) -> str:
    """Return the sentence that says why printed parts do not give their printed whole; empty where they do.

    Args:
        figures: the report's.
        display: how it prints them.
        told: ids of the figures that the text prints; None where it prints all. Of a whole that it does not print, or
            prints without its parts, nobody can add anything up.
    """
    groups = _groups(figures)
    apart = [
        name
        for name in _apart(figures, groups, display)
        if told is None or _is_told(figures, name, groups[name][0], told)
    ]
    titles = list(dict.fromkeys(figures[groups[name][0]].title for name in apart))
    if not titles:
        return ""
    return f"{names_text(titles, _NAMED)}，分项之和与合计的尾数略有出入，因四舍五入所致"


def _is_told(figures: Mapping[str, Figure], name: str, whole: str, told: Collection[str]) -> bool:
    """Whether a text that prints the figures *told* shows both the whole and the parts that do not give it."""
    if (
        name != whole
    ):  # a series of parts, or a difference: the figure itself stands beside its whole
        return {name, whole} <= set(told)
    parts = [
        f
        for f in figures.values()
        if f.whole == whole and f.kind is Kind.MONEY and f.breakdown is Breakdown.PARTITION
    ]
    return whole in told and all(f.id in told for f in parts if f.value)  # nothing is not printed


def _apart(
    figures: Mapping[str, Figure], groups: Groups, display: DisplayProfile
) -> dict[str, Amount]:
    """Return id of a figure → by how much what is printed of it differs from what its printed parts give."""
    found: dict[str, Amount] = {}
    for name, (whole_id, parts) in groups.items():
        whole = figures[whole_id]
        unit, policy = whole.display_unit, display.rounding
        places = printed_places(unit, display)
        amounts = [whole.value if whole.printed is None else whole.printed, *parts]
        exact = [amount for amount in amounts if isinstance(amount, Amount)]
        shown = [round_decimal(amount.to(unit), places, policy) for amount in exact]
        # What is printed in a smaller unit is not added up by eye; what does not add up exactly is another matter.
        if len(exact) < len(amounts) or any(a and not s for a, s in zip(exact, shown, strict=True)):
            continue
        if exact[0] == Amount.total(exact[1:]) and (apart := abs(shown[0] - sum(shown[1:]))):
            found[name] = Amount.of(apart, unit)
    return found


def _groups(figures: Mapping[str, Figure]) -> Groups:
    """Return id of the figure to be noted → its whole, and what is printed of the parts that make it up."""
    groups: Groups = {}
    for figure in figures.values():
        if figure.breakdown is not Breakdown.PARTITION or figure.whole not in figures:
            continue
        value = figure.value if figure.printed is None else figure.printed
        if figure.kind is Kind.MONEY:
            groups.setdefault(figure.whole, (figure.whole, []))[1].append(value)
        elif isinstance(value, Mapping):
            groups[figure.id] = (figure.whole, list(value.values()))
    for figure_id, (first, second) in DIFFERENCES.items():
        if {figure_id, first, second} <= figures.keys():
            parts: list[object] = [figures[name].value for name in (second, figure_id)]
            groups[figure_id] = (first, parts)
    return groups


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
