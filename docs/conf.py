"""Sphinx configuration."""

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
