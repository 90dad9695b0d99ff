"""Projects × months: both sums hold, no one works outside its window, and what cannot be is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack_forecast.filling import fill
from investtrack_forecast.months import carried, spread


def test_a_table_without_bounds_is_proportional():
    found = spread([100, 300], [(0, 1), (0, 1)], [100, 300])
    assert found.cells == ((25, 75), (75, 225))


def test_a_project_that_enters_late_leaves_the_early_months_to_others():
    found = spread([100, 100], [(0, 1), (1, 1)], [60, 140])
    assert found.cells == ((60, 40), (0, 100))
    assert found.late == (0, 0)


def test_months_no_one_can_work_in_are_done_later_and_named():
    found = spread([100, 100], [(1, 2), (1, 2)], [50, 100, 50])
    assert found.months[0] == 0
    assert sum(found.months) == 200
    assert found.late == (50, 0, 0)


def test_the_nearest_deadline_goes_first():
    # the second must end in month 0, so the first waits although it could start
    assert carried([100, 50], [(0, 1), (0, 0)], [50, 100]) == [50, 100]


def test_sums_that_differ_and_windows_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="add up"):
        spread([1], [(0, 0)], [2])
    with pytest.raises(ValueError, match="window"):
        spread([1], [(0, 1)], [1])


@st.composite
def tables(draw):
    months = draw(st.integers(1, 10))
    amounts, windows = [], []
    for _ in range(draw(st.integers(1, 12))):
        first = draw(st.integers(0, months - 1))
        windows.append((first, draw(st.integers(first, months - 1))))
        amounts.append(draw(st.integers(0, 20) | st.integers(0, 10**11)))
    rises = draw(st.lists(st.integers(0, 5), min_size=months, max_size=months).filter(any))
    whole = sum(amounts)
    return amounts, windows, fill(whole, rises, [0] * months, [whole] * months).parts


@settings(max_examples=150, deadline=None)
@given(tables())
def test_rows_and_columns_add_up_to_the_last_unit(table):
    amounts, windows, asked = table
    found = spread(amounts, windows, asked)
    assert [sum(row) for row in found.cells] == amounts
    assert [sum(column) for column in zip(*found.cells, strict=True)] == list(found.months)
    assert all(cell >= 0 for row in found.cells for cell in row)
    for row, (first, last) in zip(found.cells, windows, strict=True):
        assert not any(row[:first])
        assert not any(row[last + 1 :])


@settings(max_examples=100, deadline=None)
@given(tables())
def test_nothing_is_late_where_everyone_can_work_always(table):
    amounts, _, asked = table
    found = spread(amounts, [(0, len(asked) - 1)] * len(amounts), asked)
    assert found.months == tuple(asked)
    assert not any(found.late)
