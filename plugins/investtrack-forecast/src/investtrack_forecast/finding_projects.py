"""Finding the rows that a code or name means; what is unknown or ambiguous is refused, with the near ones."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from attrs import frozen

from investtrack.metrics.ledger_view import LedgerView, normal_name
from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack_forecast.suppositions import SuppositionError


_NEAR = 3
_SIMILAR = 0.5
Row = TypeVar("Row", Project, Entry)


@frozen(eq=False)
class ProjectRows:
    """The rows of one project.

    Attributes:
        name: its name, that of 项目台账 first.
        project: its row in 项目台账.
        entry: its row in 入库计划.
    """

    name: str
    project: Project | None
    entry: Entry | None


def find_project(facts: LedgerView, wanted: str) -> ProjectRows:
    """Return the rows of the project that *wanted* is the code or name of.

    Raises:
        SuppositionError: there is none, and the near names are given; or there are several.
    """
    projects = _meant(facts.ledger.projects or (), wanted) or facts.projects_named(wanted)
    entries = _meant(facts.ledger.entries or (), wanted)
    if len(projects) > 1 or len(entries) > 1:
        raise SuppositionError(
            f"“{wanted}”不止一个项目：{_several([*projects, *entries])}；请用项目编码指明一个"
        )
    project = projects[0] if projects else None
    entry = entries[0] if entries else None
    if project is None and entry is not None:
        project = facts.project_of(entry)
    elif project is not None and entry is None:
        entry = _entry_of(facts, project)
    if project is None and entry is None:
        raise SuppositionError(f"没有项目“{wanted}”{_near(facts, wanted)}")
    name = (project.name if project else None) or (entry.name if entry else None) or wanted
    return ProjectRows(name, project, entry)


def _meant(rows: Sequence[Row], wanted: str) -> list[Row]:
    """Return the rows of that code, else of that name."""
    coded = [row for row in rows if row.code == wanted]
    key = normal_name(wanted)
    return coded or [row for row in rows if row.name and normal_name(row.name) == key]


def _entry_of(facts: LedgerView, project: Project) -> Entry | None:
    found = [e for e in facts.ledger.entries or () if facts.project_of(e) is project]
    if len(found) > 1:
        raise SuppositionError(
            f"“{project.name}”在入库计划里有{len(found)}行：{_several(found)}；请先合并成一行"
        )
    return found[0] if found else None


def _several(rows: Sequence[Project | Entry]) -> str:
    return "、".join(
        f"{row.name or '（未命名）'}（{row.code or '无编码'}，{row.origin.sheet.sheet or '台账'}第{row.origin.row}行）"
        for row in rows[:_NEAR]
    )


def _near(facts: LedgerView, wanted: str) -> str:
    """Return the names that hold *wanted*, else the most similar ones."""
    key = normal_name(wanted)
    names = list(dict.fromkeys(_names(facts)))
    near = [name for name in names if key and key in normal_name(name)][:_NEAR]
    near = near or difflib.get_close_matches(wanted, names, _NEAR, _SIMILAR)
    return f"（相近的有：{'、'.join(near)}）" if near else "（按项目编码或项目名称写）"


def _names(facts: LedgerView) -> Iterator[str]:
    rows: list[Project | Entry] = [*(facts.ledger.entries or ()), *(facts.ledger.projects or ())]
    for row in rows:
        if row.name:
            yield row.name
        if row.code:
            yield row.code
