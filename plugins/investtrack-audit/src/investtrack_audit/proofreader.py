"""The audit as the core's hook knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from investtrack.plugin import Document, Proofreader
from investtrack_audit.audit import audit_document


class AuditProofreader(Proofreader):
    """Recomputes what a document states of its own numbers."""

    name: ClassVar[str] = "audit"
    label: ClassVar[str] = "文稿数字核对"

    def impossible(self, document: Document) -> Sequence[str]:
        """Return what cannot be true, where the words bind the numbers."""
        found = audit_document(document)
        return [str(item) for item in found if item.is_impossible and item.is_firm]
