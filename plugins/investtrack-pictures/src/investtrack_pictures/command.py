"""``investtrack draw``: the wall chart, or one part of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.plugin import Command, Host


class Draw(Command):
    """Draws a picture of the report."""

    name: ClassVar[str] = "draw"
    label: ClassVar[str] = "画图：挂图作战的一页总图，或其中一幅（svg、png）"
    needs: ClassVar[tuple[str, ...]] = ("pictures",)

    def arguments(self, parser: ArgumentParser) -> None:
        """Add which picture, and where to write it."""
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            required=True,
            metavar="FILE.svg|FILE.png",
            help="输出文件，看后缀决定格式",
        )
        parser.add_argument(
            "--picture",
            default="wall",
            metavar="NAME",
            help="哪一幅：wall 总图（默认）、targets 目标、funnel 入库、resumption 复工、waterfall 存量、lights 亮灯、light_counts 亮灯情况、gantt 甘特、chances 可能分布",
        )

    def run(self, options: Namespace, host: Host) -> int:
        """Draw; 1 where the ledger has errors."""
        picture = host.plugins.picture(options.picture)
        suffix = picture.format_of(options.output)
        report = host.report(options)
        with host.writing(options.output) as stream:
            picture.draw(report, stream, suffix)
        host.print(f"已写出{picture.label}：{options.output}")
        return 1 if report.has_errors else 0
