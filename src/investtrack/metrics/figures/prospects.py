"""Reserve projects and investment promotion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import LedgerView, Selected, decided
from investtrack.metrics.rules import (
    Definition,
    count,
    field_of,
    grouped_count,
    listing,
    over,
    total,
)
from investtrack.metrics.selections import every
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


def signed(facts: LedgerView) -> Selected:
    """Promoted projects signed, or further, by t; one without a stage cannot be decided."""
    found = facts.select(every("promotions")).records
    kept = tuple(
        p
        for p in found
        if p.stage in _SIGNED and (p.signed_on is None or p.signed_on.first <= facts.as_of)
    )
    return decided(kept, sum(p.stage is None for p in found), len(found), "项目状态")


def is_started(facts: LedgerView, promotion: Promotion) -> bool:
    """Whether construction has begun by t."""
    begun = promotion.started_on
    return promotion.stage in _STARTED and (begun is None or begun.first <= facts.as_of)


def started(facts: LedgerView) -> Selected:
    """Of those signed, the ones started."""
    found = facts.select(signed)
    return Selected(tuple(p for p in found.records if is_started(facts, p)), found.undecided)


def pending(facts: LedgerView) -> Selected:
    """Signed and not started."""
    found = facts.select(signed)
    return Selected(tuple(p for p in found.records if not is_started(facts, p)), found.undecided)


def _transformation(_: LedgerView, record: Reserve) -> Sequence[str]:
    return (record.transformation.value,) if record.transformation else ()


def _channel(_: LedgerView, record: Reserve) -> Sequence[str]:
    return (record.channel.value,) if record.channel else ()


def _pending_row(_: LedgerView, promotion: Promotion) -> dict[str, Any]:
    return {
        "name": promotion.name,
        "investor": promotion.investor,
        "agreed": promotion.agreed,
        "stage": promotion.stage.value if promotion.stage else None,
        "planned": promotion.planned_on.label if promotion.planned_on else None,
        "responsible_unit": promotion.responsible_unit,
    }


DEFINITIONS = (
    Definition(
        id="reserve.count", title="储备项目个数", kind=Kind.COUNT, words="储备项目表所列项目", rule=count(reserves, "name"),
    ),
    Definition(
        id="reserve.investment", title="储备项目总投资", kind=Kind.MONEY, words="储备项目总投资之和",
        rule=total(reserves, field_of("total_investment", "总投资")),
    ),
    Definition(
        id="reserve.by_transformation", title="储备项目按四化类别", kind=Kind.SERIES, words="储备项目按四化类别分",
        rule=grouped_count(reserves, _transformation, "transformation", order=tuple(Transformation)),
        breakdown=Breakdown.PARTITION, whole="reserve.count",
    ),
    Definition(
        id="reserve.by_channel", title="储备项目按拟申请资金渠道", kind=Kind.SERIES, words="储备项目按拟申请资金渠道分",
        rule=grouped_count(reserves, _channel, "channel", order=tuple(FundingChannel)),
        breakdown=Breakdown.PARTITION, whole="reserve.count",
    ),
    Definition(
        id="reserve.funds", title="储备项目资金需求", kind=Kind.MONEY, words="储备项目资金需求之和",
        rule=total(reserves, field_of("funds_needed", "资金需求")),
    ),
    Definition(
        id="promotion.signed.count", title="已签约招商项目个数", kind=Kind.COUNT, words="截止日期已签约及以后阶段的",
        rule=count(signed, "stage", "signed_on"),
    ),
    Definition(
        id="promotion.signed.investment", title="已签约招商项目协议投资额", kind=Kind.MONEY, words="同上，协议投资额之和",
        rule=total(signed, field_of("agreed", "协议投资额")),
    ),
    Definition(
        id="promotion.started.count", title="已开工招商项目个数", kind=Kind.COUNT, words="已签约项目中开工、投产的",
        rule=count(started, "stage", "started_on"), breakdown=Breakdown.PARTIAL, whole="promotion.signed.count",
    ),
    Definition(
        id="promotion.conversion", title="招商项目开工转化率", kind=Kind.RATE, words="已开工÷已签约",
        rule=over("promotion.started.count", "promotion.signed.count"),
    ),
    Definition(
        id="promotion.funds", title="招商项目到位资金", kind=Kind.MONEY, words="已签约项目到位资金之和",
        rule=total(signed, field_of("paid_in", "到位资金")),
    ),
    Definition(
        id="promotion.pending.list", title="已签约未开工招商项目名单", kind=Kind.LIST, words="已签约而未开工的，逐个列出",
        rule=listing(pending, _pending_row, "name", "stage"),
    ),
)  # fmt: skip
