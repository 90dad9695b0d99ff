"""What this distribution offers. rapidfuzz is imported when a reference leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Check


@hookimpl
def investtrack_checks() -> Iterable[Check]:
    """Offer the check of near names."""
    from investtrack_names.check import NearNames

    return (NearNames(),)
