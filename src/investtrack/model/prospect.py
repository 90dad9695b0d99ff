"""What is to come: service enterprises, reserve projects, investment promotion."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column
from investtrack.model.made_in_code import origin_field
from investtrack.model.series import Series
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan


class FirmStatus(StrEnum):
    """Whether a firm was in the library before the year or entered in it (入库情况)."""

    IN_LIBRARY = "在库"
    NEW = "年度新增"


@frozen(kw_only=True)
class ServiceFirm:
    """One row of 服务业企业: a firm of other for-profit services (其他营利性服务业)."""

    credit_code: str | None = column("统一社会信用代码")
    name: str | None = column("企业名称", required=True)
    industry_code: str | None = column("行业代码")
    status: FirmStatus | None = column("入库情况", CellKind.CHOICE, choices=FirmStatus)
    entered_on: DateSpan | None = column("入库时间", CellKind.DATE)
    planned: Series = column(
        "计划营业收入", CellKind.SERIES, pattern="{Y}年{M}计划营业收入（万元）", default=()
    )
    actual: Series = column(
        "实际营业收入", CellKind.SERIES, pattern="{Y}年{M}实际营业收入（万元）", default=()
    )
    base: Amount | None = column("上年同期营业收入", CellKind.MONEY)
    remark: str | None = column("备注")
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


@frozen(kw_only=True)
class Reserve:
    """One row of 储备项目: a project in reserve."""

    name: str | None = column("项目名称", required=True)
    total_investment: Amount | None = column("总投资", CellKind.MONEY)
    transformation: Transformation | None = column(
        "四化类别", CellKind.CHOICE, choices=Transformation
    )
    channel: FundingChannel | None = column(
        "拟申请资金渠道", CellKind.CHOICE, choices=FundingChannel
    )
    funds_needed: Amount | None = column("资金需求", CellKind.MONEY)
    preparation: str | None = column("前期阶段")
    planned_on: DateSpan | None = column("拟开工时间", CellKind.DATE)
    responsible_unit: str | None = column("责任单位")
    remark: str | None = column("备注")
    origin: Origin = origin_field()


class PromotionStage(StrEnum):
    """How far a promoted project has come (项目状态)."""

    TALKS = "在谈"
    SIGNED = "签约"
    PREPARING = "前期"
    STARTED = "开工"
    PRODUCING = "投产"


@frozen(kw_only=True)
class Promotion:
    """One row of 招商引资: investment promotion."""

    name: str | None = column("项目名称", required=True)
    investor: str | None = column("投资方")
    signed_on: DateSpan | None = column("签约时间", CellKind.DATE)
    agreed: Amount | None = column("协议投资额", CellKind.MONEY)
    paid_in: Amount | None = column("到位资金", CellKind.MONEY)
    stage: PromotionStage | None = column("项目状态", CellKind.CHOICE, choices=PromotionStage)
    planned_on: DateSpan | None = column("计划开工时间", CellKind.DATE)
    started_on: DateSpan | None = column("实际开工时间", CellKind.DATE)
    responsible_unit: str | None = column("责任单位")
    remark: str | None = column("备注")
    origin: Origin = origin_field()
