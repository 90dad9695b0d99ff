"""Projects as all sheets show them, with their lights; and the board of lights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from investtrack.analysis.judging import Judgement
from investtrack.analysis.lights import Light
from investtrack.analysis.subjects import Subject, first_stated
from investtrack.json_object import JsonObject
from investtrack.model.rules import Colour
from investtrack.model.series import latest
from investtrack.values.period import Month
from investtrack_html.book import Book
from investtrack_html.texts import wan


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
    return not town[2:] or town.endswith(_WORDS)  # 李镇 may be half of a word


def projects(judgement: Judgement, book: Book) -> Iterator[JsonObject]:
    """Yield every subject, those with the worst lights first, in ledger order within one colour."""
    judged = [item.subject for item in judgement.board.ranked]
    seen = {id(subject) for subject in judged}
    rest = [subject for subject in judgement.scene.subjects if id(subject) not in seen]
    for index, subject in enumerate([*judged, *rest]):
        yield _project(index, subject, judgement, book)


def _project(index: int, subject: Subject, judgement: Judgement, book: Book) -> JsonObject:
    lights = judgement.board.of(subject)
    project = subject.project
    entry = subject.entries[0] if subject.entries else None
    rows = subject.rows
    total = first_stated(rows, "total_investment")
    done = project and latest(project.actual, Month.of(judgement.report.as_of))
    stage, level = first_stated(rows, "stage"), first_stated(rows, "level")
    towns, how = towns_of(subject, judgement.report.ledger.region.name)
    data: JsonObject = {
        "name": subject.name,
        "code": subject.code,
        "unit": subject.unit,
        "leaders": list(subject.leaders),
        "owner": project.owner if project else None,
        "towns": list(towns),
        "towns_from": how,
        "stage": stage.value if stage else None,
        "level": level.value if level else None,
        "industry": project.industry if project else None,
        "entry": entry.status.value if entry and entry.status else None,
        "total": None if total is None else wan(total),
        "plan": wan(project.year_plan) if project and project.year_plan is not None else None,
        "done": wan(done[1]) if done else None,
        "done_month": done[0].ytd_label if done else None,
        "word": lights.word if lights else None,
        "colour": lights.colour.value if lights else None,
        "lights": [_light(light, book) for light in lights.lights] if lights else [],
        "rows": book.belongs(subject, index),
    }
    return {key: value for key, value in data.items() if value not in (None, [], "")}


def _light(light: Light, book: Book) -> list[object]:
    return [
        light.dimension.label,
        light.colour.value,
        light.word,
        light.reason,
        book.cells(light.reading.sources),
        list(light.figures),
    ]


def board(judgement: Judgement, book: Book) -> JsonObject:
    """Return the board: its rules, the county's lights, and how many projects have which."""
    lights = judgement.board
    return {
        "rules": lights.label,
        "colours": [colour.value for colour in Colour if colour in lights.counts],
        "counts": {colour.value: number for colour, number in lights.counts.items()},
        "dimensions": [
            [dimension.label, {colour.value: number for colour, number in counts.items()}]
            for dimension, counts in lights.by_dimension.items()
        ],
        "county": [_light(light, book) for light in lights.county],
    }
