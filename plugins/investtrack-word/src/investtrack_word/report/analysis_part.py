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
from investtrack.metrics.ledger_view import AbsentError
from investtrack.metrics.selections import planned_entries
from investtrack.model.entry import EntryStatus
from investtrack.report import Report
from investtrack.wording import names_text
from investtrack_word.report.annex import AnnexTable
from investtrack_word.report.rendered import RenderedValue


MOST_PROBLEMS = 5
"""A leader remembers three to five; the rest stand in the workbook's lists."""

_WEIGHTS: tuple[tuple[str, frozenset[ConclusionKind]], ...] = (
    ("behind", frozenset({ConclusionKind.BEHIND})),
    ("shortfall", frozenset({ConclusionKind.SHORTFALL})),
    ("stock", frozenset({ConclusionKind.THIN_STOCK})),
    (
        "entries",
        frozenset(
            {ConclusionKind.FEW_ENTRIES, ConclusionKind.CONCENTRATION, ConclusionKind.LATE_ENTRIES}
        ),
    ),
    ("delivery", frozenset({ConclusionKind.SLOW, ConclusionKind.STOPPED})),
    ("issues", frozenset({ConclusionKind.OVERDUE_ISSUES})),
    ("money", frozenset({ConclusionKind.MONEY})),
    ("duty", frozenset({ConclusionKind.UNASSIGNED})),
    ("structure", frozenset({ConclusionKind.STRUCTURE})),
)
"""The problems of part three, the gravest first: the target, what carries it, what delivers it, who answers for it."""

# What the template's own sentences of part three say already, or other parts: 复工 in part two, papers in part four.
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
    ConclusionKind.MONEY,
    ConclusionKind.FEW_ENTRIES,
    ConclusionKind.MISSING_PAPERS,
    ConclusionKind.SUPERVISION,
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
    def conclusions(self) -> tuple[dict[str, object], ...]:
        """The conclusions that hold and that part three does not state elsewhere."""
        return tuple(
            {"title": item.title, "text": _conclusion(item)}
            for item in self._found
            if item.kind not in _TOLD
            and (item.kind is ConclusionKind.NOTED_PROBLEMS or self.problems.get("structure"))
        )

    @cached_property
    def problems(self) -> dict[str, object]:
        """Problem → whether part three tells it (of 入库, its heading); at most the gravest few."""
        kinds = {item.kind for item in self._found}
        top = self._top_entry
        is_heavy = ConclusionKind.CONCENTRATION in kinds and top is not None
        is_in = is_heavy and top.status is EntryStatus.ENTERED
        if is_in:  # what has entered hangs on no entry any more
            kinds -= {ConclusionKind.CONCENTRATION}
        holds = {name: bool(kinds & wanted) for name, wanted in _WEIGHTS}
        figures = self.report.figures
        holds["issues"] |= bool(figures["issues.open.count"].value)
        holds["delivery"] |= bool(
            figures["progress.slow.count"].value or figures["progress.stopped.count"].value
        )
        holds["duty"] |= bool(figures["resumption.unassigned.count"].value)
        told = [name for name, is_so in holds.items() if is_so][:MOST_PROBLEMS]
        chosen: dict[str, object] = {name: name in told for name in holds}
        if chosen["behind"]:
            is_last = not pace_of(self.report).year.months
            chosen["behind"] = "全年目标没有完成" if is_last else "投资进度慢于序时"
        if chosen["entries"]:
            chosen["entries"] = (
                _entries_title(kinds) if figures["entry.planned.count"].value else False
            )
        thin = {ConclusionKind.FEW_ENTRIES, ConclusionKind.CONCENTRATION}
        return chosen | {
            "top_pending": is_heavy and not is_in,
            "top_entered": is_in,
            "thin_entries": bool(kinds & thin),
        }

    @property
    def _top_entry(self) -> Any:  # noqa: ANN401 - an entry, or None where the report has no records
        try:
            entries = self.report.facts.select(planned_entries).records
        except AbsentError:
            return None
        known = [entry for entry in entries if entry.total_investment is not None]
        return max(known, key=lambda entry: entry.total_investment, default=None)

    @property
    def diagnosis(self) -> dict[str, RenderedValue | None]:
        """Every kind of conclusion → its text, or None where the figures do not bear it out."""
        found: dict[str, RenderedValue | None] = {
            kind.name.lower(): None for kind in ConclusionKind
        }
        return found | {item.kind.name.lower(): _conclusion(item) for item in self._found}

    @property
    def tasks(self) -> dict[str, object]:
        """Kind → how many, how many late, and the first few with their owner; the annex has the rest."""
        by_kind: dict[TaskKind, list[Task]] = {kind: [] for kind in TaskKind}
        for task in self.all_tasks:
            by_kind[task.kind].append(task)
        return {kind.name.lower(): _of_kind(kind, tasks) for kind, tasks in by_kind.items()}


def _entries_title(kinds: set[ConclusionKind]) -> str:
    few, heavy = (
        kind in kinds for kind in (ConclusionKind.FEW_ENTRIES, ConclusionKind.CONCENTRATION)
    )
    if few and heavy:
        return "新增入库项目偏少、过于集中"
    if few:
        return "新增入库项目偏少"
    return "新增投资过于集中" if heavy else "部分项目没有按计划入库"


def _conclusion(item: Conclusion) -> RenderedValue:
    caveat = f"（{item.caveat}）" if item.caveat else ""
    return RenderedValue(
        f"{item.text.rstrip('。')}{caveat}。",
        f"conclusions.{item.kind.name.lower()}",
        value="、".join(item.figures),
        note=f"研判结论，依据：{'、'.join(item.figures)}",
    )


def task_rows(tasks: Sequence[Task]) -> list[dict[str, object]]:
    """Return tasks as rows of the annex: what, who, how, until when."""
    table = AnnexTable("tasks")
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


def _of_kind(kind: TaskKind, tasks: Sequence[Task]) -> dict[str, object]:
    name = f"tasks.{kind.name.lower()}"
    late = sum(task.is_late for task in tasks)
    some = "，".join(_who(task) for task in tasks[:_EACH])
    more = f"，其余{len(tasks) - _EACH}项见附表" if len(tasks) > _EACH else "，办法和期限见附表"
    return {
        "count": RenderedValue(str(len(tasks)), f"{name}.count", value=len(tasks), note=f"下一步任务：{kind.value}"),
        "late": RenderedValue(str(late), f"{name}.late", value=late, note=f"已过期限的任务：{kind.value}"),
        "some": RenderedValue(some + more, f"{name}.some", value=names_text([t.name for t in tasks], _EACH), note=f"下一步任务：{kind.value}"),
    }  # fmt: skip


def _who(task: Task) -> str:
    if task.unit is None and not task.leaders:
        return f"{task.name}尚未明确责任人"
    people = "、".join(task.leaders)
    if task.unit is None:
        return f"{task.name}由{people}同志负责"
    return (
        f"{task.name}由{task.unit}牵头、{people}同志包保"
        if people
        else f"{task.name}由{task.unit}负责"
    )


def changes(report: Report, since: Report) -> RenderedValue:
    """Return the paragraph of what changed since an earlier report: of the same period, or of the one before."""
    from investtrack.comparison import compare, paragraph, since_last

    text = (
        paragraph(compare(since, report))
        if since.period == report.period
        else since_last(since, report)
    )
    return RenderedValue(text, "changes", value=since.as_of.isoformat(), note="与上次台账比较")
