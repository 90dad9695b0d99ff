"""``investtrack metrics``: every figure."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import ClassVar

from investtrack.plugin.command import Command, Host


class ListMetrics(Command):
    """Lists figures; what is absent says why."""

    name: ClassVar[str] = "metrics"
    label: ClassVar[str] = "列出全部指标"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the form, and which figures."""
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
        parser.add_argument(
            "--only",
            default="",
            metavar="PREFIX",
            help="只要编号以此开头、或名称里有此的指标，如 entry.、复工",
        )

    def run(self, options: Namespace, host: Host) -> int:
        """Compute and print; 1 where the ledger has errors."""
        from investtrack.cli.running.metrics import run

        return run(options, host)
