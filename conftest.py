"""Runs the Python code in README.md and docs/ as tests."""

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser


pytest_collect_file = Sybil(
    [PythonCodeBlockParser()], patterns=["README.md", "docs/**/*.md", "docs/*.md"]
).pytest()
