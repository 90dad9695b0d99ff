"""Entry into the library: what is planned, how far it has come, what it lacks."""

from __future__ import annotations

from typing import Any

from investtrack.metrics.figure import Breakdown, ContributionColumn, FigureRow, Keys, Kind
from investtrack.metrics.ledger_view import AbsentError, LedgerView
from investtrack.metrics.measures import INVESTMENT, Group
from investtrack.metrics.parameters import MAJOR_THRESHOLD
from investtrack.metrics.rules import (
    Count,
    Definition,
    FigureLookup,
    Listing,
    Maximum,
    Outcome,
    Ratio,
    Told,
    Total,
)
from investtrack.metrics.selection import AtLeast, ChosenMeasure, Holds, InGroup, Selection, Verdict
from investtrack.metrics.selections import above_threshold, has_entered, planned_entries
from investtrack.model.entry import SUBMITTED, Entry, EntryStatus, Readiness, readiness


_STATES = {
    "entered": "已入库",
    "collecting": "正在收集资料",
    "submitted": "已申报（含各级审核）",
    "returned": "退回",
    "other": "其他（谋划、前期、已开工未入库、未入库、未填）",
}


def state_of(facts: LedgerView, entry: Entry) -> str:
    """Return which part of the partition of entry.planned *entry* belongs to, at t."""
    if has_entered(facts, entry):
        return "entered"
    if entry.status is EntryStatus.COLLECTING:
        return "collecting"
    if entry.status in SUBMITTED:
        return "submitted"
    return "returned" if entry.status is EntryStatus.RETURNED else "other"


_WORDS = {
    "entered": "已入库",
    "collecting": "收集资料",
    "submitted": "已申报",
    "returned": "退回",
    "other": "其他",
}
"""Part of entry.planned → how the column 入库进展归类 calls it."""

PROGRESS = Group(
    key="step", label="入库状态", head="入库进展归类", keys=("status",),
    words="截止日期的进展：已入库、收集资料、已申报（含各级审核）、退回、其他",
    tell=lambda view, entry: (_WORDS[state_of(view, entry)],),
)  # fmt: skip
_STATUS = (("status", "入库状态"),)


def _in_state(state: str) -> Selection:
    return Selection(
        key=f"planned_{state}", among=planned_entries, needs=_STATUS, where=(InGroup(PROGRESS, _WORDS[state]),)
    )  # fmt: skip


major = Selection(
    key="major", head="核定大项目", words="本期计划，总投资达到参数所定大项目起点", among=planned_entries,
    where=(AtLeast(INVESTMENT, MAJOR_THRESHOLD),),
)  # fmt: skip
"""Planned entries at or above the major threshold."""


def _is_past(view: LedgerView, entry: Entry) -> Verdict:
    """Whether the planned date is past at t and the entry has not entered."""
    if has_entered(view, entry):
        return False
    return None if entry.planned_on is None else entry.planned_on.last < view.as_of


overdue = Selection(
    key="overdue", head="核定逾期", words="过期未入，总投资达到入库起点", among=above_threshold, needs=_STATUS,
    where=(Holds(_is_past, "past", "过期未入", "计划入库时间已过截止日期而未入库"),), decided_by="计划入库时间", of_sheet=True,
)  # fmt: skip
"""Entries above the threshold whose planned date is past at t and that have not entered."""

_NONE_PLANNED = "本期没有计划入库项目"
_largest = Selection(
    key="largest", among=planned_entries, largest_first=INVESTMENT, only_largest=_NONE_PLANNED
)
_PLANNED_INVESTMENT = ChosenMeasure(
    key="planned_total", label="总投资", head="本期计划投资", words="本期计划的总投资", selection=planned_entries, measure=INVESTMENT
)  # fmt: skip


def describe(_: LedgerView, entry: Entry) -> FigureRow:
    """Return one row of an entry list."""
    return {
        "name": entry.name,
        "investment": entry.total_investment,
        "status": entry.status.value if entry.status else None,
        "planned": entry.planned_on.label if entry.planned_on else None,
        "responsible_unit": entry.responsible_unit,
    }


def readiness_of(facts: LedgerView, entry: Entry) -> Readiness:
    """Return how far the papers of *entry* are complete by the profile's rules at t; of the ledger's own, told once."""
    known = facts.index(_all_readiness).get(id(entry))
    return _told_readiness(facts, entry) if known is None else known


def _all_readiness(facts: LedgerView) -> dict[int, Readiness]:
    return {id(entry): _told_readiness(facts, entry) for entry in facts.ledger.entries or ()}


def _told_readiness(facts: LedgerView, entry: Entry) -> Readiness:
    rule = facts.profile.entry.rule_for(
        facts.entry_kind(entry), entry.total_investment, facts.as_of
    )
    return readiness(entry.papers or {}, rule)


def _readiness(figure: str, facts: LedgerView, _: FigureLookup) -> Outcome:
    entries = facts.select(planned_entries).records
    if entries and not any(entry.papers for entry in entries):
        raise AbsentError("“入库计划”表没有手续资料列")
    found = [(entry, readiness_of(facts, entry)) for entry in entries]
    rows = tuple(
        {
            "name": entry.name,
            "held": len(state.held),
            "required": state.required,
            "missing": list(state.missing),
            "unknown": list(state.unknown),
        }
        for entry, state in found
    )
    section = ContributionColumn(figure, entries, (None,) * len(rows), _paper_keys)
    return Outcome(rows, (section,), sum(bool(state.unknown) for _, state in found))


def _paper_keys(entry: Entry) -> tuple[str, ...]:
    return tuple(f"papers.{paper}" for paper in entry.papers or ())


def _missing(figure: str, facts: LedgerView, lookup: FigureLookup) -> Outcome:
    rows = lookup("entry.readiness")
    if rows.value is None:
        raise AbsentError(rows.reason)
    lacking: dict[str, list[Entry]] = {}
    for entry, row in zip(facts.select(planned_entries).records, rows.value, strict=True):  # type: ignore[arg-type]
        for paper in row["missing"]:  # type: ignore[index]
            lacking.setdefault(paper, []).append(entry)
    by_number = sorted(lacking.items(), key=lambda item: (-len(item[1]), item[0]))
    sections = tuple(
        ContributionColumn(
            figure, found, (1,) * len(found), _lacking_keys(paper), (paper,) * len(found)
        )
        for paper, found in by_number
    )
    return Outcome({paper: len(found) for paper, found in by_number}, sections, rows.missing)


def _lacks(view: LedgerView, entry: Entry) -> tuple[str, ...]:
    return tuple(readiness_of(view, entry).missing)


LACKING = Group(
    key="lacking",
    label="手续资料",
    head="尚缺资料",
    words="按县区配置的资料要求尚缺哪些",
    tell=_lacks,
)


def _lacking_keys(label: str) -> Keys:
    """Return what names the cells of a missing paper, or of any of several: 施工合同或现场照片.

    A required paper that the sheet has no column for leads to the entry's name.
    """
    wanted = set(label.split("或"))

    def keys(entry: Entry) -> tuple[str, ...]:
        found = tuple(f"papers.{paper}" for paper in entry.papers or () if paper in wanted)
        return found or ("name",)

    return keys


def _pair(
    prefix: str,
    title: str,
    words: str,
    selection: Selection,
    **traits: Any,  # noqa: ANN401 - traits of a Definition
) -> tuple[Definition, ...]:
    return (
        Definition(
            id=f"{prefix}.count", title=f"{title}个数", kind=Kind.COUNT, words=words,
            rule=Count(selection, ("planned_on", "status", "total_investment")), **traits,
        ),
        Definition(
            id=f"{prefix}.investment", title=f"{title}总投资", kind=Kind.MONEY, words=f"{words}，总投资之和",
            rule=Total(selection, INVESTMENT),
            **({**traits, "whole": traits["whole"].replace("count", "investment")} if "whole" in traits else traits),
        ),
    )  # fmt: skip


DEFINITIONS = (
    *_pair("entry.planned", "本期计划入库项目", "计划入库时间在本期内、总投资达到入库起点的项目", planned_entries),
    *(
        definition
        for state, title in _STATES.items()
        for definition in _pair(
            f"entry.{state}", f"计划入库项目中{title}", f"本期计划入库项目中，截止日期状态为{title}的", _in_state(state),
            breakdown=Breakdown.PARTITION, whole="entry.planned.count",
        )
    ),
    *_pair(
        "entry.major", "大项目（计划入库）", "本期计划入库项目中，总投资达到大项目起点的", major,
        breakdown=Breakdown.PARTIAL, whole="entry.planned.count",
    ),
    Definition(
        id="entry.major.list", title="大项目（计划入库）名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=Listing(major, describe, ("name", "total_investment")),
    ),
    Definition(
        id="entry.concentration.project", title="计划入库最大项目", kind=Kind.LIST,
        words="本期计划入库项目中总投资最大的", rule=Listing(_largest, describe, ("name", "total_investment")),
    ),
    Definition(
        id="entry.concentration.investment", title="计划入库最大项目总投资", kind=Kind.MONEY,
        words="本期计划入库项目中最大的总投资", rule=Maximum(_PLANNED_INVESTMENT, _NONE_PLANNED, is_alone=True),
    ),
    Definition(
        id="entry.concentration.share", title="最大项目占计划入库总投资比重", kind=Kind.RATE,
        words="最大项目总投资÷计划入库总投资",
        rule=Ratio(
            "entry.concentration.investment", "entry.planned.investment", absence="计划入库总投资为零", is_part=True
        ),
    ),
    Definition(
        id="entry.readiness", title="入库资料齐备情况", kind=Kind.LIST,
        words="本期计划入库项目按县区配置的资料要求，已备几件、应备几件、缺哪些；没有配置的，以台账所列各项为应备",
        rule=Told(_readiness),
    ),
    Definition(
        id="entry.missing", title="缺少资料的项目数", kind=Kind.SERIES,
        words="每种应备资料，本期计划入库项目中还没有的个数（未填按没有计，另记缺数）", rule=Told(_missing, counts=(planned_entries, LACKING)),
        breakdown=Breakdown.OVERLAPPING, whole="entry.planned.count",
    ),
    Definition(
        id="entry.overdue.count", title="逾期未入库项目个数", kind=Kind.COUNT,
        words="总投资达到入库起点，计划入库时间已过截止日期而未入库的（不限本期）",
        rule=Count(overdue, ("planned_on", "status")),
    ),
    Definition(
        id="entry.overdue.list", title="逾期未入库项目名单", kind=Kind.LIST, words="同上，逐个列出",
        rule=Listing(overdue, describe, ("name", "planned_on", "status")),
    ),
)  # fmt: skip
