"""What this distribution offers. Heavy libraries are imported when something is written."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Command, DocumentReader, Exporter, Template, hookimpl


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer the Word exporter."""
    from investtrack_word.exporter import WordExporter

    return (WordExporter(),)


@hookimpl
def investtrack_templates() -> Iterable[Template]:
    """Offer the Word template."""
    from investtrack_word.exporter import WordTemplate

    return (WordTemplate(),)


@hookimpl
def investtrack_documents() -> Iterable[DocumentReader]:
    """Offer the reader of Word documents."""
    from investtrack_word.text import WordReader

    return (WordReader(),)


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer the verbs for edited reports."""
    from investtrack_word.commands import Infer, Refresh, Verify

    return (Verify(), Refresh(), Infer())
