"""OC4IDS project packages of investtrack ledgers.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_oc4ids.package import project_package

_HOMES = {
    ".package": ("project_package",),
}

__all__ = [
    "project_package",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
