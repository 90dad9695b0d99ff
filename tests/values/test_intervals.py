"""What a printed number allows: its neighbours by its last place, its hedge and its kind."""

from decimal import localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.values.quantities import read_quantity
from investtrack.values.quantity import Interval, Quantity
from investtrack.values.units import unit_named


YI = 10**8


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        # without a hedge: half of the last printed place to either side
        ("3亿元", "2.5", "3.5"), ("3.0亿元", "2.95", "3.05"), ("3.05亿元", "3.045", "3.055"), ("-3亿元", "-3.5", "-2.5"),
        # 约: one of the last digit that is not zero
        ("约3亿元", 2, 4), ("约30亿元", 20, 40), ("约35亿元", 34, 36), ("约3000亿元", 2000, 4000), ("约3.50亿元", "3.4", "3.6"), ("约30.0亿元", 20, 40), ("约0亿元", -1, 1),
        ("30亿元左右", 20, 40),
        # 近 is below, 余 above; 以上 and 不足 have one end
        ("近30亿元", 20, "30.5"), ("30余亿元", 30, 40), ("30亿元以上", 30, None), ("不足30亿元", None, 30),
        # a range reaches half a place beyond either end
        ("5—8亿元", "4.5", "8.5"), ("0.5—1.2亿元", "0.45", "1.25"),
    ],
)  # fmt: skip
def test_what_prints_so(text, low, high):
    found = read_quantity(text).interval
    assert (found.low, found.high) == tuple(
        None if each is None else Fraction(each) * YI for each in (low, high)
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("12个", 12, 12), ("1.5个", "1.45", "1.55"), ("1万个", 5000, 15000), ("12吨", "11.5", "12.5"), ("5％", "4.5", "5.5"), ("5‰", "0.45", "0.55")],
)  # fmt: skip
def test_only_a_whole_count_is_what_it_says(text, low, high):
    found = read_quantity(text).interval
    assert (found.low, found.high) == (Fraction(low), Fraction(high))


ends = st.none() | st.integers(-3, 3).map(Fraction)


@st.composite
def intervals(draw):
    low, high = draw(ends), draw(ends)
    return Interval(high, low) if None not in {low, high} and low > high else Interval(low, high)


def holds(interval, value):
    above = interval.low is None or value >= interval.low
    return above and (interval.high is None or value <= interval.high)


@given(intervals(), intervals())
def test_two_meet_where_a_value_is_of_both(one, other):
    among = [Fraction(value) for value in range(-4, 5)]
    assert one.meets(other) is any(holds(one, value) and holds(other, value) for value in among)
    assert one.meets(other) is other.meets(one)


@given(intervals(), st.integers(-4, 4))
def test_the_other_sign_turns_an_interval_round(interval, value):
    assert holds(-interval, -value) is holds(interval, value)


@pytest.mark.parametrize(
    ("low", "high", "bounded"), [(1, 2, True), (None, 2, False), (1, None, False), (None, None, False), (0, 0, True)]
)  # fmt: skip
def test_bounded_is_what_has_both_ends(low, high, bounded):
    assert Interval(low, high).is_bounded is bounded


def test_a_header_gives_a_bare_number_its_unit():
    bare = read_quantity("约1,200.5")
    found = bare.of_unit(unit_named("万美元"))
    assert found == Quantity.of("1200.5", unit_named("万美元")).__class__(
        found.kind, "1200.5", "万美元", Fraction(10**4), bare.hedge, "美元", end=bare.end
    )
    assert (found.kind.name, found.value, found.step) == ("MONEY", 12_005_000, 1000)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [("0", 1, "0.0"), ("-0.04", 1, "0.0"), ("-0.05", 1, "-0.1"), ("0.05", 1, "0.1"), ("0.049", 1, "0.0"), ("-3", 0, "-3"), ("12345.5", 0, "12346")],
)  # fmt: skip
def test_a_value_is_printed_half_up_and_zero_has_no_sign(value, places, text):
    like = Quantity.of("1" + "." * bool(places) + "0" * places, unit_named("％"))
    assert like.printed(Fraction(value)) == f"{text}％"


def test_a_long_value_is_printed_with_all_its_digits():
    like = Quantity.of("1.0", unit_named("％"))
    with localcontext() as context:
        context.prec = 3
        assert like.printed(Fraction(f"{'1' * 70}.25")) == f"{'1' * 70}.3％"
