"""How large projects are in each sheet, and what they get: held against the projects of all other sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from attrs import frozen

from investtrack.findings import Finding, make
from investtrack.metrics.figure import label_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.columns import column_by_key
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE
from investtrack.model.project import Project
from investtrack.model.record import NamedRecord
from investtrack.values.amount import Amount
from investtrack.values.cell import CellRef
from investtrack.values.period import Month


BEYOND = 100
"""How far beyond its bounds a ratio is an error."""
FEW, LENIENT = 3, 3
"""Of fewer rows than these, bounds are wider: one row may be odd."""
MANY = 5
"""From so many rows on, one is held against what is usual among them."""
_OUTSIZE = 500
_ENOUGH = 500

_SIZES = (
    ("projects", "total_investment"), ("entries", "total_investment"), ("starts", "total_investment"),
    ("reserves", "total_investment"), ("promotions", "agreed"),
)  # fmt: skip
"""Columns that state how large projects are; counties' sheets differ less than these bounds."""
_SIZE_BOUND, _SIZE_FAR = Decimal(30), Decimal(1000)


@frozen
class _Bounds:
    """What a ratio may be, and how many times beyond that it is an error."""

    least: Decimal
    most: Decimal
    far: Decimal

    def are_far_from(self, ratio: Decimal) -> bool:
        """Whether *ratio* is beyond what is doubtful."""
        return ratio > self.most * self.far or ratio < self.least / self.far


_SHARE = _Bounds(1 / Decimal(3000), Decimal(30), Decimal(BEYOND))
_FUNDS = ("allotted", "arrived", "paid")
_SHARES = (*(("funds", key) for key in _FUNDS), ("promotions", "paid_in"), ("reserves", "funds_needed"))  # fmt: skip
"""Columns that state what some projects get: their middle row as a share of the middle project."""
_LARGEST = {
    ("reserves", "total_investment"): 2 / Decimal(3),
    ("promotions", "agreed"): 2 / Decimal(3),
    ("reserves", "funds_needed"): 1 / Decimal(2),
    ("promotions", "paid_in"): 1 / Decimal(4),
}
"""Columns whose largest row is no less than this share of what three quarters of the projects elsewhere exceed."""
_ONE_OR_TWO = 25
"""How much less the largest may be where it is of one row or two: a first payment may be small."""
_OF_PROJECT = _Bounds(1 / Decimal(200), Decimal(2), Decimal(BEYOND))
"""What the funds of a project may be of what it costs, in most rows."""


def check_sizes(facts: LedgerView) -> Iterator[Finding]:
    """Yield the columns of sizes, and of what projects get, that cannot be of one unit with the projects of other sheets."""
    found = {
        (attribute, key): items
        for attribute, key in _SIZES
        if (items := list(_sized(facts, attribute, key)))
    }
    ordered = {place: sorted(amount.yuan for _, amount in items) for place, items in found.items()}
    for (attribute, key), items in found.items():
        yield from _outsize(attribute, key, items, ordered[attribute, key])
    while len(found) > 1:
        apart = {place: _apart(place, ordered) for place in found}
        place = max(apart, key=lambda one: max(apart[one], 1 / apart[one]))
        ratio = apart[place]
        few = min(len(found[place]), sum(len(items) for one, items in found.items() if one != place))  # fmt: skip
        bound = _SIZE_BOUND * (1 if few >= FEW else LENIENT)
        if 1 / bound <= ratio <= bound:
            break
        reference = _middle_of(_but(place, found))
        bounds = _Bounds(1 / bound, bound, _SIZE_FAR / bound)
        yield _other_size(place, found[place], reference, ratio, bounds)
        del found[place], ordered[place]
    yield from _shares(facts, found)


_Row = TypeVar("_Row")


def records_of(facts: LedgerView, attribute: str) -> Sequence[Any]:
    """Return the rows of a sheet, none where it is absent."""
    return getattr(facts.ledger, attribute) or ()


def sample(records: Sequence[_Row]) -> Sequence[_Row]:
    """Return rows from all over a long sheet: what is wrong with a column is wrong in most of them."""
    return records[:: 1 + len(records) // _ENOUGH]


def field_label(attribute: str, key: str) -> str:
    """Return a field as a clerk reads it: 项目总投资, 2022年1—3月计划完成投资."""
    field, _, end = key.partition(".")
    label = column_by_key(SHEET_BY_ATTRIBUTE[attribute].record)[field].label
    return f"{Month.parse(end).ytd_label}{label}" if end else label


def times(ratio: Decimal) -> str:
    """Return a ratio as a clerk reads it: 1/200, 30倍."""
    if ratio >= 1:
        return f"{round(ratio)}倍"
    return f"1/{round(1 / ratio)}"


def _but(place: tuple[str, str], found: _Sized) -> list[tuple[NamedRecord, Amount]]:
    return [item for one, items in found.items() if one != place for item in items]


def _shares(facts: LedgerView, found: _Sized) -> Iterator[Finding]:
    """Yield the columns of what projects get that are of another order than the projects themselves, and those dwarfed."""
    projects = [item for items in found.values() for item in items]
    if not projects:
        return
    middle = _middle_of(projects)
    columns = {place: rows for place in _SHARES if (rows := list(_sized(facts, *place)))}
    for place, rows in columns.items():
        told = _of_projects(facts, place[1], rows) if place[0] == "funds" else None
        ratio = _middle_of(rows)[1].yuan / middle[1].yuan
        if told is not None:
            yield from told
        elif not _SHARE.least <= ratio <= _SHARE.most:
            yield _other_size(place, rows, middle, ratio, _SHARE)
        else:
            yield from _dwarfed(place, rows, projects)
    for place, items in found.items():
        yield from _dwarfed(place, items, _but(place, found))


def _of_projects(
    facts: LedgerView, key: str, rows: Sequence[tuple[NamedRecord, Amount]]
) -> list[Finding] | None:
    """Return what is wrong with funds beside what the projects that they are for cost; None where no row names one."""
    held: list[tuple[Decimal, NamedRecord, Amount, Project, Amount]] = []
    for record, amount in rows:
        project = facts.project_of(record)
        total = project.total_investment if project is not None else None
        if project is not None and total is not None and total.yuan > 0:
            held.append((amount.yuan / total.yuan, record, amount, project, total))
    if not held:
        return None
    held.sort(key=lambda each: each[0])
    ratio, record, amount, project, total = held[len(held) // 2]
    wide = 1 if len(held) >= FEW else LENIENT
    if _OF_PROJECT.least / wide <= ratio <= _OF_PROJECT.most * wide:
        return []
    return [
        make(
            "magnitude-doubtful",
            record.origin.cell(key),
            variant="slip" if _OF_PROJECT.are_far_from(ratio) else "doubt",
            sheet=SHEET_BY_ATTRIBUTE["funds"].name,
            label=field_label("funds", key),
            other="项目" + field_label("projects", "total_investment"),
            times=times(ratio),
            name=label_of(record),
            amount=amount,
            other_amount=total,
            bounds=f"{times(_OF_PROJECT.least)}到{times(_OF_PROJECT.most)}",
            related=_cells_of_size(project),
        )
    ]


def _dwarfed(
    place: tuple[str, str],
    rows: Sequence[tuple[NamedRecord, Amount]],
    others: Sequence[tuple[NamedRecord, Amount]],
) -> Iterator[Finding]:
    """Yield a column whose largest row is small beside three quarters of the projects elsewhere."""
    if place not in _LARGEST or not others:
        return
    least = _LARGEST[place] / (1 if len(rows) >= FEW else _ONE_OR_TWO)
    (record, largest), low = _at(rows, len(rows) - 1), _at(others, len(others) // 4)
    ratio = largest.yuan / low[1].yuan
    if ratio < least:
        yield make(
            "magnitude-between-sheets",
            record.origin.cell(place[1]),
            variant="largest",
            sheet=SHEET_BY_ATTRIBUTE[place[0]].name,
            label=field_label(*place),
            times=times(ratio),
            amount=largest,
            other_amount=low[1],
            bounds=f"{times(least)}以上",
            related=_cells_of_size(low[0]),
        )


def _outsize(
    attribute: str,
    key: str,
    items: Sequence[tuple[NamedRecord, Amount]],
    ordered: Sequence[Decimal],
) -> Iterator[Finding]:
    """Yield a project hundreds of times as large as most of its sheet; of 项目台账, its own amounts say so."""
    if len(items) < MANY or attribute == "projects":
        return
    middle = Amount(ordered[len(ordered) // 2])
    if all(_is_of_size(end / middle.yuan) for end in (ordered[0], ordered[-1])):
        return
    for record, amount in items:
        ratio = amount.yuan / middle.yuan
        if not _is_of_size(ratio):
            yield make(
                "magnitude-outsize",
                record.origin.cell(key),
                sheet=SHEET_BY_ATTRIBUTE[attribute].name,
                name=label_of(record),
                label=field_label(attribute, key),
                times=times(ratio),
                amount=amount,
                middle=middle,
            )


def _is_of_size(ratio: Decimal) -> bool:
    return 1 / Decimal(_OUTSIZE) <= ratio <= _OUTSIZE


def _sized(facts: LedgerView, attribute: str, key: str) -> Iterator[tuple[NamedRecord, Amount]]:
    records = records_of(facts, attribute)
    for record in sample(records) if attribute == "projects" else records:
        amount = getattr(record, key)
        if isinstance(amount, Amount) and amount.yuan > 0:
            yield record, amount


_Sized = Mapping[tuple[str, str], Sequence[tuple[NamedRecord, Amount]]]


def _apart(place: tuple[str, str], ordered: Mapping[tuple[str, str], Sequence[Decimal]]) -> Decimal:
    """Return the middle size of a sheet as a multiple of the middle size in the others."""
    own = ordered[place]
    others = sorted(yuan for one, sizes in ordered.items() if one != place for yuan in sizes)
    return own[len(own) // 2] / others[len(others) // 2]


def _other_size(
    place: tuple[str, str],
    items: Sequence[tuple[NamedRecord, Amount]],
    reference: tuple[NamedRecord, Amount],
    ratio: Decimal,
    bounds: _Bounds,
) -> Finding:
    attribute, key = place
    record, amount = _middle_of(items)
    return make(
        "magnitude-between-sheets",
        record.origin.cell(key),
        variant="slip" if bounds.are_far_from(ratio) else "",
        sheet=SHEET_BY_ATTRIBUTE[attribute].name,
        label=field_label(attribute, key),
        times=times(ratio),
        amount=amount,
        other_amount=reference[1],
        bounds=f"{times(bounds.least)}到{times(bounds.most)}",
        related=_cells_of_size(reference[0]),
    )


def _middle_of(items: Sequence[tuple[NamedRecord, Amount]]) -> tuple[NamedRecord, Amount]:
    return _at(items, len(items) // 2)


def _at(items: Sequence[tuple[NamedRecord, Amount]], number: int) -> tuple[NamedRecord, Amount]:
    """Return the item of that place by size."""
    yuan = [amount.yuan for _, amount in items]
    return items[sorted(range(len(yuan)), key=yuan.__getitem__)[number]]


def _cells_of_size(record: NamedRecord) -> tuple[CellRef, ...]:
    key = "agreed" if hasattr(record, "agreed") else "total_investment"
    return (record.origin.cell(key),)
