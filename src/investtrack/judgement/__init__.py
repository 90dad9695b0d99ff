"""What figures mean: lights, pace, conclusions, what-if, responsibility, tasks (研判).

Plans, forecasts and judgement, never statistics: nothing here changes a figure of the report.

Names are loaded when first used: a report needs tasks and conclusions, not forecasts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from investtrack.judgement.breaking import BreakingSets, Candidate, breaking_sets, candidates
    from investtrack.judgement.chances import AtRisk, Between, Forecast, forecast
    from investtrack.judgement.changes import Change, ChangeError, ChangeKind, parse_change
    from investtrack.judgement.conclusion import Conclusion, ConclusionKind, Unsaid
    from investtrack.judgement.judging import Judgement, judge
    from investtrack.judgement.lights import Light, LightBoard, SubjectLights
    from investtrack.judgement.pace import Goal, Needs, Pace, ProjectNeed, needs_of, pace_of
    from investtrack.judgement.responsibility import Doubled, Load, Responsibility
    from investtrack.judgement.rulesets import rule_set, rule_set_names
    from investtrack.judgement.stock import Step
    from investtrack.judgement.subjects import Subject
    from investtrack.judgement.tasks import Task, TaskKind
    from investtrack.judgement.whatif import (
        Attainment,
        ChangedFigure,
        WhatIf,
        attainment,
        changed_figures,
        what_if,
    )

_HOMES = {
    "breaking": (
        "BreakingSets",
        "Candidate",
        "breaking_sets",
        "candidates",
    ),
    "chances": (
        "AtRisk",
        "Between",
        "Forecast",
        "forecast",
    ),
    "changes": (
        "Change",
        "ChangeError",
        "ChangeKind",
        "parse_change",
    ),
    "conclusion": (
        "Conclusion",
        "ConclusionKind",
        "Unsaid",
    ),
    "judging": (
        "Judgement",
        "judge",
    ),
    "lights": (
        "Light",
        "LightBoard",
        "SubjectLights",
    ),
    "pace": (
        "Goal",
        "Needs",
        "Pace",
        "ProjectNeed",
        "needs_of",
        "pace_of",
    ),
    "responsibility": (
        "Doubled",
        "Load",
        "Responsibility",
    ),
    "rulesets": (
        "rule_set",
        "rule_set_names",
    ),
    "stock": ("Step",),
    "subjects": ("Subject",),
    "tasks": (
        "Task",
        "TaskKind",
    ),
    "whatif": (
        "Attainment",
        "ChangedFigure",
        "WhatIf",
        "attainment",
        "changed_figures",
        "what_if",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AtRisk",
    "Attainment",
    "Between",
    "BreakingSets",
    "Candidate",
    "Change",
    "ChangeError",
    "ChangeKind",
    "ChangedFigure",
    "Conclusion",
    "ConclusionKind",
    "Doubled",
    "Forecast",
    "Goal",
    "Judgement",
    "Light",
    "LightBoard",
    "Load",
    "Needs",
    "Pace",
    "ProjectNeed",
    "Responsibility",
    "Step",
    "Subject",
    "SubjectLights",
    "Task",
    "TaskKind",
    "Unsaid",
    "WhatIf",
    "attainment",
    "breaking_sets",
    "candidates",
    "changed_figures",
    "forecast",
    "judge",
    "needs_of",
    "pace_of",
    "parse_change",
    "rule_set",
    "rule_set_names",
    "what_if",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'investtrack.judgement' has no attribute {name!r}")
    return getattr(import_module(f"investtrack.judgement.{home}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*globals(), *_HOME_OF])
