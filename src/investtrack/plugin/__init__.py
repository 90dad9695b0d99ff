"""Door two, for plugin authors: what to implement, and how plugins are found.

Names are loaded when first used, so that a plugin whose verbs are only listed loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.checks import Check
    from investtrack.findings import Catalogue, Finding, FindingKind, Grade, Variant
    from investtrack.model.extract import Extract
    from investtrack.plugin.discovery import new_manager
    from investtrack.plugin.documents import (
        Block,
        Document,
        Paragraph,
        TextTable,
        document_from_text,
    )
    from investtrack.plugin.hookspecs import GROUP, hookimpl
    from investtrack.plugin.installed import Command, Host, Plugins
    from investtrack.plugin.interfaces import (
        Annotator,
        DocumentReader,
        Exporter,
        ExportFlag,
        FlagKind,
        Forecaster,
        Importer,
        Picture,
        Proofreader,
        Template,
    )
    from investtrack.plugin.manager import KINDS, collect, load_plugins
    from investtrack.plugin.verb import Verb

_HOMES = {
    "investtrack.checks": ("Check",),
    "investtrack.findings": ("Catalogue", "Finding", "FindingKind", "Grade", "Variant"),
    "investtrack.model.extract": ("Extract",),
    "investtrack.plugin.discovery": ("new_manager",),
    "investtrack.plugin.documents": ("Block", "Document", "Paragraph", "TextTable", "document_from_text"),
    "investtrack.plugin.hookspecs": ("GROUP", "hookimpl"),
    "investtrack.plugin.installed": ("Command", "Host", "Plugins"),
    "investtrack.plugin.interfaces": (
        "Annotator", "DocumentReader", "ExportFlag", "Exporter", "FlagKind", "Forecaster", "Importer", "Picture", "Proofreader", "Template",
    ),
    "investtrack.plugin.manager": ("KINDS", "collect", "load_plugins"),
    "investtrack.plugin.verb": ("Verb",),
}  # fmt: skip

__all__ = [
    "GROUP",
    "KINDS",
    "Annotator",
    "Block",
    "Catalogue",
    "Check",
    "Command",
    "Document",
    "DocumentReader",
    "ExportFlag",
    "Exporter",
    "Extract",
    "Finding",
    "FindingKind",
    "FlagKind",
    "Forecaster",
    "Grade",
    "Host",
    "Importer",
    "Paragraph",
    "Picture",
    "Plugins",
    "Proofreader",
    "Template",
    "TextTable",
    "Variant",
    "Verb",
    "collect",
    "document_from_text",
    "hookimpl",
    "load_plugins",
    "new_manager",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
