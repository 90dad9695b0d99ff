"""``investtrack ask``: asks what figures hang on and the workbook does not say, and keeps the answers."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.plugin.command import Command, Host


class AskOffice(Command):
    """Asks a handful of questions, each with a proposal, and writes the answers as a profile."""

    name: ClassVar[str] = "ask"
    label: ClassVar[str] = "本县自己的表：问几句表上没写明的，答案存成配置，下月自动用"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add where the answers go."""
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            required=True,
            metavar="FILE.toml",
            help="答案写到哪个文件，放在台账旁边，下月自己找到",
        )
        parser.add_argument("--defaults", action="store_true", help="不问，各问都取建议的答案")
        parser.add_argument("--force", action="store_true", help="已有这个文件时也覆盖")

    def run(self, options: Namespace, host: Host) -> int:
        """Ask, write, and say how many figures there are now.

        Raises:
            ExportError: the file is there already.
            ProfileError: a question has no answer.
            SourceError: a source is no workbook, or holds no known sheet.
        """
        from investtrack.cli.running.ask import run

        return run(options, host)
