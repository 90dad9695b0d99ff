"""The words figures are defined in: count, total, group, list, and arithmetic on other figures.

A rule gathers contributions and folds them; the value has no other origin.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from attrs import evolve, frozen

from investtrack.metrics.figure import (
    Breakdown,
    ContributionColumn,
    Figure,
    Keys,
    Kind,
    Number,
    Value,
)
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selection
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Rate, growth, ratio


@frozen
class Measure:
    """What is read of a record.

    Attributes:
        label: Chinese name, for the reason why nothing could be read.
        read: facts and record → number, or None where the ledger is silent.
        keys: facts and record → fields it is read from.
    """

    label: str
    read: Callable[[LedgerView, Any], Number | None]
    keys: Callable[[LedgerView, Any], tuple[str, ...]]


@frozen(eq=False)
class Outcome:
    """What a rule found."""

    value: Value | None
    sections: tuple[ContributionColumn, ...] = ()
    missing: int = 0
    reason: str = ""
    note: str = ""


FigureLookup = Callable[[str], Figure]
"""Id → the figure, computed once."""

Rule = Callable[[str, LedgerView, FigureLookup], Outcome]


@frozen(kw_only=True)
class Definition:
    """A figure as defined: one declaration, from which id, title, words and value all come."""

    id: str
    title: str
    kind: Kind
    words: str
    rule: Rule
    breakdown: Breakdown | None = None
    whole: str = ""
    display_unit: Unit = Unit.YI
    aliases: tuple[str, ...] = ()


def field_of(key: str, label: str) -> Measure:
    """Measure a money field as the ledger states it."""
    return Measure(label, lambda _, record: getattr(record, key), lambda _, __: (key,))


def count(selection: Selection, *keys: str) -> Rule:
    """Count the records selected; *keys* are the fields that decided."""

    def rule(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
        selected = facts.select(selection)
        records = selected.records
        section = ContributionColumn(figure, records, (1,) * len(records), _fixed(keys))
        return Outcome(sum(section.amounts), (section,), selected.undecided)  # type: ignore[arg-type]

    return rule


def total(selection: Selection, measure: Measure) -> Rule:
    """Sum *measure* over the records selected; those that lack it are counted as missing."""

    def rule(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
        selected = facts.select(selection)
        section, missing = _measured(figure, facts, selected.records, measure)
        if missing and not section.records:
            raise AbsentError(f"所选{missing}条记录都没有填“{measure.label}”")
        value = Amount.total(section.amounts)  # type: ignore[arg-type]
        return Outcome(value, (section,), missing + selected.undecided)

    return rule


def _fixed(keys: tuple[str, ...]) -> Keys:
    return lambda _: keys


def _measured(
    figure: str, facts: LedgerView, records: Sequence[Any], measure: Measure
) -> tuple[ContributionColumn, int]:
    kept: list[Any] = []
    amounts: list[Number] = []
    for record in records:
        amount = measure.read(facts, record)
        if amount is not None:
            kept.append(record)
            amounts.append(amount)
    section = ContributionColumn(figure, kept, amounts, lambda record: measure.keys(facts, record))
    return section, len(records) - len(kept)


Group = Callable[[LedgerView, Any], Sequence[str]]
"""Record → the parts of the breakdown it belongs to; none where the ledger is silent."""


def grouped_count(
    selection: Selection, group: Group, *keys: str, order: Sequence[str] = ()
) -> Rule:
    """Count the records selected by group; *order* fixes the first keys, the rest are sorted."""

    def rule(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
        selected = facts.select(selection)
        section, missing = _by_group(figure, facts, selected.records, group, keys)
        if missing and not section.records:
            raise AbsentError(f"所选{missing}条记录都没有填分组所依据的单元格")
        totals: dict[str, int] = {}
        for key in section.groups or ():
            totals[key] = totals.get(key, 0) + 1
        return Outcome(_ordered(totals, order), (section,), missing + selected.undecided)

    return rule


def _by_group(
    figure: str, facts: LedgerView, records: Sequence[Any], group: Group, keys: tuple[str, ...]
) -> tuple[ContributionColumn, int]:
    kept: list[Any] = []
    groups: list[str] = []
    missing = 0
    for record in records:
        parts = group(facts, record)
        missing += not parts
        for part in parts:
            kept.append(record)
            groups.append(part)
    return ContributionColumn(figure, kept, (1,) * len(kept), _fixed(keys), groups), missing


def _ordered(totals: dict[str, Any], order: Sequence[str]) -> dict[str, Any]:
    first = [key for key in order if key in totals]
    return {key: totals[key] for key in first + sorted(set(totals) - set(first))}


def grouped_total(selection: Selection, group: Group, measure: Measure) -> Rule:
    """Sum *measure* over the records selected by group; the largest group first."""

    def rule(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
        selected = facts.select(selection)
        section, missing = _measured(figure, facts, selected.records, measure)
        if missing and not section.records:
            raise AbsentError(f"所选{missing}条记录都没有填“{measure.label}”")
        groups = [(group(facts, record) or ("未说明",))[0] for record in section.records]
        totals: dict[str, Amount] = {}
        for key, amount in zip(groups, section.amounts, strict=True):
            if isinstance(amount, Amount):
                totals[key] = totals[key] + amount if key in totals else amount
        totals = dict(sorted(totals.items(), key=lambda item: (-item[1].yuan, item[0])))
        return Outcome(totals, (evolve(section, groups=groups),), missing + selected.undecided)

    return rule


def grouped_load(selection: Selection, group: Group, measure: Measure, *keys: str) -> Rule:
    """Count and sum by group: key → ``{"count", "investment"}``; the largest count first."""

    def rule(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
        selected = facts.select(selection)
        counts, missing = _by_group(figure, facts, selected.records, group, keys)
        totals: dict[str, dict[str, Any]] = {}
        amounts: list[Number | None] = []
        for record, key in zip(counts.records, counts.groups or (), strict=True):
            amount = measure.read(facts, record)
            load = totals.setdefault(key, {"count": 0, "investment": Amount.total(())})
            load["count"] += 1
            if isinstance(amount, Amount):
                load["investment"] += amount
            amounts.append(amount)
        ordered = dict(sorted(totals.items(), key=lambda item: (-item[1]["count"], item[0])))
        section = evolve(counts, amounts=amounts, keys=lambda r: (*keys, *measure.keys(facts, r)))
        return Outcome(ordered, (section,), missing + selected.undecided)

    return rule


Describe = Callable[[LedgerView, Any], dict[str, Any]]


def listing(selection: Selection, describe: Describe, *keys: str) -> Rule:
    """List the records selected, each described by a row with at least ``name``."""

    def rule(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
        selected = facts.select(selection)
        rows = tuple(describe(facts, record) for record in selected.records)
        section = ContributionColumn(figure, selected.records, (None,) * len(rows), _fixed(keys))
        return Outcome(rows, (section,), selected.undecided)

    return rule


def plus(*ids: str) -> Rule:
    """Add other figures; a figure that is absent leaves the sum absent: unknown is not zero."""

    def rule(_: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
        parts = present(lookup, ids)
        value = Amount.total(part.value for part in parts)  # type: ignore[misc]
        sections = tuple(section for part in parts for section in part.sections)
        return Outcome(value, sections, sum(part.missing for part in parts))

    return rule


def minus(first: str, second: str) -> Rule:
    """Subtract one figure from another."""

    def rule(_: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
        above, below = present(lookup, (first, second))
        value = above.value - below.value  # type: ignore[operator]
        sections = above.sections + with_role(below, "－")
        return Outcome(value, sections, above.missing + below.missing)

    return rule


def over(part: str, whole: str) -> Rule:
    """Divide one figure by another; a zero base gives no rate."""

    def rule(_: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
        above, below = present(lookup, (part, whole))
        sections = with_role(above, "分子") + with_role(below, "分母")
        rate = ratio(above.value, below.value)  # type: ignore[arg-type]
        if rate is None:
            raise AbsentError(f"“{below.title}”为零，无法计算比率")
        # the records of a part are among those of its whole: count each once
        part_of = above.whole == below.id
        return Outcome(
            rate,
            sections,
            max(above.missing, below.missing) if part_of else above.missing + below.missing,
        )

    return rule


def grown(
    current: Amount,
    above: tuple[ContributionColumn, ...],
    base: Amount | None,
    below: ContributionColumn,
    note: str,
) -> Outcome:
    """Return growth of *current* over *base*, folded from *above* and *below*; a zero or missing base gives none."""
    rate = growth(current, base)
    if rate is None:
        raise AbsentError("没有上年同期数，或其为零，无法计算增速")
    sections = tuple(_as(section, "分子") for section in above)
    return Outcome(rate, (*sections, evolve(below, role="分母")), note=note)


def with_role(figure: Figure, role: str) -> tuple[ContributionColumn, ...]:
    """Return the sections of *figure* in a new role; what it subtracts stays subtracted."""
    return tuple(_as(section, role) for section in figure.sections)


def _as(section: ContributionColumn, role: str) -> ContributionColumn:
    if section.role == "－" and role != "－":
        role += "（减）"
    return evolve(section, role=role)


def present(lookup: FigureLookup, ids: Sequence[str]) -> tuple[Figure, ...]:
    """Return the figures of *ids*, all with a value.

    Raises:
        AbsentError: one of them has none.
    """
    figures = tuple(lookup(figure) for figure in ids)
    for figure in figures:
        if figure.value is None:
            raise AbsentError(f"缺少“{figure.title}”：{figure.reason}")
    return figures


def rate_of(numerator: int | Amount, denominator: int | Amount, why: str) -> Rate:
    """Return a rate, or raise with *why* where the denominator is zero."""
    found = ratio(numerator, denominator)
    if found is None:
        raise AbsentError(why)
    return found
