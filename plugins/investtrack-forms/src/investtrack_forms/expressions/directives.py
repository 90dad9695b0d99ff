"""Markers in a form: ``{% 明细 项目台账；条件 …；排序 …；分组 … %}`` in a cell or its comment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve, frozen

from investtrack.values.units import money_unit
from investtrack.wording import PENDING
from investtrack_forms.expressions.fields import records_named
from investtrack_forms.expressions.syntax import FormSyntaxError, enclosed
from investtrack_forms.spec import FormSpec, GroupRow, Rows


_OPEN, _CLOSE = re.compile(r"\{%|｛%|｛％"), re.compile(r"%\}|%｝|％｝")

_ROWS = {"rows", "明细", "逐行"}
_GROUP = {"group", "组", "组头", "小计", "subtotal"}
_FORM = {"form", "设置"}
_CLAUSES = {
    "where": "where", "条件": "where", "筛选": "where", "of": "of", "指标": "of", "sort": "sort", "排序": "sort",
    "group": "group", "分组": "group", "limit": "limit", "最多": "limit", "empty": "empty", "无记录": "empty",
    "as": "name", "名称": "name", "height": "height", "每条行数": "height", "slots": "slots", "预留行": "slots",
    "grow": "grow", "行高": "grow", "merge": "merge", "合并": "merge",
    "unit": "unit", "单位": "unit", "absent": "absent", "缺数": "absent", "rules": "rules", "亮灯规则": "rules",
}  # fmt: skip
_OF_ROWS = {
    "where",
    "of",
    "sort",
    "group",
    "limit",
    "empty",
    "name",
    "height",
    "slots",
    "grow",
    "merge",
}
_OF_FORM = {"unit", "absent", "rules"}
_NUMBERS = {"limit", "height", "slots"}
_FIRST = re.compile(
    rf"(?:{'|'.join(sorted(_ROWS | _GROUP | _FORM, key=len, reverse=True))})(?![\w])"
)


@frozen
class Marker:
    """One marker, read.

    Attributes:
        kind: ``rows``, ``group`` or ``form``.
        given: clause → value.
        records: the sheet, for ``rows``.
        level: the level, for ``group``.
    """

    kind: str
    given: dict[str, Any]
    records: str = ""
    level: int = 1


def parse_marker(text: str) -> Marker:
    """Return the marker written as *text*, without its braces.

    Raises:
        FormSyntaxError: it is wrongly written.
    """
    head, *clauses = [
        part.strip() for part in re.split(r"[;；\n]", text.strip()) if part.strip()
    ] or [""]
    word, _, rest = head.partition(" ")
    rest = rest.strip()
    if word in _GROUP and not clauses:
        if rest and not rest.isdigit():
            raise FormSyntaxError(f"“{word}”后面只能写第几层（如 {word} 2），不能是“{rest}”")
        return Marker("group", {}, level=int(rest or 1))
    if word in _ROWS:
        if not rest:
            raise FormSyntaxError(f"“{word}”后面要写哪张台账表（如 {word} 项目台账）")
        return Marker("rows", _clauses(clauses, _OF_ROWS), records_named(rest))
    if word in _FORM:
        return Marker("form", _clauses([rest, *clauses] if rest else clauses, _OF_FORM))
    raise FormSyntaxError(f"不认识的标记“{head}”（可用：明细、组、小计、设置）")


def markers_in(text: str) -> list[tuple[int, str, int]]:
    """Return start, inside and end of each marker within *text*."""
    return list(enclosed(text, _OPEN, _CLOSE))


def marker_in_comment(text: str) -> str | None:
    """Return the marker within a cell's comment, with or without braces; None where it is an ordinary comment."""
    for _, inside, _ in markers_in(text):
        return inside
    lines = text.replace("\r", "").split("\n")
    for number, line in enumerate(lines):
        if _FIRST.match(line.strip()):
            return "\n".join(lines[number:])
    return None


def _clauses(written: Iterable[str], allowed: set[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for clause in written:
        word, _, rest = clause.replace("：", " ", 1).partition(" ")
        key, value = _CLAUSES.get(word, ""), rest.strip()
        if key not in allowed:
            known = "、".join(
                word for word, key in _CLAUSES.items() if key in allowed and not word.isascii()
            )
            raise FormSyntaxError(f"不认识的“{word}”（可用：{known}）")
        if not value and key != "absent":
            raise FormSyntaxError(f"“{word}”后面没有写内容")
        found[key] = _value(key, word, value)
    return found


def _value(key: str, word: str, value: str) -> object:
    if key in _NUMBERS:
        if not value.isdigit() or not int(value):
            raise FormSyntaxError(f"“{word}”后面应是正整数，不能是“{value}”")
        return int(value)
    if key in {"sort", "group", "merge"}:
        return tuple(part.strip() for part in re.split(r"[,，、]", value) if part.strip())
    if key == "grow":
        if value not in {"自动", "auto"}:
            raise FormSyntaxError(f"“{word}”后面只能写“自动”，不能是“{value}”")
        return True
    if key == "unit":
        unit = money_unit(value)
        if unit is None:
            raise FormSyntaxError(f"单位可用：元、万元、亿元，不能是“{value}”")
        return unit
    if key == "absent":
        return "" if value == "空" else PENDING if value in {"", "待补"} else value
    return value


def rows_of(markers: Sequence[tuple[int, str, Marker]], sheet: str, table: int = 0) -> list[Rows]:
    """Return the repeated rows that *markers* of one sheet or table declare.

    Args:
        markers: row, place and marker, from top to bottom.
        sheet: its name.
        table: its number in a Word document.

    Raises:
        FormSyntaxError: a group row stands beside no repeated rows.
    """
    found = [
        Rows(
            records=marker.records, first=row, sheet=sheet, table=table, place=place, **marker.given
        )
        for row, place, marker in markers
        if marker.kind == "rows"
    ]
    for row, place, marker in markers:
        if marker.kind != "group":
            continue
        known = {item.row for rows in found for item in rows.group_rows}
        marked = known | {other for other, _, item in markers if item.kind == "group"}
        index = next((i for i, rows in enumerate(found) if _adjoins(rows, row, marked)), None)
        if index is None:
            raise FormSyntaxError(f"{place} 的组标记不挨着任何“明细”行")
        added = (*found[index].group_rows, GroupRow(row=row, level=marker.level))
        found[index] = evolve(
            found[index], group_rows=tuple(sorted(added, key=lambda item: item.row))
        )
    return found


def _adjoins(rows: Rows, row: int, marked: set[int]) -> bool:
    """Whether only group rows lie between *row* and the rows of a record."""
    last = rows.first + max(rows.height, rows.slots) - 1
    between = range(row + 1, rows.first) if row < rows.first else range(last + 1, row)
    return all(other in marked for other in between)


def with_settings(spec: FormSpec, markers: Iterable[Marker]) -> FormSpec:
    """Return *spec* with what the form's own settings say."""
    for marker in markers:
        if marker.kind == "form":
            spec = evolve(spec, **marker.given)
    return spec
