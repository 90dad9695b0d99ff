"""What happens around projects: resumptions, starts, issues, supervision."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column
from investtrack.model.made_in_code import origin_field
from investtrack.model.project import ProjectLevel, ProjectStage
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan


@frozen(kw_only=True)
class Resumption:
    """One row of 复工复产: a project that is to resume work after Spring Festival."""

    code: str | None = column("项目编码")
    name: str | None = column("项目名称", required=True)
    level: ProjectLevel | None = column("项目级别", CellKind.CHOICE, choices=ProjectLevel)
    stage: ProjectStage | None = column("建设阶段", CellKind.CHOICE, choices=ProjectStage)
    planned_on: DateSpan | None = column("计划复工时间", CellKind.DATE)
    resumed_on: DateSpan | None = column("实际复工时间", CellKind.DATE)
    not_resumed_because: str | None = column("未复工原因", CellKind.TEXT)
    leaders: tuple[str, ...] = column("包保领导", CellKind.NAMES, default=())
    responsible_unit: str | None = column("责任单位")
    remark: str | None = column("备注")
    origin: Origin = origin_field()


class Preliminaries(StrEnum):
    """State of a start's preliminary procedures (前期工作)."""

    DONE = "已完成"
    UNDER_WAY = "办理中"
    NOT_BEGUN = "未启动"


@frozen(kw_only=True)
class Start:
    """One row of 集中开工: a project of a concentrated start."""

    batch: str | None = column("批次")
    code: str | None = column("项目编码")
    name: str | None = column("项目名称", required=True)
    total_investment: Amount | None = column("总投资", CellKind.MONEY)
    year_plan: Amount | None = column("年度计划投资", CellKind.MONEY)
    industry: str | None = column("产业类别")
    planned_on: DateSpan | None = column("计划开工时间", CellKind.DATE)
    started_on: DateSpan | None = column("实际开工时间", CellKind.DATE)
    preliminaries: Preliminaries | None = column("前期工作", CellKind.CHOICE, choices=Preliminaries)
    open_procedures: str | None = column("未办结手续")
    remark: str | None = column("备注")
    origin: Origin = origin_field()


class IssueCategory(StrEnum):
    """Kinds of issues (问题类别)."""

    FUNDS = "资金"
    LAND = "用地"
    PROCEDURES = "手续"
    LABOUR = "用工"
    MATERIALS = "原材料"
    UTILITIES = "水电要素"
    INVOICES = "发票"
    OTHER = "其他"


class IssueStatus(StrEnum):
    """State of an issue (状态)."""

    OPEN = "未解决"
    UNDER_WAY = "推进中"
    RESOLVED = "已解决"


@frozen(kw_only=True)
class Issue:
    """One row of 问题清单: what hinders a project, who answers for it, until when."""

    number: str | None = column("编号")
    code: str | None = column("项目编码")
    name: str | None = column("项目名称")
    category: IssueCategory | None = column("问题类别", CellKind.CHOICE, choices=IssueCategory)
    description: str | None = column("问题描述", required=True)
    raised_on: DateSpan | None = column("提出时间", CellKind.DATE)
    stopped_since: DateSpan | None = column("停工起始时间", CellKind.DATE)
    responsible_unit: str | None = column("责任单位")
    leaders: tuple[str, ...] = column("责任领导", CellKind.NAMES, default=())
    due_on: DateSpan | None = column("整改时限", CellKind.DATE)
    status: IssueStatus | None = column("状态", CellKind.CHOICE, choices=IssueStatus)
    resolved_on: DateSpan | None = column("解决时间", CellKind.DATE)
    measures: str | None = column("解决措施", CellKind.TEXT)
    origin: Origin = origin_field()


class SupervisionMode(StrEnum):
    """How supervision is done (方式), by the names that counties give their cadences."""

    DAILY_BULLETIN = "每日通报"
    WEEKLY_INSPECTION = "周督查"
    TEN_DAY_DISPATCH = "旬调度"
    HALF_MONTH_INSPECTION = "半月督查"
    MONTHLY_ANALYSIS = "月分析"
    MONTHLY_DISPATCH = "月调度"
    MONTHLY_BULLETIN = "月通报"
    MONTHLY_RANKING = "月排位"
    QUARTERLY_REVIEW = "季度盘点"
    QUARTERLY_APPRAISAL = "季考核"


@frozen(kw_only=True)
class Supervision:
    """One row of 督导记录: an inspection, what it found, and the rectification."""

    held_on: DateSpan | None = column("日期", CellKind.DATE, required=True)
    mode: SupervisionMode | None = column("方式", CellKind.CHOICE, choices=SupervisionMode)
    name: str | None = column("项目名称")
    finding: str | None = column("发现问题")
    responsible_unit: str | None = column("责任单位", CellKind.TEXT)
    due_on: DateSpan | None = column("整改时限", CellKind.DATE)
    done_on: DateSpan | None = column("完成时间", CellKind.DATE)
    origin: Origin = origin_field()
