"""Rounding: half-up, GB/T 8170, floor, ceiling; one step; parts that add up."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.values.rounding import RoundingPolicy, apportion, round_decimal


UP, GBT = RoundingPolicy.HALF_UP, RoundingPolicy.GBT8170
FLOOR, CEILING = RoundingPolicy.FLOOR, RoundingPolicy.CEILING

# The standard's own examples, and the same numbers half-up.
EXAMPLES = [
    ("1.050", 1, "1.0", "1.1"),
    ("0.35", 1, "0.4", "0.4"),
    ("10.5002", 0, "11", "11"),
    ("2500", -3, "2E+3", "3E+3"),
    ("3500", -3, "4E+3", "4E+3"),
    ("-0.0365", 3, "-0.036", "-0.037"),
    ("2.154546", 2, "2.15", "2.15"),
    # ties and their neighbours
    ("12.5", 0, "12", "13"),
    ("13.5", 0, "14", "14"),
    ("-12.5", 0, "-12", "-13"),
    ("12.50000001", 0, "13", "13"),
    ("12.49999999", 0, "12", "12"),
    ("0.285", 2, "0.28", "0.29"),  # a float would hold 0.28499999…
    ("-0.004", 2, "0", "0"),
    ("1.005", 2, "1.00", "1.01"),
]


@pytest.mark.parametrize("kind", [Decimal, Fraction])
@pytest.mark.parametrize(("value", "places", "even", "up"), EXAMPLES)
def test_examples(kind, value, places, even, up):
    assert round_decimal(kind(value), places, GBT) == Decimal(even)
    assert round_decimal(kind(value), places, UP) == Decimal(up)


def test_one_step_only():
    # 97.46 by steps would be 97.5 and then 98
    assert round_decimal(Decimal("97.46"), 0, GBT) == 97
    assert round_decimal(Decimal("15.4546"), 0, UP) == 15


def test_half_up_is_the_default():
    assert round_decimal(Fraction(1, 2), 0) == 1
    assert round_decimal(Fraction(-1, 2), 0) == -1
    assert round_decimal(Decimal("0.125"), 2) == Decimal("0.13")


@pytest.mark.parametrize(
    ("value", "places", "down", "above"),
    [
        ("59.99", 0, "59", "60"),
        ("59", 0, "59", "59"),
        ("-59.99", 0, "-60", "-59"),
        ("0.001", 2, "0", "0.01"),
    ],
)
@pytest.mark.parametrize("kind", [Decimal, Fraction])
def test_floor_and_ceiling(kind, value, places, down, above):
    assert round_decimal(kind(value), places, FLOOR) == Decimal(down)
    assert round_decimal(kind(value), places, CEILING) == Decimal(above)


@pytest.mark.parametrize("policy", RoundingPolicy)
def test_fractions_that_no_decimal_holds(policy):
    third = round_decimal(Fraction(2, 3), 4, policy)
    assert str(third) == ("0.6666" if policy is FLOOR else "0.6667")
    # a tie of a fraction: 1/8 to two places
    tie = {UP: "0.13", GBT: "0.12", FLOOR: "0.12", CEILING: "0.13"}[policy]
    assert str(round_decimal(Fraction(1, 8), 2, policy)) == tie
    tie = {UP: "-0.13", GBT: "-0.12", FLOOR: "-0.13", CEILING: "-0.12"}[policy]
    assert str(round_decimal(Fraction(-1, 8), 2, policy)) == tie


def test_a_fraction_an_inch_below_a_tie_is_below_it():
    just_below = Fraction(1, 2) - Fraction(1, 10**60)
    assert round_decimal(just_below, 0) == 0
    assert round_decimal(just_below + Fraction(2, 10**60), 0, GBT) == 1


@pytest.mark.parametrize("value", [Decimal("-0.001"), Fraction(-1, 1000), Decimal("-0")])
def test_zero_has_no_sign(value):
    assert str(round_decimal(value, 2)) == "0.00"


@pytest.mark.parametrize("kind", [Decimal, Fraction])
def test_a_long_number_keeps_its_digits_whatever_the_settings_are(kind):
    with localcontext() as context:
        context.prec = 3
        assert str(round_decimal(kind("1" * 40 + ".25"), 1)) == "1" * 40 + ".3"


def test_the_places_asked_for_are_kept():
    assert str(round_decimal(5, 2)) == "5.00"
    assert str(round_decimal(Decimal("1.5"), 3)) == "1.500"


values = st.one_of(
    st.fractions(min_value=-(10**9), max_value=10**9),
    st.decimals(min_value=-(10**9), max_value=10**9, places=6),
)


@given(values, st.integers(-3, 6), st.sampled_from(RoundingPolicy))
def test_the_error_is_bounded(value, places, policy):
    unit = Fraction(10) ** -places
    rounded = Fraction(round_decimal(value, places, policy))
    error = rounded - Fraction(value)
    assert (rounded / unit).denominator == 1
    assert abs(error) < unit
    if policy in {UP, GBT}:
        assert abs(error) <= unit / 2
    elif policy is FLOOR:
        assert error <= 0
    else:
        assert error >= 0


@given(values, st.integers(-3, 6), st.sampled_from(RoundingPolicy))
def test_a_number_rounds_alike_however_it_is_held(value, places, policy):
    exact = Fraction(value)
    if isinstance(value, Decimal):
        assert round_decimal(value, places, policy) == round_decimal(exact, places, policy)
    if policy in {UP, GBT}:
        assert round_decimal(-exact, places, policy) == -round_decimal(exact, places, policy)


parts = st.lists(st.decimals(min_value=0, max_value=10**6, places=4), min_size=1, max_size=9)


@given(parts, st.integers(0, 3), st.sampled_from([UP, GBT]))
def test_apportioned_parts_add_up_and_none_moves_far(values, places, policy):
    whole = sum(values)
    printed = apportion(values, whole, places, policy)
    unit = Decimal(1).scaleb(-places)
    assert sum(printed) == round_decimal(whole, places, policy)
    assert all(abs(shown - value) < unit for shown, value in zip(printed, values, strict=True))


@given(st.lists(st.decimals(min_value=-1000, max_value=1000, places=3), min_size=1, max_size=6))
def test_negative_parts_add_up_too(values):
    assert sum(apportion(values, sum(values), 1)) == round_decimal(sum(values), 1)


def test_apportioning_by_hand():
    # floors 2, 18, 79 make 99; the largest remainder, 0.67 of 2.67, takes the one that lacks
    shares = [Decimal("2.67"), Decimal("18.06"), Decimal("79.27")]
    assert apportion(shares, Decimal(100), 0) == [3, 18, 79]
    assert apportion(shares[::-1], Decimal(100), 0) == [79, 18, 3]


def test_equal_remainders_go_to_the_first():
    assert apportion([Decimal("0.5")] * 4, Decimal(2), 0) == [1, 1, 0, 0]


def test_parts_that_are_no_partition_are_rounded_on_their_own():
    assert apportion([Decimal("1.4"), Decimal("1.4")], Decimal(5), 0) == [1, 1]


def test_apportioning_in_a_callers_narrow_context():
    with localcontext() as context:
        context.prec = 3
        assert apportion([Decimal("1000.5")] * 2, Decimal(2001), 0) == [1001, 1000]
