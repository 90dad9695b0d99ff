"""Readings of start, entry, issues, resumption and stops: how late each is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from investtrack.analysis.readers.readings import Reading, Scene, Source, number_text, unknown
from investtrack.analysis.spans import months_between, months_counted
from investtrack.analysis.subjects import Subject, in_library
from investtrack.metrics.figures.progress import days_stopped
from investtrack.metrics.figures.resumption import is_resumed
from investtrack.metrics.selections import has_entered
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.project import Project
from investtrack.values.dates import DateSpan


def months_missed(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Calendar months, the planned one included, in which a start was due and did not happen."""
    today = scene.today
    found = []
    begun = scene.facts.started(subject.project) if subject.project else None
    for start in subject.starts:
        source: Source = (start, ("planned_on", "started_on"))
        day = start.started_on or begun
        if day is not None and day.first <= today:
            found.append(Reading(Fraction(0), lambda: "已开工", (source,)))
        elif start.planned_on is None:
            found.append(unknown("没有填计划开工时间", source))
        elif start.planned_on.last > today:
            found.append(Reading(Fraction(0), lambda: "计划开工时间未到", (source,)))
        else:
            missed = months_counted(start.planned_on.last, today)
            planned = start.planned_on.label
            found.append(
                _late(Fraction(missed), f"计划{planned}开工，至今未开工，已{missed}个月", source)
            )
    return found


def _late(number: Fraction, words: str, *sources: Source) -> Reading:
    return Reading(number, lambda: words, sources)


def months_since_start(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Months since the start of what has not entered the library; what has not started is not judged."""
    waiting = [e for e in subject.entries if not has_entered(scene.facts, e)]
    if subject.entries and not waiting:
        return (_late(Fraction(0), "已入库", *((e, ("status",)) for e in subject.entries)),)
    outside = subject.project is not None and subject.project.is_in_library is False
    if in_library(scene.facts, subject) or not (waiting or outside):
        return ()
    row, begun = _begun(subject)
    sources: tuple[Source, ...] = (*((e, ("status",)) for e in waiting), *row)
    if begun is None:
        if any(entry.status is EntryStatus.STARTED for entry in waiting):
            return (unknown("已开工未入库，但没有填开工时间", *sources),)
        return ()
    if begun.first > scene.today:
        return ()
    months = months_between(begun.last, scene.today)
    return (_late(months, f"{begun.label}开工，{number_text(months)}个月仍未入库", *sources),)


def _begun(subject: Subject) -> tuple[tuple[Source, ...], DateSpan | None]:
    rows: list[Any] = [subject.project] if subject.project else []
    for row in [*rows, *subject.starts]:
        if row.started_on is not None:
            return ((row, ("started_on",)),), row.started_on
    return (), None


def months_overdue(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Months past the planned date of an entry, at or above the entry threshold, that has not entered."""
    floor = scene.facts.profile.entry.threshold
    return [
        _entry_overdue(scene, entry)
        for entry in subject.entries
        if entry.total_investment is None or entry.total_investment >= floor
    ]


def _entry_overdue(scene: Scene, entry: Entry) -> Reading:
    source: Source = (entry, ("planned_on", "status"))
    if has_entered(scene.facts, entry):
        return _late(Fraction(0), "已入库", source)
    if entry.planned_on is None:
        return unknown("没有填计划入库时间", source)
    months = months_between(entry.planned_on.last, scene.today)
    planned = entry.planned_on.label
    if not months:
        return _late(months, f"计划{planned}入库，时间未到", source)
    return _late(months, f"计划{planned}入库，逾期{number_text(months)}个月", source)


def issue_overdue(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Days past the deadline of each open issue."""
    if subject.issues and scene.open_issues is None:
        return (unknown("问题清单没有“状态”列"),)
    open_ones = [i for i in subject.issues if id(i) in (scene.open_issues or ())]
    return [
        _days(scene, (issue, ("due_on", "status")), issue.due_on, "问题整改时限", "未解决")
        for issue in open_ones
    ]


def resumption_overdue(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Days past the planned date of a resumption that has not happened."""
    found = []
    for record in subject.resumptions:
        source: Source = (record, ("planned_on", "resumed_on"))
        if is_resumed(scene.facts, record):
            found.append(_late(Fraction(0), "已复工", source))
        else:
            found.append(_days(scene, source, record.planned_on, "计划复工时间", "未复工"))
    return found


def _days(scene: Scene, source: Source, due: DateSpan | None, label: str, state: str) -> Reading:
    """Return the days past a date that is due, named *label*, of what is still *state*."""
    if due is None:
        return unknown(f"{state}，没有填{label}", source)
    days = max((scene.today - due.last).days, 0)
    words = f"{label}{due.label}，{f'逾期{days}天' if days else '时间未到'}，{state}"
    return _late(Fraction(days), words, source)


def days_of_stop(scene: Scene, subject: Subject) -> Sequence[Reading]:
    """Days since a project stopped; one that is not stopped is not judged."""
    project: Project | None = subject.project
    if project is None or id(project) not in scene.stopped or project.stopped_since is None:
        return ()
    days = days_stopped(scene.facts, project)
    words = f"{project.stopped_since.label}起停工，已{days}天"
    return (_late(Fraction(days), words, (project, ("stopped_since",))),)
