"""Resumption of work after Spring Festival (复工复产)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import LedgerView, Selected, decided, demand
from investtrack.metrics.rules import Definition, count, grouped_count, listing, over
from investtrack.metrics.selections import every
from investtrack.model.activity import Resumption
from investtrack.model.project import ProjectLevel, ProjectStage


planned = every("resumptions")


def is_due(facts: LedgerView, record: Resumption) -> bool:
    """Whether the planned date is at or before t."""
    return record.planned_on is not None and record.planned_on.last <= facts.as_of


def is_resumed(facts: LedgerView, record: Resumption) -> bool:
    """Whether the actual date is at or before t."""
    return record.resumed_on is not None and record.resumed_on.first <= facts.as_of


def due(facts: LedgerView) -> Selected:
    """Resumptions due at t; one without a planned date cannot be decided."""
    records = facts.select(planned).records
    undated = sum(record.planned_on is None for record in records)
    return decided(
        tuple(r for r in records if is_due(facts, r)), undated, len(records), "计划复工时间"
    )


def resumed(facts: LedgerView) -> Selected:
    """Projects that have resumed by t."""
    records = facts.select(planned).records
    demand(records, "resumed_on", "实际复工时间")
    return Selected(tuple(r for r in records if is_resumed(facts, r)))


def due_and_resumed(facts: LedgerView) -> Selected:
    """Of those due, the ones that have resumed."""
    demand(facts.select(planned).records, "resumed_on", "实际复工时间")
    found = facts.select(due)
    return Selected(tuple(r for r in found.records if is_resumed(facts, r)), found.undecided)


def overdue(facts: LedgerView) -> Selected:
    """Due and not resumed."""
    demand(facts.select(planned).records, "resumed_on", "实际复工时间")
    found = facts.select(due)
    return Selected(tuple(r for r in found.records if not is_resumed(facts, r)), found.undecided)


def unassigned(facts: LedgerView) -> Selected:
    """Without a responsible leader."""
    records = facts.select(planned).records
    demand(records, "leaders", "包保领导")
    return Selected(tuple(r for r in records if not r.leaders))


def _describe(_: LedgerView, record: Resumption) -> dict[str, Any]:
    return {
        "name": record.name,
        "level": record.level.value if record.level else None,
        "planned": record.planned_on.label if record.planned_on else None,
        "reason": record.not_resumed_because,
        "leaders": list(record.leaders),
        "responsible_unit": record.responsible_unit,
    }


def _level(_: LedgerView, record: Resumption) -> Sequence[str]:
    return (record.level.value,) if record.level else ()


def _stage(_: LedgerView, record: Resumption) -> Sequence[str]:
    return (record.stage.value,) if record.stage else ()


def _date(_: LedgerView, record: Resumption) -> Sequence[str]:
    return (str(record.resumed_on),)


_WHOLE = "resumption.planned.count"

DEFINITIONS = (
    Definition(
        id=_WHOLE, title="计划复工项目个数", kind=Kind.COUNT, words="复工复产表所列项目", rule=count(planned, "name"),
    ),
    Definition(
        id="resumption.planned.by_level", title="计划复工项目按级别", kind=Kind.SERIES, words="计划复工项目按项目级别分",
        rule=grouped_count(planned, _level, "level", order=tuple(ProjectLevel)),
        breakdown=Breakdown.PARTITION, whole=_WHOLE, aliases=("resumption.by_level",),
    ),
    Definition(
        id="resumption.planned.by_stage", title="计划复工项目按建设阶段", kind=Kind.SERIES,
        words="计划复工项目按建设阶段分",
        rule=grouped_count(planned, _stage, "stage", order=("收尾", "续建", "新建", ProjectStage.PREPARING)),
        breakdown=Breakdown.PARTITION, whole=_WHOLE, aliases=("resumption.by_stage",),
    ),
    Definition(
        id="resumption.due.count", title="应复工项目个数", kind=Kind.COUNT, words="计划复工时间不晚于截止日期的",
        rule=count(due, "planned_on"), breakdown=Breakdown.PARTIAL, whole=_WHOLE,
    ),
    Definition(
        id="resumption.resumed.count", title="已复工项目个数", kind=Kind.COUNT, words="实际复工时间不晚于截止日期的",
        rule=count(resumed, "resumed_on"), breakdown=Breakdown.PARTIAL, whole=_WHOLE,
    ),
    Definition(
        id="resumption.due_resumed.count", title="应复工项目中已复工个数", kind=Kind.COUNT,
        words="计划、实际复工时间都不晚于截止日期的", rule=count(due_and_resumed, "planned_on", "resumed_on"),
        breakdown=Breakdown.PARTIAL, whole="resumption.due.count",
    ),
    Definition(
        id="resumption.rate", title="复工率", kind=Kind.RATE, words="已复工÷计划复工；相等才是100％",
        rule=over("resumption.resumed.count", _WHOLE),
    ),
    Definition(
        id="resumption.due_rate", title="应复工项目复工率", kind=Kind.RATE, words="应复工项目中已复工÷应复工",
        rule=over("resumption.due_resumed.count", "resumption.due.count"),
    ),
    Definition(
        id="resumption.by_date", title="按日复工个数", kind=Kind.SERIES, words="已复工项目按实际复工时间分，由早到晚",
        rule=grouped_count(resumed, _date, "resumed_on"),
        breakdown=Breakdown.PARTITION, whole="resumption.resumed.count",
    ),
    Definition(
        id="resumption.overdue.count", title="逾期未复工项目个数", kind=Kind.COUNT, words="应复工而未复工的",
        rule=count(overdue, "planned_on", "resumed_on"),
    ),
    Definition(
        id="resumption.overdue.list", title="逾期未复工项目名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=listing(overdue, _describe, "name", "planned_on", "not_resumed_because"),
    ),
    Definition(
        id="resumption.unassigned.count", title="复工项目中无包保领导个数", kind=Kind.COUNT,
        words="计划复工项目中没有填包保领导的", rule=count(unassigned, "leaders"),
    ),
    Definition(
        id="resumption.unassigned.list", title="复工项目中无包保领导名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=listing(unassigned, _describe, "name", "leaders"),
    ),
)  # fmt: skip
