"""Entry into the library as a funnel: how many of the planned ones have come how far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from investtrack.analysis import Judgement
from investtrack.values.amount import Amount
from investtrack.wording import amount_text
from investtrack_pictures.canvas import BLUE, FAINT, GREEN, SMALL, absent, bare, heading, say


if TYPE_CHECKING:
    from matplotlib.axes import Axes


@frozen
class Level:
    """One level of the funnel: the entries that have come at least so far."""

    label: str
    count: int
    investment: Amount | None


_ROOMY = 0.55  # share of the width that holds its own words
_LEVELS = (
    ("计划入库", ("entered", "submitted", "returned", "collecting", "other")),
    ("已收集资料", ("entered", "submitted", "returned", "collecting")),
    ("已申报", ("entered", "submitted", "returned")),
    ("已入库", ("entered",)),
)
"""Level → the parts of entry.planned that have reached it; one returned had been submitted."""


def levels(judgement: Judgement) -> list[Level]:
    """Return the levels, widest first; none where the plan of entries is absent."""
    figures = judgement.report.figures
    found = []
    for label, parts in _LEVELS:
        counts: list[Any] = [figures[f"entry.{part}.count"].value for part in parts]
        amounts: list[Any] = [figures[f"entry.{part}.investment"].value for part in parts]
        if any(count is None for count in counts):
            return []
        known = None if any(a is None for a in amounts) else Amount.total(amounts)
        found.append(Level(label, sum(counts), known))
    return found


def paint(axes: Axes, judgement: Judgement) -> None:
    """Draw the funnel."""
    heading(axes, "项目入库")
    rows = levels(judgement)
    if not rows or not rows[0].count:
        reason = judgement.report.figures["entry.planned.count"].reason
        absent(axes, reason or "本期没有计划入库项目")
        return
    bare(axes)
    axes.set_xlim(-0.62, 0.62)
    axes.set_ylim(len(rows) - 0.3, -0.6)
    for place, level in enumerate(rows):
        width = max(level.count / rows[0].count, 0.012)
        colour = GREEN if place == len(rows) - 1 else BLUE
        axes.barh(
            place,
            width,
            left=-width / 2,
            height=0.62,
            color=colour,
            alpha=1 - 0.17 * (len(rows) - 1 - place) if colour == BLUE else 1,
        )
        words = f"{level.label} {level.count}个"
        if level.investment is not None:
            words += f"　{amount_text(level.investment, display=judgement.report.profile.display)}"
        is_inside = width > _ROOMY
        say(
            axes, 0 if is_inside else width / 2 + 0.02, place, words, va="center",
            ha="center" if is_inside else "left", color="white" if is_inside else "#222222",
        )  # fmt: skip
    returned: object = judgement.report.figures["entry.returned.count"].value
    if returned:
        say(
            axes,
            0,
            len(rows) - 0.38,
            f"其中退回{returned}个，须补正重报",
            size=SMALL,
            color=FAINT,
            ha="center",
            va="top",
        )
