"""Words that offices write around a day: 2026年3月8日（已开工）, 2026年8月以来, 2026年3月开工, 计划2026年11月."""

from __future__ import annotations

import re
from functools import lru_cache

from investtrack.lazy import lazy_pattern
from investtrack.values.text_width import folded


_AHEAD = lazy_pattern(
    r"^(?:计划|预计|预期|拟|力争|争取|暂定)(?:于|在)?(?=\d|[明今本当]年|[上下]半年|[年一二三四第])"
)
_AHEAD_BEHIND = lazy_pattern(r"[(（](?:预计|预期|暂定|计划|拟定?)[)）]$")
_DOUBT = "计划|预计|预期|拟|未|暂|原|调整|或|前|后|推迟|延|不|取消"
_BEHIND = lazy_pattern(
    rf"(?:以来|起|至今|开始|[(（](?!.*(?:{_DOUBT}))[^()（）\d]{{1,12}}[)）]|[(（]第\d+批[)）])$"
)
_EVENTS = (
    "开工",
    "竣工",
    "复工",
    "停工",
    "入库",
    "纳统",
    "入统",
    "签约",
    "解决",
    "办结",
    "投产",
    "完工",
)
_SAME = {"入库": "入库|纳统|入统", "竣工": "竣工|完工|建成|投产", "解决": "解决|办结|销号|整改"}


def is_ahead(label: str) -> bool:
    """Whether a column of that label holds what is planned: 计划开工时间, 整改时限."""
    return label.startswith(("计划", "拟", "预计")) or label.endswith("时限")


@lru_cache(maxsize=64)
def _event(label: str) -> re.Pattern[str] | None:
    """Return the pattern of what a column of days says has happened; None where it does not say."""
    word = next((each for each in _EVENTS if each in label), "")
    words = _SAME.get(word, word)
    return (
        re.compile(rf"(?:已|正式|全面|实际|顺利)?(?:{words})(?:建设|生产|施工)?$") if word else None
    )


def day_alone(text: str, label: str) -> tuple[str, bool]:
    """Return the day in a cell without the words around it, and whether they say that it is planned.

    Args:
        text: what the cell says.
        label: the canonical header of its column; 2026年3月开工 is a day in 开工时间, and in 竣工时间 none.
    """
    rest = folded(text)
    shorter = _AHEAD_BEHIND.sub("", _AHEAD.sub("", rest))
    is_planned = shorter != rest
    shorter = _BEHIND.sub("", shorter)
    event = _event(label)
    return event.sub("", shorter) if event else shorter, is_planned
