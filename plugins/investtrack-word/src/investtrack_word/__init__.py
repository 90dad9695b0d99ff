"""Word exporter and template for investtrack.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_word.exporter import WordExporter

_HOMES = {
    ".exporter": ("WordExporter",),
}

__all__ = [
    "WordExporter",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
