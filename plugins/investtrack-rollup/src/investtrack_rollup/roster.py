"""The roster of regions (地区归属表): who belongs where, and who is expected; names, those above, codes of GB/T 2260."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from investtrack.errors import SourceError
from investtrack.values.codes import region_code


_COLUMNS = {
    "name": ("地区", "地区名称", "名称", "行政区划名称", "单位名称"),
    "parent": ("上级地区", "上级", "上级名称"),
    "code": ("行政区划代码", "区划代码", "代码", "地区代码"),
}


@frozen
class RosterRow:
    """A region that is expected.

    Attributes:
        name: the region.
        parent: the region above it; empty at the top.
        code: its six digits; empty where not given.
    """

    name: str
    parent: str = ""
    code: str = ""


def read_roster(path: Path) -> tuple[RosterRow, ...]:
    """Read a roster: CSV with the columns 地区, 上级地区, 行政区划代码 in any order, or without a header 地区,上级地区.

    Where codes are given, the region above may be left out: 320300 lies above 320312.

    Raises:
        SourceError: it cannot be read, or rows are not such.
    """
    try:
        rows = list(csv.reader(io.StringIO(_decoded(path.read_bytes()))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(path, "读不了地区归属表；请另存为 CSV，两列：地区,上级地区") from error
    cells = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    places = _places(cells[0]) if cells else {}
    found, wrong = [], []
    for number, row in enumerate(cells, 1):
        if places and number == 1:
            continue
        made = _row(row, places or {"name": 0, "parent": 1, "code": 2})
        if made is None:
            wrong.append(str(number))
        else:
            found.append(made)
    if wrong:
        raise SourceError(
            path,
            f"地区归属表第{'、'.join(wrong)}行不是“地区,上级地区”两列；有六位行政区划代码的，可以加一列“行政区划代码”、不写上级地区",
        )
    return with_parents(found)


def _places(head: Sequence[str]) -> dict[str, int]:
    found = {
        key: head.index(name) for key, names in _COLUMNS.items() for name in names if name in head
    }
    return found if "name" in found and len(found) > 1 else {}


def _row(row: Sequence[str], places: Mapping[str, int]) -> RosterRow | None:
    said = {key: row[at] if at < len(row) else "" for key, at in places.items()}
    code = region_code(said.get("code", "")) if said.get("code") else ""
    if not said["name"] or code is None or not (said.get("parent") or code):
        return None
    return RosterRow(said["name"], said.get("parent", ""), code)


def with_parents(rows: Sequence[RosterRow]) -> tuple[RosterRow, ...]:
    """Return *rows*, those without a region above with the one that their codes say."""
    named = {row.code: row.name for row in rows if row.code}
    return tuple(
        row if row.parent or not row.code else evolve(row, parent=above_of(row.code, named))
        for row in rows
    )


def above_of(code: str, named: Mapping[str, str]) -> str:
    """Return the name of the region above *code* by its digits; empty where nobody of *named* is."""
    for up in (f"{code[:4]}00", f"{code[:2]}0000"):
        if up != code and up in named:
            return named[up]
    return ""


def _decoded(data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or what a Chinese Excel saves by default."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
