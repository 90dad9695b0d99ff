"""All judgement of a report in one call."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from investtrack.analysis.conclusions.conclusion import Conclusion, Desk, Unsaid
from investtrack.analysis.conclusions.diagnosis import diagnose
from investtrack.analysis.lights import LightBoard, light_board
from investtrack.analysis.pace import Pace, pace_of
from investtrack.analysis.readers.readings import Reader, Scene
from investtrack.analysis.responsibility import Responsibility, responsibility
from investtrack.analysis.stock import Step, waterfall
from investtrack.analysis.tasks import Task, tasks_of
from investtrack.model.rules import LightMeasure
from investtrack.report import Report


@frozen(eq=False, kw_only=True)
class Judgement:
    """What the figures of a report mean (研判), finished: an exporter prints it and reckons nothing.

    Attributes:
        report: the report.
        board: lights of the county and of every project.
        pace: where the county stands against its pace.
        waterfall: stock from total to reportable, step by step; empty where it is absent.
        conclusions: part three: what the figures bear out, in the order of a report.
        unsaid: what absent figures neither bear out nor refute.
        tasks: part four: what is to be done, by whom, until when; the late ones first.
        responsibility: who answers for what.
    """

    report: Report
    board: LightBoard
    pace: Pace
    waterfall: tuple[Step, ...]
    conclusions: tuple[Conclusion, ...]
    unsaid: tuple[Unsaid, ...]
    tasks: tuple[Task, ...]
    responsibility: Responsibility
    scene: Scene = field(repr=False)


def judge(
    report: Report,
    *,
    rules: str | None = None,
    readers: Mapping[LightMeasure, Reader] | None = None,
) -> Judgement:
    """Return the judgement of *report*.

    Args:
        report: the finished report.
        rules: name of a shipped set of light rules; None: the profile's.
        readers: readers that replace ours, for measures the standard ledger has no column for.

    Raises:
        ProfileError: there is no rule set of that name.
    """
    scene = Scene(report)
    pace = pace_of(report)
    board = light_board(scene, rules, readers)
    conclusions, unsaid = diagnose(Desk(scene, pace))
    return Judgement(
        report=report,
        board=board,
        pace=pace,
        waterfall=waterfall(report),
        conclusions=conclusions,
        unsaid=unsaid,
        tasks=tasks_of(scene),
        responsibility=responsibility(scene, board),
        scene=scene,
    )
