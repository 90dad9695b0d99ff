"""Who answers for which projects (包保领导)."""

from __future__ import annotations

from investtrack.metrics.figure import Breakdown, FigureRow, Kind
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import INVESTMENT, Group
from investtrack.metrics.rules import Count, Definition, Listing
from investtrack.metrics.rules_by_group import LoadByGroup
from investtrack.metrics.selection import Holds, Selection, Union
from investtrack.metrics.selections import in_library_now, planned_entries
from investtrack.model.project import Project


led_entries = Selection(
    key="led", head="计入任务量", words="本期计划且未列在库，计入包保领导任务量", among=planned_entries,
    where=(
        Holds(
            lambda view, entry: not view.takes(in_library_now, view.project_of(entry)),
            "apart", "未列在库", "没有列入截止日在库的项目",
        ),
    ),
)  # fmt: skip
"""Planned entries whose project is not among those in the library."""

_LEADERS = (("leaders", "包保领导"),)
covered = Union(parts=(in_library_now, led_entries), needs=_LEADERS)
"""Projects in the library at t, and planned entries that are not among them; each once."""

NOBODY = Holds(
    lambda view, each: not view.leaders_of(each), "unled", "无包保领导", "本表和其他各表都没有写明包保领导",
)  # fmt: skip
"""A project that no sheet names a leader of."""
_NOBODY = (NOBODY,)
unassigned = Union(
    parts=(
        Selection(key="no_leader", among=in_library_now, where=_NOBODY),
        Selection(key="no_leader", among=led_entries, where=_NOBODY),
    ),
    needs=_LEADERS,
)
"""Of these, the ones without a responsible leader."""

BY_LEADER = Group(
    key="led_by", label="包保领导", head="核定包保领导", words="包保领导；本表没有填的，取项目台账、入库计划、复工复产中先填的",
    tell=lambda view, record: tuple(dict.fromkeys(view.leaders_of(record))), keys=("leaders",),
)  # fmt: skip


def _row(_: LedgerView, record: Project) -> FigureRow:
    return {
        "name": record.name,
        "investment": record.total_investment,
        "responsible_unit": record.responsible_unit,
    }


DEFINITIONS = (
    Definition(
        id="leaders.load", title="包保领导任务量", kind=Kind.SERIES,
        words="在库项目和本期计划入库项目，按包保领导分的个数和总投资（一个项目有多名领导的分别计；本表没有填的取其他表所填）",
        rule=LoadByGroup(covered, BY_LEADER, INVESTMENT),
        breakdown=Breakdown.OVERLAPPING, part_titles={"investment": "总投资"},
    ),
    Definition(
        id="leaders.unassigned.count", title="无包保领导项目个数", kind=Kind.COUNT,
        words="在库项目和本期计划入库项目中各表都没有填包保领导的", rule=Count(unassigned, ("leaders",)),
    ),
    Definition(
        id="leaders.unassigned.list", title="无包保领导项目名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=Listing(unassigned, _row, ("name", "leaders")),
    ),
)  # fmt: skip
