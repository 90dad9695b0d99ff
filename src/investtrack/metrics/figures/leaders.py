"""Who answers for which projects (包保领导)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selected, has_column
from investtrack.metrics.rules import Definition, count, field_of, grouped_load, listing
from investtrack.metrics.selections import in_library_now, planned_entries
from investtrack.values.amount import Amount


def covered(facts: LedgerView) -> Selected:
    """Projects in the library at t, and planned entries that are not among them; each once."""
    projects = list(facts.select(in_library_now).records)
    seen = {id(project) for project in projects}
    try:
        entries = facts.select(planned_entries).records
    except AbsentError:
        entries = ()
    extra = [entry for entry in entries if id(facts.project_of(entry)) not in seen]
    records = (*projects, *extra)
    if not has_column(records, "leaders"):
        raise AbsentError("台账没有“包保领导”列")
    return Selected(records)


def unassigned(facts: LedgerView) -> Selected:
    """Of these, the ones without a responsible leader."""
    return Selected(tuple(r for r in facts.select(covered).records if not r.leaders))


def _leaders(_: LedgerView, record: Any) -> Sequence[str]:  # noqa: ANN401 - a project or an entry
    return tuple(dict.fromkeys(record.leaders))


def _row(_: LedgerView, record: Any) -> dict[str, Any]:  # noqa: ANN401
    investment: Amount | None = record.total_investment
    return {
        "name": record.name,
        "investment": investment,
        "responsible_unit": record.responsible_unit,
    }


DEFINITIONS = (
    Definition(
        id="leaders.load", title="包保领导任务量", kind=Kind.SERIES,
        words="在库项目和本期计划入库项目，按包保领导分的个数和总投资（一个项目有多名领导的分别计）",
        rule=grouped_load(covered, _leaders, field_of("total_investment", "总投资"), "leaders"),
        breakdown=Breakdown.OVERLAPPING,
    ),
    Definition(
        id="leaders.unassigned.count", title="无包保领导项目个数", kind=Kind.COUNT,
        words="在库项目和本期计划入库项目中没有填包保领导的", rule=count(unassigned, "leaders"),
    ),
    Definition(
        id="leaders.unassigned.list", title="无包保领导项目名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=listing(unassigned, _row, "name", "leaders"),
    ),
)  # fmt: skip
