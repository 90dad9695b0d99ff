"""Arrow and Parquet for investtrack: :func:`arrow_tables` gives every table of a report or a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_arrow.exporter import ArrowExporter, ParquetExporter
    from investtrack_arrow.tables import arrow_table, arrow_tables

_HOMES = {
    ".exporter": ("ArrowExporter", "ParquetExporter"),
    ".tables": ("arrow_table", "arrow_tables"),
}

__all__ = ["ArrowExporter", "ParquetExporter", "arrow_table", "arrow_tables"]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
