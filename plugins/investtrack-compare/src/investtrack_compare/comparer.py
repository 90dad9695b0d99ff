"""The comparing as the core's hook offers it, to whatever writes or keeps reports."""

from __future__ import annotations

from typing import ClassVar

from investtrack.comparison import Change, Comparison
from investtrack.json_object import JsonObject
from investtrack.model.ledger import Ledger
from investtrack.plugin import Comparer
from investtrack.report import Report
from investtrack_compare.changes import record_changes
from investtrack_compare.json_data import comparison_data
from investtrack_compare.paragraphs import paragraph
from investtrack_compare.reports import compare
from investtrack_compare.since import since_last


class LedgerComparer(Comparer):
    """Compares by records: pairs them, tells splits, merges and renames, and says which moved a figure."""

    name: ClassVar[str] = "compare"
    label: ClassVar[str] = "比较两次台账"

    def compare(self, old: Report, new: Report) -> Comparison:
        """Compare two reports; the later one second."""
        return compare(old, new)

    def record_changes(self, old: Ledger, new: Ledger) -> tuple[Change, ...]:
        """Return every difference of two ledgers."""
        return record_changes(old, new)

    def paragraph(self, found: Comparison) -> str:
        """Return a comparison as a paragraph."""
        return paragraph(found)

    def since_last(self, old: Report, new: Report) -> str:
        """Return what *new* has beyond *old*."""
        return since_last(old, new)

    def to_data(self, found: Comparison) -> JsonObject:
        """Return a comparison as JSON data."""
        return comparison_data(found)
