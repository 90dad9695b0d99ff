"""What this distribution offers. lxml and openpyxl are imported when a form is filled."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.findings import FindingKind
from investtrack.plugin import Command, Exporter, Template, hookimpl


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer ``export --to form``."""
    from investtrack_forms.exporter import FormExporter

    return (FormExporter(),)


@hookimpl
def investtrack_findings() -> Iterable[FindingKind]:
    """Offer the findings on filled forms."""
    from investtrack_forms.findings import FINDINGS

    return FINDINGS


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer ``investtrack fill``."""
    from investtrack_forms.command import Fill

    return (Fill(),)


@hookimpl
def investtrack_templates() -> Iterable[Template]:
    """Offer the example forms, to be changed for one's own."""
    from investtrack_forms.examples import example_templates

    return example_templates()
