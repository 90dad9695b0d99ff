"""What is to come: service enterprises, reserve projects, investment promotion."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column, explained
from investtrack.model.made_in_code import origin_field
from investtrack.model.series import Series
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan


class FirmStatus(StrEnum):
    """Whether a firm was in the library before the year or entered in it (入库情况)."""

    IN_LIBRARY = "在库"
    NEW = "年度新增"


@explained
@frozen(kw_only=True)
class ServiceFirm:
    """One row of 服务业企业: a firm of other for-profit services (其他营利性服务业)."""

    credit_code: str | None = column("统一社会信用代码")
    """Its unified social credit code (text). 统一社会信用代码; also 社会信用代码、信用代码."""
    name: str | None = column("企业名称", required=True)
    """What the enterprise is called (text). 企业名称; also 单位名称、法人单位名称."""
    industry_code: str | None = column("行业代码")
    """Its code of GB/T 4754, which decides whether it counts as other for-profit services (text). 行业代码; also 国民经济行业代码."""
    status: FirmStatus | None = column("入库情况", CellKind.CHOICE, choices=FirmStatus)
    """Whether it is in the library or new to it (one of FirmStatus). 入库情况; also 在库情况."""
    entered_on: DateSpan | None = column("入库时间", CellKind.DATE)
    """When it entered the library (a day, or the first and last day it may be). 入库时间; also 纳统时间."""
    planned: Series = column(
        "计划营业收入", CellKind.SERIES, pattern="{Y}年{M}计划营业收入（万元）", default=()
    )
    """Revenue planned from January to the end of each month ((month, exact amount) ascending, each cumulated from January, 万元 in the ledger). {Y}年1—m月计划营业收入（万元）."""
    actual: Series = column(
        "实际营业收入", CellKind.SERIES, pattern="{Y}年{M}实际营业收入（万元）", default=()
    )
    """Revenue from January to the end of each month ((month, exact amount) ascending, each cumulated from January, 万元 in the ledger). {Y}年1—m月实际营业收入（万元）."""
    base: Amount | None = column("上年同期营业收入", CellKind.MONEY)
    """Revenue of the same months of last year (exact amount, 万元 in the ledger). 上年同期营业收入（万元）; also 上年同期."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    origin: Origin = origin_field()


class Transformation(StrEnum):
    """The four transformations (四化类别)."""

    INDUSTRY = "新型工业化"
    TOWNS = "新型城镇化"
    FARMING = "农业现代化"
    TOURISM = "旅游产业化"


class FundingChannel(StrEnum):
    """Where a reserve project's money is to come from (拟申请资金渠道)."""

    CENTRAL_BUDGET = "中央预算内投资"
    SPECIAL_BONDS = "地方政府专项债券"
    BANK = "银行融资"
    PROMOTION = "招商引资"
    OTHER = "其他"


@explained
@frozen(kw_only=True)
class Reserve:
    """One row of 储备项目: a project in reserve."""

    name: str | None = column("项目名称", required=True)
    """What the project in preparation is called (text). 项目名称; also 项目全称."""
    total_investment: Amount | None = column("总投资", CellKind.MONEY)
    """What it is planned to cost in all (exact amount, 万元 in the ledger). 总投资（万元）; also 计划总投资、估算总投资."""
    transformation: Transformation | None = column(
        "四化类别", CellKind.CHOICE, choices=Transformation
    )
    """Which of the four modernisations it serves (one of Transformation). 四化类别."""
    channel: FundingChannel | None = column(
        "拟申请资金渠道", CellKind.CHOICE, choices=FundingChannel
    )
    """Where its money is to be asked for (one of FundingChannel). 拟申请资金渠道; also 申报资金渠道、资金渠道、申报渠道、拟申报渠道、拟申报资金渠道、拟争取资金渠道、拟争取资金类别、争取资金类别、申报资金类别、拟申报资金类别、资金类别、申报类别."""
    funds_needed: Amount | None = column("资金需求", CellKind.MONEY)
    """The money that is to be asked for (exact amount, 万元 in the ledger). 资金需求（万元）; also 资金需求额、拟争取资金、拟申请资金、拟申报资金、申请资金、争取资金、申报资金."""
    preparation: str | None = column("前期阶段")
    """How far its preparation has come, in words (text). 前期阶段; also 项目前期工作进展、项目前期工作、项目前期、前期进度、前期工作进展、前期工作、前期工作情况、前期进展、前期工作进展情况."""
    planned_on: DateSpan | None = column("拟开工时间", CellKind.DATE)
    """When it is planned to start (a day, or the first and last day it may be). 拟开工时间; also 拟开工年份."""
    responsible_unit: str | None = column("责任单位")
    """The bureau or town that prepares it (text). 责任单位; also 牵头单位."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    origin: Origin = origin_field()


class PromotionStage(StrEnum):
    """How far a promoted project has come (项目状态)."""

    TALKS = "在谈"
    SIGNED = "签约"
    PREPARING = "前期"
    STARTED = "开工"
    PRODUCING = "投产"


@explained
@frozen(kw_only=True)
class Promotion:
    """One row of 招商引资: investment promotion."""

    name: str | None = column("项目名称", required=True)
    """What the promoted project is called (text). 项目名称; also 项目全称、企业(项目)名称、项目(企业)名称、签约项目名称."""
    investor: str | None = column("投资方")
    """Who invests (text). 投资方; also 投资企业、投资单位."""
    signed_on: DateSpan | None = column("签约时间", CellKind.DATE)
    """When the contract was signed (a day, or the first and last day it may be). 签约时间; also 签约日期."""
    agreed: Amount | None = column("协议投资额", CellKind.MONEY)
    """What the contract says is to be invested (exact amount, 万元 in the ledger). 协议投资额（万元）; also 协议投资、合同引资额、投资额、合同投资额、合同投资、协议金额、合同金额、签约金额、签约投资额、签约投资、签约额."""
    paid_in: Amount | None = column("到位资金", CellKind.MONEY)
    """Money of it that arrived; no completed investment (exact amount, 万元 in the ledger). 到位资金（万元）; also 省外到位资金、实际到位资金、累计到位资金、实际到位、到位资金额."""
    stage: PromotionStage | None = column("项目状态", CellKind.CHOICE, choices=PromotionStage)
    """How far it has come (one of PromotionStage). 项目状态; also 项目进度、项目进展、进展情况、目前进展."""
    planned_on: DateSpan | None = column("计划开工时间", CellKind.DATE)
    """When it is planned to start (a day, or the first and last day it may be). 计划开工时间; also 拟开工时间."""
    started_on: DateSpan | None = column("实际开工时间", CellKind.DATE)
    """When it did start (a day, or the first and last day it may be). 实际开工时间; also 开工时间."""
    responsible_unit: str | None = column("责任单位")
    """The bureau or town that brought it in (text). 责任单位; also 引资单位."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    origin: Origin = origin_field()
