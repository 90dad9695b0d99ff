"""``investtrack explain``: how a figure came about, down to the cells."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.plugin.command import Command, Host


class Explain(Command):
    """Explains one figure."""

    name: ClassVar[str] = "explain"
    label: ClassVar[str] = "说明一个指标怎么来的，直到单元格"
    takes_source: ClassVar[bool] = False  # its own come before the figure

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the sources, the figure and the form."""
        parser.add_argument(
            "source", nargs="+", type=Path, metavar="SOURCE", help="台账文件或文件夹，可以给几个"
        )
        parser.add_argument(
            "figure", metavar="ID", help="指标编号或名称，如 fai.period.expected、复工率"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Compute and print; 1 where the ledger has errors.

        Raises:
            UnknownFigureError: no figure has that id or title, or several have.
        """
        from investtrack.cli.running.explain import run

        return run(options, host)
