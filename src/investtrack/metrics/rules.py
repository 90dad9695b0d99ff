"""The rules figures follow, as data: count, total, breakdown, list, series, and arithmetic on other figures.

Each rule says what it takes and computes it: it gathers contributions and folds them, and the value has no other
origin. Whoever else has to know how a figure comes about (a workbook's formula, its columns, an explanation) reads the
rule instead of saying it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from investtrack.metrics.figure import (
    Breakdown,
    ContributionColumn,
    Figure,
    FigureRow,
    Kind,
    SameKeys,
    Value,
)
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Taking, can_state
from investtrack.metrics.measures import Group, Measure, RestMeasure
from investtrack.metrics.selection import ChosenMeasure, Selection, Union
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Rate, growth, ratio


@frozen(eq=False)
class Outcome:
    """What a rule found.

    Attributes:
        value: the exact value, in the unit of the figure's kind; None where there is none.
        sections: what it is made of, a column a measure.
        missing: number of records that lack a cell it needs.
        reason: why there is no value, in Chinese.
        note: what a reader has to know of it, in Chinese.
    """

    value: Value | None
    sections: tuple[ContributionColumn, ...] = ()
    missing: int = 0
    reason: str = ""
    note: str = ""


FigureLookup = Callable[[str], Figure]
"""Id → the figure, computed once."""

Part = Measure | Group | Selection
"""What a rule takes, and a workbook may show as a column."""


class Rule:
    """How a figure comes about."""

    __slots__ = ()

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Compute it for the figure of that id.

        Raises:
            AbsentError: there is no value, and why.
        """
        raise NotImplementedError

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """What it takes of which sheet, in the order in which it is computed."""
        return iter(())


@frozen(kw_only=True)
class Definition:
    """A figure as defined: one declaration, from which id, title, words and value all come.

    Attributes:
        id: dotted and stable, such as ``entry.count``.
        title: Chinese name.
        kind: kind of its value, which decides its unit.
        words: how it is computed, in Chinese, with the document it rests on where there is one.
        rule: how it is computed, as data.
        breakdown: how its parts stand to a whole, where it is a breakdown.
        whole: id of the figure whose parts these are.
        display_unit: unit of money in prose.
        aliases: other ids it is asked for by.
        counted_in: what is counted, such as 个, 家, 次.
        part_titles: part of a breakdown → what it is called.
    """

    id: str
    title: str
    kind: Kind
    words: str
    rule: Rule
    breakdown: Breakdown | None = None
    whole: str = ""
    display_unit: Unit = Unit.YI
    aliases: tuple[str, ...] = ()
    counted_in: str = "个"
    part_titles: Mapping[str, str] = field(factory=dict)


# -- of records ------------------------------------------------------------------------------------


@frozen(eq=False)
class OfRecords(Rule):
    """A rule on the records of a selection.

    Attributes:
        selection: the records it is computed of.
    """

    selection: Taking

    @property
    def parts(self) -> tuple[Part, ...]:
        """What it takes of each record."""
        return ()

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """Its selections, then what it takes of their records."""
        for selection in selections_of(self.selection):
            yield selection.of, selection
            for part in self.parts:
                yield selection.of, part


def selections_of(selection: Taking) -> tuple[Selection, ...]:
    """Return the selections that are data: one a sheet."""
    if isinstance(selection, Union):
        return selection.parts
    return (selection,) if isinstance(selection, Selection) else ()


@frozen(eq=False)
class Count(OfRecords):
    """The number of records selected; *keys* are the fields that decided.

    Attributes:
        keys: the fields that decided, whose cells are named.
    """

    keys: tuple[str, ...]

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Count."""
        selected = view.select(self.selection)
        records = selected.records
        column = ContributionColumn(figure, records, (1,) * len(records), SameKeys(self.keys))
        return Outcome(sum(column.amounts), (column,), selected.undecided)  # type: ignore[arg-type]


@frozen(eq=False)
class Total(OfRecords):
    """The sum of *measure* over the records selected; those that lack it are counted as missing.

    Attributes:
        measure: what is summed up.
        needs: column without which there is no sum, and the sentence that says so.
    """

    measure: Measure
    needs: tuple[str, str] | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The measure."""
        return (self.measure,)

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Sum up."""
        if self.needs:
            self._demand(view, *self.needs)
        selected = view.select(self.selection)
        column, missing = measured(figure, view, self.selection, self.measure)
        if missing and not column.records:
            raise AbsentError(none_stated(missing, self.measure))
        value = total_of(column.amounts, self.measure.kind)
        return Outcome(value, (column,), missing + selected.undecided)

    def _demand(self, view: LedgerView, key: str, absence: str) -> None:
        records = view.sheet(selections_of(self.selection)[0].of)
        if not can_state(records, key):
            raise AbsentError(absence)


@frozen(eq=False)
class Maximum(Rule):
    """The largest amount of the records selected.

    Attributes:
        measure: the amount of those selected.
        absence: the sentence that says that none is selected.
        is_alone: whether the largest alone contributes, not all it is the largest of.
    """

    measure: ChosenMeasure
    absence: str
    is_alone: bool = False

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """The selection and the amount."""
        sheet = self.measure.selection.of
        yield sheet, self.measure.selection
        yield sheet, self.measure

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Find it."""
        selected = view.select(self.measure.selection)
        column, _missing = measured(figure, view, self.measure.selection, self.measure.measure)
        if not column.records:
            raise AbsentError(self.absence)
        largest: Any = max(column.amounts)  # type: ignore[type-var]
        if self.is_alone:
            at = list(column.amounts).index(largest)
            column = evolve(column, records=(column.records[at],), amounts=(largest,))
        return Outcome(largest, (column,), selected.undecided)


def total_of(numbers: Sequence[Any], kind: Kind) -> Amount | int:
    """Return the sum of amounts, or of counts."""
    return sum(numbers) if kind is Kind.COUNT else Amount.total(numbers)


def none_stated(missing: int, measure: Measure) -> str:
    """Return the sentence that says that none of the records selected states *measure*."""
    filled = (
        "同时填" if isinstance(measure, RestMeasure) else "填"
    )  # one of the two alone is no remainder
    return f"所选{missing}条记录都没有{filled}“{measure.label}”"


def measured(
    figure: str, view: LedgerView, selection: Taking, measure: Measure
) -> tuple[ContributionColumn, int]:
    """Return what *measure* gives of the records selected, and how many of them do not state it."""
    records: Sequence[Any] = view.select(selection).records
    read = view.column(selection, measure)
    amounts = [amount for amount in read if amount is not None]
    if len(amounts) == len(records):  # one column is held, not two of the same
        return ContributionColumn(figure, records, read, measure.keys_of(view)), 0
    kept = [record for record, amount in zip(records, read, strict=True) if amount is not None]
    column = ContributionColumn(figure, kept, amounts, measure.keys_of(view))
    return column, len(records) - len(kept)


Describe = Callable[[LedgerView, Any], FigureRow]


@frozen(eq=False)
class Listing(OfRecords):
    """The records selected, each described by a row with at least ``name``.

    Attributes:
        describe: a record → the row that stands for it.
        keys: the fields whose cells are named.
    """

    describe: Describe
    keys: tuple[str, ...]

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """List them."""
        selected = view.select(self.selection)
        rows = tuple(self.describe(view, record) for record in selected.records)
        column = ContributionColumn(
            figure, selected.records, (None,) * len(rows), SameKeys(self.keys)
        )
        return Outcome(rows, (column,), selected.undecided)


@frozen(eq=False)
class _OfSame(OfRecords):
    """Two measures of the same records; *selection* takes those that have both.

    Attributes:
        measure, base: the measures.
        absence: the sentence that says that no record has both.
    """

    measure: Measure
    base: Measure
    absence: str

    @property
    def parts(self) -> tuple[Part, ...]:
        """Both measures."""
        return (self.measure, self.base)

    def both(
        self, figure: str, view: LedgerView
    ) -> tuple[ContributionColumn, ContributionColumn, int]:
        """Return what the records give to both, and how many lack one of them.

        Raises:
            AbsentError: no record has both.
        """
        same = view.select(self.selection)
        if not same.records:
            raise AbsentError(self.absence)
        above, _above = measured(figure, view, self.selection, self.measure)
        below, _below = measured(figure, view, self.selection, self.base)
        return above, below, same.undecided


@frozen(eq=False)
class GrowthOfSame(_OfSame):
    """Growth of one measure over another, of the same records, with the note that says so."""

    note: str

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Compute it."""
        above, below, missing = self.both(figure, view)
        now, then = Amount.total(above.amounts), Amount.total(below.amounts)  # type: ignore[arg-type]
        return evolve(grown(now, (above,), then, below, self.note), missing=missing)


@frozen(eq=False)
class RatioOfSame(_OfSame):
    """One measure divided by another, of the same records; *nothing* says that the base is zero."""

    nothing: str

    def compute(self, figure: str, view: LedgerView, _: FigureLookup) -> Outcome:
        """Compute it."""
        above, below, missing = self.both(figure, view)
        now, base = Amount.total(above.amounts), Amount.total(below.amounts)  # type: ignore[arg-type]
        sections = (_as(above, "分子"), _as(below, "分母"))
        return Outcome(rate_of(now, base, self.nothing), sections, missing)


# -- of other figures ------------------------------------------------------------------------------


@frozen(eq=False)
class Sum(Rule):
    """Other figures together; one that is absent leaves the sum absent: unknown is not zero.

    Attributes:
        ids: of the figures.
    """

    ids: tuple[str, ...]

    def compute(self, _: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
        """Add."""
        parts = present(lookup, self.ids)
        value = Amount.total(part.value for part in parts)  # type: ignore[misc]
        sections = tuple(column for part in parts for column in part.sections)
        return Outcome(value, sections, sum(part.missing for part in parts))


@frozen(eq=False)
class Difference(Rule):
    """One figure without another.

    Attributes:
        first, second: their ids.
        alone: where the second is absent, the note with which the first stands for the difference; none: absent too.
        counts_once: whether the records that lack the second are those that lack the first.
    """

    first: str
    second: str
    alone: str = ""
    counts_once: bool = False

    def compute(self, _: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
        """Subtract."""
        if self.alone:
            whole, taken = lookup(self.first), lookup(self.second)
            if whole.value is not None and taken.value is None:
                return Outcome(whole.value, whole.sections, whole.missing, note=self.alone)
        above, below = present(lookup, (self.first, self.second))
        value = above.value - below.value  # type: ignore[operator]
        missing = below.missing if self.counts_once else above.missing + below.missing
        return Outcome(value, above.sections + with_role(below, "－"), missing)


@frozen(eq=False)
class Ratio(Rule):
    """One figure divided by another; a zero base gives no rate.

    Attributes:
        part: id of the figure above the line.
        whole: id of the figure below it.
        part, whole: their ids.
        less: id of a figure that is taken from the base before.
        absence: the sentence that says that the base is nothing.
        is_part: whether the part's records are among those of the base, whatever it breaks down.
        is_of_same: whether both are of the same records, of which one that lacks both is missing once.
    """

    part: str
    whole: str
    less: str = ""
    absence: str = ""
    is_part: bool = False
    is_of_same: bool = False

    def compute(self, _: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
        """Divide."""
        ids = (self.part, self.whole, *((self.less,) if self.less else ()))
        above, below, *less = present(lookup, ids)
        sections = with_role(above, "分子") + with_role(below, "分母")
        base: Any = below.value
        for taken in less:
            base -= taken.value
            sections += with_role(taken, "分母（减）")
        is_nothing = bool(less) and base.yuan <= 0
        rate = None if is_nothing else ratio(above.value, base)  # type: ignore[arg-type]
        if rate is None:
            raise AbsentError(self.absence or f"“{below.title}”为零，无法计算比率")
        if self.is_of_same:
            stating = _stating(above)
            both = stating & _stating(below)
            return Outcome(rate, sections, len(stating) + above.missing - len(both))
        # the records of a part are among those of its whole: count each once
        counts = (above.missing, below.missing, *(taken.missing for taken in less))
        is_part = self.is_part or above.whole == below.id
        return Outcome(rate, sections, max(counts) if is_part else sum(counts))


def _stating(figure: Figure) -> set[int]:
    """Return the identities of the records that *figure* is made of."""
    return {id(record) for column in figure.sections for record in column.records}


def grown(
    current: Amount,
    above: tuple[ContributionColumn, ...],
    base: Amount | None,
    below: ContributionColumn,
    note: str,
) -> Outcome:
    """Return growth of *current* over *base*, folded from *above* and *below*; a zero or missing base gives none."""
    rate = growth(current, base)
    if rate is None:
        raise AbsentError("没有上年同期数，或其为零，无法计算增速")
    sections = tuple(_as(column, "分子") for column in above)
    return Outcome(rate, (*sections, evolve(below, role="分母")), note=note)


def with_role(figure: Figure, role: str) -> tuple[ContributionColumn, ...]:
    """Return the contributions of *figure* in a new role; what it subtracts stays subtracted."""
    return tuple(_as(column, role) for column in figure.sections)


def _as(column: ContributionColumn, role: str) -> ContributionColumn:
    if column.role == "－" and role != "－":
        role += "（减）"
    return ContributionColumn(
        column.figure, column.records, column.amounts, column.keys, column.groups, role
    )


def present(lookup: FigureLookup, ids: Sequence[str]) -> tuple[Figure, ...]:
    """Return the figures of *ids*, all with a value.

    Raises:
        AbsentError: one of them has none.
    """
    figures = tuple(lookup(figure) for figure in ids)
    for figure in figures:
        if figure.value is None:
            raise AbsentError(f"缺少“{figure.title}”：{figure.reason}")
    return figures


def rate_of(numerator: int | Amount, denominator: int | Amount, why: str) -> Rate:
    """Return a rate, or raise with *why* where the denominator is zero."""
    found = ratio(numerator, denominator)
    if found is None:
        raise AbsentError(why)
    return found


# -- of its own kind -------------------------------------------------------------------------------


@frozen(eq=False)
class Told(Rule):
    """A figure that no rule above gives: told by a function.

    Attributes:
        tell: figure id, ledger and lookup → what was found.
        counts: the selection and the group whose names a workbook counts; None: it has no formula of its own.
    """

    tell: Callable[[str, LedgerView, FigureLookup], Outcome]
    counts: tuple[Selection, Group] | None = field(default=None)

    @property
    def takes(self) -> Iterator[tuple[str, Part]]:
        """What a workbook counts it from."""
        for part in self.counts or ():
            yield self.counts[0].of, part  # type: ignore[index]

    def compute(self, figure: str, view: LedgerView, lookup: FigureLookup) -> Outcome:
        """Tell it."""
        return self.tell(figure, view, lookup)
