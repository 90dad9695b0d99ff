"""``investtrack diagnose``: pace, stock, problems and tasks, each with the figures it rests on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import ClassVar

from investtrack.plugin.command import Command, Host


class Diagnose(Command):
    """Prints what the figures mean."""

    name: ClassVar[str] = "diagnose"
    label: ClassVar[str] = "研判：进度差距、存量、问题和下一步任务，都有依据"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add what else to show, and the form."""
        parser.add_argument("--cells", action="store_true", help="列出每条结论依据的单元格")
        parser.add_argument(
            "--needs",
            action="store_true",
            help="列出完成全年目标各在库项目需完成多少（测算，不是统计数）",
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Judge and print; 1 where the ledger has errors."""
        from investtrack_diagnose.diagnose_running import run

        return run(options, host)
