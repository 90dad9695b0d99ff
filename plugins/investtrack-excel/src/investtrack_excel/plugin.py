"""What this distribution offers. Heavy libraries are imported when something is used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.findings import FindingKind
    from investtrack.plugin import Annotator, Exporter, Importer, Template


@hookimpl
def investtrack_importers() -> Iterable[Importer]:
    """Offer the workbook importer."""
    from investtrack_excel.importer import ExcelImporter

    return (ExcelImporter(),)


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer the workbook exporter."""
    from investtrack_excel.exporter import ExcelExporter

    return (ExcelExporter(),)


@hookimpl
def investtrack_templates() -> Iterable[Template]:
    """Offer the blank standard ledger."""
    from investtrack_excel.template.form import ExcelTemplate

    return (ExcelTemplate(),)


@hookimpl
def investtrack_findings() -> Iterable[FindingKind]:
    """Offer the findings on workbooks as files."""
    from investtrack_excel.files.findings import FINDINGS

    return FINDINGS


@hookimpl
def investtrack_annotators() -> Iterable[Annotator]:
    """Offer the annotated copy."""
    from investtrack_excel.annotate.annotator import ExcelAnnotator

    return (ExcelAnnotator(),)


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack map``."""
    return (
        Verb(
            "map",
            "表和列的对应：写出认作什么、有多大把握，改好后作配置用",
            "investtrack_excel.map_command:MapColumns",
        ),
    )
