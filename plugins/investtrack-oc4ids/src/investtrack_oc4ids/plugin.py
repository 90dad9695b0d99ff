"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Exporter


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer the project package."""
    from investtrack_oc4ids.exporter import Oc4idsExporter

    return (Oc4idsExporter(),)
