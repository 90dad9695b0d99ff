"""``investtrack export``: one file, by one exporter."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.cli import export_flags
from investtrack.plugin.command import Command, Host


class Export(Command):
    """Writes what one exporter makes of a report."""

    name: ClassVar[str] = "export"
    label: ClassVar[str] = "用一个导出插件写一个文件"
    needs: ClassVar[tuple[str, ...]] = ("exporters",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the exporter, the file and what it can be told."""
        parser.add_argument(
            "--to", required=True, metavar="NAME", help="导出插件名，见 investtrack plugins"
        )
        parser.add_argument(
            "-o", "--output", type=Path, required=True, metavar="FILE", help="输出文件"
        )
        parser.add_argument("--template", type=Path, metavar="FILE", help="自己的模板")
        parser.add_argument(
            "--option", action="append", default=[], metavar="NAME=VALUE",
            help="导出插件的选项，可以给几个，如 --option table=projects；也可写在配置的 [options.插件名] 里",
        )  # fmt: skip

    def further_arguments(self, parser: ArgumentParser) -> None:
        """Add the flags of every exporter."""
        export_flags.add_flags(parser, only_in_report=False)

    def run(self, options: Namespace, host: Host) -> int:
        """Read, compute, write; 1 where the ledger has errors, or what was written is not as it was meant.

        Raises:
            SourceError: the template, or a flag, is not for this exporter.
            ExportError: the file's suffix is another format's.
            ProfileError: an option is not known to this exporter.
        """
        from investtrack.cli.running.export import run

        return run(options, host)
