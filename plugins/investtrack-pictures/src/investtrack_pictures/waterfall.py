"""The stock of investment as a waterfall: total, done, remaining, unreportable by reason, reportable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.analysis import Judgement
from investtrack.analysis.stock import steps_add_up
from investtrack.wording import amount_text
from investtrack_pictures.canvas import (
    BLUE,
    FAINT,
    ORANGE,
    SMALL,
    absent,
    bare,
    billions,
    cut,
    heading,
    label_axis,
    say,
)


if TYPE_CHECKING:
    from matplotlib.axes import Axes


def paint(axes: Axes, judgement: Judgement) -> None:
    """Draw a column a step; what is taken away hangs from where the one before ended."""
    heading(axes, "存量投资")
    steps, display = judgement.waterfall, judgement.report.profile.display
    if not steps:
        figures = judgement.report.figures
        absent(
            axes, figures["remaining.reportable"].reason or figures["remaining.investment"].reason
        )
        return
    bare(axes, "bottom")
    top = billions(steps[0].amount)
    level = 0.0
    for place, step in enumerate(steps):
        size = billions(step.amount)
        bottom = level - size if step.is_taken else 0.0
        axes.bar(
            place,
            size,
            bottom=bottom,
            width=0.62,
            color=ORANGE if step.is_taken else BLUE,
            alpha=0.75 if step.is_taken else 1,
        )
        if place:
            axes.plot([place - 0.69, place - 0.31], [level, level], color=FAINT, linewidth=0.7)
        sign = "－" if step.is_taken else ""
        say(
            axes,
            place,
            bottom + size + top * 0.015,
            sign + amount_text(step.amount, display=display),
            size=SMALL,
            ha="center",
            va="bottom",
        )
        level = bottom if step.is_taken else size
    axes.set_ylim(0, top * 1.12)
    if not steps_add_up(steps, display):
        note = "因四舍五入，尾数略有出入"
        say(axes, 1, 1.03, note, size=SMALL, color=FAINT, ha="right", va="bottom", transform=axes.transAxes)  # fmt: skip
    axes.set_xlim(-0.6, len(steps) - 0.4)
    names = [_wrapped(step.label) for step in steps]
    label_axis(axes, "x", [float(place) for place in range(len(steps))], names)


def _wrapped(label: str, width: int = 5) -> str:
    label = cut(label, width * 3)
    return "\n".join(label[at : at + width] for at in range(0, len(label), width))
