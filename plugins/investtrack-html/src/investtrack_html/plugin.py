"""What this distribution offers. The page is assembled when one is written."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Exporter, hookimpl


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer ``html``."""
    from investtrack_html.exporter import HtmlExporter

    return (HtmlExporter(),)
