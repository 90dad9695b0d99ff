"""What figures mean: lights, pace, conclusions, what-if, responsibility, tasks (研判).

Plans, forecasts and judgement, never statistics: nothing here changes a figure of the report.
"""

from investtrack.judgement.breaking import BreakingSets, Candidate, breaking_sets, candidates
from investtrack.judgement.chances import AtRisk, Between, Forecast, forecast
from investtrack.judgement.changes import Change, ChangeError, ChangeKind, parse_change
from investtrack.judgement.conclusion import Conclusion, ConclusionKind, Unsaid
from investtrack.judgement.judge import Judgement, judge
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
