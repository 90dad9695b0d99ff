"""Who can carry a share of the target: projects in the library and entries of the year, with their bounds."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from attrs import frozen

from investtrack.analysis.readers.county import series_of
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.measures import remaining_of
from investtrack.metrics.selections import has_entered, in_library_now
from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack.model.record import Record
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.amount import ZERO, Amount


class Weight(StrEnum):
    """What shares are in proportion to."""

    REMAINING = "remaining"
    TOTAL = "total"
    PLAN = "plan"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"remaining": "剩余可报投资", "total": "总投资", "plan": "年度计划投资"}[self.value]


@frozen(kw_only=True)
class Bearer:
    """A project that can carry a share.

    Attributes:
        name: what it is called.
        code: its code.
        kind: 在库 or 新增入库.
        cap: most it can still report, in fen.
        floor: least it is given, in fen.
        weight: what its share is in proportion to.
        first: first month in which it can report, 1 to 12.
        last: last month.
        leaders: who answers for it.
        unit: the responsible unit.
        cells: where its cap comes from.
    """

    name: str
    code: str
    kind: str
    cap: int
    weight: Fraction
    first: int
    last: int = 12
    floor: int = 0
    leaders: tuple[str, ...] = ()
    unit: str = ""
    cells: tuple[CellRef, ...] = ()


@frozen
class LeftOut:
    """A project that cannot carry a share, and why."""

    name: str
    why: str


def fen(amount: Amount) -> int:
    """Return whole fen, rounded down: a cap is never exceeded by rounding."""
    return int((amount.yuan * 100).to_integral_value(ROUND_FLOOR))


def amount_of(fens: int) -> Amount:
    """Return the amount of so many fen."""
    return Amount(Decimal(fens).scaleb(-2))


def first_open_month(report: Report) -> int:
    """Return the first month that a share may fall in: the one after the data's newest, as in the diagnosis.

    What the running month completes is not in the data yet, so that it is part of what is still needed. Where
    nothing is known of the year, the month of t; 13 where the data reach December.
    """
    newest = series_of(report.figures["fai.actual.ytd"], report.period.year)
    return newest[-1][0].month + 1 if newest else report.as_of.month


def candidates(report: Report, by: Weight = Weight.REMAINING) -> tuple[list[Bearer], list[LeftOut]]:
    """Return the candidates of a report's year, and who is left out.

    A project in the library can report its remaining investment less what cannot be reported; an
    entry its stated contribution to the end of the year, else its total. A month is open from
    :func:`first_open_month` on; of an entry from the month it enters, and not before that of t.
    """
    facts = report.facts
    found: list[Bearer] = []
    left: list[LeftOut] = []
    first = first_open_month(report)
    inside: set[int] = set()
    try:
        projects = facts.select(in_library_now).records
    except AbsentError:
        projects = ()
    for project in projects:
        inside.add(id(project))
        made = _of_project(facts, project, by, first)
        (found if isinstance(made, Bearer) else left).append(made)  # type: ignore[arg-type]
    for entry in report.ledger.entries or ():
        if id(facts.project_of(entry)) in inside or has_entered(facts, entry):
            continue
        made = _of_entry(facts, entry, by, max(first, facts.as_of.month))
        (found if isinstance(made, Bearer) else left).append(made)  # type: ignore[arg-type]
    return found, left


def _of_project(facts: LedgerView, project: Project, by: Weight, first: int) -> Bearer | LeftOut:
    name = project.name or "（未命名）"
    remaining = remaining_of(facts, project)
    if remaining is None:
        return LeftOut(name, "没有总投资或累计完成投资，不知道还能报多少")
    cap = max(remaining[0] - min(project.unreportable or ZERO, remaining[0]), ZERO)
    if not cap:
        return LeftOut(name, "没有剩余可报投资")
    if project.stopped_since is not None and not _resumed(facts, project):
        return LeftOut(name, "停工，没有复工")
    year = facts.period.year
    finish = project.finished_on
    last = finish.last.month if finish is not None and finish.last.year == year else 12
    if last < first:
        return LeftOut(name, "竣工时间已过")
    return _made(
        facts,
        project,
        "在库",
        cap,
        weight=_weight(project, cap, by),
        first=first,
        last=last,
        cells=_cells(project, remaining[1]),
    )


def _of_entry(facts: LedgerView, entry: Entry, by: Weight, first: int) -> Bearer | LeftOut:
    name = entry.name or "（未命名）"
    year = facts.period.year
    if entry.planned_on is None:
        return LeftOut(name, "没有计划入库时间")
    if entry.planned_on.last.year > year:
        return LeftOut(name, "计划入库时间在本年以后")
    stated = [(end, amount) for end, amount in entry.contribution if end.year == year]
    cap = stated[-1][1] if stated else entry.total_investment
    if not cap:
        return LeftOut(name, "没有总投资和预计贡献投资")
    if entry.planned_on.last.year == year:
        first = max(first, entry.planned_on.last.month)
    key = f"contribution.{stated[-1][0]}" if stated else "total_investment"
    return _made(
        facts,
        entry,
        "新增入库",
        cap,
        weight=_weight(entry, cap, by),
        first=first,
        cells=_cells(entry, (key,)),
    )


def _resumed(facts: LedgerView, project: Project) -> bool:
    """Whether a project that stopped has since resumed, as 复工复产 says."""
    for record in facts.ledger.resumptions or ():
        if facts.project_of(record) is project and record.resumed_on is not None:
            return bool(record.resumed_on.first <= facts.as_of)
    return False


def _weight(record: Project | Entry, cap: Amount, by: Weight) -> Fraction:
    stated = {
        Weight.TOTAL: record.total_investment,
        Weight.PLAN: getattr(record, "year_plan", None),
    }.get(by)
    return Fraction((stated if stated is not None else cap).yuan)


def _cells(record: Record, keys: tuple[str, ...]) -> tuple[CellRef, ...]:
    return tuple(record.origin.cell(key) for key in keys) if record.origin.sheet.sheet else ()


def _made(facts: LedgerView, record: Any, kind: str, cap: Amount, **bounds: Any) -> Bearer:  # noqa: ANN401 - a project or an entry
    return Bearer(
        name=record.name or "（未命名）",
        code=record.code or "",
        kind=kind,
        cap=fen(cap),
        leaders=facts.leaders_of(record),
        unit=record.responsible_unit or "",
        **bounds,
    )
