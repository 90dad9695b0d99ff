"""Judgement in the report: conclusions for part three, tasks for part four, what changed since last time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from investtrack.judgement.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.judgement.diagnosis import diagnose
from investtrack.judgement.pace import pace_of
from investtrack.judgement.readings import Scene
from investtrack.judgement.tasks import Task, TaskKind, tasks_of
from investtrack.report import Report
from investtrack.wording import names_text
from investtrack_word.annex import Table
from investtrack_word.said import Said


# What the template's own sentences of part three say already.
_TOLD = {
    ConclusionKind.THIN_STOCK,
    ConclusionKind.CONCENTRATION,
    ConclusionKind.LATE_ENTRIES,
    ConclusionKind.SLOW,
    ConclusionKind.STOPPED,
    ConclusionKind.OVERDUE_ISSUES,
    ConclusionKind.RESUMPTION,
    ConclusionKind.UNASSIGNED,
}
_EACH = 3


def _found(report: Report) -> tuple[Conclusion, ...]:
    return diagnose(Desk(Scene(report), pace_of(report)))[0]


def conclusions(report: Report) -> tuple[dict[str, Any], ...]:
    """Return the conclusions that hold and that part three does not state elsewhere."""
    return tuple(
        {"title": item.title, "text": _conclusion(item)}
        for item in _found(report)
        if item.kind not in _TOLD
    )


def diagnosis(report: Report) -> dict[str, Said | None]:
    """Return every kind of conclusion → its text, or None where the figures do not bear it out."""
    found: dict[str, Said | None] = {kind.name.lower(): None for kind in ConclusionKind}
    return found | {item.kind.name.lower(): _conclusion(item) for item in _found(report)}


def _conclusion(item: Conclusion) -> Said:
    caveat = f"（{item.caveat}）" if item.caveat else ""
    return Said(
        f"{item.text.rstrip('。')}{caveat}。",
        f"conclusions.{item.kind.name.lower()}",
        value="、".join(item.figures),
        note=f"研判结论，依据：{'、'.join(item.figures)}",
    )


def _tasks(report: Report) -> tuple[Task, ...]:
    return tasks_of(Scene(report))


def task_rows(report: Report) -> list[dict[str, Any]]:
    """Return every task as a row of the annex: what, who, how, until when."""
    table = Table("tasks")
    rows = []
    for task in _tasks(report):
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


def tasks_by_kind(report: Report) -> dict[str, Any]:
    """Return kind → how many, how many late, and the first few with owner, measure and date."""
    found, year = _tasks(report), report.period.year
    return {
        kind.name.lower(): _of_kind(kind, [t for t in found if t.kind is kind], year)
        for kind in TaskKind
    }


def _of_kind(kind: TaskKind, tasks: Sequence[Task], year: int) -> dict[str, Any]:
    name = f"tasks.{kind.name.lower()}"
    late = sum(task.is_late for task in tasks)
    some = "；".join(_sentence(task, year) for task in tasks[:_EACH])
    more = f"；其余{len(tasks) - _EACH}项见附表" if len(tasks) > _EACH else ""
    return {
        "count": Said(str(len(tasks)), f"{name}.count", value=len(tasks), note=f"下一步任务：{kind.value}"),
        "late": Said(str(late), f"{name}.late", value=late, note=f"已过期限的任务：{kind.value}"),
        "some": Said(some + more, f"{name}.some", value=names_text([t.name for t in tasks]), note=f"下一步任务：{kind.value}"),
    }  # fmt: skip


def _sentence(task: Task, year: int) -> str:
    measure = f"，{task.measure}" if task.measure else ""
    return f"{task.name}由{task.owner}负责，{task.what}{measure}{_until(task, year)}"


def _until(task: Task, year: int) -> str:
    if task.due is None:
        return ""
    day = task.due.label.removeprefix(f"{year}年") or task.due.label
    if task.is_late:
        return f"，原定{day}、已过期"
    return f"，{day}{'' if task.due.is_day else '底'}前完成"


def changes(report: Report, since: Report) -> Said:
    """Return the paragraph of what changed since an earlier report."""
    from investtrack.comparison import compare, paragraph

    found = compare(since, report)
    return Said(paragraph(found), "changes", value=since.as_of.isoformat(), note="与上次台账比较")
