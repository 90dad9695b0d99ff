"""JSON: a whole report out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin.interfaces import PlainExporter, WithChecksums


if TYPE_CHECKING:
    from investtrack.report import Report


class JsonExporter(WithChecksums, PlainExporter):
    """Writes every figure, every finding and the whole ledger as one JSON document."""

    name: ClassVar[str] = "json"
    label: ClassVar[str] = "JSON"
    suffix: ClassVar[str] = ".json"

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write *report* to *stream*; docs/reference/report.schema.json describes it."""
        from investtrack.tables.plain import report_text

        self._written.write(report, stream, chain(report_text(report), ("\n",)))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the figures that are not in the document as they were to be."""
        import json

        from investtrack.plugin.read_back import unlike
        from investtrack.tables.plain import figures_data

        if self._written.hold_file(report, path):
            return ()
        text = path.read_text("utf-8")
        key = '"figures":'
        found, _ = json.JSONDecoder().raw_decode(text, text.index(key) + len(key) + 1)
        return unlike(json.loads(json.dumps(figures_data(report)["figures"])), found)
