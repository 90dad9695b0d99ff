"""Projects as all sheets show them, with their lights; and the board of lights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from investtrack.analysis.judging import Judgement
from investtrack.analysis.lights import Light, SubjectLights
from investtrack.analysis.subjects import Subject, first_stated
from investtrack.json_object import JsonObject
from investtrack.model.rules import Colour
from investtrack.model.series import latest
from investtrack.values.period import Month
from investtrack_html.book import Book
from investtrack_html.laid import Laid, Members, of_numbers, of_texts, quoted


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
    unit = _town_of_unit(subject.unit or "")
    if unit:
        return (unit,), "责任单位"
    found = _NAME.match(subject.name.removeprefix(region or ""))
    towns = (
        tuple(dict.fromkeys(_ONE.findall(re.sub("[、和与至及]", " ", found[0])))) if found else ()
    )
    if not towns or any(_is_word(town) for town in towns):
        return (), ""
    return towns, "项目名称"


@lru_cache(maxsize=1 << 10)
def _town_of_unit(unit: str) -> str:
    """Return the town whose government *unit* is; nothing where it is none's."""
    found = _UNIT.match(unit)
    return found[1] if found and not _is_word(found[1]) else ""


def _is_word(town: str) -> bool:
    return not town[2:] or town.endswith(_WORDS)  # 李镇 may be half of a word


def projects(judgement: Judgement, book: Book) -> Laid:
    """Tell every subject, those with the worst lights first, in ledger order within one colour."""
    return Laid(_projects(judgement, book))


def _projects(judgement: Judgement, book: Book) -> Iterator[str]:
    judged = [item.subject for item in judgement.board.ranked]
    seen = {id(subject) for subject in judged}
    rest = [subject for subject in judgement.scene.subjects if id(subject) not in seen]
    told = _Told(judgement, book)
    for index, subject in enumerate([*judged, *rest]):
        yield told.project(index, subject)


class _Told:
    """What projects say, as JSON: what many of them say alike is made once."""

    def __init__(self, judgement: Judgement, book: Book) -> None:
        self._judgement, self._book = judgement, book
        self._end = Month.of(judgement.report.as_of)
        self._region = judgement.report.ledger.region.name
        self._unit, self._owner, self._stage, self._level = map(Members, ("unit", "owner", "stage", "level"))  # fmt: skip
        self._industry, self._entry, self._month = map(Members, ("industry", "entry", "done_month"))
        self._word, self._colour = Members("word"), Members("colour")
        self._heads: dict[tuple[int, int], str] = {}

    def project(self, index: int, subject: Subject) -> str:
        """Return one project, without what is empty."""
        rows = subject.rows
        told = [f'{{"name":{quoted(subject.name)}']
        if subject.code:
            told.append(f',"code":{quoted(subject.code)}')
        told.append(self._unit[subject.unit])
        if leaders := subject.leaders:
            told.append(f',"leaders":{of_texts(leaders)}')
        told.append(self._owner[subject.project.owner if subject.project else None])
        towns, how = towns_of(subject, self._region)
        if towns:
            told.append(f',"towns":{of_texts(towns)},"towns_from":{quoted(how)}')
        for members, choice in ((self._stage, "stage"), (self._level, "level")):
            stated = first_stated(rows, choice)
            told.append(members[stated.value] if stated else "")
        told.append(self._industry[subject.project.industry if subject.project else None])
        if subject.entries and (status := subject.entries[0].status):
            told.append(self._entry[status.value])
        told.append(self._amounts(subject))
        if lights := self._judgement.board.of(subject):
            told.append(self._lights(lights))
        told.append(f',"rows":{of_numbers(self._book.belongs(subject, index))}}}')
        return "".join(told)

    def _amounts(self, subject: Subject) -> str:
        """Return what it costs, what is planned of the year, and what is done by which month."""
        amount, project = self._book.values.one, subject.project
        total = first_stated(subject.rows, "total_investment")
        told = "" if total is None else f',"total":{amount(total)}'
        if project and project.year_plan is not None:
            told += f',"plan":{amount(project.year_plan)}'
        if project and (done := latest(project.actual, self._end)):
            told += f',"done":{amount(done[1])}{self._month[done[0].ytd_label]}'
        return told

    def _lights(self, lights: SubjectLights) -> str:
        told = ",".join([*map(self._light, lights.lights)])
        return f'{self._word[lights.word]}{self._colour[lights.colour.value]},"lights":[{told}]'

    def _light(self, light: Light) -> str:
        key = id(light.rule), id(light.band)
        head = self._heads.get(key)
        if head is None:
            said = light.dimension.label, light.colour.value, light.word
            head = self._heads[key] = of_texts(said)[:-1]
        number, keyset = self._book.number, self._book.keyset
        cells = ",".join(
            [f"[{number(record)},{keyset(keys)}]" for record, keys in light.reading.sources]
        )
        return f"{head},{quoted(light.reason)},[{cells}],{of_texts(light.figures)}]"


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
