"""Prints what is judged of a county."""

from __future__ import annotations

from argparse import Namespace

from investtrack.analysis import Judgement, judge
from investtrack.analysis.pace import Goal, needs_of
from investtrack.model.profile import DisplayProfile
from investtrack.plugin.command import Host
from investtrack.tables.plain import plain_value
from investtrack.values.amount import Amount, Unit
from investtrack.wording import amount_text, need_text, rate_text
from investtrack_diagnose.json_data import diagnosis


_CELLS = 8


def run(options: Namespace, host: Host) -> int:
    """Judge and print; 1 where the ledger has errors."""
    report = host.report(options)
    judgement = judge(report)
    if options.json:
        data = diagnosis(judgement)
        if options.needs:
            data["needs"] = _needs_data(judgement)
        host.print_json(data)
    else:
        host.print(f"{report.title}　截至{report.as_of.isoformat()}")
        _print_pace(judgement, host)
        _print_stock(judgement, host)
        _print_conclusions(judgement, host, cells=options.cells)
        _print_tasks(judgement, host)
        if options.needs:
            _print_needs(judgement, host)
    return 1 if report.has_errors else 0


def _text(amount: Amount | None, display: DisplayProfile) -> str:
    return "—" if amount is None else amount_text(amount, display=display)


def _print_pace(judgement: Judgement, host: Host) -> None:
    host.print(f"\n一、进度（{judgement.pace.curve}）")
    head = (
        "目标",
        "目标数",
        "已完成",
        "完成率",
        "按进度应完成",
        "差距",
        "还需",
        "月均需",
        "日均需",
    )
    display = judgement.report.profile.display
    rows = [_goal_row(goal, display) for goal in (judgement.pace.year, judgement.pace.period)]
    known = [row for row in rows if row]
    if known:
        host.print_table([head, *known])
    for goal in (judgement.pace.year, judgement.pace.period):
        if goal.reason:
            host.print(f"{goal.label}：无法比较（{goal.reason}）")


def _goal_row(goal: Goal, display: DisplayProfile) -> tuple[str, ...]:
    if goal.reason:
        return ()
    rate = rate_text(goal.rate, display) if goal.rate else "—"
    amounts = (goal.due_amount, goal.gap, goal.left)
    # What must be reached is rounded up, as in the sentences.
    needs = (
        "—" if need is None else need_text(need, display) for need in (goal.per_month, goal.per_day)
    )
    target, done, *others = (
        _text(amount, display) for amount in (goal.target, goal.completed, *amounts)
    )
    return (goal.label, target, done, rate, *others, *needs)


def _print_stock(judgement: Judgement, host: Host) -> None:
    host.print("\n二、存量（接转在库项目）")
    if not judgement.waterfall:
        host.print(f"无法计算（{judgement.report.figure('remaining.investment').reason}）")
    else:
        host.print_table(
            [
                (
                    "减　" if s.is_taken else "　　",
                    s.label,
                    _text(s.amount, judgement.report.profile.display),
                )
                for s in judgement.waterfall
            ]
        )


def _print_conclusions(judgement: Judgement, host: Host, *, cells: bool) -> None:
    host.print(f"\n三、问题（{len(judgement.conclusions)}条）")
    for place, item in enumerate(judgement.conclusions, 1):
        caveat = f"（{item.caveat}）" if item.caveat else ""
        host.print(f"{place}. {item.title}。{item.text}{caveat}")
        host.print(f"    依据：{'、'.join(item.figures)}")
        if cells:
            found = item.cells(judgement.report)
            more = f"……共{len(found)}格，用 --json 可看全部" if len(found) > _CELLS else ""
            host.print(f"    单元格：{'、'.join(map(str, found[:_CELLS]))}{more}")
    for gap in judgement.unsaid:
        host.print(f"未能判断：{gap.kind.value}（{gap.reason}）")


def _print_tasks(judgement: Judgement, host: Host) -> None:
    host.print(f"\n四、任务（{len(judgement.tasks)}项）")
    rows = [
        (
            item.kind.value,
            item.name,
            item.owner,
            f"{item.due.label}{'（已逾期）' if item.is_late else ''}" if item.due else "未定时限",
            f"{item.what}{f'；措施：{item.measure}' if item.measure else ''}",
        )
        for item in judgement.tasks
    ]
    if rows:
        host.print_table([("任务", "项目", "责任", "时限", "内容"), *rows])


def _print_needs(judgement: Judgement, host: Host) -> None:
    left = judgement.pace.year.left
    if left is None:
        return
    display = judgement.report.profile.display
    needs = needs_of(judgement.report, left)
    host.print(
        f"\n五、完成全年目标还需{_text(left, display)}，按剩余可报投资分摊（测算，不作统计数）"
    )
    host.print_table(
        [
            ("项目", "剩余可报", "需完成"),
            *(
                (
                    item.project.name or "（未命名）",
                    amount_text(item.reportable, Unit.WAN, display),
                    amount_text(item.needed, Unit.WAN, display),
                )
                for item in needs.projects
            ),
        ]
    )
    host.print(
        f"全部可报仍缺{_text(needs.shortfall, display)}；剩余投资不详的项目{needs.unknown}个，没有分摊"
    )


def _needs_data(judgement: Judgement) -> object:
    left = judgement.pace.year.left
    if left is None:
        return None
    needs = needs_of(judgement.report, left)
    return {
        "need": plain_value(needs.need),
        "shortfall": plain_value(needs.shortfall),
        "unknown": needs.unknown,
        "projects": [
            {
                "name": item.project.name,
                "code": item.project.code,
                "reportable": plain_value(item.reportable),
                "needed": plain_value(item.needed),
            }
            for item in needs.projects
        ],
    }
