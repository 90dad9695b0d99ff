"""What this distribution offers. lxml and openpyxl are imported when a form is filled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.findings import FindingKind
    from investtrack.plugin import Exporter, Template


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
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack fill``."""
    return (
        Verb(
            "fill", "填上级发的表：xlsx、docx 原样填好，一格不动", "investtrack_forms.command:Fill"
        ),
    )


@hookimpl
def investtrack_templates() -> Iterable[Template]:
    """Offer the example forms, to be changed for one's own."""
    from investtrack_forms.examples import example_templates

    return example_templates()
