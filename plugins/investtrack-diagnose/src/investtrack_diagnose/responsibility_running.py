"""Prints who answers for what."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from investtrack.analysis import Judgement, judge
from investtrack.analysis.responsibility import Load
from investtrack.analysis.subjects import Subject
from investtrack.model.rules import Colour
from investtrack.plugin.command import Host
from investtrack.wording import amount_text
from investtrack_diagnose.json_data import duties


_NAMES = 20


def run(options: Namespace, host: Host) -> int:
    """Judge and print; 1 where the ledger has errors."""
    report = host.report(options)
    judgement = judge(report)
    if options.json:
        host.print_json(duties(judgement))
    else:
        host.print(f"{report.title}　截至{report.as_of.isoformat()}")
        _print(judgement, host)
    return 1 if report.has_errors else 0


def _print(judgement: Judgement, host: Host) -> None:
    found = judgement.responsibility
    if found.reason:
        host.print(f"无法列出包保领导：{found.reason}")
    for title, loads in (("包保领导", found.leaders), ("责任单位", found.units)):
        if loads:
            host.print(f"\n{title}（{len(loads)}）")
            host.print_table(_table(title, loads, judgement))
    host.print("")
    _print_names(host, "没有包保领导的项目", found.uncovered)
    _print_names(host, "没有责任单位的项目", found.without_unit)
    if found.without_team is None:
        host.print("没有工作专班的项目：台账没有“工作专班”列，无法判断")
    else:
        _print_names(host, "没有工作专班的项目", found.without_team)
    host.print(f"有多名领导的项目：{len(found.doubled)}个")
    for item in found.doubled[:_NAMES]:
        how = "各表所写不一致" if item.contradicts else "多人包保"
        host.print(f"    {item.subject.name}：{'、'.join(item.leaders)}（{how}）")
    edges = judgement.report.profile.judgement.thresholds
    heavy = "、".join(f"{load.name}{len(load.projects)}个" for load in found.heavy)
    host.print(f"包保超过{edges.leader_projects}个项目的领导：{heavy or '无'}")
    if any(load.issues is None for load in (*found.leaders, *found.units)):
        why = judgement.report.figure("issues.open.count").reason
        host.print(f"未解决问题：{why}，无法判断")
    if found.unvisited is None:
        host.print("督导情况：没有“督导记录”表，无法判断")
    else:
        _print_names(host, f"超过{edges.visit_days}天没有督导记录的项目", found.unvisited)


def _table(title: str, loads: Sequence[Load], judgement: Judgement) -> list[tuple[str, ...]]:
    today, display = judgement.report.as_of, judgement.report.profile.display
    colours = [c for c in Colour if any(load.lights.get(c) for load in loads)]
    head = (
        title,
        "项目",
        "总投资",
        "未解决问题",
        "其中逾期",
        *(c.label for c in colours),
        "距上次督导",
        "从未督导",
    )
    rows = [
        (
            load.name,
            str(len(load.projects)),
            amount_text(load.investment, display=display)
            + (f"（{load.unstated}个未填）" if load.unstated else ""),
            "—" if load.issues is None else str(load.issues),
            "—" if load.overdue is None else str(load.overdue),
            *(str(load.lights.get(colour, 0)) for colour in colours),
            "—" if (days := load.days_since_visit(today)) is None else f"{days}天",
            "—" if load.unvisited is None else f"{load.unvisited}个",
        )
        for load in loads
    ]
    return [head, *rows]


def _print_names(host: Host, title: str, subjects: Sequence[Subject]) -> None:
    names = "、".join(subject.name for subject in subjects[:_NAMES])
    more = "……" if len(subjects) > _NAMES else ""
    host.print(f"{title}：{len(subjects)}个{f'（{names}{more}）' if names else ''}")
