"""When work began, ended, and entered the statistical library. A day that is not known is not stated as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from investtrack.json_object import JsonObject
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.project import Project
from investtrack.report import Report
from investtrack.values.dates import DateSpan
from investtrack_oc4ids.laid import IN_LIST, Laid
from investtrack_oc4ids.settings import last_moment, moment


Data = JsonObject


def project_milestones(report: Report, project: Project, entry: Entry | None) -> list[Laid]:
    """Return commencement, completion and entry of a project of 项目台账."""
    day = report.as_of
    made = [
        _milestone(day, "commencement", "开工", project.started_on, project.start_planned),
        _milestone(day, "completion", "竣工", project.finished_on, project.finish_planned),
        _milestone(
            day, "entry", "纳入固定资产投资统计库", project.entered_on or (entry.entered_on if entry else None),
            entry.planned_on if entry else None,
        ),
    ]  # fmt: skip
    return [milestone for milestone in made if milestone]


def entry_milestones(report: Report, entry: Entry) -> list[Laid]:
    """Return the entry of a project that only 入库计划 knows."""
    met = entry.entered_on if entry.status is EntryStatus.ENTERED or entry.entered_on else None
    made = _milestone(report.as_of, "entry", "纳入固定资产投资统计库", met, entry.planned_on)
    return [made] if made else []


_CODES = frozenset({"commencement", "completion"})


@lru_cache(maxsize=1 << 14)
def _milestone(
    day: date, name: str, title: str, met: DateSpan | None, planned: DateSpan | None
) -> Laid | None:
    """Return one milestone: met where it is past, else planned; None where no date is known.

    A date to come cannot have been met, whatever its column is called: it is a plan.
    """
    if met is not None and met.first > day:
        met, planned = None, planned or met
    if met is None and planned is None:
        return None
    made: Data = {"id": name, "title": title}
    if name in _CODES:
        made["code"] = name
    said = list(_descriptions(met, planned))
    if said:
        made["description"] = "；".join(said)
    if planned is not None:  # what is planned for a month is due by its end
        made["dueDate"] = last_moment(planned.last)
    if met is not None:
        if met.is_day:
            made["dateMet"] = moment(met.first)
        made["status"] = "met"
    elif planned is not None:
        made["status"] = "scheduled" if planned.last > day else "notMet"
    made["dateModified"] = moment(day)
    return Laid(made, IN_LIST)


def _descriptions(met: DateSpan | None, planned: DateSpan | None) -> Iterator[str]:
    if met is not None and not met.is_day:
        yield f"实际：{met.label}"
    if planned is not None and not planned.is_day:
        yield f"计划：{planned.label}"
