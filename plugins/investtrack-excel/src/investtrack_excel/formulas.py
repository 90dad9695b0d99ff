"""For each figure the formula that expresses it: the one place that says so.

What stands here says the same as the rules in ``investtrack.metrics``, in the words of a
spreadsheet. Lists are no numbers and have none. A figure that is not here is written as a value.
"""

from __future__ import annotations

from collections.abc import Mapping

from investtrack.metrics.figure import Figure
from investtrack_excel.formula_builders import (
    FormulaBuilder,
    by_month,
    carried,
    count,
    grouped,
    named,
    reckon,
    share,
    stated,
    total,
    written,
)
from investtrack_excel.grid import Grid, InexpressibleError
from investtrack_excel.workings import STEPS


_P, _E, _S, _R, _B = "projects", "entries", "services", "resumptions", "starts"
_I, _V, _M = "issues", "reserves", "promotions"


def _reportable(grid: Grid, _: Figure) -> str:
    """Remaining − unreportable, or the remainder itself where nothing unreportable is stated."""
    rest = grid.figure("remaining.investment")
    if grid.report.figures["remaining.unreportable"].is_absent:
        return rest
    return f"{rest}-{grid.figure('remaining.unreportable')}"


def _gap(grid: Grid, _: Figure) -> str:
    done, annual = grid.figure("fai.period.completed"), grid.figure("fai.year.target")
    return f'IF({annual}=0,"",参数_应完成进度-{done}/{annual}*100)'


def _same_firms(grid: Grid, _: Figure) -> str:
    same = f'{grid.name(_S, "same")},"是"'
    plan, base = grid.name(_S, "planned.@"), grid.name(_S, "base")
    below = f"SUMIFS({base},{same})"
    return f'IF({below}<=0,"",SUMIFS({plan},{same})/{below}-1)'


def _largest(grid: Grid, _: Figure) -> str:
    return f'SUMPRODUCT(MAX(({grid.name(_E, "planned")}="是")*{grid.name(_E, "total_investment")}))'


def _longest_stop(grid: Grid, _: Figure) -> str:
    return f"MAX({grid.name(_P, 'days')})"


def _unassigned(grid: Grid, _: Figure) -> str:
    found = []
    for sheet, flag in ((_P, "in_library"), (_E, "led")):
        if sheet in grid.details:
            chosen = f'{grid.name(sheet, flag)},"是"'
            found.append(
                f'COUNTIFS({chosen})-COUNTIFS({chosen},{grid.name(sheet, "leaders")},"?*")'
            )
    return "+".join(found)


def _not_led(grid: Grid, _: Figure) -> str:
    if not grid.details[_R].records:
        raise InexpressibleError("明细表没有记录")
    leaders = grid.name(_R, "leaders")
    return f'ROWS({leaders})-COUNTIFS({leaders},"?*")'


FORMULAS: Mapping[str, FormulaBuilder] = {
    "gdp.year.growth_target": stated("growth"),
    "gdp.period.target": stated("amount"),
    "gdp.period.growth_target": stated("growth"),
    "gdp.period.actual": stated("actual"),
    "gdp.period.growth": stated("actual_growth"),
    "fai.year.target": stated("amount"),
    "fai.period.assigned": stated("amount"),
    "fai.period.planned": stated("amount", otherwise=reckon("{fai.period.expected}")),
    "fai.period.growth_planned": stated("growth", otherwise=reckon("{fai.period.planned}/{base}-1", zero="{base}<=0")),
    "fai.in_library.expected": total(_P, "planned.@", "before_period"),
    "fai.new_entry.expected": total(_E, "contribution.@", "new"),
    "fai.period.expected": reckon("{fai.in_library.expected}+{fai.new_entry.expected}"),
    "fai.plan.ytd": by_month((_P, "planned", "before_period"), (_E, "contribution", "new")),
    "fai.actual.ytd": carried(_P, "actual", "in_library"),
    "fai.excess": reckon("{fai.period.expected}-{fai.period.assigned}"),
    "fai.excess_rate": share("fai.excess", "fai.period.assigned"),
    "fai.period.completed": total(_P, "latest", "in_library"),
    "fai.period.growth": stated("actual_growth", otherwise=reckon("{fai.period.completed}/{base}-1", zero="{base}<=0")),
    "fai.completion_rate": share("fai.period.completed", "fai.period.planned"),
    "fai.pace.gap": written(_gap),
    "entry.planned.count": count(_E, "planned"),
    "entry.planned.investment": total(_E, "total_investment", "planned"),
    **{f"entry.{state}.count": count(_E, "planned", step=word) for state, word in STEPS.items()},
    **{
        f"entry.{state}.investment": total(_E, "total_investment", "planned", step=word)
        for state, word in STEPS.items()
    },
    "entry.major.count": count(_E, "major"),
    "entry.major.investment": total(_E, "total_investment", "major"),
    "entry.concentration.investment": written(_largest, _E, "total_investment"),
    "entry.concentration.share": share("entry.concentration.investment", "entry.planned.investment"),
    "entry.missing": named((_E, "lacking", "planned")),
    "entry.overdue.count": count(_E, "overdue"),
    "services.planned": total(_S, "planned.@", "counted"),
    "services.growth": written(_same_firms, _S, "same"),
    "services.in_library": total(_S, "planned.@", "counted", status="在库"),
    "services.new_entry": total(_S, "planned.@", "counted", status="年度新增"),
    "services.reported": total(_S, "latest", "counted"),
    "resumption.planned.count": count(_R),
    "resumption.planned.by_level": grouped(_R, "level"),
    "resumption.planned.by_stage": grouped(_R, "stage"),
    "resumption.due.count": count(_R, "due"),
    "resumption.resumed.count": count(_R, "resumed"),
    "resumption.due_resumed.count": count(_R, "due", "resumed"),
    "resumption.rate": share("resumption.resumed.count", "resumption.planned.count"),
    "resumption.due_rate": share("resumption.due_resumed.count", "resumption.due.count"),
    "resumption.by_date": grouped(_R, "day", "resumed"),
    "resumption.overdue.count": count(_R, "late"),
    "resumption.unassigned.count": written(_not_led, _R, "leaders"),
    "starts.count": count(_B, "batch_now"),
    "starts.investment": total(_B, "total_investment", "batch_now"),
    "starts.ready.count": count(_B, "batch_now", preliminaries="已完成"),
    "starts.started.count": count(_B, "begun"),
    "starts.by_batch": grouped(_B, "batch"),
    "starts.by_industry": grouped(_B, "industry", "batch_now"),
    "carryover.count": count(_P, "carried_over"),
    "carryover.investment": total(_P, "total_investment", "carried_over"),
    "carryover.real_estate.count": count(_P, "carried_over", is_real_estate="是"),
    "carryover.real_estate.investment": total(_P, "total_investment", "carried_over", is_real_estate="是"),
    "carryover.other.count": count(_P, "carried_over", is_real_estate="否"),
    "carryover.other.investment": total(_P, "total_investment", "carried_over", is_real_estate="否"),
    "remaining.investment": total(_P, "remaining", "carried_over"),
    "remaining.real_estate": total(_P, "remaining", "carried_over", is_real_estate="是"),
    "remaining.other": total(_P, "remaining", "carried_over", is_real_estate="否"),
    "remaining.unreportable": total(_P, "held_back", "carried_over"),
    "remaining.unreportable.by_reason": grouped(_P, "reason", "carried_over", measure="held_back"),
    "remaining.reportable": written(_reportable),
    "remaining.coverage": reckon(
        "{remaining.reportable}/({fai.year.target}-{fai.period.completed})",
        zero="{fai.year.target}-{fai.period.completed}<=0",
    ),
    "progress.slow.count": count(_P, "slow"),
    "progress.stopped.count": count(_P, "stopped"),
    "progress.stopped.days": written(_longest_stop, _P, "days"),
    "issues.open.count": count(_I, "open"),
    "issues.open.by_category": grouped(_I, "category", "open"),
    "issues.open.overdue.count": count(_I, "late"),
    "issues.open.by_unit": grouped(_I, "responsible_unit", "open"),
    "issues.resolved.count": count(_I, "closed"),
    "reserve.count": count(_V),
    "reserve.investment": total(_V, "total_investment"),
    "reserve.by_transformation": grouped(_V, "transformation"),
    "reserve.by_channel": grouped(_V, "channel"),
    "reserve.funds": total(_V, "funds_needed"),
    "promotion.signed.count": count(_M, "signed"),
    "promotion.signed.investment": total(_M, "agreed", "signed"),
    "promotion.started.count": count(_M, "begun"),
    "promotion.conversion": share("promotion.started.count", "promotion.signed.count"),
    "promotion.funds": total(_M, "paid_in", "signed"),
    "supervision.due": count("occasions"),
    "supervision.done": count("occasions", "held"),
    "leaders.load": named(
        (_P, "leaders", "in_library"), (_E, "leaders", "led"), measure="total_investment"
    ),
    "leaders.unassigned.count": written(_unassigned, _P, "leaders"),
}  # fmt: skip
"""Figure → its word. Lists have none: they are no numbers."""
