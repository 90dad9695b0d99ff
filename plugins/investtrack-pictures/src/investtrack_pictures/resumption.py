"""The resumption curve: what was planned to have resumed by each day, and what has."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from investtrack.analysis import Judgement
from investtrack.wording import day_text
from investtrack_pictures.canvas import (
    BLUE,
    FAINT,
    GREEN,
    RULE,
    SMALL,
    absent,
    bare,
    day_number,
    heading,
    label_axis,
    say,
)


if TYPE_CHECKING:
    from matplotlib.axes import Axes


Curve = list[tuple[date, int]]
_GAP = 0.085  # of the axis, that a date's label takes


def curves(judgement: Judgement) -> tuple[Curve, Curve]:
    """Return day → number planned, and resumed, by its end."""
    report = judgement.report
    records = report.ledger.resumptions or ()
    planned = Counter(r.planned_on.last for r in records if r.planned_on is not None)
    done = Counter(
        r.resumed_on.first
        for r in records
        if r.resumed_on is not None and r.resumed_on.first <= report.as_of
    )
    return _cumulated(planned), _cumulated(done)


def _cumulated(days: Counter[date]) -> Curve:
    ordered = sorted(days)
    return list(zip(ordered, accumulate(days[day] for day in ordered), strict=True))


def paint(axes: Axes, judgement: Judgement) -> None:
    """Draw both curves as steps, the as-of date, and the number of projects on the list."""
    heading(axes, "节后复工（虚线计划，实线实际）")
    planned, done = curves(judgement)
    report = judgement.report
    whole: Any = report.figures["resumption.planned.count"].value
    if not planned and not done:
        absent(axes, report.figures["resumption.planned.count"].reason or "复工复产表没有时间")
        return
    days = [day for day, _ in (*planned, *done)] + [report.as_of]
    first, last = day_number(min(days)) - 2, day_number(max(days)) + 2
    bare(axes, "bottom")
    axes.set_xlim(first, last)
    axes.set_ylim(0, (whole or max(n for _, n in (*planned, *done))) * 1.22)
    for curve, colour, style, end in (
        (planned, FAINT, "--", last),
        (done, GREEN, "-", day_number(report.as_of)),
    ):
        if curve:
            xs = [first, *(day_number(day) for day, _ in curve), end]
            ys = [0, *(number for _, number in curve), curve[-1][1]]
            axes.step(xs, ys, where="post", color=colour, linestyle=style, linewidth=1.6)
    if whole:
        axes.axhline(whole, color=RULE, linewidth=0.8)
        say(axes, first, whole, f" 计划复工{whole}个", size=SMALL, color=FAINT, va="bottom")
    at = day_number(report.as_of)
    axes.axvline(at, color=BLUE, linewidth=0.8)
    now = done[-1][1] if done else 0
    say(axes, at, now, f"已复工{now}个 ", color=GREEN, weight="bold", ha="right", va="top")
    kept = _apart(
        sorted({min(days), *(day for day, _ in planned)}), report.as_of, (last - first) * _GAP
    )
    label_axis(axes, "x", [day_number(day) for day in kept], [day_text(day) for day in kept])


def _apart(days: list[date], kept: date, gap: float) -> list[date]:
    """Return those of *days* whose labels do not touch, *kept* among them."""
    found = [kept]
    for day in days:
        if all(abs(day_number(day) - day_number(other)) > gap for other in found):
            found.append(day)
    return sorted(found)
