"""Conclusions on entries: too few, late, concentrated, without papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from investtrack.analysis.conclusions.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.analysis.critical import candidates, critical_sets, target_of
from investtrack.analysis.stock import hhi
from investtrack.metrics.figure import ContributionColumn, rows_in_all
from investtrack.metrics.selections import planned_entries
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Rate
from investtrack.wording import amount_text, at_least_text


def few_entries(desk: Desk) -> Conclusion | None:
    """Fewer entries, or fewer large ones, are planned than the thresholds ask for."""
    count: int = desk.value("entry.planned.count")
    majors: int = desk.value("entry.major.count")
    period = desk.report.period.name
    if count >= desk.edges.entries and majors >= desk.edges.majors:
        return None
    figures = ["entry.planned.count", "entry.major.count"]
    if not count:
        text = f"{period}没有计划入库项目，新增投资没有来源。"
    else:
        floor = amount_text(desk.report.profile.entry.major_threshold, Unit.WAN, desk.display)
        figures += ["entry.planned.investment"]
        text = f"{period}计划入库项目{count}个，总投资{desk.money(desk.value('entry.planned.investment'))}"
        if desk.has("entry.entered.count"):
            figures.append("entry.entered.count")
            text += f"，已入库{desk.value('entry.entered.count')}个"
        if majors:
            figures.append("entry.major.list")
            names = desk.which([row["name"] for row in desk.value("entry.major.list")], majors)
            text += f"；总投资{floor}以上的{'只有' if majors < count else '有'}{majors}个，{names}"
        else:
            text += f"；没有总投资{floor}以上的项目"
        text += "，对投资增长的支撑有限。"
    return Conclusion(
        kind=ConclusionKind.FEW_ENTRIES,
        text=text,
        figures=tuple(figures),
        caveat=desk.lacking("entry.planned.count"),
    )


def late_entries(desk: Desk) -> Conclusion | None:
    """Entries are past their planned date."""
    count: int = desk.value("entry.overdue.count")
    if not count:
        return None
    names = [row["name"] or "（未命名）" for row in desk.value("entry.overdue.list")]
    return Conclusion(
        kind=ConclusionKind.LATE_ENTRIES,
        text=f"已过计划时间仍未入库的项目有{count}个，{desk.which(names, count)}。",
        figures=("entry.overdue.count", "entry.overdue.list"),
        names=tuple(names),
        caveat=desk.lacking("entry.overdue.count"),
    )


def concentration(desk: Desk) -> Conclusion | None:
    """One entry weighs too much, or all together are few and large."""
    share: Rate = desk.value("entry.concentration.share")
    entries = desk.report.facts.select(planned_entries).records
    index = hhi([entry.total_investment for entry in entries if entry.total_investment])
    is_top_heavy = share >= desk.edges.top_share
    if not is_top_heavy and (index is None or index < desk.edges.hhi or len(entries) <= 1):
        return None
    top = desk.value("entry.concentration.project")[0]
    text = (
        f"计划入库项目中，{top['name']}总投资{desk.money(desk.value('entry.concentration.investment'))}，"
        f"占总投资的{at_least_text(share, desk.display)}"
    )
    if index is not None and index >= desk.edges.hhi:
        text += f"，集中度指数（赫芬达尔指数）{desk.rate(index)}，属于高度集中"
    figures = [
        "entry.concentration.share", "entry.concentration.project", "entry.concentration.investment",
        "entry.planned.investment",
    ]  # fmt: skip
    section = ContributionColumn(
        "entry.planned.investment",
        entries,
        [entry.total_investment for entry in entries],
        lambda _: ("total_investment",),
    )
    return Conclusion(
        kind=ConclusionKind.CONCENTRATION,
        text=f"{text}。{_break_text(desk, figures, top['name'])}",
        figures=tuple(figures),
        evidence=(section,),
        names=(top["name"] or "（未命名）",),
        caveat=desk.lacking("entry.planned.investment"),
    )


def _break_text(desk: Desk, figures: list[str], top: str | None) -> str:
    """Return what the failure of the fewest entries does to the target; empty where none can break it."""
    target = target_of(desk.report)
    if target is None or not desk.has("fai.period.expected"):
        return ""
    expected: Amount = desk.value("fai.period.expected")
    found = critical_sets(candidates(desk.report), expected - target[1], limit=1)
    if not found.size:
        return ""
    figures += ["fai.period.expected", "fai.new_entry.expected", target[0]]
    lost = Amount.total(item.amount for item in found.sets[0])
    left = expected - lost
    names = desk.names([item.name for item in found.sets[0]])
    which = "如" if found.size == 1 else f"这{found.size}个项目如"
    subject = "该项目" if [item.entry.name for item in found.sets[0]] == [top] else names
    return (
        f"{subject}预计贡献投资{desk.money(lost)}，{which}不能按期入库，"
        f"{desk.report.period.to_date.name}预计完成降为{desk.money(left)}，比目标少{desk.money(target[1] - left)}。"
    )


def missing_papers(desk: Desk) -> Conclusion | None:
    """Planned entries lack papers."""
    lacking: Mapping[str, int] = desk.value("entry.missing")
    rows: tuple[Mapping[str, Any], ...] = desk.value("entry.readiness")
    short = sorted((row for row in rows if row["missing"]), key=lambda row: -len(row["missing"]))
    if not short:
        return None
    # No partition: a project may lack several, and a list that reads like one would not add up.
    papers = "、".join(f"缺{paper}的{number}个" for paper, number in lacking.items())
    papers += "（一个项目可能缺几种）" if sum(lacking.values()) > len(short) else ""
    # A city's list is cut short after the worst rows: where all shown lack papers, more may.
    is_counted = len(short) < len(rows) or rows_in_all(rows) == len(rows)
    several = f"有{len(short)}个资料不齐，{papers}"
    if not is_counted:
        least = max(len(short), *lacking.values())
        several = f"至少有{least}个资料不齐，{papers}"
    names = [row["name"] or "（未命名）" for row in short]
    unknown = desk.report.figures["entry.readiness"].missing
    return Conclusion(
        kind=ConclusionKind.MISSING_PAPERS,
        text=(
            f"{rows_in_all(rows)}个计划入库项目中{several}；"
            f"缺得最多的是{desk.most(names, 0 if is_counted else len(names) + 1)}。"
        ),
        figures=("entry.missing", "entry.readiness"),
        names=tuple(names),
        caveat=f"其中{unknown}个项目的部分资料没有填写，按没有计" if unknown else "",
    )
