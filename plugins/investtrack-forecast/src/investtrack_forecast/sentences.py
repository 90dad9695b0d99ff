"""Which sentences of the written report another report would change."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from investtrack.plugin.installed import Plugins
from investtrack.plugin.interfaces import DocumentReader, Exporter
from investtrack.report import Report


_ENDS = re.compile(r"(?<=[。；])")


def changed_sentences(
    plugins: Plugins, before: Report, after: Report
) -> list[tuple[str, str]] | None:
    """Return the sentences that change, as they are and as they would be; one that only goes or comes has "" beside it.

    None where no exporter writes a document that a reader of documents reads.
    """
    found = next(_written(plugins), None)
    if found is None:
        return None
    old, new = (_sentences(*found, report) for report in (before, after))
    changed: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            changed += _paired(old[a:b], new[c:d])
    return changed


def _written(plugins: Plugins) -> Iterator[tuple[Exporter, DocumentReader]]:
    # Of several files of one format the first is read: they say the same.
    in_report = (each for each in plugins.exporters.values() if each.in_report)
    first = {each.suffix: each for each in reversed(list(in_report))}
    for exporter in first.values():
        for reader in plugins.documents.values():
            if exporter.suffix in reader.suffixes:
                yield exporter, reader


def _sentences(exporter: Exporter, reader: DocumentReader, report: Report) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{exporter.suffix}"
        with path.open("wb") as stream:
            exporter.export(report, stream)
        paragraphs = list(reader.read(path).paragraphs)
    return [s for p in paragraphs for s in _ENDS.split(p.text) if s.strip()]


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair the sentences of one place in order; the longer side's rest stands alone."""
    for place in range(max(len(old), len(new))):
        yield (
            old[place] if place < len(old) else "",
            new[place] if place < len(new) else "",
        )
