"""Planned and actual progress: forecasts and metrics. Every amount is the ledger's, none is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from investtrack.json_object import JsonObject
from investtrack.metrics.measures import cumulative_of
from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack.report import Report
from investtrack.values.period import Month
from investtrack_oc4ids.laid import IN_LIST, Filled, Form, Laid
from investtrack_oc4ids.settings import last_moment, moment


Data = JsonObject
_Observed = tuple[str, Data, str]
"""An observation without its amount: id, period and notes."""


def span(first: date | None, last: date) -> Data:
    """Return a period; *first* only where it is known."""
    start = {"startDate": moment(first)} if first else {}
    return {**start, "endDate": last_moment(last)}


def metrics(report: Report, project: Project) -> list[Filled | Laid]:
    """Return what was done: investment completed, and 形象进度 as the ledger words it."""
    made: list[Filled | Laid] = []
    before, day = project.cumulative_before_year, report.as_of
    known = [entry for entry in project.actual if entry[0].start <= day]
    amounts = [amount for _, amount in known]
    if before is not None:
        amounts.insert(0, before)
    done = cumulative_of(report.facts, project)
    if done is not None:
        amounts.append(done[0])
    if amounts:
        year = None if before is None else report.period.year - 1
        months = tuple([month.ordinal for month, _ in known])
        made.append(Filled(_done(year, months, day, is_told=done is not None), amounts))
    if project.progress and project.progress.strip():
        made.append(_seen(project.progress.strip(), day))
    return made


def forecasts(report: Report, record: Project | Entry) -> list[Filled]:
    """Return what is planned: investment by month, cumulated from January, and of the year."""
    year, notes = None, "年初以来累计预计贡献投资"
    if isinstance(record, Project):
        series, notes = record.planned, "年初以来累计计划完成投资"
    else:
        series = record.contribution
    amounts = [amount for _, amount in series]
    if isinstance(record, Project) and record.year_plan is not None:
        year = report.period.year
        amounts.append(record.year_plan)
    if not amounts:
        return []
    return [Filled(_planned(notes, tuple([month.ordinal for month, _ in series]), year), amounts)]


@lru_cache(maxsize=1 << 10)
def _seen(words: str, day: date) -> Laid:
    seen = {"id": f"progress-{day}", "period": span(None, day), "measure": words}
    return Laid({"id": "physicalProgress", "title": "形象进度", "observations": [seen]}, IN_LIST)


@lru_cache(maxsize=1 << 10)
def _done(before: int | None, months: Sequence[int], day: date, *, is_told: bool) -> Form:
    """Return the form of what was done: up to the year *before*, in *months* by their ordinals, and altogether."""
    said: list[_Observed] = []
    if before is not None:
        until = span(None, date(before, 12, 31))
        said.append((f"before-{before + 1}", until, "到上年底累计完成投资"))
    said += _cumulated(months, "年初以来累计完成投资", day)
    if is_told:
        said.append((f"total-{day}", span(None, day), "自开始建设累计完成投资"))
    return _form("完成投资", said)


@lru_cache(maxsize=1 << 10)
def _planned(notes: str, months: Sequence[int], year: int | None) -> Form:
    """Return the form of what is planned: in *months* by their ordinals, and in the *year*."""
    said = [*_cumulated(months, notes, None)]
    if year is not None:
        said.append((f"year-{year}", span(date(year, 1, 1), date(year, 12, 31)), "年度计划投资"))
    return _form("计划完成投资", said)


def _cumulated(months: Sequence[int], notes: str, until: date | None) -> Iterator[_Observed]:
    """Yield what is said of amounts cumulated from January to each of *months*."""
    for ordinal in months:
        year, month = divmod(ordinal - 1, 12)
        through = Month(year, month + 1)
        last = min(through.end, until) if until else through.end
        yield f"ytd-{through}", span(date(year, 1, 1), last), notes


def _form(title: str, said: Sequence[_Observed]) -> Form:
    def make(amounts: Sequence[Data]) -> Data:
        observations = [
            {"id": name, "period": period, "value": amount, "notes": notes}
            for (name, period, notes), amount in zip(said, amounts, strict=True)
        ]
        return {"id": "financialProgress", "title": title, "observations": observations}

    return Form(make, len(said), IN_LIST)
