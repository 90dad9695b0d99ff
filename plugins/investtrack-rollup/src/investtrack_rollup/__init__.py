"""Many counties folded into one report each level: for analysts of a city, a province, the nation.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.merging import Partial, fold, merge_partials
    from investtrack_rollup.reports import node_report, rankings
    from investtrack_rollup.run import Rollup, rollup
    from investtrack_rollup.tree import RegionNode

_HOMES = {
    "investtrack.merging": ("Partial", "fold", "merge_partials"),
    ".reports": ("node_report", "rankings"),
    ".run": ("Rollup", "rollup"),
    ".tree": ("RegionNode",),
}

__all__ = [
    "Partial",
    "RegionNode",
    "Rollup",
    "fold",
    "merge_partials",
    "node_report",
    "rankings",
    "rollup",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
