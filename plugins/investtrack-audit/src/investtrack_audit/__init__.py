"""Arithmetic proofreading of Chinese official prose: documents in, statements with verdicts out.

``audit_text("计划8个，已开工6个，开工率70％。")`` reads what the text states of its own numbers and
says of each whether it can be true. Nothing outside the document is consulted. Names are loaded
when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.plugin import Block, Document, Paragraph, TextTable, document_from_text
    from investtrack.values import Hedge, Quantity
    from investtrack.values import QuantityKind as Kind
    from investtrack.values.quantity import Interval
    from investtrack_audit.audit import audit_document, audit_text
    from investtrack_audit.statements.statement import Cause, Miss, Relation, Statement, Verdict

_HOMES = {
    "investtrack.plugin": ("Block", "Document", "Paragraph", "TextTable", "document_from_text"),
    "investtrack.values": ("Hedge", "Quantity"),
    "investtrack.values.quantity": ("Interval",),
    ".audit": ("audit_document", "audit_text"),
    ".text.numbers": ("Kind",),
    ".statements.statement": ("Cause", "Miss", "Relation", "Statement", "Verdict"),
}

__all__ = [
    "Block",
    "Cause",
    "Document",
    "Hedge",
    "Interval",
    "Kind",
    "Miss",
    "Paragraph",
    "Quantity",
    "Relation",
    "Statement",
    "TextTable",
    "Verdict",
    "audit_document",
    "audit_text",
    "document_from_text",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
