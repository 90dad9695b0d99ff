"""What the period's investment may come to: the distribution, and the chance of meeting the target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from investtrack.analysis import Between, Judgement, Outlook
from investtrack.model.profile import DisplayProfile
from investtrack.plugin import load_plugins
from investtrack.values.amount import Amount, plain
from investtrack.values.rate import Rate
from investtrack.wording import amount_text, percent_number
from investtrack_pictures.canvas import (
    BLUE,
    FAINT,
    GREEN,
    RED,
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


_MOST = 6
_PLAIN = DisplayProfile()
_STEPS = 48


def paint(axes: Axes, judgement: Judgement) -> None:
    """Draw the chance of each amount, those that meet the target in green, and the entries most at risk."""
    heading(axes, "本期投资完成的可能分布（测算）")
    forecasters = load_plugins(("forecasters",)).forecasters
    if not forecasters:
        absent(axes, "没有安装预测插件")
        return
    law = next(iter(forecasters.values())).forecast(judgement.report)
    if law is None:
        absent(axes, judgement.report.figures["fai.period.expected"].reason)
        return
    bare(axes, "bottom")
    display = judgement.report.profile.display
    outcomes = law.outcomes  # sorted anew each time it is asked for
    low, high, columns = _columns(outcomes)
    width = (high - low) / len(columns)
    top = max(columns)
    target = billions(law.target) if law.target is not None else None
    for place, share in enumerate(columns):
        left = low + place * width
        meets = target is not None and left >= target
        axes.bar(
            left, float(share), width=width * 0.92, align="edge", color=GREEN if meets else BLUE
        )
    axes.set_xlim(low - (high - low) * 0.03, high + (high - low) * 0.75)
    axes.set_ylim(0, float(top) * 1.3)
    if target is not None and law.target is not None:
        axes.plot([target, target], [0, float(top) * 1.12], color=RED, linewidth=1.1)
        say(
            axes,
            target,
            float(top) * 1.13,
            f"目标{amount_text(law.target, display=display)}",
            size=SMALL,
            color=RED,
            ha="center",
            va="bottom",
        )
    label_axis(
        axes,
        "x",
        [low, high],
        [amount_text(outcomes[end][0], display=display) for end in (0, -1)],
    )
    _beside(axes, law, display, high + (high - low) * 0.06)


def _columns(
    outcomes: Sequence[tuple[Amount, Fraction]],
) -> tuple[float, float, list[Fraction]]:
    """Return the ends of the axis and the chance of each of its steps."""
    low, high = billions(outcomes[0][0]), billions(outcomes[-1][0])
    if high <= low:
        return low - 0.01, high + 0.01, [Fraction(1)]
    columns = [Fraction(0)] * _STEPS
    for amount, chance in outcomes:
        place = int((billions(amount) - low) / (high - low) * _STEPS)
        columns[min(place, _STEPS - 1)] += chance
    return low, high, columns


def _beside(axes: Axes, law: Outlook, display: DisplayProfile, x: float) -> None:
    expected, certain = (amount_text(a, display=display) for a in (law.expected_value, law.certain))
    lines = [(f"期望{expected}，在库确定{certain}", FAINT)]
    if law.chance is not None:
        lines.insert(0, (f"完成目标的可能性 {chance_text(law.chance, display)}", BLUE))
    if law.at_risk:
        lines.append(("如不能入库，可能性下降：", FAINT))
        ranked = sorted(law.at_risk, key=lambda item: -item.drop.high)
        lines += [
            (
                f"{cut(item.candidate.entry.name or '（未命名）', 16)}　{chance_text(item.drop, display, points=True)}",
                "#222222",
            )
            for item in ranked[:_MOST]
        ]
    if law.has_default_chances:
        lines.append(("各项目的可能性用的是默认值，未经校准", FAINT))
    top = axes.get_ylim()[1]
    for place, (text, colour) in enumerate(lines):
        say(axes, x, top * (0.94 - 0.1 * place), text, size=SMALL, color=colour, va="center")


def chance_text(chance: Between, display: DisplayProfile = _PLAIN, *, points: bool = False) -> str:
    """Return ``49.9％``; where only bounds are known ``49.1％～50.3％``; a fall in 百分点."""
    sign = "个百分点" if points else display.percent_sign
    low, high = (
        plain(percent_number(Rate(end), 1, display.rounding)) for end in (chance.low, chance.high)
    )
    return f"{low}{sign}" if low == high else f"{low}～{high}{sign}"
