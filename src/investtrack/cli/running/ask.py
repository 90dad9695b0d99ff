"""Asks what a workbook does not say and keeps the answers."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from investtrack.asking import (
    Question,
    Sighting,
    answer,
    find_questions,
    profile_with_answers,
)
from investtrack.cli.session import computed_as
from investtrack.errors import ExportError, PeriodError, ProfileError, SourceError
from investtrack.model.profile import Profile
from investtrack.plugin.command import Host
from investtrack.plugin.sources.own_profiles import sighting


def run(options: Namespace, host: Host) -> int:
    """Ask, write, and say how many figures there are now.

    Raises:
        ExportError: the file is there already.
        ProfileError: a question has no answer.
        SourceError: a source is no workbook, or holds no known sheet.
    """
    if options.output.suffix.lower() != ".toml":
        raise ExportError(options.output, "答案存成 .toml 文件，如 本县.toml")
    if options.output.exists() and not options.force:
        raise ExportError(options.output, "已有这个文件，没有覆盖；换一个文件名，或加 --force")
    profile = _base(options, host)
    seen = sighting(host.plugins, options.source, profile)
    if not any(column["standard"] for column in seen.columns):
        names = "、".join(str(path) for path in options.source)
        raise SourceError(names, "没有认出任何一张表，先用 investtrack check --columns 看原因")

    def read(tried: Profile) -> Sighting:
        return seen if tried is profile else sighting(host.plugins, options.source, tried)

    questions = find_questions(read, profile, has_period=bool(options.period))
    before = _figures(options, host, profile)
    answers = {} if options.defaults else _asked(questions, host)
    if options.defaults:
        _say(questions, host)
    found = answer(profile, questions, answers)
    after = sighting(host.plugins, options.source, found)
    text = profile_with_answers(found, questions, after, _carried(options.profile))
    with host.writing(options.output) as stream:
        stream.write(text.encode())
    host.print(f"已写出：{options.output}")
    count = _figures(options, host, found)
    if not questions:
        host.print("没有要问的：表上都写明了")
    if count is not None:
        host.print(f"有数的指标：{before or 0}项 → {count}项")
    where = (
        "放在同一文件夹的同样的表会自己用它"
        if _is_beside(options)
        else f"用的时候加 --profile {options.output}"
    )
    host.print(f"{where}；出报告：investtrack report {_names(options)} -o 报告")
    return 0


def _base(options: Namespace, host: Host) -> Profile:
    """Return the profile that is named, else the general one: what was answered before is asked again."""
    return host.profile(options) if options.profile else Profile()


def _asked(questions: tuple[Question, ...], host: Host) -> dict[str, str]:
    """Ask on the terminal; an empty line takes what is proposed.

    Raises:
        ProfileError: the input ended before the last question.
    """
    answers: dict[str, str] = {}
    for number, question in enumerate(questions, 1):
        host.print(f"{number}/{len(questions)}  {question.text}")
        for place, choice in enumerate(question.choices, 1):
            mark = "（建议）" if choice.value == question.proposal else ""
            host.print(f"    {place}. {choice.label}{mark}")
        if question.why:
            host.print(f"    依据：{question.why}")
        answers[question.key] = _one(question, host)
    return answers


def _one(question: Question, host: Host) -> str:
    default = f"，直接回车取“{question.proposed}”" if question.proposal else ""
    other = "，或直接写报告期" if question.is_open else ""
    while True:
        host.print(f"    填序号{other}{default}：")
        line = sys.stdin.readline()
        if not line:
            raise ProfileError(
                "ask", ["还没有答完，输入就结束了，什么也没有写；不想回答的加 --defaults"]
            )
        text = line.strip()
        if text.isdigit() and 1 <= int(text) <= len(question.choices):
            return question.choices[int(text) - 1].value
        if (not text and question.proposal) or (text and question.is_open):
            return text
        host.print("    请填上面的序号")


def _say(questions: tuple[Question, ...], host: Host) -> None:
    for question in questions:
        host.print(f"{question.text}　取：{question.proposed or '（没有建议）'}（{question.why}）")


def _figures(options: Namespace, host: Host, profile: Profile) -> int | None:
    """Return how many figures have a value; None where no period is known."""
    try:
        report = computed_as(host, options, profile)
    except PeriodError:
        return None
    return (
        None if report is None else sum(not figure.is_absent for figure in report.figures.values())
    )


def _carried(profile: str | None) -> str:
    """Return the text of the profile that ``--profile`` names, where it is a file: its other parts are kept."""
    if profile is None or Path(profile).suffix.lower() != ".toml":
        return ""
    return Path(profile).read_text(encoding="utf-8-sig")


def _is_beside(options: Namespace) -> bool:
    return any(options.output.resolve().parent == path.resolve().parent for path in options.source)


def _names(options: Namespace) -> str:
    return " ".join(f'"{path}"' if " " in str(path) else str(path) for path in options.source)
