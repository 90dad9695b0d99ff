"""Comparing (比较): what changed between two ledgers of one county, and which records moved which figures.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_compare.changes import record_changes
    from investtrack_compare.moved import moved_figures
    from investtrack_compare.paragraphs import paragraph
    from investtrack_compare.reports import compare
    from investtrack_compare.since import since_last

_HOMES = {
    ".changes": ("record_changes",),
    ".moved": ("moved_figures",),
    ".paragraphs": ("paragraph",),
    ".reports": ("compare",),
    ".since": ("since_last",),
}

__all__ = ["compare", "moved_figures", "paragraph", "record_changes", "since_last"]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
