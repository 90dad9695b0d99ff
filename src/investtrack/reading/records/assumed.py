"""Lays what an office answered over records that do not say it: which projects are in the library, who set a target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from attrs import evolve

from investtrack.findings import Finding, make
from investtrack.model.assumptions import Assumptions, LibraryMembers
from investtrack.model.project import Project
from investtrack.model.source import CellRef
from investtrack.model.target import Target
from investtrack.reading.headers.meanings import clean
from investtrack.reading.headers.region_line import subject_of


_OUTSIDE = re.compile(
    r"(?:未|没有?|尚未|还未|暂未|待|拟|正在)(?:申报)?(?:入库|纳统|入统|列统)|不在库|退库|出库"
)


_INSIDE = re.compile(
    r"(?:在库|已入库|已纳统|已入统)的?(?:固定资产)?(?:投资)?(?:项目)?(?=$|[^及和与、/拟未待储\d])"
)


def assume(
    records: dict[str, list[Any]],
    said: Assumptions,
    found: list[Finding],
    titles: Mapping[str, Iterable[str]] = MappingProxyType({}),
) -> None:
    """Fill in *records* what *said* answers and no cell tells; *found* is told of it, once a sheet.

    Args:
        records: attribute of the ledger → its records.
        said: what the office answered.
        found: where findings go.
        titles: sheet → the lines above its header; what they say comes before the office's answer.
    """
    inside = {
        sheet: title
        for sheet, lines in titles.items()
        if (title := next(filter(_is_inside, (sheet, *sorted(lines))), None)) is not None
    }
    if records.get("projects") and (inside or said.library is not None):
        records["projects"] = _in_library(records["projects"], said.library, inside, found)
    if said.target is not None and records.get("targets"):
        silent = [target for target in records["targets"] if target.assigned_by is None]
        records["targets"] = [
            evolve(t, assigned_by=said.target) if t.assigned_by is None else t
            for t in records["targets"]
        ]
        _say_level(silent, said, found)


def silent_on_library(projects: Sequence[Project]) -> list[Project]:
    """Return the projects read from sheets that tell of none whether it is in the library."""
    return [project for own in _by_sheet(projects).values() if _is_silent(own) for project in own]


def _by_sheet(projects: Sequence[Project]) -> dict[int, list[Project]]:
    found: dict[int, list[Project]] = {}
    for project in projects:
        if project.origin.sheet.sheet:
            found.setdefault(id(project.origin.sheet), []).append(project)
    return found


def _is_silent(own: Sequence[Project]) -> bool:
    return all(p.is_in_library is None and p.entered_on is None for p in own)


def says_outside(project: Project) -> bool:
    """Whether a remark or the progress of *project* says that it is not in the library."""
    return any(text and _OUTSIDE.search(text) for text in (project.remark, project.progress))


def _is_inside(title: str) -> bool:
    """Whether a title says that what is listed is in the library: 2在库项目, 青禾县2026年在库项目投资进度表."""
    return _INSIDE.match(subject_of(clean(title))) is not None


def _in_library(
    projects: list[Project],
    members: LibraryMembers | None,
    inside: Mapping[str, str],
    found: list[Finding],
) -> list[Project]:
    """Return *projects*, those of a sheet that tells of none whether it is in the library as its title or *members* says.

    *inside* is sheet → the title that says so.
    """
    answered: dict[int, Project] = {}
    for own in _by_sheet(projects).values():
        first = own[0].origin.sheet
        title = inside.get(first.sheet)
        said = members if title is None else LibraryMembers.ALL
        if said is None or not _is_silent(own):
            continue
        made = [evolve(p, is_in_library=_is_member(p, said)) for p in own]
        answered.update(zip(map(id, own), made, strict=True))
        number = sum(p.is_in_library is True for p in made)
        place = CellRef(first.file, first.sheet)
        if title is None:
            outside = tuple(p.origin.cell("remark") for p in own if says_outside(p))
            found.append(make("library-assumed", place, inside=number, number=len(own), related=outside[:_SHOWN]))  # fmt: skip
        else:
            found.append(make("library-assumed", place, variant="title", title=title, inside=number, number=len(own)))  # fmt: skip
    return [answered.get(id(project), project) for project in projects]


_SHOWN = 5


def _is_member(project: Project, members: LibraryMembers) -> bool:
    if members is LibraryMembers.NONE or says_outside(project):
        return False
    return members is LibraryMembers.ALL or bool(project.library_code)


def _say_level(targets: list[Target], said: Assumptions, found: list[Finding]) -> None:
    if targets:
        first = targets[0].origin.sheet
        place = CellRef(first.file, first.sheet)
        found.append(make("level-assumed", place, number=len(targets), level=said.target))
