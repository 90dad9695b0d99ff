"""``investtrack demo``: the report of the bundled example."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.cli.report import WriteReport
from investtrack.errors import SourceError
from investtrack.plugin.command import Host, output_folder


NAME = "云溪县2022年一季度台账.xlsx"


def example_path() -> Path:
    """Return the example workbook: beside the package where installed, else in the source tree.

    Raises:
        SourceError: it is in neither place.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "examples", package.parents[1] / "examples"):
        if (folder / NAME).is_file():
            return folder / NAME
    raise SourceError(NAME, "安装包里没有示例台账，请从源代码的 examples 文件夹取")


class Demo(WriteReport):
    """Writes the report of a fictional county, for a first look."""

    name: ClassVar[str] = "demo"
    label: ClassVar[str] = "用自带的示例台账出一套报告"
    takes_source: ClassVar[bool] = False

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the folder."""
        parser.add_argument(
            "-o",
            "--output",
            type=output_folder,
            default=Path("investtrack-demo"),
            metavar="DIR",
            help="输出文件夹",
        )

    def run(self, options: Namespace, host: Host) -> int:
        """Say where the example and the files are, and write the report."""
        options.source = [example_path()]
        options.output = options.output.resolve()
        options.template = None  # the packaged one: the example shows what comes with the program
        host.print(f"示例台账：{options.source[0]}")
        return super().run(options, host)
