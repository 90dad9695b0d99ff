"""Conclusions on targets and stock: behind the pace, expected short, thin stock, one-sided structure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from investtrack.analysis.conclusions.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.analysis.critical import target_of
from investtrack.analysis.pace import Goal
from investtrack.analysis.readers.readings import number_text
from investtrack.analysis.stock import runway
from investtrack.merging.groups import GROUPS, named
from investtrack.metrics.figure import ContributionColumn
from investtrack.metrics.selections import carried_over
from investtrack.model.project import Project, ProjectLevel
from investtrack.values.amount import ZERO, Amount
from investtrack.values.rate import Rate, ratio
from investtrack.values.rounding import RoundingPolicy, round_decimal
from investtrack.wording import need_text, points_text


def behind(desk: Desk) -> Conclusion | None:
    """The county is behind the pace of the year by more than the threshold."""
    gap = desk.value("fai.pace.gap")
    if gap.number <= 0 or gap <= desk.edges.behind:
        return None
    year, period = desk.pace.year, desk.pace.period
    done = desk.value("fai.period.completed")
    if year.data_month is not None and not year.months:
        return _missed(desk, done)
    text = (
        f"{desk.report.figures['fai.pace.gap'].note.partition('应')[0]}累计完成固定资产投资{desk.money(done)}"
        f"{f'，占全年目标的{desk.rate(year.rate)}' if year.rate else ''}，落后序时进度{points_text(gap, desk.display)}"
    )
    if year.gap is not None and year.gap.yuan > 0:
        text += f"，差{desk.money(year.gap)}"
    text += "。"
    if year.per_month is not None and year.left:
        text += (
            f"要完成全年目标，还需{desk.money(year.left)}，后{len(year.months)}个月"
            f"月均需完成{_at_least(desk, year.per_month)}。"
        )
    if period.per_day is not None and period.left and _is_reported_until(desk, period):
        text += (
            f"要完成{period.label}目标，还需{desk.money(period.left)}，"
            f"余下{period.days}天日均需完成{_at_least(desk, period.per_day)}。"
        )
    elif period.per_month is not None and period.left:
        # Days since the last report are not counted: what was done in them is not yet known.
        left = (
            f"{period.months[0].month}月"
            if len(period.months) == 1
            else f"余下{len(period.months)}个月"
        )
        text += f"要完成{period.label}目标，{left}还需完成{desk.money(period.left)}。"
    figures = ("fai.pace.gap", *dict.fromkeys((*year.figures, *period.figures)))
    return Conclusion(
        kind=ConclusionKind.BEHIND,
        text=text,
        figures=tuple(f for f in figures if desk.has(f)),
        caveat=desk.lacking("fai.period.completed"),
    )


def _missed(desk: Desk, done: Amount) -> Conclusion:
    """The year is over and its target is not reached: no pace any more."""
    year = desk.pace.year
    return Conclusion(
        kind=ConclusionKind.BEHIND,
        text=(
            f"全年累计完成固定资产投资{desk.money(done)}"
            f"{f'，占全年目标的{desk.rate(year.rate)}' if year.rate else ''}"
            f"{f'，差{desk.money(year.left)}' if year.left else ''}。"
        ),
        figures=("fai.year.target", "fai.period.completed"),
        caveat=desk.lacking("fai.period.completed"),
    )


def _is_reported_until(desk: Desk, goal: Goal) -> bool:
    """Whether the data reach the as-of month, so that what is left is left for the days after it."""
    today, end = desk.report.as_of, goal.data_month
    return end is not None and (end.year, end.month) >= (today.year, today.month)


def _at_least(desk: Desk, amount: Amount) -> str:
    """Return an amount that must be reached, rounded up so that it is enough."""
    return need_text(amount, desk.display)


def shortfall(desk: Desk) -> Conclusion | None:
    """What is expected does not reach the period's target."""
    expected: Amount = desk.value("fai.period.expected")
    target = target_of(desk.report)
    if target is None:
        desk.value("fai.period.assigned")
        return None
    target_id, wanted = target
    if target_id == "fai.period.assigned":
        desk.value(
            "fai.excess"
        )  # a region's own target is not held against the sum of some of its counties
    if expected >= wanted:
        return None
    parts = ("fai.in_library.expected", "fai.new_entry.expected")
    held, new = (desk.value(part) for part in parts)
    text = (
        f"{desk.report.period.to_date.name}预计完成固定资产投资{desk.money(expected)}"
        f"（在库项目{desk.money(held)}，新增入库项目{desk.money(new)}），"
        f"比目标{desk.money(wanted)}少{desk.money(wanted - expected)}，须另找增量。"
    )
    return Conclusion(
        kind=ConclusionKind.SHORTFALL,
        text=text,
        figures=("fai.period.expected", target_id, *parts),
        caveat=desk.lacking("fai.period.expected"),
    )


def thin_stock(desk: Desk) -> Conclusion | None:
    """Reportable stock does not cover what the year still needs with the margin of the profile."""
    coverage: Rate = desk.value("remaining.coverage")
    if coverage >= desk.edges.coverage:
        return None
    rest: Amount = desk.value("remaining.investment")
    reportable: Amount = desk.value("remaining.reportable")
    count, total = desk.value("carryover.count"), desk.value("carryover.investment")
    figures = [
        "remaining.coverage", "remaining.reportable", "remaining.investment",
        "carryover.count", "carryover.investment",
    ]  # fmt: skip
    text = (
        f"接转在库项目{count}个，总投资{desk.money(total)}，剩余投资{desk.money(rest)}"
        f"{_unreportable(desk, figures, rest - reportable)}，实际可报{desk.money(reportable)}。"
    )
    goal = desk.pace.year
    need = f"全年目标还需{desk.money(goal.left)}，" if goal.left else ""
    text += f"{need}可报投资只相当于所需的{desk.rate(coverage)}"
    months = runway(reportable, goal)
    if months is not None and goal.per_month is not None and months < len(goal.months):
        text += (
            f"，按月均{_at_least(desk, goal.per_month)}计，可支撑{_months(months)}个月，"
            f"而到年底还有{len(goal.months)}个月，存量不足以支撑全年目标。"
        )
    elif coverage < Rate.percent(100):
        text += "，存量不足以支撑全年目标。"
    else:
        text += "，余量不大，个别项目落空就会影响全年目标。"
    return Conclusion(
        kind=ConclusionKind.THIN_STOCK,
        text=text,
        figures=tuple(figures),
        caveat=desk.lacking("remaining.investment", "remaining.unreportable"),
    )


def _unreportable(desk: Desk, figures: list[str], held: Amount) -> str:
    """Return the clause on what cannot be reported and why, and name the figure."""
    if not desk.has("remaining.unreportable.by_reason") or not held:
        return ""
    reasons: dict[str, Amount] = desk.value("remaining.unreportable.by_reason")
    figures.append("remaining.unreportable.by_reason")
    parts = [f"{reason}{desk.money(amount)}" for reason, amount in reasons.items() if amount]
    return f"，其中难以上报{desk.money(held)}（{'、'.join(parts)}）"


def _months(months: Fraction) -> str:
    return number_text(Fraction(round_decimal(months, 1, RoundingPolicy.FLOOR)))


def structure(desk: Desk) -> Conclusion | None:
    """One industry, or real estate, weighs too much in the stock; or major projects too little."""
    projects = desk.report.facts.select(carried_over).records if desk.has("carryover.count") else ()
    said: list[str] = []
    figures: list[str] = []
    evidence: list[ContributionColumn] = []
    if desk.has("remaining.real_estate") and desk.has("remaining.investment"):
        share = ratio(desk.value("remaining.real_estate"), desk.value("remaining.investment"))
        if share is not None and share >= desk.edges.real_estate_share:
            said.append(f"剩余投资中房地产项目占{desk.rate(share)}")
            figures += ["remaining.real_estate", "remaining.investment"]
    industry = _top_industry(desk, projects)
    if industry is not None:
        said.append(industry[0])
        evidence.append(industry[1])
    majors = _few_majors(desk, projects)
    if majors is not None:
        said.append(majors[0])
        evidence.append(majors[1])
    if not figures and not evidence:
        desk.value("carryover.investment")
        return None
    return Conclusion(
        kind=ConclusionKind.STRUCTURE,
        text=f"{'；'.join(said)}，投资增长的来源不够均衡。",
        figures=(*figures, "carryover.investment") if evidence else tuple(figures),
        evidence=tuple(evidence),
        caveat=desk.lacking(*figures),
    )


def _top_industry(desk: Desk, projects: Sequence[Project]) -> tuple[str, ContributionColumn] | None:
    """Return the industry that weighs most, where its share reaches the threshold."""
    known = [p for p in projects if p.industry and p.total_investment is not None]
    by_industry: dict[str, list[Amount]] = {}
    for project in known:
        by_industry.setdefault(project.industry or "", []).append(project.total_investment or ZERO)
    if not by_industry:
        return None
    totals = {key: Amount.total(amounts) for key, amounts in by_industry.items()}
    top = max(totals, key=lambda key: totals[key].yuan)
    share = ratio(totals[top], Amount.total(totals.values()))
    if share is None or share < desk.edges.industry_share or len(totals) == 1:
        return None
    section = _section(known, "industry", lambda p: p.industry or "")
    return f"接转在库项目总投资中{top}占{desk.rate(share)}", section


_MAJOR = frozenset({ProjectLevel.NATIONAL, ProjectLevel.PROVINCIAL, ProjectLevel.CITY})


def _few_majors(desk: Desk, projects: Sequence[Project]) -> tuple[str, ContributionColumn] | None:
    """Return the clause on major projects, where their share is below the threshold."""
    known = [p for p in projects if p.level is not None and p.total_investment is not None]
    whole = Amount.total(p.total_investment for p in known if p.total_investment)
    majors = [p for p in known if p.level in _MAJOR]
    share = ratio(Amount.total(p.total_investment for p in majors if p.total_investment), whole)
    if share is None or share >= desk.edges.major_share:
        return None
    section = _section(known, "level", lambda p: p.level.value if p.level else "")
    return f"市级以上重大项目{len(majors)}个，只占接转在库项目总投资的{desk.rate(share)}", section


def _section(
    projects: Sequence[Project], key: str, group: Callable[[Any], str]
) -> ContributionColumn:
    return ContributionColumn(
        "carryover.investment",
        projects,
        [project.total_investment for project in projects],
        lambda _: (key, "total_investment"),
        [group(project) for project in projects],
    )


def incomplete(desk: Desk) -> Conclusion | None:
    """Merged figures leave out regions: said by name, since sums and rates are then those of the others."""
    groups: dict[str, tuple[str, ...]] = {}
    ids: list[str] = []
    for figure in desk.report.figures.values():
        group = GROUPS.get(figure.id.partition(".")[0])
        if figure.without and group is not None:
            groups.setdefault(group[0], figure.without)
            ids.append(figure.id)
    if not groups:
        return None
    by_names: dict[tuple[str, ...], list[str]] = {}
    for label, names in groups.items():
        by_names.setdefault(names, []).append(label)
    told = "；".join(
        f"{'、'.join(labels)}各数不含{named(names)}" for names, labels in by_names.items()
    )
    return Conclusion(kind=ConclusionKind.INCOMPLETE, text=f"{told}。", figures=tuple(ids))
