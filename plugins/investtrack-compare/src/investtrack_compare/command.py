"""``investtrack compare OLD NEW``: what changed since last time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.plugin.command import Command, Host


class Compare(Command):
    """Compares two ledgers, or two saved reports."""

    name: ClassVar[str] = "compare"
    label: ClassVar[str] = "比较两次台账：新增、推迟、改报、变化的指标和原因"
    takes_source: ClassVar[bool] = False

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the two sources, earlier first."""
        parser.add_argument(
            "old", type=Path, metavar="OLD", help="上次的台账（文件或文件夹），或导出的 JSON 报告"
        )
        parser.add_argument("new", type=Path, metavar="NEW", help="这次的台账")
        parser.add_argument("--all", action="store_true", help="补填和文字变化也逐条列出")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Compare and print; always 0, since a change is no fault."""
        from investtrack_compare.running import run

        return run(options, host)
