"""Money is exact, its unit is named, and floats are refused."""

import operator
from decimal import Decimal, Inexact, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import AmountError
from investtrack.values.amount import ZERO, Amount, Unit, plain, with_own_decimals


@pytest.mark.parametrize(
    ("number", "unit", "yuan"),
    [
        ("1.2", Unit.YI, "120000000"),
        ("500", Unit.WAN, "5000000"),
        ("499.9999", Unit.WAN, "4999999"),
        ("0.01", Unit.YUAN, "0.01"),
        (3, Unit.WAN, "30000"),
        (Decimal("-0.5"), Unit.YI, "-50000000"),
        ("1e3", Unit.WAN, "10000000"),
        (" 7 ", Unit.YUAN, "7"),
    ],
)
def test_of_names_its_unit(number, unit, yuan):
    assert Amount.of(number, unit).yuan == Decimal(yuan)


@pytest.mark.parametrize(
    "number",
    [1.5, float("nan"), True, None, "", "abc", "1，000", "NaN", "Infinity", "-inf", [], (0, 1), "9" * 61],
)  # fmt: skip
def test_what_is_no_exact_number_is_refused(number):
    with pytest.raises(AmountError):
        Amount.of(number, Unit.WAN)


@pytest.mark.parametrize("value", [1.0, 2, "1", Decimal("NaN"), Decimal("Infinity")])
def test_the_field_is_a_finite_decimal(value):
    with pytest.raises(AmountError):
        Amount(value)


def test_the_error_is_a_value_error_and_one_of_ours():
    with pytest.raises(ValueError, match="float"):
        Amount.of(0.1, Unit.YI)


def test_equal_amounts_in_different_units_are_equal():
    one, other = Amount.of("1", Unit.YI), Amount.of("10000.00", Unit.WAN)
    assert one == other
    assert hash(one) == hash(other)
    assert not one > other


def test_sums_are_exact_where_floats_are_not():
    dime = Amount.of("0.1", Unit.YI)
    assert Amount.total([dime] * 3) == Amount.of("0.3", Unit.YI)
    assert Amount.total(()) == ZERO
    assert dime + dime - dime - dime == ZERO
    assert not (dime - dime)


def test_a_callers_decimal_settings_never_round_money():
    amount = Amount.of("12345.6789", Unit.WAN)
    with localcontext() as context:
        context.prec = 3
        assert Amount.total([amount, amount]).to(Unit.WAN) == Decimal("24691.3578")
        assert (-amount).to(Unit.YUAN) == Decimal(-123456789)
        assert amount - (-amount) == amount + amount
        assert str(amount) == "12345.6789万元"


def test_an_amount_and_a_number_do_not_add():
    with pytest.raises(TypeError):
        Amount.of(1, Unit.WAN) + 1
    with pytest.raises(TypeError):
        Amount.of(1, Unit.WAN) - Decimal(1)


@pytest.mark.parametrize(
    ("value", "text"),
    [("1E+3", "1000"), ("2.500", "2.5"), ("0.00", "0"), ("-0.10", "-0.1"), ("100", "100")],
)
def test_plain_has_no_exponent_and_no_trailing_zero(value, text):
    assert plain(Decimal(value)) == text


numbers = st.decimals(
    min_value=Decimal(-(10**15)), max_value=Decimal(10**15), places=6, allow_nan=False
)


@given(numbers, st.sampled_from(Unit), st.sampled_from(Unit))
def test_units_there_and_back(number, unit, other):
    amount = Amount.of(number, unit)
    assert amount.to(unit) == number
    assert Amount.of(amount.to(other), other) == amount


@given(st.lists(numbers, max_size=8))
def test_a_total_does_not_depend_on_order(values):
    amounts = [Amount.of(value, Unit.WAN) for value in values]
    assert Amount.total(amounts) == Amount.total(reversed(amounts))
    assert Amount.total(amounts).to(Unit.WAN) == sum(values)


@pytest.mark.parametrize(
    "compare", [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]
)
@pytest.mark.parametrize(("one", "other"), [(1, 2), (2, 2), (3, 2), (-1, 1)])
def test_amounts_stand_in_the_order_of_their_yuan(compare, one, other):
    found = compare(Amount.of(one, Unit.WAN), Amount.of(other, Unit.WAN))
    assert found is compare(one, other)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_an_amount_and_a_number_have_no_order(compare):
    with pytest.raises(TypeError):
        compare(Amount.of(1, Unit.WAN), 10_000)


def test_a_function_computes_by_our_own_settings_and_returns_what_it_found():
    third = with_own_decimals(lambda above, *, below: above / below)
    with localcontext() as context:
        context.prec = 3
        context.traps[Inexact] = True
        assert str(third(Decimal(1), below=Decimal(3))) == "0." + "3" * 60
