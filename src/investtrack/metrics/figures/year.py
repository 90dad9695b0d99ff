"""All projects of the ledger, and the year's plan: how much of it is done, and how far it is behind the pace."""

from __future__ import annotations

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.figures.month_of_data import RatioOfSameToDate, TableToDate
from investtrack.metrics.figures.targets import PaceGapOfRate
from investtrack.metrics.measures import INVESTMENT, LATEST, YEAR_PLAN, by_field
from investtrack.metrics.rules import Count, Definition, Total
from investtrack.metrics.selection import Filled, Selection, every
from investtrack.model.project import ProjectLevel, ProjectStage


_LABEL = "年度计划投资"

all_projects = every("projects")

year_planned = Selection(
    key="year_planned", sheet="projects", head="有年度计划", words="填了年度计划投资", where=(Filled((YEAR_PLAN,)),),
    decided_by=_LABEL,
)  # fmt: skip
"""Projects with 年度计划投资; whether they are in the library does not matter."""

comparable = Selection(
    key="year_both", head="计划完成都有", words="年度计划投资和最近累计数都有", among=year_planned,
    where=(Filled((LATEST,)),),
)  # fmt: skip
"""Of these, those that have reported as well."""

_DONE = "year_plan.completed"
_NO_DONE = "没有同时填年度计划投资和累计完成投资的项目"
_RATE = RatioOfSameToDate(comparable, LATEST, YEAR_PLAN, _NO_DONE, f"{_LABEL}合计为零", _DONE)
_WHOLE = "year_plan.count"
_PART_TITLES = {"investment": _LABEL, "completed": "累计完成投资", "rate": "完成率"}


def _by(part: str, name: str, group: str, order: tuple[str, ...] = ()) -> Definition:
    return Definition(
        id=f"year_plan.{part}", title=f"年度计划项目按{name}", kind=Kind.SERIES,
        words=f"年度计划项目按{name}分，没有填的为未注明：个数、年度计划投资、累计完成投资、完成率（计划和完成都填了的；月份不同不可比）",
        rule=TableToDate(
            year_planned, by_field(group, name, order), {"investment": YEAR_PLAN, "completed": LATEST}, ("completed", "investment"),
            done=_DONE,
        ),
        breakdown=Breakdown.PARTITION, whole=_WHOLE, part_titles=_PART_TITLES,
    )  # fmt: skip


DEFINITIONS = (
    Definition(
        id="all_projects.count", title="全部项目个数", kind=Kind.COUNT, words="项目台账所列全部项目，不论是否入库",
        rule=Count(all_projects, ("name",)),
    ),
    Definition(
        id="all_projects.investment", title="全部项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=Total(all_projects, INVESTMENT),
    ),
    Definition(
        id=_WHOLE, title="有年度计划的项目个数", kind=Kind.COUNT, words="填了年度计划投资的项目，不论是否入库",
        rule=Count(year_planned, ("year_plan",)),
    ),
    Definition(
        id="year_plan.investment", title="年度计划投资", kind=Kind.MONEY, words="同上，年度计划投资之和",
        rule=Total(year_planned, YEAR_PLAN),
    ),
    Definition(
        id=_DONE, title="年度计划项目累计完成投资", kind=Kind.MONEY,
        words="同上，各自不晚于截止月份的最近一期累计完成投资之和",
        rule=Total(year_planned, LATEST, ("actual", "“项目台账”没有“1—m月完成投资”列")),
    ),
    Definition(
        id="year_plan.rate", title="年度计划完成率", kind=Kind.RATE,
        words="计划和完成都填了的项目，累计完成投资÷年度计划投资；缺一项的不计，另记缺数；月份不同不可比", rule=_RATE,
    ),
    Definition(
        id="year_plan.pace_gap", title="年度计划落后序时进度", kind=Kind.POINTS,
        words="县区配置的序时进度（截至实际数所到月份）−年度计划完成率，单位为百分点；负数为超前",
        rule=PaceGapOfRate("year_plan.rate"),
    ),
    _by("by_stage", "建设阶段", "stage", tuple(ProjectStage)),
    _by("by_level", "项目级别", "level", tuple(ProjectLevel)),
    _by("by_industry", "行业", "industry"),
)  # fmt: skip
