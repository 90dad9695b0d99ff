"""Months are compared by their place in time, each of the ways there are, and with nothing else."""

import pytest

from investtrack.values.period import Month


EARLIER, LATER = Month(2021, 12), Month(2022, 1)


def test_each_way_of_comparing_says_the_same():
    assert (EARLIER < LATER, EARLIER <= LATER, LATER > EARLIER, LATER >= EARLIER) == (True,) * 4
    assert (LATER < EARLIER, LATER <= EARLIER, EARLIER > LATER, EARLIER >= LATER) == (False,) * 4
    same = Month(2022, 1)
    assert (same <= LATER, same >= LATER, same < LATER, same > LATER) == (True, True, False, False)


@pytest.mark.parametrize("way", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_a_month_is_not_held_against_a_number(way):
    assert getattr(LATER, way)(202201) is NotImplemented
