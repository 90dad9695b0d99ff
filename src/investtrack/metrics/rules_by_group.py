"""Rules that break records down into groups: numbers, sums, and tables of several of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from investtrack.metrics.figure import ContributionColumn, FigureRow, Number, SameKeys
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.measures import Group, Measure
from investtrack.metrics.rules import (
    FigureLookup,
    OfRecords,
    Outcome,
    Part,
    measured,
    none_stated,
    total_of,
)
from investtrack.metrics.selection import Selection
from investtrack.values.amount import Amount
from investtrack.values.rate import ratio


@frozen(eq=False)
class CountByGroup(OfRecords):
    """The number of records by group; the group's own order first, the rest sorted.

    Attributes:
        group: the breakdown.
    """

    group: Group

    @property
    def parts(self) -> tuple[Part, ...]:
        """The group."""
        return (self.group,)

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Count each group."""
        selected = view.select(self.selection)
        column, missing = _by_group(figure, view, selected.records, self.group)
        if missing and not column.records:
            raise AbsentError(f"所选{missing}条记录都没有填分组所依据的单元格")
        totals: dict[str, int] = {}
        for key in column.groups or ():
            totals[key] = totals.get(key, 0) + 1
        return Outcome(_ordered(totals, self.group.order), (column,), missing + selected.undecided)


def _by_group(
    figure: str, view: LedgerView, records: Sequence[object], group: Group
) -> tuple[ContributionColumn, int]:
    kept: list[Any] = []
    groups: list[str] = []
    missing = 0
    tell = group.tell
    for record in records:
        parts = tell(view, record)
        missing += not parts
        for part in parts:
            kept.append(record)
            groups.append(part)
    column = ContributionColumn(figure, kept, (1,) * len(kept), SameKeys(group.keys), groups)
    return column, missing


def _ordered(totals: Mapping[str, Any], order: Sequence[str]) -> FigureRow:
    """Return the groups of *order* first, the rest sorted, what does not say its group last."""
    first = [key for key in order if key in totals]
    rest = sorted(set(totals) - set(first), key=lambda key: (key == UNSTATED, key))
    return {key: totals[key] for key in first + rest}


@frozen(eq=False)
class TotalByGroup(OfRecords):
    """The sum of *measure* by group; the largest first.

    Attributes:
        group: the breakdown.
        measure: what is summed up.
    """

    group: Group
    measure: Measure

    @property
    def parts(self) -> tuple[Part, ...]:
        """The measure and the group."""
        return (self.measure, self.group)

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Sum up each group."""
        selected = view.select(self.selection)
        column, missing = measured(figure, view, self.selection, self.measure)
        if missing and not column.records:
            raise AbsentError(none_stated(missing, self.measure))
        groups = [(self.group.read(view, each) or ("未说明",))[0] for each in column.records]
        amounts: dict[str, list[object]] = {}
        for key, amount in zip(groups, column.amounts, strict=True):
            amounts.setdefault(key, []).append(amount)
        totals: dict[str, Any] = {
            key: total_of(parts, self.measure.kind) for key, parts in sorted(amounts.items())
        }
        totals = dict(sorted(totals.items(), key=lambda item: item[1], reverse=True))
        return Outcome(totals, (evolve(column, groups=groups),), missing + selected.undecided)


@frozen(eq=False)
class LoadByGroup(OfRecords):
    """Number and sum by group: key → ``{"count", "investment"}``, None where no record of it states it; the largest number first."""

    group: Group
    measure: Measure

    @property
    def parts(self) -> tuple[Part, ...]:
        """The measure and the group."""
        return (self.measure, self.group)

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Count and sum up each group."""
        selected = view.select(self.selection)
        counts, missing = _by_group(figure, view, selected.records, self.group)
        amounts = list(map(view.reader(self.measure), counts.records))
        loads: dict[str, list[Number | None]] = {}
        lacking = set()
        for key, amount, record in zip(counts.groups or (), amounts, counts.records, strict=True):
            loads.setdefault(key, []).append(amount)
            if amount is None:
                lacking.add(id(record))
        totals: dict[str, dict[str, Any]] = {
            key: {"count": len(load), "investment": _total_stated(load)}
            for key, load in loads.items()
        }
        ordered = dict(sorted(totals.items(), key=lambda item: (-item[1]["count"], item[0])))
        column = evolve(
            counts,
            amounts=amounts,
            keys=lambda record: (*self.group.keys, *self.measure.keys(view, record)),
        )
        return Outcome(ordered, (column,), missing + len(lacking) + selected.undecided)


def _total_stated(amounts: Sequence[Any]) -> Amount | None:
    """Return the sum of the amounts that are stated, None where none is: unknown is not zero."""
    stated = [amount for amount in amounts if amount is not None]
    return Amount.total(stated) if stated else None


UNSTATED = "未注明"
"""The part of a breakdown that records belong to which do not say."""


@frozen(eq=False)
class Beside:
    """What records of another sheet say of the groups of a table, each group by a field of its own.

    Attributes:
        name: what the sum is called in a group's row.
        selection: the records.
        measures: group → what is summed for it; a record that does not state it has no part in the group.
        role: what its contributions are beside the group's own, in Chinese.
    """

    name: str
    role: str
    selection: Selection
    measures: Mapping[str, Measure]

    def compute(self, figure: str, view: LedgerView) -> dict[str, ContributionColumn]:
        """Return, for each group that any record speaks of, what they state."""
        try:
            records = view.select(self.selection).records
        except AbsentError:
            return {}
        found: dict[str, ContributionColumn] = {}
        for key, measure in self.measures.items():
            amounts = view.column(self.selection, measure)
            stated = [place for place, amount in enumerate(amounts) if amount is not None]
            if stated:
                found[key] = ContributionColumn(
                    figure,
                    [records[place] for place in stated],
                    [amounts[place] for place in stated],
                    measure.keys_of(view),
                    [key] * len(stated),
                    self.role,
                )
        return found


@frozen(eq=False)
class TableByGroup(OfRecords):
    """Several numbers by group: key → ``{"count", name → sum, "rate"}``; what does not say its group is 未注明.

    A record that lacks a measure which others state counts as missing.

    Attributes:
        measures: name → what is summed; None where no record of the part states it.
        rate: names of numerator and denominator of the rate, over the records that state both; none.
        counts: what the number of records is called, and the selection of those that are counted; None: all.
        beside: what other records say of the groups, if any.
    """

    group: Group
    measures: Mapping[str, Measure]
    rate: tuple[str, str] | None = None
    counts: tuple[str, Selection | None] = ("count", None)
    beside: Beside | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The measures and the group."""
        counted = (self.counts[1],) if self.counts[1] else ()
        return (*self.measures.values(), self.group, *counted)

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """Its selection and what it takes of its records, then what stands beside."""
        yield from super().takes
        if self.beside is not None:
            yield self.beside.selection.of, self.beside.selection
            for measure in self.beside.measures.values():
                yield self.beside.selection.of, measure

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Sum up each group, and what is said beside it."""
        if self.beside is None:
            return self._own(figure, view)
        beside = self.beside.compute(figure, view)
        try:
            own = self._own(figure, view)
        except AbsentError:
            if not beside:
                raise
            own = Outcome({})
        return self._with(own, self.beside.name, beside)

    def _with(self, own: Outcome, name: str, beside: Mapping[str, ContributionColumn]) -> Outcome:
        """Return *own* with what was found *beside* each group, as *name*, after the number of its records."""
        counted = self.counts[0]
        rows: Mapping[str, FigureRow] = own.value  # type: ignore[assignment]
        alone = dict.fromkeys(self.measures)
        value: dict[str, FigureRow] = {}
        for key in _ordered({**rows, **beside}, self.group.order):
            said = beside.get(key)
            total = Amount.total(said.amounts) if said else None  # type: ignore[arg-type]
            row = rows.get(key) or {counted: len(beside[key].records), **alone}
            value[key] = {counted: row[counted], name: total, **row}
        return evolve(own, value=value, sections=(*own.sections, *beside.values()))

    def _own(self, figure: str, view: LedgerView) -> Outcome:
        selected = view.select(self.selection)
        records, tell = selected.records, self.group.tell
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(records):
            parts = tell(view, record)
            groups[parts[0] if parts else UNSTATED].append(place)
        ordered = _ordered(groups, self.group.order)
        read = {key: view.column(self.selection, each) for key, each in self.measures.items()}
        value = {key: self._row(view, records, read, places) for key, places in ordered.items()}
        kept = [place for places in ordered.values() for place in places]
        keys = tuple(key for key, places in ordered.items() for _ in places)
        first = next(iter(self.measures.values()))
        amounts = next(iter(read.values()))
        column = ContributionColumn(
            figure,
            [records[place] for place in kept],
            [amounts[place] for place in kept],
            lambda record: (*self.group.keys, *first.keys(view, record)),
            keys,
        )
        stated = [each for each in read.values() if any(amount is not None for amount in each)]
        lacking = {at for each in stated for at, amount in enumerate(each) if amount is None}
        return Outcome(value, (column,), len(lacking) + selected.undecided)

    def _row(
        self,
        view: LedgerView,
        records: Sequence[Any],
        read: Mapping[str, Sequence[Any]],
        places: Sequence[int],
    ) -> FigureRow:
        name, counted = self.counts
        row: FigureRow = {
            name: sum(view.takes(counted, records[at]) for at in places) if counted else len(places)
        }
        own = {key: [amounts[at] for at in places] for key, amounts in read.items()}
        for key, amounts in own.items():
            row[key] = _total_stated(amounts)
        if self.rate is not None:
            pairs = zip(*(own[name] for name in self.rate), strict=True)
            sides = zip(*(pair for pair in pairs if None not in pair), strict=True)
            totals = [Amount.total(side) for side in sides]
            row["rate"] = ratio(*totals) if totals else None
        return row
