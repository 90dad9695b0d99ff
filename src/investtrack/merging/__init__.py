"""Figures of several counties merged exactly: what travels of a report, and how two become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.merging.partial import Partial, fold, merge_partials

__all__ = ["Partial", "fold", "merge_partials"]

__getattr__, __dir__ = lazy_names(__name__, {".partial": __all__})
