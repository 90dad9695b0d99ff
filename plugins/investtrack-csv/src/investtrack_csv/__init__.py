"""CSV: the standard ledger's sheets as files in, one a sheet; tables of a report and the list of findings out.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_csv.rows import csv_rows

_HOMES = {".rows": ("csv_rows",)}

__all__ = ["csv_rows"]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
