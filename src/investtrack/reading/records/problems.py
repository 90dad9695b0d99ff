"""Problems that a row tells in several columns, one a kind: 存在问题 › 用地, 资金, 征拆."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.reading.cells.choices import NO_PROBLEM, YES, is_kind_of_problem, kind_of_problem
from investtrack.reading.headers.header import clean
from investtrack.values.text_width import folded


_NONE = NO_PROBLEM | {"×", "✗", "✘", ""}


def problems_told(cells: Iterable[tuple[str, str]]) -> str:
    """Return the problems of one row in words, with their kinds; empty where it has none.

    Args:
        cells: header and text of each column, from the left; a mark (√) says that there is one of that kind.
    """
    told: dict[str, None] = {}
    for header, text in cells:
        mark = folded(text)
        if mark in _NONE:
            continue
        name = clean(header)
        kind = kind_of_problem(name) if is_kind_of_problem(name) else ""
        if mark.upper() in YES:
            told[kind or text] = None
        else:
            told[text if not kind or kind in text else f"{kind}：{text}"] = None
    return "；".join(told)
