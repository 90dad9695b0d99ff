"""Other for-profit services (其他营利性服务业)."""

from __future__ import annotations

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import LatestMeasure, field_of, ytd_measure
from investtrack.metrics.rules import Definition, GrowthOfSame, Total
from investtrack.metrics.selection import Equals, Filled, Holds, Selection, Verdict
from investtrack.model.prospect import FirmStatus, ServiceFirm
from investtrack.values.amount import Unit
from investtrack.values.industry import is_among


PLANNED = ytd_measure("planned", "本期末月累计计划营业收入")
REPORTED = LatestMeasure(
    key="latest",
    label="累计实际营业收入",
    head="最近累计收入",
    words="不晚于截止月份、最近一个有数的累计实际营业收入",
)
BASE = field_of("base", "上年同期营业收入")


def _is_counted(view: LedgerView, firm: ServiceFirm) -> Verdict:
    wanted = view.profile.services.industries
    if not wanted:
        return True
    return is_among(firm.industry_code, wanted) if firm.industry_code else None


firms = Selection(
    key="counted", sheet="services", head="纳入统计", words="行业代码属于县区配置的行业范围", where=(Holds(_is_counted),),
    absence="“服务业企业”表没有填行业代码，无法判断是否属于其他营利性服务业",
)  # fmt: skip
"""Firms whose industry code is in the profile's set; a firm without a code cannot be decided."""


def _with(status: FirmStatus) -> Selection:
    return Selection(
        key=status.name.lower(),
        among=firms,
        where=(Equals("status", status),),
        decided_by="入库情况",
    )


comparable = Selection(
    key="same",
    head="同口径",
    words="纳入统计，计划与上年同期营业收入都有",
    among=firms,
    where=(Filled((PLANNED, BASE)),),
)
"""Firms with both a planned revenue and last year's."""

DEFINITIONS = (
    Definition(
        id="services.planned", title="其他营利性服务业计划营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="行业代码属于县区配置行业范围的企业，到本期末月的累计计划营业收入之和", rule=Total(firms, PLANNED),
    ),
    Definition(
        id="services.growth", title="其他营利性服务业计划增速", kind=Kind.RATE,
        words="同口径企业（计划与上年同期都有的）计划营业收入÷上年同期−1",
        rule=GrowthOfSame(comparable, PLANNED, BASE, "没有同时填报计划与上年同期营业收入的企业", "同口径企业"),
    ),
    Definition(
        id="services.in_library", title="在库企业计划营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="其中入库情况为在库的企业", rule=Total(_with(FirmStatus.IN_LIBRARY), PLANNED),
        breakdown=Breakdown.PARTITION, whole="services.planned",
    ),
    Definition(
        id="services.new_entry", title="年度新增企业计划营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="其中入库情况为年度新增的企业", rule=Total(_with(FirmStatus.NEW), PLANNED),
        breakdown=Breakdown.PARTITION, whole="services.planned",
    ),
    Definition(
        id="services.reported", title="其他营利性服务业实际营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="各企业不晚于截止月份的最近一期累计实际营业收入之和", rule=Total(firms, REPORTED),
    ),
)  # fmt: skip
