"""Conclusions on delivery, money and duty: slow and stopped projects, resumption, overdue issues, nobody who answers, no supervision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from investtrack.analysis.conclusions.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.analysis.spending import arrivals, points_behind
from investtrack.analysis.subjects import Subject
from investtrack.checks.absent import with_problems
from investtrack.metrics.figure import ContributionColumn, rows_in_all
from investtrack.metrics.figures.funds import idle
from investtrack.metrics.figures.progress import overdue_issues, slow, stopped
from investtrack.model.activity import Issue
from investtrack.wording import names_text, points_text, rate_text


def slow_projects(desk: Desk) -> Conclusion | None:
    """Projects are behind the pace by more than the band."""
    count: int = desk.value("progress.slow.count")
    if not count:
        return None
    rows: tuple[Mapping[str, Any], ...] = desk.value("progress.slow.list")
    worst = _worst(desk, rows, count)
    projects = desk.report.facts.select(slow).records
    causes, section = _causes(desk, projects)
    return Conclusion(
        kind=ConclusionKind.SLOW,
        text=f"进度明显落后的在库项目有{count}个，{worst}。{causes}",
        figures=("progress.slow.count", "progress.slow.list"),
        evidence=section,
        names=tuple(row["name"] or "（未命名）" for row in rows),
        caveat=desk.lacking("progress.slow.count"),
    )


def _worst(desk: Desk, rows: Sequence[Mapping[str, object]], count: int) -> str:
    """Return those that have done nothing this year, then those furthest behind; what stands still is told apart."""
    halted = _halted(desk)
    moving = [row for row in rows if row["name"] not in halted]
    if not moving:
        return f"落后最多的是{_furthest(desk, rows, count)}"
    apart = "除停工项目外，" if len(moving) < len(rows) else ""
    return apart + _of_moving(desk, moving, count - (len(rows) - len(moving)))


def _halted(desk: Desk) -> frozenset[str | None]:
    """Return the names of the projects that stand still; none where the ledger does not say."""
    if not desk.has("progress.stopped.list"):
        return frozenset()
    return frozenset(row["name"] for row in desk.value("progress.stopped.list"))


def _of_moving(desk: Desk, rows: Sequence[Mapping[str, Any]], count: int) -> str:
    idle = [row for row in rows if row["actual"] is not None and not row["actual"]]
    if len(idle) <= 1:  # one alone is told with its distance
        return f"落后最多的是{_furthest(desk, rows, count)}"
    names = desk.most([row["name"] for row in idle])
    several = f"等{len(idle)}个项目" if names.endswith("等") else ""
    said = f"{names.removesuffix('等')}{several}年初以来未形成投资"
    rest = [row for row in rows if row not in idle]
    if not rest:
        return said
    return f"{said}，其余落后最多的是{_furthest(desk, rest, count - len(idle))}"


def _furthest(desk: Desk, rows: Sequence[Mapping[str, Any]], count: int) -> str:
    """Return the projects furthest behind; their distance once where it is the same for all of them."""
    most = desk.edges.names or len(rows)
    alike = [row for row in rows if row["lag"] == rows[0]["lag"]]
    if len(alike) > 1 and (len(alike) >= most or len(alike) == count):
        names = "、".join(row["name"] or "（未命名）" for row in alike[:most])
        several = f"等{len(alike)}个项目" if len(alike) > most else ""
        return f"{names}{several}，均落后{points_text(rows[0]['lag'], desk.display)}"
    said = "、".join(
        f"{row['name'] or '（未命名）'}（落后{points_text(row['lag'], desk.display)}）"
        for row in rows[:most]
    )
    return said + ("等" if count > most else "")


def stopped_projects(desk: Desk) -> Conclusion | None:
    """Projects stand still."""
    count: int = desk.value("progress.stopped.count")
    if not count:
        return None
    rows = sorted(desk.value("progress.stopped.list"), key=lambda row: -row["days"])
    names = [row["name"] or "（未命名）" for row in rows]
    projects = desk.report.facts.select(stopped).records
    causes, section = _causes(desk, projects)
    longest = f"时间最长的{names[0]}" if count > 1 else ""
    return Conclusion(
        kind=ConclusionKind.STOPPED,
        text=f"停工项目有{count}个，{desk.which(names, count)}，{longest}已停工{rows[0]['days']}天。{causes}",
        figures=("progress.stopped.count", "progress.stopped.list", "progress.stopped.days"),
        evidence=section,
        names=tuple(names),
    )


def _causes(desk: Desk, projects: Sequence[object]) -> tuple[str, tuple[ContributionColumn, ...]]:
    """Return the sentence on causes: the open issues of *projects* by category, most frequent first."""
    open_issues = desk.scene.open_issues
    if open_issues is None or desk.report.ledger.issues is None:
        return "", ()
    subjects = [desk.subject_of(project) for project in projects]
    by_category: dict[str, int] = {}
    records: list[Issue] = []
    for subject in subjects:
        issues = [issue for issue in subject.issues if id(issue) in open_issues] if subject else []
        for category in dict.fromkeys(_category(issue) for issue in issues):
            by_category[category] = by_category.get(category, 0) + 1
        records += issues
    silent = sum(not _has_issue(subject, open_issues) for subject in subjects)
    ordered = sorted(by_category.items(), key=lambda item: (-item[1], item[0]))
    said = [f"涉及{key}问题的{number}个" for key, number in ordered]
    if not said:
        return "", ()
    if silent:
        said.append(f"其余{silent}个正在核实原因")
    section = ContributionColumn(
        "issues.open.count", records, (1,) * len(records), lambda _: ("category", "status")
    )
    return f"从问题清单看，{'、'.join(said)}。", (section,) if records else ()


def _category(issue: Issue) -> str:
    return issue.category.value if issue.category else "未分类"


def _has_issue(subject: Subject | None, open_issues: frozenset[int]) -> bool:
    return subject is not None and any(id(issue) in open_issues for issue in subject.issues)


def late_resumption(desk: Desk) -> Conclusion | None:
    """Projects were to resume and did not."""
    count: int = desk.value("resumption.overdue.count")
    if not count:
        return None
    due: int = desk.value("resumption.due.count")
    rows: tuple[Mapping[str, Any], ...] = desk.value("resumption.overdue.list")
    named = [
        f"{row['name'] or '（未命名）'}{'（' + row['reason'] + '）' if row['reason'] else ''}"
        for row in rows
    ]
    return Conclusion(
        kind=ConclusionKind.RESUMPTION,
        text=f"到期应复工的{due}个项目中有{count}个尚未复工，{desk.which(named, count)}。",
        figures=("resumption.overdue.count", "resumption.due.count", "resumption.overdue.list"),
        names=tuple(row["name"] or "（未命名）" for row in rows),
        caveat=desk.lacking("resumption.overdue.count"),
    )


def late_issues(desk: Desk) -> Conclusion | None:
    """Open issues are past their deadline."""
    count: int = desk.value("issues.open.overdue.count")
    if not count:
        return None
    total: int = desk.value("issues.open.count")
    issues = desk.report.facts.select(overdue_issues).records
    oldest = min(issues, key=lambda issue: issue.due_on.last)
    days = (desk.report.as_of - oldest.due_on.last).days
    units: dict[str, int] = {}
    for issue in issues:
        units[issue.responsible_unit or "未明确单位"] = (
            units.get(issue.responsible_unit or "未明确单位", 0) + 1
        )
    ordered = sorted(units.items(), key=lambda item: (-item[1], item[0]))
    listed = names_text([f"{unit}{number}个" for unit, number in ordered[: desk.edges.names]])
    more = "等" if len(ordered) > desk.edges.names else ""
    section = ContributionColumn(
        "issues.open.overdue.count",
        issues,
        (1,) * len(issues),
        lambda _: ("responsible_unit", "due_on"),
    )
    return Conclusion(
        kind=ConclusionKind.OVERDUE_ISSUES,
        text=(
            f"未解决的{total}个问题{'中有' + str(count) + '个' if count != total else '均'}已过整改时限，最长的逾期{days}天"
            f"（{oldest.name or oldest.description or '未注明项目'}）；按责任单位分：{listed}{more}。"
        ),
        figures=("issues.open.overdue.count", "issues.open.count"),
        evidence=(section,),
        names=tuple(dict.fromkeys(issue.name for issue in issues if issue.name)),
        caveat=desk.lacking("issues.open.overdue.count"),
    )


def noted_problems(desk: Desk) -> Conclusion | None:
    """Projects' own rows tell problems (存在问题), and there is no 问题清单 to take them from."""
    if desk.report.ledger.issues is not None:
        return None
    projects = with_problems(desk.report.facts.sheet("projects"))
    if not projects:
        return None
    named = [
        f"{project.name or '（未命名）'}（{' '.join((project.problem or '').split())}）"
        for project in projects
    ]
    section = ContributionColumn(
        "all_projects.count", projects, (1,) * len(projects), lambda _: ("problem",)
    )
    return Conclusion(
        kind=ConclusionKind.NOTED_PROBLEMS,
        text=f"项目台账反映存在问题的项目有{len(projects)}个，{desk.which(named, len(projects))}。",
        figures=("all_projects.count",),
        evidence=(section,),
        names=tuple(project.name for project in projects if project.name),
    )


def unassigned(desk: Desk) -> Conclusion | None:
    """Projects have no responsible leader."""
    count: int = desk.value("leaders.unassigned.count")
    if not count:
        return None
    names = [row["name"] or "（未命名）" for row in desk.value("leaders.unassigned.list")]
    return Conclusion(
        kind=ConclusionKind.UNASSIGNED,
        text=f"还没有明确包保领导的项目有{count}个，{desk.which(names, count)}。",
        figures=("leaders.unassigned.count", "leaders.unassigned.list"),
        names=tuple(names),
    )


def missed_supervision(desk: Desk) -> Conclusion | None:
    """Supervision that the cadence demands did not happen, or rectifications are past their limit."""
    due, done = desk.value("supervision.due"), desk.value("supervision.done")
    rows = desk.value("supervision.overdue.list")
    late = [row for row in rows if row["kind"] == "整改逾期"]
    missed = due - done
    # Of a list cut short, what is not a missed one is a late one.
    number = rows_in_all(rows) - missed if rows_in_all(rows) > len(rows) else len(late)
    if not missed and not number:
        return None
    said = []
    if missed:
        said.append(f"应开展督导{due}次，实际{done}次，缺{missed}次")
    if number:
        named = f"（{desk.which([r['name'] for r in late], number)}）" if late else ""
        said.append(f"督导发现的问题有{number}项整改逾期{named}")
    return Conclusion(
        kind=ConclusionKind.SUPERVISION,
        text=f"{'；'.join(said)}。",
        figures=("supervision.due", "supervision.done", "supervision.overdue.list"),
        names=tuple(row["name"] for row in late),
        caveat=desk.lacking("supervision.due"),
    )


def slow_money(desk: Desk) -> Conclusion | None:
    """Money is paid late, lies idle, or does not keep up with the work."""
    arrived = desk.value("funds.arrived")
    said: list[str] = []
    figures: list[str] = []
    names: list[str] = []
    behind = points_behind(desk.report.facts, desk.report.ledger.funds or ())
    if behind is not None and behind > desk.edges.payment and desk.has("funds.payment_rate"):
        said.append(
            f"各级政府资金已到位{desk.money(arrived)}，支付率{rate_text(desk.value('funds.payment_rate'), desk.display)}，"
            f"比下达后六个月内用完的要求慢{points_text(behind, desk.display)}"
        )
        figures += ["funds.arrived", "funds.paid", "funds.payment_rate"]
    if desk.has("funds.idle.count") and (count := desk.value("funds.idle.count")):
        held = [fund.name or "（未命名）" for fund in desk.report.facts.select(idle).records]
        said.append(f"下达满六个月仍未支出的债券资金{count}笔，{desk.which(held, count)}")
        figures += ["funds.idle.count", "funds.idle.list"]
        names += held
    late = arrivals(desk.report.facts, desk.edges.arrival)
    if late:
        held = [each.project.name or "（未命名）" for each in late]
        said.append(f"资金到位明显慢于工程进度的项目有{len(late)}个，{desk.which(held)}")
        figures += [] if "funds.arrived" in figures else ["funds.arrived"]
        names += held
    if not said:
        return None
    return Conclusion(
        kind=ConclusionKind.MONEY,
        text=f"{'；'.join(said)}。",
        figures=tuple(figures),
        names=tuple(dict.fromkeys(names)),
    )
