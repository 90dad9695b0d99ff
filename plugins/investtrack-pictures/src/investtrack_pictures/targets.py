"""Targets with progress bars; a mark shows where the pace wants them to be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import frozen

from investtrack.analysis import Goal, Judgement
from investtrack.model.profile import DisplayProfile
from investtrack.values.amount import Amount
from investtrack.values.rate import Rate, ratio
from investtrack.wording import amount_text, figure_text, rate_text
from investtrack_pictures.canvas import (
    BLUE,
    GREEN,
    INK,
    RED,
    absent,
    bare,
    heading,
    say,
)


if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen
class Bar:
    """One target: what is done of it, in words and as a share; *due* is the share the pace wants."""

    label: str
    words: str
    share: Fraction
    due: Fraction | None = None


_COUNTED = (
    ("项目入库", "entry.entered.count", "entry.planned.count"),
    ("节后复工", "resumption.resumed.count", "resumption.planned.count"),
    ("集中开工", "starts.started.count", "starts.count"),
    ("服务业营业收入", "services.reported", "services.planned"),
    ("地区生产总值", "gdp.period.actual", "gdp.period.target"),
    ("督导", "supervision.done", "supervision.due"),
)
"""Label, what is done, and of how much."""


def bars(judgement: Judgement) -> list[Bar]:
    """Return the targets of which both sides are known."""
    report = judgement.report
    found = [
        _goal(goal, report.profile.display) for goal in (judgement.pace.year, judgement.pace.period)
    ]
    for label, done_id, whole_id in _COUNTED:
        done, whole = report.figures[done_id], report.figures[whole_id]
        share = _share(done.value, whole.value)
        if share is not None:
            display = report.profile.display
            words = f"{figure_text(done, display)} ／ {figure_text(whole, display)}"
            found.append(Bar(label, words, share))
    return [bar for bar in found if bar is not None]


def _goal(goal: Goal, display: DisplayProfile) -> Bar | None:
    rate = goal.rate
    if rate is None or goal.completed is None or goal.target is None:
        return None
    words = " ／ ".join(amount_text(a, display=display) for a in (goal.completed, goal.target))
    return Bar(
        f"{goal.label}固定资产投资",
        words,
        rate.fraction,
        goal.due.number / 100 if goal.due else None,
    )


def _share(done: Any, whole: Any) -> Fraction | None:  # noqa: ANN401 - amounts or counts
    if done is None or whole is None:
        return None
    if isinstance(whole, Amount):
        rate = ratio(done, whole)
        return rate.fraction if rate is not None else None
    return Fraction(done, whole) if whole else None


def paint(axes: Axes, judgement: Judgement) -> None:
    """Draw a bar a target."""
    heading(axes, "目标任务")
    rows, display = bars(judgement), judgement.report.profile.display
    if not rows:
        absent(axes, judgement.pace.year.unlike or "没有可对照的目标")
        return
    bare(axes)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(len(rows) - 0.35, -0.65)
    for place, bar in enumerate(rows):
        length = float(min(max(bar.share, Fraction(0)), Fraction(1)))
        behind = bar.due is not None and bar.share < bar.due
        axes.barh(place, 1, height=0.34, color="#EEF0F3", edgecolor="none")
        axes.barh(
            place, length, height=0.34, color=RED if behind else GREEN if bar.share >= 1 else BLUE
        )
        told = f"{bar.words}　{rate_text(Rate(bar.share), display, places=1)}"
        if bar.due is not None:
            told += f"（序时{rate_text(Rate(bar.due), display, places=1)}）"
        say(axes, 0, place - 0.26, bar.label, weight="bold", va="bottom")
        say(axes, 1, place - 0.26, told, ha="right", va="bottom")
        if bar.due is not None:
            at = float(min(bar.due, Fraction(1)))
            axes.plot([at, at], [place - 0.19, place + 0.26], color=INK, linewidth=1.2)
