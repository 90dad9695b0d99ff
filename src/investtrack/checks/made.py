"""How rules make findings."""

from __future__ import annotations

from typing import Any

from investtrack.metrics.figure import label_of
from investtrack.model.finding import Finding, Grade
from investtrack.model.source import CellRef
from investtrack.values.amount import Amount, Unit, plain


def wan(amount: Amount) -> str:
    """Return an amount as findings show it: exact, in 万元."""
    return f"{plain(amount.to(Unit.WAN))}万元"


def fault(  # noqa: PLR0913 - a finding has this many parts
    code: str,
    grade: Grade,
    record: Any,  # noqa: ANN401 - records share no base
    key: str,
    message: str,
    *,
    found: str = "",
    expected: str = "",
    mend: str = "",
    related: tuple[CellRef, ...] = (),
) -> Finding:
    """Return a finding at field *key* of *record*, its message led by the record's name."""
    place = record.origin.cell(key)
    return Finding(
        code, grade, f"“{label_of(record)}”{message}", place, found, expected, mend, related
    )
