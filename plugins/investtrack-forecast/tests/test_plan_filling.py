"""Splitting a whole: exact, between floors and caps, proportional where nothing binds, and stable."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from investtrack_forecast.filling import Allotted, fill


def test_shares_are_in_proportion_where_nothing_binds():
    assert fill(100, [1, 1, 2], [0, 0, 0], [100, 100, 100]) == Allotted((25, 25, 50))


def test_what_a_cap_turns_away_goes_to_the_others_in_proportion():
    # 10 stays in the first; the other 90 are shared 1 : 2
    assert fill(100, [1, 1, 2], [0, 0, 0], [10, 100, 100]) == Allotted((10, 30, 60))


def test_a_floor_is_kept_and_the_rest_shared():
    # proportional would be 25 : 25 : 50; the first is owed 40, so 60 are shared 1 : 2
    assert fill(100, [1, 1, 2], [40, 0, 0], [100, 100, 100]) == Allotted((40, 20, 40))


def test_what_all_caps_cannot_take_is_named():
    assert fill(100, [1, 1], [0, 0], [30, 20]) == Allotted((30, 20), shortfall=50)


def test_floors_beyond_the_whole_are_named():
    assert fill(10, [1, 1], [8, 7], [9, 9]) == Allotted((8, 7), excess=5)


def test_a_fen_too_many_goes_to_the_largest_remainder_then_to_the_first():
    assert fill(10, [1, 1, 1], [0, 0, 0], [9, 9, 9]) == Allotted((4, 3, 3))


def test_nothing_to_split_and_no_one_to_split_over():
    assert fill(0, [1, 2], [0, 0], [5, 5]) == Allotted((0, 0))
    assert fill(7, [], [], []) == Allotted((), shortfall=7)


def test_bounds_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="floor"):
        fill(1, [1], [2], [1])
    with pytest.raises(ValueError, match="weight"):
        fill(1, [-1], [0], [1])


@st.composite
def cases(draw):
    parts = draw(
        st.lists(
            st.tuples(st.integers(0, 50), st.integers(0, 100), st.integers(0, 10**6)),
            min_size=1,
            max_size=8,
        )
    )
    weights = [weight for weight, _, _ in parts]
    floors = [low for _, low, _ in parts]
    caps = [low + room for _, low, room in parts]
    return weights, floors, caps


@given(st.integers(0, 10**7), cases())
def test_it_adds_up_within_bounds(whole, case):
    weights, floors, caps = case
    found = fill(whole, weights, floors, caps)
    assert sum(found.parts) + found.shortfall - found.excess == whole
    assert all(low <= part <= cap for low, part, cap in zip(floors, found.parts, caps, strict=True))
    assert not (found.shortfall and found.excess)


@given(st.integers(0, 10**6), st.integers(0, 1000), cases())
def test_a_larger_whole_lowers_no_part_by_more_than_a_rounding(whole, more, case):
    before, after = fill(whole, *case), fill(whole + more, *case)
    assert all(b - 1 <= a <= b + more + 1 for b, a in zip(before.parts, after.parts, strict=True))


@settings(max_examples=60)
@given(st.integers(0, 10**6), cases())
def test_no_one_between_its_bounds_is_worse_off_than_its_weight(whole, case):
    weights, floors, caps = case
    found = fill(whole, weights, floors, caps)
    free = [
        (part, weight)
        for part, weight, low, cap in zip(found.parts, weights, floors, caps, strict=True)
        if low < part < cap and weight
    ]
    assume(len(free) > 1)
    for one, first in free:
        for two, second in free:
            # both stand at one level, but for one unit of rounding each
            assert abs(one * second - two * first) <= first + second
