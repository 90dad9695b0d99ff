"""Runs the Python code in README.md and docs/ as tests; no test is timed."""

from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser


pytest_collect_file = Sybil(
    [PythonCodeBlockParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    excludes=["docs/tutorial/county-exporter.md"],  # run whole by tests/installing/test_tutorial.py
).pytest()

# A slow machine is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
