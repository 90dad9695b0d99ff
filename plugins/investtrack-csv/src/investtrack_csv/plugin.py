"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import hookimpl


if TYPE_CHECKING:
    from investtrack.plugin import Exporter, Importer


@hookimpl
def investtrack_importers() -> Iterable[Importer]:
    """Offer CSV as a source."""
    from investtrack_csv.importer import CsvImporter

    return (CsvImporter(),)


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer one table, all of them, and the findings."""
    from investtrack_csv.exporter import CsvExporter, CsvZipExporter
    from investtrack_csv.findings import FindingsExporter

    return (CsvExporter(), CsvZipExporter(), FindingsExporter())
