"""A column whose middle row is beyond its bounds is doubtful; with few rows only where it is three times beyond."""

from decimal import Decimal

import pytest

from investtrack.checks.magnitudes import _beyond


@pytest.mark.parametrize(
    ("ratios", "strict", "found"),
    [
        ((5,), False, ""),
        ((10, 10, 10), False, ""),
        ((11,), False, ""),  # of one row only beyond 30
        ((11, 11), False, ""),
        ((31,), False, "doubt"),
        ((11, 11, 11), False, "doubt"),
        ((11,), True, "doubt"),
        ((1, 11, 12), False, "doubt"),
        ((1, 2, 12), False, ""),
        ((1001,), False, "slip"),
    ],
)
def test_what_the_middle_row_is(ratios, strict, found):
    high = _beyond([Decimal(each) for each in ratios], Decimal(1) / 10, Decimal(10), strict=strict)
    low = _beyond([1 / Decimal(each) for each in ratios], Decimal(1) / 10, Decimal(10), strict=strict)  # fmt: skip
    assert (high, low) == (found, found)
