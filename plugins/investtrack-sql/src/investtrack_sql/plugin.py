"""What this distribution offers. SQLAlchemy is imported when a store is opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Exporter, Importer


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
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack history``."""
    return (
        Verb(
            "history",
            "历史库：存入台账的每一版，按日期取回，查看改报",
            "investtrack_sql.command:History",
        ),
    )
