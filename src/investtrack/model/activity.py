"""What happens around projects: resumptions, starts, issues, supervision, and the measures that the office took."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column, explained
from investtrack.model.made_in_code import origin_field
from investtrack.model.project import ProjectLevel, ProjectStage
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan


@explained
@frozen(kw_only=True)
class Resumption:
    """One row of 复工复产: a project that is to resume work after Spring Festival."""

    code: str | None = column("项目编码")
    """The code of the project, where 项目台账 has it (text). 项目编码; also 项目代码、项目编号."""
    name: str | None = column("项目名称", required=True)
    """What the project is called (text). 项目名称; also 项目全称."""
    level: ProjectLevel | None = column("项目级别", CellKind.CHOICE, choices=ProjectLevel)
    """Whose major project it is (one of ProjectLevel). 项目级别; also 项目层级."""
    stage: ProjectStage | None = column("建设阶段", CellKind.CHOICE, choices=ProjectStage)
    """Where its construction stands in the year (one of ProjectStage). 建设阶段; also 项目性质."""
    planned_on: DateSpan | None = column("计划复工时间", CellKind.DATE)
    """When work is planned to go on after the winter or the holidays (a day, or the first and last day it may be). 计划复工时间; also 拟复工时间."""
    resumed_on: DateSpan | None = column("实际复工时间", CellKind.DATE)
    """When it did go on (a day, or the first and last day it may be). 实际复工时间; also 复工时间."""
    not_resumed_because: str | None = column("未复工原因", CellKind.TEXT)
    """Why it has not yet (text). 未复工原因."""
    leaders: tuple[str, ...] = column("包保领导", CellKind.NAMES, default=())
    """The county leaders that look after it (names in the order written). 包保领导; also 责任领导、联系领导."""
    responsible_unit: str | None = column("责任单位")
    """The bureau or town that answers for it (text). 责任单位; also 牵头单位."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    origin: Origin = origin_field()


class Preliminaries(StrEnum):
    """State of a start's preliminary procedures (前期工作)."""

    DONE = "已完成"
    UNDER_WAY = "办理中"
    NOT_BEGUN = "未启动"


@explained
@frozen(kw_only=True)
class Start:
    """One row of 集中开工: a project of a concentrated start."""

    batch: str | None = column("批次")
    """The concentrated start it belongs to, such as 2022年第一批 (text). 批次; also 开工批次."""
    code: str | None = column("项目编码")
    """The code of the project, where 项目台账 has it (text). 项目编码; also 项目代码、项目编号."""
    name: str | None = column("项目名称", required=True)
    """What the project is called (text). 项目名称; also 项目全称."""
    total_investment: Amount | None = column("总投资", CellKind.MONEY)
    """What it is planned to cost in all (exact amount, 万元 in the ledger). 总投资（万元）; also 计划总投资、项目总投资."""
    year_plan: Amount | None = column("年度计划投资", CellKind.MONEY)
    """What is planned to be invested this year (exact amount, 万元 in the ledger). 年度计划投资（万元）; also 年度投资计划、当年计划投资."""
    industry: str | None = column("产业类别")
    """Its kind of industry, in words (text). 产业类别; also 行业、产业分类、产业类型、项目类别."""
    planned_on: DateSpan | None = column("计划开工时间", CellKind.DATE)
    """When it is planned to start (a day, or the first and last day it may be). 计划开工时间; also 拟开工时间."""
    started_on: DateSpan | None = column("实际开工时间", CellKind.DATE)
    """When it did start (a day, or the first and last day it may be). 实际开工时间; also 开工时间."""
    preliminaries: Preliminaries | None = column("前期工作", CellKind.CHOICE, choices=Preliminaries)
    """Whether its preliminary work is done (one of Preliminaries). 前期工作; also 项目前期手续情况、项目前期工作情况、前期手续情况、前期工作完成情况、前期手续办理情况、手续办理情况、前期手续、前期工作情况."""
    open_procedures: str | None = column("未办结手续")
    """The procedures that are not finished, in words (text). 未办结手续; also 主要手续."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
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


@explained
@frozen(kw_only=True)
class Issue:
    """One row of 问题清单: what hinders a project, who answers for it, until when."""

    number: str | None = column("编号")
    """Its number on the list (text). 编号; also 问题编号、序号."""
    code: str | None = column("项目编码")
    """The code of the project, where 项目台账 has it (text). 项目编码; also 项目代码、项目编号."""
    name: str | None = column("项目名称")
    """The project it concerns (text). 项目名称; also 项目全称."""
    category: IssueCategory | None = column("问题类别", CellKind.CHOICE, choices=IssueCategory)
    """What it is about (one of IssueCategory). 问题类别; also 问题类型、问题分类、问题性质."""
    description: str | None = column("问题描述", required=True)
    """What the problem is, in words (text). 问题描述; also 存在问题、存在的问题、具体问题、需协调解决的问题、困难问题、存在问题及建议、主要问题、问题内容、问题事项、问题、存在困难、问题和困难."""
    raised_on: DateSpan | None = column("提出时间", CellKind.DATE)
    """When it was raised (a day, or the first and last day it may be). 提出时间; also 提出日期."""
    stopped_since: DateSpan | None = column("停工起始时间", CellKind.DATE)
    """Since when work stands still for it (a day, or the first and last day it may be). 停工起始时间; also 停工时间."""
    responsible_unit: str | None = column("责任单位")
    """Who is to solve it (text). 责任单位; also 办理部门、责任单位或责任人."""
    leaders: tuple[str, ...] = column("责任领导", CellKind.NAMES, default=())
    """The county leaders that look after it (names in the order written). 责任领导; also 包保领导、牵头领导、协调领导、包抓领导、包联领导、县级领导."""
    due_on: DateSpan | None = column("整改时限", CellKind.DATE)
    """By when it is to be solved (a day, or the first and last day it may be). 整改时限; also 完成时限、解决时限、办结时限、办理时限、整改期限、要求完成时间."""
    status: IssueStatus | None = column("状态", CellKind.CHOICE, choices=IssueStatus)
    """How far its solution has come (one of IssueStatus). 状态; also 解决情况、是否解决、问题是否解决、是否销号、办结情况、办理情况、整改情况、销号情况、是否办结、是否整改、整改状态、解决状态."""
    resolved_on: DateSpan | None = column("解决时间", CellKind.DATE)
    """When it was solved (a day, or the first and last day it may be). 解决时间; also 解决日期."""
    measures: str | None = column("解决措施", CellKind.TEXT)
    """What is done about it, in words (text). 解决措施."""
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


@explained
@frozen(kw_only=True)
class Supervision:
    """One row of 督导记录: an inspection, what it found, and the rectification."""

    held_on: DateSpan | None = column("日期", CellKind.DATE, required=True)
    """When the supervision took place (a day, or the first and last day it may be). 日期; also 督导日期、督导时间."""
    mode: SupervisionMode | None = column("方式", CellKind.CHOICE, choices=SupervisionMode)
    """What kind it was, such as 周督查 (one of SupervisionMode). 方式; also 督导方式."""
    name: str | None = column("项目名称")
    """The project it concerned; empty for the county as a whole (text). 项目名称; also 项目全称."""
    finding: str | None = column("发现问题")
    """What was found, in words (text). 发现问题; also 存在问题."""
    responsible_unit: str | None = column("责任单位", CellKind.TEXT)
    """Who is to mend it (text). 责任单位."""
    due_on: DateSpan | None = column("整改时限", CellKind.DATE)
    """By when it is to be mended (a day, or the first and last day it may be). 整改时限; also 完成时限."""
    done_on: DateSpan | None = column("完成时间", CellKind.DATE)
    """When it was (a day, or the first and last day it may be). 完成时间; also 整改完成时间."""
    origin: Origin = origin_field()


class MeasureItem(StrEnum):
    """What a row of 工作措施 is about (项)."""

    BASIS = "会议依据"
    PLAN = "方案名称"
    DOCUMENT_NUMBER = "文号"
    ISSUED_ON = "印发日期"
    INSPECTOR = "督查单位"
    INSPECTED_FROM = "督查起始日"
    MOTTO = "主题词"
    PREVENTION = "防控措施"
    MECHANISM = "工作机制"
    EXPLANATION = "原因说明"
    INDUSTRIAL_POLICY = "产业方针"
    ADDRESSEE = "主送"
    SIGNATURE = "署名"
    DATED_ON = "成文日期"


@explained
@frozen(kw_only=True)
class WorkMeasure:
    """One row of 工作措施: what the office did, decided or was told, in its own words.

    A report has a sentence for each item that is filled in, and none for an empty one: nothing is asserted that
    nobody recorded.
    """

    item: MeasureItem | None = column("项", CellKind.CHOICE, choices=MeasureItem, required=True)
    """Which place of the report the words are for (one of MeasureItem). 项; also 事项."""
    content: str | None = column("内容")
    """The words, as the office wrote them (text). 内容; also 措施内容、说明."""
    origin: Origin = origin_field()
