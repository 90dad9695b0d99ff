"""Planned and actual progress: forecasts and metrics. Every amount is the ledger's, none is computed here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from investtrack.json_object import JsonObject
from investtrack.metrics.measures import cumulative_of
from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack.model.series import Series
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack_oc4ids.settings import last_moment, moment


Data = JsonObject


def value(amount: Amount) -> Data:
    """Return an amount in yuan, exact."""
    return {"amount": Decimal(amount.yuan), "currency": "CNY"}


def span(first: date | None, last: date) -> Data:
    """Return a period; *first* only where it is known."""
    start = {"startDate": moment(first)} if first else {}
    return {**start, "endDate": last_moment(last)}


def metrics(report: Report, project: Project) -> list[Data]:
    """Return what was done: investment completed, and 形象进度 as the ledger words it."""
    made = []
    if money := list(_completed(report, project)):
        made.append({"id": "financialProgress", "title": "完成投资", "observations": money})
    if project.progress and project.progress.strip():
        seen = {
            "id": f"progress-{report.as_of}",
            "period": span(None, report.as_of),
            "measure": project.progress.strip(),
        }
        made.append({"id": "physicalProgress", "title": "形象进度", "observations": [seen]})
    return made


def _completed(report: Report, project: Project) -> Iterator[Data]:
    if project.cumulative_before_year is not None:
        end = date(report.period.year - 1, 12, 31)
        yield _observation(
            f"before-{report.period.year}", span(None, end), project.cumulative_before_year, "到上年底累计完成投资"
        )  # fmt: skip
    known = tuple(entry for entry in project.actual if entry[0].start <= report.as_of)
    yield from _cumulated(known, "ytd", "年初以来累计完成投资", report.as_of)
    done = cumulative_of(report.facts, project)
    if done is not None:
        yield _observation(
            f"total-{report.as_of}", span(None, report.as_of), done[0], "自开始建设累计完成投资"
        )


def forecasts(report: Report, record: Project | Entry) -> list[Data]:
    """Return what is planned: investment by month, cumulated from January, and of the year."""
    if isinstance(record, Project):
        made = list(_cumulated(record.planned, "ytd", "年初以来累计计划完成投资", None))
        if record.year_plan is not None:
            year = report.period.year
            whole = span(date(year, 1, 1), date(year, 12, 31))
            made.append(_observation(f"year-{year}", whole, record.year_plan, "年度计划投资"))
    else:
        made = list(_cumulated(record.contribution, "ytd", "年初以来累计预计贡献投资", None))
    if not made:
        return []
    return [{"id": "financialProgress", "title": "计划完成投资", "observations": made}]


def _cumulated(series: Series, kind: str, notes: str, until: date | None) -> Iterator[Data]:
    for month, amount in series:
        last = min(month.end, until) if until else month.end
        yield _observation(f"{kind}-{month}", span(date(month.year, 1, 1), last), amount, notes)


def _observation(name: str, period: Data, amount: Amount, notes: str) -> Data:
    return {"id": name, "period": period, "value": value(amount), "notes": notes}
