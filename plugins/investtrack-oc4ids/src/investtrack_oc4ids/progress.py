"""Planned and actual progress: forecasts and metrics. Every amount is the ledger's, none is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from attrs import field, frozen

from investtrack.json_object import JsonObject, laid_out
from investtrack.metrics.measures import cumulative_of
from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack.model.series import Series
from investtrack.report import Report
from investtrack.values.amount import Amount, plain
from investtrack.values.period import Month
from investtrack_oc4ids.settings import last_moment, moment


Data = JsonObject


def value(amount: Amount) -> Data:
    """Return an amount in yuan, exact."""
    return {"amount": Decimal(amount.yuan), "currency": "CNY"}


def span(first: date | None, last: date) -> Data:
    """Return a period; *first* only where it is known."""
    start = {"startDate": moment(first)} if first else {}
    return {**start, "endDate": last_moment(last)}


class Laid:
    """What many projects say alike: plain data, and their text where it stands, laid out once.

    Args:
        data: plain data.
        indent: spaces before the last line of its text.
    """

    __slots__ = ("_indent", "_text", "data")

    def __init__(self, data: object, indent: str) -> None:
        self.data, self._indent, self._text = data, indent, ""

    @property
    def text(self) -> str:
        """It as the package has it."""
        if not self._text:
            self._text = laid_out(self.data, self._indent)
        return self._text


OF_PROJECT, IN_LIST = " " * 3, " " * 4
"""The indents of a field of a project, and of an item of a list there."""


@frozen
class MonthForm:
    """What is said of every amount of one month, or year, alike.

    Attributes:
        name: the observation's id.
        period: its period.
        notes: what it is.
        around: its text as the package has it, before and after the amount.
    """

    name: str
    period: Data
    notes: str
    around: tuple[str, str] = field(init=False)

    @around.default
    def _text(self) -> tuple[str, str]:
        said = laid_out(self.data({"amount": None, "currency": "CNY"}), _INDENT, lambda _: _AMOUNT)
        before, _, after = said.partition(_AMOUNT)
        return before, after

    def data(self, amount: Data) -> Data:
        """Return an observation of *amount*."""
        return {"id": self.name, "period": self.period, "value": amount, "notes": self.notes}


_INDENT = " " * 6
"""Of an observation: in a list of a forecast, in a list of a project, in the list of a package."""
_AMOUNT = "\0"  # which JSON does not have


class Observation:
    """An amount observed."""

    __slots__ = ("amount", "form")

    def __init__(self, form: MonthForm, amount: Amount) -> None:
        self.form, self.amount = form, amount

    @property
    def data(self) -> Data:
        """It as plain data."""
        return self.form.data(value(self.amount))

    @property
    def text(self) -> str:
        """It as the package has it."""
        before, after = self.form.around
        return f"{before}{plain(self.amount.yuan)}{after}"


class _Months(dict[int, MonthForm]):
    """The forms of amounts cumulated from January, by the ordinal of their last month."""

    def __init__(self, kind: str, notes: str, until: date | None) -> None:
        super().__init__()
        self._kind, self._notes, self._until = kind, notes, until

    def __missing__(self, ordinal: int) -> MonthForm:
        year, month = divmod(ordinal - 1, 12)
        through = Month(year, month + 1)
        last = min(through.end, self._until) if self._until else through.end
        period = span(date(year, 1, 1), last)
        self[ordinal] = form = MonthForm(f"{self._kind}-{through}", period, self._notes)
        return form


_months = lru_cache(maxsize=64)(_Months)


@lru_cache(maxsize=64)
def _form(name: str, first: date | None, last: date, notes: str) -> MonthForm:
    return MonthForm(name, span(first, last), notes)


def metrics(report: Report, project: Project) -> list[Data | Laid]:
    """Return what was done: investment completed, and 形象进度 as the ledger words it."""
    made: list[Data | Laid] = []
    if money := list(_completed(report, project)):
        made.append({"id": "financialProgress", "title": "完成投资", "observations": money})
    if project.progress and project.progress.strip():
        made.append(_seen(project.progress.strip(), report.as_of))
    return made


@lru_cache(maxsize=1 << 10)
def _seen(words: str, day: date) -> Laid:
    seen = {"id": f"progress-{day}", "period": span(None, day), "measure": words}
    return Laid({"id": "physicalProgress", "title": "形象进度", "observations": [seen]}, IN_LIST)


def _completed(report: Report, project: Project) -> Iterator[Observation]:
    if project.cumulative_before_year is not None:
        end = date(report.period.year - 1, 12, 31)
        form = _form(f"before-{report.period.year}", None, end, "到上年底累计完成投资")
        yield Observation(form, project.cumulative_before_year)
    known = tuple(entry for entry in project.actual if entry[0].start <= report.as_of)
    yield from _cumulated(known, "ytd", "年初以来累计完成投资", report.as_of)
    done = cumulative_of(report.facts, project)
    if done is not None:
        form = _form(f"total-{report.as_of}", None, report.as_of, "自开始建设累计完成投资")
        yield Observation(form, done[0])


def forecasts(report: Report, record: Project | Entry) -> list[Data]:
    """Return what is planned: investment by month, cumulated from January, and of the year."""
    if isinstance(record, Project):
        made = _cumulated(record.planned, "ytd", "年初以来累计计划完成投资", None)
        if record.year_plan is not None:
            year = report.period.year
            form = _form(f"year-{year}", date(year, 1, 1), date(year, 12, 31), "年度计划投资")
            made.append(Observation(form, record.year_plan))
    else:
        made = _cumulated(record.contribution, "ytd", "年初以来累计预计贡献投资", None)
    if not made:
        return []
    return [{"id": "financialProgress", "title": "计划完成投资", "observations": made}]


def _cumulated(series: Series, kind: str, notes: str, until: date | None) -> list[Observation]:
    forms = _months(kind, notes, until)
    return [Observation(forms[month.ordinal], amount) for month, amount in series]
