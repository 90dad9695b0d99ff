"""Conclusions on the money behind projects: paid late, idle, arriving more slowly than the work goes on."""

from __future__ import annotations

from investtrack.analysis.conclusions.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.analysis.spending import arrivals, points_behind
from investtrack.metrics.figures.funds import idle
from investtrack.wording import points_text, rate_text


def slow_money(desk: Desk) -> Conclusion | None:
    """Money is paid late, lies idle, or does not keep up with the work."""
    arrived = desk.value("funds.arrived")
    said: list[str] = []
    figures: list[str] = []
    names: list[str] = []
    behind = points_behind(desk.report.facts, desk.report.ledger.funds or ())
    if behind is not None and behind > desk.edges.payment and desk.has("funds.payment_rate"):
        said.append(
            f"各级政府资金已到位{desk.money(arrived)}，支付率{rate_text(desk.value('funds.payment_rate'), desk.display)}，"
            f"比下达后六个月内用完的要求慢{points_text(behind, desk.display)}"
        )
        figures += ["funds.arrived", "funds.paid", "funds.payment_rate"]
    if desk.has("funds.idle.count") and (count := desk.value("funds.idle.count")):
        held = [fund.name or "（未命名）" for fund in desk.report.facts.select(idle).records]
        said.append(f"下达满六个月仍未支出的债券资金{count}笔，{desk.which(held, count)}")
        figures += ["funds.idle.count", "funds.idle.list"]
        names += held
    late = arrivals(desk.report.facts, desk.edges.arrival)
    if late:
        held = [each.project.name or "（未命名）" for each in late]
        said.append(f"资金到位明显慢于工程进度的项目有{len(late)}个，{desk.which(held)}")
        figures += [] if "funds.arrived" in figures else ["funds.arrived"]
        names += held
    if not said:
        return None
    return Conclusion(
        kind=ConclusionKind.MONEY,
        text=f"{'；'.join(said)}。",
        figures=tuple(figures),
        names=tuple(dict.fromkeys(names)),
    )
