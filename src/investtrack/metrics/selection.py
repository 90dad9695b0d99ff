"""Which records a figure takes, as data: of a sheet those that meet conditions, each condition a value.

A selection is called with the ledger to make it. What it declares besides (its head, its words, its conditions) is
what a workbook makes a column of and what a formula is derived from, so that neither is said a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction
from functools import partial
from itertools import compress
from operator import attrgetter
from typing import Any

from attrs import frozen

from investtrack.metrics.ledger_view import (
    AbsentError,
    LedgerView,
    Reader,
    Selected,
    Taking,
    decided,
    demand,
)
from investtrack.metrics.measures import Group, Measure
from investtrack.metrics.parameters import Parameter
from investtrack.model.record import Record
from investtrack.values.amount import Amount


Verdict = bool | None
"""Whether a condition holds of a record; None where the ledger is silent."""
Test = Callable[[Any], Verdict]
"""A condition bound to a ledger: what is alike for all its records is looked up once."""


@frozen(eq=False)
class Holds:
    """A condition on dates, statuses or links, told by a function.

    Attributes:
        test: the ledger and a record → whether it holds; None where the ledger is silent.
        key, head, words: what a workbook calls a column of it, its head, what it means; none where *head* is empty.
    """

    test: Callable[[LedgerView, Any], Verdict]
    key: str = ""
    head: str = ""
    words: str = ""

    def bind(self, view: LedgerView) -> Test:
        """Return the test of one record."""
        return partial(self.test, view)


def _bare(number: object) -> Callable[[Any], Any]:
    """Return what takes the bare number of a value like *number*: comparing those is quick."""
    return attrgetter("yuan" if isinstance(number, Amount) else "number")


_ROUGHLY = Context()


def _order(number: Decimal | Fraction) -> Decimal | tuple[Decimal, Fraction]:
    """Return what orders numbers as they are: of fractions the nearest decimal, for speed, then the fraction itself."""
    if isinstance(number, Decimal):
        return number
    return _ROUGHLY.divide(number.numerator, number.denominator), number


@frozen(eq=False)
class AtLeast:
    """A measure that reaches a limit of the profile, inclusive; undecided where it is not stated.

    Attributes:
        measure: what is held against the limit, in its unit.
        limit: the number of the profile.
    """

    measure: Measure
    limit: Parameter

    def bind(self, view: LedgerView) -> Test:
        """Return the test of one record."""
        read, limit = view.reader(self.measure), self.limit.read(view.profile)
        bare, least = _bare(limit), _bare(limit)(limit)

        def test(record: Record) -> Verdict:
            amount: Any = read(record)
            return None if amount is None else bare(amount) >= least

        return test


@frozen(eq=False)
class Above:
    """A measure that exceeds a limit of the profile; undecided where it is not stated.

    Attributes:
        measure: what is held against the limit, in its unit.
        limit: the number of the profile.
    """

    measure: Measure
    limit: Parameter

    def bind(self, view: LedgerView) -> Test:
        """Return the test of one record."""
        return self.measure.exceeds(view, self.limit.read(view.profile))


@frozen(eq=False)
class Equals:
    """A field that holds one of its choices; undecided where it is blank.

    Attributes:
        key: the field.
        choice: the value it has to hold.
    """

    key: str
    choice: Enum | bool

    def bind(self, _: LedgerView) -> Test:
        """Return the test of one record."""
        field_of, choice = attrgetter(self.key), self.choice

        def test(record: Record) -> Verdict:
            value = field_of(record)
            return None if value is None else value is choice

        return test

    @property
    def text(self) -> str:
        """The choice as a cell shows it."""
        if isinstance(self.choice, bool):
            return "是" if self.choice else "否"
        return str(self.choice.value)


@frozen(eq=False)
class InGroup:
    """Records of one part of a breakdown.

    Attributes:
        group: the breakdown.
        part: its part.
    """

    group: Group
    part: str

    def bind(self, view: LedgerView) -> Test:
        """Return the test of one record."""
        tell, part = self.group.tell, self.part
        return lambda record: part in tell(view, record)


@frozen(eq=False)
class Filled:
    """Measures that are all stated; undecided where one is not.

    Attributes:
        measures: what has to be stated.
    """

    measures: tuple[Measure, ...]

    def bind(self, view: LedgerView) -> Test:
        """Return the test of one record."""
        first, *others = [view.reader(measure) for measure in self.measures]
        if not others:
            return lambda record: None if first(record) is None else True
        reads = (first, *others)
        return lambda record: all(read(record) is not None for read in reads) or None


@frozen(eq=False)
class Taken:
    """Records that another selection takes too.

    Attributes:
        selection: the other one.
    """

    selection: Selection

    def bind(self, view: LedgerView) -> Test:
        """Return the test of one record."""
        return lambda record: view.takes(self.selection, record)


@frozen(eq=False)
class Blank:
    """A field that is empty.

    Attributes:
        key: the field.
    """

    key: str

    def bind(self, _: LedgerView) -> Test:
        """Return the test of one record."""
        field_of = attrgetter(self.key)
        return lambda record: not field_of(record)


Condition = Holds | AtLeast | Above | Equals | InGroup | Filled | Taken | Blank


@frozen(eq=False, kw_only=True)
class Selection:
    """Records that figures take.

    Attributes:
        key: what a workbook calls its column.
        sheet: attribute of the ledger whose records it takes; that of *among* where it is among another.
        head: head of its column, such as 期前在库; none where empty.
        words: what it takes, for the reader.
        among: the selection it narrows.
        where: conditions that all have to hold.
        needs: (field, label) of columns without which nothing can be told.
        needs_among: whether the sheets of the records it narrows have to have them, not any sheet.
        decided_by: what decides: where every record lacks it, the selection is absent, not empty.
        of_sheet: whether that is every record of the sheet, not every one it narrows: one decided otherwise decides.
        absence: the sentence that then says so, where a label is not enough.
        largest_first: the measure that orders it.
        only_largest: whether it takes the largest alone; a sentence, which says that there is none.
        source: what gives the records, where they are no sheet's as they stand.
        after_january: whether it takes something only where P does not begin in January.
    """

    key: str
    sheet: str = ""
    head: str = ""
    words: str = ""
    among: Selection | None = None
    where: tuple[Condition, ...] = ()
    needs: tuple[tuple[str, str], ...] = ()
    needs_among: bool = False
    decided_by: str = ""
    of_sheet: bool = False
    absence: str = ""
    largest_first: Measure | None = None
    only_largest: str = ""
    source: Taking | None = None
    after_january: bool = False

    @property
    def of(self) -> str:
        """Attribute of the ledger whose records it takes."""
        return self.sheet or (self.among.of if self.among else "")

    def __call__(self, view: LedgerView) -> Selected:
        """Make it.

        Raises:
            AbsentError: it has nothing to take from, or nothing could be decided.
        """
        above = self._above(view)
        for key, label in self.needs:
            demand(above.records if self.needs_among else view.sheet(self.of), key, label)
        kept, undecided = view.kept(
            self.source or self.among or self.sheet,
            self.where,
            lambda: self._kept(view, above.records),
        )
        if self.absence and above.records and undecided == len(above.records):
            raise AbsentError(self.absence)
        if self.decided_by and self.of_sheet:
            sheet = view.sheet(self.of)
            decided(undecided + above.undecided, len(sheet), self.decided_by)
        elif self.decided_by:
            decided(undecided, len(above.records), self.decided_by)
        if self.largest_first is not None:
            kept = self._ordered(view.reader(self.largest_first), kept)
        return Selected(tuple(kept), undecided + above.undecided)

    def _above(self, view: LedgerView) -> Selected:
        if self.source is not None:
            return self.source(view)
        return view.select(self.among) if self.among else Selected(view.sheet(self.of))

    def _kept(self, view: LedgerView, records: Sequence[object]) -> tuple[Sequence[Any], int]:
        """Return the records of which every condition holds, and how many could not be decided."""
        undecided = 0
        for condition in self.where:
            holds = list(map(condition.bind(view), records))
            undecided += holds.count(None)
            records = tuple(compress(records, holds))
        return tuple(records), undecided

    def _ordered(self, read: Callable[[Any], Any], kept: Sequence[Any]) -> Sequence[Any]:
        if self.only_largest:
            if not kept:
                raise AbsentError(self.only_largest)
            return [max(kept, key=read)]
        bare = _bare(read(kept[0])) if kept else None
        return sorted(kept, key=lambda record: _order(bare(read(record))), reverse=True)  # type: ignore[misc]


@frozen(eq=False, kw_only=True)
class Union:
    """Records of several sheets, one selection after the other; those after the first may be absent.

    Attributes:
        parts: the selections; a record may stand in one of them only.
        needs: (field, label) of a column that one of the sheets has to have.
    """

    parts: tuple[Selection, ...]
    needs: tuple[tuple[str, str], ...] = ()

    def __call__(self, view: LedgerView) -> Selected:
        """Make it.

        Raises:
            AbsentError: the first part is absent, or no sheet has the column.
        """
        first, *others = self.parts
        taken = view.select(first)
        records, undecided = list(taken.records), taken.undecided
        for part in others:
            try:
                taken = view.select(part)
            except AbsentError:
                undecided += len(
                    getattr(view.ledger, part.of) or ()
                )  # none of them could be decided
                continue
            records += taken.records
            undecided += taken.undecided
        for key, label in self.needs:
            demand(tuple(records), key, label)
        return Selected(tuple(records), undecided)


def every(sheet: str, key: str = "") -> Selection:
    """Return the selection of all records of *sheet*."""
    return Selection(key=key or sheet, sheet=sheet)


@frozen(eq=False, kw_only=True)
class ChosenMeasure(Measure):
    """A measure of the records of one selection; of others there is none."""

    selection: Selection
    measure: Measure

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads the number of a record that is selected."""
        read = view.reader(self.measure)
        return lambda record: read(record) if view.takes(self.selection, record) else None

    def keys(self, view: LedgerView, record: Record) -> tuple[str, ...]:
        """Return the fields of the measure."""
        return self.measure.keys(view, record)

    @property
    def made_of(self) -> tuple[Measure, ...]:
        """The measure."""
        return (self.measure,)
