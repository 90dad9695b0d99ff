"""The figures of a run: the core's and those of plugins. A figure that is replaced takes its dependents with it, or is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from investtrack.metrics import DEFINITIONS
from investtrack.metrics.measures import Measure
from investtrack.metrics.rules import Definition, Rule
from investtrack.metrics.selection import Selection
from investtrack.model.profile import Profile


def definitions_of(profile: Profile) -> tuple[Definition, ...]:
    """Return the definitions of every figure of a run with *profile*, in the order of the contract, plugins' last."""
    return profile.extensions.definitions or DEFINITIONS


def assembled(added: Sequence[Definition]) -> tuple[tuple[Definition, ...], dict[str, str]]:
    """Return the definitions with *added* among them, and id → why one was refused, in Chinese."""
    own = {definition.id: definition for definition in DEFINITIONS}
    new = {definition.id: definition for definition in added}
    refused = {name: why for name in new if (why := _fault(new[name], own, new))}
    # What is refused no longer stands beside the others: until nothing more falls.
    while fallen := {
        name: why
        for name in new.keys() - refused.keys()
        if (
            why := _stands_alone(new[name], own, {n: d for n, d in new.items() if n not in refused})
        )
    }:
        refused |= fallen
    kept = {name: definition for name, definition in new.items() if name not in refused}
    return tuple((own | kept).values()), refused


def _fault(
    definition: Definition, own: Mapping[str, Definition], new: Mapping[str, Definition]
) -> str | None:
    """Return what is wrong with a definition by itself."""
    replaced = own.get(definition.id)
    if replaced is not None and replaced.kind is not definition.kind:
        return f"“{definition.id}”是 {replaced.kind}，不能换成 {definition.kind}"
    aliases = {alias: each.id for each in own.values() for alias in each.aliases}
    if definition.id in aliases:
        return f"“{definition.id}”是 {aliases[definition.id]} 的别名，请改用它"
    if definition.whole and definition.whole not in {*own, *new}:
        return f"没有总数指标“{definition.whole}”"
    return None


def _stands_alone(
    definition: Definition, own: Mapping[str, Definition], new: Mapping[str, Definition]
) -> str | None:
    """Return which figures would not follow a definition that replaces one of the core's; nothing where all do."""
    replaced = own.get(definition.id)
    if replaced is None:
        return None
    left = [
        each.id
        for each in own.values()
        if each.id not in new and (each.whole == definition.id or _takes_alike(each, replaced))
    ]
    if not left:
        return None
    return (
        f"“{definition.id}”换了算法，{'、'.join(left)} 从同样的记录直接算出，不会跟着变；请一并给出"
    )


def _takes_alike(one: Definition, replaced: Definition) -> bool:
    """Whether *one* is computed from the records that *replaced* is, without asking for it."""
    asked = one.id in set(_texts(replaced.rule)) or replaced.id in set(_texts(one.rule))
    if asked:
        return False
    selections, measures = _taken(replaced)
    other_selections, other_measures = _taken(one)
    return bool(selections & other_selections) and (
        not measures or not other_measures or bool(measures & other_measures)
    )


def _taken(definition: Definition) -> tuple[set[int], set[int]]:
    """Return what a rule takes, selections and measures apart: rules that take the same hold the same objects."""
    parts = [part for _, part in definition.rule.takes]
    return (
        {id(part) for part in parts if isinstance(part, Selection)},
        {id(part) for part in parts if isinstance(part, Measure)},
    )


def _texts(value: object) -> Iterator[str]:
    """Yield the texts that a rule holds: the ids of the figures it asks for are among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, Rule):
        kind = type(value)
        if attrs.has(kind):
            yield from _texts([getattr(value, field.name) for field in attrs.fields(kind)])
