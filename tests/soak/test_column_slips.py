"""A few slips of a few ledgers, the same ones each time; `column_slips.py` tries as many as one likes.

INVESTTRACK_SOAK=60 tries sixty ledgers.
"""

import importlib.util
import os
from fractions import Fraction
from pathlib import Path

import pytest


def _program():
    path = Path(__file__).with_name("column_slips.py")
    spec = importlib.util.spec_from_file_location("column_slips", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


slips = _program()
LEDGERS = int(os.environ.get("INVESTTRACK_SOAK", "3"))


@pytest.mark.parametrize("seed", range(1, LEDGERS + 1))
def test_no_gross_slip_passes_and_no_clean_ledger_is_suspected(seed):
    tallies = {name: slips.Tally() for name in ("gross", "ten", "cell", "alone", "swapped")}
    assert slips.try_ledger(seed, 12, tallies) == []
    assert tallies["gross"].moved
    assert tallies["gross"].passed == []


def test_a_slip_that_passes_would_be_told(monkeypatch):
    monkeypatch.setattr(slips, "caught", lambda *_: False)
    tallies = {name: slips.Tally() for name in ("gross", "ten", "cell", "alone", "swapped")}
    slips.try_ledger(1, 6, tallies)
    assert tallies["gross"].passed


def test_another_factor_leaves_the_other_columns_alone():
    sheets = slips.clean(1)
    column = sheets.columns[0]
    changed = sheets.altered(column, slips.times(Fraction(100)))
    assert changed.keys() == sheets.rows.keys()
    assert [name for name in changed if changed[name] != sheets.rows[name]] == [column.sheet]
