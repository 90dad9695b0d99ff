"""Where the bundled example is."""

from __future__ import annotations

from pathlib import Path

from investtrack.errors import SourceError


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
