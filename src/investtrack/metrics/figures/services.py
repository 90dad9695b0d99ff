"""Other for-profit services (其他营利性服务业)."""

from __future__ import annotations

from attrs import evolve

from investtrack.metrics.figure import Breakdown, ContributionColumn, Kind
from investtrack.metrics.figures.targets import ytd_measure
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selected, Selection, decided
from investtrack.metrics.rules import Definition, FigureLookup, Measure, Outcome, grown, total
from investtrack.model.prospect import FirmStatus, ServiceFirm
from investtrack.model.series import at
from investtrack.values.amount import Amount, Unit


PLANNED = ytd_measure("planned", "本期末月累计计划营业收入")
REPORTED = Measure(
    "累计实际营业收入",
    lambda facts, firm: found[1] if (found := facts.actual_ytd(firm)) else None,
    lambda facts, firm: (f"actual.{found[0]}",) if (found := facts.actual_ytd(firm)) else (),
)


def firms(facts: LedgerView) -> Selected:
    """Firms whose industry code is in the profile's set; a firm without a code cannot be decided."""
    wanted = facts.profile.services.industries
    records: tuple[ServiceFirm, ...] = facts.sheet("services")
    if not wanted:
        return Selected(records)
    if records and not any(firm.industry_code for firm in records):
        raise AbsentError("“服务业企业”表没有填行业代码，无法判断是否属于其他营利性服务业")
    kept = tuple(
        f for f in records if f.industry_code and _digits(f.industry_code).startswith(wanted)
    )
    return Selected(kept, sum(not firm.industry_code for firm in records))


def _digits(code: str) -> str:
    return code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz").strip()


def _with(status: FirmStatus) -> Selection:
    def selection(facts: LedgerView) -> Selected:
        known = facts.select(firms)
        kept = tuple(f for f in known.records if f.status is status)
        unknown = sum(firm.status is None for firm in known.records)
        found = decided(kept, unknown, len(known.records), "入库情况")
        return Selected(found.records, found.undecided + known.undecided)

    return selection


def comparable(facts: LedgerView) -> Selected:
    """Firms with both a planned revenue and last year's."""
    month = facts.period.last_month
    found = facts.select(firms)
    kept = tuple(
        f for f in found.records if f.base is not None and at(f.planned, month) is not None
    )
    return Selected(kept, len(found.records) - len(kept) + found.undecided)


def _growth(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
    same = facts.select(comparable)
    if not same.records:
        raise AbsentError("没有同时填报计划与上年同期营业收入的企业")
    end = facts.period.last_month
    plan = [at(firm.planned, end) for firm in same.records]
    base = [firm.base for firm in same.records]
    above = ContributionColumn(figure, same.records, plan, lambda _: (f"planned.{end}",))
    below = ContributionColumn(figure, same.records, base, lambda _: ("base",))

    outcome = grown(Amount.total(plan), (above,), Amount.total(base), below, "同口径企业")  # type: ignore[arg-type]
    return evolve(outcome, missing=same.undecided)


DEFINITIONS = (
    Definition(
        id="services.planned", title="其他营利性服务业计划营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="行业代码属于县区配置行业范围的企业，到本期末月的累计计划营业收入之和", rule=total(firms, PLANNED),
    ),
    Definition(
        id="services.growth", title="其他营利性服务业计划增速", kind=Kind.RATE,
        words="同口径企业（计划与上年同期都有的）计划营业收入÷上年同期−1", rule=_growth,
    ),
    Definition(
        id="services.in_library", title="在库企业计划营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="其中入库情况为在库的企业", rule=total(_with(FirmStatus.IN_LIBRARY), PLANNED),
        breakdown=Breakdown.PARTITION, whole="services.planned",
    ),
    Definition(
        id="services.new_entry", title="年度新增企业计划营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="其中入库情况为年度新增的企业", rule=total(_with(FirmStatus.NEW), PLANNED),
        breakdown=Breakdown.PARTITION, whole="services.planned",
    ),
    Definition(
        id="services.reported", title="其他营利性服务业实际营业收入", kind=Kind.MONEY, display_unit=Unit.WAN,
        words="各企业不晚于截止月份的最近一期累计实际营业收入之和", rule=total(firms, REPORTED),
    ),
)  # fmt: skip
