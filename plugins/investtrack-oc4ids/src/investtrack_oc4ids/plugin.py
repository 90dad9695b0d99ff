"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Exporter, hookimpl


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer the project package."""
    from investtrack_oc4ids.exporter import Oc4idsExporter

    return (Oc4idsExporter(),)
