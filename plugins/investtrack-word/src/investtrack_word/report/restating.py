"""What a printing would say now: the same figure, worded by the same filter, from another ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from investtrack_word.report.context import Names
from investtrack_word.report.filters import WrongFilterError, say
from investtrack_word.report.rendered import Item, Node, RenderedValue, Row, UnknownTagError
from investtrack_word.report.trace import Print


class Restating:
    """Says printings again.

    Args:
        names: the names of the report as it is now.
        prints: all that the document prints, in order: some sentences depend on what stands before them.
    """

    def __init__(self, names: Names, prints: Sequence[Print] = ()) -> None:
        self.names = names
        ids = {item.figure for item in prints}
        names.printed_ids = lambda: ids or None
        for figure in (item.figure for item in prints):
            first, _, kind = figure.partition(".")
            if first == "tasks" and kind.endswith(".some"):
                names.tasks.get(kind.removesuffix(".some"), {}).get("some")
        self._rows: dict[tuple[str, str, str], RenderedValue] | None = None

    def text(self, item: Print) -> str | None:
        """Return what *item* would print now; None where that cannot be known (a record gone, an earlier ledger not given)."""
        said = self.rendered(item)
        return None if said is None else str(said)

    def rendered(self, item: Print) -> RenderedValue | None:
        """Return what *item* would print now, with its exact value."""
        first, _, rest = item.figure.partition(".")
        if first == "annex" or item.filter_name in {"full", "title", "note"}:
            return self._annex().get((item.figure, item.filter_name, item.key))
        if first == "conclusions":
            return self.names.diagnosis.get(rest)
        if first == "tasks":
            kind, _, part = rest.partition(".")
            found = self.names.tasks.get(kind, {}).get(part)
            return found if isinstance(found, RenderedValue) else None
        if first == "changes":
            return self.names.changes if isinstance(self.names.changes, RenderedValue) else None
        if item.filter_name == "month":
            return next((s for s in self.names.plan_months if s.key == item.key), None)
        return self._worded(item)

    def _worded(self, item: Print) -> RenderedValue | None:
        args, named = json.loads(item.options) if item.options else ((), {})
        try:
            target = self._target(item)
            found = say(
                item.filter_name, target, self.names.display, tuple(args), named, self.names.filters
            )
        except (UnknownTagError, WrongFilterError, KeyError):
            return None
        return found if isinstance(found, RenderedValue) else None

    def _target(self, item: Print) -> object:
        first, *rest = item.figure.split(".")
        found = self.names.find(first)
        for name in rest:
            if not isinstance(found, (Node, Mapping)):
                raise UnknownTagError(item.figure)
            found = found.get(name)
        if found is None:
            raise UnknownTagError(item.figure)
        return _part(found, item.key) if item.key and isinstance(found, Node) else found

    def _annex(self) -> dict[tuple[str, str, str], RenderedValue]:
        if self._rows is None:
            tables = self.names.annex.values()
            cells = [cell for table in tables for row in table["rows"] for cell in row.values()]
            cells += [table["more"] for table in tables]
            self._rows = {
                (cell.figure, cell.filter_name, cell.key): cell
                for cell in cells
                if isinstance(cell, RenderedValue)
            }
        return self._rows


def _part(node: Node, key: str) -> Item:
    """Return a row's field, or a part of a series, by its key."""
    row_key, _, field = key.rpartition("/")
    for part in node:
        if isinstance(part, Row) and part.key == row_key:
            return part.get(field)
        if isinstance(part, tuple) and part[1].key == key:
            found: Item = part[1]
            return found
    raise UnknownTagError(key)
