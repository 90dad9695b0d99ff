"""What became of records that do not pair by name or code: renamed, split, merged, moved to another list.

Nothing is said on a likeness alone. A project is called renamed where every settled amount is the same and no other
record has them; split or merged where names tell parts of one project and what they cost in all adds up; moved where
the same name or code is gone here and new there.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from attrs import evolve, frozen

from investtrack.checks.identity import Identity, identity_of
from investtrack.comparison import Nature
from investtrack.metrics.figure import label_of
from investtrack.metrics.ledger_view import normal_code, normal_name
from investtrack.model.ledger import Sheet
from investtrack.model.record import CodedRecord
from investtrack.values.amount import ZERO, Amount
from investtrack_compare.matching import (
    LIBRARIES,
    WHOLE,
    MatchedRecords,
    names_alike,
    settled_amounts,
)


Placed = tuple[Sheet, CodedRecord]
"""A record and the sheet it stands in."""

_SURE, _SURE_OF_ONE_OWNER = 3, 2
_MOST_PAIRS = 4_000
_LEAST_BASE = 3
_CODE_OF_PART = re.compile(r"^(.+?)[-_./](?:[0-9]{1,3}|[A-Z])$")


@frozen(eq=False)
class Descent:
    """Records of the old ledger that became others, not one for one or not in their sheet.

    Attributes:
        nature: split, merged or moved.
        before: what they were.
        after: what they are.
        kept: of a split or a merger, the pair of old and new record that goes on under its name or code, if any.
    """

    nature: Nature
    before: tuple[Placed, ...]
    after: tuple[Placed, ...]
    kept: tuple[CodedRecord, CodedRecord] | None = None

    @property
    def difference(self) -> Amount | None:
        """What they cost in all now, less what they cost before; None where a record does not say."""
        before, after = (_whole_of(side) for side in (self.before, self.after))
        return None if before is None or after is None else after - before


@frozen(eq=False)
class Lineage:
    """Every record of two ledgers, paired or told what became of it.

    Attributes:
        matched: sheet → its records paired; those of descents are neither new nor gone.
        renamed: ids of new records that pair by their amounts alone, or by the new name of their project.
        descents: splits, mergers, moves.
    """

    matched: tuple[tuple[Sheet, MatchedRecords], ...]
    renamed: frozenset[int]
    descents: tuple[Descent, ...]

    def names(self) -> dict[str, str]:
        """Return what a project is called now, by the names it and its parts had or have, where they are several."""
        renamed = [
            (old.name, new.name)
            for sheet, records in self.matched
            if sheet.attribute in LIBRARIES
            for old, new in records.pairs
            if old.name and new.name and normal_name(old.name) != normal_name(new.name)
        ]
        # Under the new name, too: what it gave then and gives now is one share.
        found = {normal_name(name): pair[1] for pair in renamed for name in pair}
        for descent in self.descents:
            if descent.nature is not Nature.MOVED:
                whole = descent.before if descent.nature is Nature.SPLIT else descent.after
                found |= {
                    normal_name(record.name): label_of(whole[0][1])
                    for _, record in (*descent.before, *descent.after)
                    if record.name
                }
        return found


def lineage(matched: Iterable[tuple[Sheet, MatchedRecords]]) -> Lineage:
    """Return what became of the records of two ledgers, whose sheets are *matched* by name and code."""
    held = {sheet.attribute: (sheet, records) for sheet, records in matched}
    renamed: set[int] = set()
    for name in LIBRARIES:
        if name in held:
            sheet, records = held[name]
            held[name] = sheet, _paired(records, _renames(records), renamed)
    names = _new_names(held, renamed)
    if names:
        for name, (sheet, records) in held.items():
            if records.gone and records.new:
                held[name] = sheet, _paired(records, _of_renamed(records, names), renamed)
    descents = _descents({name: held[name] for name in LIBRARIES if name in held})
    told = {id(record) for descent in descents for _, record in (*descent.before, *descent.after)}
    return Lineage(
        matched=tuple(
            (
                sheet,
                evolve(
                    records,
                    new=tuple(record for record in records.new if id(record) not in told),
                    gone=tuple(record for record in records.gone if id(record) not in told),
                ),
            )
            for sheet, records in held.values()
        ),
        renamed=frozenset(renamed),
        descents=descents,
    )


# -- renamed --------------------------------------------------------------------------------------


def _renames(records: MatchedRecords) -> Iterator[tuple[CodedRecord, CodedRecord]]:
    """Yield old and new record whose settled amounts are all the same, and no other's."""
    waiting: defaultdict[Hashable, tuple[list[CodedRecord], list[CodedRecord]]] = defaultdict(
        lambda: ([], [])
    )
    for side, group in enumerate((records.gone, records.new)):
        for record in group:
            if _cost(record):
                key = (_cost(record), getattr(record, "year_plan", None))
                waiting[key][side].append(record)
    for gone, new in waiting.values():
        if not gone or not new or len(gone) * len(new) > _MOST_PAIRS:
            continue
        pairs = [(old, now) for old in gone for now in new if _is_renamed(old, now)]
        for old, now in pairs:
            if sum(old is one for one, _ in pairs) == sum(now is one for _, one in pairs) == 1:
                yield old, now


def _is_renamed(old: object, new: object) -> bool:
    if _identity(old).parts != _identity(new).parts:
        return False
    before, after = settled_amounts(old), settled_amounts(new)
    both = before.keys() & after.keys()
    if any(before[key] != after[key] for key in both):
        return False
    same = len({before[key] for key in both if before[key]})
    if names_alike(old, new):
        return same >= 1
    return same >= (_SURE_OF_ONE_OWNER if _one_owner(old, new) else _SURE)


def _one_owner(old: object, new: object) -> bool:
    owners = [
        getattr(record, "owner", None) or getattr(record, "responsible_unit", None)
        for record in (old, new)
    ]
    return bool(owners[0]) and owners[0] == owners[1]


def _new_names(
    held: Mapping[str, tuple[Sheet, MatchedRecords]], renamed: set[int]
) -> dict[str, set[str]]:
    """Return the names that projects have now, by what they were called; of those renamed, or corrected beside their code."""
    names: dict[str, set[str]] = {}
    for attribute in LIBRARIES:
        for old, new in held[attribute][1].pairs if attribute in held else ():
            if old.name and new.name and (id(new) in renamed or old.name != new.name):
                names.setdefault(normal_name(old.name), set()).add(normal_name(new.name))
    return names


def _of_renamed(
    records: MatchedRecords, names: Mapping[str, set[str]]
) -> Iterator[tuple[CodedRecord, CodedRecord]]:
    """Yield records that speak of a renamed project, where each name has one."""
    waiting: defaultdict[str, list[CodedRecord]] = defaultdict(list)
    for record in records.new:
        waiting[normal_name(getattr(record, "name", None) or "")].append(record)
    for record in records.gone:
        for name in names.get(normal_name(getattr(record, "name", None) or ""), ()):
            if waiting[name]:
                yield record, waiting[name].pop(0)
                break


def _paired(
    records: MatchedRecords, found: Iterable[tuple[CodedRecord, CodedRecord]], renamed: set[int]
) -> MatchedRecords:
    pairs = tuple(found)
    if not pairs:
        return records
    renamed.update(id(new) for _, new in pairs)
    old_ones, new_ones = ({id(pair[side]) for pair in pairs} for side in (0, 1))
    return MatchedRecords(
        (*records.pairs, *pairs),
        tuple(record for record in records.new if id(record) not in new_ones),
        tuple(record for record in records.gone if id(record) not in old_ones),
    )


# -- moved, split, merged -------------------------------------------------------------------------


def _descents(held: Mapping[str, tuple[Sheet, MatchedRecords]]) -> tuple[Descent, ...]:
    gone = [(sheet, record) for sheet, records in held.values() for record in records.gone]
    new = [(sheet, record) for sheet, records in held.values() for record in records.new]
    if not gone and not new:
        return ()
    pairs = [(sheet, *pair) for sheet, records in held.values() for pair in records.pairs]
    found = list(_moves(gone, new, pairs))
    told: set[int] = set()

    def left(placed: Sequence[Placed]) -> list[Placed]:
        told.update(id(one) for each in found for _, one in (*each.before, *each.after))
        return [(sheet, record) for sheet, record in placed if id(record) not in told]

    going_on = [(sheet, old, now) for sheet, old, now in pairs if _cost(old) != _cost(now)]
    for whole, kept, parts in _families(left(gone), going_on, left(new)):
        found.append(Descent(Nature.SPLIT, (whole,), parts, kept))
    turned = [(sheet, now, old) for sheet, old, now in going_on if id(now) not in told]
    for whole, kept, parts in _families(left(new), turned, left(gone)):
        found.append(Descent(Nature.MERGED, parts, (whole,), kept and (kept[1], kept[0])))
    for whole, parts in _shares(left(gone), left(new)):
        found.append(Descent(Nature.SPLIT, (whole,), parts))
    for whole, parts in _shares(left(new), left(gone)):
        found.append(Descent(Nature.MERGED, parts, (whole,)))
    return tuple(found)


def _shares(
    wholes: Sequence[Placed], parts: Sequence[Placed]
) -> Iterator[tuple[Placed, tuple[Placed, ...]]]:
    """Yield a project and those that, whatever they are called, make it in every settled amount, where no others do.

    Of two that are made of the same, neither is told; nor is one for which there are more ways to look than are looked at.
    """
    if len(wholes) * len(parts) > _MOST_PAIRS:
        return
    taken: set[int] = set()
    alike = Counter(_settled(placed) for placed in wholes)
    steps = iter(range(_MOST_STEPS))
    for placed in wholes:
        near = [
            part
            for part in parts
            if part[0].attribute == placed[0].attribute
            and id(part[1]) not in taken
            and _may_be_part(part[1], placed[1])
        ]
        found = list(islice(_makers(placed, near, steps), 2))
        if len(found) == 1 and next(steps, None) is not None and alike[_settled(placed)] == 1:
            taken.update(id(record) for _, record in found[0])
            yield placed, found[0]


_MOST_PARTS, _MOST_STEPS = 8, 50_000


def _settled(placed: Placed) -> tuple[str, frozenset[tuple[str, Amount]]]:
    return placed[0].attribute, frozenset(settled_amounts(placed[1]).items())


def _may_be_part(part: object, whole: object) -> bool:
    """Whether a record costs something, and no settled amount of it is more than that of *whole*."""
    settled, own = settled_amounts(whole), settled_amounts(part)
    cost, all_of_it = _cost(part), _cost(whole)
    fits = own.keys() <= settled.keys() and all(own[key] <= settled[key] for key in own)
    return fits and cost is not None and all_of_it is not None and ZERO < cost < all_of_it


def _makers(
    whole: Placed, near: Sequence[Placed], steps: Iterator[int]
) -> Iterator[tuple[Placed, ...]]:
    """Yield every choice of two to eight of *near* that makes *whole*; the last of each is looked up by what is left."""
    settled = settled_amounts(whole[1])
    keys = sorted(settled)
    sizes = [_amounts_by(keys, settled_amounts(record)) for _, record in near]
    last_at: defaultdict[tuple[Fraction, ...], list[int]] = defaultdict(list)
    for place, size in enumerate(sizes):
        last_at[size].append(place)
    waiting: list[tuple[tuple[int, ...], tuple[Fraction, ...]]]
    waiting = [((), _amounts_by(keys, settled))]
    while waiting:
        before, rest = waiting.pop()
        for place in range(before[-1] + 1 if before else 0, len(near)):
            if next(steps, None) is None:
                return
            chosen, left = (*before, place), _less(rest, sizes[place])
            if min(left) < 0:
                continue
            for last in last_at.get(left, ()):
                parts = tuple(near[at] for at in (*chosen, last))
                if last > place and _make(whole[1], [record for _, record in parts]):
                    yield parts
            if len(chosen) < _MOST_PARTS - 1:
                waiting.append((chosen, left))


def _amounts_by(keys: Sequence[str], amounts: Mapping[str, Amount]) -> tuple[Fraction, ...]:
    return tuple(Fraction(amounts[key].yuan) if key in amounts else Fraction(0) for key in keys)


def _less(one: Sequence[Fraction], other: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(first - second for first, second in zip(one, other, strict=True))


def _make(whole: object, parts: Sequence[object]) -> bool:
    """Whether the settled amounts of *parts* make those of *whole*, each, and are enough that it is no accident."""
    settled = settled_amounts(whole)
    owns = [settled_amounts(part) for part in parts]
    if set().union(*owns) != settled.keys():
        return False
    made = all(
        Amount.total(own[key] for own in owns if key in own) == amount
        for key, amount in settled.items()
    )
    return made and len({amount for amount in settled.values() if amount}) >= _SURE


def _moves(
    gone: Sequence[Placed],
    new: Sequence[Placed],
    pairs: Sequence[tuple[Sheet, CodedRecord, CodedRecord]],
) -> Iterator[Descent]:
    """Yield records that stand in another list now, and plans of entry that are gone since they entered."""
    waiting: defaultdict[Hashable, list[Placed]] = defaultdict(list)
    for placed in new:
        for key in _keys(placed[1]):
            waiting[key].append(placed)
    entered: dict[Hashable, Placed] = {}
    for sheet, _, now in pairs:
        if getattr(now, "is_in_library", None):
            entered.update((key, (sheet, now)) for key in _keys(now))
    taken: set[int] = set()
    for sheet, record in gone:
        targets = (
            placed
            for key in _keys(record)
            for placed in waiting[key]
            if placed[0].attribute != sheet.attribute and id(placed[1]) not in taken
        )
        target = next(targets, None)
        if target is not None:
            taken.add(id(target[1]))
        elif sheet.attribute == "entries":
            target = next((entered[key] for key in _keys(record) if key in entered), None)
        if target is not None:
            yield Descent(Nature.MOVED, ((sheet, record),), (target,))


def _keys(record: object) -> Iterator[Hashable]:
    identity = _identity(record)
    if identity.base:
        yield identity.key
    code = getattr(record, "code", None)
    if code:
        yield normal_code(code)


def _families(
    wholes: Sequence[Placed],
    pairs: Sequence[tuple[Sheet, CodedRecord, CodedRecord]],
    parts: Sequence[Placed],
) -> Iterator[tuple[Placed, tuple[CodedRecord, CodedRecord] | None, tuple[Placed, ...]]]:
    """Yield a record, the pair it goes on as, and the records that are its parts."""
    if not parts:
        return
    by_stem: defaultdict[Hashable, list[Placed]] = defaultdict(list)
    for placed in parts:
        for stem in _stems(placed[1]):
            by_stem[stem].append(placed)
    taken: set[int] = set()
    for sheet, whole, now in (*((*placed, None) for placed in wholes), *pairs):
        near = {
            id(placed[1]): placed
            for stem in _own_stems(whole)
            for placed in by_stem.get(stem, ())
            if id(placed[1]) not in taken
        }
        first = [] if now is None else [(sheet, now)]
        family = _parts_of((sheet, whole), first, list(near.values()))
        if family:
            taken.update(id(record) for _, record in family)
            yield (sheet, whole), None if now is None else (whole, now), family


def _parts_of(whole: Placed, first: list[Placed], near: list[Placed]) -> tuple[Placed, ...]:
    """Return the parts of a project: all that are called after it, else those called its phases, if they add up.

    Where the names say phases of one that is gone, they are its parts whatever they add up to.
    """
    own = _identity(whole[1])
    phases = [
        placed
        for placed in near
        if (found := _identity(placed[1])).base == own.base and found.parts and found != own
    ]
    for parts in ((*first, *near), (*first, *phases)):
        if len(parts) > 1 and _cost(whole[1]) and _whole_of(parts) == _cost(whole[1]):
            return parts
    return tuple(phases) if len(phases) > 1 and not first else ()


def _own_stems(record: object) -> Iterator[Hashable]:
    """Yield what the names and codes of a project's parts begin with."""
    identity = _identity(record)
    if len(identity.base) >= _LEAST_BASE:
        yield identity.base
    code = getattr(record, "code", None)
    if code:
        yield "code", normal_code(code)


def _stems(record: object) -> Iterator[Hashable]:
    """Yield what the project may be called that a record is part of."""
    base = _identity(record).base
    for end in range(_LEAST_BASE, len(base) + 1):
        yield base[:end]
    code = normal_code(getattr(record, "code", None) or "")
    if code:
        yield "code", code
        found = _CODE_OF_PART.match(code)
        if found:
            yield "code", found[1]


def _identity(record: object) -> Identity:
    return identity_of(getattr(record, "name", None) or "")


def _cost(record: object) -> Amount | None:
    """Return what a project costs in all, whatever its sheet calls it."""
    return next((value for key in WHOLE if (value := getattr(record, key, None)) is not None), None)


def _whole_of(placed: Iterable[Placed]) -> Amount | None:
    costs = [_cost(record) for _, record in placed]
    return None if None in costs else Amount.total(cost for cost in costs if cost is not None)


def together(placed: Sequence[Placed], name: str) -> CodedRecord:
    """Return records as one that has their amounts together; of months what those state that have them."""
    (_, first), *rest = placed
    if not rest:
        return first
    changes: dict[str, Any] = {"name": name}
    for key in _AMOUNTS:
        if not hasattr(first, key):
            continue
        values = [
            value for _, record in placed if (value := getattr(record, key, None)) not in (None, ())
        ]
        if values and isinstance(values[0], Amount):
            changes[key] = Amount.total(values)
        elif values:
            months = sorted({end for series in values for end, _ in series})
            changes[key] = tuple(
                (
                    end,
                    Amount.total(
                        amount for series in values for each, amount in series if each == end
                    ),
                )
                for end in months
            )
    return evolve(first, **changes)  # type: ignore[misc]


_AMOUNTS = (
    *WHOLE, "cumulative_before_year", "year_plan", "planned", "actual", "cumulative", "unreportable", "contribution",
    "funds_needed", "funds_this_year", "funds", "paid_in",
)  # fmt: skip
