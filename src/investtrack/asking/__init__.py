"""What figures hang on and a workbook does not say, as questions; the answers, as a profile that finds its workbooks again."""

from investtrack.asking.answers import answer, profile_with_answers
from investtrack.asking.layouts import fits, layouts_of
from investtrack.asking.question import Choice, Question, Sighting
from investtrack.asking.questions import find_questions


__all__ = [
    "Choice", "Question", "Sighting", "answer", "find_questions", "fits", "layouts_of", "profile_with_answers",
]  # fmt: skip
