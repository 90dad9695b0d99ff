"""Finds what is to be asked: few questions, each with a proposal from the data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath

from attrs import evolve

from investtrack.asking.question import Choice, Question, Sighting
from investtrack.model.assumptions import QUARTER, TO_DATE, CumulatedFrom
from investtrack.model.ledger import Ledger
from investtrack.model.profile import NOT_READ, Profile
from investtrack.model.project import Project
from investtrack.model.source import CellRef
from investtrack.model.target import AssignedBy
from investtrack.reading.columns.recognise import ColumnState
from investtrack.reading.headers.header import clean
from investtrack.reading.records.assumed import says_outside, silent_on_library
from investtrack.values.amount import Unit
from investtrack.values.numerals import arabic_years
from investtrack.values.period import Month, Period
from investtrack.values.period_spelling import periods_in


Read = Callable[[Profile], Sighting]
"""Reads the office's workbooks with a profile."""

MOST = 5
"""How many questions are asked at most, the ones that most hangs on first."""
UNKNOWN = "unknown"
"""The answer that nobody knows: nothing is assumed."""
_SINCE = {"年初以来累计完成投资", "自开始建设累计完成投资"}
_SMALL, _LARGE = Decimal(100), Decimal(3_000_000)
_MANY = 3  # of so many rows one is enough to tell
_AMOUNT = re.compile("(?:投资|资金)(?:额)?$")


def find_questions(
    read: Read, profile: Profile, *, has_period: bool = False
) -> tuple[Question, ...]:
    """Return what is to be asked of the workbooks that *read* reads, at most :data:`MOST`, the weightiest first.

    Args:
        read: reads them; called again to try what an answer would mean.
        profile: what is answered already is not asked again.
        has_period: whether the report period is given elsewhere, as by ``--period``.
    """
    seen = read(profile)
    said = profile.assume
    found: list[Question] = []
    if said.library is None:
        found += _library(seen)
    if said.cumulative is None:
        found += _cumulative(seen, read, profile)
    if not has_period and said.period is None:
        found += _period(seen)
    if not any(question.key == "period" for question in found) and said.month is None:
        found += _months(seen)
    if said.units is None:
        found += _units(seen)
    if said.target is None:
        found += _target(seen)
    found += _columns(seen)
    return tuple(found[:MOST])


# -- library -------------------------------------------------------------------------------------


def _library(seen: Sighting) -> Iterator[Question]:
    silent = silent_on_library(seen.ledger.projects or ())
    if not silent:
        return
    outside = sum(says_outside(project) for project in silent)
    coded = sum(project.library_code is not None for project in silent)
    names = "、".join(dict.fromkeys(project.origin.sheet.sheet for project in silent))
    but = f"，备注写着未入库的{outside}个除外" if outside else ""
    choices = [Choice("all", f"都是在库（已纳统）项目{but}")]
    some_coded = 0 < coded < len(silent)
    if some_coded:
        choices.append(Choice("coded", f"填了纳统编码的{coded}个在库，其余不在"))
    choices += [Choice("none", "都不在库"), Choice(UNKNOWN, "不清楚：在库项目的指标先不出")]
    planned = any(word in names for word in ("储备", "谋划", "前期", "招商"))
    proposal = "none" if planned else "coded" if some_coded else "all"
    why = {
        "none": "按表名看，是还没有开工入库的项目",
        "coded": "有的填了纳统编码，有的没有填",
        "all": f"表里{len(silent)}个项目多已有投资完成数" if not outside else f"有{outside}个备注写着未入库，其余没有说明",
    }[proposal]  # fmt: skip
    place = CellRef(silent[0].origin.sheet.file, silent[0].origin.sheet.sheet)
    text = f"“{names}”没有“是否入库”列：表里的{len(silent)}个项目都是在库项目吗？"
    yield Question("library", text, tuple(choices), proposal, why, place=place)


# -- 累计完成 ------------------------------------------------------------------------------------


def _cumulative(seen: Sighting, read: Read, profile: Profile) -> Iterator[Question]:
    asked = [column for column in seen.columns if _meanings(column) == _SINCE]
    if not asked:
        return
    tried = evolve(profile, assume=evolve(profile.assume, cumulative=CumulatedFrom.START))
    proposal, why = _since(read(tried).ledger.projects or ())
    header = "、".join(dict.fromkeys(column["header"] for column in asked))
    choices = (
        Choice(CumulatedFrom.START.value, "自开工（开始建设）以来"),
        Choice(CumulatedFrom.JANUARY.value, "今年以来"),
        Choice(UNKNOWN, "不清楚：这一列先不读"),
    )
    text = f"“{header}”是自开工以来累计，还是今年以来累计？"
    yield Question("cumulative", text, choices, proposal.value, why, place=_place(asked[0]))


def _since(projects: Sequence[Project]) -> tuple[CumulatedFrom, str]:
    """Return since when the amounts read as ``cumulative`` are cumulated, by what stands beside them."""
    pairs = [
        (p.cumulative, p.actual[-1][1]) for p in projects if p.cumulative is not None and p.actual
    ]
    if more := sum(whole > year for whole, year in pairs):
        return CumulatedFrom.START, f"{more}个项目的这一列大于今年完成数"
    if pairs:
        return CumulatedFrom.JANUARY, "各项目的这一列都不大于今年完成数"
    plans = [
        (p.cumulative, p.year_plan) for p in projects if p.cumulative is not None and p.year_plan
    ]
    over = sum(whole > plan for whole, plan in plans)
    if over * _MANY > len(plans):
        return CumulatedFrom.START, f"{over}个项目的这一列大于年度计划"
    return CumulatedFrom.JANUARY, "各项目的这一列多不大于年度计划" if plans else "没有别的列可以比"


def _meanings(column: Mapping[str, str]) -> set[str]:
    if column["state"] != ColumnState.ASKED.value:
        return set()
    return set(column["meaning"].split(" 或 "))


def _place(column: Mapping[str, str]) -> CellRef:
    return CellRef(column["file"], column["sheet"], f"{column['column']}列")


# -- period --------------------------------------------------------------------------------------


def _period(seen: Sighting) -> Iterator[Question]:
    if seen.ledger.period is not None:
        return
    newest = _newest(seen.ledger)
    spelled = _in_file_name(seen.ledger)
    text = "汇报的是哪一期？"
    if newest is not None:
        to_date = Period.year_to_date(newest.year, newest.month)
        quarter = Period.quarter(newest.year, (newest.month + 2) // 3)
        relative = (
            Choice(TO_DATE, f"{to_date.year}年{to_date.months}（以后各月：年初到当月）"),
            Choice(QUARTER, f"{quarter.label}（以后各月：所在季度）"),
        )
        is_quarter = newest.month % 3 == 0 and (
            spelled is None or spelled.quarter_number is not None
        )
        proposal = QUARTER if is_quarter else TO_DATE
        yield Question(
            "period",
            text,
            relative,
            proposal,
            f"数据到{newest.year}年{newest.month}月",
            is_open=True,
        )
        return
    options = [spelled] if spelled else []
    choices = tuple(Choice(period.code, period.label) for period in options)
    why = "文件名写着" if spelled else ""
    yield Question(
        "period",
        f"{text}如 2026年1—3月",
        choices,
        spelled.code if spelled else "",
        why,
        is_open=True,
    )


def _newest(ledger: Ledger) -> Month | None:
    if ledger.as_of is not None:
        return Month.of(ledger.as_of)
    ends = [end for project in ledger.projects or () for end, _ in project.actual]
    return max(ends, default=None)


def _in_file_name(ledger: Ledger) -> Period | None:
    """Return the period that the one file's name tells, cumulated from January where it is one month."""
    for source in ledger.sources:
        for found in periods_in(arabic_years(clean(PurePath(source).stem))):
            if found.year is not None and found.is_possible:
                first = 1 if found.first == found.last else found.first
                return Period(found.year, first, found.last)
    return None


def _months(seen: Sighting) -> Iterator[Question]:
    asked = [
        c for c in seen.columns if c["state"] == ColumnState.ASKED.value and "到几月" in c["why"]
    ]
    if not asked or seen.ledger.period is None:
        return
    last = seen.ledger.period.last
    header = "、".join(dict.fromkeys(column["header"] for column in asked))
    choices = tuple(
        Choice(str(number), f"1—{number}月" if number > 1 else "1月") for number in range(1, 13)
    )
    text = f"“{header}”累计到几月？"
    yield Question("months", text, choices, str(last), "报告期的末月", place=_place(asked[0]))


# -- units, targets ------------------------------------------------------------------------------


def _units(seen: Sighting) -> Iterator[Question]:
    bare = [
        c for c in seen.columns if c["state"] == ColumnState.READ.value and c.get("unit") == "?"
    ]
    totals = [
        project.total_investment.to(Unit.WAN)
        for project in seen.ledger.projects or ()
        if project.total_investment is not None
    ]
    if not bare or not totals:
        return
    from statistics import median  # noqa: PLC0415 - few runs need it

    usual = median(totals)
    proposal = Unit.YI if usual < _SMALL else Unit.YUAN if usual >= _LARGE else Unit.WAN
    text = f"“{bare[0]['sheet']}”的金额没有写单位，是什么单位？"
    choices = tuple(Choice(unit.value, unit.value) for unit in (Unit.WAN, Unit.YI, Unit.YUAN))
    why = f"总投资的中间数是{usual.normalize():f}"
    yield Question("units", text, choices, proposal.value, why, place=_place(bare[0]))


def _target(seen: Sighting) -> Iterator[Question]:
    silent = [t for t in seen.ledger.targets or () if t.assigned_by is None]
    if not silent:
        return
    choices = (
        Choice(AssignedBy.CITY.value, "上级：市里下达"),
        Choice(AssignedBy.PROVINCE.value, "上级：省里下达"),
        Choice(AssignedBy.COUNTY.value, "本级：县里自定"),
        Choice(UNKNOWN, "不清楚"),
    )
    sheet = silent[0].origin.sheet
    text = f"{len(silent)}个目标没有写下达层级：是本级的，还是上级下达的？"
    why = "没有写明的，多是上级下达的任务"
    yield Question(
        "target", text, choices, AssignedBy.CITY.value, why, place=CellRef(sheet.file, sheet.sheet)
    )


# -- other columns -------------------------------------------------------------------------------


def _columns(seen: Sighting) -> Iterator[Question]:
    """Yield a question a column of amounts that has several meanings, whatever they are."""
    for column in seen.columns:
        meanings = column["meaning"].split(" 或 ")
        is_doubtful = column["state"] == ColumnState.ASKED.value and len(meanings) > 1
        if not is_doubtful or set(meanings) == _SINCE or not any(map(_AMOUNT.search, meanings)):
            continue
        choices = (
            *(Choice(m, m) for m in meanings if "单月" not in m),
            Choice(NOT_READ, "都不是，不读"),
        )
        text = f"“{column['sheet']}”的“{column['header']}”列是什么？"
        place = _place(column)
        yield Question(
            f"column:{place}", text, choices, NOT_READ, "数据说明不了，先不读", place=place
        )
