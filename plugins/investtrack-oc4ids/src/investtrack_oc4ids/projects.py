"""A project of the ledger as a project of the standard. What the ledger leaves open is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from attrs import define, field

from investtrack.json_object import JsonObject
from investtrack.metrics.ledger_view import normal_name
from investtrack.metrics.measures import cumulative_of
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.project import Project, ProjectStage
from investtrack.report import Report
from investtrack_oc4ids import milestones, progress
from investtrack_oc4ids.laid import OF_PROJECT, Filled, Form, Laid
from investtrack_oc4ids.sector import project_type, sectors
from investtrack_oc4ids.settings import Settings, last_moment, moment


Data = JsonObject
_Parts = tuple[tuple[str, Laid], ...]
"""Fields of a project, in the order of the standard."""
_MOST_PLACES = 1 << 12
_BUILT = frozenset({ProjectStage.CONTINUING, ProjectStage.FINISHING})
_ENTRY_STATUS = {
    EntryStatus.PLANNING: "identification",
    EntryStatus.PREPARING: "preparation",
    EntryStatus.STARTED: "implementation",
    EntryStatus.ENTERED: "implementation",
}
"""Of the steps between, papers and reviews, none says whether work has begun."""


@define
class ProjectMapper:
    """Maps the projects of one report, and sees to it that no identifier is given twice."""

    report: Report
    settings: Settings
    _given: dict[str, int] = field(factory=dict)
    _places: dict[tuple[str, str], Laid] = field(factory=dict)

    def each(self) -> Iterator[Data]:
        """Yield every project of 项目台账, then those that only 入库计划 knows."""
        report = self.report
        entries: dict[int, Entry] = {}
        alone = []
        for entry in report.ledger.entries or ():
            project = report.facts.project_of(entry)
            if project is None:
                alone.append(entry)
            else:
                entries.setdefault(id(project), entry)
        for project in report.ledger.projects or ():
            yield self.project(project, entries.get(id(project)))
        yield from map(self.entry, alone)

    def project(self, project: Project, entry: Entry | None) -> Data:
        """Return a project of 项目台账; *entry* is its row in 入库计划, if any."""
        report = self.report
        parts = (
            *self._head(project),
            ("description", _text(project.content)),
            ("status", status(report, project)),
            ("type", project_type(project.build_kind)),
            *_of_industry(project.industry),
            ("period", self._period(project)),
            ("budget", _budget(project)),
            *self._parties(project),
            ("locations", self._locations(project)),
            ("forecasts", progress.forecasts(report, project)),
            ("metrics", progress.metrics(report, project)),
            ("milestones", milestones.project_milestones(report, project, entry)),
            ("completion", self._completion(project)),
        )
        return {key: found for key, found in parts if found}

    def entry(self, entry: Entry) -> Data:
        """Return a project that only 入库计划 knows."""
        report = self.report
        parts = (
            *self._head(entry),
            ("status", _ENTRY_STATUS.get(entry.status) if entry.status else None),
            ("budget", _budget(entry)),
            *self._parties(entry),
            ("locations", self._locations(None)),
            ("forecasts", progress.forecasts(report, entry)),
            ("milestones", milestones.entry_milestones(report, entry)),
        )
        return {key: found for key, found in parts if found}

    # -- parts -------------------------------------------------------------------------------

    def _head(self, record: Project | Entry) -> tuple[tuple[str, object], ...]:
        return (
            ("id", self._id(record)),
            ("updated", moment(self.report.as_of)),
            ("language", "zh"),
            ("identifiers", _identifiers(record)),
            ("title", _text(record.name)),
        )

    def _id(self, record: Project | Entry) -> str:
        """Return a stable identifier: the project code, else a digest of region and name."""
        local = _text(record.code) or f"name-{self._digest(record)}"
        if local in self._given:  # one code for two projects: the name tells them apart
            local = f"{local}-{self._digest(record)}"
        count = self._given[local] = self._given.get(local, 0) + 1
        if count > 1:
            local = f"{local}-{count}"
            self._given[local] = 1
        return f"{self.settings.prefix}-{local}" if self.settings.prefix else local

    def _digest(self, record: Project | Entry) -> str:
        region = self.report.ledger.region
        named = f"{region.parent}|{region.name}|{normal_name(record.name or '')}"
        return blake2b(named.encode(), digest_size=6).hexdigest()

    def _period(self, project: Project) -> Laid | None:
        """Return the planned period; only a day that is known begins it, and a deadline ends it."""
        day = self.report.as_of
        begin, end = project.start_planned, project.finish_planned
        if begin is None and project.started_on is not None and project.started_on.first > day:
            begin = project.started_on
        if end is None and project.finished_on is not None and project.finished_on.first > day:
            end = project.finished_on
        if begin is not None and end is not None and end.last < begin.first:
            return None
        first = begin.first if begin is not None and begin.is_day else None
        return _planned_period(first, end.last if end is not None else None)

    def _completion(self, project: Project) -> Data:
        """Return when the project was finished; its final cost is not in the ledger."""
        done = project.finished_on
        if done is None or done.first > self.report.as_of:
            return {}
        return (
            {"endDate": last_moment(done.first)} if done.is_day else {"endDateDetails": done.label}
        )

    def _parties(self, record: Project | Entry) -> _Parts:
        """Return owner and responsible unit, and the owner as the public authority of what is no real estate."""
        owner = _text(record.owner) if isinstance(record, Project) else ""
        is_commercial = isinstance(record, Project) and bool(record.is_real_estate)
        return _parties(owner, _text(record.responsible_unit), is_commercial=is_commercial)

    def _locations(self, project: Project | None) -> Laid:
        """Return where it is: in the county whose ledger it is, and what the ledger says more closely."""
        place = ("", "") if project is None else (_text(project.town), _text(project.place))
        if place not in self._places:
            if len(self._places) > _MOST_PLACES:
                self._places.clear()
            self._places[place] = Laid(self._location(*place), OF_PROJECT)
        return self._places[place]

    def _location(self, town: str, street: str) -> list[Data]:
        region = self.report.ledger.region
        address: Data = {"countryName": "中国"}
        address |= _some("region", _text(region.parent)) | _some("locality", _text(region.name))
        parts = [_text(region.parent) + _text(region.name), town, street]
        address = {**_some("streetAddress", street), **address}
        said = "，".join(filter(None, parts))
        return [{"id": "1", **_some("description", said), "address": address}]


def status(report: Report, project: Project) -> str | None:
    """Return the phase of *project* at the as-of date, or None where the ledger does not tell.

    Completed where 竣工时间 is past. In implementation where work began, money was spent, the project is in the
    library, or it is 续建 or 收尾. In preparation where it is 预备, or its start is to come or denied.
    """
    day = report.as_of
    if project.finished_on is not None and project.finished_on.last <= day:
        return "completion"
    began = project.started_on is not None and project.started_on.last <= day
    if began or project.is_started or project.is_in_library or project.stage in _BUILT:
        return "implementation"
    done = cumulative_of(report.facts, project)
    if (done and done[0].yuan > 0) or any(amount.yuan > 0 for _, amount in project.actual):
        return "implementation"
    planned = project.started_on or project.start_planned
    to_come = planned is not None and planned.first > day
    if to_come or project.is_started is False or project.stage is ProjectStage.PREPARING:
        return "preparation"
    return None


def _text(text: str | None) -> str:
    return " ".join((text or "").split())


def _some(key: str, found: object) -> Data:
    """Return *found* under *key*, or nothing where there is nothing."""
    return {key: found} if found else {}


def _identifiers(record: Project | Entry) -> list[Data]:
    codes = [("项目编码", _text(record.code))]
    if isinstance(record, Project):
        codes.append(("纳统编码", _text(record.library_code)))
    # One code for both is told once: identifiers are unique by their ids.
    first = {code: scheme for scheme, code in reversed(codes) if code}
    return [{"id": code, "scheme": scheme} for code, scheme in reversed(first.items())]


@lru_cache(maxsize=1 << 10)
def _of_industry(industry: str | None) -> _Parts:
    """Return what 行业 says: sectors, and the word itself."""
    text = _text(industry)
    said = _some("sector", sectors(industry))
    if text:
        said["additionalClassifications"] = [{"id": text, "description": text}]
    return tuple([(key, Laid(value, OF_PROJECT)) for key, value in said.items()])


@lru_cache(maxsize=1 << 12)
def _parties(owner: str, unit: str, *, is_commercial: bool) -> _Parts:
    """Return owner and responsible unit, and the owner as the public authority of what is no real estate."""
    roles: dict[str, list[str]] = {}
    if owner:
        roles[owner] = [] if is_commercial else ["publicAuthority"]
    if unit:
        roles.setdefault(unit, []).append("responsibleUnit")
    made: Data = {}
    if owner and not is_commercial:
        made["publicAuthority"] = {"id": owner, "name": owner}
    parties = [{"id": name, "name": name, **_some("roles", of)} for name, of in roles.items()]
    made |= _some("parties", parties)
    return tuple([(key, Laid(value, OF_PROJECT)) for key, value in made.items()])


@lru_cache(maxsize=1 << 12)
def _planned_period(first: date | None, last: date | None) -> Laid | None:
    """Return a period of which either end may be unknown."""
    start = {"startDate": moment(first)} if first else {}
    stop = {"endDate": last_moment(last)} if last else {}
    return Laid({**start, **stop}, OF_PROJECT) if start or stop else None


def _budget(record: Project | Entry) -> Filled | None:
    total = record.total_investment
    return None if total is None else Filled(_BUDGET, (total,))


_BUDGET = Form(
    lambda amounts: {"description": "台账所列总投资", "amount": amounts[0]}, 1, OF_PROJECT
)
