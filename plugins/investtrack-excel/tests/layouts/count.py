"""Counts how the columns of a layout are understood, against what they truly mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from investtrack.model.converter import profile_from_toml
from investtrack.model.profile import Profile
from investtrack.reading.columns.recognise import ColumnState, ColumnUse, uses
from investtrack_excel.importer import ExcelImporter

from .made import AMOUNT, DATE, NAME, STAGE, Col, Layout, Made, write


READ, LEFT, SEEN, ASKED, UNMAPPED = "read", "left", "seen", "asked", "unmapped"
STATES = (READ, LEFT, SEEN, ASKED, UNMAPPED)
_STATES = {
    ColumnState.READ: READ, ColumnState.LEFT: LEFT, ColumnState.SEEN: SEEN, ColumnState.ASKED: ASKED, ColumnState.UNMAPPED: UNMAPPED,
}  # fmt: skip


@dataclass
class Count:
    """What became of the columns, and of those whose kind matters most; *wrong* is what must not be."""

    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    vital: int = 0
    recognised: int = 0
    kept: int = 0  # recognised, and read into a field
    wrong: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    extract: Any = None

    def add(self, made: Made, column: Col, use: ColumnUse | None) -> None:
        state = _STATES[use.state] if use else UNMAPPED
        self.states[state] += 1
        right = _is_right(column.truth, use)
        if use and state in {READ, LEFT, SEEN} and not right:
            self.wrong.append(
                f"{made.name}!{use.letters} {column.own!r}: {use.field or use.meaning}, not {column.truth}"
            )
        if column.kind in {AMOUNT, DATE, STAGE, NAME} and made.standard:
            self.vital += 1
            self.recognised += state in {READ, LEFT, SEEN} and right
            self.kept += state == READ and right


def _is_right(truth: str, use: ColumnUse | None) -> bool:
    if use is None:
        return False
    if use.why.startswith("配置"):
        return truth.removeprefix("?") == use.field or not use.field
    if truth.startswith("~"):
        return not use.field and use.meaning == truth[1:]
    if truth == "-":
        return not use.field
    return use.field == truth.removeprefix("?")


def count(layout: Layout, folder: Path, *, with_profile: bool) -> Count:
    """Import the workbook of *layout* and count its columns."""
    path = write(layout, folder)
    profile = profile_from_toml(layout.mapping) if with_profile else Profile()
    extract, readings = ExcelImporter().recognise(path, profile)
    found = Count(extract=extract, codes=[f.code for f in extract.findings])
    for made in layout.sheets:
        if made.standard is None:
            continue
        by_index = {use.index: use for r in readings if r.name == made.name for use in uses(r)}
        if not by_index and with_profile and "skip" in layout.mapping and made.name == "分行业":
            continue
        for index, column in enumerate(made.columns):
            found.add(made, column, by_index.get(index))
    return found
