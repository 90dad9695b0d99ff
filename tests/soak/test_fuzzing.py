"""A few damaged inputs of every kind, the same ones each time; `fuzzing.py` tries as many as one likes.

INVESTTRACK_SOAK=10000 tries ten thousand of each.
"""

import importlib.util
import os
from pathlib import Path

import pytest


def _fuzzing():
    path = Path(__file__).with_name("fuzzing.py")
    spec = importlib.util.spec_from_file_location("fuzzing", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fuzzing = _fuzzing()
RUNS = int(os.environ.get("INVESTTRACK_SOAK", "25"))


@pytest.mark.parametrize("name", sorted(fuzzing.TARGETS))
@pytest.mark.filterwarnings("default")  # what a library says of a damaged file is not our failure
def test_a_damaged_input_is_findings_or_one_clear_error(name):
    fuzzing.by_chance(name, RUNS, 1)


def test_a_traceback_would_be_seen(monkeypatch):
    monkeypatch.setitem(fuzzing.TARGETS, "xlsx", lambda change: change.pick([]))
    with pytest.raises(AssertionError, match="xlsx, seed 1: ValueError"):
        fuzzing.by_chance("xlsx", 1, 1)
