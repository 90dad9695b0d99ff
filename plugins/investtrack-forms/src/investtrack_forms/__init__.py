"""Fills forms that others designed: xlsx and docx, in place.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_forms.examples import MONTHLY, example_path
    from investtrack_forms.fill import fill_form

_HOMES = {
    ".examples": ("MONTHLY", "example_path"),
    ".fill": ("fill_form",),
}

__all__ = [
    "MONTHLY",
    "example_path",
    "fill_form",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
