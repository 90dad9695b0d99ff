"""Sphinx configuration."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING


sys.path.insert(0, str(Path(__file__).parent))
from manual import without_breaks


if TYPE_CHECKING:
    from sphinx.application import Sphinx


project = "investtrack"
author = "The investtrack authors"
copyright = "2026, The investtrack authors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "investtrack"
autodoc_typehints = "none"
autodoc_member_order = "bysource"
myst_heading_anchors = 3
suppress_warnings = ["ref.python"]
nitpick_ignore_regex = [(r"py:.*", r".*")]


def setup(app: "Sphinx") -> None:
    """Join the lines of Chinese pages as they are read."""

    def join(_: "Sphinx", page: str, source: list[str]) -> None:
        if page.startswith("zh/"):
            source[0] = without_breaks(source[0])

    app.connect("source-read", join)
