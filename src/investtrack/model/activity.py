"""What happens around projects: resumptions, starts, issues, supervision."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column
from investtrack.model.project import ProjectLevel, ProjectStage
from investtrack.model.source import NOWHERE, Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan


@frozen(kw_only=True)
class Resumption:
    """One row of 复工复产: a project that is to resume work after Spring Festival."""

    code: str | None = column("项目编码", CellKind.TEXT, "项目代码", "项目编号")
    name: str | None = column("项目名称", CellKind.TEXT, "项目全称", required=True)
    level: ProjectLevel | None = column(
        "项目级别", CellKind.CHOICE, "项目层级", choices=ProjectLevel
    )
    stage: ProjectStage | None = column(
        "建设阶段", CellKind.CHOICE, "项目性质", choices=ProjectStage
    )
    planned_on: DateSpan | None = column("计划复工时间", CellKind.DATE, "拟复工时间")
    resumed_on: DateSpan | None = column("实际复工时间", CellKind.DATE, "复工时间")
    not_resumed_because: str | None = column("未复工原因", CellKind.TEXT)
    leaders: tuple[str, ...] = column(
        "包保领导", CellKind.NAMES, "责任领导", "联系领导", default=()
    )
    responsible_unit: str | None = column("责任单位", CellKind.TEXT, "牵头单位")
    remark: str | None = column("备注", CellKind.TEXT, "说明")
    origin: Origin = NOWHERE


class Preliminaries(StrEnum):
    """State of a start's preliminary procedures (前期工作)."""

    DONE = "已完成"
    UNDER_WAY = "办理中"
    NOT_BEGUN = "未启动"


@frozen(kw_only=True)
class Start:
    """One row of 集中开工: a project of a concentrated start."""

    batch: str | None = column("批次", CellKind.TEXT, "开工批次")
    code: str | None = column("项目编码", CellKind.TEXT, "项目代码", "项目编号")
    name: str | None = column("项目名称", CellKind.TEXT, "项目全称", required=True)
    total_investment: Amount | None = column("总投资", CellKind.MONEY, "计划总投资", "项目总投资")
    year_plan: Amount | None = column(
        "年度计划投资", CellKind.MONEY, "年度投资计划", "当年计划投资"
    )
    industry: str | None = column("产业类别", CellKind.TEXT, "行业", "产业分类")
    planned_on: DateSpan | None = column("计划开工时间", CellKind.DATE, "拟开工时间")
    started_on: DateSpan | None = column("实际开工时间", CellKind.DATE, "开工时间")
    preliminaries: Preliminaries | None = column(
        "前期工作", CellKind.CHOICE, "前期工作完成情况", choices=Preliminaries
    )
    open_procedures: str | None = column("未办结手续", CellKind.TEXT, "主要手续")
    remark: str | None = column("备注", CellKind.TEXT, "说明")
    origin: Origin = NOWHERE


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

    number: str | None = column("编号", CellKind.TEXT, "问题编号", "序号")
    code: str | None = column("项目编码", CellKind.TEXT, "项目代码", "项目编号")
    name: str | None = column("项目名称", CellKind.TEXT, "项目全称")
    category: IssueCategory | None = column(
        "问题类别", CellKind.CHOICE, "问题类型", choices=IssueCategory
    )
    description: str | None = column(
        "问题描述",
        CellKind.TEXT,
        "存在问题",
        "存在的问题",
        "具体问题",
        "需协调解决的问题",
        "困难问题",
        "存在问题及建议",
        required=True,
    )
    raised_on: DateSpan | None = column("提出时间", CellKind.DATE, "提出日期")
    stopped_since: DateSpan | None = column("停工起始时间", CellKind.DATE, "停工时间")
    responsible_unit: str | None = column("责任单位", CellKind.TEXT, "办理部门", "责任单位或责任人")
    leaders: tuple[str, ...] = column("责任领导", CellKind.NAMES, "包保领导", default=())
    due_on: DateSpan | None = column("整改时限", CellKind.DATE, "完成时限", "解决时限")
    status: IssueStatus | None = column(
        "状态",
        CellKind.CHOICE,
        "解决情况",
        "是否解决",
        "问题是否解决",
        "是否销号",
        choices=IssueStatus,
    )
    resolved_on: DateSpan | None = column("解决时间", CellKind.DATE, "解决日期")
    measures: str | None = column("解决措施", CellKind.TEXT)
    origin: Origin = NOWHERE


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

    held_on: DateSpan | None = column("日期", CellKind.DATE, "督导日期", "督导时间", required=True)
    mode: SupervisionMode | None = column(
        "方式", CellKind.CHOICE, "督导方式", choices=SupervisionMode
    )
    name: str | None = column("项目名称", CellKind.TEXT, "项目全称")
    finding: str | None = column("发现问题", CellKind.TEXT, "存在问题")
    responsible_unit: str | None = column("责任单位", CellKind.TEXT)
    due_on: DateSpan | None = column("整改时限", CellKind.DATE, "完成时限")
    done_on: DateSpan | None = column("完成时间", CellKind.DATE, "整改完成时间")
    origin: Origin = NOWHERE
