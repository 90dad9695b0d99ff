"""Readings of the county as a whole, from the report's own figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from investtrack.analysis import monthly
from investtrack.analysis.readers.progress import misses_of, share_of
from investtrack.analysis.readers.readings import Reading, Scene, number_text
from investtrack.metrics.figure import Figure
from investtrack.metrics.figures.month_of_data import month_of_data
from investtrack.model.rules import LightMeasure
from investtrack.model.series import Series
from investtrack.report import Report
from investtrack.values.period import Month, month


_GAP, _PLAN, _DONE = "fai.pace.gap", "fai.plan.ytd", "fai.actual.ytd"


def points_behind(scene: Scene) -> Sequence[Reading]:
    """Points of the annual target behind the pace curve."""
    gap = scene.report.figures[_GAP]
    value: Any = gap.value
    if value is None:
        return (Reading(None, lambda: gap.reason, figures=(_GAP,)),)
    word = "落后" if value.number > 0 else "超"
    where = scene.report.ledger.region.level
    apart = f"{word}序时进度{number_text(abs(value.number))}个百分点"
    text = f"全{where}{apart if value.number else '与序时进度持平'}（{gap.note}）"
    return (Reading(value.number, lambda: text, figures=(_GAP,)),)


def month_share(scene: Scene) -> Sequence[Reading]:
    """Per cent of the newest month's plan that was completed."""
    tasks = county_tasks(scene.report)
    if not tasks or scene.report.figures[_PLAN].is_absent:
        return (_nothing(scene.report),)
    if tasks[0].planned is not None and tasks[0].planned.yuan <= 0:
        return ()
    return (_of_figures(scene, share_of(tasks[0], ())),)


def consecutive_misses(scene: Scene) -> Sequence[Reading]:
    """Months in a row, back from the newest, in which the county missed its plan."""
    tasks = county_tasks(scene.report)
    if not tasks or scene.report.figures[_PLAN].is_absent:
        return (_nothing(scene.report),)
    return (_of_figures(scene, misses_of(tasks, ())),)


def county_tasks(report: Report) -> list[monthly.MonthTask]:
    """Return the county's months up to the month of the data, newest first."""
    done = series_of(report.figures[_DONE], report.period.year)
    end = data_month_of(report)
    if not done or end is None:
        return []
    return monthly.tasks(series_of(report.figures[_PLAN], report.period.year), done, end)


def data_month_of(report: Report) -> Month | None:
    """Return the month of the data; of a merged report, whose records are its counties', the newest of its months."""
    end = month_of_data(report.facts, report.figures["fai.period.completed"])
    if end is not None:
        return end
    series = series_of(report.figures[_DONE], report.period.year)
    return series[-1][0] if series else None


def series_of(figure: Figure, year: int) -> Series:
    """Return a figure by 1—m月 as a cumulated series; empty where it is absent."""
    value: Any = figure.value or {}
    ends = {int(label.rpartition("—")[2].rstrip("月")): amount for label, amount in value.items()}
    return tuple((month(year, number), ends[number]) for number in sorted(ends))


def _nothing(report: Report) -> Reading:
    lacking = [report.figures[figure].reason for figure in (_DONE, _PLAN)]
    why = next((reason for reason in lacking if reason), "还没有分月累计完成投资")
    return Reading(None, lambda: why, figures=(_PLAN, _DONE))


def _of_figures(scene: Scene, reading: Reading) -> Reading:
    where = scene.report.ledger.region.level
    return Reading(reading.number, lambda: f"全{where}{reading.words}", figures=(_PLAN, _DONE))


READERS: Mapping[LightMeasure, Callable[[Scene], Sequence[Reading]]] = {
    LightMeasure.PROGRESS_BEHIND: points_behind,
    LightMeasure.PROGRESS_MONTH: month_share,
    LightMeasure.PROGRESS_MISSES: consecutive_misses,
}
"""How each measure that serves the county is read."""
