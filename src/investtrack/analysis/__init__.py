"""What figures mean: lights, pace, conclusions, responsibility, tasks (研判).

Judgement, never statistics: nothing here changes a figure of the report.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.analysis.conclusions.conclusion import Conclusion, ConclusionKind, Unsaid
    from investtrack.analysis.critical import (
        Candidate,
        CriticalSets,
        candidates,
        critical_sets,
    )
    from investtrack.analysis.judging import Judgement, judge
    from investtrack.analysis.lights import Light, LightBoard, SubjectLights
    from investtrack.analysis.outlook import AtRisk, Between, Outlook
    from investtrack.analysis.pace import Goal, Needs, Pace, ProjectNeed, needs_of, pace_of
    from investtrack.analysis.responsibility import Doubled, Load, Responsibility
    from investtrack.analysis.rule_files import rule_set_names
    from investtrack.analysis.rulesets import rule_set
    from investtrack.analysis.stock import Step
    from investtrack.analysis.subjects import Subject
    from investtrack.analysis.tasks import Task, TaskKind

_HOMES = {
    ".critical": (
        "CriticalSets",
        "Candidate",
        "critical_sets",
        "candidates",
    ),
    ".conclusions.conclusion": (
        "Conclusion",
        "ConclusionKind",
        "Unsaid",
    ),
    ".judging": (
        "Judgement",
        "judge",
    ),
    ".lights": (
        "Light",
        "LightBoard",
        "SubjectLights",
    ),
    ".outlook": (
        "AtRisk",
        "Between",
        "Outlook",
    ),
    ".pace": (
        "Goal",
        "Needs",
        "Pace",
        "ProjectNeed",
        "needs_of",
        "pace_of",
    ),
    ".responsibility": (
        "Doubled",
        "Load",
        "Responsibility",
    ),
    ".rule_files": ("rule_set_names",),
    ".rulesets": ("rule_set",),
    ".stock": ("Step",),
    ".subjects": ("Subject",),
    ".tasks": (
        "Task",
        "TaskKind",
    ),
}

__all__ = [
    "AtRisk",
    "Between",
    "Candidate",
    "Conclusion",
    "ConclusionKind",
    "CriticalSets",
    "Doubled",
    "Goal",
    "Judgement",
    "Light",
    "LightBoard",
    "Load",
    "Needs",
    "Outlook",
    "Pace",
    "ProjectNeed",
    "Responsibility",
    "Step",
    "Subject",
    "SubjectLights",
    "Task",
    "TaskKind",
    "Unsaid",
    "candidates",
    "critical_sets",
    "judge",
    "needs_of",
    "pace_of",
    "rule_set",
    "rule_set_names",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
