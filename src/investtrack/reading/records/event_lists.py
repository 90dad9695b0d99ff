"""Lists beside 项目台账 of the projects to which something happened: 停工项目, 竣工项目, 新入库项目, 退库项目.

What they say is said in 项目台账 as well, or should be: they are held against it, and counted once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import frozen

from investtrack.findings import Finding
from investtrack.lazy import lazy_pattern
from investtrack.reading.cells.cell_values import UnreadableError
from investtrack.reading.cells.cell_values import name as read_name
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import Layout
from investtrack.reading.layout.row_kinds import is_blank, is_note, total_label
from investtrack.reading.sheet import Notes, Row, address
from investtrack.values.text_width import folded


_SHOWN = 3
_AHEAD = lazy_pattern("未|拟|计划|待|预|应|集中|策划|谋划|储备|复工|前期")
_BRACKETS = str.maketrans("【】〔〕", "()()")


@frozen
class Event:
    """What happened to the projects of a list.

    Attributes:
        pattern: what the name of the list says.
        word: what it is called.
        label: the column of 项目台账 that is to say so.
        is_said: whether a project says so.
        may_be_absent: whether the project need not stand in 项目台账 any more.
    """

    pattern: Any
    word: str
    label: str
    is_said: Callable[[Any], bool]
    may_be_absent: bool = False


_EVENTS = (
    Event(lazy_pattern("停工|停建|缓建"), "停工", "停工起始时间", lambda p: p.stopped_since is not None),
    Event(lazy_pattern("[退出]库"), "退库", "是否入库（否）", lambda p: p.is_in_library is not True, may_be_absent=True),
    Event(lazy_pattern("入库|纳统|入统"), "入库", "是否入库、入库时间", lambda p: bool(p.is_in_library) or p.entered_on is not None),
    Event(lazy_pattern("竣工|完工|投产"), "竣工", "竣工时间", lambda p: p.finished_on is not None),
    Event(lazy_pattern("开工"), "开工", "开工时间", lambda p: bool(p.is_started) or p.started_on is not None),
)  # fmt: skip


def event_of(sheet: str) -> Event | None:
    """Return what happened to the projects that a sheet of that name lists; None where it does not say, or speaks of plans."""
    name = clean(sheet)
    if _AHEAD.search(name):
        return None
    found = [event for event in _EVENTS if event.pattern.search(name)]
    return found[0] if len(found) == 1 else None


@frozen
class EventList:
    """A list, and what was said of its sheet when it was not read.

    Attributes:
        event: what happened.
        projects: name → one-based row.
        index: zero-based column of the names.
        notes: where findings of the sheet go.
        said: what is said of it where there is no 项目台账 to hold it against.
    """

    event: Event
    projects: dict[str, int]
    index: int
    notes: Notes
    said: tuple[Finding, ...]

    @classmethod
    def read(cls, event: Event, layout: Layout, rows: Iterable[Row], notes: Notes, said: Sequence[Finding]) -> EventList:  # fmt: skip
        """Read the names of a list from the rows of its sheet."""
        index = next(place.index for place in layout.placed if place.key == "name")
        found: dict[str, int] = {}
        for number, row in enumerate(rows, 1):
            if number > layout.header_row + 1 and (name := _name(row, index)):
                found.setdefault(name, number)
        return cls(event, found, index, notes, tuple(said))

    def compare(self, projects: Sequence[Any] | None) -> None:
        """Say in what the list and 项目台账 differ; or that they agree."""
        if not projects or not self.projects:
            self.notes.found.extend(self.said)
            return
        known: dict[str, list[Any]] = {}
        for project in projects:
            known.setdefault(name_key(project.name or ""), []).append(project)
        absent = [name for name in self.projects if name_key(name) not in known]
        silent = [
            name for name in self.projects
            if (own := known.get(name_key(name))) and not any(map(self.event.is_said, own))
        ]  # fmt: skip
        if self.event.may_be_absent:
            absent = []
        if len(absent) == len(self.projects):
            self.notes.found.extend(self.said)  # another list altogether
            return
        self._say(silent, word=self.event.word, label=self.event.label)
        self._say(absent, variant="absent")
        if not absent and not silent:
            self.notes.make("list-agrees", sheet=self.notes.sheet, number=len(self.projects))

    def _say(self, names: Sequence[str], *, variant: str = "", **fields: str) -> None:
        if names:
            at = address(self.index, self.projects[names[0]])
            shown = "、".join(f"“{name}”" for name in names[:_SHOWN])
            shown += "等" if len(names) > _SHOWN else ""
            self.notes.make("list-differs", at, variant=variant, sheet=self.notes.sheet, number=len(names), names=shown, **fields)  # fmt: skip


def _name(row: Row, index: int) -> str | None:
    """Return the project that a row names; None where it is a total, a group or a note."""
    if index >= len(row) or is_blank(row[index]) or sum(not is_blank(cell) for cell in row) < 2:  # noqa: PLR2004
        return None
    if total_label(row, index + 1, index, None, is_numbered=True) or is_note(row, is_wide=False):
        return None
    try:
        found = read_name(row[index])
    except UnreadableError:
        return None
    return None if found is None or found.isdigit() else found


def name_key(name: str) -> str:
    """Return a name as it is compared between sheets."""
    return folded(name).translate(_BRACKETS).strip("★☆■□")
