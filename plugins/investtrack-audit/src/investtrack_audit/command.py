"""``investtrack audit FILE``: arithmetic proofreading of anybody's report."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.plugin.command import Command, Host


if TYPE_CHECKING:
    pass


class Audit(Command):
    """Recomputes what a document states of its own numbers."""

    name: ClassVar[str] = "audit"
    label: ClassVar[str] = (
        "核对文稿里的数字：分项合计、完成率、占比、增幅、差额，文字和表格都算一遍"
    )
    takes_source: ClassVar[bool] = False
    takes_common: ClassVar[bool] = False
    needs: ClassVar[tuple[str, ...]] = ("documents",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the documents and what to print."""
        parser.add_argument(
            "file", nargs="+", type=Path, metavar="FILE", help="文稿：docx、txt、md，可以给几个"
        )
        parser.add_argument("--wrong", action="store_true", help="只列不成立的和存疑的，其余只计数")
        parser.add_argument(
            "--layout",
            action="store_true",
            help="不核对数字，核对版式：页边、字体、行距、标题序号、页码、署名，按 GB/T 9704-2012",
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Audit and print; 1 where something cannot be true, or is laid out otherwise."""
        from investtrack_audit.running import run

        return run(options, host)
