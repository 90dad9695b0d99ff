"""The audit as the core's hook knows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from investtrack.plugin import Document, Proofreader
from investtrack.plugin.documents import Block
from investtrack_audit.audit import audit_document


class AuditProofreader(Proofreader):
    """Recomputes what a document states of its own numbers."""

    name: ClassVar[str] = "audit"
    label: ClassVar[str] = "文稿数字核对"

    def __init__(self) -> None:
        self._last: tuple[Sequence[Block], Sequence[str]] = ((), ())

    def impossible(self, document: Document) -> Sequence[str]:
        """Return what cannot be true, where the words bind the numbers.

        What says the same as the document before, as a 报送稿 does after its working copy, is not judged again.
        """
        blocks, told = self._last
        if blocks != document.blocks:
            found = audit_document(document)
            told = [str(item) for item in found if item.is_impossible and item.is_firm]
            self._last = document.blocks, told
        return told
