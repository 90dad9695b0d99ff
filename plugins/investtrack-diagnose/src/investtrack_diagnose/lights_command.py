"""``investtrack lights``: traffic lights of the county and of every project, each with its reason."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import ClassVar

from investtrack.analysis.rule_files import rule_set_names
from investtrack.plugin.command import Command, Host


class Lights(Command):
    """Prints lights by the rules of the profile, or of a shipped set."""

    name: ClassVar[str] = "lights"
    label: ClassVar[str] = "给项目亮灯：按规则判红黄绿，逐项说明原因"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the rule set, how much to show, and the form."""
        parser.add_argument(
            "--rules", metavar="NAME", help=f"用自带的哪一套规则：{'、'.join(rule_set_names())}"
        )
        parser.add_argument("--all", action="store_true", help="正常的项目也列出")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Judge and print; 1 where the ledger has errors."""
        from investtrack_diagnose.lights_running import run

        return run(options, host)
