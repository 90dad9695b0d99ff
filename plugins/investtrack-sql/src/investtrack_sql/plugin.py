"""What this distribution offers. SQLAlchemy is imported when a store is opened."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Command, Exporter, Importer, hookimpl


@hookimpl
def investtrack_importers() -> Iterable[Importer]:
    """Offer the store as a source."""
    from investtrack_sql.importer import StoreImporter

    return (StoreImporter(),)


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer a store of one version."""
    from investtrack_sql.exporter import StoreExporter

    return (StoreExporter(),)


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer ``investtrack history``."""
    from investtrack_sql.command import History

    return (History(),)
