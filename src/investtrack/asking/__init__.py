"""What figures hang on and a workbook does not say, as questions; the answers, as a profile that finds its workbooks again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.asking.answers import answer, profile_with_answers
    from investtrack.asking.question import Choice, Question, Sighting, fits, layouts_of
    from investtrack.asking.questions import find_questions

__all__ = [
    "Choice", "Question", "Sighting", "answer", "find_questions", "fits", "layouts_of", "profile_with_answers",
]  # fmt: skip

_HOMES = {
    ".answers": ("answer", "profile_with_answers"),
    ".question": ("Choice", "Question", "Sighting", "fits", "layouts_of"),
    ".questions": ("find_questions",),
}

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
