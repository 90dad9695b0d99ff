"""Tasks (下一步任务): what is to be done, by whom, until when, out of the data; for part four of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from attrs import field, frozen

from investtrack.analysis.readers.readings import Scene, Source
from investtrack.analysis.splitting import to_fen
from investtrack.analysis.subjects import Subject
from investtrack.metrics.figure import cells_of
from investtrack.metrics.figures.entry import readiness_of
from investtrack.metrics.figures.leaders import unassigned
from investtrack.metrics.figures.progress import lag, slow
from investtrack.metrics.figures.resumption import overdue as unresumed
from investtrack.metrics.ledger_view import AbsentError
from investtrack.metrics.selections import has_entered, planned_entries
from investtrack.model.activity import Issue, Resumption, Supervision
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.amount import Unit
from investtrack.values.dates import DateSpan
from investtrack.wording import amount_text, points_text


class TaskKind(StrEnum):
    """Kinds of task; the value is its Chinese heading."""

    ISSUE = "解决问题"
    PAPERS = "补齐资料"
    RETURNED = "补正重报"
    RESUME = "督促复工"
    CATCH_UP = "追赶进度"
    ASSIGN = "明确领导"
    RECTIFY = "完成整改"


@frozen(eq=False, kw_only=True)
class Task:
    """One task.

    Attributes:
        kind: what kind.
        name: the project it is about.
        what: what is to be done, in Chinese, without the project's name.
        measure: how, where the ledger says so; empty otherwise.
        unit: the unit that is to do it; None where nobody is named.
        leaders: the leaders who answer for it.
        due: until when, as the ledger says; None where it says nothing.
        is_late: whether *due* is past at t.
        sources: records and fields it comes from.
    """

    kind: TaskKind
    name: str
    what: str
    measure: str = ""
    unit: str | None = None
    leaders: tuple[str, ...] = ()
    due: DateSpan | None = None
    is_late: bool = False
    sources: tuple[Source, ...] = field(default=(), repr=False)

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells it comes from."""
        return tuple(cell for record, keys in self.sources for cell in cells_of(record, keys))

    @property
    def owner(self) -> str:
        """Who is to do it, in Chinese: unit and leaders, or that nobody is named."""
        named = [*([self.unit] if self.unit else []), *self.leaders]
        return "、".join(named) or "未明确"


def tasks_of(scene: Scene) -> tuple[Task, ...]:
    """Return every task, the late ones first, then by date; undated ones last.

    A sheet or column that the ledger lacks gives no tasks of its kind.
    """
    found: list[Task] = []
    for made in (_issues, _papers, _returned, _resumptions, _slow, _unassigned, _rectifications):
        try:
            found += made(scene)
        except AbsentError:
            continue
    return tuple(sorted(found, key=_order))


def _order(task: Task) -> tuple[bool, date, int]:
    last = task.due.last if task.due else date.max
    return not task.is_late, last, list(TaskKind).index(task.kind)


def _is_late(report: Report, due: DateSpan | None) -> bool:
    return due is not None and due.last < report.as_of


def _about(
    scene: Scene, record: Entry | Issue | Resumption | Supervision
) -> tuple[str, str | None, tuple[str, ...]]:
    """Return name, unit and leaders: the record's own, else those of its project."""
    subject = scene.subject_named(record)
    leaders = tuple(getattr(record, "leaders", ()))
    unit = record.responsible_unit
    name = record.name or (subject.name if subject else None) or "（未注明项目）"
    if subject is None:
        return name, unit, leaders
    return name, unit or subject.unit, leaders or subject.leaders


def _issues(scene: Scene) -> Iterator[Task]:
    open_ones = scene.open_issues or frozenset()
    for issue in scene.report.ledger.issues or ():
        if id(issue) not in open_ones:
            continue
        name, unit, leaders = _about(scene, issue)
        yield Task(
            kind=TaskKind.ISSUE,
            name=name,
            what=f"解决{issue.category.value if issue.category else ''}问题：{issue.description or '未写明'}",
            measure=issue.measures or "",
            unit=unit,
            leaders=leaders,
            due=issue.due_on,
            is_late=_is_late(scene.report, issue.due_on),
            sources=((issue, ("description", "due_on", "status", "responsible_unit")),),
        )


def _waiting(scene: Scene) -> Sequence[Entry]:
    found = scene.facts.select(planned_entries).records
    return [entry for entry in found if not has_entered(scene.facts, entry)]


def _papers(scene: Scene) -> Iterator[Task]:
    for entry in _waiting(scene):
        if entry.status is EntryStatus.RETURNED or not entry.papers:
            continue
        missing = readiness_of(scene.facts, entry).missing
        if missing:
            keys = tuple(f"papers.{paper}" for paper in entry.papers)
            yield _entry_task(scene, entry, TaskKind.PAPERS, f"补齐{'、'.join(missing)}", keys)


def _returned(scene: Scene) -> Iterator[Task]:
    for entry in _waiting(scene):
        if entry.status is EntryStatus.RETURNED:
            why = entry.returned_because
            what = f"按退回原因补正后重新申报{f'（{why}）' if why else ''}"
            yield _entry_task(scene, entry, TaskKind.RETURNED, what, ("returned_because",))


def _entry_task(
    scene: Scene, entry: Entry, kind: TaskKind, what: str, keys: tuple[str, ...]
) -> Task:
    name, unit, leaders = _about(scene, entry)
    return Task(
        kind=kind,
        name=name,
        what=what,
        unit=unit,
        leaders=leaders,
        due=entry.planned_on,
        is_late=_is_late(scene.report, entry.planned_on),
        sources=((entry, (*keys, "planned_on", "status")),),
    )


def _resumptions(scene: Scene) -> Iterator[Task]:
    for record in scene.facts.select(unresumed).records:
        name, unit, leaders = _about(scene, record)
        why = record.not_resumed_because
        yield Task(
            kind=TaskKind.RESUME,
            name=name,
            what=f"尽快复工{f'（未复工原因：{why}）' if why else ''}",
            unit=unit,
            leaders=leaders,
            due=record.planned_on,
            is_late=_is_late(scene.report, record.planned_on),
            sources=((record, ("planned_on", "resumed_on", "not_resumed_because")),),
        )


def _slow(scene: Scene) -> Iterator[Task]:
    """Slow projects: what brings them back to the pace; the ledger dates nothing, so the end of what is left does."""
    facts = scene.facts
    end = _end_of_what_is_left(scene)
    for project in facts.select(slow).records:
        behind, found = lag(facts, project), facts.actual_ytd(project)
        if behind is None or found is None:
            continue
        short = to_fen(Fraction(project.year_plan.yuan) * behind.number / 100)
        display = scene.report.profile.display
        subject = scene.of_project.get(id(project))
        yield Task(
            kind=TaskKind.CATCH_UP,
            name=project.name or "（未命名）",
            what=f"补上落后的{points_text(behind, display)}，合{amount_text(short, Unit.WAN, display)}",
            measure=_causes(scene, subject),
            unit=subject.unit if subject else None,
            leaders=subject.leaders if subject else (),
            due=end,
            sources=((project, ("year_plan", f"actual.{found[0]}")),),
        )


def _end_of_what_is_left(scene: Scene) -> DateSpan | None:
    """Return the period's last day, the year's once the period is over, None once the year is."""
    end = scene.report.period.end
    ends = (end, date(end.year, 12, 31))
    return next((DateSpan.day(day) for day in ends if day > scene.report.as_of), None)


def _causes(scene: Scene, subject: Subject | None) -> str:
    issues = [i for i in subject.issues if id(i) in (scene.open_issues or ())] if subject else []
    kinds = dict.fromkeys(issue.category.value for issue in issues if issue.category)
    return f"先解决{'、'.join(kinds)}问题" if kinds else ""


def _unassigned(scene: Scene) -> Iterator[Task]:
    for record in scene.facts.select(unassigned).records:
        yield Task(
            kind=TaskKind.ASSIGN,
            name=record.name or "（未命名）",
            what="明确一名包保领导",
            unit=record.responsible_unit,
            sources=((record, ("name", "leaders")),),
        )


def _rectifications(scene: Scene) -> Iterator[Task]:
    for record in scene.report.ledger.supervisions or ():
        if not record.finding or (record.done_on and record.done_on.first <= scene.today):
            continue
        name, unit, leaders = _about(scene, record)
        yield Task(
            kind=TaskKind.RECTIFY,
            name=name,
            what=f"整改督导发现的问题：{record.finding}",
            unit=unit,
            leaders=leaders,
            due=record.due_on,
            is_late=_is_late(scene.report, record.due_on),
            sources=((record, ("finding", "due_on", "done_on")),),
        )
