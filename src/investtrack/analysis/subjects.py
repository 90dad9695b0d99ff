"""Who is judged: a project with all that other sheets say of it, or a record no project stands behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from attrs import define, field

from investtrack.metrics.ledger_view import LedgerView, normal_code, normal_name
from investtrack.metrics.selections import is_in_library_at
from investtrack.model.activity import Issue, Resumption, Start
from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack.model.record import CodedRecord


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
    entries: Sequence[Entry] = ()
    starts: Sequence[Start] = ()
    resumptions: Sequence[Resumption] = ()
    issues: Sequence[Issue] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """Every row about it, that of 项目台账 first."""
        first = () if self.project is None else (self.project,)
        if not (self.entries or self.starts or self.resumptions or self.issues):  # as of most
            return first
        return (*first, *self.entries, *self.starts, *self.resumptions, *self.issues)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Its leaders: of the first row that names any, 问题清单 aside."""
        if self.project is not None and self.project.leaders:
            return self.project.leaders
        for row in chain(self.entries, self.starts, self.resumptions):
            if leaders := getattr(row, "leaders", ()):
                return tuple(leaders)
        return ()

    @property
    def unit(self) -> str | None:
        """The unit responsible: of the first row that names one."""
        if self.project is not None and self.project.responsible_unit:
            return self.project.responsible_unit
        for row in self.rows:
            if unit := getattr(row, "responsible_unit", None):
                return str(unit)
        return None


def first_stated(rows: Iterable[object], attribute: str) -> Any:  # noqa: ANN401 - the attribute says which
    """Return what the first of *rows* that states *attribute* states; None where none does."""
    for row in rows:
        value = getattr(row, attribute, None)
        if value is not None:
            return value
    return None


def subjects(facts: LedgerView) -> tuple[Subject, ...]:
    """Return all subjects in ledger order: projects not finished before the year, then the rest."""
    year_start = facts.period.year_start
    of_project: dict[int, Subject] = {}
    found: list[Subject] = []
    for project in facts.ledger.projects or ():
        subject = Subject(project.name or "（未命名）", project.code, project)
        of_project[id(project)] = subject
        if project.finished_on is None or project.finished_on.last >= year_start:
            found.append(subject)
    others = _Others()
    for attribute in ("entries", "starts", "resumptions", "issues"):
        for record in getattr(facts.ledger, attribute) or ():
            about = facts.project_of(record)
            subject = of_project[id(about)] if about is not None else _other(others, found, record)
            rows = getattr(subject, attribute)
            if rows:
                rows.append(record)
            else:  # as most have none, none of them holds an empty list
                setattr(subject, attribute, [record])
    return tuple(found)


def _other(others: _Others, found: list[Subject], record: CodedRecord) -> Subject:
    """Return the subject of a record that no project stands behind: of its code, else of its name."""
    subject = others.of(record.code, record.name)
    if subject is None:
        subject = Subject(record.name or record.code or "（未命名）", record.code)
        found.append(subject)
    others.note(subject, record.code, record.name)
    return subject


@define
class _Others:
    """Subjects that no project stands behind, by code and by name."""

    by_code: dict[str, Subject] = field(factory=dict)
    by_name: dict[str, list[Subject]] = field(factory=dict)

    def of(self, code: str | None, name: str | None) -> Subject | None:
        """Return the one of that code; else the only one of that name that has no other code."""
        if code and normal_code(code) in self.by_code:
            return self.by_code[normal_code(code)]
        known = self.by_name.get(normal_name(name), []) if name else []
        uncoded = [subject for subject in known if not subject.code]
        same = known if not code and not uncoded else uncoded
        return same[0] if len(same) == 1 else None

    def note(self, subject: Subject, code: str | None, name: str | None) -> None:
        """Remember *subject* by what one of its records says."""
        if code:
            subject.code = subject.code or code
            self.by_code[normal_code(code)] = subject
        known = self.by_name.setdefault(normal_name(name), []) if name else []
        if all(subject is not other for other in known):
            known.append(subject)


def in_library(facts: LedgerView, subject: Subject) -> bool:
    """Whether its project is in the library at t."""
    return subject.project is not None and is_in_library_at(facts, subject.project)


def names_of(found: Sequence[Subject]) -> tuple[str, ...]:
    """Return the names, in order."""
    return tuple(subject.name for subject in found)
