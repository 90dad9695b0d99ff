"""Prints traffic lights and their reasons."""

from __future__ import annotations

from argparse import Namespace

from investtrack.analysis import Judgement, judge
from investtrack.analysis.lights import SubjectLights
from investtrack.model.rules import Colour
from investtrack.plugin.command import Host
from investtrack_diagnose.json_data import lights


def run(options: Namespace, host: Host) -> int:
    """Judge and print; 1 where the ledger has errors."""
    report = host.report(options)
    judgement = judge(report, rules=options.rules)
    if options.json:
        host.print_json(lights(judgement))
    else:
        host.print(f"{report.title}　截至{report.as_of.isoformat()}　{judgement.board.label}")
        _print(judgement, host, show_all=options.all)
    return 1 if report.has_errors else 0


def _print(judgement: Judgement, host: Host, *, show_all: bool) -> None:
    board = judgement.board
    for light in board.county:
        where = judgement.report.ledger.region.level
        host.print(f"全{where}：{light.word}　{light.reason}")
    host.print(
        f"项目{len(board.subjects)}个："
        + "、".join(f"{colour.label}{count}个" for colour, count in board.counts.items())
    )
    dimensions = board.by_dimension
    colours = [colour for colour in Colour if any(colour in c for c in dimensions.values())]
    host.print_table(
        [
            ["", *(colour.label for colour in colours)],
            *(
                [dimension.label, *(str(counts.get(colour, 0)) for colour in colours)]
                for dimension, counts in dimensions.items()
            ),
        ]
        if dimensions
        else []
    )
    shown = [item for item in board.ranked if show_all or _is_amiss(item)]
    host.print_table([(item.word, item.subject.name, _owner(item), item.reason) for item in shown])
    if not show_all and len(shown) < len(board.subjects):
        host.print(f"其余{len(board.subjects) - len(shown)}个正常，用 --all 列出")


def _is_amiss(item: SubjectLights) -> bool:
    """Whether a project is not in order: its light is not the best its rules know."""
    return any(light.colour is item.colour and light.edge for light in item.lights) or (
        item.colour is Colour.GREY
    )


def _owner(item: SubjectLights) -> str:
    return "、".join(item.subject.leaders) or item.subject.unit or "未明确"
