"""Which town (乡镇、街道) a project is in, as far as its ledger says so."""

from __future__ import annotations

import re

from investtrack.analysis.subjects import Subject


_TOWN = r"[\u4e00-\u9fff]{1,3}?(?:镇|乡|街道)"
_UNIT = re.compile(rf"^(?:[\u4e00-\u9fff]{{2,4}}[县区市])?({_TOWN})(?:人民政府|政府|党委|办事处)?$")
_NAME = re.compile(rf"^{_TOWN}(?:[、和与至及]{_TOWN})*")
_ONE = re.compile(_TOWN)
_WORDS = ("城乡", "城镇", "乡镇", "小镇", "古镇", "镇乡", "家乡", "水乡", "侨乡", "山乡")
"""What ends like a town and is none."""


def towns_of(subject: Subject, region: str | None) -> tuple[tuple[str, ...], str]:
    """Return the towns of *subject* and what says so: 所在乡镇, 责任单位 or 项目名称.

    A column of its own says it first (所在乡镇, which the standard ledger does without); then a
    responsible unit that is a town's government; else a name that begins with a town, since projects
    are named place first. A name that only mentions one says nothing.

    Args:
        subject: the project.
        region: the county's name, which may stand before the town's.
    """
    if subject.project is not None and subject.project.town:
        return (subject.project.town,), "所在乡镇"
    unit = _UNIT.match(subject.unit or "")
    if unit and not _is_word(unit[1]):
        return (unit[1],), "责任单位"
    found = _NAME.match(subject.name.removeprefix(region or ""))
    towns = (
        tuple(dict.fromkeys(_ONE.findall(re.sub("[、和与至及]", " ", found[0])))) if found else ()
    )
    if not towns or any(_is_word(town) for town in towns):
        return (), ""
    return towns, "项目名称"


def _is_word(town: str) -> bool:
    return len(town) < 3 or town.endswith(_WORDS)  # noqa: PLR2004 - 李镇 may be half of a word
