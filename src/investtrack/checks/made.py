"""How rules make findings."""

from __future__ import annotations

from typing import Any

from investtrack.findings import Finding, make
from investtrack.metrics.figure import label_of
from investtrack.values.cell import CellRef


def fault(
    code: str,
    record: Any,  # noqa: ANN401 - records share no base
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
