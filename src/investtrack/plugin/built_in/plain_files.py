"""Plain text as a document."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from investtrack.errors import SourceError
from investtrack.input_limits import bounded_bytes
from investtrack.plugin.documents import Document, document_from_text
from investtrack.plugin.interfaces import DocumentReader


class TextReader(DocumentReader):
    """Reads plain text and Markdown: UTF-8, UTF-16 with its mark, else GB 18030."""

    name: ClassVar[str] = "text"
    label: ClassVar[str] = "纯文本、Markdown"
    suffixes: ClassVar[tuple[str, ...]] = (".txt", ".text", ".md", ".markdown")

    def identify(self, path: Path) -> bool:
        """Claim files by their suffix."""
        return path.suffix.lower() in self.suffixes

    def read(self, path: Path) -> Document:
        """Read *path*.

        Raises:
            SourceError: it cannot be read, or is no text.
        """
        data = bounded_bytes(path)
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return document_from_text(text, path.name)
        raise SourceError(path, "不是文本文件；请另存为 UTF-8 文本，或直接给 docx 文件")
