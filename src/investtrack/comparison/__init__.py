"""What changed between two ledgers of one county, and which projects moved which figures."""

from investtrack.comparison.changes import Change, record_changes
from investtrack.comparison.compare import Comparison, compare
from investtrack.comparison.moved import Moved, Mover, moved_figures
from investtrack.comparison.nature import Nature
from investtrack.comparison.paragraph import paragraph
from investtrack.comparison.since_last import since_last


__all__ = [
    "Change", "Comparison", "Moved", "Mover", "Nature", "compare", "moved_figures", "paragraph", "record_changes",
    "since_last",
]  # fmt: skip
