"""Runs the Python code in README.md and docs/ as tests, and all tests in parallel; no test is timed."""

import gc
import os
import sys

import pytest
from hypothesis import settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser


pytest_collect_file = Sybil(
    [PythonCodeBlockParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    excludes=["docs/tutorial/county-exporter.md"],  # run whole by tests/installing/test_tutorial.py
).pytest()

# Workers and the programs that tests start read what was compiled once, where the shell asks for no bytecode, too.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A slow machine is no fault of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers(config):
    """Return the workers of `-n auto`: one a processor, and no more than have room in memory."""
    chosen = os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS")
    return int(chosen) if chosen else min(os.cpu_count() or 1, 8)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for no garbage while tests are collected: all of it stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(items):
    """Put the files that have slow tests first: begun last, the longest would keep one worker busy and leave the others idle."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish():
    """Look for garbage seldom, and never in what every test shares: that took a sixth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(1_000_000, 5, 5)
    # Programs that tests start keep the memory they freed: LibreOffice gave back and asked for so much that a third of its start
    # was that. glibc reads it as a program starts: not of this one, whose memory tests bound.
    for name in ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"):
        os.environ.setdefault(name, str(1 << 30))
