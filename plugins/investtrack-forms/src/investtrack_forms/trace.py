"""What was filled: each cell with what it asked for, what it got, and the source cells that stand behind."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from investtrack.json_object import JsonObject
from investtrack.model.source import CellRef
from investtrack.tables.plain import cell_data
from investtrack_ooxml.package import Package, demand_whole


NOTHING = "表里没有填任何格：没有占位符，也没有与表同名的 toml 说明"


@frozen
class FilledPlaceholder:
    """One placeholder, filled.

    Attributes:
        place: where in the filled form: ``月报!E6``, or paragraph and table of a document.
        asked: the placeholder.
        what: id of the figure, or sheet and field.
        title: Chinese name.
        written: what was written.
        record: the record's name.
        reason: why nothing could be written.
        cells: source cells.
        missing: records that lacked the cell.
        formula: the formula written, if it is one.
        is_figure: whether it is a figure or a sum: an absent one is listed.
    """

    place: str
    asked: str
    what: str
    title: str
    written: str
    record: str = ""
    reason: str = ""
    cells: tuple[CellRef, ...] = ()
    missing: int = 0
    formula: str = ""
    is_figure: bool = False


@frozen(eq=False)
class FilledForm:
    """A filled form.

    Attributes:
        data: the file.
        entries: every placeholder filled, in the order of the form.
        notes: what is to be said, in Chinese.
        asks_nothing: whether the form asks for nothing, so that it is as it was.
    """

    data: bytes
    entries: tuple[FilledPlaceholder, ...]
    notes: tuple[str, ...] = ()
    asks_nothing: bool = False

    @property
    def absent(self) -> tuple[FilledPlaceholder, ...]:
        """Figures and sums that have no value."""
        return tuple(entry for entry in self.entries if entry.reason and entry.is_figure)

    @property
    def unfilled(self) -> tuple[FilledPlaceholder, ...]:
        """Fields of records that the ledger leaves open, or states in words."""
        return tuple(entry for entry in self.entries if entry.reason and not entry.is_figure)


def filled(
    package: Package, entries: Sequence[FilledPlaceholder], notes: Sequence[str], *, repeats: bool
) -> FilledForm:
    """Return *package* as a filled form; one that asked for nothing says so."""
    said = list(notes)
    asks_nothing = not entries and not repeats
    if asks_nothing:
        said.append(NOTHING)
    data = package.to_bytes()
    demand_whole(package.path.name, data, package.unchanged())
    return FilledForm(data, tuple(entries), tuple(said), asks_nothing)


def trace_data(filled: FilledForm, form: str, output: str, sources: Sequence[str]) -> JsonObject:
    """Return the trace as JSON data."""
    return {
        "form": form,
        "output": output,
        "sources": list(sources),
        "notes": list(filled.notes),
        "cells": [_entry_data(entry) for entry in filled.entries],
    }


def _entry_data(entry: FilledPlaceholder) -> JsonObject:
    data: JsonObject = {
        "place": entry.place,
        "asked": entry.asked,
        "what": entry.what,
        "title": entry.title,
        "written": entry.written,
    }
    extra = {
        "record": entry.record,
        "reason": entry.reason,
        "missing": entry.missing,
        "formula": entry.formula,
    }
    data |= {key: value for key, value in extra.items() if value}
    data["cells"] = [cell_data(cell) for cell in entry.cells]
    return data
