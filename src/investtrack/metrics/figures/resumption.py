"""Resumption of work after Spring Festival (复工复产)."""

from __future__ import annotations

from investtrack.metrics.figure import Breakdown, FigureRow, Kind
from investtrack.metrics.figures.leaders import NOBODY
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import Group, by_field
from investtrack.metrics.rules import Count, Definition, Listing, Ratio
from investtrack.metrics.rules_by_group import CountByGroup
from investtrack.metrics.selection import Holds, Selection, Taken, Verdict, every
from investtrack.model.activity import Resumption
from investtrack.model.project import ProjectLevel, ProjectStage


planned = every("resumptions")


def is_due(facts: LedgerView, record: Resumption) -> bool:
    """Whether the planned date is at or before t."""
    return record.planned_on is not None and record.planned_on.last <= facts.as_of


def is_resumed(facts: LedgerView, record: Resumption) -> bool:
    """Whether the actual date is at or before t."""
    return record.resumed_on is not None and record.resumed_on.first <= facts.as_of


def _is_unresumed(view: LedgerView, record: Resumption) -> Verdict:
    return not is_resumed(view, record)


_RESUMED = (("resumed_on", "实际复工时间"),)

due = Selection(
    key="due", sheet="resumptions", head="核定应复工", words="计划复工时间不晚于截止日期", decided_by="计划复工时间",
    where=(Holds(lambda view, each: is_due(view, each) if each.planned_on else None),),
)  # fmt: skip
"""Resumptions due at t; one without a planned date cannot be decided."""

resumed = Selection(
    key="resumed", sheet="resumptions", head="核定已复工", words="实际复工时间不晚于截止日期", needs=_RESUMED,
    where=(Holds(is_resumed),),
)  # fmt: skip
"""Projects that have resumed by t."""

due_and_resumed = Selection(key="due_resumed", among=due, needs=_RESUMED, where=(Taken(resumed),))
"""Of those due, the ones that have resumed."""

overdue = Selection(
    key="late", head="核定逾期", words="应复工而没有复工", among=due, needs=_RESUMED, where=(Holds(_is_unresumed),)
)  # fmt: skip
"""Due and not resumed."""

unassigned = Selection(
    key="no_leader",
    sheet="resumptions",
    needs=(("leaders", "包保领导"),),
    where=(NOBODY,),
)
"""Without a responsible leader, in this sheet or any other."""

BY_DAY = Group(
    key="day", label="实际复工时间", head="复工日归类", words="已复工的，实际复工时间", keys=("resumed_on",),
    tell=lambda view, each: (str(each.resumed_on),) if is_resumed(view, each) else (),
)  # fmt: skip


def _describe(view: LedgerView, record: Resumption) -> FigureRow:
    return {
        "name": record.name,
        "level": record.level.value if record.level else None,
        "planned": record.planned_on.label if record.planned_on else None,
        "reason": record.not_resumed_because,
        "leaders": list(view.leaders_of(record)),
        "responsible_unit": record.responsible_unit,
    }


_WHOLE = "resumption.planned.count"

DEFINITIONS = (
    Definition(
        id=_WHOLE, title="计划复工项目个数", kind=Kind.COUNT, words="复工复产表所列项目", rule=Count(planned, ("name",)),
    ),
    Definition(
        id="resumption.planned.by_level", title="计划复工项目按级别", kind=Kind.SERIES, words="计划复工项目按项目级别分",
        rule=CountByGroup(planned, by_field("level", "项目级别", tuple(ProjectLevel))),
        breakdown=Breakdown.PARTITION, whole=_WHOLE, aliases=("resumption.by_level",),
    ),
    Definition(
        id="resumption.planned.by_stage", title="计划复工项目按建设阶段", kind=Kind.SERIES,
        words="计划复工项目按建设阶段分",
        rule=CountByGroup(planned, by_field("stage", "建设阶段", ("收尾", "续建", "新建", ProjectStage.PREPARING))),
        breakdown=Breakdown.PARTITION, whole=_WHOLE, aliases=("resumption.by_stage",),
    ),
    Definition(
        id="resumption.due.count", title="应复工项目个数", kind=Kind.COUNT, words="计划复工时间不晚于截止日期的",
        rule=Count(due, ("planned_on",)), breakdown=Breakdown.PARTIAL, whole=_WHOLE,
    ),
    Definition(
        id="resumption.resumed.count", title="已复工项目个数", kind=Kind.COUNT, words="实际复工时间不晚于截止日期的",
        rule=Count(resumed, ("resumed_on",)), breakdown=Breakdown.PARTIAL, whole=_WHOLE,
    ),
    Definition(
        id="resumption.due_resumed.count", title="应复工项目中已复工个数", kind=Kind.COUNT,
        words="计划、实际复工时间都不晚于截止日期的", rule=Count(due_and_resumed, ("planned_on", "resumed_on")),
        breakdown=Breakdown.PARTIAL, whole="resumption.due.count",
    ),
    Definition(
        id="resumption.rate", title="复工率", kind=Kind.RATE, words="已复工÷计划复工；相等才是100％",
        rule=Ratio("resumption.resumed.count", _WHOLE),
    ),
    Definition(
        id="resumption.due_rate", title="应复工项目复工率", kind=Kind.RATE, words="应复工项目中已复工÷应复工",
        rule=Ratio("resumption.due_resumed.count", "resumption.due.count"),
    ),
    Definition(
        id="resumption.by_date", title="按日复工个数", kind=Kind.SERIES, words="已复工项目按实际复工时间分，由早到晚",
        rule=CountByGroup(resumed, BY_DAY),
        breakdown=Breakdown.PARTITION, whole="resumption.resumed.count",
    ),
    Definition(
        id="resumption.overdue.count", title="逾期未复工项目个数", kind=Kind.COUNT, words="应复工而未复工的",
        rule=Count(overdue, ("planned_on", "resumed_on")),
    ),
    Definition(
        id="resumption.overdue.list", title="逾期未复工项目名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=Listing(overdue, _describe, ("name", "planned_on", "not_resumed_because")),
    ),
    Definition(
        id="resumption.unassigned.count", title="复工项目中无包保领导个数", kind=Kind.COUNT,
        words="计划复工项目中各表都没有填包保领导的", rule=Count(unassigned, ("leaders",)),
    ),
    Definition(
        id="resumption.unassigned.list", title="复工项目中无包保领导名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=Listing(unassigned, _describe, ("name", "leaders")),
    ),
)  # fmt: skip
