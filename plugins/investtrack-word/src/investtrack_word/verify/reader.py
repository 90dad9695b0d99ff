"""The reader of Word documents as plugins see it; what reads is loaded when a document is read."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from investtrack.plugin import Document, DocumentReader
from investtrack.plugin.document_layout import DocumentLayout


class WordReader(DocumentReader):
    """Reads .docx and .docm."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 文档"
    suffixes: ClassVar[tuple[str, ...]] = (".docx", ".docm")

    def identify(self, path: Path) -> bool:
        """Claim files by their suffix."""
        return path.suffix.lower() in self.suffixes

    def read(self, path: Path) -> Document:
        """Read *path*.

        Raises:
            SourceError: it is no Word document, is damaged, or is locked by a password.
        """
        from investtrack_word.verify.text import read_document

        return read_document(path)

    def layout(self, path: Path) -> DocumentLayout:
        """Return how *path* is laid out.

        Raises:
            SourceError: it is no Word document, is damaged, or is locked by a password.
        """
        from investtrack_word.verify.layout import read_layout

        return read_layout(path)
