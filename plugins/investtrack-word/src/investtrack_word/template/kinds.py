"""The kinds of report that a bureau writes in a year."""

from __future__ import annotations

from enum import StrEnum


class ReportKind(StrEnum):
    """The kinds of report (汇报种类); the value is the name of its template's files."""

    FIRST_QUARTER = "template"
    MONTH = "month"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
