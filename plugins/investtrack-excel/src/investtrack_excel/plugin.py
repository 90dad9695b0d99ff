"""What this distribution offers. Heavy libraries are imported when something is used."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Importer, hookimpl


@hookimpl
def investtrack_importers() -> Iterable[Importer]:
    """Offer the workbook importer."""
    from investtrack_excel.importer import ExcelImporter

    return (ExcelImporter(),)
