"""Targets against their pace, the curve of the year, the funnel of entries, the waterfall of what is left."""

from __future__ import annotations

from typing import Any

from investtrack.adding_up import rounding_text
from investtrack.analysis.judging import Judgement
from investtrack.analysis.pace import Goal
from investtrack.analysis.readers.county import series_of
from investtrack.analysis.stock import steps_add_up
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Figure
from investtrack.report import Report
from investtrack.values.amount import ZERO, Amount
from investtrack.values.period import Month
from investtrack.values.rate import ratio
from investtrack.wording import amount_text, need_text, points_text, rate_text
from investtrack_html.book import Book
from investtrack_html.texts import line_of, wan


_FUNNEL = (
    ("计划入库", "entry.planned"),
    ("前期及其他", "entry.other"),
    ("正在收集资料", "entry.collecting"),
    ("已申报（含审核）", "entry.submitted"),
    ("已入库", "entry.entered"),
    ("退回", "entry.returned"),
)
_TILES = (
    "fai.period.expected", "fai.excess", "fai.period.completed", "fai.period.growth", "fai.completion_rate",
    "entry.planned.count", "resumption.due_rate", "issues.open.overdue.count", "progress.stopped.count",
    "leaders.unassigned.count", "remaining.reportable", "remaining.coverage",
)  # fmt: skip


def overview(judgement: Judgement, book: Book) -> JsonObject:
    """Return what the top of the page shows."""
    report = judgement.report
    return {
        "curve_name": judgement.pace.curve,
        "goals": [_goal(goal, report) for goal in (judgement.pace.period, judgement.pace.year)],
        "tiles": [figure_id for figure_id in _TILES if figure_id in report.figures],
        "curve": _curve(judgement),
        "funnel": _funnel(report),
        "papers": _papers(report),
        "waterfall": _waterfall(judgement, book),
        "rounding": _rounding(judgement),
    }


def _rounding(judgement: Judgement) -> str:
    """Return why printed parts do not give their printed whole; empty where they do."""
    report = judgement.report
    display = report.profile.display
    said = rounding_text(report.figures, display)
    if said or steps_add_up(judgement.waterfall, display):
        return said
    return "各步的尾数略有出入，因四舍五入所致"


def _goal(goal: Goal, report: Report) -> JsonObject:
    display = report.profile.display

    def money(amount: Amount | None) -> str:
        return "" if amount is None else amount_text(amount, display=display)

    def need(amount: Amount | None) -> str:
        return "" if amount is None else need_text(amount, display)

    gap = goal.gap
    word = "" if gap is None else "behind" if gap > ZERO else "ahead" if gap < ZERO else "even"
    return {
        "label": goal.label,
        "reason": goal.reason,
        "unlike": goal.unlike,
        "figures": list(goal.figures),
        "target": money(goal.target),
        "completed": money(goal.completed),
        "share": None if goal.rate is None else str(goal.rate),
        "rate": "" if goal.rate is None else rate_text(goal.rate, display),
        "due_share": None if goal.due is None else str(goal.due),
        "due": "" if goal.due is None else points_text(goal.due, display),
        "due_amount": money(goal.due_amount),
        "data_month": goal.data_month.ytd_label if goal.data_month else "",
        "state": word,
        "gap": "" if gap is None else money(gap if gap >= ZERO else -gap),
        "left": money(goal.left),
        "months": len(goal.months),
        "days": goal.days,
        "per_month": need(goal.per_month),
        "per_day": need(goal.per_day),
    }


def _curve(judgement: Judgement) -> JsonObject:
    """Return the year's cumulated plan and actual, month by month, and the targets to be met."""
    report = judgement.report
    year = report.period.year
    lines = []
    for label, figure_id in (("计划", "fai.plan.ytd"), ("完成", "fai.actual.ytd")):
        points = series_of(report.figures[figure_id], year)
        lines.append(
            {
                "label": label,
                "figure": figure_id,
                "points": [_point(m, a, report) for m, a in points],
            }
        )
    goals = [goal for goal in (judgement.pace.period, judgement.pace.year) if goal.target]
    targets = [
        {**_point(goal.period.last_month, goal.target, report),
         "label": f"{goal.label}目标", "figure": goal.figures[0]}
        for goal in goals if goal.target is not None
    ]  # fmt: skip
    return {"year": year, "lines": lines, "targets": targets}


def _point(end: Month, amount: Amount, report: Report) -> JsonObject:
    return {
        "month": end.month,
        "label": end.ytd_label,
        "wan": wan(amount),
        "text": amount_text(amount, display=report.profile.display),
    }


def _funnel(report: Report) -> list[JsonObject]:
    def shown(figure: Figure) -> str:
        return line_of(figure, report.profile.display)

    rows = []
    for label, stem in _FUNNEL:
        count, money = report.figures[f"{stem}.count"], report.figures[f"{stem}.investment"]
        rows.append(
            {
                "label": label,
                "count": count.value if isinstance(count.value, int) else None,
                "count_figure": count.id,
                "text": shown(count),
                "money": shown(money),
                "money_figure": money.id,
                "reason": count.reason,
            }
        )
    return rows


def _papers(report: Report) -> list[list[object]]:
    """Return the papers that entries lack, each with how many entries lack it."""
    lacking: Any = report.figures["entry.missing"].value
    return [[paper, number] for paper, number in (lacking or {}).items()]


def _waterfall(judgement: Judgement, book: Book) -> list[JsonObject]:
    """Return the steps from total to reportable: where each bar begins and ends, as shares of the total."""
    steps = judgement.waterfall
    if not steps or not steps[0].amount:
        return []
    whole = steps[0].amount
    level = ZERO
    rows = []
    for step in steps:
        before = level
        level = level - step.amount if step.is_taken else step.amount
        low, high = (level, before) if step.is_taken else (ZERO, step.amount)
        rows.append(
            {
                "label": step.label,
                "text": amount_text(step.amount, display=judgement.report.profile.display),
                "taken": step.is_taken,
                "from": str(ratio(low, whole)),
                "to": str(ratio(high, whole)),
                "figure": step.figure,
                "sections": [book.section(section) for section in step.evidence],
            }
        )
    return rows
