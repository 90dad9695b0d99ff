"""Judgement in the report: conclusions for part three, tasks for part four, what changed since last time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from investtrack.analysis.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.analysis.diagnosis import diagnose
from investtrack.analysis.pace import pace_of
from investtrack.analysis.readings import Scene
from investtrack.analysis.tasks import Task, TaskKind, tasks_of
from investtrack.report import Report
from investtrack.wording import names_text
from investtrack_word.annex import Table
from investtrack_word.said import Said


# What the template's own sentences of part three say already.
_TOLD = {
    ConclusionKind.BEHIND,
    ConclusionKind.SHORTFALL,
    ConclusionKind.THIN_STOCK,
    ConclusionKind.CONCENTRATION,
    ConclusionKind.LATE_ENTRIES,
    ConclusionKind.SLOW,
    ConclusionKind.STOPPED,
    ConclusionKind.OVERDUE_ISSUES,
    ConclusionKind.RESUMPTION,
    ConclusionKind.UNASSIGNED,
}
_EACH = 2  # more names make a sentence nobody reads; the annex has them all


class Judged:
    """Judgement of one report, each part of it reckoned once and only where a template names it."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def _scene(self) -> Scene:
        return Scene(self.report)

    @cached_property
    def _found(self) -> tuple[Conclusion, ...]:
        return diagnose(Desk(self._scene, pace_of(self.report)))[0]

    @cached_property
    def all_tasks(self) -> tuple[Task, ...]:
        """Every task, the late ones first."""
        return tasks_of(self._scene)

    @property
    def conclusions(self) -> tuple[dict[str, Any], ...]:
        """The conclusions that hold and that part three does not state elsewhere."""
        return tuple(
            {"title": item.title, "text": _conclusion(item)}
            for item in self._found
            if item.kind not in _TOLD
        )

    @property
    def diagnosis(self) -> dict[str, Said | None]:
        """Every kind of conclusion → its text, or None where the figures do not bear it out."""
        found: dict[str, Said | None] = {kind.name.lower(): None for kind in ConclusionKind}
        return found | {item.kind.name.lower(): _conclusion(item) for item in self._found}

    @property
    def tasks(self) -> dict[str, Any]:
        """Kind → how many, how many late, and the first few with their owner; the annex has the rest."""
        by_kind: dict[TaskKind, list[Task]] = {kind: [] for kind in TaskKind}
        for task in self.all_tasks:
            by_kind[task.kind].append(task)
        return {kind.name.lower(): _of_kind(kind, tasks) for kind, tasks in by_kind.items()}


def _conclusion(item: Conclusion) -> Said:
    caveat = f"（{item.caveat}）" if item.caveat else ""
    return Said(
        f"{item.text.rstrip('。')}{caveat}。",
        f"conclusions.{item.kind.name.lower()}",
        value="、".join(item.figures),
        note=f"研判结论，依据：{'、'.join(item.figures)}",
    )


def task_rows(tasks: Sequence[Task]) -> list[dict[str, Any]]:
    """Return tasks as rows of the annex: what, who, how, until when."""
    table = Table("tasks")
    rows = []
    for task in tasks:
        due = task.due.label if task.due else "—"
        how = f"{task.what}；{task.measure}" if task.measure else task.what
        cells = {
            "what": (how, how),
            "owner": (task.owner, task.owner),
            "due": (due, f"{due}（已过）" if task.is_late else due),
        }
        record, keys = task.sources[0] if task.sources else (None, ())
        rows.append(table.row(task.name, cells, record, keys, task.kind.value))
    return rows


def _of_kind(kind: TaskKind, tasks: Sequence[Task]) -> dict[str, Any]:
    name = f"tasks.{kind.name.lower()}"
    late = sum(task.is_late for task in tasks)
    some = "，".join(_who(task) for task in tasks[:_EACH])
    more = f"，其余{len(tasks) - _EACH}项见附表" if len(tasks) > _EACH else "，办法和期限见附表"
    return {
        "count": Said(str(len(tasks)), f"{name}.count", value=len(tasks), note=f"下一步任务：{kind.value}"),
        "late": Said(str(late), f"{name}.late", value=late, note=f"已过期限的任务：{kind.value}"),
        "some": Said(some + more, f"{name}.some", value=names_text([t.name for t in tasks], _EACH), note=f"下一步任务：{kind.value}"),
    }  # fmt: skip


def _who(task: Task) -> str:
    if task.unit is None and not task.leaders:
        return f"{task.name}尚未明确责任人"
    return f"{task.name}由{task.owner}负责"


def changes(report: Report, since: Report) -> Said:
    """Return the paragraph of what changed since an earlier report."""
    from investtrack.comparison import compare, paragraph

    found = compare(since, report)
    return Said(paragraph(found), "changes", value=since.as_of.isoformat(), note="与上次台账比较")
