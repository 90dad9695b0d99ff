"""``investtrack what-if``: the target and every figure as they would be, and what the target hangs on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import ClassVar

from investtrack.plugin.command import Command, Host
from investtrack_forecast.supposition_kind import SuppositionKind


_HELP = {
    SuppositionKind.WITHOUT: ("PROJECT", "假设这个项目落空"),
    SuppositionKind.DELAY: ("PROJECT=1", "假设推迟几个月"),
    SuppositionKind.ENTER: ("PROJECT=3月", "假设在哪个月入库"),
    SuppositionKind.SHARE: ("PROJECT=50%", "假设只完成计划的百分之几"),
}


class WhatIfCommand(Command):
    """Computes the report again under suppositions."""

    name: ClassVar[str] = "what-if"
    label: ClassVar[str] = "情景测算：某项目落空、推迟、提前入库、打折扣，目标还能不能完成"
    needs: ClassVar[tuple[str, ...]] = ("pictures", "exporters", "documents")

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the suppositions, each repeatable and applied in the order given."""
        for kind, (example, words) in _HELP.items():
            parser.add_argument(
                f"--{kind}",
                dest="changes",
                action="append",
                type=partial(_pair, kind),
                metavar=example,
                help=f"{words}（项目编码或名称，可写几次）".replace("%", "%%"),
            )
        parser.add_argument(
            "--chart", type=Path, metavar="FILE.svg", help="把测算后的可能分布画成图（svg、png）"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Suppose and print; 1 where the ledger as it is has errors."""
        from investtrack_forecast.what_if_running import run

        return run(options, host)


def _pair(kind: SuppositionKind, text: str) -> tuple[SuppositionKind, str]:
    return kind, text
