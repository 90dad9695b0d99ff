"""Sentences that plugins add: their tags are read as a template's are, and what they print is traced alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from investtrack.errors import ExportError
from investtrack.plugin.interfaces import Phrase
from investtrack_word.report.context import Names
from investtrack_word.report.evaluate import Rendering
from investtrack_word.report.filters import say
from investtrack_word.report.rendered import Item, Joined, Node


class _Parts(Rendering):
    """Gathers what a phrase prints, instead of setting it into a document."""

    def _print(self, value: object, put: Callable[[Any], object]) -> None:
        if isinstance(value, Joined):
            for part in value.parts:
                self._print(part, put)
        else:
            put(say("", value, self.names.display) if isinstance(value, (Node, Item)) else value)


def with_phrases(names: Names) -> Names:
    """Return *names* with the sentences that plugins add to the run.

    Raises:
        ExportError: a tag of one is wrong.
    """
    added = names.report.profile.extensions.phrases
    names.phrases = {name: _said(phrase, names) for name, phrase in added.items()}
    return names


def _said(phrase: Phrase, names: Names) -> Joined | str:
    """Return what *phrase* says of a report; empty where it lacks the figure it needs, or says nothing."""
    needed = names.report.figures.get(phrase.needs)
    # A region's report has no figures of plugins: what it needs is absent there, too.
    if phrase.needs and (needed is None or needed.is_absent):
        return ""
    from investtrack_word.template.syntax import (
        parse,
    )  # Jinja, only where a plugin has something to say

    tree, faults = parse(phrase.text, names.find, names.ids, names.filters)
    if faults:
        raise ExportError(f"语句“{phrase.label}”", "；".join(fault.what for fault in faults))
    parts: list[object] = []
    _Parts(names)._body(tree, parts.append)  # noqa: SLF001 - of the same class
    return Joined(tuple(parts)) if "".join(map(str, parts)).strip() else ""
