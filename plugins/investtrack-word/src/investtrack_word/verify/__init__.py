"""A document read back: its figures found again and held against a ledger.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_word.verify.document import EditedReport, read_report
    from investtrack_word.verify.verifying import NumberState, NumberVerdict, verify

_HOMES = {
    ".document": ("EditedReport", "read_report"),
    ".verifying": ("NumberState", "NumberVerdict", "verify"),
}

__all__ = [
    "EditedReport",
    "NumberState",
    "NumberVerdict",
    "read_report",
    "verify",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
