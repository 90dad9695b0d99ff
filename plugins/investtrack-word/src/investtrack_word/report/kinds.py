"""The kinds of report that a bureau writes in a year."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from investtrack.values.period import Period


_QUARTER_MONTHS = 3


class ReportKind(StrEnum):
    """The kinds of report (汇报种类); the value is the name of its template's files."""

    FIRST_QUARTER = "template"
    MONTH = "month"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"

    @property
    def label(self) -> str:
        """What profiles and the command line call it: 月度, 一季度, 上半年, 前三季度, 全年."""
        return _LABELS[self]


_LABELS = {
    ReportKind.MONTH: "月度",
    ReportKind.FIRST_QUARTER: "一季度",
    ReportKind.HALF_YEAR: "上半年",
    ReportKind.NINE_MONTHS: "前三季度",
    ReportKind.YEAR: "全年",
}


def kind_of(period: Period) -> ReportKind:
    """Return the kind of report that *period* asks for: 二季度 is told as the half-year, 4月 as a month."""
    if period.first == 1 and period.last == _QUARTER_MONTHS:
        return ReportKind.FIRST_QUARTER
    whole = {6: ReportKind.HALF_YEAR, 9: ReportKind.NINE_MONTHS, 12: ReportKind.YEAR}
    if period.last in whole and (period.first in {1, period.last - _QUARTER_MONTHS + 1}):
        return whole[period.last]
    return ReportKind.MONTH
