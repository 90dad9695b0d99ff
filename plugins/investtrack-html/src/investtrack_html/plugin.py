"""What this distribution offers. The page is assembled when one is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Exporter


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer ``html``."""
    from investtrack_html.exporter import HtmlExporter

    return (HtmlExporter(),)
