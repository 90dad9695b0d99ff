"""Makes a profile of the answers, as a value and as the TOML that an office keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath

from attrs import evolve

from investtrack.asking.question import Question, Sighting, layouts_of
from investtrack.asking.questions import UNKNOWN
from investtrack.errors import PeriodError, ProfileError
from investtrack.model.assumptions import (
    QUARTER,
    TO_DATE,
    Assumptions,
    CumulatedFrom,
    LibraryMembers,
)
from investtrack.model.profile import Profile, SheetMapping
from investtrack.model.target import AssignedBy
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.mapping import loose, one_line, quoted
from investtrack.values.amount import Unit
from investtrack.values.period import parse_period


_INTRO = (
    "# 这些工作簿没有写明、各项指标又离不开的，由 investtrack ask 问过，答案写在这里。工作簿自己写明的，以工作簿为准。",
    "# 表头相同的工作簿（以后各月的也是）和本文件放在同一个文件夹里，会自己找到本文件，不必写 --profile。",
)
_FIELDS: Mapping[str, Callable[[str], object]] = {
    "library": LibraryMembers,
    "cumulative": CumulatedFrom,
    "period": str,
    "months": int,
    "units": Unit,
    "target": AssignedBy,
}


def answer(profile: Profile, questions: Sequence[Question], answers: Mapping[str, str]) -> Profile:
    """Return *profile* with what was answered; a question without an answer takes what is proposed.

    Raises:
        ProfileError: an answer is none of the choices, or one that has no proposal is lacking; all are named.
    """
    faults: list[str] = []
    given: dict[str, object] = {}
    mapped: dict[tuple[str, str], dict[str, str]] = {}
    for question in questions:
        value = answers.get(question.key, "").strip() or question.proposal
        if fault := _fault(question, value):
            faults.append(fault)
        elif value == UNKNOWN:
            continue
        elif question.key in _FIELDS:
            given[question.key] = _FIELDS[question.key](
                _plain_period(value) if question.key == "period" else value
            )
        elif question.place is not None:
            place = (question.place.file, question.place.sheet)
            mapped.setdefault(place, {})[question.place.cell or ""] = value
    if faults:
        raise ProfileError("ask", faults)
    assume = evolve(profile.assume, **given)  # type: ignore[arg-type]
    return evolve(profile, assume=assume, mapping=(*_mappings(mapped), *profile.mapping))


def _fault(question: Question, value: str) -> str:
    """Return what is wrong with an answer, in Chinese; empty where nothing is."""
    choices = {choice.value for choice in question.choices}
    if not value:
        return f"“{question.text}”没有回答，数据里也看不出来"
    if value in choices:
        return ""
    if question.key == "period":
        try:
            parse_period(value)
        except PeriodError:
            return f"“{value}”不是报告期，请写成 2026年1—3月、2026年一季度 这样"
        return ""
    return f"“{question.text}”的回答“{value}”不在可选之列"


def _plain_period(value: str) -> str:
    return value if value in {TO_DATE, QUARTER} else parse_period(value).code


def _mappings(mapped: Mapping[tuple[str, str], Mapping[str, str]]) -> Iterator[SheetMapping]:
    for (_, sheet), columns in mapped.items():
        yield SheetMapping(sheet=loose(clean(sheet)), columns=columns)


def profile_with_answers(
    profile: Profile, questions: Sequence[Question], seen: Sighting, carried: str = ""
) -> str:
    """Return the TOML of a profile that :func:`answer` made, with the layouts that it was answered for.

    Args:
        profile: the profile with its answers.
        questions: what was asked, for the remarks.
        seen: the workbooks as that profile reads them.
        carried: the text of the profile that was widened, kept as it stands.
    """
    names = "、".join(dict.fromkeys(PurePath(source).stem for source in seen.ledger.sources))
    head = (
        [carried.rstrip("\n"), ""]
        if carried
        else ['name = "own-layout"', f"label = {quoted(one_line(names))}", ""]
    )
    lines = [*head, *_INTRO, "[assume]", *_assumed(profile.assume, questions)]
    for layout in layouts_of(seen.columns):
        lines += [
            "[[assume.layout]]",
            f"sheet = {quoted(layout.sheet)}",
            f"headers = [{', '.join(map(quoted, layout.headers))}]",
        ]
    answered = sum(
        1 for _ in {q.place.sheet for q in questions if q.key.startswith("column:") and q.place}
    )
    for mapping in profile.mapping[
        :answered
    ]:  # what stood in the profile before is in what is carried
        lines += ["", "[[mapping]]", f"sheet = {quoted(mapping.sheet)}", "[mapping.columns]"]
        lines += [
            f"{quoted(header)} = {quoted(meant)}" for header, meant in mapping.columns.items()
        ]
    return "\n".join(lines) + "\n"


def _assumed(said: Assumptions, questions: Sequence[Question]) -> Iterator[str]:
    asked = {question.key: question for question in questions}
    for key in _FIELDS:
        value = getattr(said, key)
        if value is None:
            continue
        written = (
            str(value) if isinstance(value, int) else quoted(str(getattr(value, "value", value)))
        )
        told = asked.get(key)
        label = next((c.label for c in told.choices if c.value == str(value)), "") if told else ""
        note = f"  # {one_line(told.text)}{one_line(label)}" if told else ""
        yield f"{key} = {written}{note}"
