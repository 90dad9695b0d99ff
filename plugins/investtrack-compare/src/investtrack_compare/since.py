"""What a period brought since the last report, as one sentence of the next: 完成投资增加…，新增入库…，新开工…."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.comparison import Comparison, Nature
from investtrack.metrics.figure import label_of
from investtrack.model.profile import DisplayProfile
from investtrack.report import Report, build_report
from investtrack.values.amount import Amount
from investtrack.wording import amount_text, day_text, some_text
from investtrack_compare.paragraphs import (
    COMPLETED,
    became_text,
    completed_of,
    entries_text,
    paragraph,
    restated_text,
    slips_text,
    stages_text,
    unchanged,
)
from investtrack_compare.reports import compare


_MOST_NAMES = 3


def since_last(old: Report, new: Report) -> str:
    """Return what *new* has beyond the last report, in Chinese; the two may be of different periods.

    Investment is cumulated from January, so that what was completed at either date compares whatever the periods.
    """
    found = _of_one_period(old, new)
    return _told(found, list(_sentences(found, new.profile.display)))


def story(found: Comparison) -> str:
    """Return the paragraph of a comparison; of different periods, what holds whatever the periods, and the entries."""
    if found.old.period == found.new.period:
        return paragraph(found)
    again = _of_one_period(found.old, found.new)
    said = [*_sentences(again, found.new.profile.display), entries_text(again), stages_text(again)]
    return _told(again, list(filter(None, said)))


def _of_one_period(old: Report, new: Report) -> Comparison:
    if old.period != new.period:
        old = build_report(old.ledger, profile=new.profile, period=new.period, as_of=old.as_of)
    return compare(old, new)


def _told(found: Comparison, said: list[str]) -> str:
    old, new = found.old.as_of, found.new.as_of
    day = day_text(old, year=old.year != new.year)
    return f"与{day}相比，{'；'.join(said) or unchanged(found)}。"


def _sentences(found: Comparison, display: DisplayProfile) -> Iterator[str]:
    if found.old.period.year == found.old.as_of.year:  # of another year the months begin anew
        yield from _investment(found, display)
    for key, words in (
        ("is_in_library", "新增入库"),
        ("started_on", "新开工"),
        ("finished_on", "新竣工"),
    ):
        names = [
            change.record
            for change in found.changes
            if change.sheet == "项目台账"
            and change.key == key
            and _came(change.before, change.after)
        ]
        names += _came_along(found, "entered_on" if key == "is_in_library" else key)
        if names:
            yield f"{words}{len(names)}个（{_listed(names)}）"
    raised = [c for c in found.of(Nature.NEW) if c.sheet == "问题清单"]
    solved = [
        c
        for c in found.changes
        if c.sheet == "问题清单" and c.key == "status" and c.after == "已解决"
    ]
    issues = [f"新增问题{len(raised)}个"] * bool(raised) + [f"解决问题{len(solved)}个"] * bool(
        solved
    )
    if issues:
        yield "，".join(issues)
    told = (became_text(found, display), slips_text(found), restated_text(found))
    yield from filter(None, told)


def _came_along(found: Comparison, key: str) -> list[str]:
    """Return the projects that were not in 项目台账 then, and of which *key* is later than the last report."""
    arrived = {
        change.record
        for nature in (Nature.NEW, Nature.MOVED)
        for change in found.of(nature)
        if change.sheet == "项目台账"
    }
    return [
        label_of(project)
        for project in found.new.ledger.projects or ()
        if label_of(project) in arrived
        and (day := getattr(project, key)) is not None
        and day.first > found.old.as_of
        and (key != "entered_on" or project.is_in_library)
    ]


def _investment(found: Comparison, display: DisplayProfile) -> Iterator[str]:
    completed = completed_of(found.new.figures)
    whose = "累计完成固定资产投资" if completed == COMPLETED else "年度计划项目累计完成投资"
    for moved in found.moved:
        if moved.id == completed and isinstance(moved.difference, Amount):
            size = moved.difference
            word = "增加" if size.yuan > 0 else "减少"
            yield f"{whose}{word}{amount_text(size if size.yuan > 0 else -size, display=display)}"


def _came(before: str, after: str) -> bool:
    """Whether a field is filled, or turned to 是, that was not."""
    return before in {"", "否"} and after not in {"", "否"}


def _listed(names: list[str]) -> str:
    return some_text(names, _MOST_NAMES)
