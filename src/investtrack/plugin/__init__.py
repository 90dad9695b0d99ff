"""Door two, for plugin authors: what to implement, and how plugins are found.

Names are loaded when first used, so that a plugin whose verbs are only listed loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.checks import Check
    from investtrack.findings import FINDINGS, Catalogue, Finding, FindingKind, Grade, Variant
    from investtrack.metrics.ledger_view import LedgerView
    from investtrack.model.columns import CellKind, Column, column
    from investtrack.model.extensions import Extensions, ExtraColumn, extra_column
    from investtrack.model.extract import Extract
    from investtrack.model.ledger import Sheet
    from investtrack.model.made_in_code import origin_field
    from investtrack.plugin.command import Command, Host, output_folder
    from investtrack.plugin.documents import (
        Block,
        Document,
        Paragraph,
        TextTable,
        document_from_text,
    )
    from investtrack.plugin.files import undated
    from investtrack.plugin.hookspecs import GROUP, HOOKS_VERSION, hookimpl
    from investtrack.plugin.installed import Plugins
    from investtrack.plugin.interfaces import (
        Annotator,
        Comparer,
        DocumentReader,
        Exporter,
        ExportFlag,
        FlagKind,
        Forecaster,
        Importer,
        Phrase,
        Picture,
        PlainExporter,
        Proofreader,
        StoredLedger,
        Template,
        WordFilter,
    )
    from investtrack.plugin.kinds import KINDS
    from investtrack.plugin.loading.discovery import new_manager
    from investtrack.plugin.loading.manager import collect, load_plugins
    from investtrack.plugin.profile_file import ProfileFile
    from investtrack.plugin.reading import read_table
    from investtrack.plugin.verb import Verb

_HOMES = {
    "investtrack.checks": ("Check",),
    "investtrack.findings": ("FINDINGS", "Catalogue", "Finding", "FindingKind", "Grade", "Variant"),
    "investtrack.metrics.ledger_view": ("LedgerView",),
    "investtrack.model.columns": ("CellKind", "Column", "column"),
    "investtrack.model.extensions": ("Extensions", "ExtraColumn", "extra_column"),
    "investtrack.model.extract": ("Extract",),
    "investtrack.model.ledger": ("Sheet",),
    "investtrack.model.made_in_code": ("origin_field",),
    "investtrack.plugin.loading.discovery": ("new_manager",),
    "investtrack.plugin.documents": ("Block", "Document", "Paragraph", "TextTable", "document_from_text"),
    "investtrack.plugin.files": ("undated",),
    "investtrack.plugin.hookspecs": ("GROUP", "HOOKS_VERSION", "hookimpl"),
    "investtrack.plugin.command": ("Command", "Host", "output_folder"),
    "investtrack.plugin.installed": ("Plugins",),
    "investtrack.plugin.interfaces": (
        "Annotator", "Comparer", "DocumentReader", "ExportFlag", "Exporter", "FlagKind", "Forecaster", "Importer", "Phrase", "Picture", "PlainExporter", "Proofreader", "StoredLedger", "Template", "WordFilter",
    ),
    "investtrack.plugin.kinds": ("KINDS",),
    "investtrack.plugin.loading.manager": ("collect", "load_plugins"),
    "investtrack.plugin.profile_file": ("ProfileFile",),
    "investtrack.plugin.reading": ("read_table",),
    "investtrack.plugin.verb": ("Verb",),
}  # fmt: skip

__all__ = [
    "FINDINGS",
    "GROUP",
    "HOOKS_VERSION",
    "KINDS",
    "Annotator",
    "Block",
    "Catalogue",
    "CellKind",
    "Check",
    "Column",
    "Command",
    "Comparer",
    "Document",
    "DocumentReader",
    "ExportFlag",
    "Exporter",
    "Extensions",
    "ExtraColumn",
    "Extract",
    "Finding",
    "FindingKind",
    "FlagKind",
    "Forecaster",
    "Grade",
    "Host",
    "Importer",
    "LedgerView",
    "Paragraph",
    "Phrase",
    "Picture",
    "PlainExporter",
    "Plugins",
    "ProfileFile",
    "Proofreader",
    "Sheet",
    "StoredLedger",
    "Template",
    "TextTable",
    "Variant",
    "Verb",
    "WordFilter",
    "collect",
    "column",
    "document_from_text",
    "extra_column",
    "hookimpl",
    "load_plugins",
    "new_manager",
    "origin_field",
    "output_folder",
    "read_table",
    "undated",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
