"""Writes a report's ledger as a history store of one version, in a SQLite file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import PlainExporter


if TYPE_CHECKING:
    from investtrack.model.ledger import Ledger
    from investtrack.report import Report


class StoreExporter(PlainExporter):
    """Writes a store that holds this one ledger; ``history add`` puts it into one that is there."""

    name: ClassVar[str] = "history"
    label: ClassVar[str] = "历史库"
    suffix: ClassVar[str] = ".sqlite"

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write *report*'s ledger, as of its date, to *stream*; the same report gives the same bytes."""
        import tempfile

        from investtrack.plugin import Extract
        from investtrack_sql.store import Store

        ledger = _dated(report)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store.sqlite"
            with Store(path, create=True) as store:
                day = datetime.combine(report.as_of, time())
                store.add(Extract(ledger, report.findings), recorded_at=day)
            stream.write(path.read_bytes())

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return what the store says otherwise than the ledger, and what it lacks."""
        import tempfile

        from investtrack_sql.store import Store

        wanted = _dated(report)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "store.sqlite"  # opening a store can write beside it
            copy.write_bytes(path.read_bytes())
            with Store(copy, extensions=report.profile.extensions) as store:
                faults = [str(fault) for fault in store.verify()]
                held = [store.load(version).ledger for version in store.versions()]
        return faults if faults or held == [wanted] else ["库里的台账与写入的不同"]


def _dated(report: Report) -> Ledger:
    """Return the ledger as it is put into the store: with the report's period and date, and a region."""
    from attrs import evolve

    ledger = evolve(report.ledger, period=report.period, as_of=report.as_of)
    if ledger.region.name:
        return ledger
    return evolve(ledger, region=evolve(ledger.region, name="未填地区"))
