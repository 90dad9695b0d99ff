"""Writers that run as processes of their own: python writers.py many|die PLACE GATE REGION….

Of several regions the others' processes part from the first one's, once it has imported what all need.
"""

import os
import sys
import time
from datetime import date, datetime
from pathlib import Path

from attrs import evolve

from investtrack.model.ledger import Region
from investtrack.plugin import Extract
from investtrack_sql import store as module
from investtrack_testing import sample_ledger


NOON = datetime(2022, 3, 21, 12)


def many(place, region):
    """Add eight versions, one a day."""
    ledger = evolve(sample_ledger(), region=Region(name=region))
    with module.Store(place) as store:
        for day in range(1, 9):
            store.add(Extract(evolve(ledger, as_of=date(2022, 3, day))), recorded_at=NOON)


def die(place, region):
    """Die after half the records of a version have been written."""
    real = module._add_records

    def half(connection, version, rows, stored):
        real(connection, version, rows[: len(rows) // 2], stored)
        os._exit(9)

    module._add_records = half
    many(place, region)


def parted(work, *given):
    """Return the number of a process that parts here to do *work*."""
    if child := os.fork():
        return child
    try:
        work(*given)
    except BaseException:  # noqa: BLE001 - the process ends as Python's own would
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    what, where, gate, whose, *others = sys.argv[1:]
    while not Path(gate).exists():
        time.sleep(0.005)
    work = {"many": many, "die": die}[what]
    begun = [parted(work, where, other) for other in others]
    work(where, whose)
    ended = [os.waitpid(one, 0)[1] for one in begun]
    sys.exit(any(ended))
