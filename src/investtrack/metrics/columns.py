"""Columns that show, beside a ledger's own, what its figures take of each record; derived from their rules.

A workbook writes them and computes figures over them; a reader of such a workbook knows them by their heads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import is_
from typing import Any

from attrs import frozen

from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import BehindMeasure, Group, LatestMeasure, Measure
from investtrack.metrics.parameters import Parameter
from investtrack.metrics.rules import Definition, Part
from investtrack.metrics.selection import (
    Above,
    AtLeast,
    ChosenMeasure,
    Filled,
    Holds,
    InGroup,
    Selection,
    Taken,
)


@frozen(eq=False)
class HelperColumn:
    """A column that no ledger has: which records a figure takes (是), or what it takes of them.

    Attributes:
        sheet: attribute of the ledger.
        shows: what it shows.
    """

    sheet: str
    shows: Part | Holds

    @property
    def key(self) -> str:
        """What formulas call it."""
        return self.shows.key

    @property
    def head(self) -> str:
        """Its head."""
        return self.shows.head

    @property
    def words(self) -> str:
        """What it means."""
        return self.shows.words

    @property
    def needs_actual(self) -> bool:
        """Whether it is there only where the ledger has months of actual amounts."""
        shows = self.shows
        return isinstance(shows, LatestMeasure) or (isinstance(shows, Group) and shows.of_latest)

    @property
    def after_january(self) -> bool:
        """Whether it is there only where P does not begin in January."""
        return isinstance(self.shows, Selection) and self.shows.after_january

    def reader(self, view: LedgerView) -> Callable[[Sequence[Any]], list[Any]]:
        """Return what reads records as the values of their cells."""
        shows = self.shows
        if isinstance(shows, Selection):
            return _marks(view, shows, getattr(view.ledger, self.sheet, None) or ())
        if isinstance(shows, Holds):
            test = shows.bind(view)
            return lambda records: ["是" if test(record) else None for record in records]
        if isinstance(shows, Group):
            tell = shows.tell
            return lambda records: ["、".join(tell(view, each)) or None for each in records]
        read = view.reader(shows)
        return lambda records: list(map(read, records))


def _marks(
    view: LedgerView, selection: Selection, sheet: Sequence[Any]
) -> Callable[[Sequence[Any]], list[Any]]:
    """Return what marks the records that *selection* takes; read in the order of *sheet*, it holds one byte a record."""
    taken = view.taken(selection, keep=False)
    marks = bytes(map(taken.__contains__, map(id, sheet)))
    begun = 0

    def read(records: Sequence[Any]) -> list[Any]:
        nonlocal begun
        if records and sheet and records[0] is sheet[0]:  # from the first row again
            begun = 0
        end = begun + len(records)
        if end > len(sheet) or not all(map(is_, records, sheet[begun:end])):
            among = view.taken(selection)
            return ["是" if key in among else None for key in map(id, records)]
        marked, begun = marks[begun:end], end
        return ["是" if mark else None for mark in marked]

    return read


def helper_columns(definitions: Iterable[Definition]) -> Mapping[str, tuple[HelperColumn, ...]]:
    """Return sheet → its helper columns, each after those it is computed from."""
    found: dict[str, dict[str, HelperColumn]] = {}
    for definition in definitions:
        for sheet, part in definition.rule.takes:
            for shown in _shown(part):
                column = HelperColumn(sheet, shown)
                found.setdefault(sheet, {}).setdefault(column.key, column)
    return {sheet: tuple(columns.values()) for sheet, columns in found.items()}


@cache
def heads_of(sheet: str) -> Mapping[str, bool]:
    """Return the heads of the helper columns that our own figures need of a sheet, and whether each is always there."""
    from investtrack.metrics import DEFINITIONS  # noqa: PLC0415 - figures are declared above

    columns = helper_columns(DEFINITIONS).get(sheet, ())
    return {column.head: not (column.needs_actual or column.after_january) for column in columns}


def _shown(part: Part) -> Iterator[Part | Holds]:
    """Yield what of *part* stands in a column, the part itself last."""
    if isinstance(part, Selection):
        yield from _of_selection(part)
    elif isinstance(part, Measure):
        yield from _of_measure(part)
    if part.head:
        yield part


def _of_selection(selection: Selection) -> Iterator[Part | Holds]:
    if selection.among is not None:
        yield from _shown(selection.among)
    for condition in selection.where:
        if isinstance(condition, (AtLeast, Above)):
            yield from _shown(condition.measure)
        elif isinstance(condition, Filled):
            for measure in condition.measures:
                yield from _shown(measure)
        elif isinstance(condition, InGroup):
            yield from _shown(condition.group)
        elif isinstance(condition, Taken):
            yield from _shown(condition.selection)
        elif isinstance(condition, Holds) and condition.head:
            yield condition


def _of_measure(measure: Measure) -> Iterator[Part | Holds]:
    if isinstance(measure, ChosenMeasure):
        yield from _shown(measure.selection)
    for part in measure.made_of:
        yield from _shown(part)
    if isinstance(measure, BehindMeasure):
        for beside in measure.beside:
            yield from _shown(beside)


def parameters_of(definitions: Iterable[Definition]) -> tuple[Parameter, ...]:
    """Return the limits that figures depend on, each once."""
    found: dict[str, Parameter] = {}
    for definition in definitions:
        for _, part in definition.rule.takes:
            for limit in _limits(part):
                found.setdefault(limit.label, limit)
    return tuple(found.values())


def _limits(part: Part) -> Iterator[Parameter]:
    if isinstance(part, ChosenMeasure):
        yield from _limits(part.selection)
    if isinstance(part, Selection):
        if part.among is not None:
            yield from _limits(part.among)
        for condition in part.where:
            if isinstance(condition, (AtLeast, Above)):
                yield condition.limit
