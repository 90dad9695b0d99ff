"""Key projects on a time axis: from start to finish, the part that is done filled."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack.analysis import Judgement
from investtrack.metrics.ledger_view import AbsentError
from investtrack.metrics.measures import cumulative_of
from investtrack.metrics.selections import in_library_now
from investtrack.model.project import Project
from investtrack.values.amount import ZERO
from investtrack.values.rate import ratio
from investtrack.wording import amount_text, rate_text
from investtrack_pictures.canvas import (
    BLUE,
    COLOURS,
    FAINT,
    ORANGE,
    RULE,
    SMALL,
    absent,
    bare,
    cut,
    day_number,
    heading,
    label_axis,
    say,
)


if TYPE_CHECKING:
    from matplotlib.axes import Axes


_MOST = 14
_BEFORE = 3  # years before the report's that the axis shows


@frozen(eq=False)
class GanttRow:
    """One project: its name, its months, the share done, and whether its end is known."""

    project: Project
    first: date
    last: date
    has_end: bool
    share: float
    words: str


def rows(judgement: Judgement) -> list[GanttRow]:
    """Return the largest projects in the library that have begun, by what the year plans for them."""
    report = judgement.report
    try:
        projects = report.facts.select(in_library_now).records
    except AbsentError:
        return []
    begun = [project for project in projects if project.started_on is not None]
    begun.sort(
        key=lambda p: (
            -(p.year_plan or ZERO).yuan,
            -(p.total_investment or ZERO).yuan,
            p.name or "",
        )
    )
    return [_row(judgement, project) for project in begun[:_MOST]]


def _row(judgement: Judgement, project: Project) -> GanttRow:
    facts = judgement.report.facts
    done = cumulative_of(facts, project)
    rate = ratio(done[0], project.total_investment) if done and project.total_investment else None
    end = project.finished_on.last if project.finished_on else None
    first = project.started_on.first if project.started_on else judgement.report.as_of
    last = end or max(judgement.report.as_of, first + timedelta(days=30))
    total, display = project.total_investment, judgement.report.profile.display
    whole = amount_text(total, display=display) if total else "总投资不详"
    share = float(min(max(rate.fraction, Fraction(0)), Fraction(1))) if rate else 0.0
    told = f"{whole}，完成{rate_text(rate, display, places=0)}" if rate else whole
    return GanttRow(
        project, first, max(last, first + timedelta(days=15)), end is not None, share, told
    )


def paint(axes: Axes, judgement: Judgement) -> None:
    """Draw a bar a project, the as-of date across."""
    heading(axes, "重点项目推进（按年度计划投资取前列；颜色为亮灯，虚线框未填竣工时间）")
    found = rows(judgement)
    if not found:
        absent(axes, "没有填开工时间的在库项目")
        return
    lit = {id(item.subject.project): COLOURS[item.colour] for item in judgement.board.subjects}
    report = judgement.report
    year = report.period.year
    latest = max(row.last for row in found)
    start = max(min(row.first for row in found), date(year - _BEFORE, 1, 1))
    stop = min(max(latest, date(year, 12, 31)), date(year + _BEFORE, 12, 31))
    bare(axes, "bottom")
    left, right = day_number(start) - 20, day_number(stop) + 20
    axes.set_xlim(left, right + (right - left) * 0.2)
    axes.set_ylim(len(found) - 0.4, -0.6)
    for place, row in enumerate(found):
        begin, end = max(day_number(row.first), left), min(day_number(row.last), right)
        colour = lit.get(id(row.project), BLUE)
        axes.barh(
            place,
            end - begin,
            left=begin,
            height=0.5,
            color="#E4E7EC",
            edgecolor=RULE,
            linestyle="-" if row.has_end else ":",
        )
        axes.barh(place, (end - begin) * row.share, left=begin, height=0.5, color=colour)
        say(axes, end, place, f" {row.words}", size=SMALL, va="center", color=FAINT)
        if row.project.stopped_since is not None:
            say(axes, begin, place, " 停工", size=SMALL, va="center", color=ORANGE, weight="bold")
    label_axis(
        axes,
        "y",
        [float(n) for n in range(len(found))],
        [cut(row.project.name or "（未命名）", 18) for row in found],
    )
    years = [date(number, 1, 1) for number in range(start.year + 1, stop.year + 1)]
    label_axis(axes, "x", [day_number(day) for day in years], [f"{day.year}年" for day in years])
    for day in years:
        axes.axvline(day_number(day), color=RULE, linewidth=0.6, zorder=0)
    axes.axvline(day_number(report.as_of), color=BLUE, linewidth=1)
    say(
        axes,
        day_number(report.as_of),
        -0.58,
        "截止日",
        size=SMALL,
        color=BLUE,
        ha="center",
        va="bottom",
    )
