"""Whether a ledger holds what its fields are declared to hold: a float or a bare string is not an amount."""

from __future__ import annotations

from functools import cache
from typing import get_type_hints

from investtrack.model.columns import columns
from investtrack.model.converter import ledger_from_json, ledger_to_json
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.ledger import Ledger
from investtrack.model.made_in_code import holds
from investtrack_testing import promises
from investtrack_testing.promises import BrokenPromiseError, demand
from investtrack_testing.running import said


__tracebackhide__ = True  # pytest shows the author's line, not ours


def check_types(ledger: Ledger, what: str) -> None:
    """Demand that every value of every record is of its field's declared type.

    Raises:
        BrokenPromiseError: one is not.
    """
    for sheet, record in ledger.records():
        for key, label, declared in _declared(sheet.record):
            value = getattr(record, key)
            demand(
                holds(declared)(value),
                promises.EXACT_VALUES,
                f"{what}: {label} of {sheet.name} row {record.origin.row} is {value!r:.60}.",
            )


@cache
def _declared(record: type) -> tuple[tuple[str, str, object], ...]:
    hints = get_type_hints(record)
    return tuple((column.key, column.label, hints[column.key]) for column in columns(record))


def check_round_trip(ledger: Ledger, what: str, extensions: Extensions = NO_EXTENSIONS) -> None:
    """Demand that the ledger written as JSON and read back, with the columns of plugins, is the same.

    Raises:
        BrokenPromiseError: it is not.
    """
    try:
        ledger = extensions.fit(
            ledger
        )  # records that an importer made without the columns of plugins
        again = ledger_from_json(ledger_to_json(ledger), extensions)
    except Exception as error:
        raise BrokenPromiseError(promises.EXACT_VALUES, f"{what}: {said(error)}.") from error
    if again == ledger:
        return
    changed = next(
        (
            f"“{getattr(new, 'name', '')}” of {sheet.name}"
            for (sheet, old), (_, new) in zip(ledger.records(), again.records(), strict=False)
            if old != new
        ),
        "the region, period or date",
    )
    demand(
        held=False, promise=promises.EXACT_VALUES, detail=f"{what}: {changed} came back changed."
    )
