"""Judgement in the report: conclusions for part three, tasks for part four, what changed since last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from attrs import evolve

from investtrack.analysis.conclusions.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.analysis.conclusions.diagnosis import diagnose
from investtrack.analysis.pace import Pace, pace_of
from investtrack.analysis.readers.readings import Scene
from investtrack.analysis.tasks import Task, TaskKind, tasks_of
from investtrack.metrics.ledger_view import AbsentError
from investtrack.metrics.selections import planned_entries
from investtrack.model.entry import Entry, EntryStatus
from investtrack.report import Report
from investtrack.wording import amount_text, names_text, rate_text
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
    def pace(self) -> Pace:
        """Where the county stands against its pace."""
        return pace_of(self.report)

    @cached_property
    def _found(self) -> tuple[Conclusion, ...]:
        return diagnose(Desk(self._scene, self.pace))[0]

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
        heavy = top if ConclusionKind.CONCENTRATION in kinds else None
        is_in = heavy is not None and heavy.status is EntryStatus.ENTERED
        pending = None if is_in else heavy
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
            is_last = not self.pace.year.months
            chosen["behind"] = "全年目标没有完成" if is_last else "投资进度慢于序时"
        if chosen["money"]:
            item = next(each for each in self._found if each.kind is ConclusionKind.MONEY)
            chosen["money"] = _money_title(item)
        if chosen["entries"]:
            chosen["entries"] = (
                _entries_title(kinds) if figures["entry.planned.count"].value else False
            )
        thin = {ConclusionKind.FEW_ENTRIES, ConclusionKind.CONCENTRATION}
        return chosen | {
            "top_pending": pending is not None,
            "top_late": pending is not None and self._is_late(pending),
            "top_entered": is_in,
            "thin_entries": bool(kinds & thin),
        }

    def _is_late(self, entry: Entry) -> bool:
        return entry.planned_on is not None and entry.planned_on.last < self.report.as_of

    @property
    def _top_entry(self) -> Entry | None:
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
        found |= {item.kind.name.lower(): _conclusion(item) for item in self._found}
        if self.problems["behind"] and (brief := self._behind_brief()):
            item = next(each for each in self._found if each.kind is ConclusionKind.BEHIND)
            rest = item.text.partition("。")[2]
            found["behind"] = _conclusion(evolve(item, text=f"{brief}。{rest}"))
        return found

    def _behind_brief(self) -> str:
        """Return what part three says of the distance; part one has told what was done and how many points it is behind."""
        year, display = self.pace.year, self.report.profile.display
        end = year.data_month
        if end is None or not year.months or year.gap is None or year.rate is None:
            return ""
        gap, rate = amount_text(year.gap, display=display), rate_text(year.rate, display)
        return f"{end.ytd_label}完成投资占全年目标的{rate}，与序时进度相差{gap}"

    @cached_property
    def tasks(self) -> dict[str, OfKind]:
        """Kind → how many, how many late, and the first few with their owner; the annex has the rest."""
        by_kind: dict[TaskKind, list[Task]] = {kind: [] for kind in TaskKind}
        for task in self.all_tasks:
            by_kind[task.kind].append(task)
        told: set[str] = set()
        return {kind.name.lower(): OfKind(kind, tasks, told) for kind, tasks in by_kind.items()}


def _entries_title(kinds: set[ConclusionKind]) -> str:
    few, heavy = (
        kind in kinds for kind in (ConclusionKind.FEW_ENTRIES, ConclusionKind.CONCENTRATION)
    )
    if few and heavy:
        return "新增入库项目偏少、过于集中"
    if few:
        return "新增入库项目偏少"
    return "新增投资过于集中" if heavy else "部分项目没有按计划入库"


def _money_title(item: Conclusion) -> str:
    """Return the judgement over what the conclusion on money says: only what holds."""
    paid, idle = "funds.payment_rate" in item.figures, "funds.idle.count" in item.figures
    late = "资金到位明显慢" in item.text
    if late:
        return "资金到位和使用偏慢" if paid or idle else "部分项目资金到位偏慢"
    return "资金支付偏慢" if paid else "部分债券资金闲置"


def _conclusion(item: Conclusion) -> RenderedValue:
    caveat = f"（{item.caveat}）" if item.caveat else ""
    return RenderedValue(
        f"{item.text.rstrip('。')}{caveat}。",
        f"conclusions.{item.kind.name.lower()}",
        value="、".join(item.figures),
        note=f"研判结论，依据：{'、'.join(item.figures)}",
    )


def _overdue(task: Task, today: date) -> str:
    days = (today - task.due.last).days if task.due else 0
    return f"逾期{days}天，新期限待定"


def task_rows(today: date, tasks: Sequence[Task]) -> list[dict[str, object]]:
    """Return tasks as rows of the annex: what, who, how, until when; a deadline past at *today* is no deadline any more."""
    table = AnnexTable("tasks")
    rows = []
    for task in tasks:
        due = task.due.label if task.due else "—"
        how = f"{task.what}；{task.measure}" if task.measure else task.what
        cells = {
            "what": (how, how),
            "owner": (task.owner, task.owner),
            "due": (due, _overdue(task, today) if task.is_late else due),
        }
        record, keys = task.sources[0] if task.sources else (None, ())
        rows.append(table.row(task.name, cells, record, keys, task.kind.value))
    return rows


class OfKind(Mapping[str, RenderedValue]):
    """The tasks of one kind as a template names them: count, late, some.

    Args:
        kind: the kind.
        tasks: its tasks.
        told: the projects whose owner the text has named; whose owner is named once is not named again.
    """

    def __init__(self, kind: TaskKind, tasks: Sequence[Task], told: set[str]) -> None:
        self._kind, self._tasks, self._told = kind, tasks, told

    def __getitem__(self, name: str) -> RenderedValue:
        if name == "some":
            return self._some
        return {"count": self._count, "late": self._late}[name]

    def __iter__(self) -> Iterator[str]:
        return iter(("count", "late", "some"))

    def __len__(self) -> int:
        return 3

    def __contains__(self, name: object) -> bool:
        return name in tuple(self)

    def _said(self, name: str, text: str, value: object, what: str) -> RenderedValue:
        key = f"tasks.{self._kind.name.lower()}.{name}"
        return RenderedValue(text, key, value=value, note=f"{what}：{self._kind.value}")

    @property
    def _count(self) -> RenderedValue:
        return self._said("count", str(len(self._tasks)), len(self._tasks), "下一步任务")

    @property
    def _late(self) -> RenderedValue:
        late = sum(task.is_late for task in self._tasks)
        return self._said("late", str(late), late, "已过期限的任务")

    @cached_property
    def _some(self) -> RenderedValue:
        """The first few with their owner, in the order in which the text comes to them."""
        shown = [task for task in self._tasks if task.name not in self._told][:_EACH]
        self._told.update(task.name for task in shown)
        rest = len(self._tasks) - len(shown)
        if not shown:
            text = "责任单位和期限见附表"
        else:
            more = f"其余{rest}项见附表" if rest else "办法和期限见附表"
            text = "，".join([*map(_who, shown), more])
        return self._said("some", text, names_text([t.name for t in shown], _EACH), "下一步任务")


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
    from investtrack.plugin import load_plugins

    comparer = load_plugins(("comparers",)).comparer()

    text = (
        comparer.paragraph(comparer.compare(since, report))
        if since.period == report.period
        else comparer.since_last(since, report)
    )
    return RenderedValue(text, "changes", value=since.as_of.isoformat(), note="与上次台账比较")
