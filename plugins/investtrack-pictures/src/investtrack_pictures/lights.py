"""Lights: how many projects of each colour by dimension, and the worst ones with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.analysis import Judgement, SubjectLights
from investtrack.model.rules import Colour
from investtrack_pictures.canvas import COLOURS, FAINT, SMALL, TEXT, absent, bare, cut, heading, say


if TYPE_CHECKING:
    from matplotlib.axes import Axes


_READABLE = 0.02
"""A share of the axis that is wide enough for its number."""


_MOST = 14
_BAR = 0.4  # of the width: the rest is for names and reasons


def paint(axes: Axes, judgement: Judgement) -> None:
    """Draw a stacked bar a dimension on the left, the worst projects on the right."""
    if _counts(axes, judgement, _BAR):
        _worst(axes, judgement)


def paint_counts(axes: Axes, judgement: Judgement) -> None:
    """Draw the bars alone, over the whole width: for a page whose text names the projects."""
    _counts(axes, judgement, 1)


def _counts(axes: Axes, judgement: Judgement, wide: float) -> bool:
    """Draw a stacked bar a dimension, *wide* of the width; whether there is anything to draw."""
    board = judgement.board
    heading(axes, f"亮灯（{board.label.removeprefix('亮灯规则：')}）")
    if not board.subjects:
        absent(axes, "没有可亮灯的项目")
        return False
    bare(axes)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    rows = {"总体": board.counts, **{d.label: counts for d, counts in board.by_dimension.items()}}
    most = max(sum(counts.values()) for counts in rows.values())
    step = 1 / (len(rows) + 0.5)
    for place, (label, counts) in enumerate(rows.items()):
        y = 1 - step * (place + 0.7)
        say(axes, 0, y, label, weight="bold" if not place else "normal", va="center")
        x = wide * 0.1375
        for colour in Colour:
            count = counts.get(colour, 0)
            width = wide * 0.775 * count / most
            if count:
                axes.barh(y, width, left=x, height=step * 0.62, color=COLOURS[colour])
                if width > _READABLE:
                    say(
                        axes,
                        x + width / 2,
                        y,
                        str(count),
                        size=SMALL,
                        color="white",
                        ha="center",
                        va="center",
                    )
                x += width
    return True


def _worst(axes: Axes, judgement: Judgement) -> None:
    ranked = [item for item in judgement.board.ranked if item.colour in {Colour.RED, Colour.YELLOW}]
    step = 1 / (_MOST + 0.5)
    for place, item in enumerate(ranked[:_MOST]):
        y = 1 - step * (place + 0.6)
        axes.plot([_BAR + 0.015], [y], marker="o", markersize=5, color=COLOURS[item.colour])
        say(axes, _BAR + 0.03, y, cut(item.subject.name, 17), size=SMALL, va="center")
        owner = "、".join(item.subject.leaders) or item.subject.unit or "未明确"
        say(axes, _BAR + 0.225, y, cut(owner, 6), size=SMALL, va="center", color=FAINT)
        say(axes, _BAR + 0.29, y, cut(_words(item), 30), size=SMALL, va="center")
    left = len(ranked) - _MOST
    if left > 0:
        say(axes, 1, 0, f"另有{left}个未列", size=SMALL, color=FAINT, ha="right", va="bottom")
    if not ranked:
        say(
            axes,
            (1 + _BAR) / 2,
            0.5,
            "没有红灯、黄灯项目",
            size=TEXT,
            color=FAINT,
            ha="center",
            va="center",
        )


def _words(item: SubjectLights) -> str:
    """Return the reasons of its worst colour, without the edges crossed."""
    return "；".join(light.reading.words for light in item.lights if light.colour is item.colour)
