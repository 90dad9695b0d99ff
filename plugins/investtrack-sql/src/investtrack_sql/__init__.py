"""History store of ledgers in SQLite or PostgreSQL for investtrack.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_sql.store import Added, Store, Version

_HOMES = {
    ".store": ("Added", "Store", "Version"),
}

__all__ = [
    "Added",
    "Store",
    "Version",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
