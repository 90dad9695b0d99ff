"""Reads 基本信息: whose ledger, for which period, as of when, in which unit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from investtrack.errors import PeriodError
from investtrack.model.finding import Finding, Grade
from investtrack.model.ledger import INFO_SHEET, Region
from investtrack.model.source import CellRef
from investtrack.plugin.csv_files.cells import NOTHING, folded
from investtrack.plugin.csv_files.text import bare
from investtrack.values.amount import Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Period, parse_period


_REGION = {"地区": "name", "上级地区": "parent", "填报单位": "reporting_unit"}


@frozen
class Info:
    """What 基本信息 says; None where it is silent."""

    region: Region = Region()
    period: Period | None = None
    as_of: date | None = None
    unit: Unit | None = None

    @property
    def year(self) -> int | None:
        """The year that dates without one mean."""
        if self.period:
            return self.period.year
        return self.as_of.year if self.as_of else None


def read_info(rows: Iterable[list[str]], file: str) -> tuple[Info, list[Finding]]:
    """Return what the two columns 项 and 值 say, and what in them cannot be read."""
    info, found = Info(), []
    for number, row in enumerate(rows, 1):
        if len(row) > 1 and (text := bare(row[1]).strip()) not in NOTHING:
            try:
                info = _with(info, folded(row[0]).rstrip(":"), text)
            except _WrongError as wrong:
                place = CellRef(file, INFO_SHEET, f"B{number}")
                said = f"{folded(row[0])}读不懂"
                found.append(
                    Finding(wrong.code, Grade.ERROR, said, place, text, wrong.expected, f"改成{wrong.expected}")
                )  # fmt: skip
    return info, found


class _WrongError(Exception):
    def __init__(self, code: str, expected: str) -> None:
        super().__init__(code, expected)
        self.code, self.expected = code, expected


def _with(info: Info, item: str, text: str) -> Info:
    if item in _REGION:
        return evolve(info, region=evolve(info.region, **{_REGION[item]: text}))
    if item == "报告期":
        try:
            return evolve(info, period=parse_period(text))
        except PeriodError:
            raise _WrongError("period-unreadable", "期间，如 2022年一季度") from None
    if item == "截止日期":
        span = parse_date(text, year=info.year)
        if span is None:
            raise _WrongError("date-unreadable", "日期，如 2022-03-20")
        return evolve(info, as_of=span.last)
    if item == "金额单位":
        if text not in set(Unit):
            raise _WrongError("choice-unknown", "元、万元 或 亿元")
        return evolve(info, unit=Unit(text))
    return info
