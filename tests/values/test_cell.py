"""Addresses of cells, and texts that no spreadsheet runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.values.cell import bare, column_index, column_letters, guarded


@pytest.mark.parametrize("sign", "=+-@＝＋－＠\t\r\n")
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(sign):
    assert guarded(f"{sign}1") == f"'{sign}1"
    assert guarded(f"'{sign}1") == f"''{sign}1"


@pytest.mark.parametrize("text", ["", "甲", "1", "'", "'甲", "甲=1", "''甲"])
def test_other_texts_stay(text):
    assert guarded(text) == bare(text) == text


@given(st.text("'=+-@＝1甲", max_size=6))
def test_what_was_guarded_is_given_back(text):
    assert bare(guarded(text)) == text


@pytest.mark.parametrize(("letters", "index"), [("A", 0), ("Z", 25), ("AA", 26), ("AZ", 51), ("ZZ", 701), ("AAA", 702), ("XFD", 16383)])  # fmt: skip
def test_columns_by_letters(letters, index):
    assert (column_index(letters), column_letters(index)) == (index, letters)
