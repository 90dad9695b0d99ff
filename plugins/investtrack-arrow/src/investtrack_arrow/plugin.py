"""What this distribution offers. pyarrow is imported when something is written."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Exporter, hookimpl


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer Parquet and Arrow files."""
    from investtrack_arrow.exporter import ArrowExporter, ParquetExporter, ParquetZipExporter

    return (ArrowExporter(), ParquetExporter(), ParquetZipExporter())
