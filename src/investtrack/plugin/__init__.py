"""Door two, for plugin authors: what to implement, and how plugins are found."""

from investtrack.checks import Check
from investtrack.findings import Catalogue, Finding, FindingKind, Grade, Variant
from investtrack.plugin.documents import Block, Document, Paragraph, Table, document_from_text
from investtrack.plugin.hookspecs import GROUP, hookimpl
from investtrack.plugin.interfaces import (
    Annotator,
    Command,
    DocumentReader,
    Exporter,
    ExportFlag,
    Extract,
    FlagKind,
    Host,
    Importer,
    Picture,
    Template,
)
from investtrack.plugin.manager import KINDS, Plugins, collect, load_plugins, new_manager


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
    "Grade",
    "Host",
    "Importer",
    "Paragraph",
    "Picture",
    "Plugins",
    "Table",
    "Template",
    "Variant",
    "collect",
    "document_from_text",
    "hookimpl",
    "load_plugins",
    "new_manager",
]
