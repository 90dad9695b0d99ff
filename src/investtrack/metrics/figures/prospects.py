"""Reserve projects and investment promotion."""

from __future__ import annotations

from investtrack.metrics.figure import Breakdown, FigureRow, Kind
from investtrack.metrics.ledger_view import LedgerView, Selected
from investtrack.metrics.measures import INVESTMENT, by_field, field_of
from investtrack.metrics.rules import Count, Definition, Listing, Ratio, Total
from investtrack.metrics.rules_by_group import CountByGroup
from investtrack.metrics.selection import Holds, Selection, Verdict, every
from investtrack.metrics.selections import OF_LIBRARY, stands_in_library
from investtrack.model.prospect import (
    FundingChannel,
    Promotion,
    PromotionStage,
    Reserve,
    Transformation,
)


reserves = every("reserves")

_STARTED = frozenset({PromotionStage.STARTED, PromotionStage.PRODUCING})
_SIGNED = _STARTED | {PromotionStage.SIGNED, PromotionStage.PREPARING}


def _is_signed(view: LedgerView, promotion: Promotion) -> Verdict:
    if promotion.stage is None:
        return None
    day = promotion.signed_on
    return promotion.stage in _SIGNED and (day is None or day.first <= view.as_of)


signed = Selection(
    key="signed", sheet="promotions", head="核定已签约", words="截止日期已签约及以后阶段", where=(Holds(_is_signed),),
    decided_by="项目状态",
)  # fmt: skip
"""Promoted projects signed, or further, by t; one without a stage cannot be decided."""


def is_started(facts: LedgerView, promotion: Promotion) -> bool:
    """Whether construction has begun by t."""
    begun = promotion.started_on
    return promotion.stage in _STARTED and (begun is None or begun.first <= facts.as_of)


started = Selection(
    key="begun",
    head="核定已开工",
    words="已签约，且已开工、投产",
    among=signed,
    where=(Holds(is_started),),
)
"""Of those signed, the ones started."""

pending = Selection(
    key="pending", among=signed, where=(Holds(lambda view, each: not is_started(view, each)),)
)
"""Signed and not started."""


def _pending_row(_: LedgerView, promotion: Promotion) -> FigureRow:
    return {
        "name": promotion.name,
        "investor": promotion.investor,
        "agreed": promotion.agreed,
        "stage": promotion.stage.value if promotion.stage else None,
        "planned": promotion.planned_on.label if promotion.planned_on else None,
        "responsible_unit": promotion.responsible_unit,
    }


def _with_projects(view: LedgerView) -> Selected:
    """Return the reserve projects, where there are projects that they could have become."""
    view.sheet("projects")
    return Selected(view.sheet("reserves"))


def _is_converted(view: LedgerView, reserve: Reserve) -> Verdict:
    """Whether a reserve project stands in 项目台账 as started, or in the library."""
    project = view.project_of(reserve)
    if project is None:
        return False
    return True if view.started(project) is not None else stands_in_library(view, project)


converted = Selection(
    key="converted",
    source=_with_projects,
    sheet="reserves",
    head="已转化",
    words="在项目台账中已开工或已入库",
    where=(Holds(_is_converted),),
    decided_by=OF_LIBRARY,
)
"""Reserve projects that have become projects."""


DEFINITIONS = (
    Definition(
        id="reserve.count", title="储备项目个数", kind=Kind.COUNT, words="储备项目表所列项目", rule=Count(reserves, ("name",)),
    ),
    Definition(
        id="reserve.investment", title="储备项目总投资", kind=Kind.MONEY, words="储备项目总投资之和",
        rule=Total(reserves, INVESTMENT),
    ),
    Definition(
        id="reserve.by_transformation", title="储备项目按四化类别", kind=Kind.SERIES, words="储备项目按四化类别分",
        rule=CountByGroup(reserves, by_field("transformation", "四化类别", tuple(Transformation))),
        breakdown=Breakdown.PARTITION, whole="reserve.count",
    ),
    Definition(
        id="reserve.by_channel", title="储备项目按拟申请资金渠道", kind=Kind.SERIES, words="储备项目按拟申请资金渠道分",
        rule=CountByGroup(reserves, by_field("channel", "拟申请资金渠道", tuple(FundingChannel))),
        breakdown=Breakdown.PARTITION, whole="reserve.count",
    ),
    Definition(
        id="reserve.funds", title="储备项目资金需求", kind=Kind.MONEY, words="储备项目资金需求之和",
        rule=Total(reserves, field_of("funds_needed", "资金需求")),
    ),
    Definition(
        id="reserve.conversion.count", title="储备项目转化个数", kind=Kind.COUNT,
        words="储备项目中，在项目台账里（按名称对上的）已开工或已入库的", rule=Count(converted, ("name",)),
        breakdown=Breakdown.PARTIAL, whole="reserve.count",
    ),
    Definition(
        id="reserve.conversion.rate", title="储备项目转化率", kind=Kind.RATE, words="已转化÷储备项目",
        rule=Ratio("reserve.conversion.count", "reserve.count"),
    ),
    Definition(
        id="promotion.signed.count", title="已签约招商项目个数", kind=Kind.COUNT, words="截止日期已签约及以后阶段的",
        rule=Count(signed, ("stage", "signed_on")),
    ),
    Definition(
        id="promotion.signed.investment", title="已签约招商项目协议投资额", kind=Kind.MONEY, words="同上，协议投资额之和",
        rule=Total(signed, field_of("agreed", "协议投资额")),
    ),
    Definition(
        id="promotion.started.count", title="已开工招商项目个数", kind=Kind.COUNT, words="已签约项目中开工、投产的",
        rule=Count(started, ("stage", "started_on")), breakdown=Breakdown.PARTIAL, whole="promotion.signed.count",
    ),
    Definition(
        id="promotion.conversion", title="招商项目开工转化率", kind=Kind.RATE, words="已开工÷已签约",
        rule=Ratio("promotion.started.count", "promotion.signed.count"),
    ),
    Definition(
        id="promotion.funds", title="招商项目到位资金", kind=Kind.MONEY, words="已签约项目到位资金之和",
        rule=Total(signed, field_of("paid_in", "到位资金")),
    ),
    Definition(
        id="promotion.pending.list", title="已签约未开工招商项目名单", kind=Kind.LIST, words="已签约而未开工的，逐个列出",
        rule=Listing(pending, _pending_row, ("name", "stage")),
    ),
)  # fmt: skip
