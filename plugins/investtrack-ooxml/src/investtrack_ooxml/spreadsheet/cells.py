"""The cells of a sheet's XML."""

from __future__ import annotations

from investtrack_ooxml.spreadsheet.addresses import LONGEST_TEXT
from investtrack_ooxml.xml import legal


def clean(text: str) -> str:
    """Return *text* without what a cell cannot hold, and no longer than it may be."""
    return legal(text).replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_TEXT]
