"""What the layouts come to when the questions are answered as proposed, and which answers nobody can propose."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from investtrack.asking import Question, answer, find_questions
from investtrack.errors import PeriodError
from investtrack.model.profile import Profile
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.own_profiles import sighting
from investtrack.report import build_report

from .made import Layout, write


PERIOD = "2022年1—7月"
"""What is answered where neither the workbook nor its name tells the period."""


@frozen
class Asked:
    """Attributes: the questions, and how many figures have a value before and after; None where no period is known."""

    questions: tuple[Question, ...]
    before: int | None
    after: int | None


def ask(layout: Layout, folder: Path) -> Asked:
    plugins = load_plugins(("importers", "checks"))
    path = write(layout, folder)

    def figures(profile: Profile) -> int | None:
        seen = sighting(plugins, [path], profile)
        try:
            report = build_report(seen.ledger, profile=profile, findings=seen.findings)
        except PeriodError:
            return None
        return sum(not figure.is_absent for figure in report.figures.values())

    questions = find_questions(lambda profile: sighting(plugins, [path], profile), Profile())
    answers = {question.key: PERIOD for question in questions if not question.proposal}
    return Asked(questions, figures(Profile()), figures(answer(Profile(), questions, answers)))
