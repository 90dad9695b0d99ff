"""Door four, for analysts of a city, a province, the nation: many counties folded into one report each level."""

from investtrack.rollup.partial import Partial, fold, merge_partials
from investtrack.rollup.reports import node_report, rankings
from investtrack.rollup.run import Rollup, rollup
from investtrack.rollup.tree import Node


__all__ = [
    "Node",
    "Partial",
    "Rollup",
    "fold",
    "merge_partials",
    "node_report",
    "rankings",
    "rollup",
]
