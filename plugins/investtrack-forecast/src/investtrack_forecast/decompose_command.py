"""``investtrack decompose``: the target split over projects and months."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.plugin import Command, Host


if TYPE_CHECKING:
    from investtrack.values.amount import Amount


class Decompose(Command):
    """Splits what remains of the year's target."""

    name: ClassVar[str] = "decompose"
    label: ClassVar[str] = "目标分解：把剩余任务分到项目、月份、领导和单位"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add what to split and in proportion to what."""
        parser.add_argument(
            "--target",
            type=_amount,
            metavar="AMOUNT",
            help="目标，如 30亿元；不给则用台账的全年目标",
        )
        parser.add_argument(
            "--by",
            choices=["remaining", "total", "plan"],
            default="remaining",
            help="按什么分：剩余可报投资、总投资、年度计划",
        )
        parser.add_argument(
            "--until", type=_month, default=12, metavar="M", help="到几月为止，如 6月；默认12月"
        )
        parser.add_argument(
            "--floor",
            action="append",
            default=[],
            metavar="PROJECT=AMOUNT",
            help="某项目至少多少，如 A1=500万元，可多次",
        )
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE.csv", help="写出全部项目的分月表"
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """Split and print; 1 where projects cannot carry the whole."""
        from investtrack_forecast.decompose_running import run

        return run(options, host)


def _amount(text: str) -> Amount:
    from investtrack_forecast.decompose_running import amount_given

    return amount_given(text)


def _month(text: str) -> int:
    from investtrack.values.period_spelling import spelled_period

    found = spelled_period(f"{text.removesuffix('月')}月")
    if found is None or found.first != found.last or not found.is_possible:
        raise ArgumentTypeError(f"“{text}”不是月份（如 6月）")
    return found.last
