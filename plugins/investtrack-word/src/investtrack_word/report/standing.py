"""Who is ahead and who behind among the regions of a roll-up: a sentence with names."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from investtrack import wording
from investtrack.report import Report
from investtrack.values.rate import Rate


_FIGURE = "fai.completion_rate"
_MOST, _FEW = 3, 6


def standing_text(report: Report) -> str:
    """Return the sentence; empty where fewer than two regions are ranked by what they completed of their targets."""
    ranking = next((each for each in report.rankings if each.figure == _FIGURE), None)
    ranked = (
        [(name, rate) for place, name, rate in ranking.rows if place and isinstance(rate, Rate)]
        if ranking is not None
        else []
    )
    if ranking is None or len(ranked) <= 1:  # one is neither ahead nor behind
        return ""
    said = [f"{name}（{wording.rate_text(rate, report.profile.display)}）" for name, rate in ranked]
    if len(said) <= _FEW:
        text = f"从所辖各地看，完成率从高到低依次是{'、'.join(said)}"
    else:
        ahead, behind = "、".join(said[:_MOST]), "、".join(said[-_MOST:])
        text = f"从所辖{len(said)}个地区看，完成率居前的是{ahead}，居后的是{behind}"
    absent = [name for _, name, rate in ranking.rows if rate is None and name not in ranking.apart]
    lacking = f"没有完成率的有{wording.names_text(absent)}。" if absent else ""
    return f"{text}。{_apart(ranking.apart)}{lacking}"


def _apart(apart: Mapping[str, str]) -> str:
    why = sorted(apart.items(), key=lambda item: item[1])
    parts = [
        f"{'、'.join(name for name, _ in group)}（{reason}）"
        for reason, group in groupby(why, key=lambda item: item[1])
    ]
    return f"不参加排名的有{'、'.join(parts)}。" if parts else ""
