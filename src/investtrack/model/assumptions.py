"""What an office's own workbook leaves unsaid and its figures hang on, as the office answered it (``[assume]``)."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from investtrack.errors import PeriodError
from investtrack.model.made_in_code import demand_limits
from investtrack.model.target import AssignedBy
from investtrack.values.amount import Unit
from investtrack.values.period import Month, Period, parse_period


class LibraryMembers(StrEnum):
    """Which projects of a sheet without 是否入库 and 入库时间 are in the library (在库)."""

    ALL = "all"
    CODED = "coded"
    NONE = "none"


class CumulatedFrom(StrEnum):
    """Since when a bare 累计完成投资 is cumulated."""

    START = "since-start"
    JANUARY = "this-year"


TO_DATE, QUARTER = "to-date", "quarter"
_RELATIVE = (TO_DATE, QUARTER)


@frozen
class AssumedLayout:
    """The headers that a sheet had when the answers were given: next month's workbook of the same headers takes them.

    Attributes:
        sheet: its name, digits as ``*``.
        headers: its headers in order, digits as ``*``.
    """

    sheet: str
    headers: tuple[str, ...]


@frozen(kw_only=True)
class Assumptions:
    """What is taken where a workbook is silent; what it says itself always goes before.

    Attributes:
        library: which projects are in the library where no column tells; a row whose remark says 未入库 is not.
        period: report period: ``to-date`` (January to the month of the data), ``quarter`` (the quarter of that month),
            or one period such as ``2026Q1``, which is taken only while the data lie in it.
        months: month that amounts cumulated from January reach to, where no header and no line tells.
        units: unit of money columns that name none, before ``unit`` of the profile.
        cumulative: since when a bare 累计完成投资 is cumulated.
        target: the level that set targets without 下达层级.
        layout: the sheets that the answers were given for; a profile with them is found without ``--profile``.
    """

    library: LibraryMembers | None = None
    period: str | None = None
    months: int | None = None
    units: Unit | None = None
    cumulative: CumulatedFrom | None = None
    target: AssignedBy | None = None
    layout: tuple[AssumedLayout, ...] = ()
    _fixed: Period | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        """Refuse months that are none, and a period that nobody can read."""
        fault = ""
        if self.period is not None and self.period not in _RELATIVE:
            try:
                object.__setattr__(self, "_fixed", parse_period(self.period))
            except PeriodError:
                fault = f"period：应为 to-date、quarter 或一个报告期（如 2026Q1），不能是 {self.period!r}"
        demand_limits(self, {} if self.months is None else {"months": (1, 12)}, fault)

    @property
    def year(self) -> int | None:
        """The year that the answers name."""
        return self._fixed.year if self._fixed else None

    @property
    def month(self) -> int | None:
        """The month that amounts to date reach to."""
        return self.months or (self._fixed.last if self._fixed else None)

    def period_at(self, newest: Month | None) -> Period | None:
        """Return the report period where the data reach to *newest*; None where nothing is assumed, or no longer fits."""
        if self._fixed is not None:
            fits = newest is None or newest.end in self._fixed.to_date
            return self._fixed if fits else None
        if newest is None or self.period is None:
            return None
        if self.period == QUARTER:
            return Period.quarter(newest.year, (newest.month + 2) // 3)
        return Period.year_to_date(newest.year, newest.month)
