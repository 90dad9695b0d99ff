"""Tells records from the other rows of a sheet: subtotals, groups, notes, repeated headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from investtrack_excel.headers import clean


_COUNT = re.compile(r"[(（]?(?:共|计)?(\d+)[个项宗][)）]?")
_TOTAL = re.compile(r"^(?:.{0,8}?)(?:合计|总计|共计|小计|累计)(?:[(（:：]|\d|共|$)")
_GROUP = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]|其中[:：]?)"
)
_NOTE = re.compile(
    r"^(?:备注|说明|注|填表说明|填表人|审核人|制表人?|单位负责人|联系电话|填报人|填报时间|填报日期)[:：]?"
)


def texts(row: Sequence[Any]) -> list[str]:
    """Return the texts of a row, in order."""
    return [clean(cell) for cell in row if isinstance(cell, str) and cell.strip()]


def is_empty(row: Sequence[Any]) -> bool:
    """Whether no cell of *row* holds anything."""
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in row)


def total_label(row: Sequence[Any], name_index: int | None) -> str | None:
    """Return what a subtotal or group row calls itself, None for any other row.

    The label stands in the name column or before it; a project called 合计大厦 is not one.
    """
    limit = (name_index if name_index is not None else 0) + 1
    for cell in row[: max(limit, 2)]:
        if isinstance(cell, str) and cell.strip():
            label = clean(cell)
            if _TOTAL.match(label) or _GROUP.match(label):
                return label
    return None


def rank(label: str) -> int:
    """Return how high a label stands: 合计 above 一、 above （一） above 小计."""
    if re.match(r"^(?:合计|总计|共计)", label):
        return 0
    if re.match(r"^[一二三四五六七八九十]+[、.．]", label):
        return 1
    if re.match(r"^[(（][一二三四五六七八九十]+[)）]", label):
        return 2
    return 3


def stated_count(row: Sequence[Any], label: str) -> int | None:
    """Return the number of items a subtotal row states, such as 合计37个 or 合计 | 13个."""
    for text in [label, *texts(row)]:
        found = _COUNT.search(text)
        if found and (text == label or _COUNT.fullmatch(text)):
            return int(found[1])
    return None


def is_note(row: Sequence[Any]) -> bool:
    """Whether a row is a note or a signature line: it begins so and holds no number."""
    words = texts(row)
    return (
        bool(words)
        and _NOTE.match(words[0]) is not None
        and not any(isinstance(c, (int, float)) for c in row)
    )
