"""The report as plain typed tables, for data frames, SQL, CSV and Arrow. Nothing is computed here."""

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
