"""``investtrack rollup``: many counties into the reports of each level above."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import ClassVar

from investtrack.plugin.command import Command, Host, output_folder


class RollupCommand(Command):
    """Rolls a folder of counties up and writes each level's report."""

    name: ClassVar[str] = "rollup"
    label: ClassVar[str] = "汇总多个县区：市、省、全国各级报告、排名和跨县校核"
    needs: ClassVar[tuple[str, ...]] = ("exporters", "documents", "proofreaders", "findings")

    def arguments(self, parser: ArgumentParser) -> None:
        """Add where to write, how counties stand in the folder, and what carries the work."""
        parser.add_argument(
            "-o", "--output", type=output_folder, required=True, metavar="DIR", help="输出文件夹"
        )
        parser.add_argument(
            "--by-folder", action="store_true", help="一个文件夹是一个县（默认一个文件是一个县）"
        )
        parser.add_argument(
            "--regions",
            type=Path,
            metavar="FILE.csv",
            help="地区归属表：列名 地区、上级地区、行政区划代码；也是应报名单",
        )
        parser.add_argument(
            "--at", type=_day, metavar="DATE",
            help="从历史库（sqlite:///库.sqlite、postgresql://…）汇总时，各地取截止日期不晚于这一天的最新一版",
        )  # fmt: skip
        parser.add_argument("--workers", type=int, metavar="N", help="用几个进程，默认每核一个")
        parser.add_argument(
            "--dask", metavar="ADDRESS", help="交给 Dask 集群计算，如 tcp://主机:8786"
        )
        parser.add_argument("--resume", action="store_true", help="接着上次：内容没变的县不重算")
        parser.add_argument("--top-only", action="store_true", help="只出最上一级的报告")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Fold, write, and say what was left out; 1 where a county was."""
        from investtrack_rollup.running import run

        return run(options, host)


def _day(text: str) -> date:
    from investtrack.values.dates import parse_date

    span = parse_date(text)
    if span is None or not span.is_day:
        raise ValueError(text)
    return span.first
