"""``investtrack check``: every fault of a ledger."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.plugin.command import Command, Host


class CheckLedger(Command):
    """Lists findings, writes annotated copies, or shows what the columns are read as."""

    name: ClassVar[str] = "check"
    label: ClassVar[str] = "列出台账的全部问题：在哪里、是什么、怎么改"

    needs: ClassVar[tuple[str, ...]] = ("findings",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the forms it can take."""
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
        parser.add_argument(
            "--columns",
            action="store_true",
            help="只列各表每一列认作什么、有多大把握，不认识的也列出",
        )
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            metavar="FILE.xlsx",
            help="把问题写进台账的副本（批注、底色、清单）；几份台账给文件夹",
        )

    def run(self, options: Namespace, host: Host) -> int:
        """Check and print; 1 where there are errors."""
        from investtrack.cli.running.check import run

        return run(options, host)
