"""The report as plain typed tables, for data frames, SQL, CSV and Arrow. Nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.tables.of_ledger import ledger_tables
    from investtrack.tables.of_report import TABLE_NAMES, report_table
    from investtrack.tables.table import Table, TableColumn, ValueKind

__all__ = [
    "TABLE_NAMES",
    "Table",
    "TableColumn",
    "ValueKind",
    "ledger_tables",
    "report_table",
]

_HOMES = {
    ".of_ledger": ("ledger_tables",),
    ".of_report": ("TABLE_NAMES", "report_table"),
    ".table": ("Table", "TableColumn", "ValueKind"),
}

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
