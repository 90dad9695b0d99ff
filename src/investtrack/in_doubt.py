"""Which figures rest on cells that are in error: what must be marked where it is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from investtrack.findings import Finding, Grade
from investtrack.metrics.figure import ContributionColumn, Figure
from investtrack.model.ledger import Ledger
from investtrack.model.source import NOWHERE, Origin, SheetRef
from investtrack.values.cell import column_index


_IDENTITY = frozenset({"name", "code"})
"""Fields that say which project a row is: an error in them is one in whatever the row gives."""
_CELL = re.compile(r"([A-Z]+)(\d+)")
_ROW = re.compile(r"第(\d+)行")


@frozen(eq=False)
class _Fault:
    """An error with the record it stands in and the field, empty for the whole row."""

    finding: Finding
    record: Any
    key: str


def errors_by_figure(
    ledger: Ledger, figures: Mapping[str, Figure], findings: Collection[Finding]
) -> dict[str, tuple[Finding, ...]]:
    """Return figure id → the errors in what it is computed from, without those that have none.

    An error touches a figure that takes its row: by the field it stands in, or as a whole where it says which
    project the row is. What could not be read takes part in no figure; it touches those that read its column in
    other rows.

    Args:
        ledger: the records.
        figures: what was computed of them.
        findings: of any grade; errors alone count.
    """
    faults = list(_faults(ledger, [f for f in findings if f.grade is Grade.ERROR]))
    if not faults:
        return {}
    held: dict[int, frozenset[int]] = {}
    found: dict[str, tuple[Finding, ...]] = {}
    for figure in figures.values():
        touching: dict[int, Finding] = {}
        for section in figure.sections:
            key = id(section.records)
            if key not in held:
                held[key] = frozenset(map(id, section.records))
            for fault in faults:
                if id(fault.finding) not in touching and _touches(fault, section, held[key]):
                    touching[id(fault.finding)] = fault.finding
        if touching:
            found[figure.id] = tuple(touching.values())
    return found


def _faults(ledger: Ledger, errors: Sequence[Finding]) -> Iterator[_Fault]:
    """Yield each error with the records at its own cell and at those that take part."""
    wanted: dict[tuple[str, str, int], list[tuple[Finding, str]]] = {}
    for finding in errors:
        for place in (finding.place, *finding.related):
            cell, row = _CELL.fullmatch(place.cell), _ROW.fullmatch(place.cell)
            number = int(cell[2]) if cell else int(row[1]) if row else 0
            if number:
                letters = cell[1] if cell else ""
                key = (place.file, place.sheet, number)
                wanted.setdefault(key, []).append((finding, letters))
    if not wanted:
        return
    for _, record in ledger.records():
        origin: Origin = getattr(record, "origin", NOWHERE)
        for finding, letters in wanted.get((origin.sheet.file, origin.sheet.sheet, origin.row), ()):
            yield _Fault(finding, record, _key(origin.sheet, letters))


def _key(sheet: SheetRef, letters: str) -> str:
    if not letters:
        return ""
    index = column_index(letters)
    return next((key for key, column in sheet.columns.items() if column == index), "")


def _touches(fault: _Fault, section: ContributionColumn, held: frozenset[int]) -> bool:
    if id(fault.record) in held:
        return not fault.key or fault.key in _IDENTITY or fault.key in section.keys(fault.record)
    if fault.key not in dict(fault.record.origin.texts):
        return False
    # What it could not read, it did not take: does it read that column elsewhere?
    sheet = fault.record.origin.sheet
    other = next((r for r in section.records if getattr(r, "origin", NOWHERE).sheet is sheet), None)
    return other is not None and fault.key in section.keys(other)
