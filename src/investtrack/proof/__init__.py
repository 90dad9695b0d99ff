"""Arithmetic proofreading of Chinese official prose: documents in, statements with verdicts out."""

from investtrack.proof.document import Block, Document, Paragraph, Table
from investtrack.proof.plaintext import document_from_text


__all__ = ["Block", "Document", "Paragraph", "Table", "document_from_text"]
