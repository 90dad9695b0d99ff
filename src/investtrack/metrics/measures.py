"""What is read of one record, as data: fields, and sums, rests and shares of them.

A measure computes, names the fields it was read from, and may be a column of a workbook: its formula is derived from
what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, Inexact
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Any, ClassVar

from attrs import frozen

from investtrack.metrics.figure import Keys, Kind, Number, SameKeys
from investtrack.metrics.ledger_view import LedgerView, Reader
from investtrack.model.project import Project
from investtrack.model.record import Record
from investtrack.model.series import at, latest
from investtrack.values.amount import EXACT, ZERO, Amount
from investtrack.values.period import Month
from investtrack.values.rate import Points, ratio


_NOTHING = Decimal(0)
_PARTS = 1 << 10
"""Parts of a breakdown whose texts records share; more would be those that come once."""


@frozen(eq=False, kw_only=True)
class Measure:
    """What is read of a record.

    Attributes:
        key: the field, or what a workbook calls the column.
        label: Chinese name, for the reason why nothing could be read.
        head: head of its column in a workbook; none where empty.
        words: what it is, for the reader.
        kind: kind of number.
        of_all: sheet of which it is read once for all records, for several figures take it of most; none where empty.
    """

    key: str
    label: str
    head: str = ""
    words: str = ""
    kind: Kind = Kind.MONEY
    of_all: str = ""

    def exceeds(self, view: LedgerView, limit: Amount | Points) -> Callable[[Record], bool | None]:
        """Return what tells whether it exceeds *limit* of a record; None where the ledger is silent."""
        read, bare = (
            view.reader(self),
            attrgetter("yuan" if isinstance(limit, Amount) else "number"),
        )
        most = bare(limit)

        def test(record: Record) -> bool | None:
            number = read(record)
            return None if number is None else bare(number) > most

        return test

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads the records of a ledger."""
        raise NotImplementedError

    def read(self, view: LedgerView, record: Record) -> Number | None:
        """Return the number of *record*, or None where the ledger is silent."""
        return view.reader(self)(record)

    has_same_keys: ClassVar[bool] = False
    """Whether :meth:`keys` are the same of every record."""

    def keys(self, view: LedgerView, record: Record) -> tuple[str, ...]:
        """Return the fields it is read from."""
        raise NotImplementedError

    def keys_of(self, view: LedgerView) -> Keys:
        """Return what tells of each record the fields it is read from."""
        if self.has_same_keys:
            return SameKeys(self.keys(view, None))  # type: ignore[arg-type] # it does not look
        return lambda record: self.keys(view, record)

    @property
    def made_of(self) -> tuple[Measure, ...]:
        """The measures it is computed from."""
        return ()


@frozen(eq=False, kw_only=True)
class FieldMeasure(Measure):
    """A field as the ledger states it."""

    has_same_keys: ClassVar[bool] = True

    def bind(self, _: LedgerView) -> Reader:
        """Return what reads the field."""
        return attrgetter(self.key)

    def keys(self, _: LedgerView, __: object) -> tuple[str, ...]:
        """Return the field."""
        return (self.key,)


def field_of(key: str, label: str, kind: Kind = Kind.MONEY) -> FieldMeasure:
    """Measure a field as the ledger states it: an amount, or a count.

    Args:
        key: the field.
        label: Chinese name, which findings and workbooks call it by.
        kind: of its numbers, which decides their unit.
    """
    return FieldMeasure(key=key, label=label, kind=kind)


@frozen(eq=False, kw_only=True)
class PeriodEndMeasure(Measure):
    """The YTD amount of a series at P's last month."""

    series: str

    has_same_keys: ClassVar[bool] = True

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads the amount of that month."""
        series_of, end = attrgetter(self.series), view.period.last_month
        return lambda record: at(series_of(record), end)

    def keys(self, view: LedgerView, _: object) -> tuple[str, ...]:
        """Return the month's column."""
        return (f"{self.series}.{view.period.last_month}",)


def ytd_measure(series: str, label: str) -> PeriodEndMeasure:
    """Measure a YTD series at P's last month."""
    return PeriodEndMeasure(key=f"{series}.@", label=label, series=series)


@frozen(eq=False, kw_only=True)
class LatestMeasure(Measure):
    """The latest actual YTD amount not later than t's month."""

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads the amount."""
        known, newest = view.newest_of_all(), view.newest_month

        def read(record: Any) -> Number | None:  # noqa: ANN401
            found = known[id(record)] if id(record) in known else latest(record.actual, newest)
            return found[1] if found else None

        return read

    def keys(self, view: LedgerView, record: object) -> tuple[str, ...]:
        """Return the column of its month."""
        found = view.actual_ytd(record)
        return (f"actual.{found[0]}",) if found else ()

    def keys_of(self, view: LedgerView) -> Keys:
        """Return what tells the same of each record: one text a month."""
        newest_of, made = view.actual_ytd, dict[int, tuple[str, ...]]()

        def keys(record: object) -> tuple[str, ...]:
            found = newest_of(record)
            if found is None:
                return ()
            end = found[0]
            if end.ordinal not in made:
                made[end.ordinal] = (f"actual.{end}",)
            return made[end.ordinal]

        return keys


@frozen(eq=False, kw_only=True)
class JoinedMeasure(Measure):
    """Two measures joined; none where one of them is not stated.

    Attributes:
        first: the one measure.
        second: the other, of the same kind and unit.
    """

    first: Measure
    second: Measure

    @staticmethod
    def join(first: Amount, second: Amount) -> Number | None:
        """Return what the two numbers give."""
        raise NotImplementedError

    @property
    def made_of(self) -> tuple[Measure, ...]:
        """Both."""
        return (self.first, self.second)

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads both and joins them."""
        read_first, read_second, join = view.reader(self.first), view.reader(self.second), self.join

        def read(record: Record) -> Number | None:
            first = read_first(record)
            if first is None:
                return None
            second = read_second(record)
            # Two amounts: a measure of another kind is joined to none.
            return None if second is None else join(first, second)  # type: ignore[arg-type]

        return read

    def keys(self, view: LedgerView, record: Record) -> tuple[str, ...]:
        """Return the fields of both."""
        return (*self.first.keys(view, record), *self.second.keys(view, record))

    def keys_of(self, view: LedgerView) -> Keys:
        """Return what tells the fields of both; of all records the same where they are of each measure."""
        first, second = self.first.keys_of(view), self.second.keys_of(view)
        if isinstance(first, SameKeys) and isinstance(second, SameKeys):
            return SameKeys((*first.keys, *second.keys))
        return lambda record: (*first(record), *second(record))


class FirstStatedMeasure(JoinedMeasure):
    """The first where it is stated, else the second."""

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads the one or the other."""
        read_first, read_second = view.reader(self.first), view.reader(self.second)

        def read(record: Record) -> Number | None:
            first = read_first(record)
            return read_second(record) if first is None else first

        return read

    def keys(self, view: LedgerView, record: Record) -> tuple[str, ...]:
        """Return the fields of the one that is stated."""
        first = self.first.read(view, record)
        return (self.second if first is None else self.first).keys(view, record)

    def keys_of(self, view: LedgerView) -> Keys:
        """Return what tells the fields of the one that is stated."""
        read = view.reader(self.first)
        first, second = self.first.keys_of(view), self.second.keys_of(view)
        return lambda record: (second if read(record) is None else first)(record)


class SumMeasure(JoinedMeasure):
    """Both together."""

    @staticmethod
    def join(first: Amount, second: Amount) -> Number | None:
        """Return the sum."""
        return first + second


class RestMeasure(JoinedMeasure):
    """What is left of the first without the second; never less than nothing."""

    @staticmethod
    def join(first: Amount, second: Amount) -> Number | None:
        """Return the rest."""
        return max(first - second, ZERO)


class LesserMeasure(JoinedMeasure):
    """The lesser of both."""

    @staticmethod
    def join(first: Amount, second: Amount) -> Number | None:
        """Return it."""
        return min(first, second)


class ShareMeasure(JoinedMeasure):
    """The first divided by the second; none where that is zero."""

    @staticmethod
    def join(first: Amount, second: Amount) -> Number | None:
        """Return the share."""
        return ratio(first, second)


@frozen(eq=False, kw_only=True)
class BehindMeasure(JoinedMeasure):
    """The points that the first, cumulated, is behind the pace as a share of the second, the plan of the year.

    Attributes:
        beside: columns that a workbook shows with it.
    """

    beside: tuple[Measure | Group, ...] = ()

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads the points at the month of a record's data; none where it, plan or pace is unknown."""
        terms_of = self._terms(view)

        def read(record: Record) -> Points | None:
            terms = terms_of(record)
            return None if terms is None else Points(Fraction(*terms))

        return read

    def exceeds(self, view: LedgerView, limit: Amount | Points) -> Callable[[Record], bool | None]:
        """Return what tells whether a record is behind by more than *limit*, in whole numbers: no fraction is reduced."""
        if not isinstance(limit, Points):
            raise TypeError(f"points exceed points, not {limit!r}")
        terms_of, read_plan, newest_of = (
            self._terms(view),
            view.reader(self.second),
            view.actual_ytd,
        )
        most, part = limit.number.as_integer_ratio()
        factors: dict[int, tuple[Decimal, Decimal] | None] = {}
        multiply = EXACT.multiply

        def test(record: Record) -> bool | None:
            plan: Any = read_plan(record)
            found = newest_of(record) if plan is not None else None
            if found is None or plan.yuan <= _NOTHING:
                return None
            end = found[0]
            if end.ordinal not in factors:
                factors[end.ordinal] = _factors(view.due(end), limit)
            if (factor := factors[end.ordinal]) is None:
                return None
            try:
                return multiply(factor[0], plan.yuan) > multiply(factor[1], found[1].yuan)
            except Inexact:  # of more digits than the context holds
                terms = terms_of(record)
                return None if terms is None else terms[0] * part > most * terms[1]

        return test

    def _terms(self, view: LedgerView) -> Callable[[Record], tuple[int, int] | None]:
        """Return what gives a record's points as one fraction, not reduced, its denominator above zero."""
        read_plan, newest_of = view.reader(self.second), view.actual_ytd

        def terms(record: Record) -> tuple[int, int] | None:
            plan: Any = read_plan(record)
            found = newest_of(record) if plan is not None else None
            due = view.due(found[0]) if found else None
            if found is None or plan.yuan <= 0 or due is None:
                return None
            done, done_part = found[1].yuan.as_integer_ratio()
            year, year_part = plan.yuan.as_integer_ratio()
            pace, pace_part = due.number.as_integer_ratio()
            above = pace * done_part * year - 100 * done * year_part * pace_part
            return above, done_part * year * pace_part

        return terms


def _factors(due: Points | None, limit: Points) -> tuple[Decimal, Decimal] | None:
    """Return *a* and *b* such that what is done lags behind *due* by more than *limit* where *a* × plan > *b* × done."""
    if due is None:
        return None
    above, below = (due.number - limit.number).as_integer_ratio()
    return Decimal(above), Decimal(below * 100)


@frozen(eq=False, kw_only=True)
class TotalMeasure(Measure):
    """Several fields together: what is stated of them; none where none is."""

    parts: tuple[FieldMeasure, ...]

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads and adds those that are stated."""
        reads = [view.reader(part) for part in self.parts]

        def read(record: Record) -> Number | None:
            stated = [amount for each in reads if (amount := each(record)) is not None]
            return Amount.total(stated) if stated else None  # type: ignore[arg-type]

        return read

    def keys(self, _: LedgerView, record: Record) -> tuple[str, ...]:
        """Return the fields that are stated."""
        return tuple(part.key for part in self.parts if getattr(record, part.key) is not None)

    @property
    def made_of(self) -> tuple[Measure, ...]:
        """The fields."""
        return self.parts


@frozen(eq=False, kw_only=True)
class InPeriodMeasure(Measure):
    """What a YTD series adds within P: of P's last month without the month before P's first; none where one is silent."""

    series: str

    has_same_keys: ClassVar[bool] = True

    def bind(self, view: LedgerView) -> Reader:
        """Return what reads both months; nothing is known of a month after t."""
        series_of, end, start = attrgetter(self.series), view.period.last_month, before_period(view)
        if end > view.newest_month:
            return lambda _: None

        def read(record: Record) -> Number | None:
            series = series_of(record)
            last = at(series, end)
            if start is None or last is None:
                return last
            first = at(series, start)
            return None if first is None else last - first

        return read

    def keys(self, view: LedgerView, _: object) -> tuple[str, ...]:
        """Return the columns of both months."""
        start = before_period(view)
        ends = (view.period.last_month, *((start,) if start else ()))
        return tuple(f"{self.series}.{end}" for end in ends)


def before_period(view: LedgerView) -> Month | None:
    """Return the month before P's first; None for a P that begins in January: its YTD is its own."""
    period = view.period
    return Month(period.year, period.first - 1) if period.first > 1 else None


@frozen(eq=False, kw_only=True)
class ToldMeasure(Measure):
    """A number told by a function, such as days from a date; a workbook shows it as a value.

    Attributes:
        tell: the ledger and a record → the number, in the unit of the measure's kind; None where it is not known.
        fields: the fields whose cells are named.
    """

    tell: Callable[[LedgerView, Any], Number | None]
    fields: tuple[str, ...] = ()

    has_same_keys: ClassVar[bool] = True

    def bind(self, view: LedgerView) -> Reader:
        """Return what tells the number."""
        tell = self.tell
        return lambda record: tell(view, record)

    def keys(self, _: LedgerView, __: object) -> tuple[str, ...]:
        """Return the fields it is read from."""
        return self.fields


@frozen(eq=False, kw_only=True)
class Group:
    """What breaks records down.

    Attributes:
        key: the field, or what a workbook calls the column.
        label: Chinese name.
        tell: the ledger and a record → the parts it belongs to; none where the ledger is silent.
        head: head of its column in a workbook; none where the field's own column shows it.
        words: what it is, for the reader.
        order: parts that come first, in this order.
        keys: fields it is read from.
        of_latest: whether it is the month of the newest actual amount.
    """

    key: str
    label: str
    tell: Callable[[LedgerView, Any], Sequence[str]]
    head: str = ""
    words: str = ""
    order: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    of_latest: bool = False

    def read(self, view: LedgerView, record: Record) -> Sequence[str]:
        """Return the parts *record* belongs to."""
        return self.tell(view, record)


def by_field(key: str, label: str, order: Sequence[str] = ()) -> Group:
    """Break down by a field that holds a text or a choice.

    Args:
        key: the field.
        label: Chinese name, which workbooks call the column by.
        order: parts in the order in which they are told; the rest is sorted.
    """
    value_of = attrgetter(key)

    parts_of = lru_cache(maxsize=_PARTS)(lambda value: (str(value),))

    def tell(_: LedgerView, record: Record) -> Sequence[str]:
        value = value_of(record)
        return parts_of(value) if value else ()

    return Group(key=key, label=label, tell=tell, order=tuple(map(str, order)), keys=(key,))


# -- of projects -----------------------------------------------------------------------------------

INVESTMENT = field_of("total_investment", "总投资")
YEAR_PLAN = field_of("year_plan", "年度计划投资")
LATEST = LatestMeasure(
    key="latest",
    label="累计完成投资",
    head="最近累计数",
    words="不晚于截止月份、最近一个有数的累计完成投资",
)
LATEST_MONTH = Group(
    key="month", label="最近累计数所到的月份", head="最近所到", words="最近累计数所到的月份", of_latest=True,
    tell=lambda view, record: (found[0].ytd_label,) if (found := view.actual_ytd(record)) else (),
)  # fmt: skip
DONE = FirstStatedMeasure(
    key="done", label="自开始建设累计完成投资", head="核算累计",
    words="自开始建设累计完成投资；没有填的，到上年底累计＋最近累计数",
    first=field_of("cumulative", "自开始建设累计完成投资"),
    second=SumMeasure(
        key="since_before", label="自开始建设累计完成投资",
        first=field_of("cumulative_before_year", "到上年底累计完成投资"), second=LATEST,
    ),
)  # fmt: skip
REMAINING = RestMeasure(
    key="remaining", label="总投资、自开始建设累计完成投资", head="核算剩余", words="总投资−核算累计，负数按零计",
    first=INVESTMENT, second=DONE, of_all="projects",
)  # fmt: skip
UNREPORTABLE = LesserMeasure(
    key="held_back", label="不可报投资", head="计入不可报", words="不可报投资与核算剩余中较小者",
    first=field_of("unreportable", "不可报投资"), second=REMAINING,
)  # fmt: skip
PLAN_RATE = ShareMeasure(
    key="rate", label="年度计划完成率", head="年度计划完成率", words="最近累计数÷年度计划投资", kind=Kind.RATE,
    first=LATEST, second=YEAR_PLAN,
)  # fmt: skip
LAG = BehindMeasure(
    key="lag", label="落后序时", head="落后序时", words="所到月份的序时进度−年度计划完成率，百分点；负数为超前", kind=Kind.POINTS,
    first=LATEST, second=YEAR_PLAN, beside=(LATEST_MONTH, PLAN_RATE),
)  # fmt: skip
IN_PERIOD = InPeriodMeasure(
    key="in_period", label="本期各月累计完成投资", head="本期完成", words="本期末月累计完成投资−本期之前累计完成投资",
    series="actual",
)  # fmt: skip


def cumulative_of(view: LedgerView, project: Project) -> tuple[Amount, tuple[str, ...]] | None:
    """Return what was completed since construction began, and the fields it was read from."""
    return _stated(view, DONE, project)


def remaining_of(view: LedgerView, project: Project) -> tuple[Amount, tuple[str, ...]] | None:
    """Return total − cumulative, never below zero, and the fields it was read from."""
    return _stated(view, REMAINING, project)


def _stated(
    view: LedgerView, measure: Measure, project: Project
) -> tuple[Amount, tuple[str, ...]] | None:
    amount = view.reader(measure)(project)
    return (amount, measure.keys(view, project)) if isinstance(amount, Amount) else None
