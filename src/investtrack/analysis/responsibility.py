"""The responsibility table (一个项目、一名领导、一套专班): who answers for what, and what nobody does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import define, field, frozen

from investtrack.analysis.lights import LightBoard
from investtrack.analysis.readers.readings import Scene
from investtrack.analysis.subjects import Subject, first_stated, in_library
from investtrack.metrics.ledger_view import AbsentError, has_column
from investtrack.metrics.selections import planned_entries
from investtrack.model.activity import Issue
from investtrack.model.rules import Colour
from investtrack.model.source import CellRef
from investtrack.values.amount import ZERO, Amount


@define(eq=False)
class Load:
    """What one leader, or one unit, answers for.

    Attributes:
        name: who.
        projects: the projects, in ledger order.
        investment: their total investment, as far as the ledger states it.
        unstated: how many of them state none.
        issues: open issues of their projects; None where the ledger does not tell of issues, or which are open.
        overdue: of these, those past their deadline.
        lights: colour → projects, worst last.
        last_visit: day of the newest supervision of one of the projects; None: none recorded.
        unvisited: projects without any recorded supervision; None where the ledger has no 督导记录.
    """

    name: str
    projects: list[Subject] = field(factory=list)
    investment: Amount = ZERO
    unstated: int = 0
    issues: int | None = 0
    overdue: int | None = 0
    lights: dict[Colour, int] = field(factory=dict)
    last_visit: date | None = None
    unvisited: int | None = 0

    def days_since_visit(self, today: date) -> int | None:
        """Return the days since the newest supervision; None where none is recorded."""
        return None if self.last_visit is None else (today - self.last_visit).days


@frozen(eq=False)
class Doubled:
    """A project that is covered twice, or whose sheets name different leaders.

    Attributes:
        subject: the project.
        leaders: everybody named, in order of appearance.
        contradicts: whether two sheets name different leaders.
        cells: where they are named.
    """

    subject: Subject
    leaders: tuple[str, ...]
    contradicts: bool
    cells: tuple[CellRef, ...]


@frozen(eq=False)
class Responsibility:
    """Who answers for the projects in the library and the entries planned in the period.

    Attributes:
        leaders: load of each leader, the heaviest first.
        units: load of each responsible unit, the heaviest first.
        uncovered: projects without a leader.
        without_unit: projects without a responsible unit.
        without_team: projects in the library without a 工作专班; None where the ledger has no such column.
        doubled: projects with several leaders, or contradictory ones.
        heavy: leaders with more projects than the profile's threshold.
        unvisited: projects not visited for longer than the threshold, or never; None where the
            ledger has no 督导记录.
        visits: identity of a project's subject → day of its newest supervision.
        reason: why leaders cannot be told, in Chinese; empty where they can.
    """

    leaders: tuple[Load, ...]
    units: tuple[Load, ...]
    uncovered: tuple[Subject, ...]
    without_unit: tuple[Subject, ...]
    without_team: tuple[Subject, ...] | None
    doubled: tuple[Doubled, ...]
    heavy: tuple[Load, ...]
    unvisited: tuple[Subject, ...] | None
    visits: Mapping[int, date]
    reason: str = ""

    def last_visit(self, subject: Subject) -> date | None:
        """Return the day of the newest supervision of *subject*; None: none recorded."""
        return self.visits.get(id(subject))


def responsibility(scene: Scene, board: LightBoard) -> Responsibility:
    """Return the responsibility table."""
    edges = scene.report.profile.judgement.thresholds
    covered = covered_subjects(scene)
    visits = _visits(scene)
    leaders: dict[str, Load] = {}
    units: dict[str, Load] = {}
    for subject in covered:
        given = _Given.of(scene, subject, board, visits)
        for names, loads in ((_leaders_of(subject), leaders), ((subject.unit,), units)):
            for name in names:
                if name:
                    if name not in loads:
                        loads[name] = _no_load(scene, name)
                    given.add_to(loads[name])
    reason = "" if _names_leaders(scene, covered) else "台账没有“包保领导”列"
    has_visits = scene.report.ledger.supervisions is not None
    ranked = _ranked(leaders)
    return Responsibility(
        leaders=ranked,
        units=_ranked(units),
        uncovered=() if reason else tuple(s for s in covered if not s.leaders),
        without_unit=tuple(s for s in covered if not s.unit),
        without_team=_without_team(scene, covered),
        doubled=tuple(found for s in covered if (found := _doubled(s)) is not None),
        heavy=tuple(load for load in ranked if len(load.projects) > edges.leader_projects),
        unvisited=_unvisited(scene, covered, visits) if has_visits else None,
        visits=visits,
        reason=reason,
    )


def covered_subjects(scene: Scene) -> tuple[Subject, ...]:
    """Return the projects in the library at t and those whose entry is planned in the period."""
    try:
        planned = {id(entry) for entry in scene.facts.select(planned_entries).records}
    except AbsentError:
        planned = set()
    return tuple(
        subject
        for subject in scene.subjects
        if in_library(scene.facts, subject) or any(id(e) in planned for e in subject.entries)
    )


def _no_load(scene: Scene, name: str) -> Load:
    """Return the load of who has none yet; what the ledger does not tell of stays unknown."""
    issues = None if scene.report.ledger.issues is None or scene.open_issues is None else 0
    visits = None if scene.report.ledger.supervisions is None else 0
    return Load(name, issues=issues, overdue=issues, unvisited=visits)


def _names_leaders(scene: Scene, covered: Sequence[Subject]) -> bool:
    """Whether the ledger has a column that could name leaders."""
    rows = tuple(row for s in covered for row in s.rows if hasattr(row, "leaders"))
    return has_column(rows, "leaders") or any(s.leaders for s in covered) or not scene.subjects


def _leaders_of(subject: Subject) -> tuple[str, ...]:
    leaders = subject.leaders
    return tuple(dict.fromkeys(leaders)) if len(leaders) > 1 else leaders


def _visits(scene: Scene) -> dict[int, date]:
    """Return the newest supervision up to t of each project that one names."""
    found: dict[int, date] = {}
    for record in scene.report.ledger.supervisions or ():
        if record.held_on is None or record.held_on.first > scene.today or not record.name:
            continue
        subject = scene.subject_named(record)
        if subject is not None:
            day = min(record.held_on.last, scene.today)
            found[id(subject)] = max(found.get(id(subject), day), day)
    return found


def _issues(scene: Scene, subject: Subject) -> tuple[int, int]:
    """Return the open issues of a project, and those past their deadline."""
    if not subject.issues:
        return 0, 0
    open_ones = [i for i in subject.issues if id(i) in (scene.open_issues or ())]
    return len(open_ones), sum(
        i.due_on is not None and i.due_on.last < scene.today for i in open_ones
    )


@frozen(eq=False)
class _Given:
    """What a project gives to the load of each who answers for it."""

    subject: Subject
    investment: Amount | None
    issues: tuple[int, int]
    colour: Colour | None
    day: date | None

    @classmethod
    def of(
        cls, scene: Scene, subject: Subject, board: LightBoard, visits: Mapping[int, date]
    ) -> _Given:
        lights = board.of(subject)
        return cls(
            subject,
            first_stated(subject.rows, "total_investment"),
            _issues(scene, subject),
            lights.colour if lights is not None else None,
            visits.get(id(subject)),
        )

    def add_to(self, load: Load) -> None:
        load.projects.append(self.subject)
        if self.investment is None:
            load.unstated += 1
        else:
            load.investment += self.investment
        if load.issues is not None and load.overdue is not None:
            load.issues += self.issues[0]
            load.overdue += self.issues[1]
        if self.colour is not None:
            load.lights[self.colour] = load.lights.get(self.colour, 0) + 1
        if self.day is None:
            load.unvisited = None if load.unvisited is None else load.unvisited + 1
        elif load.last_visit is None or self.day > load.last_visit:
            load.last_visit = self.day


def _ranked(loads: Mapping[str, Load]) -> tuple[Load, ...]:
    return tuple(
        sorted(loads.values(), key=lambda x: (-len(x.projects), -x.investment.yuan, x.name))
    )


def _without_team(scene: Scene, covered: Sequence[Subject]) -> tuple[Subject, ...] | None:
    projects = scene.report.ledger.projects or ()
    if not has_column(projects, "team") and not any(p.team for p in projects):
        return None
    return tuple(s for s in covered if s.project is not None and not s.project.team)


def _doubled(subject: Subject) -> Doubled | None:
    """Return the project where it has several leaders, or its sheets name different ones."""
    if len(subject.rows) == 1 and len(subject.leaders) <= 1:  # as of most
        return None
    rows = [(row, tuple(row.leaders)) for row in subject.rows if getattr(row, "leaders", ())]
    named = [(row, names) for row, names in rows if not isinstance(row, Issue)]
    everybody = tuple(dict.fromkeys(name for _, names in named for name in names))
    if len(everybody) <= 1:
        return None
    contradicts = len({frozenset(names) for _, names in named}) > 1
    cells = tuple(row.origin.cell("leaders") for row, _ in named if row.origin.sheet.sheet)
    return Doubled(subject, everybody, contradicts, cells)


def _unvisited(
    scene: Scene, covered: Sequence[Subject], visits: Mapping[int, date]
) -> tuple[Subject, ...]:
    edge = scene.report.profile.judgement.thresholds.visit_days
    return tuple(
        s for s in covered if (day := visits.get(id(s))) is None or (scene.today - day).days > edge
    )
