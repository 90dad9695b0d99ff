"""Traffic lights (亮灯): bands of a rule set laid on readings; over all, the worst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

from investtrack.analysis.readers import others, progress
from investtrack.analysis.readers.county import READERS as OF_COUNTY
from investtrack.analysis.readers.readings import Reader, Reading, Scene, number_text
from investtrack.analysis.rulesets import rules_of
from investtrack.analysis.subjects import Subject
from investtrack.model.rules import Band, Colour, Dimension, LightMeasure, LightRule
from investtrack.model.source import CellRef


READERS: Mapping[LightMeasure, Reader] = {
    LightMeasure.START_MISSED: others.months_missed,
    LightMeasure.PROGRESS_BEHIND: progress.points_behind,
    LightMeasure.PROGRESS_SHORT: progress.shortfall_of_pace,
    LightMeasure.PROGRESS_MONTH: progress.month_share,
    LightMeasure.PROGRESS_MISSES: progress.consecutive_misses,
    LightMeasure.PAYMENT_BEHIND: progress.payment_behind,
    LightMeasure.ENTRY_SINCE_START: others.months_since_start,
    LightMeasure.ENTRY_OVERDUE: others.months_overdue,
    LightMeasure.ISSUE_OVERDUE: others.issue_overdue,
    LightMeasure.RESUMPTION_OVERDUE: others.resumption_overdue,
    LightMeasure.STOPPED: others.days_of_stop,
}
"""How each measure is read of a subject."""


@frozen(eq=False)
class Light:
    """One light (灯).

    Attributes:
        rule: the rule that gave it.
        band: the band that holds; None where nothing is known: grey.
        reading: the number, its words and its cells.
    """

    rule: LightRule
    band: Band | None
    reading: Reading

    @property
    def dimension(self) -> Dimension:
        """What it judges."""
        return self.rule.measure.dimension

    @property
    def colour(self) -> Colour:
        """Its colour."""
        return self.band.colour if self.band else Colour.GREY

    @property
    def word(self) -> str:
        """What the county calls it: 黄灯, or 黄牌."""
        return self.band.word if self.band else Colour.GREY.label

    @property
    def number(self) -> Fraction | None:
        """The measured number, in the measure's unit."""
        return self.reading.number

    @property
    def reason(self) -> str:
        """Why it is so, in Chinese, with the numbers and the edge that was crossed."""
        if self.band is None:
            return f"{self.reading.words}，无法判定"
        edge = self.edge
        return f"{self.reading.words}（{edge}）" if edge else self.reading.words

    @property
    def edge(self) -> str:
        """The edge that was crossed: 超过30个百分点; empty for what is in order."""
        if self.band is None or self.band.edge is None:
            return ""
        name, number = self.band.edge
        word = {"at_least": "达到", "over": "超过", "at_most": "不高于", "below": "不到"}[name]
        return f"{self.word}界限：{word}{number_text(number)}{self.rule.measure.unit}"

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells it rests on."""
        return self.reading.cells

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures it rests on, for the county as a whole."""
        return self.reading.figures


@frozen(eq=False)
class SubjectLights:
    """All lights of one project, and the worst of them.

    Attributes:
        subject: whose.
        lights: one a rule that concerns it.
    """

    subject: Subject
    lights: tuple[Light, ...]
    _colour: Colour = field(init=False, repr=False)

    @_colour.default
    def _worst(self) -> Colour:
        return worst(self.lights)

    @property
    def colour(self) -> Colour:
        """The worst; a grey one that its rule does not need is left aside."""
        return self._colour

    @property
    def word(self) -> str:
        """What the county calls the worst."""
        return next((x.word for x in self.lights if x.colour is self.colour), self.colour.label)

    @property
    def reason(self) -> str:
        """The reasons of the lights of the worst colour."""
        return "；".join(light.reason for light in self.lights if light.colour is self.colour)


@frozen(eq=False)
class LightBoard:
    """Lights of the county and of every project (亮灯情况).

    Attributes:
        label: what the rules are called.
        county: lights of the county as a whole.
        subjects: projects any rule concerns, in ledger order.
    """

    label: str
    county: tuple[Light, ...]
    subjects: tuple[SubjectLights, ...]
    _of: Mapping[int, SubjectLights] = field(init=False, repr=False)

    @_of.default
    def _by_identity(self) -> Mapping[int, SubjectLights]:
        return {id(item.subject): item for item in self.subjects}

    def of(self, subject: Subject) -> SubjectLights | None:
        """Return the lights of *subject*; None where no rule concerns it."""
        return self._of.get(id(subject))

    @property
    def counts(self) -> dict[Colour, int]:
        """Colour → number of projects, over all, best first."""
        counts = dict.fromkeys(Colour, 0)
        for item in self.subjects:
            counts[item.colour] += 1
        return {colour: number for colour, number in counts.items() if number}

    @property
    def by_dimension(self) -> dict[Dimension, dict[Colour, int]]:
        """Dimension → colour → number of projects whose worst light there is so."""
        found: dict[Dimension, dict[Colour, int]] = {}
        for item in self.subjects:
            lights: dict[Dimension, list[Light]] = {}
            for light in item.lights:
                lights.setdefault(light.dimension, []).append(light)
            for dimension, some in lights.items():
                colour = worst(some)
                counts = found.setdefault(dimension, {})
                counts[colour] = counts.get(colour, 0) + 1
        return {
            d: {c: found[d][c] for c in Colour if c in found[d]} for d in Dimension if d in found
        }

    @property
    def ranked(self) -> tuple[SubjectLights, ...]:
        """Projects by colour, worst first, in ledger order within one."""
        return tuple(sorted(self.subjects, key=lambda item: -item.colour.severity))


def worst(lights: Sequence[Light]) -> Colour:
    """Return the worst colour; grey of no lights, or of none but grey ones that are not needed."""
    if len(lights) == 1:  # as of most; alone, a grey one is grey, needed or not
        return lights[0].colour
    counted = [x.colour for x in lights if x.rule.needed or x.colour is not Colour.GREY]
    return max(counted, key=lambda colour: colour.severity, default=Colour.GREY)


def light_board(
    scene: Scene, rules: str | None = None, readers: Mapping[LightMeasure, Reader] | None = None
) -> LightBoard:
    """Return every light of the report.

    Args:
        scene: the report and its subjects.
        rules: a shipped rule set; None: the profile's.
        readers: readers that replace ours, such as one that knows a county's payments.

    Raises:
        ProfileError: there is no rule set of that name.
    """
    label, chosen = rules_of(scene.report.profile, rules)
    known = {**READERS, **(readers or {})}
    county = [
        _worst_of(rule, readings)
        for rule in chosen
        if rule.county and (readings := OF_COUNTY[rule.measure](scene))
    ]
    of_projects = [(rule, known[rule.measure]) for rule in chosen if not rule.county]
    board = []
    for subject in scene.subjects:
        lights = [
            _worst_of(rule, readings)
            for rule, reader in of_projects
            if (rule.year_plan_from is None or not _is_small(rule, subject))
            and (readings := reader(scene, subject))
        ]
        if lights:
            board.append(SubjectLights(subject, tuple(lights)))
    return LightBoard(label, tuple(county), tuple(board))


def _is_small(rule: LightRule, subject: Subject) -> bool:
    """Whether the annual plan is known and below the rule's floor."""
    plan = subject.project.year_plan if subject.project else None
    floor = rule.year_plan_from
    return plan is not None and floor is not None and plan < floor


def _worst_of(rule: LightRule, readings: Sequence[Reading]) -> Light:
    """Return the worst light of one rule, of one reading or more."""
    if len(readings) == 1:
        return _light(rule, readings[0])
    return max((_light(rule, reading) for reading in readings), key=_gravity)


def _light(rule: LightRule, reading: Reading) -> Light:
    return Light(rule, None if reading.number is None else rule.band(reading.number), reading)


def _gravity(light: Light) -> tuple[int, Fraction]:
    number = light.number or Fraction(0)
    return light.colour.severity, -number if light.rule.measure.lower_is_worse else number
