"""Arrow and Parquet for investtrack: :func:`arrow_tables` gives every table of a report or a ledger."""

from investtrack_arrow.tables import arrow_table, arrow_tables


__all__ = ["arrow_table", "arrow_tables"]
