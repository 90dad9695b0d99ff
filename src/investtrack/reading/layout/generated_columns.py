"""Knows the sheets and columns that this software itself adds to a ledger, so that nobody is asked about them.

The workbook, the blank form and the annotated copy are ledgers too and are read again. What stands in them
beside the ledger is known by name and head together: a clerk's own sheet that is only called 指标 is still
reported, as is a single column that is only called like one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import evolve

from investtrack.reading.headers.header import clean
from investtrack.reading.headers.ignored_columns import IgnoredColumn
from investtrack.reading.layout.header_rows import Layout, Unplaced, headers_of
from investtrack.reading.sheet import Row


GENERATED = IgnoredColumn("算出的列", why="由本软件算出，读取时重新计算")
"""What a column means that this software wrote beside a ledger's own."""

_LIST = ("序号", "等级")
_HEADS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "指标": (("编号", "指标", "数值", "单位"),),
    "指标构成": (("指标编号", "记录", "数额", "来源单元格"),),
    "口径与参数": (("类别", "项", "值", "说明"),),
    "督导时段": (("应督导时段", "方式", "起", "止"),),
    "图表": (
        ("各月累计计划与完成投资", "计划", "完成"),
        ("本期计划入库项目进展", "个数"),
        ("按日复工项目", "个数"),
        ("接转在库项目剩余投资", "剩余投资"),
    ),
    "校核清单": ((*_LIST, "代码", "文件"), (*_LIST, "表", "单元格")),
    "填报说明": (("填报说明",),),
}
_LIGHTS = frozenset({"亮灯", "亮灯缘由"})
_MARKED = re.compile(r"清单第\d+(?:、\d+)*等?条")
"""Heads of what an annotated copy adds at the right of a sheet."""
_SINGLE = re.compile(r".+\(第\d+个\)")
"""Heads of columns that hold one of several names of a cell."""


def is_generated(name: str, head: Sequence[Row]) -> bool:
    """Whether a sheet is one that this software wrote beside a ledger's.

    Args:
        name: of the sheet; an annotated copy may have numbered it.
        head: its first rows.
    """
    heads = _HEADS.get(name.partition("(")[0], ())
    return any(
        tuple(row[: len(labels)]) == labels
        for row in head
        for labels in heads
        if len(row) >= len(labels)
    )


def without_generated(layout: Layout, attribute: str) -> Layout:
    """Return *layout* with the columns that this software wrote known as such, and not as riddles.

    Args:
        layout: of a sheet.
        attribute: what the sheet is read as.
    """
    if not layout.unknown:
        return layout
    placed = {place.index for place in layout.placed}
    headers = {i: clean(text) for i, text in headers_of(layout) if i not in placed}
    ours = _generated(attribute, set(headers.values()))
    found = {
        i
        for i, text in headers.items()
        if text in ours or _MARKED.fullmatch(text) or (ours and _SINGLE.fullmatch(text))
    }
    if not found:
        return layout
    layout = layout.without(found)
    return evolve(
        layout,
        doubled=tuple(each for each in layout.doubled if each[0] not in found),
        others=(*layout.others, *(Unplaced(i, headers[i], GENERATED) for i in sorted(found))),
    )


_ENOUGH = 3
"""Columns of ours that tell a workbook of ours: one written by an older version has fewer than we write today."""


def _generated(attribute: str, headers: set[str]) -> set[str]:
    """Return the labels of computed columns, where enough of them are in *headers*."""
    # What a workbook shows beside a ledger is what figures take of its records; few readings need to know.
    from investtrack.metrics.columns import heads_of  # noqa: PLC0415

    ours = heads_of(attribute)
    enough = min(_ENOUGH, sum(ours.values()))
    found = sum(head in headers for head in ours)
    return {*ours, *_LIGHTS} if ours and found >= enough else set()
