"""Writes a report's ledger as a history store of one version, in a SQLite file."""

from __future__ import annotations

import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import BinaryIO, ClassVar

from investtrack.plugin import Exporter, Extract
from investtrack.report import Report


class StoreExporter(Exporter):
    """Writes a store that holds this one ledger; ``history add`` puts it into one that is there."""

    name: ClassVar[str] = "history"
    label: ClassVar[str] = "历史库"
    suffix: ClassVar[str] = ".sqlite"

    def export(self, report: Report, stream: BinaryIO, template: Path | None = None) -> None:  # noqa: ARG002
        """Write *report*'s ledger, as of its date, to *stream*; the same report gives the same bytes."""
        from attrs import evolve

        from investtrack_sql.store import Store

        ledger = evolve(report.ledger, period=report.period, as_of=report.as_of)
        if not ledger.region.name:
            ledger = evolve(ledger, region=evolve(ledger.region, name="未填地区"))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store.sqlite"
            with Store(path, create=True) as store:
                day = datetime.combine(report.as_of, time())
                store.add(Extract(ledger, report.findings), recorded_at=day)
            stream.write(path.read_bytes())
