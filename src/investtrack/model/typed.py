"""Holds a ledger made in code to what its sheets hold; each record was held to its own types where it was made."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.model.ledger import Ledger, Region
from investtrack.model.made_in_code import shown


_MOST = 10


def demand_types(ledger: Ledger) -> None:
    """Demand that every sheet of a ledger holds records of its own type.

    Raises:
        TypeError: one does not; the message names each place, what it holds and what it should.
    """
    faults = list(_faults(ledger))
    if faults:
        more = f"\n… and {len(faults) - _MOST} more" if len(faults) > _MOST else ""
        raise TypeError("\n".join(faults[:_MOST]) + more)


def _faults(ledger: Ledger) -> Iterator[str]:
    if not isinstance(ledger, Ledger):
        yield f"a ledger is a Ledger, not {shown(ledger)}"
        return
    if not isinstance(ledger.region, Region):
        yield f"region is a Region, such as Region(name='甲县'), not {shown(ledger.region)}"
    for sheet in ledger.sheets:
        records = getattr(ledger, sheet.attribute)
        if records is None:
            continue
        if not isinstance(records, (tuple, list)):
            yield f"{sheet.attribute} is a tuple of {sheet.record.__name__}, not {shown(records)}"
            continue
        for place, record in enumerate(records):
            if not isinstance(record, sheet.record):
                yield f"{sheet.attribute}[{place}] is a {sheet.record.__name__}, not {shown(record)}"
