"""What this distribution offers. rapidfuzz is imported when a reference leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Check, hookimpl
from investtrack_names.check import NearNames


@hookimpl
def investtrack_checks() -> Iterable[Check]:
    """Offer the check of near names."""
    return (NearNames(),)
