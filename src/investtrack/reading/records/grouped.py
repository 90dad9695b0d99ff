"""What the heads of groups say of the rows below them: 一、续建项目（3个） is the 建设阶段 of three projects."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from typing import Any

from attrs import evolve, frozen

from investtrack.lazy import lazy_pattern
from investtrack.model.ledger import Sheet
from investtrack.model.project import ProjectLevel, ProjectStage
from investtrack.reading.cells.choices import words_of
from investtrack.reading.headers.header import clean
from investtrack.reading.sheet import Notes, address


_TOLD: tuple[tuple[str, str, type[StrEnum]], ...] = (
    ("stage", "建设阶段", ProjectStage),
    ("level", "项目级别", ProjectLevel),
)
_NUMBERING = lazy_pattern(r"^[(（]?[一二三四五六七八九十0-9]+[)）]?[、.．，]?\s*")
_COUNTED = lazy_pattern(r"[(（]?(?:共|计|合计)?\d+[个项]?[)）]?$|[:：]$")
# A lone 省 or 市 heads what a region answers for, as a rule; 竣工 what has been finished already.
_TOO_SHORT = 2


@frozen
class Group:
    """A row that heads others.

    Attributes:
        row: its row, as Excel shows it.
        words: what its cells say.
        first: the first of the records below it, of those read.
        last: the first that is no more of them.
    """

    row: int
    words: tuple[str, ...]
    first: int
    last: int


def tell_groups(
    read: list[Any], groups: Sequence[Group], sheet: Sheet, placed: Collection[str], notes: Notes
) -> None:
    """Give each record what the nearest head above it says of a field that the sheet has no column of; which is said.

    A head counts where its words, without number and count, are those of a choice: 续建项目, 省重点项目.
    """
    for key, label, kind in _TOLD:
        if key in placed or not hasattr(sheet.record, key):
            continue
        known = words_of(kind)
        heads: list[tuple[Group, StrEnum]] = [
            (group, choice)
            for group in groups
            if group.last > group.first and (choice := _choice(group.words, known)) is not None
        ]
        # The outer head first, so that one within it is the nearer.
        for group, choice in sorted(heads, key=lambda head: head[0].first - head[0].last):
            for place in range(group.first, group.last):
                record = read[place]
                moved = dict(record.origin.moved) | {key: group.row}
                origin = evolve(record.origin, moved=tuple(moved.items()))
                read[place] = evolve(record, **{key: choice}, origin=origin)
        if heads:
            first = min(heads, key=lambda head: head[0].row)[0]
            said = "、".join(
                dict.fromkeys(f"第{group.row}行以下为“{choice}”" for group, choice in heads)
            )
            notes.make("group-told", address(0, first.row), label=label, groups=said)


def _choice(words: Sequence[str], known: dict[str, StrEnum]) -> StrEnum | None:
    for word in words:
        plain = _NUMBERING.sub("", clean(word))
        while plain != (shorter := _COUNTED.sub("", plain)):
            plain = shorter
        if len(plain) >= _TOO_SHORT and (
            found := known.get(plain) or known.get(plain.removesuffix("项目"))
        ):
            return found
    return None
