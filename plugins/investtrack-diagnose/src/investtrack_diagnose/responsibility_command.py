"""``investtrack responsibility``: who answers for what (一个项目、一名领导、一套专班)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import ClassVar

from investtrack.plugin.command import Command, Host


class ResponsibilityTable(Command):
    """Prints the load of leaders and units, and what is covered by nobody, or twice."""

    name: ClassVar[str] = "responsibility"
    label: ClassVar[str] = "责任表：领导和单位的任务量、没人管的、重复的、没去督导的"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the form."""
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Judge and print; 1 where the ledger has errors."""
        from investtrack_diagnose.responsibility_running import run

        return run(options, host)
