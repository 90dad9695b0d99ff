"""Whether a sentence speaks of a figure: pairs of characters of its title."""

from __future__ import annotations

import re


# Pairs of characters that every other title has; they tell nothing.
_COMMON = {"项目", "投资", "个数", "总投"}


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of *text* that tell something."""
    words = re.findall("[\u4e00-\u9fff]+", text)
    return {word[i : i + 2] for word in words for i in range(len(word) - 1)} - _COMMON
