"""Rates are exact fractions; a base of nothing gives no rate."""

from decimal import Decimal
from fractions import Fraction

import pytest

from investtrack.errors import AmountError
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate, exact_fraction, growth, ratio


def yi(number):
    return Amount.of(number, Unit.YI)


@pytest.mark.parametrize("number", ["5.12", Decimal("5.12"), Fraction(128, 25)])
def test_per_cent(number):
    rate = Rate.percent(number)
    assert rate.fraction == Fraction("0.0512")
    assert rate.in_percent == Fraction("5.12")
    assert str(rate) == "0.0512"


@pytest.mark.parametrize(
    "number", [5.12, True, "五", "1/0", "nan", Decimal("NaN"), Decimal("inf"), None]
)
def test_what_is_no_rate_is_refused(number):
    with pytest.raises(AmountError):
        Rate.percent(number)
    with pytest.raises(AmountError):
        Points.of(number)


@pytest.mark.parametrize("value", [0.5, 1, Decimal(1)])
def test_the_field_is_a_fraction(value):
    with pytest.raises(AmountError):
        Rate(value)


def test_a_third_is_cut_only_where_written():
    third = ratio(1, 3)
    assert third.fraction == Fraction(1, 3)
    assert str(third) == "0.3333333333333333333333333333"
    assert third.fraction * 3 == 1


def test_ratio_of_amounts_of_different_units():
    assert ratio(Amount.of("3200", Unit.WAN), yi("1")) == Rate(Fraction("0.32"))
    assert ratio(129, 270) == Rate(Fraction(43, 90))


@pytest.mark.parametrize("whole", [0, Amount.of(0, Unit.WAN)])
def test_nothing_is_divided_by_zero(whole):
    assert ratio(1, whole) is None


@pytest.mark.parametrize(
    ("current", "base", "expected"),
    [
        ("14.62", "19.18", Fraction(-456, 1918)),
        ("2", "1", Fraction(1)),
        ("1", "1", Fraction(0)),
        ("0", "1", Fraction(-1)),
        ("-1", "2", Fraction(-3, 2)),
    ],
)
def test_growth(current, base, expected):
    assert growth(yi(current), yi(base)) == Rate(expected)


@pytest.mark.parametrize("base", [None, "0", "-1"])
def test_no_growth_without_a_positive_base(base):
    assert growth(yi("1"), None if base is None else yi(base)) is None


def test_rates_differ_by_points():
    assert Rate.percent("17.4") - Rate.percent("-0.6") == Points.of(18)
    assert -Points.of("5.9") == Points.of("-5.9")
    assert str(Points.of("5.90")) == "5.9"
    with pytest.raises(TypeError):
        Rate.percent(1) - 1


def test_rates_are_ordered():
    assert Rate.percent("9.9") < Rate.percent(10)
    assert max(Points.of(-3), Points.of(2)) == Points.of(2)


@pytest.mark.parametrize(
    "text",
    ["1E+999999999", "1E-999999999", "1e1000", "9" * 401, "0." + "0" * 401, "1/" + "9" * 401, "NaN", "Infinity", "", "1/3/5", "0x10", "１２"],
)  # fmt: skip
def test_a_number_that_would_fill_the_memory_is_none(text):
    with pytest.raises(ValueError, match=r"number|literal"):
        exact_fraction(text)
    with pytest.raises(AmountError):
        Rate.percent(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("10", 10), ("1/3", Fraction(1, 3)), (" -0.05 ", Fraction(-1, 20)), ("1E-5", Fraction(1, 10**5)), ("2e3", 2000), ("+.5", Fraction(1, 2)), (7, 7), ("9" * 400, 10**400 - 1)],
)  # fmt: skip
def test_what_is_an_exact_number(text, number):
    assert exact_fraction(text) == number
