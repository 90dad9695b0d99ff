"""How rules make findings."""

from __future__ import annotations

from investtrack.findings import Finding, make
from investtrack.metrics.figure import label_of
from investtrack.model.record import Record
from investtrack.values.cell import CellRef


def fault(
    code: str,
    record: Record,
    key: str,
    /,
    *,
    variant: str = "",
    related: tuple[CellRef, ...] = (),
    **fields: object,
) -> Finding:
    """Return the finding *code* at field *key* of *record*; the field ``name`` is the record's."""
    place = record.origin.cell(key)
    return make(code, place, variant=variant, related=related, name=label_of(record), **fields)
