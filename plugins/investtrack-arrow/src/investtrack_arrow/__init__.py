"""Arrow and Parquet for investtrack: :func:`arrow_tables` gives every table of a report or a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from investtrack_arrow.tables import arrow_table, arrow_tables

__all__ = ["arrow_table", "arrow_tables"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used, so that a run that writes no table stays light."""
    if name not in __all__:
        raise AttributeError(f"module 'investtrack_arrow' has no attribute {name!r}")
    from investtrack_arrow import tables

    return getattr(tables, name)
