"""Writes a report's ledger as a history store of one version, in a SQLite file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar
from weakref import ref

from investtrack.plugin import PlainExporter


if TYPE_CHECKING:
    from investtrack.model.ledger import Ledger
    from investtrack.report import Report


class StoreExporter(PlainExporter):
    """Writes a store that holds this one ledger; ``history add`` puts it into one that is there."""

    name: ClassVar[str] = "history"
    label: ClassVar[str] = "历史库"
    suffix: ClassVar[str] = ".sqlite"
    _written: tuple[Callable[[], object], str] = (lambda: None, "")
    """The report last written, and the seal of its version."""

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write *report*'s ledger, as of its date, to *stream*; the same report gives the same bytes."""
        import shutil
        import tempfile

        from investtrack.plugin import Extract
        from investtrack_sql.store import Store

        ledger = _dated(report)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store.sqlite"
            with Store(path, create=True) as store:
                day = datetime.combine(report.as_of, time())
                added = store.add(Extract(ledger, report.findings), recorded_at=day)
            self._written = (ref(report), added.seal)
            with path.open("rb") as made:
                shutil.copyfileobj(made, stream)

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return what the store says otherwise than the ledger, and what it lacks."""
        import shutil
        import tempfile

        from investtrack_sql.store import Store

        wanted = _dated(report)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "store.sqlite"  # opening a store can write beside it
            shutil.copyfile(path, copy)
            with Store(copy, extensions=report.profile.extensions) as store:
                of, seal = self._written
                is_known = of() is report and len(store.versions()) == 1
                faults = [str(fault) for fault in store.verify((seal,) if is_known else ())]
                if is_known:  # the seal stands for all that the version says
                    return faults
                held = [store.load(version).ledger for version in store.versions()]
        return faults if faults or held == [wanted] else ["库里的台账与写入的不同"]


def _dated(report: Report) -> Ledger:
    """Return the ledger as it is put into the store: with the report's period and date, and a region."""
    from attrs import evolve

    ledger = evolve(report.ledger, period=report.period, as_of=report.as_of)
    if ledger.region.name:
        return ledger
    return evolve(ledger, region=evolve(ledger.region, name="未填地区"))
