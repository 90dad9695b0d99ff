"""Who is judged: a project with all that other sheets say of it, or a record no project stands behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import define, field

from investtrack.metrics.facts import Facts, normal_name
from investtrack.metrics.selections import is_in_library_at
from investtrack.model.activity import Issue, Resumption, Start
from investtrack.model.entry import Entry
from investtrack.model.project import Project


@define(eq=False)
class Subject:
    """One project as all sheets together show it (研判对象).

    Attributes:
        name: its name, that of 项目台账 first.
        code: its code.
        project: its row in 项目台账, if any.
        entries: its rows in 入库计划.
        starts: its rows in 集中开工.
        resumptions: its rows in 复工复产.
        issues: its rows in 问题清单.
    """

    name: str
    code: str | None = None
    project: Project | None = None
    entries: list[Entry] = field(factory=list)
    starts: list[Start] = field(factory=list)
    resumptions: list[Resumption] = field(factory=list)
    issues: list[Issue] = field(factory=list)

    @property
    def rows(self) -> tuple[Any, ...]:
        """Every row about it, that of 项目台账 first."""
        first = () if self.project is None else (self.project,)
        return (*first, *self.entries, *self.starts, *self.resumptions, *self.issues)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Its leaders: of the first row that names any, 问题清单 aside."""
        rows = [row for row in self.rows if not isinstance(row, Issue)]
        return next((r.leaders for r in rows if getattr(r, "leaders", ())), ())

    @property
    def unit(self) -> str | None:
        """The unit responsible: of the first row that names one."""
        units = (getattr(row, "responsible_unit", None) for row in self.rows)
        return next((unit for unit in units if unit), None)


def subjects(facts: Facts) -> tuple[Subject, ...]:
    """Return all subjects in ledger order: projects not finished before the year, then the rest."""
    year_start = facts.period.year_start
    of_project: dict[int, Subject] = {}
    found: list[Subject] = []
    for project in facts.ledger.projects or ():
        subject = Subject(project.name or "（未命名）", project.code, project)
        of_project[id(project)] = subject
        if project.finished_on is None or project.finished_on.last >= year_start:
            found.append(subject)
    others: dict[object, Subject] = {}
    for attribute in ("entries", "starts", "resumptions", "issues"):
        for record in getattr(facts.ledger, attribute) or ():
            about = facts.project_of(record)
            subject = of_project[id(about)] if about is not None else _other(others, found, record)
            getattr(subject, attribute).append(record)
    return tuple(found)


def _other(others: dict[object, Subject], found: list[Subject], record: Any) -> Subject:  # noqa: ANN401 - records share no base
    """Return the subject of a record that no project stands behind: by code, else by name."""
    name = record.name and normal_name(record.name)
    key = ("code", record.code) if record.code else ("name", name) if name else id(record)
    if key not in others:
        others[key] = Subject(record.name or record.code or "（未命名）", record.code)
        found.append(others[key])
    return others[key]


def in_library(facts: Facts, subject: Subject) -> bool:
    """Whether its project is in the library at t."""
    return subject.project is not None and is_in_library_at(facts, subject.project)


def names_of(found: Sequence[Subject]) -> tuple[str, ...]:
    """Return the names, in order."""
    return tuple(subject.name for subject in found)
