"""What this distribution offers. pyarrow is imported when something is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Exporter


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer Parquet and Arrow files."""
    from investtrack_arrow.exporter import ArrowExporter, ParquetExporter, ParquetZipExporter

    return (ArrowExporter(), ParquetExporter(), ParquetZipExporter())
