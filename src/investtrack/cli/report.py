"""``investtrack report``: everything that is reported of a ledger, into one folder."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.cli import export_flags
from investtrack.plugin.command import Command, Host, output_folder


class WriteReport(Command):
    """Writes what every exporter has for a report."""

    name: ClassVar[str] = "report"
    label: ClassVar[str] = "出报告：Word 汇报、Excel 工作簿、校核清单"
    needs: ClassVar[tuple[str, ...]] = ("exporters",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the folder."""
        parser.add_argument(
            "-o", "--output", type=output_folder, required=True, metavar="DIR", help="输出文件夹"
        )
        parser.add_argument(
            "--template",
            type=Path,
            metavar="FILE",
            help="自己的汇报模板；不给则用县区配置的，或自带的",
        )

    def further_arguments(self, parser: ArgumentParser) -> None:
        """Add the flags of the exporters that are run."""
        export_flags.add_flags(parser, only_in_report=True)

    def run(self, options: Namespace, host: Host) -> int:
        """Read, compute, write; 1 where the ledger has errors.

        Raises:
            SourceError: the template is not there, or no exporter writes by it.
        """
        from investtrack.cli.running.report import run

        return run(options, host)
